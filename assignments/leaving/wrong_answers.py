"""Tempting wrong answers to the assignment on leaving the treaty."""

from natolab_grade.sources import Wrong

_CHANCES = """
chances = {
    "consent": 0.0,
    "act": {{ act }},
    "defy": {{ defy }},
    "suit": {{ suit }},
    "standing": {{ standing }},
    "review": {{ review }},
    "statute": {{ statute }},
    "in_time": {{ in_time }},
    "heeded": {{ heeded }},
}
now = shares(chances)
mended = shares({**chances, "standing": 0.9})
"""
_COUNTS = """
years = range({{ start }}, 2027)
alone_rows = endings[endings["authority"] == "president_alone"]
alone_by = [len(alone_rows[alone_rows["year"] <= year]) for year in years]
all_by = [len(endings[endings["year"] <= year]) for year in years]
fig, ax = plt.subplots()
"""

WRONG = {
    "alone": (
        Wrong(
            """
late = endings[endings["year"] >= {{ since }}]
alone = len(late[late["authority"] == "president_alone"])
part = 100 * alone / len(late)
""",
            1,
            "executive agreements, which never were before the Senate",
        ),
        Wrong(
            """
treaties = endings[(endings["kind"] == "treaty") & (endings["year"] >= {{ since }})]
alone = len(treaties[treaties["authority"] == "president_alone"])
part = 100 * alone / len(endings)
""",
            2,
            "beside the whole table",
        ),
        Wrong(
            """
treaties = endings[(endings["kind"] == "treaty") & (endings["year"] >= {{ since }})]
against = len(treaties[treaties["authority"] == "president_against_statute"])
alone = len(treaties[treaties["authority"] == "president_alone"]) + against
part = 100 * alone / len(treaties)
""",
            1,
            "as one who acted alone",
        ),
    ),
    "missing": (
        Wrong(
            """
def missing(yes, no):
    return max(0, two_thirds(yes + no) - yes)
""",
            1,
            "absence does not lower them",
        ),
        Wrong(
            """
def missing(yes, no):
    return max(0, two_thirds(100) - yes, cloture(100) - yes)
""",
            1,
            "two thirds of the senators present",
        ),
        Wrong(
            """
def missing(yes, no):
    return max(0, two_thirds(yes + no) - yes, cloture(yes + no) - yes)
""",
            1,
            "absence does not lower them",
        ),
        Wrong(
            """
def missing(yes, no):
    return max(two_thirds(yes + no), cloture(100)) - yes
""",
            1,
            "which is too small",
        ),
    ),
    "days_to_exit": (
        Wrong(
            """
def days_to_exit(told, consent):
    return (told + pd.Timedelta(days=180 + 365) - told).days
""",
            1,
            "does not wait for the consent",
        ),
        Wrong(
            """
def days_to_exit(told, consent):
    return (consent + pd.Timedelta(days=180 + 365) - told).days
""",
            1,
            "they run beside the vote",
        ),
        Wrong(
            """
def days_to_exit(told, consent):
    return (consent + pd.Timedelta(days=365) - told).days
""",
            0,
            "which is too small",
        ),
    ),
    "road": (
        Wrong(
            _CHANCES
            + """
out = 100 * (1 - now["stays_no_notice"] - now["stays_notice_withdrawn"] - now["exit_act"])
gain = 100 * (mended["stays_notice_withdrawn"] - now["stays_notice_withdrawn"])
""",
            3,
            "an Act also leads out",
        ),
        Wrong(
            _CHANCES
            + """
out = 100 * (1 - now["stays_no_notice"])
gain = 100 * (mended["stays_notice_withdrawn"] - now["stays_notice_withdrawn"])
""",
            3,
            "Some are taken back",
        ),
        Wrong(
            _CHANCES
            + """
out = 100 * (1 - now["stays_no_notice"] - now["stays_notice_withdrawn"])
gain = 100 * (0.9 - chances["standing"])
""",
            3,
            "how much `standing` itself rises",
        ),
    ),
    "practice": (
        Wrong(
            _COUNTS
            + """
ax.plot(years, alone_by, label="by a president alone")
ax.plot(years, all_by, linestyle="--", label="in any other way")
ax.set(ylabel="number of endings")
ax.legend()
""",
            1,
            "the value of the line",
        ),
        Wrong(
            _COUNTS
            + """
ax.plot(years, alone_by, label="by a president alone")
ax.set(ylabel="number of endings")
""",
            1,
            "shows 1 line",
        ),
        Wrong(
            _COUNTS
            + """
other_rows = endings[endings["authority"] != "president_alone"]
others_by = [len(other_rows[other_rows["year"] <= year]) for year in years]
ax.plot(years, alone_by, label="by a president alone")
ax.plot(years, others_by, linestyle="--", label="in any other way")
ax.legend()
""",
            1,
            "has no label",
        ),
    ),
}
