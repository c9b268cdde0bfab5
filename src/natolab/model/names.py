"""Names of the model in words, and how its scenarios are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from natolab.model.definition import AUXILIARIES, LEVERS, OUTCOMES, PARAMETERS, STOCKS
from natolab.model.errors import unknown


@dataclass(frozen=True)
class Look:
    """How one of the course's scenarios is called and drawn.

    ``words`` fit into a legend, ``title`` into a menu. ``color`` is a name of the course's
    palette, ``line`` a style of matplotlib.
    """

    words: str
    title: str
    color: str
    line: str


#: The scenarios' looks by the scenarios' names.
SCENARIO_LOOKS = {
    "no_war": Look("no war", "No war", "black", "-"),
    "deescalation": Look("de-escalation", "Path 1: de-escalation, strategic damage", "blue", "--"),
    "breakdown": Look("breakdown", "Path 2: escalation and breakdown", "vermilion", "-"),
    "realignment": Look("realignment", "Path 3: forced realignment", "green", "-."),
    "formal_exit": Look("formal exit", "Path 4: exit", "purple", ":"),
    "exit_blocked": Look("exit blocked", "Path 5: exit, blocked in court", "orange", "--"),
    "european_pillar": Look("European pillar", "European pillar", "sky", "-"),
}

#: Parts of names that are written otherwise in a sentence.
_PROPER = {"us": "US", "european": "European", "europe": "Europe", "hormuz": "Hormuz"}


def _written(name: str) -> str:
    return " ".join(_PROPER.get(word, word) for word in name.split("_"))


#: Whatever has a name in the model, in words: levers, stocks and auxiliaries are called as in the
#: code, and all else as its definition says.
WORDS = (
    {entry.name: _written(entry.name) for entry in (*LEVERS, *STOCKS, *AUXILIARIES)}
    | {parameter.name: parameter.words for parameter in PARAMETERS}
    | {outcome.name: outcome.words for outcome in OUTCOMES.values()}
    | {name: look.words for name, look in SCENARIO_LOOKS.items()}
)

#: The loops that have a name, and what tells each apart: its stocks in order, and an auxiliary
#: where the same stocks form two loops.
LOOP_WORDS = {
    "mutual distancing": ("us_commitment", "credibility", "european_willingness"),
    "energy and cohesion": ("hormuz_loss", "log_price", "burden", "european_willingness"),
    "hedging": ("credibility", "hedging", "european_willingness", "us_commitment"),
    "self-reliance": (
        "credibility",
        "capability_planned",
        "capability_ordered",
        "european_capability",
        "hedging",
        "european_willingness",
        "us_commitment",
    ),
    "forced realignment": ("hormuz_loss", "log_price", "burden", "us_commitment"),
    "shared hardship": ("hormuz_loss", "log_price", "burden"),
    "energy and commitment": (
        "hormuz_loss",
        "log_price",
        "burden",
        "european_willingness",
        "us_commitment",
    ),
    "war fatigue": (
        "hormuz_loss",
        "log_price",
        "burden",
        "fatigue",
        "calm_at_home",
        "european_willingness",
    ),
    "fading rally": (
        "hormuz_loss",
        "log_price",
        "burden",
        "fatigue",
        "rally_felt",
        "european_willingness",
    ),
    "fading rally and commitment": (
        "hormuz_loss",
        "log_price",
        "burden",
        "fatigue",
        "rally_felt",
        "european_willingness",
        "us_commitment",
    ),
    "fading rally and adaptation": (
        "hormuz_loss",
        "adaptation",
        "log_price",
        "burden",
        "fatigue",
        "rally_felt",
        "european_willingness",
    ),
    "fading rally, adaptation and commitment": (
        "hormuz_loss",
        "adaptation",
        "log_price",
        "burden",
        "fatigue",
        "rally_felt",
        "european_willingness",
        "us_commitment",
    ),
    "European memory": ("european_willingness", "divergence"),
    "American memory": ("us_commitment", "divergence"),
    "memory answered": ("european_willingness", "us_commitment", "divergence"),
    "memory and distancing": (
        "us_commitment",
        "credibility",
        "european_willingness",
        "divergence",
    ),
    "memory and hedging": (
        "us_commitment",
        "credibility",
        "hedging",
        "european_willingness",
        "divergence",
    ),
    "memory and self-reliance": (
        "us_commitment",
        "credibility",
        "capability_planned",
        "capability_ordered",
        "european_capability",
        "hedging",
        "european_willingness",
        "divergence",
    ),
}


def words(name: str) -> str:
    """Return a name of the model as it is written in a sentence, such as `US commitment`.

    Parameters
    ----------
    name : str
        Name of a lever, stock, auxiliary, parameter, outcome or scenario.

    Returns
    -------
    str

    Raises
    ------
    ModelError
        If the model has no such name.
    """
    if name not in WORDS:
        raise unknown("name", name, WORDS)
    return WORDS[name]


#: What readers see first on the page, where the model's own word says too little.
_LABELS = {
    "hormuz_loss": "Oil through Hormuz",  # shown as the flow that is left
    "burden_felt": "Burden on households",
    "support": "European support",
}


def label(name: str) -> str:
    """Return what readers see beside a line or a scale, such as `Oil price`.

    Parameters
    ----------
    name : str
        Name of a variable, as in ``words``.

    Returns
    -------
    str
        With a capital at its start.
    """
    return _LABELS.get(name) or capital(words(name))


def capital(text: str) -> str:
    """Return a text with a capital at its start."""
    return text[0].upper() + text[1:]
