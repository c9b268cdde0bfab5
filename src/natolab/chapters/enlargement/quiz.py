"""Quiz of the chapter on enlargement."""

from __future__ import annotations

from natolab.quizzes import Choice, Near, Numeric, Option, Ordering, Quiz, Several

QUIZ = Quiz(
    "enlargement",
    (
        Several(
            name="what_the_treaty_itself_asks",
            asks=(
                "Much that happens before a state joins NATO is practice. What does the treaty's "
                "Article 10 itself ask for?"
            ),
            objective=1,
            options=(
                Option(
                    "The agreement of all allies to invite it",
                    "One government's no is enough, and no state has a right to join.",
                    right=True,
                ),
                Option(
                    "A Membership Action Plan that it has carried out",
                    "The plan was added in 1999, and in 2023 the allies dropped it for Ukraine.",
                ),
                Option(
                    "That it is a European state",
                    "Article 10 opens no door to states elsewhere, Australia for instance.",
                    right=True,
                ),
                Option(
                    "Two thirds of the US Senate",
                    "That rule comes from the American constitution and a promise of 1949; the "
                    "treaty does not mention it.",
                ),
            ),
            explains=(
                "The text asks little and needs everyone; the rest has grown round it and can "
                "change without it."
            ),
        ),
        Ordering(
            name="weight_in_people",
            asks=(
                "Which newcomers added most to the alliance's people, as a share of the enlarged "
                "alliance in the same year? Use the bar chart and begin with the largest."
            ),
            objective=2,
            about="fig-enlargement-weight",
            items=(
                "West Germany (1955)",
                "Greece and Turkey (1952)",
                "Spain (1982)",
                "The seven states of 2004",
                "Montenegro (2017)",
            ),
            explains=(
                "To count states flatters the later rounds: one state in 1955 brought more people "
                "than seven in 2004."
            ),
        ),
        Choice(
            name="the_noes_of_1998",
            asks=(
                "In 1998 the Senate voted {tally_1999} for Poland, Hungary and the Czech Republic. "
                "Where on the chart of opponents do the noes stand?"
            ),
            objective=3,
            about="fig-enlargement-opponents",
            options=(
                Option(
                    "At the right edge, like the noes since 2017",
                    "Those later noes stand near the right edge; the band of 1999, which shows "
                    "this vote, is far wider.",
                ),
                Option(
                    "Across nearly the whole width of the chamber",
                    "Moynihan and Ashcroft wanted different things and cast the same vote.",
                    right=True,
                ),
                Option(
                    "On the left half only, since more Democrats than Republicans voted no",
                    "Democrats were slightly cooler, but Republicans divided too, "
                    "{republican_1999_tally}.",
                ),
            ),
            explains="A scale made from all votes does not show why somebody votes no.",
        ),
        Choice(
            name="newcomers_and_the_load",
            asks=(
                "In the explorer go from 1999 to 2009, in which years nine states join. What "
                "happens to the American share of what the allies spend on defence?"
            ),
            objective=2,
            about="enlargement",
            options=(
                Option(
                    "It falls, since more allies carry the load",
                    "More allies did pay, and yet their sum grew more slowly than American "
                    "spending.",
                ),
                Option(
                    "It hardly moves, since newcomers are poor",
                    "The newcomers did bring little money, but the share moved a good deal.",
                ),
                Option(
                    "It rises by some ten points",
                    "From {us_money_1999:.0f} to {us_money_2009:.0f} per cent: wars and budgets "
                    "moved it more than newcomers did.",
                    right=True,
                ),
            ),
            explains=(
                "Members and money are two measures. By 2024 the share was back at "
                "{us_money_2024:.0f} per cent."
            ),
        ),
        Numeric(
            name="thirty_one_signatures",
            asks=(
                "Suppose that each ally, independently of the others, holds up a candidate with a "
                "chance of 2 per cent. Of 12 allies all agree {all_agree_12:.0f} times in a "
                "hundred. How often do all of 31 agree?"
            ),
            objective=4,
            truth=lambda n: n["all_agree_31"],
            unit="times in a hundred",
            within=1,
            near=(
                Near(
                    lambda n: n["all_agree_12"],
                    "That is the answer for twelve; each ally more is one more that may hold up.",
                ),
                Near(
                    lambda n: 100 - 31 * 2,
                    "That adds up the chances of 31 hold-ups as if no two could fall together; "
                    "multiply the chances of agreeing instead.",
                ),
                Near(
                    lambda n: n["all_agree_12"] * 12 / 31,
                    "The chance does not shrink in proportion to the number of allies; each ally "
                    "takes two per cent of what is left.",
                ),
            ),
            explains=(
                "0.98 to the power of 31. Real governments are not independent, and a hold-out "
                "knows that it is the last, but each round makes the next one dearer."
            ),
        ),
        Choice(
            name="what_the_record_settles",
            asks=(
                "In February 1990 Secretary Baker told Gorbachev that NATO's jurisdiction would "
                "not move 'one inch to the east'; a record of the talk is published. Which "
                "question does the record settle?"
            ),
            objective=5,
            options=(
                Option(
                    "Whether such words were said",
                    "They were, and the archive lists similar words from several Western leaders.",
                    right=True,
                ),
                Option(
                    "Whether they were about states beyond Germany",
                    "That is disputed: Mark Kramer says no, the National Security Archive that "
                    "the talks were not so narrow.",
                ),
                Option(
                    "Whether they bound anyone in law",
                    "The treaty of September 1990 says nothing of states further east; what "
                    "informal assurances are worth is what the quarrel is about.",
                ),
                Option(
                    "Whether later wars were caused by a broken word",
                    "A record of what was said in 1990 cannot show why somebody acted decades "
                    "later.",
                ),
            ),
            explains=(
                "Was something said, about what, and did it bind? An answer to one is no answer "
                "to the next."
            ),
        ),
        Choice(
            name="peace_of_the_members",
            asks=(
                "Russia has invaded no ally. Why is this alone weak evidence that membership "
                "protects?"
            ),
            objective=6,
            options=(
                Option(
                    "Some thirty allies are too few for statistics",
                    "More cases chosen in the same way would carry the same doubt.",
                ),
                Option(
                    "Finland's long border shows that Russia does not mind the alliance",
                    "That fact is awkward for those who say that enlargement provokes; it leaves "
                    "open what keeps members safe.",
                ),
                Option(
                    "The treaty does not oblige allies to send soldiers",
                    "It leaves the means to each ally, but an attacker may be deterred by help "
                    "that is likely and not certain.",
                ),
                Option(
                    "Members were not drawn by lot",
                    "Those who got in may be the states for which Russia would never have fought.",
                    right=True,
                ),
            ),
            explains=(
                "The same doubt holds for the wars of those left out: their danger may have kept "
                "them out."
            ),
        ),
    ),
)
