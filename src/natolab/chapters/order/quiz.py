"""Quiz of the chapter on world order."""

from __future__ import annotations

from natolab.chapters.order.hedging import MEASURES, split
from natolab.chapters.order.poles import effective_number
from natolab.quizzes import Choice, Near, Numeric, Option, Quiz, Several

#: Shares of three powers, the largest first.
_SHARES = (0.5, 0.3, 0.2)
#: Where an invented state stands by arms, votes and summits, each with the same weight.
_STANDS = split(dict(zip(MEASURES, (0.9, -0.6, 0.0), strict=True)), dict.fromkeys(MEASURES, 1))

QUIZ = Quiz(
    "order",
    (
        Choice(
            name="what_carries_the_rest",
            asks=(
                "A scholar argues: a liberal order is possible only while one liberal state stands "
                "above all; the rise of China ended that, and what follows are orders led by "
                "Washington and Beijing. Which layer of order carries the others, on this view?"
            ),
            objective=1,
            options=(
                Option(
                    "Rules, since the order in question is a liberal one",
                    "That is Ikenberry's view, for whom such an order can outlast the balance of "
                    "power in which it was made.",
                ),
                Option(
                    "Promises, since there are two camps",
                    "The camps follow from who leads them; they are what is to be explained.",
                ),
                Option(
                    "Power, since the order changes when its spread does",
                    "Mearsheimer's argument: which rules and alliances are possible depends on who "
                    "stands above whom.",
                    right=True,
                ),
            ),
            explains=(
                "Most scholars agree on three layers, power, rules and alliances; they differ "
                "about which one carries."
            ),
        ),
        Several(
            name="right_of_the_line",
            asks=(
                "Look at the chart of four powers by four measures of 2022. By which measures does "
                "China stand above the United States?"
            ),
            objective=2,
            about="fig-order-measures",
            options=(
                Option(
                    "Output at market rates",
                    "Here it stands left of the line: this is what a state can buy abroad.",
                ),
                Option(
                    "Output at purchasing power",
                    "It counts what money buys at home, {china_gdp_ppp:.2f} times as much as in "
                    "America.",
                    right=True,
                ),
                Option(
                    "Composite capabilities",
                    "People, steel and soldiers weigh much in it: {china_cinc:.1f} times "
                    "America's.",
                    right=True,
                ),
                Option(
                    "Military spending",
                    "China's was {china_spending:.2f} of America's, which measures an effort and "
                    "not the fleet of thirty years.",
                ),
            ),
            explains=(
                "None of the rows is wrong. Whoever says that China has overtaken America, or not, "
                "owes the measure."
            ),
        ),
        Numeric(
            name="how_many_equal_powers",
            asks=(
                "Three powers hold 50, 30 and 20 per cent of all capability. What is the effective "
                "number of powers, one divided by the sum of the squared shares?"
            ),
            objective=3,
            truth=lambda n: effective_number(_SHARES),
            unit="powers",
            within=0.05,
            digits=2,
            near=(
                Near(
                    lambda n: len(_SHARES),
                    "That counts each alike; the number says how many equal powers would be as "
                    "concentrated.",
                ),
                Near(
                    lambda n: sum(share >= _SHARES[0] / 2 for share in _SHARES),
                    "That is another rule: who has at least half of the leader's capability.",
                ),
                Near(
                    lambda n: 1 / effective_number(_SHARES),
                    "That is the sum of the squared shares; one is still to be divided by it.",
                ),
            ),
            explains=(
                "The rule matters as much as the measure: by one rule there are two poles here, "
                "by another between two and three."
            ),
        ),
        Numeric(
            name="leaning_both_ways",
            asks=(
                "Between \N{MINUS SIGN}1, China and Russia, and 1, the western pole, a state "
                "stands at 0.9 by its arms, at \N{MINUS SIGN}0.6 by its votes and at 0 by its "
                "summits, each with a third of the weight. How much of its index of hedging comes "
                "from leaning to both sides?"
            ),
            objective=4,
            truth=lambda n: _STANDS["both"],
            unit="on a scale from 0 to 1",
            within=0.03,
            digits=2,
            near=(
                Near(
                    lambda n: _STANDS["hedge"],
                    "That is the whole index; a part of it comes from leaning to neither side.",
                ),
                Near(
                    lambda n: _STANDS["neither"],
                    "That is the other part: how little the state leans at all.",
                ),
                Near(
                    lambda n: _STANDS["mean"],
                    "That is the weighted mean, where the state stands on balance.",
                ),
            ),
            explains=(
                "Take the mean of the positions without their signs, less the size of the mean "
                "with them: what cancels out is leaning to both sides."
            ),
        ),
        Choice(
            name="against_whom",
            asks=(
                "In the explorer of hedging leave everything as it is, but take the United States "
                "out of the western pole. Who comes first now, and what does that show?"
            ),
            objective=4,
            about="hedging",
            options=(
                Option(
                    "Slovakia: who hedges depends on against whom",
                    "Its votes lie with Europe's, and its prime minister stood in Beijing.",
                    right=True,
                ),
                Option(
                    "Saudi Arabia still: a hedger hedges against everyone",
                    "It falls to rank {rank_sau_european}: the index measures the balance between "
                    "two poles, and one of them is now another.",
                ),
                Option(
                    "India: it leans on neither side, whatever the pole is",
                    "India stays among the first, but not at the top.",
                ),
            ),
            explains=(
                "An index near 1 says that ties balance between the poles that were chosen, not "
                "that anybody planned it."
            ),
        ),
        Choice(
            name="what_holds_the_rest",
            asks=(
                "In the explorer of ties let America leave and NATO end, with promises of defence "
                "alone counting. Switch other ties off one at a time. On which does most of what "
                "still stands rest?"
            ),
            objective=5,
            about="coalitions",
            options=(
                Option(
                    "The coalition for Ukraine, the largest of the new circles",
                    "It binds to forces and not to a promise of defence, so that it does not count "
                    "here.",
                ),
                Option(
                    "One clause in the treaty of the European Union",
                    "Without Article 42(7) {alone_after} pairs of states remain, with it "
                    "{ends_after}.",
                    right=True,
                ),
                Option(
                    "The treaties between two or three states that were signed lately",
                    "All of them together bind a handful of states; switching one off changes "
                    "little.",
                ),
            ),
            explains=(
                "A line says that a promise exists, not what stands behind it: the network tells "
                "what would have to be filled with force."
            ),
        ),
        Choice(
            name="what_would_speak_against_it",
            asks=(
                "Some hold that a multiplex world is coming, with several powers, regions and "
                "institutions side by side. Which observation would speak against that?"
            ),
            objective=6,
            options=(
                Option(
                    "A promise of defence made without America gets staffs and exercises",
                    "That would speak against American primacy on new terms; another anchor fits "
                    "a multiplex world well.",
                ),
                Option(
                    "The strongest hedgers still lean both ways when rivalry has grown",
                    "That would speak against two bounded orders, which press states to choose.",
                ),
                Option(
                    "One pole gathers the arms, votes and summits of most hedgers",
                    "A world of many screens should not end at one of them.",
                    right=True,
                ),
            ),
            explains=(
                "Four pictures of the coming order cannot all be right; what would refute each is "
                "said before looking."
            ),
        ),
    ),
)
