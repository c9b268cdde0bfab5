"""The figures of a variant of the capstone."""

from numpy.random import Generator

#: Questions that people dispute, with what a minister who asks them looks at.
QUESTIONS = (
    (
        "Washington talks of leaving while the war lasts. "
        "Should the allies answer with joint crisis diplomacy, or with forces of their own?",
        "credibility",
    ),
    (
        "The United States wants to draw down its forces in Europe by agreement. "
        "Should Europe bargain for a slow draw-down, or pay in full and let them go?",
        "deterrence",
    ),
    (
        "Washington offers to consult and keeps its conditions. "
        "Should the allies take the offer, or refuse it until the conditions go?",
        "credibility",
    ),
    (
        "The conditions will outlast the war. "
        "Should the allies spend their strength on ending them, or pay as if they were for ever?",
        "deterrence",
    ),
    (
        "An end to the conditions can be had soon at a price in European effort, or later for "
        "nothing. Which should the allies choose?",
        "credibility",
    ),
)


def draw(rng: Generator) -> dict[str, object]:
    """Draw what differs between variants."""
    question, measure = QUESTIONS[rng.integers(len(QUESTIONS))]
    ebbs = round(0.5 * rng.integers(1, 5), 1)
    ends = round(ebbs + 0.5 * rng.integers(1, 4), 1)
    tempo = round(0.1 * rng.integers(2, 7), 1)
    return {
        "question": question,
        "measure": measure,
        "crisis": f"{{0: 1.0, {ebbs}: {tempo}, {ends}: 0.0}}",
        "ebbs": ebbs,
        "tempo": tempo,
        "ends": ends,
        "horizon": rng.integers(8, 14),
        "seed": rng.integers(1, 1000),
    }
