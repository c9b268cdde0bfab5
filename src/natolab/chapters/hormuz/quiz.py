"""Quiz of the chapter on Hormuz."""

from __future__ import annotations

from natolab.quizzes import Choice, Near, Numeric, Option, Ordering, Quiz, Several, Short

QUIZ = Quiz(
    "hormuz",
    (
        Choice(
            name="a_fifth_of_what",
            asks="Before the war about a fifth of something passed the Strait of Hormuz. Of what?",
            objective=1,
            options=(
                Option(
                    "The oil that the world produces",
                    "{share_supply:.0f} per cent in 2023, by the count of the US Energy "
                    "Information Administration.",
                    right=True,
                ),
                Option(
                    "The oil that travels by sea",
                    "Of that it carried more, {share_sea:.0f} per cent in 2023: much oil never "
                    "boards a ship.",
                ),
                Option(
                    "The oil that NATO's members import",
                    "Hardly: {asia_share:.0f} per cent of the crude went to Asia, and only "
                    "{europe_share:.0f} per cent to Europe.",
                ),
            ),
            explains=(
                "A share needs its whole. Supply and seaborne trade give two different fifths, "
                "and only one of them is a fifth."
            ),
        ),
        Several(
            name="the_idle_wells",
            asks=(
                "Early in 2025 more than 5 million barrels a day could have been pumped from wells "
                "that stood idle. Why did they not fill the gap of 2026?"
            ),
            objective=1,
            options=(
                Option(
                    "Nearly all of them lay in states that ship through the strait itself",
                    "Saudi Arabia, the Emirates, Iraq and Kuwait held almost all idle wells.",
                    right=True,
                ),
                Option(
                    "The pipelines round the strait had less room than the gap was wide",
                    "They took about 3 million barrels a day more than before, of some twenty.",
                    right=True,
                ),
                Option(
                    "The owners decided to pump less in order to raise the price",
                    "The chapter has no evidence of that: tanks filled up, and then output had to "
                    "be cut because the oil had nowhere to go.",
                ),
                Option(
                    "Idle wells need years before they can deliver",
                    "Those count as spare capacity that deliver soon; new fields need years.",
                ),
            ),
            explains="The fire brigade was locked in with the fire.",
        ),
        Choice(
            name="ships_and_barrels",
            asks=(
                "Look at the chart of ships a day. In the last week of the count satellites and "
                "radio saw {ships_last_share:.0f} per cent of the ships of 2025. What follows?"
            ),
            objective=2,
            about="fig-hormuz-ships",
            options=(
                Option(
                    "About {ships_last_share:.0f} per cent of the oil passed",
                    "Ships that switch off their transmitters are not seen, and counts that "
                    "include them put exports far higher.",
                ),
                Option(
                    "Almost no ship passed with its transmitter on; oil needs another count",
                    "That is what this count can carry, and no more.",
                    right=True,
                ),
                Option(
                    "The count is worthless",
                    "It shows the break of March 2026 in every download: what it measures it "
                    "measures well.",
                ),
            ),
            explains=(
                "Ships seen and barrels exported were one thing before the war and two in its "
                "autumn."
            ),
        ),
        Ordering(
            name="the_price_of_2026",
            asks="Put these spot prices of Brent in order, cheapest first.",
            objective=3,
            items=(
                "Mean of February 2026",
                "16 June 2026, with hardly a ship back",
                "20 May 2026, with the strait closed",
                "2 October 2026",
                "The dearest day of April 2026",
            ),
            explains=(
                "{brent_feb:.0f}, {brent_0616:.0f}, {brent_0520:.0f}, {brent_1002:.0f} and "
                "{brent_peak:.0f} dollars a barrel."
            ),
        ),
        Numeric(
            name="a_gap_and_two_elasticities",
            asks=(
                "Oil costs 71 dollars and the world uses 103.3 million barrels a day. Seven "
                "million are missing, and the elasticities of demand and supply add up to 0.24. "
                "What price closes the gap in the chapter's model?"
            ),
            objective=4,
            truth=lambda n: n["half_closed_24"],
            unit="dollars a barrel",
            within=1.5,
            near=(
                Near(
                    lambda n: n["half_closed_50"],
                    "That is the price with elasticities of 0.5, at which people give way more "
                    "easily.",
                ),
                Near(
                    lambda n: n["half_closed_10"],
                    "That is the price with elasticities of 0.1; the smaller they are, the more "
                    "the price has to do.",
                ),
                Near(
                    lambda n: 71 * (1 + 7 / 103.3),
                    "That raises the price by the missing share. The share is first divided by the "
                    "sum of the elasticities.",
                ),
            ),
            explains=(
                "The missing share is divided by the sum of the elasticities, and the result is "
                "the rise of the price's logarithm."
            ),
        ),
        Choice(
            name="which_number_decides",
            asks=(
                "In the explorer leave the loss as it is and move the elasticities from 0.5 to "
                "0.1. What do you see?"
            ),
            objective=4,
            about="hormuz",
            options=(
                Option(
                    "The peak hardly moves, since the gap is the same",
                    "The gap is the same, but the price has to close it, and does so by moving "
                    "people who now give way less.",
                ),
                Option(
                    "The peak falls, since demand is weaker",
                    "A smaller elasticity is no weaker demand: it is demand that gives way less.",
                ),
                Option(
                    "The peak climbs steeply: how far people give way decides the price",
                    "The gap is divided by the elasticities, so a fifth of them means five times "
                    "the rise in logarithms.",
                    right=True,
                ),
            ),
            explains="The published numbers differ by a factor of ten, and so do the answers.",
        ),
        Short(
            name="the_word_for_giving_way",
            asks=(
                "By how many per cent do people buy less when the price rises by one per cent? "
                "What is this number called?"
            ),
            objective=4,
            accepts=(
                "elasticity",
                "price elasticity",
                "price elasticity of demand",
                "elasticity of demand",
                "demand elasticity",
            ),
            near=(
                Near("inflation", "Inflation is the rise of all prices in a year."),
                Near("spare capacity", "That is what sellers could pump and do not."),
            ),
            explains="With two of them, of demand and of supply, a gap becomes a price.",
        ),
        Choice(
            name="what_ended_the_one_sidedness",
            asks=(
                "For six weeks in 2026 the closure stopped the neighbours' oil while Iran's own "
                "was still seen to leave. What did the American blockade change in the argument "
                "over Iran's leverage?"
            ),
            objective=6,
            options=(
                Option(
                    "It showed that Iran's threat had been a bluff",
                    "The traffic had been down for weeks by then; what was open was who would "
                    "bear the cost.",
                ),
                Option(
                    "It brought home to Iran the cost of which the sceptics had spoken",
                    "Its loadings fell as well: whether a closure is a lever depends on who else "
                    "can pull one.",
                    right=True,
                ),
                Option(
                    "Nothing, since Iran sells little oil through the strait",
                    "In 2024 {iran_crude:.1f} million barrels a day of its crude left that way.",
                ),
            ),
            explains=(
                "A cost imposed on others makes a lever while one's own share can be borne: both "
                "camps of scholars saw a part of it."
            ),
        ),
    ),
)
