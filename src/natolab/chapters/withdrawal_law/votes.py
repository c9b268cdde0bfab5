"""How many votes each road out of a treaty needs in Congress, and which roads a count opens.

Senators and representatives who are present are taken to vote; nobody abstains. Three thresholds
have three denominators: two thirds of the senators *present* (consent; a veto is overridden by
two thirds of those present in each House), three fifths of the senators *chosen and sworn*
(cloture, which ends a debate), and a majority of those present (everything else).
"""

from __future__ import annotations

#: Members of the House of Representatives, and senators, when no seat is vacant.
HOUSE, SENATE = 435, 100


def quorum(members: int) -> int:
    """Return how many members of a chamber must be present for it to act.

    Parameters
    ----------
    members : int
        Members chosen and sworn.

    Returns
    -------
    int
        The smallest majority of the members.
    """
    return members // 2 + 1


def majority(present: int) -> int:
    """Return the votes that carry a motion among ``present`` members, a tie not being enough."""
    return present // 2 + 1


def two_thirds(present: int) -> int:
    """Return the votes that make two thirds of ``present`` members."""
    return -(-2 * present // 3)


def cloture(sworn: int) -> int:
    """Return the votes that end a debate in a Senate of ``sworn`` members; absence is no help."""
    return -(-3 * sworn // 5)


def routes(
    senate_for: int,
    senate_against: int,
    house_for: int,
    house_against: int,
    *,
    president_for: bool = True,
    filibuster: bool = True,
    sworn: int = SENATE,
    seats: int = HOUSE,
) -> list[dict]:
    """Tell which roads a count of votes on leaving the treaty opens.

    Parameters
    ----------
    senate_for, senate_against : int
        Senators present who vote for leaving, and against.
    house_for, house_against : int
        Representatives present who would vote for leaving, and against.
    president_for : bool
        Whether the president wants to leave: he then signs an Act that allows it and vetoes one
        that forbids it, and the vice-president breaks a tie in the Senate as the president wants.
    filibuster : bool
        Whether the losing side in the Senate debates on, so that cloture must be voted.
    sworn, seats : int
        Senators and representatives chosen and sworn.

    Returns
    -------
    list of dict
        One for each route, with ``route`` (its name), ``open`` and ``hurdles``: a list of dicts
        with ``hurdle``, the votes it ``has``, the votes it ``needs`` and, in ``short``, how many
        are missing (0 where the hurdle is taken). The routes are ``consent`` (two thirds of the
        senators present), ``act`` (an Act that allows leaving), ``bar`` (an Act against leaving,
        for instance with leave to sue), ``senate_suit`` and ``house_suit`` (a resolution by
        which one chamber goes to court).

    Raises
    ------
    ValueError
        If a number is negative, or more vote than there are members.
    """
    for chamber, ayes, noes, members in (
        ("Senate", senate_for, senate_against, sworn),
        ("House", house_for, house_against, seats),
    ):
        if min(ayes, noes) < 0 or ayes + noes > members:
            raise ValueError(
                f"{ayes} for and {noes} against cannot be votes in a {chamber} of {members} "
                "members: neither may be negative, nor their sum above the membership."
            )
    senate, house = senate_for + senate_against, house_for + house_against
    senate_meets = _hurdle("quorum of the Senate", senate, quorum(sworn))
    house_meets = _hurdle("quorum of the House", house, quorum(seats))

    def debate(votes: int) -> list[dict]:
        return [_hurdle("cloture in the Senate", votes, cloture(sworn))] if filibuster else []

    def passage(senate_votes: int, house_votes: int, signed: bool) -> list[dict]:
        tied = 2 * senate_votes == senate and signed
        needed = senate_votes if tied else majority(senate)
        steps = [
            senate_meets,
            house_meets,
            *debate(senate_votes),
            _hurdle("majority of the Senate", senate_votes, needed),
            _hurdle("majority of the House", house_votes, majority(house)),
        ]
        if not signed:
            steps += [
                _hurdle("override in the Senate", senate_votes, two_thirds(senate)),
                _hurdle("override in the House", house_votes, two_thirds(house)),
            ]
        return steps

    steps = {
        "consent": [
            senate_meets,
            *debate(senate_for),
            _hurdle("two thirds of the Senate", senate_for, two_thirds(senate)),
        ],
        "act": passage(senate_for, house_for, president_for),
        "bar": passage(senate_against, house_against, not president_for),
        "senate_suit": [
            senate_meets,
            *debate(senate_against),
            _hurdle("majority of the Senate", senate_against, majority(senate)),
        ],
        "house_suit": [
            house_meets,
            _hurdle("majority of the House", house_against, majority(house)),
        ],
    }
    return [
        {"route": route, "open": all(not step["short"] for step in taken), "hurdles": taken}
        for route, taken in steps.items()
    ]


def _hurdle(name: str, has: int, needs: int) -> dict:
    return {"hurdle": name, "has": has, "needs": needs, "short": max(needs - has, 0)}
