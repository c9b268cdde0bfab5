"""The script of the exercise: four rounds, what is reported in each, and what is to be decided.

Every option sets levers of the scenario model from the round's year on. What the levers mean is
the model's; that these sentences stand for those values is a judgement of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: Who decides a matter.
COUNCIL, WASHINGTON, EUROPEANS = "the Council", "the United States", "the European allies"


@dataclass(frozen=True)
class Option:
    """One way to decide: what the minutes say, and the levers that it sets."""

    says: str
    levers: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """A matter to be decided. The first option is what happens if nothing is agreed."""

    matter: str
    by: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Round:
    """One round: its year on the model's clock, what is reported, what has to be decided."""

    title: str
    year: float
    inject: str
    decisions: tuple[Decision, ...]


ROUNDS = (
    Round(
        "The first week",
        0.0,
        "In the night the United States has begun an air campaign against Iran, without having "
        "brought it before the Council. Tankers wait outside the strait. Washington asks allies "
        "for bases, for overflight and for ships; two capitals have said no to the press before "
        "the Council has met.",
        (
            Decision(
                "How hard is the campaign fought?",
                WASHINGTON,
                (
                    Option("The campaign goes on at full tempo.", {"strike": 1.0}),
                    Option("The campaign is limited to a few targets.", {"strike": 0.5}),
                    Option("The campaign is broken off for talks.", {"strike": 0.0}),
                ),
            ),
            Decision(
                "Does the alliance answer together?",
                COUNCIL,
                (
                    Option("No common answer: each ally speaks for itself."),
                    Option("A common statement, and no more.", {"coordination": 0.2}),
                    Option(
                        "A crisis cell: Washington informs first and decides after hearing the "
                        "others; talks are prepared together.",
                        {"consultation": 0.7, "coordination": 0.5},
                    ),
                ),
            ),
            Decision(
                "What does Washington say about the guarantee?",
                WASHINGTON,
                (
                    Option("Nothing: the treaty stands as it is."),
                    Option("That help in this war will be remembered.", {"conditionality": 0.5}),
                    Option("That who refuses cannot count on Article 5.", {"conditionality": 0.9}),
                ),
            ),
        ),
    ),
    Round(
        "The price at the pump",
        0.5,
        "Half a year on, petrol is dear everywhere. Governments ask for a joint escort through the "
        "strait and for a release of reserves. In Washington senators ask why America should "
        "defend those who did not come; in Europe voters ask why they pay for a war that nobody "
        "put before them.",
        (
            Decision(
                "How hard is the campaign fought from now on?",
                WASHINGTON,
                (
                    Option("As before."),
                    Option("Less.", {"strike": 0.3}),
                    Option("An armistice is sought.", {"strike": 0.0}),
                ),
            ),
            Decision(
                "Do allies act together in the strait?",
                COUNCIL,
                (
                    Option("No agreement: nothing changes."),
                    Option("Reserves are released together.", {"coordination": 0.4}),
                    Option("Reserves, escorts and talks, together.", {"coordination": 0.8}),
                ),
            ),
            Decision(
                "How much of the rearmament that was announced is paid for?",
                EUROPEANS,
                (
                    Option("As before."),
                    Option("Six tenths of it.", {"european_effort": 0.6}),
                    Option("Nearly all of it.", {"european_effort": 0.9}),
                ),
            ),
        ),
    ),
    Round(
        "The review",
        1.5,
        "A review of American forces in Europe is ready. Its draft has leaked: a third of them "
        "could go. Two eastern allies ask for the troops to stay at any price, and offer one; "
        "others ask for a timetable. The word of leaving the treaty is heard in Washington, not "
        "for the first time.",
        (
            Decision(
                "What becomes of the forces?",
                WASHINGTON,
                (
                    Option("They stay."),
                    Option("A third leaves, by an agreed timetable.", {"drawdown": 0.33}),
                    Option("Two thirds leave within the year.", {"drawdown": 0.66}),
                ),
            ),
            Decision(
                "What is said about leaving?",
                WASHINGTON,
                (
                    Option("As before."),
                    Option("It is said often.", {"exit_talk": 0.5}),
                    Option("A bill is sent to Congress.", {"exit_talk": 0.9}),
                    Option("The government rules it out.", {"exit_talk": 0.05}),
                ),
            ),
            Decision(
                "Does the Council write down how wars outside the treaty's area are consulted on?",
                COUNCIL,
                (
                    Option("No consensus: nothing changes."),
                    Option("A rule to inform.", {"consultation": 0.6}),
                    Option(
                        "A rule to consult before, with conditions on help taken back.",
                        {"consultation": 0.8, "conditionality": 0.2},
                    ),
                ),
            ),
        ),
    ),
    Round(
        "The notice",
        3.0,
        "An election lies ahead. A letter that gives the year's notice under Article 13 lies "
        "signed in a drawer, so the press reports; the law of 2023 forbids it without the Senate "
        "or an Act. The others meet without the United States for the first time, to ask what "
        "they could hold alone.",
        (
            Decision(
                "Is the notice given?",
                WASHINGTON,
                (
                    Option("No."),
                    Option("It is given and stopped by a court.", {"exit_talk": 0.9}),
                    Option(
                        "It is given and stands; membership ends.",
                        {"membership": 0.0, "exit_talk": 0.9},
                    ),
                ),
            ),
            Decision(
                "What do the European allies build?",
                EUROPEANS,
                (
                    Option("As before."),
                    Option("All that was announced is paid for.", {"european_effort": 1.0}),
                    Option("Less, since the danger seems past.", {"european_effort": 0.3}),
                ),
            ),
            Decision(
                "A new bargain?",
                COUNCIL,
                (
                    Option("No consensus."),
                    Option(
                        "Consultation for burden: no conditions on the guarantee, a common crisis "
                        "staff, a date for Europe's share.",
                        {"conditionality": 0.15, "consultation": 0.8, "coordination": 0.6},
                    ),
                    Option(
                        "A paid guarantee: those who pay their share are covered.",
                        {"conditionality": 0.6},
                    ),
                ),
            ),
        ),
    ),
)
#: The year of the debriefing.
END = 10.0
