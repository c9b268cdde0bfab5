"""Tempting wrong answers to the assignment on the strait."""

from natolab_grade.sources import Wrong

_MISSING = """
def missing(price, before, elasticities):
    return world * (1 - np.exp(-elasticities * np.log(price / before)))


study = studies.loc["{{ study }}"]
"""
_SMOOTH = """
smooth = ships.rolling({{ window }}).mean()
fig, ax = plt.subplots()
"""
_PRICE = """
price = 100 * spot["2026-01":"{{ until }}"] / spot["{{ base }}"].mean()
ax.plot(price, linestyle="--", label="Brent")
"""

WRONG = {
    "seen": (
        Wrong(
            """
def seen(first, last):
    return 100 * ships[first:last].sum() / ships["2025"].sum()
""",
            1,
            "Weeks are shorter than a year",
        ),
        Wrong(
            """
def seen(first, last):
    return 100 * ships[first:last].mean() / ships.mean()
""",
            0,
            "divides by the mean of all days in the table",
        ),
        Wrong(
            """
def seen(first, last):
    return 100 * ships[first:last].median() / ships["2025"].median()
""",
            1,
            "asked is the mean",
        ),
    ),
    "missing": (
        Wrong(
            """
def missing(price, before, elasticities):
    return world * elasticities * np.log(price / before)


study = studies.loc["{{ study }}"]
implied = missing(spot["{{ day }}"], spot["2026-02"].mean(), study["supply"] + study["demand"])
""",
            1,
            "takes the logarithm for the gap itself",
        ),
        Wrong(
            _MISSING
            + """
implied = missing(spot["{{ day }}"], spot["2026-02"].mean(), study["demand"])
""",
            3,
            "that is the gap if only buyers answer the price",
        ),
        Wrong(
            _MISSING
            + """
before = spot["2025"].mean()
implied = missing(spot["{{ day }}"], before, study["supply"] + study["demand"])
""",
            3,
            "that starts from the mean of 2025",
        ),
    ),
    "fence": (
        Wrong(
            """
def lowest(day, dimension, position):
    held = positions_on(positions, day)
    held = held[held["dimension"] == dimension]
    return 100 * len(held[held["position"] == position]) / max(len(held), 1)


def highest(day, dimension, position):
    held = positions_on(positions, day)
    held = held[held["dimension"] == dimension]
    unknown = len(allies) - len(held)
    return 100 * (len(held[held["position"] == position]) + unknown) / len(allies)
""",
            3,
            "divides by the allies that are documented",
        ),
        Wrong(
            """
def lowest(day, dimension, position):
    held = positions[(positions["from_date"] <= day) & (positions["dimension"] == dimension)]
    return 100 * len(held[held["position"] == position]) / len(allies)


def highest(day, dimension, position):
    held = positions[(positions["from_date"] <= day) & (positions["dimension"] == dimension)]
    return lowest(day, dimension, position) + 100 * (len(allies) - len(held)) / len(allies)
""",
            1,
            "An ally that changed its position has more than one",
        ),
        Wrong(
            """
def lowest(day, dimension, position):
    held = positions_on(positions, day)
    held = held[held["dimension"] == dimension]
    return 100 * len(held[held["position"] == position]) / len(allies)


def highest(day, dimension, position):
    held = positions_on(positions, day)
    held = held[held["dimension"] == dimension]
    return 100 * len(held[held["position"] == position]) / max(len(held), 1)
""",
            2,
            "is the share among the allies that are documented",
        ),
    ),
    "response": (
        Wrong(
            """
def response(edition, month):
    rows = forecasts[forecasts["month"] == month]
    expected = rows[rows["vintage"] == "2026-02-10"]["consumption_mb_per_day"].mean()
    used = rows[rows["vintage"] == edition]["consumption_mb_per_day"].mean()
    return (1 - used / expected) / (spot[month].mean() / spot["2026-02"].mean() - 1)
""",
            1,
            "divides plain changes",
        ),
        Wrong(
            """
def response(edition, month):
    rows = forecasts[forecasts["month"] == month]
    expected = rows[rows["vintage"] == "2026-02-10"]["supply_mb_per_day"].mean()
    made = rows[rows["vintage"] == edition]["supply_mb_per_day"].mean()
    return -np.log(made / expected) / np.log(spot[month].mean() / spot["2026-02"].mean())
""",
            1,
            "`response` uses supply",
        ),
        Wrong(
            """
def response(edition, month):
    rows = forecasts[forecasts["month"] == month]
    expected = rows[rows["vintage"] == "2026-02-10"]["consumption_mb_per_day"].mean()
    used = rows[rows["vintage"] == edition]["consumption_mb_per_day"].mean()
    return np.log(used / expected) / np.log(spot[month].mean() / spot["2026-02"].mean())
""",
            1,
            "the sign is turned round",
        ),
    ),
    "parted": (
        Wrong(
            """
fig, ax = plt.subplots()
ax.plot(100 * ships["2026-01":"{{ until }}"] / ships["{{ base }}"].mean(), label="ships")
"""
            + _PRICE
            + """
ax.set(ylabel="per cent of the mean of {{ base_words }}")
ax.legend()
""",
            1,
            "shows the ships day by day",
        ),
        Wrong(
            _SMOOTH
            + """
ax.plot(100 * smooth["2026-01":"{{ until }}"] / ships["2025"].mean(), label="ships")
price = 100 * spot["2026-01":"{{ until }}"] / spot["2025"].mean()
ax.plot(price, linestyle="--", label="Brent")
ax.set(ylabel="per cent of the mean of 2025")
ax.legend()
""",
            1,
            "shows per cent of the mean of 2025",
        ),
        Wrong(
            _SMOOTH
            + """
ax.plot(100 * smooth["2026-01":"{{ until }}"] / ships["{{ base }}"].mean(), label="ships")
"""
            + _PRICE
            + """
ax.set(ylabel="ships and Brent")
ax.legend()
""",
            1,
            "but not in which unit",
        ),
    ),
}
