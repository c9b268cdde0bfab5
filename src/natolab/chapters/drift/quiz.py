"""Quiz of the chapter on drift."""

from __future__ import annotations

import math

from natolab.quizzes import Choice, Near, Numeric, Option, Quiz, Several

QUIZ = Quiz(
    "drift",
    (
        Choice(
            name="a_label_that_no_longer_fits",
            asks=(
                "A scale of UN votes is said to show how close states are to the US-led liberal "
                "order. In 2025 the United States leaps to its highest value on record, while its "
                "allies stay where they were. Which conclusion is the most careful?"
            ),
            objective=1,
            options=(
                Option(
                    "The United States came closer to that order than ever",
                    "So says the label, in a year in which by one report it voted no nine times "
                    "in ten.",
                ),
                Option(
                    "The allies have turned away from the United States",
                    "They stood at {allies_2024:.1f} in 2024 and at {allies_2025:.1f} in 2025; it "
                    "was the American position that moved.",
                ),
                Option(
                    "The scale is worthless, and with it all that it showed",
                    "It still separates those who vote alike from those who do not, so the "
                    "distance stands.",
                ),
                Option(
                    "The distance grew, and the label no longer fits",
                    "The label came from decades in which voting with Washington and supporting "
                    "that order went together.",
                    right=True,
                ),
            ),
            explains=(
                "A ruler can be reliable and no longer valid: it goes on measuring something, "
                "under the wrong name."
            ),
        ),
        Choice(
            name="a_hill_or_a_slope",
            asks=(
                "In the figure of the gaps the line of the older allies is a hill since 1960, "
                "that of the allies which joined from 1999 on a long way down. Why?"
            ),
            objective=2,
            about="fig-drift-gaps",
            options=(
                Option(
                    "The newer ones began far from the United States, some in the Warsaw Pact",
                    "They stood {new_1980:.1f} points away in 1980 and {new_2024:.1f} in 2024, "
                    "while the older ones had begun close by.",
                    right=True,
                ),
                Option(
                    "The mean of more states is always smaller",
                    "A mean does not shrink with the number of its members.",
                ),
                Option(
                    "The older allies left the American side once the newer ones had joined",
                    "Their gap widened up to 2005 and closed afterwards, while the newer ones "
                    "joined.",
                ),
            ),
            explains=(
                "Count all of today's allies and the story is convergence; count the older ones, "
                "and it is a hill. Say whom you count."
            ),
        ),
        Choice(
            name="two_points_up",
            asks=(
                "Suppose that 33 per cent of Germans view the United States favourably in one "
                "year and 35 in the next, each time in a sample of {germany_asked:,.0f}. What has "
                "happened to opinion?"
            ),
            objective=3,
            options=(
                Option(
                    "It has warmed, by two points",
                    "A step of that size may come from who happened to be asked.",
                ),
                Option(
                    "It may have warmed, cooled or stayed",
                    "A simple random sample of that size errs by up to {germany_error:.1f} points "
                    "in 19 cases of 20, and weighting makes the true error larger.",
                    right=True,
                ),
                Option(
                    "It has certainly not changed, since the step is within the error",
                    "Within the error, no change is as little shown as a change.",
                ),
            ),
            explains=(
                "The swings with presidents are many times the error; small steps from year to "
                "year are not."
            ),
        ),
        Choice(
            name="one_year_more",
            asks=(
                "Press 'Coming together' in the explorer, and then move the last year from 2024 "
                "to 2025. What becomes of the trend?"
            ),
            objective=4,
            about="drift",
            options=(
                Option(
                    "It turns upwards: the allies have drifted apart since 2005",
                    "The slope shrinks and still points down.",
                ),
                Option(
                    "It hardly changes, since 2025 is one year of 21",
                    "A far-off point at the end of a window pulls a straight line hard: the slope "
                    "shrinks to about a third.",
                ),
                Option(
                    "It still points down, but its interval now holds zero",
                    "One year is enough to turn a clear direction into none.",
                    right=True,
                ),
            ),
            explains=(
                "Each headline finds its window. Move both ends before you believe a trend, yours "
                "included."
            ),
        ),
        Numeric(
            name="a_wider_interval",
            asks=(
                "Around a trend each yearly error is correlated with the one before by r = "
                "{long_carry}. A rule of thumb counts n such years as "
                "n(1 \N{MINUS SIGN} r)/(1 + r) independent ones. By what factor does the interval "
                "of the slope widen?"
            ),
            objective=4,
            truth=lambda n: math.sqrt(_ratio(n["long_carry"])),
            unit="times the plain interval",
            within=0.05,
            digits=1,
            near=(
                Near(
                    lambda n: _ratio(n["long_carry"]),
                    "So many times fewer years count; an interval goes with the square root of "
                    "their number.",
                ),
                Near(
                    lambda n: 1 / math.sqrt(_ratio(n["long_carry"])),
                    "That would make it narrower; years that resemble each other hold less "
                    "information, not more.",
                ),
                Near(
                    lambda n: 1,
                    "That takes the years for independent, which is what the plain interval does.",
                ),
            ),
            explains=(
                "A widened interval may hold zero where the plain one does not: then the data no "
                "longer say which way the trend points."
            ),
        ),
        Choice(
            name="every_year_a_break",
            asks=(
                "A test asks whether one straight line or two fit the gap in UN votes better. All "
                "{breaks_tried:.0f} possible years of a break pass its threshold; {break_best} "
                "passes best. What has been found?"
            ),
            objective=5,
            options=(
                Option(
                    "That {break_best} is the year in which the alliance broke",
                    "The threshold holds for a year named before one looked, and not for the best "
                    "of {breaks_tried:.0f}.",
                ),
                Option(
                    "That a straight line is the wrong shape",
                    "A test that every year passes has not found a date; and it assumes that "
                    "errors do not carry over, which they do.",
                    right=True,
                ),
                Option(
                    "That the trend broke many times",
                    "Each year was tried alone, against one line; that says nothing of many "
                    "breaks.",
                ),
                Option(
                    "That the year 2017 can be ruled out",
                    "It passes too, and the line after it points down, towards a smaller gap.",
                ),
            ),
            explains="Name the year and the reason before you look, and count how many you tried.",
        ),
        Several(
            name="awkward_for_leaders",
            asks=(
                "'Drift comes and goes with leaders.' Which facts are awkward for this explanation?"
            ),
            objective=6,
            options=(
                Option(
                    "The gap in UN votes widened from 1960 to 2005",
                    "It did so for decades, under presidents of both parties.",
                    right=True,
                ),
                Option(
                    "Favourable views rose from {three_2008:.0f} to {three_2009:.0f} per cent in "
                    "Obama's first year",
                    "A swing with a president is what the explanation expects.",
                ),
                Option(
                    "About two thirds of the American soldiers left Europe between 1989 and 1995",
                    "They left under two presidents of two parties, when the Cold War was over.",
                    right=True,
                ),
                Option(
                    "In 2025 the American vote moved within a year and the allies' did not",
                    "The timing speaks for leaders, though one year is one year.",
                ),
            ),
            explains=(
                "The explanations may each hold for another ruler: the hill of votes, the waves "
                "of opinion, the flat line of soldiers."
            ),
        ),
    ),
)


def _ratio(carry: str) -> float:
    """Return how many years count for one, from the correlation as the prose shows it."""
    r = float(carry)
    return (1 + r) / (1 - r)
