"""The figures of a variant of the assignment on the treaty and its votes."""

from numpy.random import Generator

#: Roll calls by the year of accession, with a party that was divided and had absent senators.
DIVIDED = [
    (1949, "Democrat"),
    (1999, "Republican"),
    (2017, "Republican"),
    (2020, "Republican"),
    (2023, "Republican"),
]
ROUNDS = [1949, 1999, 2004, 2017, 2020, 2023]
TALLIES = [(82, 13), (76, 2), (80, 19), (97, 2), (91, 2), (95, 1)]
RULES = [("three quarters", "3 / 4"), ("three fifths", "3 / 5"), ("seven tenths", "7 / 10")]


def draw(rng: Generator) -> dict[str, object]:
    """Draw what differs between variants."""
    accession, party = DIVIDED[rng.integers(len(DIVIDED))]
    yes, no = TALLIES[rng.integers(len(TALLIES))]
    rule, needed = RULES[rng.integers(len(RULES))]
    return {
        "accession": accession,
        "party": party,
        "yes": yes,
        "no": no,
        "rule": rule,
        "needed": needed,
        "first": rng.integers(1956, 1995),
        "last": rng.integers(2005, 2020),
        "round": rng.choice(ROUNDS),
        "cut": round(0.2 + 0.05 * rng.integers(0, 7), 2),
        "base": rng.integers(1985, 1999),
        "quoted": rng.choice([1999, 2004, 2017, 2020]),
    }
