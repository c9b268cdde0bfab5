"""The cage itself: what it runs, what it says, what it refuses."""

import contextlib
import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from natolab_grade import cage
from natolab_grade.cage import bubblewrap, canary
from natolab_grade.cage.faults import fault
from natolab_grade.cage.process import Process
from nbformat.v4 import new_code_cell, new_notebook
from tests.support.batch import LIMITS


def notebook(*sources, locked=()):
    """Return a notebook of code cells, those of the numbers in `locked` being tests.

    A locked cell at the very beginning is no test, but what is given.
    """
    made = new_notebook()
    for number, source in enumerate(sources):
        fixed = number in locked
        marks = {"grade_id": f"c{number}", "grade": fixed and number > 0}
        marks |= {"solution": not fixed, "locked": fixed}
        made.cells.append(new_code_cell(source, metadata={"nbgrader": marks}))
    return made


def outputs(result, number=-1):
    return result.notebook.cells[number].outputs


def kinds(result):
    return [(fault.cell, fault.kind) for fault in result.faults]


@pytest.fixture(scope="module")
def run(environment):
    def run(*sources, locked=(), files=None, **limits):
        allowed = cage.Limits(**(vars(LIMITS) | limits))
        return cage.run(notebook(*sources, locked=locked), allowed, environment, files)

    return run


def test_outputs_are_those_of_a_notebook(run):
    result = run(
        "print('one')\n1 + 1",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
        "import pandas as pd\npd.DataFrame({'a': [1]})",
        "import sys\nprint('to err', file=sys.stderr)\n1 / 0",
    )
    nbformat.validate(result.notebook)
    assert not result.faults
    stream, value = outputs(result, 0)
    assert (stream.name, stream.text) == ("stdout", "one\n")
    assert value.data == {"text/plain": "2"} and value.execution_count == 1
    assert {"image/png", "text/plain"} == {*outputs(result, 1)[-1].data}
    assert "<td>1</td>" in outputs(result, 2)[0].data["text/html"]
    stream, error = outputs(result, 3)
    assert stream.name == "stderr" and error.ename == "ZeroDivisionError"
    assert "1 / 0" in "".join(error.traceback)


def test_submission_is_left_as_it_was(run):
    given = notebook("1 + 1")
    before = nbformat.writes(given)
    with cage.Environment() as environment:
        cage.run(given, LIMITS, environment)
    assert nbformat.writes(given) == before


def test_error_in_a_test_shows_nothing_of_the_test(run):
    result = run("x = 1", "secret = 7\nassert x == 2, 'Look again.'", locked=[1])
    (error,) = outputs(result)
    assert error.evalue == "Look again."
    assert "secret" not in "".join(error.traceback)


def test_names_of_a_test_mean_what_they_meant(run):
    """Nobody passes by calling something of their own ``abs`` or ``np``."""
    lies = "abs = lambda x: 0\nclass np:\n    def isclose(*a):\n        return True"
    test = "assert abs(-1) == 1 and not np.isclose(1, 2)"
    result = run("import numpy as np", lies, test, "print(abs(-1))", locked=[0, 2])
    assert outputs(result, 2) == []
    assert outputs(result, 3)[0].text == "0\n"


#: Ways to make the course's checks content with everything.
CONTENT = {
    "the check": "marking.value = lambda *a, **k: None",
    "its code": "marking.value.__code__ = (lambda *a, **k: None).__code__",
    "its module": "import natolab.exercises\nclass marking:\n    value = lambda *a, **k: None\n"
    "natolab.exercises.marking = marking",
    "the list of modules": "import sys\nclass fake:\n    class marking:\n"
    "        value = lambda *a, **k: None\n    checks = checks\n"
    "sys.modules['natolab.exercises'] = fake",
    "an inherited method": "checks.Number.fault = lambda *a: None\n"
    "checks.Function.fault = lambda *a: None",
    "a built-in of a module": "from natolab.exercises.checks import number\n"
    "number.abs = lambda x: 0",
    "a module beneath": "import copy, natolab.exercises.checks.function as f\n"
    "f._called = lambda *a: 5",
    "what shows errors": "type(get_ipython())._showtraceback = lambda *a: None\n"
    "get_ipython().outputs.error = True",
}
MARKING = "from natolab.exercises import checks, marking\n"
FIVE = "checks.Number(truth=lambda: 5, unit='ships', within=0)"
FUNCTION = f"checks.Function(truth=lambda: lambda: 5, cases=((),), result={FIVE})"


