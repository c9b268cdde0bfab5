"""The figures of a variant of the assignment on burden-sharing."""

from numpy.random import Generator

#: Allies whose share of GDP moved by a quarter of a point or more in each span of years below.
ALLIES = ["Canada", "Denmark", "Hungary", "Italy", "Netherlands", "Norway", "Romania", "Spain"]
REGIONS = ["north", "west", "south", "east"]


def draw(rng: Generator) -> dict[str, object]:
    """Draw what differs between variants."""
    ally, speaker = rng.choice(ALLIES, size=2, replace=False)
    return {
        "line": round(1.5 + 0.1 * rng.integers(0, 4), 1),
        "year": rng.integers(2016, 2023),
        "ally": ally,
        "first": rng.integers(2014, 2017),
        "last": rng.integers(2022, 2025),
        "short_year": rng.integers(2015, 2022),
        "short_goal": round(2 + 0.1 * rng.integers(1, 10), 1),
        "hague": round(3 + 0.1 * rng.integers(0, 6), 1),
        "target": rng.integers(2030, 2037),
        "growth": round(1 + 0.1 * rng.integers(0, 11), 1),
        "region": rng.choice(REGIONS),
        "speaker": speaker,
    }
