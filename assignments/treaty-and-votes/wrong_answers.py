"""Tempting wrong answers to the assignment on the treaty and its votes."""

from natolab_grade.sources import Wrong

_PARTY = (
    'members = votes[(votes["round"] == {{ accession }}) & (votes["party"] == "{{ party }}")]\n'
)
_YES = 'yes = len(members[members["vote"] == "yea"])\n'
_SINCE = """
since = by_year.loc[{{ base }}:2024]
us, others = since["spending_us"], since["spending_others"]
fig, ax = plt.subplots()
"""

WRONG = {
    "party": (
        Wrong(
            _PARTY + _YES + "share = 100 * yes / len(members)\n",
            2,
            "voted neither yea nor nay",
        ),
        Wrong(
            """
members = votes[votes["round"] == {{ accession }}]
yes = len(members[members["vote"] == "yea"])
share = 100 * yes / (yes + len(members[members["vote"] == "nay"]))
""",
            1,
            "the yeas of all parties",
        ),
        Wrong(
            _PARTY + _YES + 'share = yes / (yes + len(members[members["vote"] == "nay"]))\n',
            1,
            "a number in per cent between 1 and 100 is to be expected",
        ),
    ),
    "spare": (
        Wrong(
            """
def spare(yes, no, needed):
    return yes - np.floor(needed * (yes + no))
""",
            1,
            "which is too large",
        ),
        Wrong(
            """
def spare(yes, no, needed):
    return yes - np.ceil(2 / 3 * (yes + no))
""",
            0,
            "which is too small",
        ),
        Wrong(
            """
def spare(yes, no, needed):
    return yes - needed * (yes + no)
""",
            1,
            "a part of a senator",
        ),
    ),
    "people": (
        Wrong(
            """
between = rounds[rounds["round"] > {{ first }}]
joined = between["population_added"].sum()
inside = by_year["population"][{{ last }}] - by_year["population"][{{ first }}] - joined
""",
            1,
            "some of these rounds came after",
        ),
        Wrong(
            """
between = rounds[(rounds["round"] > {{ first }}) & (rounds["round"] <= {{ last }})]
joined = between["population_added"].sum()
inside = by_year["population"][{{ last }}] - by_year["population"][{{ first }}]
""",
            3,
            "that is the whole growth",
        ),
        Wrong(
            """
joined = by_year["members"][{{ last }}] - by_year["members"][{{ first }}]
inside = by_year["population"][{{ last }}] - by_year["population"][{{ first }}]
""",
            1,
            "what is asked is a number in million people",
        ),
    ),
    "share_if": (
        Wrong(
            """
def share_if(table, cut):
    left = table[table["ideal_point_1"] <= cut]
    yes, no = left[left["vote"] == "yea"], left[left["vote"] == "nay"]
    return 100 * len(yes) / (len(yes) + len(no))
""",
            0,
            "which is too large",
        ),
        Wrong(
            """
def share_if(table, cut):
    yes = table[(table["vote"] == "yea") & (table["ideal_point_1"] <= cut)]
    return 100 * len(yes) / len(table)
""",
            0,
            "which is too small",
        ),
        Wrong(
            """
def share_if(table, cut):
    yes = table[(table["vote"] == "yea") & (table["ideal_point_1"] <= 0.5)]
    cast = table[(table["vote"] == "yea") | (table["vote"] == "nay")]
    return 100 * len(yes) / len(cast)
""",
            1,
            "what is asked is a number in per cent",
        ),
    ),
    "lines": (
        Wrong(
            _SINCE
            + """
ax.plot(us, label="United States")
ax.plot(others, linestyle="--", label="other allies")
ax.set(ylabel="per cent")
ax.legend()
""",
            1,
            "the value of the line",
        ),
        Wrong(
            _SINCE
            + """
ax.plot(100 * us / us[{{ base }}], label="United States")
ax.plot(100 * others / us[{{ base }}], linestyle="--", label="other allies")
ax.set(ylabel="per cent of {{ base }}")
ax.legend()
""",
            1,
            "the value of the line",
        ),
        Wrong(
            _SINCE
            + """
ax.plot(100 * us / us[{{ base }}])
ax.plot(100 * others / others[{{ base }}], linestyle="--")
ax.set(ylabel="per cent of {{ base }}")
""",
            1,
            "which line is which",
        ),
    ),
}
