"""The figures of a variant of the assignment on leaving the treaty."""

from numpy.random import Generator


def draw(rng: Generator) -> dict[str, object]:
    """Draw what differs between variants."""
    return {
        "since": rng.integers(1928, 1984),
        "told": f"20{rng.integers(27, 40)}-{rng.integers(1, 13):02}-{rng.integers(1, 29):02}",
        "yes": rng.integers(48, 58),
        "no": rng.integers(36, 43),
        "act": round(0.05 + 0.05 * rng.integers(0, 5), 2),
        "defy": round(0.2 + 0.05 * rng.integers(0, 9), 2),
        "suit": round(0.5 + 0.05 * rng.integers(0, 9), 2),
        "standing": round(0.3 + 0.05 * rng.integers(0, 7), 2),
        "review": round(0.4 + 0.05 * rng.integers(0, 9), 2),
        "statute": round(0.5 + 0.05 * rng.integers(0, 9), 2),
        "in_time": round(0.4 + 0.05 * rng.integers(0, 9), 2),
        "heeded": round(0.6 + 0.05 * rng.integers(0, 8), 2),
        "start": rng.integers(1900, 1931),
    }
