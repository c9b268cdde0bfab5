"""Runs chapters and unit tests on the newest versions of all packages: ``make canary``.

The locks keep what readers install as it is; here nothing is pinned, so that a release that will
break something is known before anybody updates the locks. It says in a sentence what broke, and
stops nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support import site

TESTS = ["tests/unit", "tests/methods", "tests/model", "tests/chapters"]
MARKS = "not browser and not built and not long"
#: Where GitHub shows what a job has to say.
SUMMARY = "GITHUB_STEP_SUMMARY"


def run(command: list, folder: Path) -> tuple[bool, str]:
    """Run a command, show what it says, and return whether it went well, and what it said."""
    print("canary:", *command[:6], flush=True)
    started = subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    lines = []
    for line in started.stdout:
        print(line, end="", flush=True)
        lines.append(line)
    return started.wait() == 0, "".join(lines)


def newer(frozen: str, lock: str) -> str:
    """Return which of the packages differ from those of the lock, the newer one first."""
    pinned: dict[str, list[str]] = {}  # some have a pin for each of several versions of Python
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", lock, re.MULTILINE):
        pinned.setdefault(name, []).append(version)
    found = re.findall(r"^([\w.-]+)==(\S+)", frozen, re.MULTILINE)
    moved = [
        f"{name} {version} for {' or '.join(pinned[name])}"
        for name, version in found
        if name in pinned and version not in pinned[name]
    ]
    return ", ".join(moved) or "none newer than in the lock"


def fault_of_build(output: str) -> str:
    """Return what a build that failed says of the first fault."""
    plain = re.sub(r"\x1b\[[\d;]*m", "", output)
    # An exception of a chapter ends its traceback; else the first warning or error of Sphinx.
    for pattern in (r"^\w*(?:Error|Warning|Exception)\b.*", r"^.*(?:WARNING|ERROR|[Ee]rror):.*"):
        if found := re.search(pattern, plain, re.MULTILINE):
            return found[0].strip()[:300]
    return (plain.strip().splitlines() or ["it said nothing"])[-1][:300]


def fault_of_tests(output: str) -> str:
    """Return how many tests failed, and which first and why."""
    lines = re.findall(r"^(?:FAILED|ERROR) (.+)$", output, re.MULTILINE)
    if not lines:
        return (output.strip().splitlines() or ["the tests said nothing"])[-1][:300]
    return f"{len(lines)} failed, first {lines[0][:300]}"


def sentence(versions: str, broke: dict[str, str]) -> str:
    """Return what to report: what was newer, and what broke."""
    head = f"On the newest versions ({versions})"
    if not broke:
        return f"{head} all chapters ran and all unit tests passed."
    told = "; ".join(f"{what}: {fault.rstrip('.')}" for what, fault in broke.items())
    return f"{head} something broke: {told}."


def watch() -> str:
    """Install, build and test in a copy of this checkout, and return what to report."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=site.TOP, capture_output=True, text=True, check=True
        )
        for name in filter(None, listed.stdout.split("\0")):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(site.TOP / name, copy / name)
        python = copy / ".venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
        uv = [sys.executable, "-m", "uv"]
        subprocess.run(
            [*uv, "venv", "--quiet", "--python", sys.executable, copy / ".venv"],
            cwd=copy,
            check=True,
        )
        install = [*uv, "pip", "install", "--quiet", "--upgrade", "--python", python]
        done, output = run([*install, "-r", "requirements.txt", "-e", ".[test]"], copy)
        if not done:
            return sentence("not installed", {"they cannot be installed": fault_of_build(output)})
        _, frozen = run([*uv, "pip", "freeze", "--python", python], copy)
        lock = (site.TOP / "tests" / "requirements.lock").read_text(encoding="utf-8")
        broke = {}
        done, output = run([python, "book/_ext/build.py"], copy)
        if not done:
            broke["the book"] = fault_of_build(output)
        done, output = run([python, "-m", "pytest", "-q", "-m", MARKS, *TESTS], copy)
        if not done:
            broke["the tests"] = fault_of_tests(output)
        return sentence(newer(frozen, lock), broke)


def main() -> None:
    """Watch, and say what was seen; nothing that broke makes this fail."""
    told = watch()
    print(told)
    if os.environ.get(SUMMARY):
        with Path(os.environ[SUMMARY]).open("a", encoding="utf-8") as file:
            file.write(f"{told}\n")
    if os.environ.get("GITHUB_ACTIONS") and "something broke" in told:
        print(f"::warning title=Newest versions::{told}")


if __name__ == "__main__":
    main()
