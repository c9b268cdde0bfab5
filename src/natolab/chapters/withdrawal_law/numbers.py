"""Numbers of the chapter on the law of withdrawal."""

from __future__ import annotations

from natolab.chapters.origins import us_forces
from natolab.chapters.withdrawal_law import exit_odds, head_count
from natolab.chapters.withdrawal_law.road_map import LINKS
from natolab.chapters.withdrawal_law.votes import HOUSE, SENATE, cloture, quorum, two_thirds
from natolab.data import load
from natolab.numbers import Number, as_of, combine

#: Who decided where no part of Congress did.
ALONE = ("president_alone", "president_against_statute")


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(
        as_of(),
        _practice(),
        _goldwater(),
        _thresholds(),
        _party_line(),
        _chain(),
        _start(),
        _views(),
        _repairs(),
        _floor(),
    )


def _practice() -> dict[str, Number]:
    endings = load("treaty_terminations")
    late = endings[endings["year"] >= 1927]
    return {
        "endings_early": Number(
            len(endings) - len(late), "cases", "agreements ended before 1927 in our table"
        ),
        "endings_late": Number(len(late), "cases", "agreements ended since 1927 in our table"),
        "alone_late": Number(
            late["authority"].isin(ALONE).sum(), "cases", "of these, ended by a president alone"
        ),
    }


def _goldwater() -> dict[str, Number]:
    when = load("goldwater_steps").set_index("step")["date"]
    ground = load("goldwater_justices")["ground"]
    return {
        "case_days": Number(
            (when["vacated"] - when["notice"]).days,
            "days",
            "from the notice to Taiwan to the order of the Supreme Court",
        ),
        "case_left": Number(
            (when["ended"] - when["vacated"]).days, "days", "from that order to the treaty's end"
        ),
        "political_question": Number(
            (ground == "political question").sum(), "justices", "saw a political question"
        ),
    }


def _thresholds() -> dict[str, Number]:
    present = range(quorum(SENATE), SENATE + 1)
    treaty = load("withdrawal_votes").set_index("date").loc["1949-07-21"]
    return {
        "two_thirds_full": Number(two_thirds(SENATE), "senators", "two thirds of a full Senate"),
        "two_thirds_1949": Number(
            two_thirds(treaty["yeas"] + treaty["nays"]),
            "senators",
            "two thirds of the votes cast on the treaty in 1949",
        ),
        "two_thirds_quorum": Number(
            two_thirds(quorum(SENATE)), "senators", "two thirds of a bare quorum"
        ),
        "quorum_senate": Number(quorum(SENATE), "senators", "quorum of the Senate"),
        "cloture": Number(cloture(SENATE), "senators", "votes that end a debate in the Senate"),
        "override_house": Number(
            two_thirds(HOUSE), "representatives", "two thirds of a full House"
        ),
        "cloture_harder_to": Number(
            max(n for n in present if two_thirds(n) < cloture(SENATE)),
            "senators",
            "most that can be present while cloture asks for more votes than two thirds of them",
        ),
    }


def _party_line() -> dict[str, Number]:
    routes = head_count.compute(head_count.DEFAULTS, head_count.payload())["routes"]
    consent = next(route for route in routes if route["route"] == "consent")
    short = {step["hurdle"]: step["short"] for step in consent["hurdles"]}
    given = "if all Republicans vote for leaving and nobody else"
    return {
        "party_short_consent": Number(
            short["two thirds of the Senate"], "senators", f"missing for consent {given}"
        ),
        "party_short_cloture": Number(
            short["cloture in the Senate"], "senators", f"missing for cloture {given}"
        ),
    }


def _chain() -> dict[str, Number]:
    links = len(LINKS)
    found = {
        f"chain_{100 * each:.0f}": Number(
            100 * each**links, "per cent", f"cases in which {links} links of {each} hold"
        )
        for each in (0.8, 0.9)
    }
    return found | {
        "chain_needed": Number(
            100 * 0.5 ** (1 / links), "per cent", f"what each of {links} links needs for even odds"
        )
    }


def _odds(**changes: float) -> dict:
    return exit_odds.compute({**exit_odds.DEFAULTS, **changes}, exit_odds.payload())


def _out(result: dict, given: str) -> Number:
    return Number(100 * result["out"], "per cent", f"cases in which the exit comes, {given}")


def _stopped(result: dict, given: str) -> Number:
    return Number(
        100 * result["stopped"], "per cent", f"notices in defiance that are undone, {given}"
    )


def _start() -> dict[str, Number]:
    start, given = _odds(), "starting values"
    ten_more = "for ten points more that"
    return {
        "start_out": _out(start, given),
        "start_stopped": _stopped(start, given),
        "start_defy": Number(
            10 * start["sensitivity"]["defy"],
            "points",
            f"added to the odds of an exit {ten_more} a president gives notice all the same",
        ),
        "start_suit": Number(
            -10 * start["sensitivity"]["suit"],
            "points",
            f"taken off the odds of an exit {ten_more} someone sues",
        ),
    }


def _views() -> dict[str, Number]:
    found: dict[str, Number] = {}
    for name, view in exit_odds.views().items():
        result, given = _odds(**view["values"]), f"view of {view['label']}"
        found |= {f"{name}_out": _out(result, given), f"{name}_stopped": _stopped(result, given)}
    return found


def _repairs() -> dict[str, Number]:
    return {
        "repaired_stopped": _stopped(
            _odds(suit=0.9, standing=0.9), "suits authorised in advance, else starting values"
        ),
        "sure_stopped": _stopped(
            _odds(statute=1.0), "statute certain to bind, else starting values"
        ),
    }


def _floor() -> dict[str, Number]:
    troops = load("us_troops_europe")
    counts = load("troop_counts_2025").set_index("label")
    floor = counts.at["Floor in section 1249", "low"]
    return {
        "assigned": us_forces.assigned(troops, 2025),
        "floor_gap": Number(
            int(floor - us_forces.in_europe(troops)[2025]),
            "persons",
            "by how much the floor of section 1249 is higher",
        ),
    }
