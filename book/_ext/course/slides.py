"""Slides of each chapter, made from its page: question, figures, explorers, quiz, discussion.

A page of its own, ``slides/<topic>.html``, as deep in the site as the chapter's, so that addresses
of pictures hold. Notes for the speaker are what the chapter says beside a figure.
"""

import re
from pathlib import Path

from bs4 import BeautifulSoup

from course import versions

TOP = Path(__file__).parents[3]
SESSIONS = TOP / "teaching" / "sessions"
FOLDER = "slides"
STATIC = Path(__file__).with_name("static")
#: Sections whose figures are no part of the story.
NO_STORY = {"exercises", "quiz", "references", "what-next", "before-you-start"}


def _topic(pagename):
    """Return the topic of a page with a session; None for other pages."""
    topic = pagename.partition("book/")[2]
    return topic if topic and (SESSIONS / f"{topic}.yaml").exists() else None


def _depend(app, doctree):
    """Make a chapter's page anew when its session changes: its slides hold the prompts."""
    if topic := _topic(app.env.docname):
        app.env.note_dependency(str(SESSIONS / f"{topic}.yaml"))


def _plain(node):
    """Return a copy of a part of a page without links, citations' brackets kept as text."""
    copy = BeautifulSoup(str(node), "html.parser")
    for link in copy.select("a"):
        link.unwrap()
    for one in copy.select("[id]"):
        if not one.find_parent("svg"):
            del one["id"]
    return "".join(str(child) for child in copy.contents)


def _beside(figure):
    """Return what the page says before and after a figure's cell, for the speaker."""
    cell = figure.find_parent("div", class_="cell") or figure
    found = []
    before = cell.find_previous_sibling()
    if before and before.name == "p":
        found.append(_plain(before))
    after = cell.find_next_sibling()
    while after and after.name == "p" and len(found) < 3:
        found.append(_plain(after))
        after = after.find_next_sibling()
    return "".join(found)


def _caption(figure):
    """Return a caption without the number that the page gives it, as text."""
    caption = figure.select_one("figcaption .caption-text")
    return " ".join(caption.get_text().split()) if caption else ""


def slides(body, session):
    """Return the slides of a chapter: each a title, its content and notes, as HTML.

    Parameters
    ----------
    body : str
        The chapter's page.
    session : dict
        Its entry in ``teaching/sessions/``.
    """
    page = BeautifulSoup(body, "html.parser")
    top = page.select_one("section")
    for mark in top.select(".headerlink"):
        mark.decompose()
    question = top.select_one(".admonition.question")
    found = [(_plain(top.h1), _words(question), "")]
    goals = top.select_one("#what-you-will-be-able-to-do ul")
    found.append(("What you will be able to do", _plain(goals), ""))
    for section in top.find_all("section", recursive=False):
        if section.get("id") in NO_STORY:
            continue
        for figure in section.select("figure"):
            heading = figure.find_parent("section").find(re.compile("h[2-4]"))
            picture = figure.select_one("img")
            explorer = figure.select_one(".explorer")
            if explorer:
                content = str(explorer)
            elif picture:
                content = f"<figure>{picture}<figcaption>{_caption(figure)}</figcaption></figure>"
            else:
                continue
            found.append((_plain(heading), content, _beside(figure)))
    for asked in top.select(".quiz-question"):
        words = _plain(asked.select_one(".quiz-asks"))
        offered = "".join(
            _plain(part) for part in asked.select(".quiz-options, .quiz-items, .quiz-how")
        )
        found.append(("A question", words + offered, _plain(asked.select_one("details"))))
    for prompt in session["prompts"]:
        found.append(("To discuss", f"<p>{prompt['ask']}</p>", f"<p>{prompt['reaches']}</p>"))
    summary = top.select_one("#summary ul")
    found.append(("Summary", _plain(summary), ""))
    return [(re.sub(r"</?h\d[^>]*>", "", title), content, notes) for title, content, notes in found]


def _words(question):
    return "".join(_plain(part) for part in question.select("p:not(.admonition-title)"))


def _write(app, pagename, templatename, context, doctree):
    topic = _topic(pagename)
    if app.builder.name != "html" or not topic:
        return
    from teaching import chapters

    text = app.builder.templates.render(
        "slides.html",
        {
            "title": chapters.title(chapters.page(topic)),
            "topic": topic,
            "language": app.config.language,
            "version_note": versions.NOTE,
            "version_foot": versions.foot(TOP),
            "slides": slides(context["body"], chapters.session(topic)),
        },
    )
    target = Path(app.outdir) / FOLDER / f"{topic}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def setup(app):
    """Connect to the moments when a page is read and when it is written."""
    app.connect("doctree-read", _depend)
    # After those who change the page's figures.
    app.connect("html-page-context", _write, priority=950)
