"""Pairs of submissions that share more than the release and the task explain: a report, no verdict.

Each answer is cut into short passages, of words or of Python's tokens, in which numbers count as
one another, since variants differ in them. A passage that stands in the release, or in the answers
of many, says nothing; what two students share and hardly anybody else has is listed (the idea of
winnowing: Schleimer, Wilkerson and Aiken 2003, doi:10.1145/872757.872770).
"""

from __future__ import annotations

import io
import re
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from . import spreadsheets
from .feedback import template
from .grading import Result

# Tokens in a passage: shorter ones are shared by chance.
LONG = {"code": 12, "text": 6}
# Passages that more than this share of the class has come from the task, and always more than
# these few.
COMMON, FEW = 0.1, 3
# Shared rare passages from which a pair is listed, beyond those of one short line.
LISTED = 5

Passage = tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """Two students who share passages that hardly anybody else has.

    Parameters
    ----------
    one, other : str
        The students.
    passages : int
        How many rare passages they share.
    share : float
        Part of the rarer passages of the shorter submission, from 0 to 1.
    questions : tuple of (str, str, str)
        For each question with shared passages its name and what either wrote.
    """

    one: str
    other: str
    passages: int
    share: float
    questions: tuple[tuple[str, str, str], ...]


def pairs(
    results: Sequence[Result], kinds: Mapping[str, str], given: Mapping[str, str]
) -> list[Pair]:
    """Return pairs of submissions, those with most in common first.

    Parameters
    ----------
    results : list of Result
        Submissions with their answers.
    kinds : mapping
        Kind of each question; answers to ``text`` are read as words, all others as Python.
    given : mapping
        What the release holds in each answer's cell.
    """
    known = {
        (name, passage)
        for name, text in given.items()
        for passage in _passages(text, kinds.get(name, "code"))
    }
    of: dict[str, set] = {}
    for result in results:
        of[result.student] = {
            (name, passage)
            for name, text in result.answers.items()
            for passage in _passages(text, kinds.get(name, "code"))
        } - known
    holders: dict[tuple, list[str]] = defaultdict(list)
    for student in sorted(of):
        for passage in of[student]:
            holders[passage].append(student)
    most = max(FEW, COMMON * len(of))
    rare = {passage: who for passage, who in holders.items() if len(who) <= most}
    shared: dict[tuple[str, str], list] = defaultdict(list)
    for passage, who in rare.items():
        for pair in combinations(who, 2):
            shared[pair].append(passage)
    sizes = Counter(student for who in rare.values() for student in who)
    answers = {result.student: result.answers for result in results}
    found = [
        Pair(
            one,
            other,
            len(passages),
            len(passages) / max(1, min(sizes[one], sizes[other])),
            tuple(
                (name, answers[one].get(name, ""), answers[other].get(name, ""))
                for name in sorted({name for name, _ in passages})
            ),
        )
        for (one, other), passages in shared.items()
        if len(passages) >= LISTED
    ]
    return sorted(found, key=lambda pair: (-pair.passages, pair.one, pair.other))


def write(folder: Path, title: str, found: Sequence[Pair]) -> tuple[Path, Path]:
    """Write the report as CSV and as a page, and return both paths."""
    table, page = folder / "similarity.csv", folder / "similarity.html"
    spreadsheets.write(
        table,
        ["one", "other", "passages", "share", "questions"],
        (
            [
                pair.one,
                pair.other,
                pair.passages,
                f"{pair.share:.2f}",
                " ".join(name for name, *_ in pair.questions),
            ]
            for pair in found
        ),
    )
    text = template("similarity.html").render(title=title, pairs=found)
    page.write_text(text, encoding="utf-8")
    return table, page


def _passages(text: str, kind: str) -> set[Passage]:
    """Return all passages of an answer."""
    tokens = _words(text) if kind == "text" else _tokens(text)
    length = LONG["text" if kind == "text" else "code"]
    return {tuple(tokens[at : at + length]) for at in range(len(tokens) - length + 1)}


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _tokens(text: str) -> list[str]:
    """Return the tokens of Python, comments too, numbers as one and without lay-out."""
    found: list[str] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            found += _told(token)
    except (tokenize.TokenError, SyntaxError):
        # Of code that is no Python, what could be read counts.
        return found
    return found


def _told(token: tokenize.TokenInfo) -> Iterable[str]:
    if token.type == tokenize.NUMBER:
        return ["0"]
    if token.type == tokenize.COMMENT:
        return _words(token.string)
    if token.type in (tokenize.NAME, tokenize.OP, tokenize.STRING):
        return [token.string]
    return []
