"""What learning platforms make of the quizzes' files: read, answered and marked as they do.

Three readers, written from what the formats say and from what Moodle and Canvas do with them, and
sharing nothing with what writes the files. Numbers are compared in decimal digits.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bs4 import BeautifulSoup
from lxml import etree

#: The chosen texts, a number, a word, or all texts in order.
Given = tuple[str, ...] | str


@dataclass(frozen=True)
class Marked:
    """A share of the mark, and what is said."""

    share: float
    says: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """A question as a platform has it."""

    ident: str
    asks: str
    offers: tuple[str, ...]
    answer: Callable[[Given], Marked]
    html: tuple[str, ...]


def words(html: str) -> str:
    """Return what somebody reads of HTML."""
    return BeautifulSoup(html, "html.parser").get_text()


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(content: bytes) -> etree._Element:
    """Return XML as a tree, its names without their namespaces."""
    root = etree.fromstring(content)
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root


def same(given: str, key: str) -> bool:
    return given.strip().casefold() == key.strip().casefold()


# Moodle ------------------------------------------------------------------------------------------


def moodle(content: bytes) -> Iterator[Item]:
    """Read Moodle XML: the first answer that fits gives its fraction and feedback."""
    for question in tree(content).iterfind("question"):
        if question.get("type") != "category":
            yield _of_moodle(question)


def _of_moodle(question: etree._Element) -> Item:
    kind = question.get("type")
    general = _text(question, "generalfeedback")
    answers = [
        (float(a.get("fraction")) / 100, _text(a), _text(a, "feedback"), a.findtext("tolerance"))
        for a in question.iterfind("answer")
    ]

    def fits(text: str, tolerance: str | None, given: Given) -> bool:
        if kind == "multichoice":
            return words(text) in given
        if kind == "numerical":
            return abs(Decimal(given) - Decimal(text)) <= Decimal(tolerance)
        joker = re.split(r"(?<!\\)\*", text)
        assert len(joker) == 1, f"{text!r} takes anything in the place of a star."
        return same(given, text.replace(r"\*", "*"))

    def answer(given: Given) -> Marked:
        if kind == "ordering":
            right = tuple(words(text) for _, text, *_ in answers) == given
            return Marked(float(right), (general,))
        hits = [(share, says) for share, text, says, near in answers if fits(text, near, given)]
        if question.findtext("single") != "false":
            hits = hits[:1]
        return Marked(sum(share for share, _ in hits), (*(says for _, says in hits), general))

    html = [
        element.findtext("text") for element in question.iter() if element.get("format") == "html"
    ]
    return Item(
        question.findtext("idnumber"),
        words(_text(question, "questiontext")),
        tuple(words(text) for _, text, *_ in answers)
        if kind in ("multichoice", "ordering")
        else (),
        answer,
        tuple(filter(None, html)),
    )


def _text(element: etree._Element, name: str = ".") -> str:
    return element.findtext(f"{name}/text", "")


# QTI 1.2 -----------------------------------------------------------------------------------------


def qti12(content: bytes) -> Iterator[Item]:
    """Read an assessment: conditions in their order, until one says that none follows."""
    for item in tree(content).iter("item"):
        yield _of_qti12(item)


def _of_qti12(item: etree._Element) -> Item:
    labels = {
        label.get("ident"): words(label.findtext(".//mattext") or "")
        for label in item.iter("response_label")
    }
    fields = {
        field.findtext("fieldlabel"): field.findtext("fieldentry")
        for field in item.iter("qtimetadatafield")
    }
    lids = [lid.get("ident") for lid in item.iter("response_lid")]
    told = {entry.get("ident"): entry.findtext(".//mattext") for entry in item.iter("itemfeedback")}
    kind = fields.get("question_type") or fields["cc_profile"]

    def holds(test: etree._Element, given: Given) -> bool:
        match test.tag:
            case "and" | "conditionvar":
                # Several words in one condition are words of which one is enough.
                each = [holds(part, given) for part in test]
                alone = {part.tag for part in test} == {"varequal"} and test.tag == "conditionvar"
                return any(each) if alone else all(each)
            case "not":
                return not holds(test[0], given)
            case "other":
                return True
            case "vargte":
                return Decimal(given) >= Decimal(test.text)
            case "varlte":
                return Decimal(given) <= Decimal(test.text)
            case "varequal" if kind == "matching_question":
                return given[lids.index(test.get("respident"))] == labels[test.text]
            case "varequal" if test.text in labels:
                return labels[test.text] in given
            case "varequal":
                return same(given, test.text)
        raise ValueError(f"A condition that no platform knows: {test.tag}.")

    def answer(given: Given) -> Marked:
        score, says = 0.0, []
        for condition in item.iter("respcondition"):
            # What comes after the one that scores is for answers that did not.
            if holds(condition.find("conditionvar"), given):
                for change in condition.iterfind("setvar"):
                    score = score * (change.get("action") == "Add") + float(change.text)
                says += [told[f.get("linkrefid")] for f in condition.iterfind("displayfeedback")]
                if condition.get("continue") == "No":
                    break
        return Marked(score / 100, tuple(says))

    return Item(
        item.get("ident"),
        words(item.findtext("presentation/material/mattext")),
        tuple(dict.fromkeys(labels.values())) if lids else (),
        answer,
        tuple(m.text for m in item.iter("mattext") if m.get("texttype") == "text/html"),
    )


# QTI 2.1 -----------------------------------------------------------------------------------------


def qti21(content: bytes) -> Item:
    """Read an item, and run its response processing."""
    item = tree(content)
    choices = {c.get("identifier"): "".join(c.itertext()) for c in item.iter("simpleChoice")}
    named = {text: ident for ident, text in choices.items()}
    declared = item.find("responseDeclaration")
    ordered = declared.get("cardinality") == "ordered"
    correct = [value.text for value in declared.iterfind("correctResponse/value")]

    def mapped(word: str) -> str:
        for entry in declared.iterfind("mapping/mapEntry"):
            assert entry.get("caseSensitive") == "false"
            if same(word, entry.get("mapKey")):
                return entry.get("mappedValue")
        return declared.find("mapping").get("defaultValue")

    def value(part: etree._Element, given: list[str], told: list[str]) -> list[str]:
        match part.tag:
            case "variable":
                return given if part.get("identifier") == "RESPONSE" else told
            case "correct":
                return correct
            case "baseValue":
                return [part.text]
            case "mapResponse":
                return [mapped(given[0])]
            case "multiple":
                return [one for inner in part for one in value(inner, given, told)]
        raise ValueError(f"A value that no platform knows: {part.tag}.")

    def holds(test: etree._Element, given: list[str]) -> bool:
        if test.tag == "or":
            return any(holds(part, given) for part in test)
        first, second = (value(part, given, []) for part in test)
        match test.tag:
            case "match":
                return first == second if ordered else sorted(first) == sorted(second)
            case "member":
                return first[0] in second
            case "gt":
                return Decimal(first[0]) > Decimal(second[0])
            case "stringMatch":
                assert test.get("caseSensitive") == "false"
                return same(first[0], second[0])
            case "equal":
                low, high = map(Decimal, test.get("tolerance").split())
                assert test.get("toleranceMode") == "absolute"
                return Decimal(second[0]) - low <= Decimal(first[0]) <= Decimal(second[0]) + high
        raise ValueError(f"A condition that no platform knows: {test.tag}.")

    def run(rules: list[etree._Element], given: list[str], state: dict[str, list[str]]) -> None:
        for rule in rules:
            if rule.tag == "setOutcomeValue":
                state[rule.get("identifier")] = value(rule[0], given, state["FEEDBACK"])
                continue
            for branch in rule:
                last = branch.tag == "responseElse"
                if last or holds(branch[0], given):
                    run(list(branch)[0 if last else 1 :], given, state)
                    break

    def answer(given: Given) -> Marked:
        said = [given] if isinstance(given, str) else [named[text] for text in given]
        state = {"SCORE": ["0"], "FEEDBACK": []}
        run(list(item.find("responseProcessing")), said, state)
        says = [f for f in item.iter("modalFeedback") if f.get("identifier") in state["FEEDBACK"]]
        html = tuple(etree.tostring(told, encoding="unicode", with_tail=False) for told in says)
        return Marked(float(state["SCORE"][0]), html)

    body = item.find("itemBody")
    parts = [*body.iter("div", "simpleChoice"), *item.iter("modalFeedback")]
    return Item(
        item.get("identifier"),
        "".join(body.find("div").itertext()),
        tuple(choices.values()),
        answer,
        tuple(etree.tostring(part, encoding="unicode") for part in parts),
    )
