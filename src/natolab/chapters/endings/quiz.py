"""Quiz of the chapter on endings."""

from __future__ import annotations

from natolab.methods import survival
from natolab.quizzes import Choice, Near, Numeric, Option, Quiz, Several, Short

#: Five invented pacts: their age in years when they ended or were last seen, and whether they
#: ended.
_AGES, _ENDED, _ASKED = [2.0, 5.0, 8.0, 4.0, 10.0], [True, True, True, False, False], 8


def _alive(ages: list[float], ended: list[bool]) -> float:
    """Return how many per cent live beyond the age that the quiz asks for."""
    return 100 * survival.survival_at(survival.kaplan_meier(ages, ended), _ASKED)


QUIZ = Quiz(
    "endings",
    (
        Several(
            name="what_comes_to_mind",
            asks=(
                "Look at the chart of eight cases that come to mind as the end of an alliance, and "
                "at the marks in which their lines stop. What do the marks show?"
            ),
            objective=1,
            about="fig-endings-famous",
            options=(
                Option(
                    "Most of the eight count as the end of a defence pact",
                    "Only two lines stop in a cross, the mark of a counted end.",
                ),
                Option(
                    "Some of the alliances are still in force in the data",
                    "Three lines stop in a circle: a quarrel, a departure from commands and the "
                    "end of an organisation did not end the pact.",
                    right=True,
                ),
                Option(
                    "At least one was never a promise of defence, as the data have it",
                    "The square marks the Baghdad Pact, whose end therefore is not counted.",
                    right=True,
                ),
                Option(
                    "The two oldest are left out because they lasted so long",
                    "They were signed before the data begin, which has nothing to do with how long "
                    "they lasted.",
                ),
            ),
            explains=(
                "What comes to mind is what made a story; alliances that expire quietly make none. "
                "Cases show how an ending happens, a count how often."
            ),
        ),
        Choice(
            name="two_answers_too_short",
            asks=(
                "Look at the three bars that say by which age half of the pacts had ended, with "
                "the clock stopped in 1970. Two are about half as long as the third. Why?"
            ),
            objective=2,
            about="fig-endings-clock",
            options=(
                Option(
                    "They leave out pacts that were broken, which ended early",
                    "Ends of every kind are in all three; they differ in the pacts that had not "
                    "ended.",
                ),
                Option(
                    "They throw out the living pacts, or treat them as dead",
                    "Either way the long lives that are still going on are cut short.",
                    right=True,
                ),
                Option(
                    "The third knows how long the pacts of 1970 went on to live",
                    "It uses the same incomplete data of 1970, and asks at each age how many of "
                    "those still under watch ended.",
                ),
            ),
            explains=(
                "{ended_1970:.1f} and {as_1970:.1f} years against {kaplan_1970:.1f}: a life that "
                "has not ended still tells that it lasted at least so long."
            ),
        ),
        Short(
            name="not_ended_yet",
            asks=(
                "A pact was still in force when the data end: it lasted at least so long, and "
                "nothing more is known. What is such a life called?"
            ),
            objective=2,
            accepts=(
                "censored",
                "right-censored",
                "right censored",
                "censoring",
                "a censored life",
            ),
            near=(
                Near(
                    "truncated",
                    "Truncation keeps cases out of the data altogether, such as pacts that ended "
                    "before the watching began.",
                ),
                Near(
                    "missing",
                    "It is not missing: the years that it was seen to live count.",
                ),
            ),
            explains=(
                "Censored lives count for as long as they were seen; the method assumes that those "
                "that leave our sight are like those that stay."
            ),
        ),
        Numeric(
            name="a_curve_by_hand",
            asks=(
                "Of five pacts three ended, at 2, 5 and 8 years. One was 4 and one 10 years old "
                "when last seen. By the method of Kaplan and Meier, how many per cent live beyond "
                "8 years?"
            ),
            objective=3,
            truth=lambda n: _alive(_AGES, _ENDED),
            unit="per cent",
            within=0.8,
            digits=1,
            near=(
                Near(
                    lambda n: _alive([*_AGES[:3], 11, 10], _ENDED),
                    "That lets the pact that was last seen at 4 live beyond 8, which nobody knows.",
                ),
                Near(
                    lambda n: _alive(_AGES, [True, True, True, True, False]),
                    "That lets the pact that was last seen at 4 end there, which nobody knows "
                    "either.",
                ),
                Near(
                    lambda n: _alive(_AGES[:3], _ENDED[:3]),
                    "That throws out the two pacts that had not ended.",
                ),
            ),
            explains=(
                "Four fifths live beyond 2; two thirds of these beyond 5, since three were still "
                "under watch; half of these beyond 8. Multiply."
            ),
        ),
        Choice(
            name="ten_more_years",
            asks=(
                "In the data, which end with 2016, {at67_alliance:.0f} per cent of all pacts reach "
                "the age of 67, and {from40_chance:.0f} per cent of those that reached 40 lived to "
                "50. NATO is {nato_years}. What do these data say of its next ten years?"
            ),
            objective=4,
            options=(
                Option(
                    "About {at67_alliance:.0f} per cent, as for pacts of that age",
                    "That is the chance of a newborn pact to get so far; what happened before an "
                    "age drops out once it is reached.",
                ),
                Option(
                    "About {from40_chance:.0f} per cent, since the risk is low past forty",
                    "That is another decade of life; to use it for this one is an assumption, "
                    "which the interval does not cover.",
                ),
                Option(
                    "Nothing, for no pact of the data was watched at such ages",
                    "The oldest was {oldest:.0f} years old when last seen; whoever gives a number "
                    "extrapolates, and should say so.",
                    right=True,
                ),
            ),
            explains=(
                "The chance at birth is not the chance of those who got far, and past the edge of "
                "the data a curve has no answer."
            ),
        ),
        Choice(
            name="a_narrower_class",
            asks=(
                "In the explorer begin with all pacts, then choose those signed since 1946, with "
                "three or more members, with a major power. What happens to the share that reaches "
                "NATO's age of 2016, and to its footing?"
            ),
            objective=5,
            about="endings",
            options=(
                Option(
                    "The share rises steeply, but it now rests on ten pacts",
                    "From {all_at:.0f} to {great_at:.0f} per cent; two endings in that class, and "
                    "one coder's decision would move it by several points.",
                    right=True,
                ),
                Option(
                    "The share rises, and is surer, since these are more like NATO",
                    "Likeness is bought with number: of {pacts} pacts ten are left, and the "
                    "interval covers most of the scale.",
                ),
                Option(
                    "The share hardly moves, since NATO is in both classes",
                    "NATO is one pact in either; the others decide, and the short-lived ones of "
                    "before 1946 have gone.",
                ),
            ),
            explains=(
                "A case belongs to many classes, and nothing in the frequencies says which is the "
                "right one: choose before you look, and show the neighbours."
            ),
        ),
        Choice(
            name="the_strongest_state",
            asks=(
                "Waltz answered in 1998 that NATO outlived its enemy because the strongest state "
                "wanted it for its own ends. Which of these does this account still have to "
                "explain away?"
            ),
            objective=6,
            options=(
                Option(
                    "That the alliance was enlarged after its enemy had gone",
                    "On this account enlargement is just how the strongest state held on to "
                    "European policy.",
                ),
                Option(
                    "That smaller states wanted the alliance too, and new ones joined",
                    "The will of one state does not say why the others share it.",
                    right=True,
                ),
                Option(
                    "That its institutions went on although the balance of power had changed",
                    "It calls the organisation moribund and kept alive: institutions that live on "
                    "are what it set out to explain.",
                ),
            ),
            explains=(
                "Each theory names a condition that can be looked up; Waltz's predicts that the "
                "alliance lasts as long as Washington wants it."
            ),
        ),
    ),
)
