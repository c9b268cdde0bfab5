"""Pairs that share more than the task explains are found, honest likeness is not."""

from __future__ import annotations

from natolab_grade import grading, similarity

KINDS = {"q1": "code", "q2": "text"}
GIVEN = {"q1": "# Put your code here.", "q2": "*Write your answer here.*"}
TASK = "total = 0\nfor value in [1, 2, 3]:\n    total = total + value\nprint(total, 'is the sum')"
ODD = (
    "acc = []\nfor thing in sorted(values, key=lambda pair: -pair[1]):\n"
    "    if thing[0].startswith('B') and len(acc) < 5:\n        acc.append(thing[1] * 2.5)\n"
    "outcome = sum(acc) / max(1, len(acc))"
)
ESSAY = (
    "Allies that lie far from the border spend less, since what they fear lies elsewhere; the sea "
    "is their wall and their neighbours are rich, peaceful and few in number."
)
OTHER = (
    "The guideline measures what goes in, and nobody can drive a percentage into battle: "
    "readiness, stocks and the will to use them weigh more than a budget does on paper."
)


def submission(student, code="", text=""):
    result = grading.Result(student, student, None, False, None, (), "toy.ipynb", "graded")
    result.answers = {"q1": code or GIVEN["q1"], "q2": text or GIVEN["q2"]}
    return result


def found(*submissions):
    crowd = [submission(f"s{n}", TASK.replace("sum", f"sum{n}")) for n in range(8)]
    return similarity.pairs([*crowd, *submissions], KINDS, GIVEN)


def names(pairs):
    return [(pair.one, pair.other) for pair in pairs]


def test_copied_code_with_other_figures_is_found():
    changed = ODD.replace("2.5", "3.75").replace("5:", "9:").replace("    ", "  ")
    (pair,) = found(submission("anna", ODD), submission("ben", changed))
    assert (pair.one, pair.other, pair.share) == ("anna", "ben", 1.0)
    assert pair.questions == (("q1", ODD, changed),)


def test_copied_sentences_are_found_in_another_essay():
    mixed = f"Let me begin with this. {ESSAY} But then again, who knows?"
    (pair,) = found(submission("anna", text=ESSAY), submission("ben", text=mixed))
    assert pair.questions[0][0] == "q2"


def test_what_many_wrote_and_what_was_given_is_not_listed():
    assert found(submission("anna", TASK), submission("ben", TASK)) == []
    long = "# " + "Read the table, choose a year, and sum what the allies spent in it. " * 3
    given = GIVEN | {"q1": long}
    pair = [submission("anna", long + "\nx = 1"), submission("ben", long + "\ny = 2")]
    assert similarity.pairs(pair, KINDS, given) == []


def test_different_essays_are_not_listed():
    assert found(submission("anna", text=ESSAY), submission("ben", text=OTHER)) == []


def test_pairs_with_most_in_common_come_first():
    pairs = found(
        submission("anna", ODD, ESSAY),
        submission("ben", ODD, ESSAY),
        submission("cara", text=ESSAY),
    )
    assert names(pairs)[0] == ("anna", "ben") and len(pairs) == 3


def test_code_that_is_no_python_is_compared_as_far_as_it_goes():
    assert found(submission("anna", ODD + "\n'''"), submission("ben", ODD + "\n(((")) != []


def test_report_gives_no_verdict(tmp_path):
    table, page = similarity.write(
        tmp_path, "Toy", found(submission("anna", ODD), submission("ben", ODD))
    )
    text = page.read_text(encoding="utf-8")
    assert "There are honest reasons" in text and "plagiari" not in text.lower()
    assert table.read_text(encoding="utf-8").splitlines()[1].startswith("anna,ben,")
