"""Slides: one page for each chapter, with its figures; by keyboard, on paper, without scripts."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from bs4 import BeautifulSoup

from tests.support import axe, site
from tests.support.quizzes import declared

SLIDES = "slides/hormuz.html"


def parsed(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


@pytest.mark.parametrize("slug", [path.stem for path in site.chapters()])
def test_a_chapter_s_slides_have_its_figures_questions_and_prompts(built, slug):
    slides = parsed(built / "slides" / f"{slug}.html")
    page = parsed(built / "book" / f"{slug}.html")
    shown = [image["src"] for image in slides.select(".slide-content > figure > img")]
    story = [
        image["src"]
        for image in page.select("figure img")
        if not image.find_parent("section", class_="explorer")
        and not image.find_parent("section", id=["exercises", "quiz"])
    ]
    assert sorted(shown) == sorted(story)
    assert all(image["alt"] for image in slides.select(".slide-content > figure > img"))
    assert all((built / "slides" / source).resolve().is_file() for source in shown)
    explorers = {one["data-explorer"] for one in page.select(".explorer[data-explorer]")}
    assert {one["data-explorer"] for one in slides.select(".explorer[data-explorer]")} == explorers
    names = [heading.text for heading in slides.select("h2")]
    assert names.count("A question") == len(declared()[slug].questions)
    assert names.count("To discuss") == 3
    assert f"../slides/{slug}.html" in "".join(
        path.read_text(encoding="utf-8") for path in (built / "book").glob("teaching-*.html")
    )


def test_by_keyboard_with_notes_an_explorer_and_on_paper(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request", lambda request: request.url.startswith(address) or faults.append(request.url)
    )
    page.goto(f"{address}/{SLIDES}", wait_until="networkidle")
    slides = page.query_selector_all(".slide")

    def seen():
        return [i for i, slide in enumerate(slides) if slide.is_visible()]

    assert seen() == [0]
    for key, place in (("ArrowRight", 1), ("Space", 2), ("ArrowLeft", 1), ("End", len(slides) - 1)):
        page.keyboard.press(key)
        assert seen() == [place]
    assert page.url.endswith(f"#{len(slides)}")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    note = slides[2].query_selector(".slide-notes p")
    assert not note.is_visible()
    page.keyboard.press("n")
    assert note.is_visible()
    assert not axe.violations(page, {"preload": False})

    explorer = page.query_selector(".explorer")
    place = [slide.query_selector(".explorer") is not None for slide in slides].index(True)
    page.goto(f"{address}/{SLIDES}#{place + 1}")
    assert seen() == [place]
    before = explorer.query_selector(".explorer-readout").inner_text()
    slider = explorer.query_selector("input[type=range]")
    slider.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert seen() == [place], "a slider keeps its keys"
    assert explorer.query_selector(".explorer-readout").inner_text() != before
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed) >= len(slides)
    context.close()
    assert not faults


def test_without_scripts_all_slides_stand(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{SLIDES}")
    assert all(slide.is_visible() for slide in page.query_selector_all(".slide"))
    assert not page.query_selector("header button")
    context.close()
