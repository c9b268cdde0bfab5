"""What teachers and readers take along, offered on the site: quizzes for platforms, and the book.

The files for learning platforms are written with the site, with the numbers that its chapters
showed. To print the book takes minutes: it is offered where ``make editions`` made it of the same
sources, which both say in a checksum.
"""

import shutil
from ast import literal_eval
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from course import caching, execution

TOP = Path(__file__).parents[3]
QUIZZES, EDITIONS = "quizzes", "editions"
#: Beside the site and in the folder of the editions: the checksum of what they are made from.
MADE_FROM = "made-from"
BOOK = "teaching/editions"
_GLUED = "application/papermill.record/text/plain"
_UNITS = {"epub": "EPUB, for e-readers and phones", "pdf": "PDF, for paper"}


class _Offered(SphinxDirective):
    """A part of a page that lists files which are known once all pages were read."""

    folder = ""
    has_content = True

    def run(self):
        """Return the place of the list; in it, what stands there while there are no files."""
        place = offered("", folder=self.folder)
        self.state.nested_parse(self.content, self.content_offset, place)
        return [place]


class QuizFiles(_Offered):
    """``{quiz-files}``: the files for learning platforms."""

    folder = QUIZZES


class EditionFiles(_Offered):
    """``{edition-files}``: the course as a book; its content says how to get it otherwise."""

    folder = EDITIONS


class offered(nodes.General, nodes.Element):  # noqa: N801  docutils calls visitors after classes
    """The place of a list of files."""


def _files(site: Path, folder: str) -> dict[str, int]:
    """Return the files that a folder of the site offers, by their way from it, with their sizes."""
    below = site / folder
    return {
        path.relative_to(below).as_posix(): path.stat().st_size
        for path in sorted(below.rglob("*"))
        if path.is_file()
    }


def _made_from(top: Path) -> str:
    """Return the checksum of all that the pages are made from."""
    names = ("book", "data", "src", "assignments", "_toc.yml", "_config.yml", "requirements.lock")
    teaching = (f"teaching/{path.name}" for path in sorted(top.glob("teaching/*")))
    # How the book is printed is no part of the pages.
    return caching.digest(top, (*names, *(name for name in teaching if name != BOOK)))


def _values(env):
    """Return what gives a chapter's numbers as its page shows them."""

    def values(slug: str) -> dict:
        outputs = [
            output
            for cell in execution.executed(env, f"book/{slug}").cells
            for output in cell.get("outputs", [])
            if _GLUED in output.get("data", {})
        ]
        return {
            output["metadata"]["scrapbook"]["name"]: literal_eval(output["data"][_GLUED])
            for output in outputs
        }

    return values


def _write_quizzes(env, site: Path) -> None:
    """Write the files for learning platforms, if they are made from something else by now.

    Of the pages they take the titles; the numbers come from the package.
    """
    from teaching import chapters

    names = ("src", "data", "requirements.lock", "_toc.yml", "_config.yml", "assignments")
    teaching = ("chapters.py", "session.yaml", "sessions", "quizzes")
    made_of = caching.digest(TOP, (*names, *(f"teaching/{name}" for name in teaching)))
    titles = (chapters.title(Path(env.doc2path(name))) for name in sorted(env.found_docs))
    now = "\n".join((made_of, *titles))
    stamp = site.parent / f"{QUIZZES}-{MADE_FROM}"
    if (site / QUIZZES).exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == now:
        return
    from teaching.quizzes import build as quizzes

    quizzes.build(site / QUIZZES, _values(env))
    stamp.write_text(now, encoding="utf-8")


def _copy_editions(site: Path) -> None:
    """Put the book into the site if it was made of the pages that there are now."""
    target, source = site / EDITIONS, site.parent / EDITIONS
    shutil.rmtree(target, ignore_errors=True)
    stamp = source / MADE_FROM
    if not stamp.exists() or stamp.read_text() != _made_from(TOP):
        return
    from teaching.editions import NAME

    target.mkdir()
    for path in source.glob(f"{NAME}.*"):
        shutil.copyfile(path, target / path.name)


def _make(app, env):
    """Make the files and name the pages that list others than before."""
    if app.builder.name != "html":
        return []
    site = Path(app.outdir)
    lists = {name: env.metadata[name].get("course_downloads", ()) for name in env.found_docs}
    if any(QUIZZES in folders for folders in lists.values()):
        _write_quizzes(env, site)
    if any(EDITIONS in folders for folders in lists.values()):
        _copy_editions(site)
    now = {folder: _files(site, folder) for folder in (QUIZZES, EDITIONS)}
    before = getattr(env, "course_downloads", None)
    env.course_downloads = now
    return [] if now == before else sorted(name for name in lists if lists[name])


def _note(app, doctree):
    """Remember which pages list files."""
    if folders := {place["folder"] for place in doctree.findall(offered)}:
        app.env.metadata[app.env.docname]["course_downloads"] = folders


def _fill(app, doctree, docname):
    """Put the lists into their places."""
    for place in doctree.findall(offered):
        folder = place["folder"]
        files = _files(Path(app.outdir), folder)
        up = "../" * app.builder.get_target_uri(docname).count("/")
        links = {name: _link(f"{up}{folder}/{name}", name, size) for name, size in files.items()}
        if folder == EDITIONS:
            words = _book(links) if links else ""
        else:
            words = _quizzes(links, files) if links else ""
        shown = [nodes.raw("", words, format="html")] if words else place.children
        place.replace_self(nodes.container("", *shown, classes=[f"{folder}-offered"]))


def _link(address: str, name: str, size: int) -> str:
    return f'<a href="{escape(address)}" download>{escape(Path(name).name)}</a>, {_size(size)}'


def _size(size: int) -> str:
    """Return the size of a file in words: kB below a million bytes."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"


def _book(links: dict[str, str]) -> str:
    items = "".join(
        f"<li>{link}: {_UNITS[Path(name).suffix[1:]]}</li>" for name, link in links.items()
    )
    return f"<ul>{items}</ul>"


def _quizzes(links: dict[str, str], files: dict[str, int]) -> str:
    """Return a list of the formats: the files of each, and for which platform it is."""
    from teaching.quizzes.build import FORMATS

    items = ""
    for form in FORMATS:
        own = [name for name in links if name.startswith(form.FILE)]
        if own == [form.FILE]:
            items += f"<li><strong>{form.NAME}</strong>: {links[form.FILE]}.<br>{form.FOR}</li>"
        else:
            count = f"{len(own)} files, {_size(sum(files[name] for name in own))}"
            packages = "".join(f"<li>{links[name]}</li>" for name in own)
            folded = f"<details><summary>By chapter</summary><ul>{packages}</ul></details>"
            items += f"<li><strong>{form.NAME}</strong>: {count}.<br>{form.FOR}{folded}</li>"
    return f"<ul>{items}</ul><p>What each format could not take: {links['README.txt']}.</p>"


def _finish(app, exception):
    """Say of which sources the site is, once it is there."""
    if not exception and app.builder.name == "html":
        (Path(app.outdir).parent / MADE_FROM).write_text(_made_from(TOP), encoding="utf-8")


def setup(app):
    """Add the directives, and make the files between reading and writing."""
    app.add_node(offered)
    app.add_directive("quiz-files", QuizFiles)
    app.add_directive("edition-files", EditionFiles)
    app.connect("doctree-read", _note)
    app.connect("env-updated", _make)
    app.connect("doctree-resolved", _fill)
    app.connect("build-finished", _finish)
