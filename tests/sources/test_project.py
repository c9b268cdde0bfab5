"""The project's own documents agree with each other and with the tools that read them."""

from __future__ import annotations

import ast
import datetime
import json
import re
import shutil
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import natolab
from natolab import data
from natolab.chapters.iran_war.explorer import IranWarExplorer
from tests.support import canary, site

PYPROJECT = tomllib.loads((site.TOP / "pyproject.toml").read_text(encoding="utf-8"))
# What a reader installs, and what the tests need besides.
LOCKS = {
    name: (site.TOP / name).read_text(encoding="utf-8")
    for name in ("requirements.lock", "tests/requirements.lock")
}
# A package may have two pins, for different versions of Python; one of them must do.
PINS = {
    name: re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, re.MULTILINE)
    for name, text in LOCKS.items()
}


WORKFLOWS = sorted(path.name for path in (site.TOP / ".github" / "workflows").glob("*.yml"))


def tracked():
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=site.TOP, capture_output=True, text=True, check=True
    )
    return [site.TOP / name for name in listing.stdout.split("\0") if name]


def own(text):
    """Whether a requirement is for extras of our own package."""
    return Requirement(text).name == PYPROJECT["project"]["name"]


def requirements():
    """Return each requirement with the lock file that must pin it."""
    lines = (site.TOP / "requirements.txt").read_text(encoding="utf-8").splitlines()
    extras = PYPROJECT["project"]["optional-dependencies"]
    reader = [line.split("#")[0].strip() for line in lines if not line.startswith(".")]
    reader = [*filter(None, reader), *PYPROJECT["project"]["dependencies"], *extras["model"]]
    tests = [*reader, *extras["cluster"], *(text for text in extras["test"] if not own(text))]
    return [
        (lock, Requirement(text))
        for lock, texts in zip(LOCKS, (reader, tests), strict=True)
        for text in texts
    ]


@pytest.mark.parametrize(("lock", "requirement"), requirements(), ids=str)
def test_lock_pins_what_is_required(lock, requirement):
    name = requirement.name.lower().replace("_", "-")
    versions = [version for pinned, version in PINS[lock] if pinned == name]
    assert any(requirement.specifier.contains(version) for version in versions), (
        f"{lock} pins {name} to {versions or 'nothing'}: run `make lock`"
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_a_checksum_for_every_pin(lock):
    pinned = re.findall(r"^[a-z0-9-]+==.*\\\n    --hash=sha256:", LOCKS[lock], re.MULTILINE)
    assert len(pinned) == len(PINS[lock]) > 0


def test_readers_and_tests_have_the_same_versions():
    assert set(PINS["requirements.lock"]) <= set(PINS["tests/requirements.lock"])


def test_jupyter_book_stays_below_2():
    assert Version(dict(PINS["requirements.lock"])["jupyter-book"]) < Version("2")


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        *(("vendor.github-workflows", f".github/workflows/{name}") for name in WORKFLOWS),
        ("vendor.github-issue-forms", ".github/ISSUE_TEMPLATE/bug.yml"),
        ("vendor.github-issue-forms", ".github/ISSUE_TEMPLATE/error-of-fact.yml"),
        ("vendor.citation-file-format", "CITATION.cff"),
    ],
)
def test_file_keeps_its_schema(schema, path):
    options = "--default-filetype yaml --builtin-schema"
    subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *f"{options} {schema} {path}".split()],
        cwd=site.TOP,
        check=True,
    )


def test_versions_agree():
    version = PYPROJECT["project"]["version"]
    citation = yaml.safe_load((site.TOP / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == version
    assert f"[{version}]" in (site.TOP / "CHANGELOG.md").read_text(encoding="utf-8")


def test_licences_stand():
    assert "MIT License" in (site.TOP / "LICENSE").read_text(encoding="utf-8")
    content = (site.TOP / "LICENSE-content").read_text(encoding="utf-8")
    assert "creativecommons.org/licenses/by/4.0" in content


def test_makefile_help_lists_every_command():
    text = (site.TOP / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)[1].split())
    described = set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))
    assert phony == described


