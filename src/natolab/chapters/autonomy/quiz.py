"""Quiz of the chapter on autonomy."""

from __future__ import annotations

import math

from natolab.chapters.autonomy.programme import delivered
from natolab.quizzes import Choice, Near, Numeric, Option, Ordering, Quiz, Several

#: Mean delay of the order that the quiz asks about, and the time that has passed, in years.
_DELAY, _PASSED = 6, 3
#: Tags as published: billions of euros a year, billions of dollars once, and its years.
_A_YEAR, _ONCE, _YEARS = 250, 1000, 25

QUIZ = Quiz(
    "autonomy",
    (
        Several(
            name="troops_or_enablers",
            asks=(
                "Planners tell troops from enablers. Which of these are enablers that Europe would "
                "have to replace if the Americans left?"
            ),
            objective=1,
            options=(
                Option(
                    "Tanker aircraft",
                    "They let other aircraft stay in the air; in Libya in 2011 most of that work "
                    "was American, by the word of Washington's defence secretary.",
                    right=True,
                ),
                Option(
                    "An armoured brigade in Poland",
                    "A brigade is troops: what enablers let see, move and fight.",
                ),
                Option(
                    "Satellites that find targets",
                    "They let forces see, which comes before striking deep.",
                    right=True,
                ),
                Option(
                    "A headquarters that leads an operation",
                    "Command is what makes many forces act as one, and the Supreme Allied "
                    "Commander stays American.",
                    right=True,
                ),
            ),
            explains=(
                "Enablers let forces see, move, refuel, strike deep and act under one command; "
                "newspapers count troops, planners worry about these."
            ),
        ),
        Numeric(
            name="two_tags_one_measure",
            asks=(
                "One study asks for 250 billion euros a year, another for 1,000 billion dollars "
                "over 25 years. Take a euro as {dollars:.1f} dollars and compare money a year: "
                "how many times as large is the first tag?"
            ),
            objective=2,
            truth=lambda n: n["tag_ratio"],
            unit="times the second",
            within=0.2,
            digits=1,
            near=(
                Near(
                    lambda n: _A_YEAR * _YEARS / _ONCE,
                    "The years are right; the dollars still have to become euros.",
                ),
                Near(
                    lambda n: _A_YEAR * _YEARS / (_ONCE * n["dollars"]),
                    "A euro is worth more than a dollar here, so that the sum in dollars makes "
                    "fewer euros.",
                ),
                Near(
                    lambda n: _A_YEAR / _ONCE,
                    "That sets money a year beside a sum over 25 years.",
                ),
            ),
            explains=(
                "Once the measure is the same the tags still answer different questions: which "
                "war, like for like or need, with upkeep or without."
            ),
        ),
        Choice(
            name="one_row_that_is_level",
            asks=(
                "Look at the four bars of Europe as a multiple of Russia. Three are far longer "
                "than one, the last just reaches it. Why?"
            ),
            objective=6,
            about="fig-autonomy-balance",
            options=(
                Option(
                    "Russia spent far more in the year of the last bar",
                    "The third and the last both show 2024; what differs is above all how the "
                    "money is counted.",
                ),
                Option(
                    "The last bar leaves out Britain, a large part of Europe's spending",
                    "Britain is in it, beside the European Union.",
                ),
                Option(
                    "Only there is Russian money counted by what it buys at home",
                    "One analyst called that presentation not trustworthy: the two sides stand on "
                    "different scales.",
                    right=True,
                ),
            ),
            explains=(
                "Purchasing power narrows the lead; how far depends on whether both sides are "
                "counted alike, and here European money stands at market rates."
            ),
        ),
        Numeric(
            name="half_the_mean_delay",
            asks=(
                "Money for new forces passes three equal stages in a row, with a mean of 6 years "
                "from order to service. What part of an order is in service after 3 years?"
            ),
            objective=3,
            truth=lambda n: 100 * delivered(_PASSED, _DELAY),
            unit="per cent of the order",
            within=1.5,
            near=(
                Near(
                    lambda n: 100 * _PASSED / _DELAY,
                    "That would be a steady stream; with stages in a row hardly anything comes at "
                    "first.",
                ),
                Near(
                    lambda n: 100 * (1 - math.exp(-_PASSED / _DELAY)),
                    "That is with a single stage, where deliveries are fastest at the beginning.",
                ),
            ),
            explains=(
                "At half of the mean delay about a fifth is there; the slow start is what opens a "
                "window of vulnerability."
            ),
        ),
        Ordering(
            name="what_shortens_the_window",
            asks=(
                "In the explorer begin each time with the starting values and change one thing. "
                "Put the changes in order, the one that leaves the shortest window of "
                "vulnerability first."
            ),
            objective=4,
            about="autonomy",
            items=(
                "The need is 60 per cent of what the Americans provide",
                "The money is four times as much",
                "The Americans begin to leave three years later",
                "Nothing is changed",
                "The money starts four years later",
            ),
            explains=(
                "{less_years:.1f}, {rich_years:.1f}, {later_years:.1f}, {base_years:.1f} and "
                "{early_years:.1f} years: three more years of American presence do nearly as "
                "much as four times the money, which buys earlier orders and not faster deliveries."
            ),
        ),
        Choice(
            name="two_british_numbers",
            asks=(
                "For January 2022 a much-used file gives Britain {stock_gbr} warheads, newspapers "
                "{total_gbr}. Which number is right, by SIPRI's estimate for that month?"
            ),
            objective=5,
            options=(
                Option(
                    "Both, for they count different things",
                    "{stock_gbr} were in the stockpile; the other {retired_gbr} had been "
                    "withdrawn and waited to be taken apart.",
                    right=True,
                ),
                Option(
                    "{stock_gbr}; the newspapers give the ceiling that London plans",
                    "The ceiling that London announced in 2021 is another number, and higher "
                    "still.",
                ),
                Option(
                    "{total_gbr}; the file counts only the warheads that are deployed",
                    "{deployed_gbr} were deployed by that estimate, fewer than either number.",
                ),
            ),
            explains=(
                "Deployed, stored, retired and total are four counts. In later years the "
                "estimators changed their minds about Britain, which is no change of the arsenal."
            ),
        ),
        Several(
            name="where_the_two_sides_part",
            asks=(
                "Some scholars hold that Europe can defend itself alone, others that it cannot, or "
                "not soon. On which questions do the two sides mainly part?"
            ),
            objective=6,
            options=(
                Option(
                    "Whether Europe's economy is larger than Russia's",
                    "At market rates it is several times as large, and the quarrel is not about "
                    "that.",
                ),
                Option(
                    "Whether the need is what the Americans have, or what an attack would take",
                    "Posen's brigades answer an attack; a list of American items answers another "
                    "question.",
                    right=True,
                ),
                Option(
                    "Whether thirty governments can act as one",
                    "Meijer and Brooks see deep differences about what threatens whom; Posen "
                    "counts on armies that assemble quickly in a crisis.",
                    right=True,
                ),
                Option(
                    "Whether the Americans provide enablers",
                    "That they do is common ground; how much of them is needed, and how soon, is "
                    "not.",
                ),
            ),
            explains=(
                "The third question is how much time there is; it alone can be computed, and only "
                "once the other two are answered."
            ),
        ),
    ),
)