@pytest.mark.parametrize("way", CONTENT)
def test_check_that_a_student_has_made_content_gives_no_points(run, way):
    """Neither before the test nor from within it, by a function that the test calls."""
    code = CONTENT[way]
    before = run(
        MARKING, f"{code}\nx = 0", f"{MARKING}marking.value('x', x, {FIVE})", locked=[0, 2]
    )
    assert ("c1", "tampered") in kinds(before)
    assert [output.output_type for output in outputs(before)] == ["error"]
    lines = code.replace("\n", "\n    ")
    within = run(
        MARKING,
        f"def f():\n    global marking\n    {lines}\n    return 0",
        f"{MARKING}marking.value('f', f, {FUNCTION})",
        "ship = 1",
        locked=[0, 2],
    )
    assert ("c2", "tampered") in kinds(within)
    assert outputs(within, 2)[0].output_type == "error"
    assert within.notebook.cells[2].execution_count is None


def test_error_of_a_test_that_is_kept_from_being_shown_is_seen(run):
    hides = "def f():\n    get_ipython().outputs._send = lambda output: None\n    return 0"
    result = run(hides, "assert f() == 5", locked=[1])
    assert kinds(result) == [("c1", "hidden-error")]
    assert [output.output_type for output in outputs(result)] == ["error"]


def test_what_was_given_is_what_tests_use(run):
    """Nobody passes by calling another table, or another function, as the given one is called."""
    given = "goal = 5\ndef double(x):\n    return 2 * x"
    first = "_half = lambda x: x / 2\nanswer = 10"
    lies = "goal = 0\ndouble = _half = lambda x: 0\nanswer = 0"
    second = "assert double(goal) == 10 and _half(goal) == 2.5\nassert answer == 0"
    result = run(given, first, lies, second, "print(goal, double(1))", locked=[0, 1, 3])
    assert outputs(result, 3) == []
    assert outputs(result, 4)[0].text == "0 0\n"


def test_warning_in_a_test_is_no_output_on_stderr(run):
    """nbgrader 0.9.6 takes whatever a test prints there for a failure."""
    code = "import warnings\ndef f():\n    warnings.warn('rounded')"
    result = run(code, "f()", locked=[1])
    assert [output.name for output in outputs(result)] == ["stdout"]


def test_files_lie_in_the_folder_and_stand_in_for_no_module(run):
    files = {"data/a.csv": b"x\n1\n", "helper.py": b"y = 2", "numpy.py": b"raise SystemExit"}
    code = "import numpy, helper\nprint(open('data/a.csv').read().split(), helper.y)"
    assert outputs(run(code, files=files))[0].text == "['x', '1'] 2\n"


def test_file_that_cannot_lie_there_is_named_and_all_else_goes_on(run):
    files = {"large.csv": bytes(9 << 20), "no\0name": b"x", "../../usr/x": b"x", "a.csv": b"x"}
    result = run("import os\nprint(os.listdir('.'))", files=files)
    assert [fault.kind for fault in result.faults] == ["beside"] * 3
    assert "a.csv" in outputs(result)[0].text


def test_two_runs_give_the_same(run):
    code = (
        "import random, numpy as np\n"
        "print(random.random(), np.random.rand(), list({'a', 'b', 'c', 'd'}), hash('a'))"
    )
    assert outputs(run(code)) == outputs(run(code))


def test_one_thread_computes(run):
    code = "import os\nprint(os.environ['OPENBLAS_NUM_THREADS'], os.environ['OMP_NUM_THREADS'])"
    assert outputs(run(code))[0].text == "1 1\n"


def test_who_runs_is_nobody(run):
    code = "import os\nprint(os.getuid() == 0, os.getpid(), os.getcwd(), os.listdir('.'))"
    assert outputs(run(code))[0].text == "False 1 /student []\n"


def test_dead_process_costs_its_cell_and_no_other(run):
    result = run("a = 1", "import os\nos._exit(3)", "print(a)")
    assert kinds(result) == [("c1", "died")]
    assert outputs(result, 1)[0].evalue == result.faults[0].sentence
    assert outputs(result, 2)[0].text == "1\n"


