"""All that the simulator shows beside the model: one dictionary, ready for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from natolab.chapters.scenarios import comparison
from natolab.chapters.simulator import missions, panels, stories, tour
from natolab.chapters.simulator.levers import LEVER_WORDS
from natolab.chapters.simulator.mission_list import missions as mission_list


def payload() -> dict[str, Any]:
    """Return panels, missions, stories, tour and words of the simulator.

    Returns
    -------
    dict
        What the Scenario Explorer's payload holds, and ``panels``, ``missions``, ``stories``,
        ``tour`` and ``levers``.
    """
    return {
        **comparison.payload(),
        "panels": panels.packed(),
        "missions": [missions.packed(mission) for mission in mission_list().values()],
        "stories": stories.packed(),
        "tour": tour.packed(),
        "levers": {name: asdict(words) for name, words in LEVER_WORDS.items()},
    }
