"""Quiz of the chapter on origins."""

from __future__ import annotations

import math

from natolab.quizzes import Choice, Near, Numeric, Option, Ordering, Quiz, Several

QUIZ = Quiz(
    "origins",
    (
        Ordering(
            name="from_pact_to_command",
            asks="How did a fear become an alliance with an army? Put these steps in order.",
            objective=1,
            items=(
                "Britain and France sign a pact aimed chiefly at Germany",
                "The Communists take power in Prague",
                "The US Senate names its conditions for joining regional pacts",
                "Twelve foreign ministers sign the North Atlantic Treaty",
                "North Korea attacks the South",
                "A supreme commander activates his headquarters in Europe",
            ),
            explains=(
                "The first pact looked back to Germany, the Senate spoke before the talks began, "
                "and it took a war in Asia to give the treaty an army."
            ),
        ),
        Choice(
            name="what_article_5_asks",
            asks=(
                "An ally is attacked in Europe. What does Article 5 of the North Atlantic Treaty "
                "ask of each of the others?"
            ),
            objective=2,
            options=(
                Option(
                    "To declare war on the attacker",
                    "No article asks for that; by Article 11 each constitution says who decides "
                    "on war.",
                ),
                Option(
                    "To give all the help in its power, military help included",
                    "Those are the words of the Brussels Treaty of 1948; the treaty of 1949 is "
                    "weaker.",
                ),
                Option(
                    "To help at once, with the action that it deems necessary",
                    "The duty to help is there, and each ally judges for itself what that takes.",
                    right=True,
                ),
                Option(
                    "To consult, and to help if it then sees an interest of its own",
                    "To talk is the whole duty under Article 4; under Article 5 help itself is "
                    "due.",
                ),
            ),
            explains=(
                "The words settle a quarrel between Europeans who wanted a reflex and senators "
                "who wanted a choice."
            ),
        ),
        Several(
            name="left_to_each_ally",
            asks="Which of these does the treaty leave to each ally alone?",
            objective=2,
            options=(
                Option(
                    "How much it spends on its forces",
                    "Article 3 asks for the capacity to resist and sets no sum, no percentage and "
                    "no force size.",
                    right=True,
                ),
                Option(
                    "Which state is invited to join",
                    "That takes the agreement of all allies, by Article 10.",
                ),
                Option(
                    "Which branch of its government decides on war",
                    "Article 11 refers to each country's own constitution.",
                    right=True,
                ),
                Option(
                    "Whether it talks with an ally that feels threatened",
                    "Article 4 makes that a duty, though a duty to talk only.",
                ),
                Option(
                    "Whether it leaves, since the treaty's twentieth year",
                    "Article 13 asks for a year's notice, for no reason and no one's consent.",
                    right=True,
                ),
            ),
            explains=(
                "To join takes everyone, to leave takes one, and what lies between is judged at "
                "home."
            ),
        ),
        Choice(
            name="contested_in_2026",
            asks=(
                "Set the explorer to 2026 and try these four situations. Of which does it say "
                "that Article 5 may apply and that this is contested?"
            ),
            objective=3,
            about="origins",
            options=(
                Option(
                    "An attack by another ally on the territory of Greenland",
                    "The text does not ask who attacks, and the Council, which decides by consent "
                    "of all, has never ruled on a case.",
                    right=True,
                ),
                Option(
                    "An armed attack from outside on the territory of Hawaii",
                    "It does not apply, and the text settles that: Hawaii lies outside the area "
                    "of Article 6.",
                ),
                Option(
                    "A cyber attack on a network in cyberspace",
                    "It may apply, but practice settles who decides: since 2014 the Council does, "
                    "case by case.",
                ),
                Option(
                    "An armed attack from outside on a civilian ship in the Strait of Hormuz",
                    "It does not apply, and the text settles that, whosever ship it is.",
                ),
            ),
            explains=(
                "How sure an answer is and what it says are two things: some refusals are "
                "certain, and some cases have never been decided."
            ),
        ),
        Numeric(
            name="ten_stay_away",
            asks=(
                "In 1949 the Senate consented to the treaty by {yeas} votes to {nays}; it takes "
                "two thirds of the senators who vote. Suppose ten of the {yeas} had stayed away. "
                "How many votes would the treaty have needed?"
            ),
            objective=4,
            truth=lambda n: math.ceil(2 * (n["yeas"] + n["nays"] - 10) / 3),
            unit="votes",
            within=0.5,
            near=(
                Near(
                    lambda n: n["needed"],
                    "So many were needed as it was; absence lowers the bar, since only votes cast "
                    "count.",
                ),
                Near(
                    lambda n: n["needed"] - 10,
                    "Ten fewer voters lower the bar by two thirds of ten, not by ten.",
                ),
                Near(
                    lambda n: (n["yeas"] + n["nays"] - 10) // 2 + 1,
                    "That is a simple majority, which is enough for a bill and not for a treaty.",
                ),
            ),
            explains=(
                "A threshold needs its whole. Two thirds of those who vote is another bar than "
                "two thirds of all senators."
            ),
        ),
        Choice(
            name="the_stronger_side",
            asks=(
                "Somebody claims that in 1949 the twelve banded together against the stronger "
                "side. Look at the two panels on capabilities and soldiers. What speaks for the "
                "claim?"
            ),
            objective=6,
            about="fig-origins-balance",
            options=(
                Option(
                    "Both panels, since the Soviet Union leads in each",
                    "In the upper one the United States stands far above it.",
                ),
                Option(
                    "The lower panel alone",
                    "The bloc had {bloc_soldiers:.1f} million soldiers to the founders' "
                    "{founders_soldiers:.1f}, and the Soviet line climbs above all others.",
                    right=True,
                ),
                Option(
                    "The upper panel alone",
                    "It speaks against the claim: by that index the founders held "
                    "{founders_share:.0f} per cent of the world's capabilities and the bloc "
                    "{bloc_share:.0f}.",
                ),
            ),
            explains=(
                "Who is stronger depends on what is counted, and an index of total strength is "
                "not a count of soldiers next door."
            ),
        ),
        Choice(
            name="a_hoop_or_a_smoking_gun",
            asks=(
                "One explanation says that states joined against the power that threatened them "
                "most. Steps of the alliance did follow dangers: Prague came before the pact of "
                "Brussels, Korea before a common command. What is this evidence worth?"
            ),
            objective=5,
            options=(
                Option(
                    "It all but proves the explanation, since nothing else would expect it",
                    "Others expect it too: a crisis also helps a government to win a vote, and a "
                    "European to press an invitation.",
                ),
                Option(
                    "Nothing, since the order of events can never count",
                    "It could have counted heavily: had the steps come first, the explanation "
                    "would be in trouble.",
                ),
                Option(
                    "It refutes the rivals, which are about votes and bargains",
                    "They pass the same test, and may explain the terms where threat explains "
                    "that there was an alliance.",
                ),
                Option(
                    "It is a test that the explanation had to pass, as its rivals do",
                    "Such a test is called a hoop: to fail it sinks an explanation, to pass it "
                    "proves little.",
                    right=True,
                ),
            ),
            explains=(
                "A smoking gun would be hard to expect unless the explanation were true; it would "
                "have to be sought in papers not meant to persuade anyone."
            ),
        ),
    ),
)
