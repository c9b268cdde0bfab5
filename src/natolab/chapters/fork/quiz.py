"""Quiz of the chapter on the fork."""

from __future__ import annotations

from natolab.chapters.fork.worked_example import DROPPED, FULL, KEPT, LESS
from natolab.methods import evidence
from natolab.quizzes import Choice, Near, Numeric, Option, Ordering, Quiz

#: A belief beforehand, and how likely an observation is under either hypothesis.
_BELIEF, _IF_TRUE, _IF_FALSE = 0.4, 0.6, 0.2


def _moved(belief: float) -> float:
    """Return in per cent where the observation moves a belief."""
    return 100 * evidence.path(belief, [evidence.weight(_IF_TRUE, _IF_FALSE, "yes")])[-1]


QUIZ = Quiz(
    "fork",
    (
        Choice(
            name="conditional_and_collective",
            asks=(
                "A promise of defence may depend on something and still be collective. Which of "
                "these conditions is set by all, about the common burden, and known beforehand?"
            ),
            objective=1,
            options=(
                Option(
                    "A review of which allies opened their bases in a war elsewhere",
                    "One sets it, after the fact, about a war outside the treaty's area.",
                ),
                Option(
                    "A guideline of all allies to spend 3.5 per cent on core defence",
                    "It is a condition, and a collective one: what differs is on what, by whom and "
                    "when.",
                    right=True,
                ),
                Option(
                    "None: whatever depends on a condition is no longer collective",
                    "The treaty itself leaves it to each ally what help it deems necessary; "
                    "conditions were always there.",
                ),
            ),
            explains=(
                "Instead of collective or conditional, ask three things: conditional on what, set "
                "by whom, and known when?"
            ),
        ),
        Choice(
            name="four_fifths_insured",
            asks=(
                "In the chapter's model a single ally pays by the year, and its protector helps as "
                "long as that costs no more than the payments are worth. Only "
                "{deal_alone_unmet:.0f} per cent of crises are too large. How much of its risk is "
                "left to it?"
            ),
            objective=2,
            options=(
                Option(
                    "More than half of what all crises cost, and the worst cases",
                    "The few large crises hold {deal_alone_cost:.0f} per cent of the cost, and an "
                    "adversary need only choose one of them.",
                    right=True,
                ),
                Option(
                    "About a fifth of what all crises cost, since a fifth of them is unmet",
                    "That would be so if crises were alike; the unmet ones are the large ones.",
                ),
                Option(
                    "Hardly any, as long as it pays the highest price every year",
                    "Even the highest price buys help only up to a limit: to be sure of nine "
                    "crises in ten it would have to pay more than it would.",
                ),
            ),
            explains=(
                "In the model a contract by the year holds in small crises and fails in large "
                "ones; allies who would leave together make it reach further, and tempt each other "
                "to ride free."
            ),
        ),
        Choice(
            name="only_a_no_would_be_news",
            asks=(
                "Look at the chart of what a yes and a no do to the odds. For which indicator "
                "would a yes tell next to nothing, and a no a good deal?"
            ),
            objective=3,
            about="fig-fork-weights",
            options=(
                Option(
                    "Ten allies at 3.5 %",
                    "Here neither tells anything: fear of Russia and American pressure both "
                    "predict the spending.",
                ),
                Option(
                    "Review names refusals",
                    "Here a yes tells most of all: it divides the odds by four.",
                ),
                Option(
                    "Summit repeats Article 5",
                    "Both beliefs expect such words, so that only their absence would be news: it "
                    "multiplies the odds by {words_no:.2f}.",
                    right=True,
                ),
            ),
            explains=(
                "Evidence counts by how much better it fits one belief than the other, not by how "
                "loud it is. The likelihoods behind the chart are opinions of the authors."
            ),
        ),
        Numeric(
            name="odds_by_hand",
            asks=(
                "You hold a hypothesis to be true with 40 per cent. Something is observed that is "
                "likely with 60 per cent if it is true, and with 20 if it is not. How many per "
                "cent do you believe in it now?"
            ),
            objective=4,
            truth=lambda n: _moved(_BELIEF),
            unit="per cent",
            within=1,
            near=(
                Near(
                    lambda n: _moved(0.5),
                    "That is where somebody arrives who began with even odds; your 40 per cent "
                    "count too.",
                ),
                Near(
                    lambda n: 100 * _IF_TRUE,
                    "That is how likely the observation is if the hypothesis is true, not how "
                    "likely the hypothesis is.",
                ),
                Near(
                    lambda n: 100 * _BELIEF * _IF_TRUE / _IF_FALSE,
                    "The ratio multiplies the odds, not the belief, which cannot pass 100.",
                ),
            ),
            explains=(
                "The odds of 40 to 60 are multiplied by three, which makes two to one. With "
                "several observations the order does not matter."
            ),
        ),
        Choice(
            name="the_same_news",
            asks=(
                "In the explorer press “All for collective”, then move “How the other reads the "
                "evidence” to its low end. What happens to the two readers?"
            ),
            objective=4,
            about="fork",
            options=(
                Option(
                    "They converge more slowly, since the other is harder to convince",
                    "Slower convergence is what a starting belief can do; here each event means "
                    "the opposite to the other.",
                ),
                Option(
                    "They move apart on the same news, each becoming nearly sure",
                    "Readers who disagree on what would be likely need not converge, and neither "
                    "has to be irrational.",
                    right=True,
                ),
                Option(
                    "The other stays at 20 per cent, as the evidence no longer counts",
                    "That is the middle of the slider, at zero; at its low end the evidence counts "
                    "the other way round.",
                ),
            ),
            explains=(
                "Ask an opponent not how sure they are, but what they would expect to see if you "
                "were right."
            ),
        ),
        Ordering(
            name="four_worlds",
            asks=(
                "Look at the lower chart of the plane of conditionality and European effort. "
                f"Conditions that are kept stand at {KEPT:g}, conditions that are dropped at "
                f"{DROPPED:g}; full effort is {FULL:g}, that of before the war {LESS:g}. Order "
                "four worlds of the model by deterrence after ten years, the highest first."
            ),
            objective=5,
            about="fig-fork-plane",
            items=(
                "Conditions dropped, full European effort",
                "Conditions kept, full European effort",
                "Conditions dropped, effort as before the war",
                "Conditions kept, effort as before the war",
            ),
            explains=(
                "{deter_dropped_full:.2f}, {deter_kept_full:.2f}, {deter_dropped_less:.2f} and "
                "{deter_kept_less:.2f}. Whether conditions make Europe pay is not in the model: "
                "somebody puts it in by hand."
            ),
        ),
        Choice(
            name="a_point_in_a_review",
            asks=(
                "You review a scenario in which the United States draws down two fifths of its "
                "forces. Which of these points helps its author most?"
            ),
            objective=6,
            options=(
                Option(
                    "“Your advice turns round if fewer than about a sixth leave; what speaks for "
                    "two fifths?”",
                    "It comes from a run of the reviewer's own, says where the result hangs, and "
                    "can be answered.",
                    right=True,
                ),
                Option(
                    "“Interesting, but models cannot tell how states behave, and I see the future "
                    "of the alliance in another way.”",
                    "That is no review: it would fit any scenario, and the author can do nothing "
                    "with it.",
                ),
                Option(
                    "“Clear and convincing, above all the figures; a fine piece of work that "
                    "should be handed in as it is.”",
                    "Praise is no review either: it says nothing that the author could mend in an "
                    "hour.",
                ),
            ),
            explains=(
                "A good review gives numbers from its own run and separates what is wrong from "
                "what is disputed."
            ),
        ),
        Choice(
            name="a_test_that_can_hurt",
            asks=(
                "You believe that American protection will stay collective. Which entry in your "
                "register could make you give in?"
            ),
            objective=7,
            options=(
                Option(
                    "“Relations across the Atlantic will go through difficult years.”",
                    "Every side can explain that afterwards, and no day is named on which to look.",
                ),
                Option(
                    "“The summit of 2027 will repeat the words of Article 5.”",
                    "It has a day, but both beliefs expect it: if it comes true, nobody has to "
                    "give in.",
                ),
                Option(
                    "“By mid-2027 the review of forces gives refused bases as a ground.”",
                    "It has a day and a text to be read, and it is far likelier if you are wrong.",
                    right=True,
                ),
            ),
            explains=(
                "An entry needs an event, a day, a source and both likelihoods, written down "
                "before the fact."
            ),
        ),
    ),
)
