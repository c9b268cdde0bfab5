"""The ten missions: task, start, goal, rules, hints and what a solved one shows.

Model solutions stand with the tests, not here: students install this package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from natolab.chapters.simulator.conditions import Condition
from natolab.model import SCENARIOS, Scenario
from natolab.model.hindcasting import price_before


@dataclass(frozen=True)
class Hint:
    """A hint, and the conditions under which it is shown."""

    when: tuple[Condition, ...]
    text: str


@dataclass(frozen=True)
class Mission:
    """A task that the model checks.

    ``level`` runs from 1, easy, to 3. A scenario solves it that keeps all ``rules`` and meets the
    whole ``goal``. Of the ``hints`` the first that fits is shown. ``worlds`` are sets of
    parameters in which A is run as well.
    """

    id: str
    title: str
    level: int
    task: str
    start: Scenario | str
    goal: tuple[Condition, ...]
    rules: tuple[Condition, ...]
    hints: tuple[Hint, ...]
    explanation: str
    other: Scenario | str = "no_war"
    worlds: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


#: Rules that many missions have.
_SAME_ASSUMPTIONS = Condition(
    "changed.parameters", "==", 0, "The model's assumptions stay as they are."
)
_MEMBER = Condition("changed.lever.membership", "==", 0, "US membership stays as it is.")
_SAME_WAR = Condition("changed.lever.strike", "==", 0, "The war stays as it is.")
#: Ends that are no alliance any more.
_NOT_HOLLOW = Condition("a.outcome", "!=", "hollow", "The alliance does not end hollow.")


def _one_lever() -> Mission:
    return Mission(
        id="one-lever",
        title="Bring the alliance back from breakdown with one lever",
        level=1,
        task="A long war, no consultation, and support as the price of the guarantee: this path "
        "ends hollow. Change one lever, and one only, so that it does not. Nobody may leave.",
        start="breakdown",
        goal=(_NOT_HOLLOW,),
        rules=(
            Condition("changed.levers", "<=", 1, "No more than one lever is changed."),
            _MEMBER,
            _SAME_ASSUMPTIONS,
        ),
        hints=(
            Hint(
                (Condition("changed.lever.strike", "==", 1),),
                "You have eased the war, and trust still does not come back. Something else keeps "
                "pulling it down after the guns fall silent. What does the promise depend on?",
            ),
            Hint(
                (Condition("changed.lever.conditionality", "==", 1),),
                "This lever works, but not yet far enough, or not yet early enough. "
                "Lower it further, or sooner.",
            ),
            Hint(
                (Condition("changed.lever.coordination", "==", 1),),
                "Acting together against the crisis helps, and half measures are not enough here. "
                "How far, and how early, would it have to go?",
            ),
            Hint(
                (Condition("changed.levers", "==", 1),),
                "This lever alone does not turn the path. Look for the one that ties American "
                "commitment to European support, and loosen the tie.",
            ),
        ),
        explanation="In the model a commitment that depends on support closes a circle: less "
        "support, less commitment, less trust, less support. Loosen the tie and the circle turns "
        "too weakly to empty the alliance; full joint diplomacy works from the other side, by "
        "holding support up. That commitment answers to support at all, and how sharply, is an "
        "assumption.",
    )


def _only_words() -> Mission:
    return Mission(
        id="only-words",
        title="A year of words",
        level=1,
        task="No war, no step out of the alliance: only talk of leaving, and for one year at most. "
        "Do so much harm that trust is still low four years after the last word. "
        "Then ask yourself who gained.",
        start="no_war",
        goal=(
            Condition("a.lowest.credibility", "<", 0.7, "Credibility falls below 70 of 100."),
            Condition(
                "a.at.5.credibility",
                "<=",
                0.8,
                "In year 5 credibility is still no higher than 80 of 100.",
            ),
        ),
        rules=(
            Condition(
                "changed.levers",
                "==",
                {"measure": "changed.lever.exit_talk"},
                "No lever but talk of leaving is changed.",
            ),
            Condition(
                "changed.levers.from.1",
                "==",
                0,
                "From year 1 on everything is as it was before.",
            ),
            _SAME_ASSUMPTIONS,
        ),
        hints=(
            Hint(
                (Condition("a.lever.exit_talk.highest", "<", 0.9),),
                "This talk is soon forgotten. How loud could it be?",
            ),
            Hint(
                (Condition("changed.lever.exit_talk", "==", 1),),
                "Loud enough, but for how long? You have a whole year.",
            ),
        ),
        explanation="Nobody left, nobody fired, and half a decade later allies still believe less. "
        "In the model talk breeds uncertainty, and trust falls in months and rises in years. Both "
        "times are assumptions; that trust is lost faster than won is the idea behind them. "
        "Membership never moved: paper and belief are two things.",
    )


def _dry_forest() -> Mission:
    return Mission(
        id="dry-forest",
        title="A dry forest",
        level=1,
        task="Peace, and everybody stays. Make the alliance hollow all the same, with exactly two "
        "levers. Try each of them alone before you set them together.",
        start="no_war",
        goal=(
            Condition("a.outcome", "==", "hollow", "The alliance ends hollow."),
            Condition("changed.levers", "==", 2, "Exactly two levers are changed."),
        ),
        rules=(_SAME_WAR, _MEMBER, _SAME_ASSUMPTIONS),
        hints=(
            Hint(
                (Condition("changed.levers", ">", 2),),
                "Two levers are enough, and the goal asks for two. Put the others back.",
            ),
            Hint(
                (
                    Condition("changed.lever.conditionality", "==", 1),
                    Condition("changed.lever.exit_talk", "==", 1),
                ),
                "These are the two. One of them is still too mild, or does not last.",
            ),
            Hint(
                (
                    Condition("changed.levers", "==", 1),
                    Condition("changed.lever.conditionality", "==", 1),
                ),
                "The forest is dry now, and stands. What could be the spark, if not a war?",
            ),
            Hint(
                (
                    Condition("changed.levers", "==", 1),
                    Condition("changed.lever.exit_talk", "==", 1),
                ),
                "Sparks fly and go out. What would make the forest dry?",
            ),
            Hint(
                (Condition("changed.levers", ">=", 1),),
                "In peace this does little. One lever makes the guarantee depend on support, "
                "another makes allies doubt that it will last.",
            ),
        ),
        explanation="Alone, neither lever empties the alliance; together they do. Conditions are "
        "the dry forest: they turn each loss of support into a loss of commitment. Talk of leaving "
        "is the spark. So the same lever is harmless in one company and decisive in another, and "
        "a list of causes with weights would miss it. How dry is dry enough hangs on assumed "
        "numbers.",
    )


def _bounded_shock() -> Mission:
    limit = 1.5
    dollars = f"{limit * price_before():.0f} dollars a barrel"
    return Mission(
        id="bounded-shock",
        title="Keep oil in bounds",
        level=2,
        task="The war comes, and it closes the strait. Without touching the war, keep oil from "
        f"ever costing more than {dollars}, half as much again as before. No diplomacy is "
        "perfect: joint crisis diplomacy may reach 0.9 and no more.",
        start="deescalation",
        goal=(
            Condition("a.highest.oil_price", "<=", limit, f"Oil never costs more than {dollars}."),
        ),
        rules=(
            _SAME_WAR,
            Condition(
                "a.lever.coordination.highest",
                "<=",
                0.9,
                "Joint crisis diplomacy does not go beyond 0.9.",
            ),
            _MEMBER,
            _SAME_ASSUMPTIONS,
        ),
        hints=(
            Hint(
                (
                    Condition("changed.lever.coordination", "==", 1),
                    Condition("a.lever.coordination.first", "<", 0.8),
                ),
                "The price peaks within months of the closure. Joint action that comes later, or "
                "begins small, finds it already up. What if it were ready on the first day?",
            ),
            Hint(
                (Condition("a.lever.coordination.first", ">=", 0.8),),
                "Close. Ships are escorted and reserves are shared, yet half the force of "
                "diplomacy is lost where allies do not pull together. What would bring them "
                "closer in the first weeks?",
            ),
            Hint(
                (Condition("changed.lever.consultation", "==", 1),),
                "Consulting makes allies readier to help, but somebody still has to send the "
                "ships. Which lever stands for that?",
            ),
            Hint(
                (Condition("changed.levers", ">=", 1),),
                "This does not reach the strait. Of the levers that you may touch one acts on it "
                "at once.",
            ),
        ),
        explanation="In the model joint action restores a part of the flow, and it bites only as "
        "far as the allies are aligned: diplomacy without consultation loses force. Energy and "
        "politics are one system here. How much of the flow joint action can restore is an "
        "assumption; at the other end of its range the same plan would hardly dent the price.",
    )


def _after_the_war() -> Mission:
    return Mission(
        id="after-the-war",
        title="Leave the war without a hollow alliance",
        level=2,
        task="You come into office one year into breakdown. End the war for good and keep the "
        "alliance from ending hollow, with two levers at most. What happened in the first year "
        "cannot be undone.",
        start="breakdown",
        goal=(
            Condition("a.lever.strike.last", "==", 0, "The war is over at the end."),
            _NOT_HOLLOW,
        ),
        rules=(
            Condition("changed.levers.until.1", "==", 0, "Nothing is changed before year 1."),
            Condition("changed.levers", "<=", 2, "No more than two levers are changed."),
            _MEMBER,
            _SAME_ASSUMPTIONS,
        ),
        hints=(
            Hint(
                (
                    Condition("changed.levers", "==", 1),
                    Condition("a.lever.strike.last", "==", 0),
                ),
                "Peace alone does not mend it. The war has ended, but the guarantee still waits "
                "for a support that is gone. You have a second lever.",
            ),
            Hint(
                (Condition("a.lever.strike.last", ">", 0),),
                "The war still smoulders: bring its last step down to nothing.",
            ),
            Hint(
                (Condition("changed.lever.conditionality", "==", 1),),
                "The right pair. The conditions must come down further, or sooner.",
            ),
            Hint(
                (Condition("changed.lever.coordination", "==", 1),),
                "Acting together holds support up, also after the war. "
                "It takes more of it, and it must last.",
            ),
            Hint(
                (Condition("changed.levers", "==", 2),),
                "This second lever is not strong enough. Either cut the tie between support and "
                "commitment, or bring support back.",
            ),
        ),
        explanation="Ending a war removes the push, not what the push has set going. In the model "
        "distrust feeds itself as long as the guarantee is conditional, so peace must come with "
        "something that stops the circle. And the year that you could not undo stays visible: "
        "trust does not come back to where it was. That is the memory called divergence, and how "
        "slowly it heals is an assumption.",
    )


def _court() -> Mission:
    won = SCENARIOS["exit_blocked"]
    start = Scenario(
        "the court has won",
        dict(won.levers)
        | {"conditionality": 0.3, "exit_talk": {**won.until("exit_talk", 2.75), 2.75: 0.05}},
        "A court restores membership, the conditions are mild, the talk of leaving ends.",
    )
    ruling = list(won.levers["membership"])[-1]
    return Mission(
        id="court",
        title="Make the court's victory worthless",
        level=2,
        task="A court has restored US membership, and trust returns. You speak for those who lost "
        "the case. After the ruling, without touching membership, change one lever so that the "
        "alliance ends hollow.",
        start=start,
        goal=(
            Condition("a.outcome", "==", "hollow", "The alliance ends hollow."),
            Condition("a.lever.membership.last", "==", 1, "The United States is a member."),
        ),
        rules=(
            Condition("changed.levers", "<=", 1, "No more than one lever is changed."),
            Condition(
                f"changed.levers.until.{ruling:g}",
                "==",
                0,
                f"Nothing is changed before the ruling in year {ruling:g}.",
            ),
            _MEMBER,
            _SAME_ASSUMPTIONS,
        ),
        hints=(
            Hint(
                (Condition("changed.lever.exit_talk", "==", 1),),
                "Threats do harm, and yet most of the promise survives them. Could the promise "
                "itself be priced?",
            ),
            Hint(
                (Condition("changed.lever.drawdown", "==", 1),),
                "Without the forces deterrence falls, but those who remain are still believed. "
                "Hollow means that belief goes.",
            ),
            Hint(
                (Condition("changed.lever.strike", "==", 1),),
                "A second war strains the alliance and does not break a promise that asks for "
                "little. Ask for more.",
            ),
            Hint(
                (Condition("changed.lever.conditionality", "==", 1),),
                "This is the lever. It has to go further, and soon after the ruling.",
            ),
            Hint(
                (Condition("changed.levers", "==", 1),),
                "Nobody needs a court to undo this. What could a government do with a promise "
                "that it is bound to keep on paper?",
            ),
        ),
        explanation="The signature stands and the belief is gone: a court can restore membership, "
        "not commitment. The first reading puts the hinge here, and asks whether a president "
        "needs to leave at all. In the model a price on the promise does it. That no court could "
        "stop a government from pricing it is left outside the model.",
        other="exit_blocked",
    )


def _europe_alone() -> Mission:
    weight = 0.75
    start = replace(
        SCENARIOS["european_pillar"],
        name="a stronger Europe",
        description="European pillar, if European forces deter more than we assume.",
        parameters={"european_weight": weight},
    )
    return Mission(
        id="europe-alone",
        title="Europe stands alone and is never exposed",
        level=3,
        task="Three tenths of the US forces or more leave, Europe comes to carry the larger part "
        "of deterrence, and on no day is deterrence below its level of today. To make this "
        f"possible at all, this world grants you an assumption: full European capability deters "
        f"{weight * 100:.0f} of 100 by itself, the most that we hold plausible. "
        "When may the forces leave?",
        start=start,
        goal=(
            Condition(
                "a.outcome", "==", "european", "Europe carries the larger part of deterrence."
            ),
            Condition(
                "a.lever.drawdown.last",
                ">=",
                0.3,
                "Three tenths of the US forces, or more, have left.",
            ),
            Condition(
                "a.exposure.years",
                "==",
                0,
                "Deterrence is never below its level of today (by more than a hundredth of it).",
            ),
        ),
        rules=(_MEMBER, _SAME_ASSUMPTIONS),
        hints=(
            Hint(
                (Condition("a.lever.european_effort.lowest", "<", 0.9),),
                "With less money there is less to relieve anybody with. "
                "Fund the effort in full from the first day.",
            ),
            Hint(
                (Condition("a.lever.drawdown.last", "<", 0.3),),
                "Safe, but nobody has left. Let three tenths of the forces go, and ask when.",
            ),
            Hint(
                (
                    Condition("a.exposure.years", ">", 2),
                    Condition("a.lever.drawdown.last", ">=", 0.3),
                ),
                "They leave before their relief is in service. Money becomes brigades after years: "
                "look at European capability, and let the departure follow it.",
            ),
            Hint(
                (
                    Condition("a.exposure.years", ">", 0),
                    Condition("a.lever.drawdown.last", ">=", 0.3),
                ),
                "Nearly. Fewer may leave, or a little later; and does everybody believe the "
                "promise of those who stay?",
            ),
        ),
        explanation="The order of events decides: first the money, years later the forces, only "
        "then the departure. With the value that the model takes by default the same plan leaves "
        "a gap, so the answer was granted to you with the assumption. What part of deterrence "
        "Europe could carry, without an American nuclear promise, is a question that the "
        "chapter on autonomy leaves open; no model settles it.",
        other="european_pillar",
    )


def _two_roads() -> Mission:
    return Mission(
        id="two-roads",
        title="Find two different roads to the same end",
        level=3,
        task="A and B both start in breakdown. Lead both out of it, to the same class of outcome "
        "and the same credibility, at least 50 of 100. But no lever may be moved on both roads. "
        "Swap A and B to work on the other road.",
        start="breakdown",
        other="breakdown",
        goal=(
            Condition(
                "a.outcome", "==", {"measure": "b.outcome"}, "A and B end in the same class."
            ),
            Condition("a.end.credibility", ">=", 0.5, "A ends with credibility 50 or more."),
            Condition("b.end.credibility", ">=", 0.5, "B ends with credibility 50 or more."),
            Condition("gap.end.credibility", "<=", 0.05, "A ends no more than 5 points above B."),
            Condition("gap.end.credibility", ">=", -0.05, "B ends no more than 5 points above A."),
        ),
        rules=(
            Condition("shared.levers", "==", 0, "No lever is moved both in A and in B."),
            _MEMBER,
            Condition(
                "changed_b.lever.membership", "==", 0, "US membership stays as it is in B too."
            ),
            _SAME_ASSUMPTIONS,
            Condition("changed_b.parameters", "==", 0, "The model's assumptions stay in B too."),
        ),
        hints=(
            Hint(
                (
                    Condition("a.outcome", "==", "hollow"),
                    Condition("b.outcome", "==", "hollow"),
                ),
                "Neither road leads out yet. One way is to make the promise depend less on "
                "support. Find it, then swap A and B.",
            ),
            Hint(
                (
                    Condition("changed.lever.conditionality", "==", 0),
                    Condition("changed_b.lever.conditionality", "==", 0),
                ),
                "One road comes nearer than the other. Have you tried what ties American "
                "commitment to European support?",
            ),
            Hint(
                (Condition("gap.end.credibility", ">", 0.05),),
                "A is out, or better off; B lags behind. One road stops asking for support, "
                "the other earns it: what would allies need in order to stand by a war?",
            ),
            Hint(
                (Condition("gap.end.credibility", "<", -0.05),),
                "B is out, or better off; A lags behind. One road stops asking for support, "
                "the other earns it: what would allies need in order to stand by a war?",
            ),
            Hint(
                (Condition("changed.levers", ">=", 0),),
                "The two ends are close, but too low. Go further on both roads.",
            ),
        ),
        explanation="Two roads, one end. One stops asking for support, the other earns it. "
        "Students of systems call this equifinality: from where an alliance stands you cannot "
        "read how it came there, and one successful policy proves nothing about the others. That "
        "both roads work equally well is a result of the model's numbers.",
    )


def _long_memory() -> Mission:
    return Mission(
        id="long-memory",
        title="The same present, another past",
        level=3,
        task="A has lived four years of peace, B four years of breakdown. From year 4 on give "
        "both exactly the same levers, and still let A end with credibility 45 points above B. "
        "Swap A and B to work on the other.",
        start="no_war",
        other="breakdown",
        goal=(
            Condition(
                "differ.levers.from.4", "==", 0, "From year 4 on A and B have the same levers."
            ),
            Condition("gap.end.credibility", ">=", 0.45, "A ends 45 points or more above B."),
        ),
        rules=(
            Condition("changed.levers.until.4", "==", 0, "A's first four years stay."),
            Condition("changed_b.levers.until.4", "==", 0, "B's first four years stay."),
            _SAME_ASSUMPTIONS,
            Condition("changed_b.parameters", "==", 0, "The model's assumptions stay in B too."),
        ),
        hints=(
            Hint(
                (Condition("differ.levers.from.4", ">", 0),),
                "Some levers still differ after year 4. Go through all eight: a lever needs the "
                "same value in both from year 4 on.",
            ),
            Hint(
                (Condition("a.end.credibility", "<", 0.7),),
                "The same present, and both are now unwell. Look for one in which the healthy "
                "stay healthy: no war, little talk.",
            ),
            Hint(
                (Condition("gap.end.credibility", "<", 0.45),),
                "The same present, and B heals. With a guarantee that asks for nothing both come "
                "together again. How much may it ask so that A does not notice and B cannot rise?",
            ),
        ),
        explanation="Two alliances with the same members, treaty and policies rest in different "
        "places, because one has a past. With a conditional guarantee the model has two resting "
        "states; where you end depends on where you come from. That is called hysteresis, and "
        "divergence is the stock that remembers. Its times, years to fill and decades to heal, "
        "are assumptions: no study that we found measures them.",
    )


def _robust() -> Mission:
    worlds = {
        "wounds heal slowly": {"healing_time": 38.0, "divergence_time": 1.7},
        "Washington asks for more support": {"support_threshold": 0.68},
        "oil answers hardly at all": {"elasticity": 0.05, "reserve_release": 0.0},
        "trust returns late": {"rise_time": 5.0, "fall_time": 0.2},
        "doubt bites deep": {"reciprocity": 0.8, "uncertainty_cost": 0.6},
    }
    return Mission(
        id="robust",
        title="A plan for five worlds",
        level=3,
        task="Realignment restores trust with the model's own numbers. But nobody knows the "
        "numbers. We run your plan in five other worlds, each within the ranges that we hold "
        f"plausible: {', '.join(worlds)}. Restore trust in all five. What happened in the first "
        "0.45 years stays, and so does the war.",
        start="realignment",
        goal=(
            Condition(
                "worlds.restored",
                "==",
                len(worlds),
                f"Trust is restored in all {len(worlds)} worlds.",
            ),
        ),
        rules=(
            _SAME_WAR,
            Condition("changed.levers.until.0.45", "==", 0, "Nothing is changed before year 0.45."),
            _MEMBER,
            _SAME_ASSUMPTIONS,
        ),
        hints=(
            Hint(
                (Condition("worlds.restored", "==", len(worlds) - 1),),
                "Four of five. In the last world trust returns late, so every month counts and "
                "nothing may hold it back: neither doubts about staying nor conditions.",
            ),
            Hint(
                (
                    Condition("changed.lever.conditionality", "==", 0),
                    Condition("changed.lever.exit_talk", "==", 0),
                ),
                "This helps where things are well already. In the worlds that fail, allies "
                "still pay for their doubts. Which two levers feed doubt even in good years?",
            ),
            Hint(
                (Condition("worlds.restored", "<", len(worlds) - 1),),
                "The right direction, or the wrong sign? Go as far as the lever allows.",
            ),
        ),
        explanation="A plan that is best for one set of numbers may fail for the next; a robust "
        "one gives up a little to hold in many. That is the idea of decision making under deep "
        "uncertainty. Five worlds are not all worlds: we chose them, from ranges that are "
        "assumptions themselves, and a class that hangs on the second decimal should carry no "
        "argument.",
        worlds=worlds,
    )


@cache
def missions() -> dict[str, Mission]:
    """Return the missions by their names, from easy to hard.

    Returns
    -------
    dict of str to Mission
    """
    makers = (
        _one_lever,
        _only_words,
        _dry_forest,
        _bounded_shock,
        _after_the_war,
        _court,
        _two_roads,
        _long_memory,
        _europe_alone,
        _robust,
    )
    return {mission.id: mission for mission in (make() for make in makers)}
