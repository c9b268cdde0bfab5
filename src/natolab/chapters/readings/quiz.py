"""Quiz of the chapter on the readings."""

from __future__ import annotations

from natolab.methods.agreement import cohen_kappa
from natolab.quizzes import Choice, Near, Numeric, Option, Ordering, Quiz, Short

#: How often two invented coders chose each pair of verdicts.
_PAIRS = {
    ("supported", "supported"): 12,
    ("supported", "partly"): 3,
    ("partly", "supported"): 3,
    ("partly", "partly"): 2,
}
_ONE, _OTHER = zip(*(pair for pair, times in _PAIRS.items() for _ in range(times)), strict=True)


def _share(verdicts: tuple[str, ...], verdict: str) -> float:
    """Return which part of a coder's verdicts is the given one."""
    return verdicts.count(verdict) / len(verdicts)


QUIZ = Quiz(
    "readings",
    (
        Choice(
            name="the_weaker_limit",
            asks=(
                "An article without a date quotes words that were spoken on 1 April, fears "
                "escalation, and does not mention the ceasefire of the 7th. You conclude that it "
                "was written between the two. Which of the two limits is the weaker, and why?"
            ),
            objective=1,
            options=(
                Option(
                    "The earlier: the quoted words may have been spoken before",
                    "They were reported on that day; a text cannot quote what has not been said.",
                ),
                Option(
                    "The later: it rests on what the text does not say",
                    "A writer who knew of a ceasefire would hardly fear escalation, but hardly is "
                    "not never: an inference, and a good one.",
                    right=True,
                ),
                Option(
                    "Neither: without a date in the text nothing can be said",
                    "What a text knows and does not know often dates it to within days.",
                ),
            ),
            explains=(
                "Say what is known and what is inferred, and on what the inference rests: silence "
                "is weaker than a quotation."
            ),
        ),
        Choice(
            name="may_and_if",
            asks=(
                "A claim reads: “America may cut what it does in Europe if it takes restraint for "
                "indifference.” Which kind of claim is it?"
            ),
            objective=2,
            options=(
                Option(
                    "A causal claim, because of the “if”",
                    "A condition says when something may come; the claim is still about what will "
                    "be seen.",
                ),
                Option(
                    "An opinion, because of the “may”",
                    "“May” makes a claim cautious, not undecidable: cuts come or do not come.",
                ),
                Option(
                    "A forecast, with a condition and a caution",
                    "Ask which observation would count against it; it lies in the future.",
                    right=True,
                ),
            ),
            explains=(
                "The kind decides the test: documents for facts, rival causes for causes, time for "
                "forecasts, and none for opinions."
            ),
        ),
        Numeric(
            name="agreement_beyond_chance",
            asks=(
                "Two coders judge 20 claims. Each calls 15 of them supported and 5 partly; they "
                "agree on 12 that are supported and on 2 that are partly. What is Cohen's kappa?"
            ),
            objective=3,
            truth=lambda n: cohen_kappa(_ONE, _OTHER),
            unit="on a scale up to 1",
            within=0.02,
            digits=2,
            near=(
                Near(
                    lambda n: sum(a == b for a, b in zip(_ONE, _OTHER, strict=True)) / len(_ONE),
                    "That is the share on which they agree; much of it would come by chance.",
                ),
                Near(
                    lambda n: sum(
                        _share(_ONE, verdict) * _share(_OTHER, verdict) for verdict in set(_ONE)
                    ),
                    "That is the agreement which chance would give.",
                ),
                Near(
                    lambda n: _share(_ONE, "supported"),
                    "That is how often each says supported.",
                ),
            ),
            explains=(
                "Agreement beyond chance, divided by what chance leaves to be gained: two coders "
                "who mostly say supported agree often without having looked."
            ),
        ),
        Choice(
            name="where_claims_failed",
            asks=(
                "In the explorer show the contradicted claims alone. On which theme do most of "
                "them lie, and what explains that best?"
            ),
            objective=3,
            about="readings",
            options=(
                Option(
                    "The past as told: a column tells decades in a page",
                    "{past_contradicted} of the column's {past} claims about the past fail, above "
                    "all dates around one document.",
                    right=True,
                ),
                Option(
                    "The war and its oil: news of the week is full of mistakes",
                    "None of them lies there: a text that reports its own week is rarely plainly "
                    "wrong.",
                ),
                Option(
                    "The order to come: forecasts are what fails most",
                    "No forecast is among them, and that says more about phrasing than about "
                    "foresight.",
                ),
            ),
            explains=(
                "Counts are not marks: the two texts tell different things, and a wrong date "
                "counts as much here as a wrong cause."
            ),
        ),
        Choice(
            name="no_forecast_failed",
            asks=(
                "Look at the chart of the forecasts, when written and now. Where did the verdicts "
                "that moved go, and what follows?"
            ),
            objective=4,
            about="fig-readings-forecasts",
            options=(
                Option(
                    "To partly or supported; so the writers foresaw the year well",
                    "“May”, “could” and three paths that cover almost everything leave little that "
                    "could fail, and the rules were kind.",
                ),
                Option(
                    "To partly or supported; but few of them could have failed",
                    "None moved to contradicted: most have no date and no measure, and the coders "
                    "judged them kindly.",
                    right=True,
                ),
                Option(
                    "Some to contradicted, since the year went on otherwise",
                    "That column of the chart is empty, when written and now.",
                ),
            ),
            explains=(
                "Judge a forecast by what its writer could know, and ask of each whether an "
                "outcome was left that would have counted against it."
            ),
        ),
        Ordering(
            name="a_cause_comes_first",
            asks=(
                "A newspaper column on NATO names six events in its own order; a chart joins it "
                "with their dates. Put the events in the order of the calendar, the earliest first."
            ),
            objective=5,
            about="fig-readings-order",
            items=(
                "Munich's conference speaks of Westlessness",
                "The Capitol is stormed",
                "Munich's online Special Edition",
                "Russia's full-scale invasion of Ukraine",
                "The Strategic Concept of Madrid",
                "Germany's security strategy",
            ),
            explains=(
                "To tell a story backwards is no mistake. But a reproach over the Capitol cannot "
                "have put into a president's head what aides heard him say in 2018."
            ),
        ),
        Short(
            name="from_grounds_to_claim",
            asks=(
                "“The president doubts the promise, so the alliance is weaker” needs an unspoken "
                "sentence: allies act on what they expect of America. What does Toulmin call the "
                "part of an argument that leads from the grounds to the claim?"
            ),
            objective=5,
            accepts=("warrant", "the warrant", "a warrant"),
            near=(
                Near(
                    "backing",
                    "Backing is what supports that sentence when somebody doubts it.",
                ),
                Near(
                    "qualifier",
                    "A qualifier says how surely the claim is meant, such as probably.",
                ),
                Near(
                    "rebuttal",
                    "A rebuttal says when the claim does not hold, and begins with unless.",
                ),
            ),
            explains=(
                "Theories of alliances disagree about just this sentence, and so it is the place "
                "to argue about."
            ),
        ),
    ),
)
