"""Exercises that answer: every check and what it says, and every exercise of every chapter."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from lxml import etree

from natolab.exercises import Exercise, Outcome, Wrong, checks
from natolab.exercises import outcome as outcomes
from natolab.exercises.running import run
from natolab.exercises.words import shown
from natolab.model import SCENARIOS
from tests.support import exercises as support
from tests.support import site, source, trial

DECLARED = support.declared()
EVERY = pytest.mark.parametrize(
    "exercise", [exercise for _, _, exercise in DECLARED], ids=lambda one: one.address
)


@pytest.fixture(autouse=True)
def figures():
    """No test leaves a figure open, and none finds one."""
    plt.close("all")
    yield
    plt.close("all")


class TestEveryExercise:
    """Found in the package, without a list."""

    @pytest.mark.parametrize("path", site.chapters(), ids=lambda path: path.stem)
    def test_each_chapter_has_two_or_more(self, path):
        assert sum(topic == path.stem for topic, _, _ in DECLARED) >= 2

    @pytest.mark.parametrize(("topic", "name", "exercise"), DECLARED)
    def test_its_address_is_where_it_stands(self, topic, name, exercise):
        assert exercise.address == f"{topic}/{name}"

    @EVERY
    def test_the_page_has_its_cell(self, exercise):
        """The cell hands over the blanks, and offers what solution and mistakes need."""
        code, bound = support.stub(exercise)
        assert source.checked(code)[exercise.name] == list(exercise.blanks)
        assert code.rstrip().splitlines()[-1].startswith(f"exercises.{exercise.name}.check(")
        assert "exercises" in bound
        needed = {name for name in support.names(exercise.setup) if not name.startswith("_")}
        missing = needed - bound
        assert not missing, f"the chapter's cells do not define {missing}"

    @EVERY
    def test_the_stub_runs_and_says_what_is_missing(self, exercise):
        assert not trial.stub_faults(exercise, support.stub(exercise)[0])
        assert not plt.get_fignums()

    @EVERY
    def test_the_solution_solves_it(self, exercise):
        assert not trial.solution_faults(exercise)

    @EVERY
    def test_tempting_wrong_answers_draw_their_messages(self, exercise):
        assert len(exercise.wrong) >= 2
        assert len({wrong.message for wrong in exercise.wrong}) == len(exercise.wrong)
        assert not trial.mistake_faults(exercise)

    @EVERY
    def test_no_message_gives_the_answer_away(self, exercise):
        truths = [
            check.truth() for check in exercise.blanks.values() if isinstance(check, checks.Number)
        ]
        said = [exercise.asks, *(wrong.message for wrong in exercise.wrong), *exercise.hints]
        for truth in truths:
            assert not any(f"{truth:.4g}" in text for text in said)

    @EVERY
    def test_its_words_are_sentences(self, exercise):
        assert exercise.asks.endswith("?")
        assert 1 <= len(exercise.hints) <= 3
        for text in (*exercise.hints, exercise.teaches):
            assert text.endswith((".", "?"))
            assert text.count("`") % 2 == 0

    @EVERY
    def test_its_html_is_well_formed(self, exercise):
        for values in ([], trial.answers(exercise, exercise.solution)):
            given = exercise.evaluate(*values)
            root = etree.fromstring(given.html)
            assert root.get("class") == "exercise-outcome"
            assert root.get("data-exercise") == exercise.address
            assert root.get("data-outcome") == given.state
            assert root.get("role") == "status"
            folded = root.findall("details")[-1]
            assert folded.findtext("pre/code") == exercise.solution.strip()


# --- what one exercise does -----------------------------------------------------------------------


def exercise(**changes):
    given = {
        "chapter": "hormuz",
        "name": "sample",
        "asks": "How many?",
        "blanks": {
            "one": checks.Number(truth=lambda: 40.0, unit="per cent", within=0.1),
            "two": checks.Choice(truth=lambda: "up", options=("up", "down")),
        },
        "hints": ("First `a`.", "Second.", "Third."),
        "solution": "one = 40 if 1 < 2 else 0\ntwo = 'up'\n",
        "teaches": "That forty is less than fifty.",
        "wrong": (
            Wrong("one = base * 60\ntwo = 'up'", "`one` is {value}: sixty."),
            Wrong("one = base * 60\ntwo = 'down'", "`two` is {value}: down."),
        ),
        "setup": "base = 1\n",
    }
    return Exercise(**given | changes)


def test_blanks_are_judged_in_their_order():
    sample = exercise()
    assert sample.evaluate(40, "up").state == "solved"
    assert sample.evaluate(..., ...).message.startswith("`one` and `two` are still to be filled in")
    assert sample.evaluate(40, ...).message.startswith("`two` is still to be filled in")
    assert sample.evaluate(40).state == sample.evaluate().state == "open"
    three = exercise(blanks=dict.fromkeys("abc", checks.Number(unit="votes", within=0)))
    assert three.evaluate().message.startswith("`a`, `b` and `c` are still to be filled in")
    assert sample.evaluate(60, "down").message == "`one` is 60: sixty."
    assert sample.evaluate(60.0, "up").message == "`one` is 60: sixty."
    # The second blank of a known mistake may be the one that is wrong.
    mistake = Wrong("one = 40\ntwo = 'down'", "`two` is {value}: down.")
    assert exercise(wrong=(mistake,)).evaluate(40, "DOWN ").message == (
        "`two` is the text 'DOWN ': down."
    )


def test_too_many_values_are_named():
    said = exercise().evaluate(40, "up", 3)
    assert said.state == "wrong"
    assert said.message == "`check` takes `one` and `two`, but it was given 3 values."


@pytest.mark.parametrize("hints", [(), ("a",) * 4])
def test_number_of_hints_is_limited(hints):
    with pytest.raises(ValueError, match=f"hormuz/sample has {len(hints)} hints"):
        exercise(hints=hints)


def test_a_check_without_truth_says_so():
    with pytest.raises(ValueError, match="no truth"):
        checks.Number(unit="votes", within=0).fault("`x`", 1)
    with pytest.raises(NotImplementedError):
        checks.Check().kind("`x`", 1)
    with pytest.raises(NotImplementedError):
        checks.Check().difference("`x`", 1, 2)
    with pytest.raises(TypeError, match="given as the truth"):
        checks.Number(truth=lambda: "a", unit="votes", within=0).fault("`x`", 1)


def test_hints_lie_in_each_other_and_go_when_solved():
    """So they open one at a time, without scripts."""
    root = etree.fromstring(exercise().evaluate().html)
    first = root.find("details[@class='exercise-hint']")
    assert [one.text for one in root.iterfind(".//details[@class='exercise-hint']/summary")] == [
        "Hint 1 of 3",
        "Hint 2 of 3",
        "Hint 3 of 3",
    ]
    assert first.findtext("p/code") == "a"
    assert first.find("details/details") is not None
    assert not etree.fromstring(exercise().evaluate(40, "up").html).findall(".//details/details")
    assert "Hint" not in exercise().evaluate(40, "up").html


def test_what_a_student_writes_is_escaped():
    nasty = "<img src=x onerror=alert(1)>`&'\""
    given = exercise().evaluate(40, nasty).html
    root = etree.fromstring(given)
    assert not root.findall(".//img")
    assert "<img" not in given
    assert "<img src=x" in "".join(root.itertext())


@pytest.fixture
def displayed(monkeypatch):
    """What a notebook would show."""
    seen = []

    def display(item, raw=False):
        seen.append(item) if raw else item._ipython_display_()

    monkeypatch.setattr(outcomes, "display", display)
    monkeypatch.setattr("natolab.exercises.exercise.display", display)
    return seen


def test_check_shows_the_answer_once_and_returns_it(displayed):
    sample = exercise()
    given = sample.check(41, "up")
    given._ipython_display_()  # as a notebook does with the value of a cell's last line
    assert len(displayed) == 1
    assert displayed[0]["text/html"] == given.html == sample.evaluate(41, "up").html
    assert displayed[0]["text/plain"] == str(given) == f"Not yet. {given.message}"
    assert repr(sample.evaluate(41, "up")) == str(given)


def test_outside_a_notebook_it_prints(capsys):
    assert not InteractiveShell.initialized()
    assert exercise().check(40, "up").solved
    assert capsys.readouterr().out == "Solved. That forty is less than fifty.\n"


def test_code_of_an_exercise_leaves_no_figure_behind_and_prints_nothing(capsys):
    mine = plt.figure()
    names = run("import matplotlib.pyplot as plt", "fig = plt.figure()", "print(3)")
    assert not capsys.readouterr().out
    assert plt.get_fignums() == [mine.number]
    assert plt.gcf() is mine
    assert names["fig"] is not mine


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3, "3"),
        (np.float64(93.432191), "93.4322"),
        (0.00012, "0.00012"),
        (1234567.8, "1234568"),
        (10**400, "a number beyond all measure"),
        (-0.0, "-0"),
        (float("nan"), "nan"),
        (np.True_, "True"),
        ("x" * 100, "the text 'xxxxxxxxxxxxxxxxx...xxxxxxxxxxxxxxxxxx'"),
        (pd.DataFrame({"a": [1]}), "a table of 1 row and 1 column"),
        (pd.Series([1, 2]), "a column of 2 values"),
        (pd.Index([1, 2]), "an Index of 2 values"),
        (np.zeros((2, 3)), "an array of 6 values"),
        ([1], "a list of 1 value"),
        (len, "the function len"),
        (object(), "an object of the type object"),
        (SCENARIOS["breakdown"], "the Scenario 'breakdown'"),
    ],
)
def test_values_are_named_by_what_they_are(value, words):
    assert shown(value) == words


# --- numbers --------------------------------------------------------------------------------------


def number(right, unit="per cent", within=0.05):
    return checks.Number(truth=lambda: right, unit=unit, within=within)


@pytest.mark.parametrize(
    "answer",
    [40, 40.0, 40.05, np.float32(40), np.int64(40), Fraction(40), Decimal(40), np.array(40.0)],
)
def test_number_in_any_form(answer):
    assert number(40.0).fault("`x`", answer) is None


@pytest.mark.parametrize(
    ("answer", "right", "unit", "words"),
    [
        ("40", 40, "per cent", "the text '40'; what is asked is a number in per cent, written w"),
        (True, 40, "per cent", "`x` is True, the answer to a question of yes or no"),
        (None, 40, "per cent", "`x` has no value: `print` shows"),
        (
            pd.Series([40.0]),
            40,
            "per cent",
            "a column of 1 value; what is asked is a number in per",
        ),
        (pd.Series([40.0]), 40, "per cent", "with `.iloc[0]`"),
        ([40.0], 40, "per cent", "with `[0]`"),
        ({"a": 40.0}, 40, "per cent", "take the value out of it, with its name in square br"),
        ({40.0}, 40, "per cent", "take the value out of it."),
        (np.array([40.0]), 40, "per cent", "an array of 1 value"),
        (pd.Series([40.0, 1]), 40, "per cent", "choose one value, or make one of them"),
        (pd.DataFrame({"a": [40.0]}), 40, "per cent", "choose a column, and of this one value"),
        (
            pd.Series([], dtype=float),
            40,
            "per cent",
            "a column of 0 values: no row has met the cond",
        ),
        (pd.DataFrame({"a": []}), 40, "per cent", "a table of 0 rows and 1 column: no row has met"),
        (max, 40, "per cent", "the function max itself; call it: round brackets"),
        (pd.Series([40.0]).mean, 40, "per cent", "the function mean itself"),
        (40j, 40, "per cent", "an object of the type complex; what is asked is a number in"),
        (math.nan, 40, "per cent", "`nan`, not a number: was a selection empty"),
        (pd.NA, 40, "per cent", "`nan`, not a number"),
        (math.nan, 40, "NATO's dollars", "What is asked is a number in NATO's dollars"),
        (math.inf, 40, "per cent", "infinite, as after a division by zero"),
        (10**400, 40, "votes", "infinite"),
        (0.4123, 41.23, "per cent", "0.4123: that is a share of one"),
        (0.41, 41.23, "per cent", "that is a share of one"),
        (0.0084, 0.84, "percentage points", "that is a share of one; percentage points count in"),
        (0.0084, 0.84, "points", "which is too small"),
        (41.23, 0.4123, "share", "that is in per cent; a share lies between 0 and 1"),
        (58.77, 41.23, "per cent", "the other part of the whole"),
        (0.5877, 0.4123, "share", "the other part of the whole"),
        (141.23, 41.23, "per cent", "asked is the change alone"),
        (41.23, 141.23, "per cent", "that is the change alone; asked is the new value"),
        (-41.23, 41.23, "per cent", "the sign is turned round: see what is taken from what."),
        (1.2345, 1234.5, "million dollars", "a thousand times too small"),
        (1234.5, 0.0012345, "billion dollars", "a million times too large"),
        (2.5, 0.4, "times", "the fraction is upside down"),
        (242.54, 41.23, "per cent", "the fraction is upside down"),
        (41, 41.23, "per cent", "41, which is rounded too much"),
        (1200, 1234.5, "dollars", "1200, which is rounded too much"),
        (
            41.03,
            41.23,
            "per cent",
            "close but further off than rounding explains (0.05 is allowed)",
        ),
        (20, 21, "senators", "20, which is too small; what is asked is a number in senators"),
        (1200, 1234, "senators", "1200, which is rounded too much"),
        (50, 41.23, "per cent", "50, which is too large; what is asked is a number in per cent"),
        (0, 41.23, "per cent", "0, which is too small"),
        (10, 6.0, "per cent", "10, which is too large"),
        (0.7, 0.2, "share", "too large; what is asked is a share between 0 and 1"),
        (5, 0, "shares a year", "5, which is too large; what is asked is a number in shares"),
    ],
)
def test_number_names_the_slip(answer, right, unit, words):
    within = 0.05 if unit != "share" else 0.0005
    said = number(right, unit, within).fault("`x`", answer)
    assert words in said
    assert said.endswith((".", "?"))
    assert not said.endswith("?.")
    assert f"{right:g}" not in said.replace(shown(answer), "")


# --- words and names ------------------------------------------------------------------------------


def test_choice():
    check = checks.Choice(truth=lambda: "Supply", options=("Supply", "Fear"))
    assert check.fault("`x`", " supply ") is None
    assert check.fault("`x`", "fear") == "`x` is the text 'fear', which does not fit what is asked."
    for other in ("suply", 3, None, True):
        assert check.fault("`x`", other).endswith("choose one of `'Supply'`, `'Fear'`.")
    assert "a function without `return` gives none; choose" in check.fault("`x`", None)


def test_choice_of_yes_and_no():
    check = checks.Choice(truth=lambda: False, options=(True, False))
    assert check.fault("`x`", np.False_) is None
    assert check.fault("`x`", True) == "`x` is True, which does not fit what is asked."
    assert "choose one of `True`, `False`" in check.fault("`x`", "False")


ALLIES = checks.Names(truth=lambda: ["Spain", "Italy"], of="allies")


@pytest.mark.parametrize(
    "answer",
    [
        ["Italy", "Spain", "Spain"],
        {"italy ", "Spain"},
        pd.Series(["Spain", "Italy"]),
        pd.Index(["Spain", "Italy"]),
        np.array(["Spain", "Italy"]),
        {"Spain": 1, "Italy": 2},
    ],
)
def test_names_in_any_form(answer):
    assert ALLIES.fault("`x`", answer) is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("Spain", "the text 'Spain'; what is asked are several allies: a list in square brackets"),
        (pd.DataFrame({"a": ["Spain"]}), "choose the column that holds them"),
        (pd.Series([True, False]), "a column of `True` and `False`"),
        (["Spain"], "`x` holds 1 name: 1 of the allies asked is missing."),
        ([], "`x` holds 0 names: 2 of the allies asked are missing."),
        (["Spain", "Italy", "Mars"], "holds 3 names: the text 'Mars' does not belong there."),
        (["Mars"], "'Mars' does not belong there, and 2 of the allies asked are missing."),
        (pd.Series([1.5, 2.0], ["Spain", "Italy"]), "labels are allies, and whose values are not"),
        (pd.Series([1.5, 2.0], ["Mars", "Moon"]), "1.5 does not belong there"),
        (pd.Series(["Spain"], ["Italy"]), "holds 1 name: 1 of the allies asked is missing."),
    ],
)
def test_names_say_which_is_too_many_and_how_many_are_missing(answer, words):
    assert words in ALLIES.fault("`x`", answer)


def test_years_are_names_too():
    check = checks.Names(truth=lambda: [2014, 2015], of="years")
    assert check.fault("`x`", pd.Series([2015.0, 2014.0])) is None
    assert check.fault("`x`", [2014.5, float("nan")]).count("does not belong") == 1


# --- functions ------------------------------------------------------------------------------------

DOUBLE = checks.Function(
    truth=lambda: lambda a, b: 2 * a + b,
    cases=((1, 0), (3, 5)),
    result=checks.Number(unit="ships", within=0.01),
)


class Callable:
    def __call__(self, a, b):
        return 2 * a + b


@pytest.mark.parametrize(
    "answer", [lambda a, b: a + a + b, lambda *all: 2 * all[0] + all[1], Callable()]
)
def test_function_in_any_form(answer):
    assert DOUBLE.fault("`f`", answer) is None
    assert not DOUBLE.is_open(answer)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (13.0, "`f` is 13; what is asked is the function itself: its name without round brackets"),
        (lambda a: a, "`f` cannot be called with 2 inputs"),
        (lambda a, b: a / b, "`f(1, 0)` stops with ZeroDivisionError: division by zero."),
        (lambda a, b: None, "`f(1, 0)` has no value: `print` shows one but does not hand it on"),
        (lambda a, b: "2", "`f(1, 0)` is the text '2'; what is asked is a number in ships"),
        (lambda a, b: 2 * a, "`f(3, 5)` is 6, which is too small"),
        (lambda a, b: np.log(-a), "`f(1, 0)` is `nan`"),
    ],
)
def test_function_says_which_call_fails(answer, words):
    assert words in DOUBLE.fault("`f`", answer)


def test_function_names_a_scenario_that_it_was_given():
    check = checks.Function(
        truth=lambda: lambda scenario: 1, cases=((SCENARIOS["breakdown"],),), result=DOUBLE.result
    )
    assert "`f(the Scenario 'breakdown')` is 2" in check.fault("`f`", lambda scenario: 2)


def test_function_that_still_returns_the_dots_is_open():
    assert DOUBLE.is_open(lambda a, b: ...)
    assert DOUBLE.is_open(...)
    assert not DOUBLE.is_open(3)
    assert not DOUBLE.is_open(lambda a: ...)


def test_what_a_function_does_to_its_inputs_stays_without_effect():
    def spoil(values):
        values.clear()
        return 0

    case = ([1, 2],)
    check = checks.Function(
        truth=lambda: lambda values: 0, cases=(case, case), result=DOUBLE.result
    )
    assert check.fault("`f`", spoil) is None
    assert case == ([1, 2],)


def test_what_a_function_prints_does_not_show(capsys):
    assert "has no value" in DOUBLE.fault("`f`", print)
    assert not DOUBLE.is_open(print)
    assert DOUBLE.alike(print, print)
    assert not capsys.readouterr().out


def test_functions_are_alike_if_they_fail_alike():
    def fails(a, b):
        return 1 / b

    assert DOUBLE.alike(fails, lambda a, b: b**-1.0) is False  # another message
    assert DOUBLE.alike(fails, lambda a, b: (b / b) / b)
    assert DOUBLE.alike(lambda a, b: np.log(-a), lambda a, b: np.sqrt(-a))
    assert not DOUBLE.alike(lambda a, b: a, lambda a, b: b)
    assert not DOUBLE.alike(lambda a, b: a, 3)


def test_a_built_in_function_is_called_even_if_it_hides_its_inputs():
    check = checks.Function(truth=lambda: max, cases=((1, 2),), result=DOUBLE.result)
    assert check.fault("`f`", max) is None


# --- tables ---------------------------------------------------------------------------------------


def spending():
    return pd.DataFrame(
        {"share": [1.5, 2.0, 3.0], "since": pd.to_datetime(["2014", "2015", "2016"])},
        index=pd.Index(["Spain", "Italy", "Poland"], name="country"),
    )


TABLE = checks.Table(truth=spending, values=checks.Number(unit="per cent", within=0.01))
COLUMN = checks.Table(
    truth=lambda: spending()["share"], values=checks.Number(unit="per cent", within=0.01)
)


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table,
        lambda table: table.reset_index(),
        lambda table: table[["since", "share"]].sort_values("share", ascending=False),
        lambda table: table.rename(columns=str.upper).rename_axis("ally"),
        lambda table: table.rename(columns={"share": "a", "since": "b"}).reset_index(),
        lambda table: table.assign(more=1, share=table["share"] + 0.001),
        lambda table: table.astype({"share": "float32"}),
        lambda table: table.assign(since=table["since"].dt.date),
        lambda table: table.assign(since=table["since"].dt.to_period("D")),
        lambda table: table.reset_index().to_dict("list"),
    ],
)
def test_table_in_any_form(change):
    assert TABLE.fault("`x`", change(spending())) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda column: column,
        lambda column: column.to_frame(),
        lambda column: column.reset_index(),
        lambda column: column.rename(None)[::-1],
        lambda column: column.to_dict(),
        lambda column: column.astype("Float64"),
        lambda column: column.astype(object),
    ],
)
def test_column_in_any_form(change):
    assert COLUMN.fault("`x`", change(spending()["share"])) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t["share"].to_list(), "a list of 3 values, which has lost its labels"),
        (lambda t: 3, "`x` is 3; what is asked is a table, or a column whose rows have labels"),
        (lambda t: {"a": [1], "b": [1, 2]}, "a dict of 2 values; what is asked is a table"),
        (lambda t: t.groupby("country"), "`x` is only grouped; say what to compute of each"),
        (lambda t: t.mean, "the function mean itself; call it"),
        (lambda t: t.reset_index(drop=True), "does not tell which row is which: keep the country"),
        (lambda t: t[t["share"] > 9], "`x` is empty: no row has met the condition"),
        (lambda t: t.drop("Spain"), "`x` has 2 rows; 1 row that is asked is missing."),
        (lambda t: t.head(1), "`x` has 1 row; 2 rows that are asked are missing."),
        (lambda t: t.rename({"Spain": "Mars"}), "that of Mars does not belong there, and 1 row"),
        (lambda t: pd.concat([t, t.head(1)]), "more than one row for Spain; one for each is asked"),
        (lambda t: t[[]], "no column with the values that are asked"),
        (lambda t: t.assign(share=[1.5, 2.5, 3]), "`x`, column `share`, row Italy, is 2.5, which"),
        (lambda t: t.assign(share=t["share"] / 100), "row Spain, is 0.015: that is a share of one"),
        (lambda t: t.assign(share=[1.5, None, 3]), "row Italy, is empty, but there should be a"),
        (
            lambda t: t.assign(share=["1.5", "2", "3"]),
            "row Spain, is the text '1.5', which does not",
        ),
        (lambda t: t.assign(share=[np.ones(2)] * 3), "row Spain, is the text '[1. 1.]', which"),
        (lambda t: t.assign(since=pd.Timestamp("2014")), "column `since`, row Italy, is an object"),
    ],
)
def test_table_says_which_row_or_column_differs(change, words):
    assert words in TABLE.fault("`x`", change(spending()))


def test_one_wrong_column_is_not_named():
    assert COLUMN.fault("`x`", spending()["share"] * 2).startswith("`x`, row Spain, is 3, which is")


def test_of_several_columns_the_likeliest_is_named():
    table = spending().assign(share=["a", "b", "c"], old=[9.0, 9.0, 9.0], new=[1.0, 2.5, 3.5])
    said = COLUMN.fault("`x`", table.rename(columns={"share": "name"}))
    assert said.startswith("`x`, column `new`, row Spain, is 1,")


def test_order_matters_where_it_is_asked():
    check = checks.Table(
        truth=lambda: spending()["share"][::-1],
        values=checks.Number(unit="per cent", within=0.01),
        order="the largest first",
    )
    assert check.fault("`x`", spending()["share"]) == (
        "`x` has the right rows, but not in the order asked: the largest first."
    )
    assert check.fault("`x`", spending().sort_values("share", ascending=False)) is None


def test_rows_may_have_two_labels_and_gaps():
    def truth():
        return pd.DataFrame(
            {"year": [2014, 2014, 2015], "side": ["a", "b", "a"], "value": [1.0, np.nan, 3.0]}
        ).set_index(["year", "side"])

    check = checks.Table(truth=truth, values=checks.Number(unit="ships", within=0))
    assert check.fault("`x`", truth()) is None
    assert check.fault("`x`", truth().reset_index().sample(frac=1, random_state=1)) is None
    assert check.fault("`x`", truth().astype("Float64")) is None
    assert check.fault("`x`", truth().astype(object).where(truth().notna(), None)) is None
    assert "row 2014, b, is 7" in check.fault("`x`", truth().fillna(7.0))
    assert "row 2015, a, is 4" in check.fault("`x`", truth().replace(3.0, 4.0))
    assert "`x` has 2 rows; 1 row that is asked is missing" in check.fault("`x`", truth().head(2))
    assert "keep the year and side" in check.fault("`x`", truth()["value"].reset_index(drop=True))


def test_days_label_rows():
    def truth():
        return pd.Series([1.0, 2.0], index=pd.to_datetime(["2026-03-02", "2026-03-03"]))

    check = checks.Table(truth=truth, values=checks.Number(unit="ships", within=0))
    assert check.fault("`x`", truth()) is None
    assert "row 2026-03-03, is 5" in check.fault("`x`", truth().replace(2.0, 5.0))
    assert "keep the names in the index" in check.fault("`x`", pd.Series([1.0, 2.0]))


def test_a_year_labels_a_row_as_a_number_or_as_a_text():
    years = pd.Series([1.0, 2.0], index=[2014, 2015])
    for right, given in ((years, years.rename(str)), (years.rename(str), years)):
        check = checks.Table(
            truth=lambda right=right: right, values=checks.Number(unit="ships", within=0)
        )
        assert check.fault("`x`", given) is None
        assert check.fault("`x`", given.rename_axis("a").reset_index()) is None
        assert "row 2015, is 5" in check.fault("`x`", given.replace(2.0, 5.0))


# --- figures --------------------------------------------------------------------------------------


def prices():
    return pd.Series([70.0, 100.0, 140.0], index=pd.to_datetime(["2026-01", "2026-02", "2026-03"]))


DOLLARS = checks.Number(unit="dollars", within=0.1)
LINE = checks.Figure(truth=prices, values=DOLLARS, value_label=("dollar", "$"))


def drawn(draw, **labels):
    _, ax = plt.subplots()
    draw(ax)
    ax.set(**{"ylabel": "dollars a barrel"} | labels)
    return ax


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: ax.plot(prices()),
        lambda ax: ax.plot(prices().index.to_pydatetime(), prices().to_list(), "o--"),
        lambda ax: ax.plot(prices()[::-1]),
        lambda ax: ax.step(prices().index, prices()),
        lambda ax: prices().plot(ax=ax),
        lambda ax: prices().asfreq("MS").plot(ax=ax),
        lambda ax: (ax.plot(prices()), ax.axhline(80), ax.axvline(prices().index[1])),
        lambda ax: (ax.plot(prices()), ax.plot([], [], label="x")),
        lambda ax: ax.plot(prices().index + pd.offsets.MonthEnd(0), prices()),
        lambda ax: ax.plot(pd.concat([prices(), pd.Series([np.nan], [pd.Timestamp("2026-04")])])),
    ],
)
def test_line_drawn_in_any_way(draw):
    assert LINE.fault("`ax`", drawn(draw)) is None


def test_figure_is_handed_over_in_any_form():
    ax = drawn(lambda ax: ax.plot(prices()))
    for answer in (ax, ax.figure, plt, ax.get_lines(), ax.get_lines()[0], (ax.figure, ax), [[ax]]):
        assert LINE.fault("`ax`", answer) is None
    assert LINE.default() is ax.figure
    sample = exercise(blanks={"ax": LINE})
    assert sample.evaluate().solved
    plt.close("all")
    assert LINE.default() is ...
    assert sample.evaluate().state == "open"
    assert "is an object of the type module" in LINE.fault("`ax`", plt)


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda ax: None, "Nothing is drawn in `ax` yet; draw with `ax.plot(...)`."),
        (lambda ax: ax.bar(["a"], [1]), "There are no lines in `ax`, but bars; draw them with"),
        (lambda ax: ax.scatter([1], [1]), "no lines in `ax`, but points"),
        (
            lambda ax: ax.plot(prices().index, ["a", "b", "c"]),
            "the value at 2026-01-01 is 0, which",
        ),
        (lambda ax: ax.plot(prices().index, [None] * 3), "There are no lines in `ax`; draw"),
        (lambda ax: ax.imshow([[1]]), "There are no lines in `ax`; draw"),
        (lambda ax: (ax.plot(prices()), ax.plot(prices())), "shows 2 lines; 1 would be right"),
        (lambda ax: ax.plot(prices().head(2)), "ends at 2026-02-01, which is too early"),
        (lambda ax: ax.plot(prices().tail(2)), "begins at 2026-02-01, which is too late"),
        (lambda ax: ax.plot(prices().iloc[[0, 2]]), "has 2 points, where 3 would be right"),
        (lambda ax: ax.plot(prices() + 5), "In `ax`, the value at 2026-01-01 is 75, which is too"),
        (lambda ax: ax.plot(prices() / 1000), "is 0.07: that is a thousand times too small"),
    ],
)
def test_figure_says_which_data_differ(draw, words):
    assert words in LINE.fault("`ax`", drawn(draw))


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ({"ylabel": ""}, "The vertical axis of `ax` has no label; say what it shows and in which"),
        ({"ylabel": "Brent"}, "The vertical axis of `ax` says 'Brent', but not in which unit."),
        ({"ylabel": "$ a barrel"}, None),
    ],
)
def test_axes_need_names_with_units(labels, words):
    said = LINE.fault("`ax`", drawn(lambda ax: ax.plot(prices()), **labels))
    assert words in said if words else said is None


def test_what_is_no_figure_or_more_than_one():
    assert "`ax` is 3; what is asked is a figure" in LINE.fault("`ax`", 3)
    fig, axes = plt.subplots(1, 2)
    for ax in axes:
        ax.plot(prices())
    assert "`ax` has 2 pairs of axes" in LINE.fault("`ax`", fig)
    assert "Nothing is drawn" in LINE.fault("`ax`", plt.subplots()[0])


def two_lines():
    return pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 5.0]}, index=[2014, 2015])


TWO = checks.Figure(
    truth=two_lines,
    values=DOLLARS,
    value_label=("dollar",),
    index_label=("year",),
    log=True,
)


def test_several_lines_need_names_scales_and_more_than_colour():
    ax = drawn(lambda ax: (ax.plot(two_lines()["b"]), ax.plot(two_lines()["a"], ls="--")))
    assert "The horizontal axis of `ax` has no label" in TWO.fault("`ax`", ax)
    ax.set(xlabel="time")
    assert "horizontal axis of `ax` says 'time', but not what it counts" in TWO.fault("`ax`", ax)
    ax.set(xlabel="Year")
    assert "has a linear scale; asked is a logarithmic one" in TWO.fault("`ax`", ax)
    ax.set_yscale("log")
    assert "Nothing in `ax` says which line is which" in TWO.fault("`ax`", ax)
    ax.legend(["b", "a"])
    assert TWO.fault("`ax`", ax) is None
    ax.get_lines()[1].set_linestyle("-")
    assert "differ in colour alone" in TWO.fault("`ax`", ax)
    ax.text(2014, 1, "a")
    ax.text(2014, 3, "b")
    assert TWO.fault("`ax`", ax) is None


def test_of_several_lines_one_that_is_right_is_not_blamed():
    wrong = two_lines().assign(a=[1.0, 4.0])
    for number, order in ((1, ["a", "b"]), (2, ["b", "a"])):
        ax = drawn(lambda ax, order=order: ax.plot(wrong[order]))
        said = f"In `ax`, the value of the line number {number} at 2015 is 4, which is too large"
        assert said in TWO.fault("`ax`", ax)


def test_of_several_lines_the_wrong_one_is_named():
    wrong = pd.DataFrame({"b": [3.0, 9.0], "a": [1.0, 7.0]}, index=[2014, 2015])
    ax = drawn(lambda ax: wrong.plot(ax=ax))
    # Both are wrong: each is compared with the one whose name it bears.
    assert "the value of the line 'b' at 2015 is 9, which is too large" in TWO.fault("`ax`", ax)
    short = drawn(lambda ax: wrong.tail(1).plot(ax=ax))
    assert "The line 'b' in `ax` begins at 2015" in TWO.fault("`ax`", short)
    bars = checks.Figure(truth=two_lines, values=DOLLARS, value_label=("dollar",), marks="bar")
    ax = drawn(lambda ax: wrong.plot.bar(ax=ax))
    assert "the value of the group of bars 'b' at 2015 is 9" in bars.fault("`ax`", ax)


def test_years_that_are_not_asked():
    early = drawn(lambda ax: ax.plot([2013, 2014], two_lines()))
    assert "begins at 2013, which is too low" in TWO.fault("`ax`", early)
    odd = drawn(lambda ax: ax.plot([1, 2.5, 3], [1, 2, 3]))
    check = checks.Figure(
        truth=lambda: pd.Series([1.0, 2.0, 3.0], index=[1, 2, 3]),
        values=DOLLARS,
        value_label=("dollar",),
    )
    assert "has a value at 2.5, where none is asked" in check.fault("`ax`", odd)


def shares():
    return pd.Series([1.5, 2.0, 3.0], index=["Spain", "Italy", "Poland"])


BARS = checks.Figure(truth=shares, values=DOLLARS, value_label=("dollar",), marks="bar")


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: ax.bar(shares().index, shares()),
        lambda ax: shares()[::-1].plot.bar(ax=ax),
        lambda ax: ax.bar(range(3), shares(), tick_label=shares().index),
        lambda ax: (ax.bar([1, 2, 3], shares()), ax.set_xticks([1, 2, 3], shares().index)),
        lambda ax: [ax.bar(name, share) for name, share in shares().items()],
    ],
)
def test_bars_drawn_in_any_way(draw):
    assert BARS.fault("`ax`", drawn(draw)) is None


@pytest.mark.parametrize(
    "draw", [lambda ax: ax.barh(shares().index, shares()), lambda ax: shares().plot.barh(ax=ax)]
)
def test_lying_bars_have_their_values_along_the_other_axis(draw):
    ax = drawn(draw, ylabel="", xlabel="dollars")
    assert BARS.fault("`ax`", ax) is None
    ax.set(xlabel="")
    assert "The horizontal axis of `ax` has no label" in BARS.fault("`ax`", ax)
    log = checks.Figure(
        truth=shares, values=DOLLARS, value_label=("dollar",), marks="bar", log=True
    )
    ax.set(xlabel="dollars")
    assert '`ax.set_xscale("log")`' in log.fault("`ax`", ax)


def test_bars_that_differ():
    said = BARS.fault("`ax`", drawn(lambda ax: ax.bar(["Spain", "Italy", "Mars"], shares())))
    assert "The group of bars in `ax` has a value at 'Mars', where none is asked." in said
    said = BARS.fault("`ax`", drawn(lambda ax: ax.bar(shares().index, 2 * shares())))
    assert "In `ax`, the value at 'Italy' is 4, which is too large" in said
    said = BARS.fault("`ax`", drawn(lambda ax: ax.bar(["Spain"], [1.5])))
    assert "has 1 point, where 3 would be right" in said
    twice = drawn(lambda ax: (ax.bar(shares().index, shares()), ax.bar(["Spain"], [1.5])))
    assert BARS.fault("`ax`", twice) == "`ax` shows 2 groups of bars; 1 would be right."
    known = drawn(lambda ax: ax.bar(shares().index, 2 * shares()))
    one_by_one = drawn(lambda ax: [ax.bar(name, 2 * one) for name, one in shares().items()])
    assert BARS.alike(one_by_one, known)


def test_bars_of_years_and_groups_of_bars():
    check = checks.Figure(truth=two_lines, values=DOLLARS, value_label=("dollar",), marks="bar")
    table = two_lines()

    def side_by_side(ax):
        ax.bar(table.index - 0.2, table["a"], 0.4, label="a")
        ax.bar(table.index + 0.2, table["b"], 0.4, label="b")
        ax.set_xticks(table.index)
        ax.legend()

    assert check.fault("`ax`", drawn(side_by_side)) is None
    assert check.fault("`ax`", drawn(lambda ax: table.plot.bar(ax=ax))) is None
    one = checks.Figure(
        truth=lambda: table["a"], values=DOLLARS, value_label=("dollar",), marks="bar"
    )
    assert one.fault("`ax`", drawn(lambda ax: ax.bar(table.index, table["a"]))) is None


POINTS = checks.Figure(
    truth=lambda: two_lines()["a"], values=DOLLARS, value_label=("dollar",), marks="point"
)


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: ax.scatter(two_lines().index, two_lines()["a"]),
        lambda ax: ax.plot(two_lines()["a"], "o"),
        lambda ax: [ax.scatter(year, value) for year, value in two_lines()["a"].items()],
    ],
)
def test_points_drawn_in_any_way(draw):
    assert POINTS.fault("`ax`", drawn(draw)) is None


def test_points_and_lines_are_two_things():
    ax = drawn(lambda ax: ax.plot(two_lines()["a"], "o-"))
    assert "There are no points in `ax`, but lines" in POINTS.fault("`ax`", ax)


def test_figures_are_alike_if_they_have_the_same_wrong_data():
    right, wrong = drawn(lambda ax: ax.plot(prices())), drawn(lambda ax: ax.plot(prices() + 5))
    also = drawn(lambda ax: ax.plot(prices() + 5), ylabel="")
    assert LINE.alike(also, wrong)
    assert not LINE.alike(right, wrong)
    assert not LINE.alike(right, right), "right data are no mistake, whatever the labels"
    assert not LINE.alike(3, wrong)


def test_outcome_alone_can_be_shown(displayed):
    Outcome("hormuz/sample", "solved", "Fine.")._ipython_display_()
    assert len(displayed) == 1