def test_as_of_is_typed_in_one_place():
    day = natolab.AS_OF
    typed = "|".join(
        [f"{day.year}, {day.month}, {day.day}", day.isoformat(), f"{day.day} {day:%B %Y}"]
    )
    homes = [
        path.relative_to(site.TOP).as_posix()
        for path in tracked()
        if path.suffix in {".py", ".md", ".yml", ".cff", ".js"}
        and re.search(rf"\b({typed})\b", path.read_text(encoding="utf-8"))
    ]
    # A test may need a day of its own, which may be this one.
    homes = [home for home in homes if not home.startswith("tests/")]
    assert homes == ["src/natolab/__init__.py"], "take the day from natolab.AS_OF"


MOVED = """
import datetime, json, shutil, sys
from pathlib import Path
import natolab
natolab.AS_OF = datetime.date(2028, 2, 29)
from data.stamp import stamp
from natolab.chapters.enlargement import alliance
from natolab.chapters.iran_war.explorer import IranWarExplorer
from natolab.chapters.origins import treaty
from natolab.numbers import as_of
folder = Path(sys.argv[1])
answer = treaty.compute({**treaty.DEFAULTS, "year": 2028}, treaty.payload())
print(json.dumps({
    "words": as_of()["as_of"].value,
    "years": [treaty.LAST_YEAR, alliance.LAST_YEAR],
    "last_day": IranWarExplorer.ranges()["day"][1],
    "treaty": answer["history"][-1]["to"],
    "stamped": stamp(folder),
}))
"""


def test_what_follows_from_as_of_moves_with_it(tmp_path):
    folder = shutil.copytree(site.TOP / "data", tmp_path / "data")
    run = subprocess.run(
        [sys.executable, "-c", MOVED, str(folder)],
        cwd=site.TOP,
        check=True,
        capture_output=True,
        text=True,
    )
    later = datetime.date(2028, 2, 29) - natolab.AS_OF
    own = [t for t in data.package()["resources"] if t.get("vintage_from") == "natolab.AS_OF"]
    assert json.loads(run.stdout) == {
        "words": "29 February 2028",
        "years": [2028, 2028],
        "last_day": IranWarExplorer.ranges()["day"][1] + later.days,
        "treaty": 2028,
        "stamped": [table["name"] for table in own],
    }


def test_tables_keep_to_as_of():
    for table in data.package()["resources"]:
        day, today = table["vintage"], natolab.AS_OF.isoformat()
        assert day <= today, f"{table['name']} has the vintage {day}, after natolab.AS_OF, {today}"
        if table.get("vintage_from") == "natolab.AS_OF":
            assert day == today, f"{table['name']} was made for {day}, not {today}: `make stamp`"


