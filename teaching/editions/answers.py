"""Solutions, hints and a quiz's answers: out of the chapters, into an appendix."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement, builder

from teaching.editions import trees
from teaching.editions.site import Page

SLUG = "solutions"
TITLE = "Solutions"
PART = "Appendix"


@dataclass
class Answers:
    """What was taken out of the chapters, as the sections of the appendix.

    Attributes
    ----------
    sections : list of lxml.html.HtmlElement
        One for each chapter that has any.
    """

    sections: list[HtmlElement] = field(default_factory=list)

    def take(self, page: Page) -> None:
        """Move a page's solutions here, and leave a link to each."""
        moved: list[HtmlElement] = []
        for element in page.body.xpath(
            ".//details[contains(@class, 'sd-dropdown')] | .//div[@class='exercise-outcome']"
            " | .//section[@class='quiz']"
        ):
            kind = next(kind for kind in _KINDS if kind.is_one(element))
            if content := kind.content(element):
                moved.append(self._entry(page, element, kind, content, len(moved) + 1))
        if moved:
            title = builder.H2(builder.A(page.title, href=f"#{page.slug}"))
            self.sections.append(builder.SECTION(title, *moved, id=f"{SLUG}.{page.slug}"))

    def page(self) -> Page:
        """Return the appendix as one more page of the book."""
        body = builder.SECTION(builder.H1(TITLE, id=SLUG), *self.sections)
        return Page(SLUG, PART, TITLE, body)

    def _entry(self, page, element, kind, content, number) -> HtmlElement:
        own = f"{SLUG}.{page.slug}.{number}"
        above = trees.heading(element)
        back = f"{own}.from"
        link = builder.P(
            builder.A(kind.LINK, href=f"#{own}"), **{"class": "to-solution", "id": back}
        )
        kind.leave(element, link)
        title = builder.H3(builder.A(trees.words(above), href=f"#{back}"))
        return builder.SECTION(title, *content, id=own)


class _Written:
    """A solution that the page folds."""

    LINK = "Solution"

    @staticmethod
    def is_one(element: HtmlElement) -> bool:
        return element.tag == "details"

    @staticmethod
    def content(element: HtmlElement) -> list[HtmlElement]:
        summary = element.find("summary")
        if not trees.words(summary).startswith("Solution"):
            return []
        return [child for child in element if child is not summary]

    @staticmethod
    def leave(element: HtmlElement, link: HtmlElement) -> None:
        trees.replace(element, link)


class _Answering:
    """What an exercise that answers says as long as nothing is filled in."""

    LINK = "Hints and solution"

    @staticmethod
    def is_one(element: HtmlElement) -> bool:
        return element.get("class") == "exercise-outcome"

    @staticmethod
    def content(element: HtmlElement) -> list[HtmlElement]:
        found = []
        hints = [
            builder.LI(*[child for child in hint if child.tag not in ("summary", "details")])
            for hint in element.xpath(".//details[@class='exercise-hint']")
        ]
        if hints:
            found += [builder.P(builder.STRONG("Hints")), builder.OL(*hints)]
        for solution in element.xpath(".//details[@class='exercise-solution']"):
            found.append(builder.P(builder.STRONG("Solution")))
            found += [child for child in solution if child.tag != "summary"]
        return found

    @staticmethod
    def leave(element: HtmlElement, link: HtmlElement) -> None:
        trees.replace(element, link)


class _Quiz:
    """The questions of a quiz, each with its answer folded."""

    LINK = "Answers"

    @staticmethod
    def is_one(element: HtmlElement) -> bool:
        return element.get("class") == "quiz"

    @staticmethod
    def content(element: HtmlElement) -> list[HtmlElement]:
        answers = []
        for folded in element.xpath("./ol/li/details"):
            answers.append(builder.LI(*[child for child in folded if child.tag != "summary"]))
            trees.drop(folded)
        return [builder.OL(*answers)]

    @staticmethod
    def leave(element: HtmlElement, link: HtmlElement) -> None:
        element.append(link)
        element.tag = "div"


_KINDS = (_Written, _Answering, _Quiz)
