"""Quiz of the chapter on uncertainty."""

from __future__ import annotations

from natolab.quizzes import Choice, Near, Numeric, Option, Quiz, Several, Short

QUIZ = Quiz(
    "uncertainty",
    (
        Choice(
            name="what_an_ensemble_leaves_out",
            asks=(
                "In the model all parameters are drawn from their ranges {draws:,} times, and "
                "{hollow_long_as_it_is:.0f} per cent of the draws of a long war end hollow. Which "
                "doubt does that leave untouched?"
            ),
            objective=1,
            options=(
                Option(
                    "That an equation is wrong",
                    "Cut the link from European support to American commitment, and only "
                    "{hollow_long_no_link:.0f} per cent end hollow: no draw from a range does "
                    "that.",
                    right=True,
                ),
                Option(
                    "That the values in the table were chosen badly",
                    "That is the doubt for which the ranges are: of {many:,} sets of values drawn "
                    "from them all but {escapes} end hollow.",
                ),
                Option(
                    "That two parameters do together what neither does alone",
                    "All of them are drawn at once, so that their company is tried as well.",
                ),
            ),
            explains=(
                "An ensemble shows parametric uncertainty. To see structural uncertainty one has "
                "to write another model and compare."
            ),
        ),
        Several(
            name="what_moves_a_share",
            asks=(
                "A quarter of the draws of a short war end hollow in the model. Which of these "
                "changes that share a good deal, although nothing in the world has changed?"
            ),
            objective=2,
            options=(
                Option(
                    "Ten times as many draws from the same ranges",
                    "They only take away the noise of drawing, which is {noise:.0f} points at "
                    "{draws:,} draws.",
                ),
                Option(
                    "Ranges that are half as wide",
                    "Then {hollow_half:.0f} per cent end hollow: the share follows the box from "
                    "which one draws.",
                    right=True,
                ),
                Option(
                    "Leaving out the draws that begin with low credibility",
                    "Of those that begin at 0.6 or more only {trusting_hollow:.0f} per cent end "
                    "hollow, and where to begin is a judgement.",
                    right=True,
                ),
                Option(
                    "Another seed for the random numbers",
                    "Another seed moves the share by about as much as the noise of drawing, and no "
                    "more.",
                ),
            ),
            explains=(
                "A share of draws is a share of assumptions. As a probability it would need "
                "ranges, weights, independence, equations and levers that are facts."
            ),
        ),
        Numeric(
            name="noise_of_drawing",
            asks=(
                "With {draws:,} draws the share of hollow ends carries a noise of "
                "{noise:.1f} percentage points (two standard errors). How large is it with a "
                "quarter as many draws?"
            ),
            objective=2,
            truth=lambda n: 2 * n["noise"],
            unit="percentage points",
            within=0.3,
            digits=1,
            near=(
                Near(
                    lambda n: 4 * n["noise"],
                    "The noise goes with the square root of the number of draws, not with the "
                    "number itself.",
                ),
                Near(
                    lambda n: n["noise"] / 2,
                    "That is the noise with four times as many draws; fewer draws are noisier.",
                ),
                Near(
                    lambda n: n["noise"],
                    "The noise depends on how many draws there are.",
                ),
            ),
            explains=(
                "Four times the draws halve the noise. It is the only uncertainty that more "
                "computing removes."
            ),
        ),
        Choice(
            name="a_group_held_still",
            asks=(
                "In the explorer of ensembles, with its starting values, let the parameters of "
                "one group after the other stand still. For which group does the hollow share "
                "change least?"
            ),
            objective=3,
            about="uncertainty",
            options=(
                Option(
                    "Memory",
                    "Without it the hollow share falls to about a third of what it was.",
                ),
                Option(
                    "Security",
                    "Without it the hollow share falls by nearly a half.",
                ),
                Option(
                    "Energy",
                    "The oil shock of the short war is over long before the tenth year.",
                    right=True,
                ),
                Option(
                    "Politics",
                    "Without it the hollow share moves by a few points, and upwards.",
                ),
            ),
            explains=(
                "Which assumptions matter depends on the question: the answer belongs to one "
                "scenario and one outcome."
            ),
        ),
        Choice(
            name="below_the_diagonal",
            asks=(
                "Look at the chart of tipping points in random worlds of the model. No dot lies "
                "above the diagonal. What does that say?"
            ),
            objective=4,
            about="fig-uncertainty-worlds",
            options=(
                Option(
                    "Trust returns wherever the conditions are taken back far enough",
                    "The crosses below the chart are worlds in which it does not, however "
                    "unconditional the guarantee becomes again.",
                ),
                Option(
                    "Where trust returned, conditions first had to fall at least to where it had "
                    "ended",
                    "Mostly they had to fall further, and in some worlds trust stayed away "
                    "altogether.",
                    right=True,
                ),
                Option(
                    "Trust ends at about the same conditionality in every world, whatever the "
                    "parameters are",
                    "The dots are spread widely from left to right, and in more than half of the "
                    "worlds nothing tips at all.",
                ),
            ),
            explains=(
                "On the diagonal the way back would be the way there; below it lies hysteresis, "
                "the lag between the two."
            ),
        ),
        Short(
            name="of_all_the_hollow_runs",
            asks=(
                "A search for conditions draws a box. Nine in ten runs in the box end hollow; of "
                "all runs that end hollow the box holds two thirds. What are these two thirds "
                "called?"
            ),
            objective=5,
            accepts=("coverage", "the coverage", "coverage of the box"),
            near=(
                Near(
                    "density",
                    "That is the other share, of the runs in the box: nine in ten.",
                ),
                Near(
                    "quasi-p-value",
                    "That asks of each limit of the box how easily chance would do what it does.",
                ),
            ),
            explains=(
                "Each step of the search buys density at the price of coverage, so that a report "
                "needs both."
            ),
        ),
        Choice(
            name="right_for_the_wrong_reason",
            asks=(
                "Look at the hindcast of 2026. In June, which of the two runs lies closer to the "
                "price of oil, and what is that worth?"
            ),
            objective=6,
            about="fig-uncertainty-hindcast",
            options=(
                Option(
                    "The run given the real strait, and so the model is confirmed",
                    "In June that run lies far above the market, which had calmed down although "
                    "most ships stayed away.",
                ),
                Option(
                    "The run given the campaign, and so it is the better account of 2026",
                    "It opens the strait in spring, when ships stayed away; its price was right "
                    "for a reason that did not exist.",
                ),
                Option(
                    "The run given the campaign, and little, as it gets the strait wrong",
                    "In September its luck ended: the price rose again, and it misses by more than "
                    "twice as much as the other.",
                    right=True,
                ),
            ),
            explains=(
                "Record the steps and not only the ends: with the price alone, to August, the "
                "worse run would have won."
            ),
        ),
    ),
)
