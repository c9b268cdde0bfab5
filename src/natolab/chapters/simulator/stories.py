"""Each preset as a story: who acts, what is decided when, what the model makes of it.

Years come from the preset's own courses and numbers from its run, so no text can drift from them.
What each text says of a lever's direction is kept in ``Beat.moves``, which a test compares with
the preset.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

import pandas as pd

from natolab.model import PARAMETERS, SCENARIOS, Scenario, classify, simulate, vulnerability
from natolab.model.definition import OUTCOMES
from natolab.model.hindcasting import price_before
from natolab.model.paths import YEARS


@dataclass(frozen=True)
class Beat:
    """Something that decision-makers do.

    ``lever`` and ``step`` name the step of the preset's courses that gives the year (step 0 is
    the first); ``moves`` says which levers go "up" or "down" in that year.
    """

    lever: str
    step: int
    moves: Mapping[str, str]
    text: str

    def year(self, scenario: Scenario) -> float:
        """Return the year in which it happens."""
        return list(scenario.levers[self.lever])[self.step]


@dataclass(frozen=True)
class Source:
    """A work of the bibliography: its key, how it is cited, and what we take from it."""

    key: str
    short: str
    says: str


@dataclass(frozen=True)
class Story:
    """A preset told.

    ``makes`` is a template for the numbers of ``facts``; ``chapters`` are slugs of pages that
    tell more.
    """

    title: str
    cast: str
    course: tuple[Beat, ...]
    makes: str
    refutes: str
    sources: tuple[Source, ...]
    chapters: tuple[str, ...]


_READING = "Taylor Tailored (2026)"
_TREATY = Source(
    "NorthAtlanticTreaty1949",
    "North Atlantic Treaty (1949)",
    "Article 13: a member is out one year after its notice.",
)
_LAW = Source(
    "USC1928f",
    "22 U.S.C. 1928f (2023)",
    "asks for two thirds of the Senate or an Act of Congress before a president withdraws.",
)

STORIES = {
    "no_war": Story(
        title="No war",
        cast="Nobody has to act. It is the yardstick for the other stories.",
        course=(),
        makes="Nothing moves: credibility stays at {credibility_end:.0f} of 100 and deterrence at "
        "{deterrence_end:.0f}. That is how the model was built, to rest where it starts.",
        refutes="The real alliance was not at rest before the war, so this line is no picture of "
        "what would have been.",
        sources=(),
        chapters=("model-card",),
    ),
    "deescalation": Story(
        title="Path 1: the war winds down, the damage stays",
        cast="The White House, which fights and then winds down; European governments, which "
        "look on, help a little and rearm.",
        course=(
            Beat(
                "strike",
                0,
                {"strike": "up", "consultation": "down", "conditionality": "up", "exit_talk": "up"},
                "Washington goes to war without asking its allies, makes support a condition of "
                "its promise, and speaks of leaving. Europe begins to fund most of its plans.",
            ),
            Beat(
                "coordination",
                0,
                {"coordination": "up"},
                "Both sides agree on some escorts and talks for the strait.",
            ),
            Beat("strike", 1, {"strike": "down"}, "The campaign shrinks to a fraction."),
            Beat(
                "strike",
                2,
                {"strike": "down", "consultation": "up"},
                "The war is over, and allies are consulted as they were before.",
            ),
            Beat(
                "conditionality",
                1,
                {"conditionality": "down", "exit_talk": "down", "coordination": "down"},
                "The threats fade and joint diplomacy ends. The promise stays half conditional.",
            ),
        ),
        makes="Oil peaks at {oil_peak:.0f} dollars. Credibility falls from {credibility_start:.0f} "
        "to {credibility_lowest:.0f} of 100 and ends at {credibility_end:.0f}: peace, and lasting "
        "damage. European capability ends at {capability_end:.0f}, after "
        "{exposure:.1f} years in which deterrence is below its level before the war.",
        refutes="If, some three years after the war, allied publics and governments again "
        "expect American help as much as before it, while conditions are still being voiced, then "
        "half a condition does not do the harm that this path claims.",
        sources=(
            Source(
                "TaylorTailored2026",
                _READING,
                "the first of its three paths: the war winds down, trust stays weaker, and Europe "
                "slowly becomes independent.",
            ),
        ),
        chapters=("scenarios", "credibility"),
    ),
    "breakdown": Story(
        title="Path 2: a long war, and a hollow alliance",
        cast="A White House that goes on with the war and asks for support; European governments "
        "that are not asked and do not give it. No court, no vote and no exit.",
        course=(
            Beat(
                "strike",
                0,
                {"strike": "up", "consultation": "down", "conditionality": "up", "exit_talk": "up"},
                "War without consultation. Support is now the price of the American promise, and "
                "leaving is talked about.",
            ),
            Beat(
                "european_effort",
                0,
                {"european_effort": "up"},
                "Europe funds a little over half of its plans.",
            ),
            Beat(
                "strike",
                1,
                {"strike": "down", "exit_talk": "down"},
                "The campaign slackens, the talk too. The condition stays.",
            ),
            Beat("strike", 2, {"strike": "down"}, "A low war remains, with no end in sight."),
        ),
        makes="The United States is still a member after {years} years, and credibility is down "
        "to {credibility_end:.0f} of 100. Support, commitment and belief have pulled one another "
        "down. Deterrence ends at {deterrence_end:.0f}, from {deterrence_start:.0f}. End the war "
        "alone and it ends hollow all the same, at {peace_end:.0f}.",
        refutes="If a threat to make protection conditional is followed by more allied support, "
        "and not by less, then the circle turns the other way. In the model nobody gives in to "
        "the condition; research finds that pressure can move allies.",
        sources=(
            Source(
                "TaylorTailored2026",
                _READING,
                "the second path, and the claim that an alliance can fail without anyone leaving.",
            ),
            Source(
                "Blankenship2023",
                "Blankenship (2023)",
                "pressure moves allies where abandonment is believable: the case that the model "
                "leaves out.",
            ),
        ),
        chapters=("scenarios", "fork"),
    ),
    "realignment": Story(
        title="Path 3: the shock forces the allies together",
        cast="The same White House, which changes its mind within half a year; European "
        "governments, which send ships and pay in full.",
        course=(
            Beat(
                "strike",
                0,
                {"strike": "up", "consultation": "down", "conditionality": "up", "exit_talk": "up"},
                "It begins like the first path: war, no consultation, conditions. "
                "Europe funds all that it has announced.",
            ),
            Beat(
                "consultation",
                1,
                {"consultation": "up", "coordination": "up"},
                "The price of oil brings both sides to one table: Washington consults, and "
                "escorts, talks and reserves become a joint matter.",
            ),
            Beat("strike", 1, {"strike": "down"}, "The campaign shrinks."),
            Beat(
                "conditionality",
                1,
                {"conditionality": "down", "exit_talk": "down"},
                "Most conditions are dropped, and nobody speaks of leaving.",
            ),
            Beat(
                "consultation",
                2,
                {"consultation": "down", "coordination": "down"},
                "The crisis is over and joint diplomacy ends. Allies are still consulted more than "
                "before the war.",
            ),
        ),
        makes="Credibility falls to {credibility_lowest:.0f} of 100, nearly as deep as in path 1, "
        "and comes back to {credibility_end:.0f}. Deterrence ends at {deterrence_end:.0f}, above "
        "its start, since Europe adds forces; and yet it spent {exposure:.1f} years below.",
        refutes="If allies consult and escort ships together through the crisis and expectations "
        "of American help still fall for years, then joint action does not restore belief.",
        sources=(
            Source(
                "TaylorTailored2026",
                _READING,
                "the third path: energy disruption forces renewed coordination.",
            ),
            Source(
                "McCalla1996",
                "McCalla (1996)",
                "NATO outlived its first enemy because it is part of a web of relations.",
            ),
            Source(
                "Wallander2000",
                "Wallander (2000)",
                "habits of planning and consulting serve purposes for which they were not made.",
            ),
        ),
        chapters=("scenarios", "hormuz"),
    ),
    "formal_exit": Story(
        title="Path 4: the United States leaves",
        cast="A president who gives notice, a Congress that does not stop it, and allies who lose "
        "the guarantee.",
        course=(
            Beat(
                "strike",
                0,
                {"strike": "up", "consultation": "down", "conditionality": "up", "exit_talk": "up"},
                "A short war, hard conditions, open talk of leaving.",
            ),
            Beat("strike", 2, {"strike": "down"}, "The war is over. The quarrel is not."),
            Beat(
                "exit_talk",
                1,
                {"exit_talk": "up"},
                "Notice is given; a year must pass.",
            ),
            Beat(
                "membership",
                1,
                {"membership": "down"},
                "The year is over: the United States is no longer a member.",
            ),
            Beat("exit_talk", 2, {"exit_talk": "down"}, "What there was to say has been said."),
        ),
        makes="Credibility ends at {credibility_end:.0f}: nobody is bound any more. European "
        "capability rises to {capability_end:.0f} of 100 and deterrence still ends at "
        "{deterrence_end:.0f}, from {deterrence_start:.0f}. Much of the trust goes before the door "
        "closes: on the day of the exit credibility is down to {credibility_at_exit:.0f}, from "
        "{credibility_start:.0f}.",
        refutes="If a state that has left by law still plans, exercises and stations forces with "
        "its former allies as before, and they believe in it, then membership means less than "
        "the model says, in which it is all or nothing.",
        sources=(_TREATY, _LAW),
        chapters=("withdrawal-law", "scenarios"),
    ),
    "exit_blocked": Story(
        title="Path 5: a court stops the exit",
        cast="A president who leaves, a court that says he may not, and allies who watch both.",
        course=(
            Beat(
                "strike",
                0,
                {"strike": "up", "consultation": "down", "conditionality": "up", "exit_talk": "up"},
                "As in path 4: a short war, hard conditions, talk of leaving.",
            ),
            Beat("exit_talk", 1, {"exit_talk": "up"}, "Notice is given."),
            Beat(
                "membership",
                1,
                {"membership": "down"},
                "Membership lapses, and the case goes through the courts.",
            ),
            Beat(
                "membership",
                2,
                {"membership": "up"},
                "The court rules: the United States is a member after all.",
            ),
            Beat(
                "exit_talk",
                2,
                {"exit_talk": "down"},
                "The talk ebbs. The conditions stay as hard as they were.",
            ),
        ),
        makes="The court restores membership, and credibility ends at {credibility_end:.0f} of "
        "100: hollow. It is not the lapse that did it. Without any lapse it would end at "
        "{no_lapse:.0f}; with the lapse and without the conditions at {no_conditions:.0f}.",
        refutes="If a ruling that keeps a state in an alliance is followed by a lasting rise in "
        "what its allies expect of it, although the conditions are still voiced, then law "
        "restores belief, and the model is wrong about courts.",
        sources=(
            Source(
                "TaylorTailored2026",
                _READING,
                "even if courts block a withdrawal, the quarrel itself deepens uncertainty.",
            ),
            _LAW,
            Source(
                "Goldwater1979",
                "Goldwater v. Carter (1979)",
                "the Supreme Court had a suit over the end of a treaty dismissed, without "
                "argument.",
            ),
        ),
        chapters=("withdrawal-law", "scenarios"),
    ),
    "european_pillar": Story(
        title="European pillar: Europe carries more, and nobody leaves",
        cast="European governments and parliaments, which pay for all that they have announced; "
        "Washington, which consults them and moves forces away step by step, by agreement. "
        "No war, no threat, no exit: this is a path of builders.",
        course=(
            Beat(
                "european_effort",
                0,
                {"european_effort": "up", "consultation": "up"},
                "European parliaments fund the announced rearmament in full. "
                "Washington and its allies decide together what is to move, and when.",
            ),
            Beat(
                "drawdown",
                0,
                {"drawdown": "up"},
                "A first tenth of the American forces leaves. Hardly any of the new European "
                "forces is in service yet.",
            ),
            Beat(
                "drawdown",
                1,
                {"drawdown": "up"},
                "The second tenth. What was ordered at the start begins to arrive.",
            ),
            Beat("drawdown", 2, {"drawdown": "up"}, "The third tenth."),
            Beat(
                "drawdown",
                3,
                {"drawdown": "up"},
                "The fourth and last. More than half of the American forces stay, and so does the "
                "treaty.",
            ),
        ),
        makes="European capability grows from {capability_start:.0f} to {capability_end:.0f} of "
        "100, and in the end Europe carries the larger part of deterrence "
        "({european_end:.0f} against {american_end:.0f}). But money arrives as forces only after "
        "{delay:.1f} years on average, and the Americans leave sooner: deterrence lies below its "
        "level of today for {exposure:.0f} of {years} years and ends at {deterrence_end:.0f}, from "
        "{deterrence_start:.0f}. Let the same forces leave at once, but only in year "
        "{late_year}, and the gap lasts {late_exposure:.0f} year. Credibility slips from "
        "{credibility_start:.0f} to {credibility_end:.0f} although nobody quarrels, because the "
        "model takes forces on the spot for a part of the promise.",
        refutes="Three things can be watched. If new European tankers, satellites and commands "
        "are in service within three years of their funding, the model's delay is too long. If "
        "allies' trust in American help does not fall where American forces leave by agreement, "
        "forces on the spot count for less than it says. And if Europeans who can do more also "
        "agree less, its capability counts for too much: here Europe is one actor, and "
        "Meijer and Brooks think that this is the weakest point.",
        sources=(
            Source(
                "Marcos2025",
                "Marcos (2025)",
                "the second reading: plans to restructure NATO along European lines, five years "
                "at least, and the open question of the American nuclear weapons.",
            ),
            Source(
                "Newsmax2025",
                "Newsmax and Reuters (2025)",
                "officials, by a Financial Times report: five to ten years to replace most of what "
                "the United States provides, nuclear weapons excepted, as a managed transfer.",
            ),
            Source(
                "Posen2025",
                "Posen (2025)",
                "for: an answer for the short term exists, from the armies that there are.",
            ),
            Source(
                "Howorth2018",
                "Howorth (2018)",
                "for: autonomy could in the longer term strengthen the bond.",
            ),
            Source(
                "MeijerBrooks2021",
                "Meijer and Brooks (2021)",
                "against: Europeans fear different things, and shortfalls are slow to close.",
            ),
            Source(
                "BurilkovWolff2025",
                "Burilkov and Wolff (2025)",
                "a price: 250 billion euros a year, and more if each army insures itself.",
            ),
        ),
        chapters=("autonomy", "fork"),
    ),
}

#: Year in which the pillar's draw-down comes at once, in the variant that its story tells.
_LATE = 9.0


def facts(name: str) -> dict[str, Any]:
    """Return the numbers of a preset's story, read off its run and variants of it.

    Parameters
    ----------
    name : str
        Name of a preset.

    Returns
    -------
    dict
        Shares as points of 100, prices in dollars a barrel, times in years.
    """
    scenario = SCENARIOS[name]
    run = simulate(scenario, years=YEARS)
    names = {
        "credibility": "credibility",
        "deterrence": "deterrence",
        "capability": "european_capability",
        "european": "european_deterrence",
        "american": "us_deterrence",
    }
    found: dict[str, Any] = {"years": YEARS, "outcome": OUTCOMES[classify(run)].words}
    for short, variable in names.items():
        found[f"{short}_start"] = 100 * float(run[variable].iloc[0])
        found[f"{short}_end"] = _points(run, variable)
    found["credibility_lowest"] = 100 * float(run["credibility"].min())
    found["oil_peak"] = price_before() * float(run["oil_price"].max())
    found["exposure"] = vulnerability(run)["years"]
    return found | _VARIANTS.get(name, lambda _: {})(scenario)


def _points(run: pd.DataFrame, variable: str, year: float | None = None) -> float:
    """Return a share at the end of a run, or in a year, as points of 100."""
    return 100 * float(run[variable].iloc[-1] if year is None else run[variable].loc[year])


def _end(scenario: Scenario) -> float:
    return _points(simulate(scenario, years=YEARS), "credibility")


def _of_breakdown(scenario: Scenario) -> dict[str, Any]:
    return {"peace_end": _end(scenario.with_lever("strike", 0.0))}


def _of_exit(scenario: Scenario) -> dict[str, Any]:
    year = list(scenario.levers["membership"])[1]
    return {
        "credibility_at_exit": _points(simulate(scenario, years=YEARS), "credibility", year),
    }


def _of_blocked(scenario: Scenario) -> dict[str, Any]:
    before = SCENARIOS["no_war"].value("conditionality", 0.0)
    return {
        "no_lapse": _end(scenario.with_lever("membership", 1.0)),
        "no_conditions": _end(scenario.with_lever("conditionality", before)),
    }


def _of_pillar(scenario: Scenario) -> dict[str, Any]:
    leaves = list(scenario.levers["drawdown"].values())[-1]
    late = simulate(scenario.with_lever("drawdown", {_LATE: leaves}), years=YEARS)
    return {
        "delay": _delay(),
        "late_year": f"{_LATE:g}",
        "late_exposure": vulnerability(late)["years"],
    }


def _delay() -> float:
    return next(q.value for q in PARAMETERS if q.name == "capability_time")


_VARIANTS = {
    "breakdown": _of_breakdown,
    "formal_exit": _of_exit,
    "exit_blocked": _of_blocked,
    "european_pillar": _of_pillar,
}


def _told(template: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a template with bare places, and what stands in them: other languages order anew."""
    makes, told = "", {}
    for text, name, spec, _ in Formatter().parse(template):
        makes += text
        if name is not None:
            makes += f"{{{name}}}"
            told[name] = format(values[name], spec or "")
    return {"makes": makes, "facts": told}


def packed() -> dict[str, dict[str, Any]]:
    """Return the stories for the page by preset, ready for JSON.

    Returns
    -------
    dict of str to dict
        ``title``, ``cast``, ``course`` (``year`` and ``text``), ``makes`` with the ``facts`` for
        its places, ``refutes``, ``sources`` (``key``, ``short``, ``says``) and ``chapters``
        (slugs).
    """
    return {
        name: {
            "title": story.title,
            "cast": story.cast,
            "course": [
                {"year": beat.year(SCENARIOS[name]), "text": beat.text} for beat in story.course
            ],
            **_told(story.makes, facts(name)),
            "refutes": story.refutes,
            "sources": [vars(source) for source in story.sources],
            "chapters": list(story.chapters),
        }
        for name, story in STORIES.items()
    }
