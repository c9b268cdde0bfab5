"""Tempting wrong answers to the assignment on the model."""

from natolab_grade.sources import Wrong

_WORST = """

found = pd.Series(costs("{{ path }}"))
worst = found.idxmax()
"""
_CLOCK = """
years = list(range({{ first }}, {{ last }} + 1))
soon, later = [], []
for year in years:
    changed = breakdown.with_lever("conditionality", {0: 0.95, year: {{ relent }}})
    soon.append(simulate(changed, years=10)["credibility"].iloc[-1])
"""
_AXES = """
fig, ax = plt.subplots()
ax.plot(years, soon, label="ten years after the start")
ax.plot(years, later, linestyle="--", label="ten years after the change")
"""
_LABELS = """
ax.set(xlabel="year of the change", ylabel="credibility, share")
ax.legend()
"""

WRONG = {
    "ends": (
        Wrong(
            """
def ends(level, year):
    changed = breakdown.with_lever("conditionality", level)
    return simulate(changed)["credibility"].iloc[-1]
""",
            1,
            "lowers conditionality from the start",
        ),
        Wrong(
            """
def ends(level, year):
    changed = breakdown.with_lever("conditionality", {year: level})
    return simulate(changed)["credibility"].iloc[-1]
""",
            0,
            "leaves out where conditionality stands before it falls",
        ),
        Wrong(
            """
def ends(level, year):
    changed = breakdown.with_lever("conditionality", {0: 0.95, year: level})
    return simulate(changed)["credibility"].min()
""",
            1,
            "returns the lowest point of the run",
        ),
    ),
    "largest": (
        Wrong(
            """
def largest(b, g, h, limit):
    return 1 / b
""",
            1,
            "the answer at which distancing runs away",
        ),
        Wrong(
            """
def largest(b, g, h, limit):
    return (limit - g) / (h + b * limit)
""",
            1,
            "keeps the United States within the limit",
        ),
        Wrong(
            """
def largest(b, g, h, limit):
    return (1 - h / limit) / b
""",
            1,
            "Europe answers Washington's own grievance too",
        ),
    ),
    "costs": (
        Wrong(
            """
def costs(path):
    scenario, cost = SCENARIOS[path], {}
    whole = vulnerability(simulate(scenario))["area"]
    for lever in scenario.levers:
        without = scenario.with_lever(lever, 0)
        cost[lever] = whole - vulnerability(simulate(without))["area"]
    return cost


worst = "european_effort"
""",
            1,
            "`costs` sets each lever to nought",
        ),
        Wrong(
            """
def costs(path):
    scenario, cost = SCENARIOS[path], {}
    whole = vulnerability(simulate(scenario))["area"]
    for lever in scenario.levers:
        scenario = scenario.with_lever(lever, before[lever])
        cost[lever] = whole - vulnerability(simulate(scenario))["area"]
    return cost


worst = "european_effort"
""",
            1,
            "Start each run from the path as it is",
        ),
        Wrong(
            """
def costs(path):
    scenario, cost = SCENARIOS[path], {}
    whole = vulnerability(simulate(scenario))["area"]
    for lever in scenario.levers:
        without = scenario.with_lever(lever, before[lever])
        cost[lever] = vulnerability(simulate(without))["area"] - whole
    return cost
"""
            + _WORST,
            1,
            "has the sign turned round",
        ),
    ),
    "ahead": (
        Wrong(
            """
def ahead(first, second, begin, seed):
    rng = np.random.default_rng(seed)
    one = ensemble(first, draws=100, rng=rng).ends
    two = ensemble(second, draws=100, rng=rng).ends
    chosen = one["first_credibility"] >= begin
    return 100 * (two["deterrence"] > one["deterrence"])[chosen].mean()
""",
            0,
            "is ahead of itself",
        ),
        Wrong(
            """
def ahead(first, second, begin, seed):
    one = ensemble(first, draws=100, rng=np.random.default_rng(seed)).ends
    two = ensemble(second, draws=100, rng=np.random.default_rng(seed)).ends
    more = two["deterrence"] > one["deterrence"]
    return 100 * (more & (one["first_credibility"] >= begin)).mean()
""",
            3,
            "divides by all draws",
        ),
        Wrong(
            """
def ahead(first, second, begin, seed):
    one = ensemble(first, draws=100, rng=np.random.default_rng(seed)).ends
    two = ensemble(second, draws=100, rng=np.random.default_rng(seed)).ends
    return 100 * (two["deterrence"].mean() > one["deterrence"].mean())
""",
            1,
            "compares the means of the two ensembles",
        ),
    ),
    "clock": (
        Wrong(
            _CLOCK
            + """
    later.append(simulate(changed, years=20)["credibility"].iloc[-1])
"""
            + _AXES
            + _LABELS,
            1,
            "asked is ten years after the start, and ten years after the change",
        ),
        Wrong(
            _CLOCK
            + """
    later.append(simulate(changed, years=year)["credibility"].iloc[-1])
"""
            + _AXES
            + _LABELS,
            1,
            "stands at the moment of the change itself",
        ),
        Wrong(
            _CLOCK
            + """
    later.append(simulate(changed, years=year + 10)["credibility"].iloc[-1])
"""
            + _AXES
            + """
ax.set(ylabel="credibility, share")
ax.legend()
""",
            1,
            "The horizontal axis of `ax` has no label",
        ),
    ),
}