def test_thread_that_kills_later_is_found(run):
    killer = (
        "import os, threading\nend = threading.Thread(target=lambda: go.wait() and os._exit(1))\n"
        "end.start()"
    )
    first = "import threading\ngo = threading.Event()"
    result = run(first, killer, "go.set()\nend.join()", "print('on')")
    assert {kind for _, kind in kinds(result)} <= {"died", "background"}
    assert outputs(result, 3)[0].text == "on\n"


def test_time_in_all_ends_the_run_and_no_test_seems_passed(run):
    code = "import time\ntime.sleep(1)"
    result = run(*[code] * 8, "pass", locked=[8], seconds=3, seconds_in_all=3)
    assert ("time-in-all" in {kind for _, kind in kinds(result)}) is True
    assert outputs(result)[0].output_type == "error"
    assert result.notebook.cells[-1].execution_count is None


def test_end_again_and_again_ends_too(run):
    result = run(*["import os\nos._exit(1)"] * 20, "pass", locked=[20])
    assert outputs(result)[0].output_type == "error"
    assert "not-run" in {kind for _, kind in kinds(result)}


def test_memory_of_forked_processes_counts_what_they_share_once(run):
    code = (
        "import os, time\nheld = b'x' * (100 << 20)\n"
        "children = [os.fork() or time.sleep(0.5) or os._exit(0) for _ in range(8)]\n"
        "for pid in children:\n    os.waitpid(pid, 0)\nprint('done')"
    )
    result = run(code)
    assert not result.faults, result.faults
    assert outputs(result)[0].text == "done\n"


def test_processes_of_a_cell_end_with_it(run):
    code = "import subprocess\np = subprocess.Popen(['sleep', '600'])"
    result = run(code, "print(p.wait(5))")
    assert kinds(result) == [("c0", "background")]
    assert outputs(result)[0].text == "-9\n"


def test_limits_that_are_none_are_refused():
    with pytest.raises(ValueError, match="memory_mb is 0"):
        cage.Limits(memory_mb=0)


def test_each_fault_is_a_sentence():
    said = fault("memory", "q1", cage.Limits(memory_mb=300), "more")
    assert said.sentence.endswith("300 MB of memory that a notebook may use. (more)")


def test_canary_fails_in_a_sound_interpreter():
    for _ in range(20):
        code, name = canary.code()
        with pytest.raises(AssertionError):
            exec(code, names := {})
        assert name in names


def test_self_test_proves_each_wall(environment):
    proofs = cage.self_test(environment)
    assert [proof.sentence for proof in proofs if not proof.held] == []
    assert {"network", "memory", "time", "rights", "other submissions"} <= {p.name for p in proofs}


def test_self_test_sees_a_wall_that_is_missing():
    """Where more can be read than should be, the cage is not proven."""
    with cage.Environment() as environment:
        environment.folders = (*environment.folders, Path("/etc"))
        broken = [proof.name for proof in cage.self_test(environment) if not proof.held]
    assert broken == ["files"]


def test_machine_without_bubblewrap_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda *_, **__: None)
    (proof,) = cage.self_test(cage.Environment())
    assert not proof.held
    assert "apt-get install --no-install-recommends bubblewrap" in proof.sentence
    assert "WSL2" in proof.sentence


