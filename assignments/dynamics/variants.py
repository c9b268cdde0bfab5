"""The figures of a variant of the assignment on the model."""

from numpy.random import Generator

PATHS = {
    "breakdown": "breakdown",
    "deescalation": "de-escalation",
    "realignment": "realignment",
    "formal_exit": "formal exit",
    "exit_blocked": "blocked exit",
}


def draw(rng: Generator) -> dict[str, object]:
    """Draw what differs between variants."""
    path = rng.choice(list(PATHS))
    answer, own, grievance = (0.05 * rng.integers(*ends) for ends in ((8, 17), (2, 7), (1, 5)))
    # The answer that Washington may give at most lies between a third and one.
    most = 0.05 * rng.integers(7, 21)
    return {
        "level": round(0.05 * rng.integers(2, 13), 2),
        "year": round(0.5 * rng.integers(2, 15), 1),
        "b": round(answer, 2),
        "g": round(grievance, 2),
        "h": round(own, 2),
        "limit": round((own + answer * grievance) / (1 - most * answer), 2),
        "path": path,
        "path_words": PATHS[path],
        "dropped": round(0.05 * rng.integers(6, 11), 2),
        "turn": round(0.5 * rng.integers(2, 5), 1),
        "begin": round(0.05 * rng.integers(10, 15), 2),
        "seed": rng.integers(1, 1000),
        "relent": round(0.05 * rng.integers(2, 8), 2),
        "first": rng.integers(1, 3),
        "last": rng.integers(7, 10),
    }
