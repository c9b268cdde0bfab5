"""The record beside the model: what is known of 2026, on the model's clock.

Year 0 is the first day of the war. A table of approval of the president, and one of petrol
prices, are not among the course's data, so neither is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from natolab.data import describe, load
from natolab.model.hindcasting import START, price_before, weekly_record

_DAYS = 365.25


@dataclass(frozen=True)
class Series:
    """Something that was observed, on the model's clock.

    ``variable`` is the model's variable beside which it can be drawn on the same scale, or empty.
    ``line`` tells a series in time from single points, which no line may join. ``note`` says of
    each point what it is, where that is not said by the label.
    """

    label: str
    unit: str
    year: tuple[float, ...]
    value: tuple[float, ...]
    source: str
    variable: str = ""
    line: bool = False
    note: tuple[str, ...] = ()

    def packed(self) -> dict:
        """Return the series for the page, ready for JSON."""
        return {
            "label": self.label,
            "unit": self.unit,
            "year": [round(year, 4) for year in self.year],
            "value": [round(value, 2) for value in self.value],
            "source": self.source,
            "variable": self.variable,
            "line": self.line,
            "note": list(self.note),
        }


def record() -> dict[str, list[Series]]:
    """Return what is known, by the system to which it belongs.

    Returns
    -------
    dict of str to list of Series
        For ``energy``, ``politics`` and ``security``; of the last nothing is measured.
    """
    return {"energy": [_oil(), _ships()], "politics": [*_votes(), *_polls()], "security": []}


def _oil() -> Series:
    weeks = weekly_record()["price_observed"].dropna() * price_before()
    return Series(
        "Oil price, Brent spot, mean of the week",
        "$ a barrel",
        _middle(weeks.index),
        tuple(weeks),
        _source("brent_spot"),
        variable="oil_price",
        line=True,
    )


def _ships() -> Series:
    weeks = 100 * (1 - weekly_record()["loss_observed"].dropna())
    return Series(
        "Ships seen in Hormuz, mean of the week; ships that hide are missed",
        "% of those before the war",
        _middle(weeks.index),
        tuple(weeks),
        _source("hormuz_transits"),
        variable="hormuz_loss",
        line=True,
    )


def _votes() -> list[Series]:
    """Return votes in Congress to end or limit the war, a series for each chamber."""
    table = load("congress_war_votes")
    found = []
    for chamber, votes in table.groupby("chamber", sort=True):
        yes, no = votes["yes"], votes["no"]
        found.append(
            Series(
                f"{chamber}: votes to limit or end the war",
                "% of the votes cast",
                _clock(votes["date"]),
                tuple(100 * yes / (yes + no)),
                _source("congress_war_votes"),
                note=tuple(
                    f"{row.measure} ({row.kind}), {row.question}: {row.yes} to {row.no}, "
                    f"{row.outcome} ({row.source})"
                    for row in votes.itertuples()
                ),
            )
        )
    return found


def _polls() -> list[Series]:
    """Return polls on the war; questions differ, so no line may join them."""
    table = load("opinion_iran_war")
    table = table[table["group"] == "all"]
    home = table[(table["country"] == "United States") & table["for_pct"].notna()]
    allies = table[(table["country"] != "United States") & table["against_pct"].notna()]
    return [
        Series(
            label,
            "% of those asked",
            _clock(polls["to_date"]),
            tuple(polls[column]),
            _source("opinion_iran_war"),
            note=tuple(
                f"{country}, {pollster}: {question} ({source})"
                for country, pollster, question, source in zip(
                    *(polls[name] for name in ("country", "pollster", "question", "source")),
                    strict=True,
                )
            ),
        )
        for label, polls, column in (
            ("Americans for the strikes", home, "for_pct"),
            ("Publics of allies against them", allies, "against_pct"),
        )
    ]


def _clock(dates: pd.Series) -> tuple[float, ...]:
    """Return days as years since the first day of the war."""
    return tuple((dates - pd.Timestamp(START)).dt.days / _DAYS)


def _middle(weeks: pd.Index) -> tuple[float, ...]:
    """Return the middle of weeks, given by their first days."""
    return tuple(year + 3.5 / _DAYS for year in _clock(pd.Series(weeks)))


def _source(table: str) -> str:
    """Return the source of a table as a reader finds it, and its vintage."""
    entry = describe(table)
    first = entry["sources"][0]["title"]
    # Where each row has a source of its own, the note of each point names it.
    rows = any(each["name"] == "source" for each in entry["schema"]["fields"])
    return f"{'As each point says' if rows else first} (table {table}, {entry['vintage']})"
