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

from natolab.chapters.scenarios.explorer import ScenarioExplorer
from natolab.chapters.simulator.explorer import Simulator
from natolab.explorers.front_end import PACKAGE, TEXTS
from natolab.explorers.strings import LOCALE, table
from natolab.model import AUXILIARIES, LEVERS, OUTCOMES, PARAMETERS, SCENARIOS, STOCKS
from natolab.model.definition import SYSTEMS
from natolab.model.names import SCENARIO_LOOKS, WORDS
from natolab.model.structure import LOOPS
from tests.support.site import TOP

#: Explorers whose texts all go through ``t`` where they are shown.
TRANSLATED = (ScenarioExplorer, Simulator)
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


def _of_the_simulator() -> Iterator[str]:
    data = Simulator.payload()
    for panel in data["panels"]:
        yield from (panel["title"], panel["question"])
        yield from (series["label"] for series in panel["series"])
        for seen in panel["record"]:
            yield from (seen["label"], seen["unit"])
            if seen["line"]:
                yield seen["label"].split(" ")[0].lower()
    for mission in data["missions"]:
        yield from (mission["title"], mission["task"], mission["explanation"])
        yield from (rule[3] for rule in mission["rules"])
        yield from (hint["text"] for hint in mission["hints"])
    for story in data["stories"].values():
        yield from (story[key] for key in ("title", "cast", "makes", "refutes"))
        yield from (beat["text"] for beat in story["course"])
        for source in story["sources"]:
            yield from (source["short"], source["says"])
    for step in data["tour"]:
        yield from (step["predict"]["question"], *step["predict"]["options"], step["say"])
    for lever in data["levers"].values():
        yield from (lever["label"], lever["low"], lever["high"])


def in_python() -> set[str]:
    """Return the texts that come from Python and are shown: the model's and the payload's."""
    titles = (explorer.title for explorer in TRANSLATED)
    return {*titles, *_of_the_model(), *_of_the_simulator()}


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
