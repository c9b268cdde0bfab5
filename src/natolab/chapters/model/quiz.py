"""Quiz of the chapter on the model."""

from __future__ import annotations

from natolab.chapters.model import distancing
from natolab.quizzes import Choice, Near, Numeric, Option, Quiz, Several, Short

#: Answers and grievances of the two sides that the quiz asks about.
_SIDES = {"a": 0.9, "b": 0.4, "g": 0.1, "h": 0.2}

QUIZ = Quiz(
    "model",
    (
        Choice(
            name="two_minus_signs",
            asks=(
                "Doubt about Washington lowers what Europe is willing to do. Less willingness "
                "lowers American commitment, and less commitment raises doubt. What kind of loop "
                "is this?"
            ),
            objective=1,
            options=(
                Option(
                    "A balancing one, since minus signs hold doubt in check",
                    "Two minus signs undo each other; only an odd number turns a push back "
                    "against itself.",
                ),
                Option(
                    "A reinforcing one, since there are two minus signs",
                    "Doubt to willingness is a minus, willingness to commitment a plus, "
                    "commitment to doubt a minus: an even number.",
                    right=True,
                ),
                Option(
                    "A reinforcing one for doubt; trust would need another loop, all plus signs",
                    "The same arrows carry a push upwards too: less doubt makes Europe more "
                    "willing, and so on round.",
                ),
            ),
            explains=(
                "Count the minus signs: an even number makes a loop reinforcing, whichever way the "
                "push goes."
            ),
        ),
        Numeric(
            name="where_two_sides_rest",
            asks=(
                "Two sides keep a distance from each other. The first moves towards a goal of 0.1 "
                "plus 0.9 times the other's distance, the second towards 0.2 plus 0.4 times the "
                "first's. At what distance does the first come to rest?"
            ),
            objective=2,
            truth=lambda n: distancing.rest(**_SIDES).us,
            unit="units of distance",
            within=0.01,
            digits=2,
            near=(
                Near(
                    lambda n: distancing.rest(**_SIDES).europe,
                    "That is where the second side rests.",
                ),
                Near(
                    lambda n: _SIDES["g"] + _SIDES["a"] * _SIDES["h"],
                    "That is after a single round; the second side answers this distance in turn, "
                    "and the first answers again.",
                ),
                Near(
                    lambda n: _SIDES["g"],
                    "That is its grievance alone, without any answer to the other.",
                ),
            ),
            explains=(
                "At rest nothing moves, so that both goals are reached at once: put one equation "
                "into the other and divide by one minus the product of the answers."
            ),
        ),
        Choice(
            name="one_answer_above_one",
            asks=(
                "In a model of two sides, one answers each unit of the other's distance with 1.6 "
                "units of its own, the other with 0.5. What becomes of their distances?"
            ),
            objective=3,
            options=(
                Option(
                    "They settle, though shocks last long",
                    "The product of the answers is below one, so that each round adds less than "
                    "the last; close to one, the rounds fade slowly.",
                    right=True,
                ),
                Option(
                    "They run away, because one side answers with more than it gets",
                    "A round passes both sides: what the first blows up the second shrinks, and "
                    "only the product counts.",
                ),
                Option(
                    "That depends on their grievances",
                    "Grievances say where two sides come to rest, not whether they do.",
                ),
            ),
            explains=(
                "The gain of the loop is a product, so that no share of a spiral belongs to one "
                "side."
            ),
        ),
        Choice(
            name="twice_the_repair",
            asks=(
                "Look at the chart of repairs that come sooner, later, or later and harder. At a "
                "delay of three years, what does twice the repair do to the distance?"
            ),
            objective=4,
            about="fig-model-delays",
            options=(
                Option(
                    "It swings about the same level and settles sooner",
                    "It does not settle: each swing is wider than the last, by "
                    "{swing_growth:.0f} per cent a year.",
                ),
                Option(
                    "Its swings grow until they pass the distance without repair",
                    "The repair answers the distance of some years ago, and so it pushes hardest "
                    "when it should let go.",
                    right=True,
                ),
                Option(
                    "It levels off, only lower",
                    "So does the run whose repair comes after three months; three years make "
                    "either line swing.",
                ),
            ),
            explains=(
                "A delay in a balancing loop makes it overshoot, and more effort at the wrong time "
                "makes matters worse."
            ),
        ),
        Choice(
            name="the_hand_that_pushes",
            asks=(
                "In the explorer choose Path 1, de-escalation, watch credibility and look at the "
                "ranking of the cuts. Which cut moves credibility most?"
            ),
            objective=5,
            about="cut_loop",
            options=(
                Option(
                    "Energy, because the war works through the price of oil",
                    "Cutting energy stands far down: it never moves credibility by more than "
                    "{energy_most:.3f} on average over ten years.",
                ),
                Option(
                    "Mutual distancing, the loop on which the argument of the reading rests",
                    "It moves credibility by {distancing_apart:.2f} on average, about a third of "
                    "what leads here.",
                ),
                Option(
                    "The effect of exit talk, a push from outside in no loop",
                    "It moves credibility by {talk_apart:.2f} on average, and nothing in the model "
                    "answers it.",
                    right=True,
                ),
            ),
            explains=(
                "Whoever explains everything in the model by loops overlooks the levers that push."
            ),
        ),
        Several(
            name="cuts_together",
            asks=(
                "In the model's scenario of breakdown, cutting mutual distancing alone raises "
                "credibility after ten years by {gain_distancing:.2f}, cutting hedging alone by "
                "{gain_hedging:.2f}, cutting memory alone by {gain_memory:.2f}. All three cuts "
                "together raise it by {gain_three:.2f}. What follows?"
            ),
            objective=5,
            options=(
                Option(
                    "While one of the three is whole, it does much of the others' work",
                    "That is why no single cut shows what they do together.",
                    right=True,
                ),
                Option(
                    "The three work independently of each other",
                    "Then the gains would add up, and together they are more than twice the sum.",
                ),
                Option(
                    "Cuts one at a time may make a mechanism look idle that is not",
                    "Hedging alone looks like nothing here, and with the others it matters.",
                    right=True,
                ),
                Option(
                    "In the world, too, these three carry a spiral of distrust",
                    "Cutting a loop shows what the equations do; whether the world has these "
                    "equations is another question.",
                ),
            ),
            explains=(
                "A cut tests the model's equations, and one cut tests them while everything else "
                "is still at work."
            ),
        ),
        Short(
            name="the_way_back",
            asks=(
                "In the model a guarantee is made more and more conditional until trust breaks. "
                "When the conditions are taken back, trust does not return where it broke but only "
                "far lower. What is this lag called?"
            ),
            objective=4,
            accepts=("hysteresis", "hysteresis loop"),
            near=(
                Near(
                    "delay",
                    "A delay passes if one waits; here trust stays away however long one waits.",
                ),
                Near(
                    "path dependence",
                    "That is the wider word for two places of rest between which the past decides; "
                    "the lag between the two thresholds has a name of its own.",
                ),
                Near(
                    "tipping point",
                    "That is one threshold; asked for is the gap between the way up and the way "
                    "down.",
                ),
            ),
            explains=(
                "In the whole model trust breaks at a conditionality of {tip_up:.2f} and returns "
                "only below {tip_down:.2f}."
            ),
        ),
        Choice(
            name="neighbouring_equations",
            asks=(
                "In 1951 Richardson asked whether an arms race could end without fighting. A "
                "letter to the journal wanted to know whether he had tried other equations, just "
                "as plausible. What kind of doubt is this?"
            ),
            objective=6,
            options=(
                Option(
                    "A doubt about the form of the equations, which no range of numbers covers",
                    "It is called structural uncertainty: a linear model runs away or settles, "
                    "an S-shaped one tips.",
                    right=True,
                ),
                Option(
                    "A doubt about the parameters, which wider ranges for all of them would show",
                    "A wider range draws other numbers for the same equation; the equation itself "
                    "is never drawn.",
                ),
                Option(
                    "A doubt that ends once a model fits the record, since that proves it",
                    "Oreskes and her co-authors answer that other models may fit as well, so that "
                    "agreement confirms in part only.",
                ),
            ),
            explains=(
                "Powell, who defends formal work, compares it to an accounting standard: author "
                "and critic can both see what is in an argument, and what is missing."
            ),
        ),
    ),
)
