"""Quiz of the chapter on scenarios."""

from __future__ import annotations

from natolab.quizzes import Choice, Near, Numeric, Option, Ordering, Quiz, Several, Short

QUIZ = Quiz(
    "scenarios",
    (
        Choice(
            name="one_in_three",
            asks=(
                "An analyst presents three scenarios for an alliance. A listener concludes that "
                "each of them has a chance of about one in three. What is wrong with that?"
            ),
            objective=1,
            options=(
                Option(
                    "Nothing, as long as the three are equally plausible",
                    "However plausible they are, the future may follow none of the three, since "
                    "nobody drew them as shares of it.",
                ),
                Option(
                    "The most detailed one is the likeliest, for it has been thought through",
                    "Each added detail can only make a story less probable, though it often makes "
                    "it more convincing.",
                ),
                Option(
                    "A scenario says what would follow if; it does not divide the future",
                    "How likely a path is would be a forecast, and that takes other evidence.",
                    right=True,
                ),
            ),
            explains=(
                "A forecast says what will happen, a scenario what would follow from given "
                "decisions and events."
            ),
        ),
        Ordering(
            name="where_paths_end",
            asks=(
                "In the model, where does credibility stand after ten years? Put the paths in "
                "order, the highest credibility first."
            ),
            objective=2,
            items=(
                "Realignment: a short war, then consultation, joint diplomacy and few conditions",
                "De-escalation: a short war, and a guarantee that stays half conditional",
                "Blocked exit: a court restores membership after nine months",
                "Formal exit: nobody undoes it",
            ),
            explains=(
                "{end_realignment:.2f}, {end_deescalation:.2f}, {end_exit_blocked:.2f} and "
                "{end_formal_exit:.2f}: in the model a court restores a signature and not a belief."
            ),
        ),
        Choice(
            name="when_did_they_part",
            asks=(
                "Look at the chart of the years in which paths part. For which pair does the year "
                "depend most on how small a difference counts?"
            ),
            objective=2,
            about="fig-scenarios-parting",
            options=(
                Option(
                    "De-escalation and breakdown",
                    "Their three marks lie within the first year: here the standard hardly "
                    "matters.",
                ),
                Option(
                    "De-escalation and realignment",
                    "They part after {part_1_3_fine:.1f}, {part_1_3:.1f} or {part_1_3_wide:.1f} "
                    "years, by the finest, the middle and the coarsest standard.",
                    right=True,
                ),
                Option(
                    "Formal exit and blocked exit",
                    "They part late, soon after the ruling, but by all three standards at nearly "
                    "the same time.",
                ),
            ),
            explains=(
                "The decisions that separate de-escalation from realignment fall in the first "
                "year; trust in the model rises slowly, so that a good decision shows late."
            ),
        ),
        Several(
            name="one_slider",
            asks=(
                "In the Scenario Explorer choose Path 2 as A. Move one slider all the way, look at "
                "how A ends, and undo it. Which single moves keep the alliance from ending hollow?"
            ),
            objective=4,
            about="scenarios",
            options=(
                Option(
                    "War with Iran to 0",
                    "The slider moves the last step of the path, and even without any war the "
                    "alliance of the model ends hollow, at {less_breakdown_strike:.2f}.",
                ),
                Option(
                    "Guarantee tied to support to 0",
                    "Without conditions lost support no longer lowers the American commitment.",
                    right=True,
                ),
                Option(
                    "Joint crisis diplomacy to 1",
                    "Full diplomacy for all ten years, which no path contains, does it as well.",
                    right=True,
                ),
                Option(
                    "European rearmament to 1",
                    "Forces take years and move deterrence; belief in the American promise hardly "
                    "notices.",
                ),
            ),
            explains=(
                "What a path hangs on shows when levers are moved one at a time, and then in "
                "groups."
            ),
        ),
        Numeric(
            name="just_not_hollow",
            asks=(
                "In the Scenario Explorer choose Path 2 as A and lower nothing but “Guarantee tied "
                "to support”. What is its highest value at which A does not end hollow?"
            ),
            objective=3,
            about="scenarios",
            truth=lambda n: n["mend_0"],
            unit="on the lever's scale from 0 to 1",
            within=0.02,
            digits=2,
            near=(
                Near(
                    lambda n: n["before"],
                    "That is the value from before the war; to leave the class it need not come "
                    "down so far.",
                ),
                Near(
                    lambda n: n["mend_3_turned"],
                    "That is enough only if all other levers turn to realignment as well.",
                ),
            ),
            explains=(
                "Leaving the class is not being well: just below the border credibility ends at "
                "little more than a third."
            ),
        ),
        Choice(
            name="slow_or_stuck",
            asks=(
                "In the model an alliance leaves the path of breakdown for that of realignment. If "
                "it turns in year 1, credibility is {turn_1_long:.2f} fifty years later; if in "
                "year 2, {turn_2_long:.2f}. What does the difference show?"
            ),
            objective=5,
            options=(
                Option(
                    "The later path has come to rest in another, lower state",
                    "With some conditions left the model can rest in two places; without any, the "
                    "later path too is back at {turn_2_free:.2f}.",
                    right=True,
                ),
                Option(
                    "The later path needs only more time, since it started lower",
                    "Fifty years are time enough: it no longer moves, and waiting would not help.",
                ),
                Option(
                    "The clock was stopped before the later path had recovered",
                    "That is the trap of a reading after ten years from the start; here both were "
                    "followed for fifty years after the turn.",
                ),
            ),
            explains=(
                "It can seem too late because the clock ran out, or because the damage stays; only "
                "following the run further tells which."
            ),
        ),
        Short(
            name="detail_convinces",
            asks=(
                "A detail added to a story makes it less probable and yet often more convincing. "
                "What is this error of judgement called?"
            ),
            objective=6,
            accepts=("conjunction fallacy", "the conjunction fallacy", "conjunction error"),
            near=(
                Near(
                    "hindsight bias",
                    "That is to believe, once one knows the outcome, that one would have known it "
                    "before.",
                ),
                Near(
                    "overconfidence",
                    "That is to be too sure of one's answer; scenarios may loosen it by this very "
                    "error.",
                ),
            ),
            explains=(
                "Tversky and Kahneman showed it with forecasts of political events among other "
                "things, and a scenario is a detailed story by design."
            ),
        ),
    ),
)
