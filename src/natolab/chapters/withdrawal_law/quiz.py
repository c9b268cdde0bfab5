"""Quiz of the chapter on the law of withdrawal."""

from __future__ import annotations

from natolab.chapters.withdrawal_law.votes import SENATE, cloture, two_thirds
from natolab.quizzes import Choice, Near, Numeric, Option, Quiz, Several

#: Senators present in the question on votes.
PRESENT = 80

QUIZ = Quiz(
    "withdrawal-law",
    (
        Choice(
            name="unlawful_at_home",
            asks=(
                "Suppose that a president gives notice of leaving NATO although an American "
                "statute forbids it. What would probably happen between the allies?"
            ),
            objective=1,
            options=(
                Option(
                    "Nothing, since a notice against the sender's own law is void abroad",
                    "A notice signed by a head of state needs no further proof of authority, and "
                    "international law asks little about the sender's constitution.",
                ),
                Option(
                    "The year of Article 13 would start to run",
                    "Whether the letter is lawful at home and whether it works abroad are two "
                    "questions for two legal orders.",
                    right=True,
                ),
                Option(
                    "The allies would vote on whether to accept it",
                    "Nobody votes: Article 13 asks for no reason and for no one's consent.",
                ),
                Option(
                    "The United States would be out on the same day",
                    "Until a year is over it is a party with all its duties, and may take the "
                    "notice back.",
                ),
            ),
            explains=(
                "That is our reading; no court has been asked. It is why time matters so much in "
                "every suit."
            ),
        ),
        Choice(
            name="the_turn_of_practice",
            asks=(
                "The chart shows cases in which the United States ended agreements, by who did "
                "it. Which sentence does it support?"
            ),
            objective=2,
            about="fig-withdrawal-law-terminations",
            options=(
                Option(
                    "Presidents have ended agreements alone since 1798",
                    "In the chart that row is empty until 1927; before then Congress or the "
                    "Senate had a part.",
                ),
                Option(
                    "Since the 1930s Congress has ended nothing",
                    "One square stands in the 1980s: an Act passed over a veto ended an air "
                    "agreement with South Africa.",
                ),
                Option(
                    "Since the late 1920s presidents alone are the habit",
                    "From then on nearly all marks, ever denser, lie on that row.",
                    right=True,
                ),
                Option(
                    "The constitution gives the power of leaving to presidents",
                    "That is what the sides argue about: for one long practice makes a rule, for "
                    "the other it shows only what happened while Congress was silent.",
                ),
            ),
            explains=(
                "It is a choice of cases that could be sourced, and famous exits are sourced "
                "better than dull ones."
            ),
        ),
        Choice(
            name="goldwater_as_decided",
            asks=(
                "In 1979 senators sued President Carter for ending the defence treaty with Taiwan "
                "(Goldwater v. Carter). What did the Supreme Court decide?"
            ),
            objective=3,
            options=(
                Option(
                    "That ending a treaty is a political question",
                    "So saw it {political_question:.0f} of nine justices, one short of a majority.",
                ),
                Option(
                    "That a president may end a defence treaty alone",
                    "The court of appeals held that of this treaty, and the Supreme Court vacated "
                    "its judgment.",
                ),
                Option(
                    "That courts must wait for an impasse between the branches",
                    "That was Justice Powell's ground, and his alone.",
                ),
                Option(
                    "That the complaint be dismissed, and no more",
                    "Six votes made the result, for different reasons; none had a majority.",
                    right=True,
                ),
            ),
            explains=(
                "A result and a reason are counted apart. What most justices agree on decides the "
                "case; only a majority for a reason makes it a rule."
            ),
        ),
        Several(
            name="roads_left_open",
            asks=(
                "Section 1250A forbids the president to leave the treaty, with exceptions. Which "
                "roads does its text leave open?"
            ),
            objective=4,
            options=(
                Option(
                    "The consent of two thirds of the senators present",
                    "It is the first of two exceptions; whether the Senate may lift a ban alone "
                    "is itself an open question.",
                    right=True,
                ),
                Option(
                    "A majority of both chambers and the president's signature",
                    "That makes an Act of Congress, the second of the exceptions; an ordinary one "
                    "will do.",
                    right=True,
                ),
                Option(
                    "To tell two committees of Congress 180 days before",
                    "That is a duty on top of the exceptions, not one of them.",
                ),
                Option(
                    "A concurrent resolution of both chambers",
                    "What Congress resolves without the president is no Act.",
                ),
            ),
            explains=(
                "Note the 'or' between the two. Against this statute a president stands where "
                "Jackson put his power at its lowest, and needs a power that is his alone."
            ),
        ),
        Numeric(
            name="eighty_present",
            asks=(
                "Only 80 of 100 senators have come, and those against leaving will not end the "
                "debate. How many votes do those who want to consent need?"
            ),
            objective=5,
            truth=lambda n: max(two_thirds(PRESENT), cloture(SENATE)),
            unit="votes",
            within=0.5,
            near=(
                Near(
                    lambda n: two_thirds(PRESENT),
                    "That is two thirds of those present; but the debate has to be ended first, "
                    "and that bar is higher here.",
                ),
                Near(
                    lambda n: cloture(PRESENT),
                    "That is three fifths of those present; to end a debate takes three fifths of "
                    "all senators chosen and sworn.",
                ),
                Near(
                    lambda n: n["two_thirds_full"],
                    "That is two thirds of all; consent takes two thirds of those present.",
                ),
            ),
            explains=(
                "Three thresholds have three wholes. With {cloture_harder_to:.0f} senators or "
                "fewer, staying away does not help those who want to leave."
            ),
        ),
        Numeric(
            name="six_links",
            asks=(
                "To undo a notice given in defiance six things must all come true: a suit, "
                "standing, review, a ruling on the statute, in time, and obeyed. Let each have a "
                "chance of 80 per cent, independent of the others. How likely are all six?"
            ),
            objective=6,
            truth=lambda n: n["chain_80"],
            unit="per cent",
            within=1,
            near=(
                Near(
                    lambda n: 80,
                    "That is the chance of one link; the chain holds only if all do.",
                ),
                Near(
                    lambda n: n["chain_90"],
                    "That is with links of 90 per cent each.",
                ),
                Near(
                    lambda n: 80 / 6,
                    "Chances of things that must all come true are multiplied, not divided.",
                ),
            ),
            explains=(
                "Chains are weaker than their links look: for an even chance each link would have "
                "to be worth {chain_needed:.0f} per cent."
            ),
        ),
        Choice(
            name="three_views_one_sentence",
            asks=(
                "In the road map press the buttons of the three published views in turn. Which "
                "sentence holds under all of them, though the authors disagree about the law?"
            ),
            objective=6,
            about="road_map",
            options=(
                Option(
                    "The United States is out in more than half of the cases",
                    "In {olc_out:.0f}, {anderson_out:.0f} and {bradley_out:.0f} per cent: most of "
                    "it hangs on the decision to give notice.",
                    right=True,
                ),
                Option(
                    "A notice given in defiance is never undone",
                    "That holds only where the statute cannot bind; under Anderson's view it is "
                    "undone in {anderson_stopped:.0f} per cent.",
                ),
                Option(
                    "The answer to whether the statute binds matters most",
                    "The branch that moves the result most is whether the president gives notice "
                    "all the same.",
                ),
            ),
            explains=(
                "At these settings the branch that matters most is political. Make all legal links "
                "very strong, and each weighs more than the decision itself."
            ),
        ),
    ),
)
