"""The tables and equations of the model card, as Markdown made from the definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from natolab.model import latex
from natolab.model.definition import AUXILIARIES, LEVERS, OUTCOMES, PARAMETERS, STOCKS
from natolab.model.names import words
from natolab.model.scenario import SCENARIOS


def _table(head: str, rows: Iterable[Iterable[str]]) -> str:
    names = head.split("|")
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def stocks() -> str:
    """Return the table of stocks."""
    return _table(
        "Symbol|Stock|System|Unit|Meaning",
        ((f"${s.symbol}$", words(s.name), s.system, s.unit, s.meaning) for s in STOCKS),
    )


def levers() -> str:
    """Return the table of levers."""
    return _table(
        "Symbol|Lever|Before the war|Meaning",
        ((f"${v.symbol}$", words(v.name), f"{v.before:g}", v.meaning) for v in LEVERS),
    )


def parameters() -> str:
    """Return the table of parameters with ranges and sources."""
    return _table(
        "Symbol|Parameter|Unit|Value|Range|Meaning|Source",
        (
            (
                f"${q.symbol}$",
                f"{q.words}, `{q.name}`",
                q.unit,
                f"{q.value:g}",
                f"{q.low:g} to {q.high:g}" if q.low < q.high else "fixed",
                q.meaning,
                q.source,
            )
            for q in PARAMETERS
        ),
    )


def scenarios() -> str:
    """Return the table of scenarios with the courses of their levers."""

    def course(steps: dict) -> str:
        first, *rest = steps.items()
        return f"{first[1]:g}" + "".join(f", from year {t:g}: {v:g}" for t, v in rest)

    return _table(
        "Scenario|What happens|Levers",
        (
            (
                f"`{s.name}`",
                s.description,
                "; ".join(f"{words(n)} {course(c)}" for n, c in s.levers.items()) or "none",
            )
            for s in SCENARIOS.values()
        ),
    )


def rules() -> str:
    """Return the rules by which a run is put into a class."""
    return _table("Class|Rule", ((outcome.words, outcome.rule) for outcome in OUTCOMES.values()))


def auxiliary_equations() -> str:
    """Return the auxiliaries' equations with their meaning."""
    return _table(
        "Equation|Meaning",
        ((f"${a.symbol} = {latex.AUXILIARIES[a.name]}$", a.meaning) for a in AUXILIARIES),
    )


def stock_equations() -> str:
    """Return goal and pace of every stock."""
    rows = []
    for s in STOCKS:
        goal = f"${s.symbol}^{{*}} = {latex.GOALS[s.name]}$"
        rows.append((words(s.name), f"{goal} <br> $\\pi = {latex.PACES[s.name]}$"))
    return _table("Stock|Goal, and pace per year", rows)


def goals(meanings: Mapping[str, str]) -> str:
    """Return the goals of some stocks beside what they say in words.

    Parameters
    ----------
    meanings : mapping of str to str
        What a goal says, by the name of its stock.
    """
    symbols = {s.name: s.symbol for s in STOCKS}
    return _table(
        "Stock|Goal|In words",
        (
            (words(name), f"${symbols[name]}^{{*}} = {latex.GOALS[name]}$", meaning)
            for name, meaning in meanings.items()
        ),
    )


def named_loops(table: pd.DataFrame) -> str:
    """Return the loops that the course names.

    Parameters
    ----------
    table : pandas.DataFrame
        As ``loops`` returns it.
    """
    named = table[table["name"] != ""].sort_values(
        "name", key=lambda n: n.str.replace("R", "A"), kind="stable"
    )
    return _table(
        "Loop|Runs through|Polarity",
        (
            (row.name, " → ".join(words(s) for s in (*row.stocks, row.stocks[0])), row.polarity)
            for row in named.itertuples(index=False)
        ),
    )