def test_year_of_the_edition_is_that_of_as_of():
    year = natolab.AS_OF.year
    citation = yaml.safe_load((site.TOP / "CITATION.cff").read_text(encoding="utf-8"))
    config = yaml.safe_load((site.TOP / "_config.yml").read_text(encoding="utf-8"))
    readme = (site.TOP / "README.md").read_text(encoding="utf-8")
    assert citation["preferred-citation"]["year"] == year, "CITATION.cff names another year"
    assert config["copyright"] == str(year), "_config.yml names another year"
    assert f"The authors of Alliance Under Stress ({year})" in readme, "README.md: another year"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_documents_name_what_is_there(name):
    text = (site.TOP / name).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:[\w.-]+/)+[\w.-]*|[\w.-]+\.(?:md|yml|txt|lock|cff))`", text)
    paths += re.findall(r"\]\(([^):#]+)\)", text)
    # Only the build makes _build, and only its first run .venv.
    named = {path for path in paths if not path.startswith(("_build", ".venv", "../"))}
    assert len(named) > 5
    missing = sorted(path for path in named if not _exists(path))
    assert not missing, f"{name} names {missing}"


def _exists(path):
    """Whether a path stands in the repository, the package's folder or that of the tables."""
    rooms = (site.TOP, site.TOP / "src/natolab", site.TOP / "data")
    return any((room / path).exists() for room in rooms)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "book/how-to-use.md"])
def test_documents_name_commands_of_the_makefile(name):
    text = (site.TOP / name).read_text(encoding="utf-8")
    makefile = (site.TOP / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
    assert named
    commands = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert named <= commands, f"{name} names {named - commands}, which the Makefile does not have"


def test_a_clone_on_windows_has_the_same_bytes(tmp_path):
    """Windows' git turns line ends round unless told otherwise; checksums are of the bytes."""
    clone = f"git clone --quiet --config core.autocrlf=true {site.TOP.as_uri()} ."
    subprocess.run(clone.split(), cwd=tmp_path, check=True)
    clean = subprocess.run(
        ["git", "ls-files", "--eol"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    turned = [line for line in clean.stdout.splitlines() if "w/crlf" in line or "w/mixed" in line]
    assert not turned
    folder = tmp_path / "data"
    text = (folder / data.DESCRIPTOR).read_text(encoding="utf-8")
    for table in yaml.load(text, yaml.CSafeLoader)["resources"]:
        assert len((folder / table["path"]).read_bytes()) == table["bytes"], table["path"]


def test_works_are_written_in_plain_letters():
    """TeX's accents would cut a name in two, and search would not find it."""
    text = (site.TOP / "book" / "references.bib").read_text(encoding="utf-8")
    accent = r"""\\(?:["'`^~=.]|[ckuvHrdb][ {]|(?:ss|ae|AE|oe|OE|o|O|l|L|aa|AA)\b)[^},]*"""
    assert not re.findall(accent, text)


def test_sources_name_no_path_of_a_machine():
    for path in tracked():
        if path.suffix in {".csv", ".lock", ".png", ".svg"}:
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(root|home|work|tmp)/\w", text), path


def test_canary_says_in_a_sentence_what_broke():
    lock = "numpy==2.0.2 \\\npandas==2.2.3 \\\n"
    versions = canary.newer("numpy==2.9.0\npandas==2.2.3\nelse==1\n", lock)
    assert versions == "numpy 2.9.0 for 2.0.2"
    whole = canary.sentence(versions, {})
    assert whole == (
        "On the newest versions (numpy 2.9.0 for 2.0.2) all chapters ran and all unit tests passed."
    )
    build = "reading\n\x1b[31mTraceback\nKeyError: 'x'\nThere was an error in building your book.\n"
    tests = "..F\nFAILED tests/unit/test_a.py::test_b - TypeError: no\n1 failed, 2 passed in 3s\n"
    broke = {"the book": canary.fault_of_build(build), "the tests": canary.fault_of_tests(tests)}
    assert canary.sentence(versions, broke).endswith(
        "something broke: the book: KeyError: 'x'; the tests: 1 failed, first "
        "tests/unit/test_a.py::test_b - TypeError: no."
    )


def unstable(code):
    """Return the lines that sort by one key without saying what becomes of equals."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if getattr(call.func, "attr", "") in ("sort_values", "argsort")
        and not (call.args and isinstance(call.args[0], ast.List))
        and not any(word.arg == "kind" for word in call.keywords)
    ]


def test_what_is_equal_keeps_its_order_on_every_machine():
    """NumPy's quick sort leaves equals in an order of the processor, and so of the browser."""
    assert unstable("t.sort_values('a')\nt.sort_values(['a', 'b'])\nnp.argsort(x)") == [1, 3]
    paths = (site.TOP / "src" / "natolab").rglob("*.py")
    found = {path.name: lines for path in paths if (lines := unstable(path.read_text("utf-8")))}
    assert not found
