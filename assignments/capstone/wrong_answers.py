"""Tempting wrong answers to the capstone."""

from natolab_grade.sources import Wrong

_COUNTER = """
counter = Scenario.from_yaml(\"""
name: pay first
description: Forces of its own protect Europe whatever Washington says, since forces outlast moods.
levers:
  strike: {{ crisis }}
  consultation: {0: 0.1}
  conditionality: {0: 0.7, 2: 0.55}
  exit_talk: {0: 0.6, 1: 0.2}
  european_effort: {0: 0.5, 0.5: 1.0}
\""")
"""
_TURN = """
lever, year = "conditionality", 2.0
end = simulate(mine, years=horizon)[measure].iloc[-1]
levels = np.linspace(0, 1, 11)
ends = []
for level in levels:
    other = counter.with_lever(lever, counter.until(lever, year) | {year: level})
    ends.append(simulate(other, years=horizon)[measure].iloc[-1])
fig, ax = plt.subplots()
"""
_LABELS = """
ax.set(xlabel="level of conditionality", ylabel="lead of mine, share")
"""

WRONG = {
    "mine": (
        Wrong(
            """
mine = Scenario.from_yaml(\"""
name: talk first
description: An early end to the conditions restores more than money does, since belief follows it.
levers:
  strike: {{ crisis }}
  consultation: {0: 0.5, 1: 0.5}
  exit_talk: {0: 0.05, 2: 0.05}
  conditionality: {0: 0.7, 1: 0.3}
  european_effort: {0: 0.3}
\""")
""",
            6,
            "the others stand where they stood before it",
        ),
        Wrong(
            """
mine = Scenario.from_yaml(\"""
name: talk first
description: An early end to the conditions restores more than money does, since belief follows it.
levers:
  strike: {0: 1.0, 0.25: 0.0}
  consultation: {0: 0.1, 0.5: 0.7}
  conditionality: {0: 0.7, 1: 0.3}
  exit_talk: {0: 0.6, 1: 0.1}
\""")
""",
            8,
            "nobody may win by assuming another war",
        ),
        Wrong(
            """
mine = SCENARIOS["realignment"].with_lever("strike", crisis, name="my own")
""",
            6,
            "is the course's path realignment",
        ),
    ),
    "counter": (
        Wrong(
            """
counter = SCENARIOS["breakdown"]
handed_in = to_link(mine, counter)
""",
            4,
            "The other side does not want another war",
        ),
        Wrong(
            _COUNTER
            + """
handed_in = to_link(counter, mine)
""",
            6,
            "yours comes first",
        ),
        Wrong(
            _COUNTER
            + """
handed_in = to_link(mine, "breakdown")
""",
            6,
            "and not with `counter`",
        ),
    ),
    "hangs_on": (
        Wrong(
            """
def hangs_on(scenario, measure):
    ends = {}
    for lever in scenario.levers:
        without = scenario.with_lever(lever, 0)
        ends[lever] = simulate(without, years={{ horizon }})[measure].iloc[-1]
    return ends
""",
            2,
            "sets each lever to nought",
        ),
        Wrong(
            """
def hangs_on(scenario, measure):
    ends = {}
    for lever in scenario.levers:
        scenario = scenario.with_lever(lever, before[lever])
        ends[lever] = simulate(scenario, years={{ horizon }})[measure].iloc[-1]
    return ends
""",
            2,
            "start each run from the scenario as it is",
        ),
        Wrong(
            """
def hangs_on(scenario, measure):
    ends = {}
    for lever in scenario.levers:
        without = scenario.with_lever(lever, before[lever])
        ends[lever] = simulate(without, years={{ horizon }})["{{ measure }}"].iloc[-1]
    return ends
""",
            5,
            "use the measure that it is given",
        ),
    ),
    "ahead": (
        Wrong(
            """
def ahead(one, other, measure, seed):
    rng = np.random.default_rng(seed)
    first = ensemble(one, draws=100, rng=rng, years={{ horizon }}).ends
    second = ensemble(other, draws=100, rng=rng, years={{ horizon }}).ends
    return 100 * (first[measure] > second[measure]).mean()
""",
            0,
            "is ahead of itself",
        ),
        Wrong(
            """
def ahead(one, other, measure, seed):
    first = ensemble(one, draws=100, rng=np.random.default_rng(seed), years={{ horizon }}).ends
    second = ensemble(other, draws=100, rng=np.random.default_rng(seed), years={{ horizon }}).ends
    return 100 * (first[measure].mean() > second[measure].mean())
""",
            3,
            "compares the means of the two ensembles",
        ),
        Wrong(
            """
def ahead(one, other, measure, seed):
    first = ensemble(one, draws=100, rng=np.random.default_rng(seed), years={{ horizon }}).ends
    second = ensemble(other, draws=100, rng=np.random.default_rng(seed), years={{ horizon }}).ends
    return (first[measure] > second[measure]).mean()
""",
            3,
            "that is a share of one",
        ),
    ),
    "turn": (
        Wrong(
            _TURN
            + """
ax.plot(levels, ends)
"""
            + _LABELS,
            2,
            "asked is how far yours is ahead of it",
        ),
        Wrong(
            _TURN
            + """
ax.plot(levels, np.array(ends) - end)
"""
            + _LABELS,
            2,
            "how far the other side is ahead",
        ),
        Wrong(
            _TURN
            + """
ax.plot(levels, end - np.array(ends))
ax.set(ylabel="lead of mine, share")
""",
            2,
            "The horizontal axis of `ax` has no label",
        ),
    ),
}
