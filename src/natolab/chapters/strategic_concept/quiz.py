"""Quiz of the chapter on the Strategic Concepts."""

from __future__ import annotations

from natolab.quizzes import Choice, Near, Option, Ordering, Quiz, Several, Short

QUIZ = Quiz(
    "strategic-concept",
    (
        Ordering(
            name="what_the_texts_wanted",
            asks=(
                "Six Strategic Concepts, each by what it is known for. Put them in order, oldest "
                "first."
            ),
            objective=1,
            items=(
                "Nuclear weapons from the outset, in place of missing divisions",
                "An answer to every attack that the attacker cannot predict",
                "Dialogue and cooperation, now that the Warsaw Pact is gone",
                "Crisis response beyond allied territory",
                "A true strategic partnership with Russia",
                "Russia as the most significant and direct threat",
            ),
            explains=(
                "1957, 1967, 1991, 1999, 2010 and 2022. The enemy of the first four texts was lost "
                "in 1991 and came back in 2022."
            ),
        ),
        Choice(
            name="counting_words",
            asks=(
                "By one political scientist's count the concepts of 2010 and 2022 mention Russia "
                "equally often. What follows?"
            ),
            objective=2,
            options=(
                Option(
                    "A count shows that a word is there, not what it does there",
                    "The first text wanted a partner, the second names the main threat.",
                    right=True,
                ),
                Option(
                    "The alliance's view of Russia hardly changed in twelve years",
                    "It turned from a partnership that was wanted to the most significant threat.",
                ),
                Option(
                    "The count must be wrong, since the texts judge Russia differently",
                    "Both can be true: as many mentions, and another meaning.",
                ),
            ),
            explains=(
                "To know what a word does, somebody must read. That is why texts are coded by a "
                "rule book."
            ),
        ),
        Several(
            name="what_changed_in_madrid",
            asks="What did the concept of 2022 change against that of 2010?",
            objective=3,
            options=(
                Option(
                    "Crisis management is a task no longer",
                    "It stayed one of three core tasks, a year after the end in Afghanistan.",
                ),
                Option(
                    "China appears, with policies that challenge the allies",
                    "In 2010 it did not appear at all.",
                    right=True,
                ),
                Option(
                    "NATO becomes a nuclear alliance",
                    "It had said in 2010 that it would be one as long as nuclear weapons exist.",
                ),
                Option(
                    "Climate change, hardly mentioned before, is a defining challenge",
                    "It is among the themes that the long agenda gained.",
                    right=True,
                ),
                Option(
                    "Collective defence is a purpose above all three core tasks",
                    "In 2010 it was one of the three; its successor is called deterrence and "
                    "defence.",
                    right=True,
                ),
            ),
            explains="What stayed is as telling as what changed.",
        ),
        Choice(
            name="zeros_on_the_left",
            asks=(
                "In the grid of themes the column of 1949 holds almost only zeros and that of 2022 "
                "none. Which explanation must be considered before one says that the alliance had "
                "fewer worries in 1949?"
            ),
            objective=4,
            about="fig-strategic-concept-themes",
            options=(
                Option(
                    "The older texts were coded by a stricter rule",
                    "All eight were coded by the same four rules.",
                ),
                Option(
                    "The zeros are missing values",
                    "A zero says that nothing we read shows the theme; doubtful entries carry a "
                    "question mark.",
                ),
                Option(
                    "We know less of the older texts, which were secret",
                    "A military text known from a few of historians' sentences is bound to show "
                    "fewer themes than one that lies open.",
                    right=True,
                ),
            ),
            explains=(
                "{themes_1949:.0f} of {themes:.0f} themes in 1949, {themes_1991:.0f} in 1991, all "
                "in 2022: the agenda grew, and so did what can be read."
            ),
        ),
        Choice(
            name="why_weights_raise_kappa",
            asks=(
                "Two readers code {items:.0f} passages from 0 to 3 and agree on {same:.0f}. Their "
                "kappa is {kappa:.2f}; if a miss by two steps counts twice as much as a miss by "
                "one, it is {kappa_weighted:.2f}. What does the difference show?"
            ),
            objective=4,
            options=(
                Option(
                    "That they agree more often than the plain kappa says",
                    "The share of equal codes is the same in both; what changed is what a miss "
                    "costs.",
                ),
                Option(
                    "That their misses are small ones",
                    "All are by one step, and so cost least where the size of a miss counts.",
                    right=True,
                ),
                Option(
                    "That agreement by chance is no longer taken off",
                    "It is taken off in both; that is what sets kappa apart from a share.",
                ),
                Option(
                    "That the second reader knows the subject better",
                    "Kappa says how far two readers agree, never which of them is right.",
                ),
            ),
            explains=(
                "Before you report agreement, say whether your codes have an order, and whether a "
                "near miss is as bad as a far one."
            ),
        ),
        Short(
            name="nearest_for_soldiers",
            asks=(
                "In the explorer choose the concept of 2022 as the first and count only soldiers' "
                "matters. Which concept is nearest to it? Give its year."
            ),
            objective=5,
            about="strategic_concept",
            accepts=("{near_soldiers}", "MC 14/3", "{near_soldiers}: MC 14/3", "flexible response"),
            near=(
                Near(
                    "{near_world}",
                    "That is the nearest when only the wider world counts, or all themes alike.",
                ),
                Near(
                    "1957",
                    "In our coding that text leads with nuclear weapons and leaves out "
                    "subversion; that of 2022 does neither.",
                ),
            ),
            explains=(
                "By the other themes it is {near_world}. Which of the two Madrid 'really' "
                "resembles is a question about weights, and no coding settles it."
            ),
        ),
        Choice(
            name="a_common_denominator",
            asks=(
                "One reading says that a Strategic Concept is a lowest common denominator: what "
                "one member dislikes goes. Which fact is hardest for it?"
            ),
            objective=6,
            options=(
                Option(
                    "In 2010 Turkey refused to let Iran be named, and no document named it",
                    "That is what the reading expects: a silence can be a concession.",
                ),
                Option(
                    "From 1991 to 2022 members grew in number, and so did the themes",
                    "A common denominator should shrink as members are added.",
                    right=True,
                ),
                Option(
                    "Neither 2001 nor 2014 brought a new text",
                    "It fits: agreement is hard, so governments wait until they can have it.",
                ),
            ),
            explains=(
                "Perhaps consensus works by adding everybody's wish, not by striking everybody's "
                "fear."
            ),
        ),
    ),
)
