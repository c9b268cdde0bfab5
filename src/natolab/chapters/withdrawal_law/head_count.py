"""From who is present, and who votes how, to the roads out of the treaty that stand open."""

from __future__ import annotations

from natolab.chapters.withdrawal_law import votes

#: Seats of the two sides of the Senate in 2026; two independents sit with the Democrats.
REPUBLICANS, DEMOCRATS = 53, 47

#: Fewest and most members; whole numbers stay whole.
LIMITS = {
    "rep_present": (0, REPUBLICANS),
    "rep_for": (0, REPUBLICANS),
    "dem_present": (0, DEMOCRATS),
    "dem_for": (0, DEMOCRATS),
    "house_present": (0, votes.HOUSE),
    "house_for": (0, votes.HOUSE),
}
#: A vote on party lines, nobody absent.
DEFAULTS = {
    "rep_present": REPUBLICANS,
    "rep_for": REPUBLICANS,
    "dem_present": DEMOCRATS,
    "dem_for": 0,
    "house_present": votes.HOUSE,
    "house_for": votes.majority(votes.HOUSE),
    "president": "leave",
    "filibuster": True,
}
#: The routes of ``votes.routes`` in the words of the page.
ROUTES = {
    "consent": "Two-thirds of the senators present agree to leaving",
    "act": "An Act allows leaving",
    "bar": "A new Act against leaving",
    "senate_suit": "The Senate resolves to go to court",
    "house_suit": "The House resolves to go to court",
}
#: Settings behind the buttons; what is not named keeps its value.
PRESETS = [
    ["Party line", DEFAULTS],
    [
        "July 2023 turned round",
        {"rep_present": 46, "rep_for": 28, "dem_present": DEMOCRATS, "dem_for": 0},
    ],
    [
        "A thin Senate",
        {"rep_present": 34, "rep_for": 34, "dem_present": 17, "dem_for": 0},
    ],
    [
        "Congress overrides",
        {
            "rep_present": REPUBLICANS,
            "rep_for": 33,
            "dem_present": DEMOCRATS,
            "dem_for": 0,
            "house_present": votes.HOUSE,
            "house_for": 145,
            "president": "leave",
        },
    ],
]


def compute(inputs: dict, data: dict) -> dict:
    """Count the two chambers and tell which routes are open.

    Parameters
    ----------
    inputs : dict
        Values of the controls; votes for leaving never exceed the members present.
    data : dict
        ``payload()``; used are ``limits``.

    Returns
    -------
    dict
        Votes for and against in both chambers, ``routes`` as ``votes.routes`` returns them, the
        number of ``open`` ones, and ``senators``: how many of those present would have to change
        sides before two thirds agreed and the debate could be closed.
    """
    x = {
        name: int(min(max(inputs[name], low), high) + 0.5)
        for name, (low, high) in data["limits"].items()
    }
    rep = min(x["rep_for"], x["rep_present"])
    dem = min(x["dem_for"], x["dem_present"])
    house = min(x["house_for"], x["house_present"])
    senate_against = x["rep_present"] + x["dem_present"] - rep - dem
    house_against = x["house_present"] - house
    found = votes.routes(
        rep + dem,
        senate_against,
        house,
        house_against,
        president_for=inputs["president"] == "leave",
        filibuster=bool(inputs["filibuster"]),
    )
    return {
        "senate_for": rep + dem,
        "senate_against": senate_against,
        "house_for": house,
        "house_against": house_against,
        "routes": found,
        "open": sum(route["open"] for route in found),
        "senators": max(
            hurdle["short"]
            for hurdle in found[0]["hurdles"]
            if not hurdle["hurdle"].startswith("quorum")
        ),
    }


def payload() -> dict:
    """Return limits, presets, names of routes and the size of the chambers, ready for JSON."""
    return {
        "limits": {name: list(pair) for name, pair in LIMITS.items()},
        "presets": PRESETS,
        "routes": ROUTES,
        "senate": votes.SENATE,
        "house": votes.HOUSE,
    }
