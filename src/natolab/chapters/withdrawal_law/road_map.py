"""The road from an announcement to an exit, as a tree of yes-or-no questions.

Every question has a probability of "yes" that the reader sets; the share of an outcome is the sum,
over the paths that end in it, of the products along the path. Nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Months of the clock in Article 13, and the days of notice to two committees in months.
CLOCK = 12.0
NOTICE = 180 * 12 / 365.25
#: Last month of the time line.
HORIZON = 48

#: The tree: for each question what follows a yes and what follows a no. A name that is not
#: itself a question is an outcome.
TREE = {
    "consent": ("exit_consent", "act"),
    "act": ("exit_act", "defy"),
    "defy": ("suit", "stays_no_notice"),
    "suit": ("standing", "exit_no_suit"),
    "standing": ("review", "exit_no_standing"),
    "review": ("statute", "exit_political_question"),
    "statute": ("in_time", "exit_upheld"),
    "in_time": ("heeded", "exit_late"),
    "heeded": ("stays_notice_withdrawn", "exit_unheeded"),
}
START = "consent"
#: The chain of questions that undoes a notice given in defiance if all are answered yes.
LINKS = ("suit", "standing", "review", "statute", "in_time", "heeded")
#: Outcomes, in the order in which the tree comes to them, in the words of the page.
OUTCOMES = {
    "exit_consent": "Out, with the Senate's consent",
    "exit_act": "Out, by an Act",
    "stays_no_notice": "In: no notice is given",
    "exit_no_suit": "Out: nobody sues",
    "exit_no_standing": "Out: no plaintiff is accepted",
    "exit_political_question": "Out: the courts will not decide",
    "exit_upheld": "Out: the court sides with the president",
    "exit_late": "Out, unlawfully at home: the ruling comes too late",
    "exit_unheeded": "Out, unlawfully at home: the ruling is not obeyed",
    "stays_notice_withdrawn": "In: the notice is taken back",
}
#: Exits that Congress allowed.
LAWFUL = ("exit_consent", "exit_act")


def paths(
    probabilities: Mapping[str, float],
) -> list[tuple[str, float, tuple[tuple[str, bool], ...]]]:
    """Return every path through the tree.

    Parameters
    ----------
    probabilities : mapping of str to float
        For each question of ``TREE`` the probability of "yes", from 0 to 1.

    Returns
    -------
    list of (str, float, tuple)
        Outcome, probability, and the questions on the way with their answers; yes before no.

    Raises
    ------
    ValueError
        If a probability is missing or outside 0 to 1.
    """
    for question in TREE:
        chance = probabilities.get(question)
        if chance is None or not 0 <= chance <= 1:
            raise ValueError(
                f"The probability of {question!r} is {chance!r}, but it must be a number from 0 "
                "to 1."
            )
    found = []

    def walk(node: str, share: float, way: tuple[tuple[str, bool], ...]) -> None:
        if node not in TREE:
            found.append((node, share, way))
            return
        yes, no = TREE[node]
        walk(yes, share * probabilities[node], (*way, (node, True)))
        walk(no, share * (1 - probabilities[node]), (*way, (node, False)))

    walk(START, 1.0, ())
    return found


def shares(probabilities: Mapping[str, float]) -> dict[str, float]:
    """Return the share of each outcome; they sum to one.

    Parameters
    ----------
    probabilities : mapping of str to float
        For each question of ``TREE`` the probability of "yes".

    Returns
    -------
    dict of str to float
        Shares in the order of ``OUTCOMES``.
    """
    total = dict.fromkeys(OUTCOMES, 0.0)
    for outcome, share, _ in paths(probabilities):
        total[outcome] += share
    return total


def out(probabilities: Mapping[str, float], without_congress: bool = False) -> float:
    """Return the probability that the United States ceases to be a party.

    Parameters
    ----------
    probabilities : mapping of str to float
        For each question of ``TREE`` the probability of "yes".
    without_congress : bool
        Count only the exits that Congress did not allow.

    Returns
    -------
    float
        A sum of shares. An exit counts when the year of Article 13 runs out, even where a court
        has called the notice unlawful: the clock runs between states.
    """
    return sum(
        share
        for outcome, share in shares(probabilities).items()
        if outcome.startswith("exit") and not (without_congress and outcome in LAWFUL)
    )


def sensitivity(
    probabilities: Mapping[str, float], without_congress: bool = False
) -> dict[str, float]:
    """Return by how much the probability of being out moves with each branch.

    The probability is linear in each single branch, so its derivative is exactly the difference
    between a certain yes and a certain no, the other branches held.

    Parameters
    ----------
    probabilities, without_congress
        As in ``out``.

    Returns
    -------
    dict of str to float
        For each question the derivative, from -1 to 1: positive where a likelier yes makes the
        exit likelier.
    """
    return {
        question: out({**probabilities, question: 1.0}, without_congress)
        - out({**probabilities, question: 0.0}, without_congress)
        for question in TREE
    }


def months(vote: float, defiance: float, observes_notice: bool) -> dict[str, float]:
    """Return when, after the announcement, each kind of exit takes effect.

    Parameters
    ----------
    vote : float
        Months until the Senate or Congress has allowed the exit.
    defiance : float
        Months until notice is given in defiance of the statute.
    observes_notice : bool
        Whether a president who defies the ban still tells the committees 180 days before.

    Returns
    -------
    dict of str to float
        Months for ``lawful`` and ``defiant`` exits. The 180 days run beside the vote; the year
        of Article 13 starts with the notice.

    Raises
    ------
    ValueError
        If a time is negative.
    """
    if min(vote, defiance) < 0:
        raise ValueError(
            f"vote is {vote!r} and defiance {defiance!r} months, but time cannot be negative."
        )
    return {
        "lawful": max(vote, NOTICE) + CLOCK,
        "defiant": (max(defiance, NOTICE) if observes_notice else defiance) + CLOCK,
    }


def time_line(
    probabilities: Mapping[str, float], when: Mapping[str, float], horizon: int = HORIZON
) -> dict:
    """Return how the probability of being out grows month by month.

    Parameters
    ----------
    probabilities : mapping of str to float
        For each question of ``TREE`` the probability of "yes".
    when : mapping of str to float
        Months of a ``lawful`` and of a ``defiant`` exit, as ``months`` returns them.
    horizon : int
        Last month.

    Returns
    -------
    dict
        ``by_month`` (probability of being out at the end of months 0 to ``horizon``), and
        ``expected``, the mean number of months until the exit in the cases in which there is one
        (None where there is none).
    """
    without = out(probabilities, without_congress=True)
    lawful = out(probabilities) - without
    by_month = [
        (lawful if month >= when["lawful"] else 0.0)
        + (without if month >= when["defiant"] else 0.0)
        for month in range(horizon + 1)
    ]
    total = lawful + without
    expected = (
        (lawful * when["lawful"] + without * when["defiant"]) / total if total > 1e-12 else None
    )
    return {"by_month": by_month, "expected": expected}
