"""Quiz of the chapter on credibility."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from natolab.chapters.credibility.deterrence import belief_needed
from natolab.chapters.credibility.thresholds import CASE
from natolab.quizzes import Choice, Near, Numeric, Option, Quiz, Several

#: The case of the text with a larger prize: 45 alone, 15 below nothing if the guarantor comes.
LARGE = replace(CASE, prize=90)
#: The belief that just deters there; there is none only where nothing deters.
DETERS = cast(float, belief_needed(LARGE))

QUIZ = Quiz(
    "credibility",
    (
        Choice(
            name="a_strong_front",
            asks=(
                "In the explorer of deterrence lower the belief to 30 per cent: the attacker "
                "tries. Leave it there and raise the local strength from 0.5 to 1.5. What happens?"
            ),
            objective=1,
            about="deterrence",
            options=(
                Option(
                    "It still tries, since it doubts the guarantee as much as before",
                    "The doubt is the same, but an attack against such a front is worth less.",
                ),
                Option(
                    "It stays at home, since a strong front needs less belief",
                    "With such a front {needed_front:.0f} per cent of belief is enough.",
                    right=True,
                ),
                Option(
                    "It stays at home, since a strong front makes the guarantee more believable",
                    "In this model the belief is what you set; the slider has not moved.",
                ),
                Option(
                    "It stays at home, and would without any guarantor",
                    "Set the belief to zero, and it tries: alone the front does not hold it.",
                ),
            ),
            explains=(
                "What deters is belief and strength together. Doubt has a price, and in this "
                "model it is paid in soldiers."
            ),
        ),
        Numeric(
            name="a_larger_prize",
            asks=(
                "An attack is worth 45 to an attacker if the defender's guarantor stays away, and "
                "15 less than nothing if it comes; peace is worth nothing. Which chance of its "
                "coming just deters?"
            ),
            objective=2,
            truth=lambda n: 100 * DETERS,
            unit="per cent",
            within=1,
            near=(
                Near(
                    lambda n: 100 * (1 - DETERS),
                    "At that chance the gain still weighs three times as often; it is the chance "
                    "of staying away that may be so large.",
                ),
                Near(
                    lambda n: n["needed"],
                    "An even chance deters where gain and loss are equal; here the gain is larger.",
                ),
                Near(
                    lambda n: 100 * (1 - DETERS) / DETERS,
                    "That is the loss as a part of the gain; weigh both with their chances until "
                    "they add up to nothing.",
                ),
            ),
            explains=(
                "The loss times the chance of coming has to equal the gain times the chance of "
                "staying away: three to one."
            ),
        ),
        Choice(
            name="which_signal_moves",
            asks=(
                "In the figure of the two signals, which of them brings more guarantors to fight "
                "when challenged than would have fought without it?"
            ),
            objective=3,
            about="fig-credibility-signals",
            options=(
                Option(
                    "Tied hands",
                    "To back down has become dear, so some fight who would not have fought; the "
                    "solid line in the lower panel rises.",
                    right=True,
                ),
                Option(
                    "Sunk costs",
                    "The dashed line in the lower panel is flat: what is spent is gone, whether "
                    "one fights or not.",
                ),
                Option(
                    "Both, since both convince",
                    "Both do convince in the upper panel; but sunk costs show who would fight, and "
                    "move nobody.",
                ),
            ),
            explains=(
                "In this sketch the signal that convinces more is also the more dangerous one."
            ),
        ),
        Several(
            name="a_low_rate",
            asks=(
                "One study finds that {kept_pact_after:.0f} of {n_pact_after:.0f} defence pacts "
                "tested after 1945 were kept, {rate_pact_after:.0f} per cent. Why is that not the "
                "reliability of NATO?"
            ),
            objective=4,
            options=(
                Option(
                    "Older samples show a higher rate, and the older is the sounder",
                    "That they differ is a reason to ask what each counted; age makes neither "
                    "right.",
                ),
                Option(
                    "The cases hang together, so that they tell less than their number",
                    "Even taken as independent they leave a range from {low_pact_after:.0f} to "
                    "{high_pact_after:.0f} per cent.",
                    right=True,
                ),
                Option(
                    "The weak promises are the ones that get tested",
                    "Where attackers can see reliability, promises that deter never enter the "
                    "sample.",
                    right=True,
                ),
                Option(
                    "Promises of defence are kept more often than others, and NATO's is one",
                    "The study finds the reverse: {rate_offence:.0f} per cent of promises to "
                    "attack together were kept, and {rate_neutrality:.0f} of those to stay out.",
                ),
            ),
            explains=(
                "Whoever quotes such a rate as the reliability of alliances has read a selected "
                "sample as if it were a poll."
            ),
        ),
        Choice(
            name="evidence_that_it_travels",
            asks=(
                "Does credibility travel: does a state that fails one ally lose the trust of "
                "others elsewhere? Which finding speaks for yes?"
            ),
            objective=5,
            options=(
                Option(
                    "In the crises over Berlin and Cuba leaders weighed present power and interest",
                    "Press found that they did so rather than look at the past, which speaks for "
                    "no.",
                ),
                Option(
                    "South Koreans reminded of Kabul in 2021 did not trust America less",
                    "A failure far away left trust where it was, which speaks for no.",
                ),
                Option(
                    "States that kept promises are likelier to be chosen as allies again",
                    "A record made with one partner counted with the next ones.",
                    right=True,
                ),
                Option(
                    "A great power's interests in a region had strong effects on its crises",
                    "Interest on the spot is the rival of reputation; the finding speaks for no.",
                ),
            ),
            explains=(
                "Both can be true: a record may shape which promises are tested, while interest "
                "decides what happens then."
            ),
        ),
        Choice(
            name="much_said_in_public",
            asks=(
                "In the explorer of the conditional threat press 'Much said in public', by which "
                "to relent costs the guarantor 50 in place of 10. What is the equilibrium now?"
            ),
            objective=6,
            about="conditional_threat",
            options=(
                Option(
                    "No demand: the guarantor loses by a cut as much as before",
                    "It loses as much, but to relent would now cost it more than a cut.",
                ),
                Option(
                    "A demand, a refusal and a cut: now each does what it has said",
                    "The ally looks ahead: a cut would cost it 50 and support costs it 10.",
                ),
                Option(
                    "A demand, a refusal, and nothing follows",
                    "That is where the threat stays empty, and then the demand is not made.",
                ),
                Option(
                    "A demand and support: the threat is believed",
                    "Refused, the guarantor would cut; the ally sees it, and supports.",
                    right=True,
                ),
            ),
            explains=(
                "Begin at the end: a threat is believed when carrying it out beats relenting. "
                "Words said in public can bring that about."
            ),
        ),
        Choice(
            name="reading_the_ledger",
            asks=(
                "'Washington has made {entries_less} cuts to its commitment in Europe.' What does "
                "the ledger of October 2025 to October 2026 say to this sentence?"
            ),
            objective=7,
            about="fig-credibility-ledger",
            options=(
                Option(
                    "It bears it out: {entries_less} marks point down",
                    "They do, but most stand under announced, and some may tell the same step "
                    "twice.",
                ),
                Option(
                    "It refutes it: nothing was carried out",
                    "One cut was found carried out, a brigade that went home unreplaced.",
                ),
                Option(
                    "It bears out {entries_done} of them",
                    "For the others we found no report that they were carried out; announced, "
                    "reported and shelved are other things.",
                    right=True,
                ),
            ),
            explains=(
                "That a guarantee can be emptied without leaving is one claim; that it has been "
                "emptied is another, and is not shown."
            ),
        ),
    ),
)
