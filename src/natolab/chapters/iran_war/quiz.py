"""Quiz of the chapter on the Iran war."""

from __future__ import annotations

from natolab.chapters.iran_war.alignment_index import weigh
from natolab.quizzes import Choice, Near, Numeric, Option, Ordering, Quiz, Several, Short


def _index(ships: float | None, *, zeros: bool = False) -> float:
    """Return the index of an ally that supports in words and limits the use of its bases."""
    measures: dict[str, dict[str, float | None]] = {
        "words": {"ally": 1.0},
        "access": {"ally": 2 / 3},
        "ships": {"ally": ships},
    }
    return weigh(measures, dict.fromkeys(measures, 1.0), zeros)["ally"]["score"]


QUIZ = Quiz(
    "iran-war",
    (
        Ordering(
            name="from_strike_to_quarrel",
            asks=(
                "From a strike that made no quarrel in 2025 to the quarrel among allies in 2026: "
                "put these steps in order."
            ),
            objective=1,
            items=(
                "American aircraft strike nuclear sites in Iran, and soon a ceasefire holds",
                "Eight European allies are threatened with tariffs over Greenland",
                "The United States and Israel open an air campaign",
                "Allies are asked for ships for the strait, and the larger decline",
                "The Pentagon announces that soldiers will leave Germany",
                "In Ankara the allies repeat the commitment to Article 5",
            ),
            explains=(
                "In neither year was the strike a common decision. The first was short and asked "
                "nothing of the others; the second was long, and asked."
            ),
        ),
        Choice(
            name="the_emptiest_column",
            asks=(
                "Look at the grid of documented positions. Which column is the emptiest, and what "
                "does its emptiness say?"
            ),
            objective=2,
            about="fig-iran-war-positions",
            options=(
                Option(
                    "Airspace: nearly all allies left theirs open",
                    "An open sky would be a mark for support; an empty place is none.",
                ),
                Option(
                    "Ships: most allies refused to send any",
                    "More than half have a mark there, and a refusal would be one too.",
                ),
                Option(
                    "Airspace: of most allies we do not know what they allowed",
                    "Two allies are documented; quiet permissions and refusals leave no trace.",
                    right=True,
                ),
                Option(
                    "Bases: most allies have none that the United States uses",
                    "About a third have a mark there, more than for airspace, and no mark does "
                    "not mean no bases.",
                ),
            ),
            explains=(
                "Missing is not neutral. Reading newspapers in their own languages filled the "
                "places of eight allies that had seemed silent."
            ),
        ),
        Several(
            name="the_case_for_lawfulness",
            asks=(
                "No court has judged whether the attack on Iran in February 2026 was lawful. Which "
                "arguments were made for it?"
            ),
            objective=3,
            options=(
                Option(
                    "It continued an armed conflict that was already under way",
                    "Its strongest ground is what Iran and groups armed by it had done for years; "
                    "critics answer that no armed attack was shown.",
                    right=True,
                ),
                Option(
                    "The Security Council had given a mandate",
                    "It had given none, and the missing mandate was among the allies' reasons.",
                ),
                Option(
                    "The threat was imminent",
                    "It was argued, though at first the president offered no evidence.",
                    right=True,
                ),
                Option(
                    "The UN Secretary-General found it in line with the Charter",
                    "He said that the strikes violated the Charter, and condemned Iran's attacks "
                    "on its neighbours as well.",
                ),
            ),
            explains=(
                "By the Charter force without a mandate has to be self-defence against an armed "
                "attack; so the quarrel is over what counts as one."
            ),
        ),
        Choice(
            name="same_law_opposite_choice",
            asks=(
                "Spain closed its bases to the campaign, Portugal opened one for defensive uses. "
                "Both appealed to international law, and for neither had the decision been "
                "shared. What follows for explanations?"
            ),
            objective=4,
            options=(
                Option(
                    "That law was a pretext for both",
                    "It shaped what was asked: Madrid whether the war was lawful, Lisbon whether "
                    "each use was.",
                ),
                Option(
                    "That the cause lies in what they did not share",
                    "The missing decision, a like threat and the same law stood before both.",
                    right=True,
                ),
                Option(
                    "That a shared decision would have changed nothing",
                    "The pair cannot show that, since there was no shared decision in either case.",
                ),
                Option(
                    "That one of the two has misread the law",
                    "They put different questions to it, and the law does not say which to put.",
                ),
            ),
            explains=(
                "Compare cases that are alike in most things, and look for the cause in what sets "
                "them apart."
            ),
        ),
        Numeric(
            name="an_index_with_a_gap",
            asks=(
                "On a scale from 0 (refusal) to 1 (support) an ally has 1 for its words and two "
                "thirds for its bases; of its ships nothing is known. All three weigh alike. What "
                "is its index, if only what is known counts?"
            ),
            objective=5,
            truth=lambda n: _index(None),
            unit="on the scale from 0 to 1",
            within=0.02,
            digits=2,
            near=(
                Near(
                    lambda n: _index(None, zeros=True),
                    "That counts what is unknown as a refusal.",
                ),
                Near(
                    lambda n: _index(0.5),
                    "That puts what is unknown in the middle, as if it were known to be neutral.",
                ),
            ),
            explains=(
                "The sum of what is known is divided by the weight of what is known. An ally with "
                "less than half of the weight documented gets no rank."
            ),
        ),
        Choice(
            name="one_ally_two_orders",
            asks=(
                "In the explorer press 'This war' and then 'Hosts'. What happens to Spain, and why?"
            ),
            objective=5,
            about="iran_war",
            options=(
                Option(
                    "It stays among the last, since it closed its bases",
                    "The button asks how many Americans are stationed there, not what they may do.",
                ),
                Option(
                    "It loses its rank, since too little is known of it",
                    "Soldiers hosted are counted for nearly every ally, Spain among them.",
                ),
                Option(
                    "It climbs, since its bases still house Americans",
                    "From a shared last rank to number {spain_hosts:.0f}: Rota and Morón were "
                    "closed to the campaign, not to the soldiers.",
                    right=True,
                ),
            ),
            explains=(
                "Who is aligned depends on what is weighed. An order that does not survive the "
                "weights is a choice, and should be called so."
            ),
        ),
        Short(
            name="dragged_along",
            asks=(
                "In Snyder's dilemma one fear is to be abandoned by the partner. What is the "
                "other called, the fear of being dragged into a war that is not one's own?"
            ),
            objective=6,
            accepts=("entrapment", "fear of entrapment"),
            near=(
                Near(
                    "abandonment",
                    "That is the first fear: to be left alone. Support lowers it and raises the "
                    "other.",
                ),
                Near(
                    "entanglement",
                    "That is to be drawn in by what a treaty obliges one to do.",
                ),
                Near("escalation", "That is a war which grows, whoever is in it."),
            ),
            explains=(
                "Support lowers one risk and raises the other. By this logic a threat to leave "
                "makes refusing dearer, and so should have brought support."
            ),
        ),
    ),
)