def test_old_bubblewrap_is_refused(monkeypatch, tmp_path):
    old = tmp_path / "bwrap"
    old.write_text("#!/bin/sh\necho bubblewrap 0.6.1\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(cage.CageError, match=r"bubblewrap 0\.6\.1; 0\.8\.0 or newer"):
        bubblewrap.check_version()


@pytest.mark.parametrize(
    ("place", "value", "remedy"),
    [
        ("apparmor_restrict_unprivileged_userns", "1", "apparmor_restrict_unprivileged_userns=0"),
        ("unprivileged_userns_clone", "0", "unprivileged_userns_clone=1"),
        ("max_user_namespaces", "0", "user.max_user_namespaces=15000"),
    ],
)
def test_policy_that_forbids_cages_is_named_with_its_remedy(
    monkeypatch, tmp_path, place, value, remedy
):
    (tmp_path / place).write_text(f"{value}\n")
    policies = [
        (str(tmp_path / Path(path).name), forbidding, what)
        for path, forbidding, what in bubblewrap._POLICIES
    ]
    monkeypatch.setattr(bubblewrap, "_POLICIES", policies)
    said = "bwrap: No permissions to create a new namespace: Operation not permitted"
    assert remedy in bubblewrap.remedy(said)


def test_environment_that_cannot_start_says_why(tmp_path):
    environment = cage.Environment(python=tmp_path / "python")
    with pytest.raises(cage.CageError, match="did not start"):
        cage.run(notebook("1"), LIMITS, environment)


def test_inner_wall_that_does_not_stand_says_why(monkeypatch):
    command = bubblewrap.command

    def without_rights(*given):
        words = command(*given)
        place = words.index("--cap-add")
        return words[:place] + words[place + 2 :]

    monkeypatch.setattr(bubblewrap, "command", without_rights)
    said = pytest.raises(cage.CageError, match=r"(?s)did not stand.*not permitted")
    with cage.Environment() as environment, said:
        cage.run(notebook("1"), LIMITS, environment)


def test_interpreter_that_has_ended_is_replaced(run, environment):
    with environment.zygote() as zygote:
        for process in psutil.Process(zygote._process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        zygote._process.wait(60)
    # Whichever is lent first: no submission pays for one that has ended.
    for _ in range(environment._idle.qsize() + 1):
        assert outputs(run("1 + 1"))[0].data["text/plain"] == "2"


def test_cage_sent_to_another_process_runs_there_and_its_result_comes_back(environment):
    """What a worker needs, on this machine or another, can be pickled; so can what it sends."""
    sent = [pickle.dumps((cage.Cage(LIMITS, environment), notebook("1 + 1"))) for _ in range(2)]
    (one, given), (other, _) = map(pickle.loads, sent)
    assert one.limits == LIMITS and one.environment.folders == environment.folders
    with one.environment:  # all tasks that a process is sent share its warm interpreters
        assert one.environment is other.environment is not environment
        back = pickle.loads(pickle.dumps(one(given, {})))
    assert outputs(back)[0].data["text/plain"] == "2" and not back.faults


def test_cage_that_fails_elsewhere_says_why_here(tmp_path):
    broken = cage.Cage(LIMITS, cage.Environment(python=tmp_path / "python"))
    with pytest.raises(cage.CageError, match="did not start") as caught:
        pickle.loads(pickle.dumps(broken))(notebook("1"), {})
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_end_of_the_interpreter_is_no_fault_of_the_cell_that_ran(monkeypatch):
    """The system ends it when memory is short; the submission ends with it."""
    run_cell = Process.run

    def run_without_interpreter(process, *given, **more):
        for other in psutil.Process(process._zygote._process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):  # the end of one may end the next
                other.kill()
        return run_cell(process, *given, **more)

    monkeypatch.setattr(Process, "run", run_without_interpreter)
    with cage.Environment() as environment:
        with pytest.raises(cage.CageError, match="interpreter has ended"):
            cage.run(notebook("1 + 1"), LIMITS, environment)
        monkeypatch.undo()
        assert not cage.run(notebook("1 + 1"), LIMITS, environment).faults


def test_nothing_is_left_when_the_grader_is_killed():
    code = (
        "import time\nfrom natolab_grade import cage\nfrom nbformat.v4 import *\n"
        "cell = new_code_cell('import time; time.sleep(3600)')\n"
        "environment = cage.Environment()\n"
        "with environment.zygote() as zygote:\n    print(zygote._process.pid, flush=True)\n"
        "cage.run(new_notebook(cells=[cell]), cage.Limits(), environment)\n"
    )
    grader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    with grader:
        cages = psutil.Process(int(grader.stdout.readline()))
        family = [cages, *cages.children(recursive=True)]
        end = time.monotonic() + 120
        while len(family) < 4:  # until the submission runs
            assert time.monotonic() < end and grader.poll() is None
            time.sleep(0.1)
            family = [cages, *cages.children(recursive=True)]
        grader.kill()
    _, alive = psutil.wait_procs(family, timeout=120)
    assert alive == []
