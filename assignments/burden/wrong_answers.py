"""Tempting wrong answers to the assignment on burden-sharing."""

from natolab_grade.sources import Wrong

_AXES = """
region = nato[nato["region"] == "{{ region }}"]
by_year = region.groupby("year")
whole = 100 * by_year["spending_musd"].sum() / by_year["gdp_musd"].sum()
mean = by_year["share_pct"].mean()
fig, ax = plt.subplots()
"""

WRONG = {
    "count": (
        Wrong(
            """
then = nato[nato["year"] == {{ year }}]
below = then[then["share_pct"] < {{ line }}]
reached = len(below)
weight = 100 * below["gdp_musd"].sum() / then["gdp_musd"].sum()
""",
            1,
            "those are the allies below the line",
        ),
        Wrong(
            """
then = nato[nato["year"] == {{ year }}]
above = then[then["share_pct"] >= {{ line }}]
reached = len(above)
weight = 100 * len(above) / len(then)
""",
            2,
            "each counted alike",
        ),
        Wrong(
            """
above = nato[nato["share_pct"] >= {{ line }}]
reached = len(above)
weight = 100 * above["gdp_musd"].sum() / nato["gdp_musd"].sum()
""",
            0,
            "a number in allies between 1 and 31 is to be expected",
        ),
    ),
    "rise": (
        Wrong(
            """
ally = nato[nato["country"] == "{{ ally }}"].set_index("year")
old, new = ally.loc[{{ first }}], ally.loc[{{ last }}]
points = new["share_pct"] - old["share_pct"]
still = old["share_pct"]
""",
            2,
            "when the economy was another",
        ),
        Wrong(
            """
ally = nato[nato["country"] == "{{ ally }}"].set_index("year")
old, new = ally.loc[{{ first }}], ally.loc[{{ last }}]
points = old["share_pct"] - new["share_pct"]
still = 100 * old["spending_musd"] / new["gdp_musd"]
""",
            3,
            "the sign is turned round",
        ),
        Wrong(
            """
ally = nato[nato["country"] == "{{ ally }}"].set_index("year")
old, new = ally.loc[{{ first }}], ally.loc[{{ last }}]
points = new["share_pct"] - old["share_pct"]
still = 100 * new["spending_musd"] / old["gdp_musd"]
""",
            2,
            "asked is the other way round",
        ),
    ),
    "shortfall": (
        Wrong(
            """
def shortfall(table, year, goal):
    then = table[table["year"] == year]
    return ((goal - then["share_pct"]) / 100 * then["gdp_musd"]).sum() / 1000
""",
            0,
            "which is too small",
        ),
        Wrong(
            """
def shortfall(table, year, goal):
    then = table[table["year"] == year]
    below = then[then["share_pct"] < 2]
    return ((2 - below["share_pct"]) / 100 * below["gdp_musd"]).sum() / 1000
""",
            1,
            "what is asked is a number in billion dollars",
        ),
        Wrong(
            """
def shortfall(table, year, goal):
    below = table[(table["year"] == year) & (table["share_pct"] < goal)]
    return ((goal - below["share_pct"]) / 100 * below["gdp_musd"]).mean() / 1000
""",
            1,
            "on average",
        ),
    ),
    "climb": (
        Wrong(
            """
nato_2024 = nato[nato["year"] == 2024].set_index("country")
below = nato_2024[nato_2024["share_pct"] < {{ hague }}]
climb = 100 * (({{ hague }} / below["share_pct"]) ** (1 / ({{ target }} - 2024)) - 1)
""",
            1,
            "leaves out that the economies grow",
        ),
        Wrong(
            """
nato_2024 = nato[nato["year"] == 2024].set_index("country")
below = nato_2024[nato_2024["share_pct"] < {{ hague }}]
years = {{ target }} - 2024
times = {{ hague }} / below["share_pct"] * (1 + {{ growth }} / 100) ** years
climb = 100 * (times - 1) / years
""",
            1,
            "grows again this year",
        ),
        Wrong(
            """
nato_2024 = nato[nato["year"] == 2024].set_index("country")
below = nato_2024[nato_2024["share_pct"] < {{ hague }}]
climb = {{ hague }} - below["share_pct"]
""",
            1,
            "holds the missing points of GDP",
        ),
    ),
    "two_means": (
        Wrong(
            _AXES
            + """
ax.plot(whole, label="the region as a whole")
ax.set(ylabel="per cent of GDP")
""",
            1,
            "shows 1 line",
        ),
        Wrong(
            _AXES
            + """
ax.plot(whole)
ax.plot(mean, linestyle="--")
ax.set(ylabel="per cent of GDP")
""",
            1,
            "which line is which",
        ),
        Wrong(
            _AXES
            + """
ax.plot(by_year["spending_musd"].sum(), label="the region as a whole")
ax.plot(mean, linestyle="--", label="mean of its allies")
ax.set(ylabel="per cent of GDP")
ax.legend()
""",
            1,
            "the value of the line",
        ),
    ),
}
