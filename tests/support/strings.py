"""All texts of the translated explorers: ``python -m tests.support.strings fr``.

That brings the table of a language into order: it adds what is missing, to be filled in, and takes
out what is used nowhere.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from natolab.explorers.front_end import PACKAGE, TEXTS
from natolab.explorers.strings import LOCALE, table
from natolab.model import AUXILIARIES, LEVERS, OUTCOMES, PARAMETERS, SCENARIOS, STOCKS
from natolab.model.definition import SYSTEMS
from natolab.model.names import SCENARIO_LOOKS, WORDS
from natolab.model.structure import LOOPS
from tests.support.explorers import explorers
from tests.support.site import TOP

#: What explorers show of their payload, by slug: names from its top, ``*`` for each entry of a list
#: or a table. Names of people and titles of works are not among them: they stay as they are.
SHOWN: dict[str, tuple[str, ...]] = {
    "autonomy": ("presets.*.label", "presets.*.note"),
    "burden_sharing": ("regions.*", "allies.*.country", "presets.*.label"),
    "coalitions": (
        "states.*.state",
        "coalitions.*.label",
        "coalitions.*.promise",
        "rungs.*",
        "ends.*",
        "presets.*.0",
    ),
    "conditional_threat": ("presets.*.0", "guarantors.*", "allies.*", "end_names.*"),
    "council": (
        "rounds.*.title",
        "rounds.*.inject",
        "rounds.*.decisions.*.matter",
        "rounds.*.decisions.*.by",
        "rounds.*.decisions.*.options.*.says",
        "reported.*.0",
        "reported.*.1.*",
    ),
    "cut_loop": ("cuts.*.label", "cuts.*.meaning", "groups.*"),
    "deterrence": ("presets.*.0",),
    "drift": ("presets.*.0", "measure_names.*", "group_names.*", "allies.*.ally"),
    "endings": ("presets.*.0", "names.*.*", "alliance.*.0", "phase.*.0"),
    "enlargement": (
        "members.*.country",
        "years.*.gap",
        "rounds.*.label",
        "rounds.*.short",
        "rounds.*.vote",
        "outside.*.label",
    ),
    "fork": ("names.*", "events.*", "records.*.label"),
    "hedging": ("states.*.state", "gatherings.*", "poles.*.label", "measures.*", "presets.*.0"),
    "hormuz": ("studies.*.label",),
    "iran_war": (
        "allies.*.ally",
        "measures.*",
        "scales.*",
        "codes.*",
        "presets.*.0",
        "positions.*.statement",
        "positions.*.reason",
    ),
    "origins": (
        "places.*.label",
        "places.*.group",
        "targets.*.label",
        "attacks.*.label",
        "verdicts.*.short",
        "surenesses.*.short",
        "rules.*.reason",
        "rules.*.cited_as",
        "articles.*.title",
        "articles.*.obliges",
        "articles.*.leaves_open",
        "cases.*.label",
        "cases.*.what_happened",
    ),
    "readings": (
        "claims.*.claim",
        "claims.*.fact",
        "claims.*.kind",
        "claims.*.confidence",
        "claims.*.disagreement",
        "readings.*",
        "verdicts.*",
        "kinds.*",
        "themes.*",
        "presets.*.0",
    ),
    "road_map": ("questions.*", "outcomes.*", "presets.*.label", "presets.*.reasons.*"),
    "scenarios": ("levers.*.label", "levers.*.low", "levers.*.high"),
    "simulator": (
        "panels.*.title",
        "panels.*.question",
        "panels.*.series.*.label",
        "panels.*.record.*.label",
        "panels.*.record.*.unit",
        "missions.*.title",
        "missions.*.task",
        "missions.*.explanation",
        "missions.*.rules.*.3",
        "missions.*.hints.*.text",
        "stories.*.title",
        "stories.*.cast",
        "stories.*.makes",
        "stories.*.refutes",
        "stories.*.course.*.text",
        "stories.*.sources.*.short",
        "stories.*.sources.*.says",
        "tour.*.predict.question",
        "tour.*.predict.options.*",
        "tour.*.say",
        "levers.*.label",
        "levers.*.low",
        "levers.*.high",
    ),
    "strategic_concept": ("families.*", "presets.*.label", "concepts.*.label", "themes.*.label"),
    "uncertainty": (),
    "withdrawal_votes": ("routes.*", "presets.*.0"),
}
LOADER = TOP / "book" / "_ext" / "course" / "static" / "explorers.js"

_LITERAL = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
_TEXT = rf"{_LITERAL}(?:\s*\+\s*{_LITERAL})*"
_ONE = re.compile(rf"(?<![\w.$])t\(\s*({_TEXT})\s*[,)]")
_SEVERAL = re.compile(rf'(?<![\w.$])several\(\s*[^"\',;]+,\s*{_TEXT},\s*({_TEXT})\s*[,)]')
_CALL = re.compile(r"(?<![\w.$])several\(")


def _unquoted(literal: str) -> str:
    """Return what a literal of JavaScript says; in double quotes it is JSON."""
    if literal[0] == "'":
        inner = literal[1:-1].replace(r"\'", "'").replace('"', r"\"")
        literal = f'"{inner}"'
    return json.loads(literal)


def _read(text: str) -> str:
    """Return what one or more joined literals of JavaScript say."""
    return "".join(map(_unquoted, re.findall(_LITERAL, text)))


def _several(code: str) -> set[str]:
    found = _SEVERAL.findall(code)
    if len(found) != len(_CALL.findall(code)):
        raise ValueError(
            "A call of several() is not of the form several(number, 'one', 'other'), "
            f"in which its key can be found; found are {found}."
        )
    return set(map(_read, found))


def in_script(code: str) -> set[str]:
    """Return the keys that a script names: ``t("...")``, and what ``several`` says of several."""
    return _several(code) | set(map(_read, _ONE.findall(code)))


@cache
def _scripts() -> tuple[str, ...]:
    files = [path for path in PACKAGE.rglob("*.js") if path != TEXTS]
    return tuple(path.read_text(encoding="utf-8") for path in (*files, LOADER))


def in_scripts() -> set[str]:
    """Return the keys that the JavaScript of all explorers and of their loader names."""
    return set().union(*map(in_script, _scripts()))


def of_several() -> set[str]:
    """Return those of these keys that depend on a number."""
    return set().union(*map(_several, _scripts()))


def _of_the_model() -> Iterator[str]:
    yield from WORDS.values()
    yield from (name for name in LOOPS if name.count(" → ") < 2)
    yield from SYSTEMS
    for entry in (*LEVERS, *STOCKS, *AUXILIARIES):
        yield from (entry.meaning, entry.unit)
    for parameter in PARAMETERS:
        yield from (parameter.meaning, parameter.source)
    for outcome in OUTCOMES.values():
        yield from (outcome.rule, outcome.ending)
    yield from (look.title for look in SCENARIO_LOOKS.values())
    yield from (scenario.description for scenario in SCENARIOS.values())


def at(value: Any, path: str) -> Iterator[Any]:
    """Return what stands in nested lists and tables at a path, ``"panels.*.title"``."""
    name, _, rest = path.partition(".")
    if name == "*":
        inner = list(value.values() if isinstance(value, dict) else value)
    else:
        inner = [value[int(name) if isinstance(value, (list, tuple)) else name]]
    for each in inner:
        yield from at(each, rest) if rest else [each]


def _of_payloads() -> Iterator[str]:
    for slug, cls in explorers().items():
        yield cls.title
        if SHOWN[slug]:
            data = cls.payload()
            yield from (text for path in SHOWN[slug] for text in at(data, path) if text)


def _of_records() -> Iterator[str]:
    """The simulator names its lines of the record by their first word."""
    for panel in explorers()["simulator"].payload()["panels"]:
        for seen in panel["record"]:
            if seen["line"]:
                yield seen["label"].split(" ")[0].lower()


def in_python() -> set[str]:
    """Return the texts that come from Python and are shown: the model's and the payloads'."""
    return {*_of_the_model(), *_of_payloads(), *_of_records()}


@cache
def keys() -> list[str]:
    """Return all English texts, in the order of the tables."""
    return sorted(in_scripts() | in_python(), key=lambda text: (text.casefold(), text))


_BARE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_DRESSED = "ÅƁÇÐÉƑĞĤÎĴĶĻṀÑÖÞɊŔŠŤÛṼŴẊÝŽåƀçðéƒğĥîĵķļɱñöþɋŕšťûṽŵẋýž"


def pseudo(text: str) -> str:
    """Return a text of a language that nobody speaks: accents on all letters, a third longer.

    What stands on a page without them came past ``t``. Places keep their names.
    """
    parts = re.split(r"(\{\w+\})", text)
    dressed = [part.translate(str.maketrans(_BARE, _DRESSED)) for part in parts[::2]]
    for i, part in enumerate(dressed):
        parts[2 * i] = part
    longer = " ".join(["øø"] * (len(text) // 9)) if len(text) > 5 else ""
    return "".join(parts) + (f" {longer}" if longer else "")


def pseudo_table() -> dict[str, str]:
    """Return the table of that language."""
    return {key: pseudo(key) for key in keys()}


def main() -> None:
    """Write a language's table anew."""
    language = sys.argv[1]
    path = LOCALE / f"{language}.json"
    had = table(language) if path.exists() else {}
    now = {key: had.get(key, "") for key in keys()}
    path.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{path.name}: {sum(not text for text in now.values())} of {len(now)} texts are missing.")


if __name__ == "__main__":
    main()
