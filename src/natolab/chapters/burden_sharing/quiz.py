"""Quiz of the chapter on burden-sharing."""

from __future__ import annotations

from natolab.chapters.burden_sharing.public_good import best_response
from natolab.quizzes import Choice, Near, Numeric, Option, Quiz, Several

#: Income and stake of the equal allies of the second question.
INCOME, STAKE = 100, 0.1

QUIZ = Quiz(
    "burden-sharing",
    (
        Choice(
            name="why_the_small_pay_nothing",
            asks=(
                "Two allies value defence alike, and each would spend a tenth of its income if it "
                "were alone. Defence protects both, whoever pays. The larger, with twice the "
                "income, ends up paying for everything. Why?"
            ),
            objective=1,
            options=(
                Option(
                    "The smaller cannot afford it",
                    "Alone it would spend a tenth of its income, as the larger would.",
                ),
                Option(
                    "The smaller already has enough",
                    "Each unit of the other's spending lowers its own need, and the larger buys "
                    "twice what the smaller would buy alone.",
                    right=True,
                ),
                Option(
                    "The larger has agreed to carry the smaller",
                    "In this game nobody agrees on anything: each answers what the other spends.",
                ),
                Option(
                    "The smaller cares less about being attacked",
                    "By assumption both value defence alike; only their incomes differ.",
                ),
            ),
            explains=(
                "Nobody need be lazy or wicked. Exploitation of the great by the small follows "
                "from size once the good is public."
            ),
        ),
        Numeric(
            name="two_equal_allies",
            asks=(
                "Now let two such allies earn 100 each. Each spends a tenth of its income, less "
                "nine tenths of what the other spends, and nothing if that is below zero. How "
                "much does each spend when neither wants to move?"
            ),
            objective=2,
            truth=lambda n: n["equals"],
            unit="units of income",
            within=0.1,
            digits=2,
            near=(
                Near(
                    lambda n: best_response(INCOME, STAKE, 0),
                    "That is what each would spend alone; if both did, each would want to cut.",
                ),
                Near(
                    lambda n: best_response(INCOME, STAKE, 0) / 2,
                    "That splits what one alone would buy; but if one spends that, the other "
                    "answers with a little more.",
                ),
                Near(
                    lambda n: best_response(INCOME, STAKE, best_response(INCOME, STAKE, 0)),
                    "That is the answer to an ally which spends as if it were alone; but then that "
                    "ally would not stay there.",
                ),
            ),
            explains=(
                "Both spend the same, an amount that is 10 less nine tenths of itself: 10 divided "
                "by 1.9. Equals share the bill equally, and still buy too little."
            ),
        ),
        Choice(
            name="the_decade_that_does_not_fit",
            asks=(
                "One theory says: when NATO turned to flexible response in 1967, forces began to "
                "serve their owners more than before, so that large allies should no longer spend "
                "larger shares than small ones. Look at the line of rank correlations. Which "
                "stretch fits this worst?"
            ),
            objective=3,
            about="fig-burden-sharing-size",
            options=(
                Option(
                    "The early 1960s",
                    "The line is high there, as the theory has it for the time before the change.",
                ),
                Option(
                    "The years from 1967 to 1971",
                    "The steep fall, from {rank_1960:.2f} in 1960 to {rank_1971:.2f} in 1971, is "
                    "what the theory predicts.",
                ),
                Option(
                    "The 1980s",
                    "Flexible response was still in force, and yet the line is back at a middling "
                    "level, {rank_1980s:.2f} on average.",
                    right=True,
                ),
            ),
            explains=(
                "The American build-up of those years is one candidate; with so few allies such a "
                "value may also be chance."
            ),
        ),
        Several(
            name="findings_about_free_riding",
            asks=(
                "'In alliances the small ride free on the great.' Which of these findings speak "
                "against that claim or limit it?"
            ),
            objective=3,
            options=(
                Option(
                    "Alley: in 204 alliances small members hardly cut when large ones raise",
                    "If they rode free, they would spend less when others spend more.",
                    right=True,
                ),
                Option(
                    "Kim and Sandler: from 2011 to 2017 larger allies spent larger shares",
                    "They call that clear exploitation; it is what the claim predicts.",
                ),
                Option(
                    "Plümper and Neumayer: most rode free, the smaller no more than the larger",
                    "Free riding without a tie to size is half of the claim only.",
                    right=True,
                ),
                Option(
                    "Our data: in 1960 the rank correlation of size and share was {rank_1960:.2f}",
                    "A value near 1 means that the larger paid more of their income, as the claim "
                    "says.",
                ),
            ),
            explains=(
                "A correlation of size and share can also have another cause: large states have "
                "wider interests."
            ),
        ),
        Choice(
            name="two_kinds_of_dollars",
            asks=(
                "The figure draws the American share of allied spending in two kinds of dollars. "
                "Which line climbs more between 1980 and 1985, and why?"
            ),
            objective=4,
            about="fig-burden-sharing-us",
            options=(
                Option(
                    "That in dollars of each year, because the dollar itself climbed",
                    "The same German army, turned into dearer dollars, shrank on paper.",
                    right=True,
                ),
                Option(
                    "That in dollars of 2023, because inflation has been taken out",
                    "It climbs too, but less: it uses one rate of exchange for all years.",
                ),
                Option(
                    "Both alike, because both show the American build-up",
                    "The build-up is in both, the exchange rate in one only.",
                ),
            ),
            explains=(
                "From {current_1980:.0f} to {current_1985:.0f} per cent in dollars of each year, "
                "from {constant_1980:.0f} to {constant_1985:.0f} in dollars of 2023."
            ),
        ),
        Choice(
            name="two_per_cent_without_a_dollar",
            asks=(
                "An ally that stood below 2 per cent of GDP reaches the line although it spends "
                "no more than the year before. How can that be?"
            ),
            objective=5,
            options=(
                Option(
                    "Its currency fell against the dollar",
                    "The share divides spending by GDP in the same money, so the rate drops out.",
                ),
                Option(
                    "It moved money from soldiers' pensions to tanks",
                    "Both count as defence: the share is the same, though what it buys is not.",
                ),
                Option(
                    "Its forces became more ready",
                    "Readiness is what one may want to measure; the share does not see it.",
                ),
                Option(
                    "Its economy shrank",
                    "A guideline in per cent can be met by a recession.",
                    right=True,
                ),
            ),
            explains=(
                "A share of GDP measures what a government gives up, not what the alliance gets."
            ),
        ),
        Numeric(
            name="who_is_late",
            asks=(
                "In the explorer leave the guideline at 3.5 per cent by 2035, and measure each "
                "ally's own pace since 2021. How many of the 31 allies miss the year at that pace?"
            ),
            objective=6,
            about="burden_sharing",
            truth=lambda n: n["late_2021"],
            unit="allies",
            within=0.5,
            near=(
                Near(
                    lambda n: n["late_2014"],
                    "That is with the pace since 2014, over which shares rose more slowly.",
                ),
                Near(lambda n: n["late_2019"], "That is with the pace since 2019."),
                Near(
                    lambda n: n["short_2024"],
                    "So many were below 3.5 per cent in 2024; some of them arrive in time.",
                ),
            ),
            explains=(
                "With the pace since 2014 it is {late_2014:.0f}, since 2019 {late_2019:.0f}. The "
                "window decides, and a line through two years is a question, not a forecast."
            ),
        ),
    ),
)
