"""The whole course as a Common Cartridge 1.3: modules, pages, quizzes, assignments, topics.

Written here because no library on PyPI writes one. Its quizzes keep to the profile of QTI 1.2.1
that the standard allows, which has neither numbers nor orders.
"""

from __future__ import annotations

from typing import NamedTuple

from natolab.quizzes import Numeric, Ordering, Question
from teaching.quizzes import qti12, words
from teaching.quizzes.course import Assignment, Course, Page, Topic
from teaching.quizzes.packing import filled, packed

NAME = "Common Cartridge"
FILE = "alliance-under-stress.imscc"
FOR = "Common Cartridge 1.3, the whole course: Canvas, Moodle, Brightspace, Blackboard, Sakai."
#: Kinds that the format cannot take, with the reason.
LEFT_OUT: dict[type, str] = {
    Ordering: "its profile of QTI has no orders; the other files have this question."
}
NOTES = (
    "numbers are asked as a choice among the right one and the tempting ones, since its profile of "
    "QTI has no numbers.",
    "what tempting words hear is told together after a wrong answer.",
)
#: Types of resources, as the standard names them.
_QUIZ = "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"
_LINK = "imswl_xmlv1p3"
_TOPIC = "imsdt_xmlv1p3"
_FILE = "webcontent"
_ASSIGNMENT = "assignment_xmlv1p0"


class Resource(NamedTuple):
    """One file of the cartridge; ``better`` names the resource that replaces it where known."""

    ident: str
    type: str
    path: str
    content: bytes
    better: str = ""


class Item(NamedTuple):
    """An entry of a module: a title, and the resource that it opens."""

    title: str
    ident: str


class Module(NamedTuple):
    """A part of the course."""

    title: str
    ident: str
    items: list[Item]


def make(course: Course) -> dict[str, bytes]:
    """Return the one cartridge, by its name."""
    resources: list[Resource] = []
    modules = []
    for place, part in enumerate(course.parts, 1):
        items = []
        for page in part.pages:
            for title, resource in _of_page(page, course):
                resources.append(resource)
                items.append(Item(title, resource.ident))
        modules.append(Module(part.title, words.name("part", str(place)), items))
    items = []
    for assignment in course.assignments:
        made = _assignment(assignment, course)
        resources += made
        items.append(Item(assignment.title, made[0].ident))
    modules.append(Module("Assignments", words.name("part", "assignments"), items))
    files = {resource.path: resource.content for resource in resources}
    files["imsmanifest.xml"] = filled(
        "cartridge.xml.j2", course=course, modules=modules, resources=resources, words=words
    )
    return {FILE: packed(files)}


def _of_page(page: Page, course: Course) -> list[tuple[str, Resource]]:
    """Return a page's title and resource, then those of its quiz and its topics."""
    found = [(page.title, _page(page, course))]
    if page.questions:
        found.append((f"Quiz: {page.title}", _quiz(page, course)))
    found += [
        (topic.title, _topic(page, place, topic)) for place, topic in enumerate(page.topics, 1)
    ]
    return found


def _page(page: Page, course: Course) -> Resource:
    """Return a link to a page; as long as the site has no address, a file that says so."""
    ident = words.name(page.slug, "page")
    if course.address:
        url = course.address + page.path
        content = filled("cartridge-link.xml.j2", title=page.title, url=url)
        return Resource(ident, _LINK, f"pages/{page.slug}.xml", content)
    content = filled("cartridge-page.html.j2", page=page, course=course)
    return Resource(ident, _FILE, f"pages/{page.slug}.html", content)


def taken(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """Return the questions as a cartridge can take them, without those that it cannot."""
    return tuple(
        words.as_choice(question) if isinstance(question, Numeric) else question
        for question in questions
        if type(question) not in LEFT_OUT
    )


def _quiz(page: Page, course: Course) -> Resource:
    content = qti12.assessment(page, course, taken(page.questions), qti12.CARTRIDGE)
    return Resource(words.name(page.slug), _QUIZ, f"quizzes/{page.slug}.xml", content)


def _topic(page: Page, place: int, topic: Topic) -> Resource:
    ident = words.name(page.slug, "topic", str(place))
    content = filled("cartridge-topic.xml.j2", topic=topic)
    return Resource(ident, _TOPIC, f"topics/{page.slug}-{place}.xml", content)


def _assignment(assignment: Assignment, course: Course) -> list[Resource]:
    """Return an assignment twice: as a page for all platforms, and as what some know better."""
    ident = words.name("assignment", assignment.slug)
    titles = {page.slug: page.title for part in course.parts for page in part.pages}
    chapters = [titles[slug] for slug in assignment.chapters]
    values = {"assignment": assignment, "chapters": chapters, "ident": f"{ident}.graded"}
    page = filled("cartridge-assignment.html.j2", **values)
    graded = filled("cartridge-assignment.xml.j2", **values)
    folder = "assignments"
    return [
        Resource(ident, _FILE, f"{folder}/{assignment.slug}.html", page, f"{ident}.graded"),
        Resource(f"{ident}.graded", _ASSIGNMENT, f"{folder}/{assignment.slug}.xml", graded),
    ]
