"""A network of security ties, and what holds in it when a state is taken out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from natolab.data import load

#: What a tie binds to, the weakest first.
RUNGS = ["talk", "money", "forces", "defence"]
#: What may end together with a membership.
ENDS = {
    "none": "nothing: the others go on",
    "nato": "NATO",
    "all": "everything that it belongs to",
}
#: No state is taken out.
NOBODY = "none"
#: Largest number of shared ties that can be asked for.
MOST_SHARED = 4


def switch(coalition: str) -> str:
    """Return the name of the control that switches a coalition on and off."""
    return f"with_{coalition}"


def shared(states: int, members: Iterable[Sequence[int]]) -> list[list[int]]:
    """Count for each pair of states how many coalitions they share.

    Parameters
    ----------
    states : int
        Number of states.
    members : iterable of sequence of int
        Places of the members of each coalition.

    Returns
    -------
    list of list of int
        A symmetric square of counts with zeros on its diagonal.
    """
    counts = [[0] * states for _ in range(states)]
    for places in members:
        for i, j in combinations(places, 2):
            counts[i][j] += 1
            counts[j][i] += 1
    return counts


def components(counts: list[list[int]], least: int, without: int = -1) -> list[list[int]]:
    """Return the groups of states that are linked directly or through others.

    Parameters
    ----------
    counts : list of list of int
        Shared coalitions of each pair.
    least : int
        How many a pair must share to be linked.
    without : int
        Place of a state that is taken out; -1 for none.

    Returns
    -------
    list of list of int
        Groups as sorted places, the largest first, then in the order of their first member; a
        state without a link is a group of one.
    """
    group = [-1] * len(counts)
    found: list[list[int]] = []
    for start in range(len(counts)):
        if group[start] >= 0 or start == without:
            continue
        group[start] = len(found)
        waiting, members = [start], []
        while waiting:
            i = waiting.pop()
            members.append(i)
            for j, count in enumerate(counts[i]):
                if count >= least and j != without and group[j] < 0:
                    group[j] = len(found)
                    waiting.append(j)
        found.append(sorted(members))
    return sorted(found, key=lambda members: (-len(members), members[0]))


def _standing(inputs: dict, data: dict, removed: int) -> list[list[int]]:
    """Return the members of the coalitions that count once a state is gone; gone ones are empty."""
    level = data["rungs"].index(inputs["level"])
    kept = []
    for coalition in data["coalitions"]:
        counts = inputs[coalition["switch"]] and data["rungs"].index(coalition["binds"]) >= level
        falls = removed >= 0 and (
            (inputs["ends"] == "nato" and coalition["coalition"] == "nato")
            or (inputs["ends"] == "all" and removed in coalition["members"])
        )
        kept.append(coalition["members"] if counts and not falls else [])
    return kept


def _pairs(counts: list[list[int]], least: int, without: int) -> int:
    return sum(
        counts[i][j] >= least
        for i, j in combinations(range(len(counts)), 2)
        if without not in (i, j)
    )


def _reach(groups: list[list[int]]) -> int:
    return sum(len(members) * (len(members) - 1) // 2 for members in groups)


def compute(inputs: dict, data: dict) -> dict:
    """Take a state out of the network of ties and count what is left among the others.

    Parameters
    ----------
    inputs : dict
        ``removed`` (a state or ``NOBODY``), ``level`` (weakest rung that counts), ``shared`` (how
        many ties make a link), ``ends`` (what falls with the membership) and a switch for each
        coalition.
    data : dict
        ``payload()``.

    Returns
    -------
    dict
        ``before`` and ``after``: linked pairs among the other states; ``kept``, the part of them
        left (None if there were none); ``reach_before`` and ``reach_after``: pairs linked directly
        or through others; ``groups`` of two and more, and those ``alone``; ``links`` as
        ``[i, j, shared]`` after; ``left``: members of each coalition after, 0 if it does not
        count; ``bridges``: states without which pairs of others lose each other although nothing
        else ends, with the number of these pairs, the most first.
    """
    names = [state["iso3"] for state in data["states"]]
    size, least = len(names), inputs["shared"]
    removed = names.index(inputs["removed"]) if inputs["removed"] != NOBODY else -1
    whole = shared(size, _standing(inputs, data, -1))
    groups = components(whole, least)
    members_after = _standing(inputs, data, removed)
    counts = shared(size, members_after)
    groups_after = components(counts, least, removed)

    def others(place: int) -> int:
        """Return the reach among the others while the state is still there."""
        own = next((len(group) for group in groups if place in group), 1)
        return _reach(groups) - (own - 1)

    pairs_before, pairs_after = _pairs(whole, least, removed), _pairs(counts, least, removed)
    bridges = [
        {"iso3": name, "lost": others(i) - _reach(components(whole, least, i))}
        for i, name in enumerate(names)
    ]
    return {
        "before": pairs_before,
        "after": pairs_after,
        "kept": pairs_after / pairs_before if pairs_before else None,
        "reach_before": others(removed),
        "reach_after": _reach(groups_after),
        "groups": [[names[i] for i in group] for group in groups_after if len(group) > 1],
        "alone": [names[group[0]] for group in groups_after if len(group) == 1],
        "links": [
            [i, j, counts[i][j]]
            for i, j in combinations(range(size), 2)
            if removed not in (i, j) and counts[i][j] >= least
        ],
        "left": {
            coalition["coalition"]: sum(place != removed for place in members)
            for coalition, members in zip(data["coalitions"], members_after, strict=True)
        },
        "bridges": sorted(
            (row for row in bridges if row["lost"] > 0), key=lambda row: -row["lost"]
        ),
    }


def payload() -> dict:
    """Return what ``compute`` and the page need, ready for JSON.

    Returns
    -------
    dict
        States in the order of the picture, coalitions with their members as places, the rungs,
        what may end, and the presets.
    """
    states = load("coalition_states").to_dict("records")
    places = {state["iso3"]: i for i, state in enumerate(states)}
    members = load("coalition_members").groupby("coalition")["iso3"]
    held = {name: sorted(places[state] for state in part) for name, part in members}
    table = load("coalitions")
    coalitions = [
        {
            **row,
            "members": held[row["coalition"]],
            "switch": switch(row["coalition"]),
        }
        for row in table[["coalition", "label", "short", "binds", "promise"]].to_dict("records")
    ]
    return {
        "states": states,
        "coalitions": coalitions,
        "rungs": RUNGS,
        "ends": ENDS,
        "most_shared": MOST_SHARED,
        "presets": presets(),
        "nobody": NOBODY,
    }


def defaults() -> dict:
    """Return the settings with which the explorer opens: America is out, the others go on."""
    return {
        "removed": "USA",
        "level": "talk",
        "shared": 1,
        "ends": "none",
        **{switch(name): True for name in load("coalitions")["coalition"]},
    }


def presets() -> list:
    """Return named settings: label and the inputs that it sets."""
    union = switch("eu")
    return [
        ["Everybody is in", {"removed": NOBODY, "level": "defence", "ends": "none", union: True}],
        ["America leaves", {"removed": "USA", "level": "defence", "ends": "none", union: True}],
        [
            "America leaves and NATO ends",
            {"removed": "USA", "level": "defence", "ends": "nato", union: True},
        ],
        [
            "The same without the Union",
            {"removed": "USA", "level": "defence", "ends": "nato", union: False},
        ],
    ]
