"""How long the course takes to build, beside an earlier version: ``make bench-build``.

Both versions are installed in temporary folders and built in turn, so that a machine that slows
down slows down both. What counts is the ratio: the seconds belong to the machine.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

TOP = Path(__file__).parents[1]
#: The version before chapters ran side by side.
BASE = "7ab3ae3"
SENTENCE = "\nOne more sentence stands here.\n"


def adopt_orphans() -> None:
    """Let this process wait for grandchildren too, or their processor time is lost (Linux)."""
    set_child_subreaper = 36
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def memory() -> int:
    """Return the memory of all processes that this one started, in bytes; shared pages once."""
    total = 0
    for process in psutil.Process().children(recursive=True):
        try:
            total += process.memory_full_info().pss
        except psutil.Error:  # it has ended meanwhile
            continue
    return total


class Peak(threading.Thread):
    """Watch the memory of a command while the block runs."""

    def __enter__(self) -> Peak:
        self.bytes, self._ended = 0, threading.Event()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self.join()

    def run(self) -> None:
        """Look once a second."""
        while not self._ended.wait(1.0):
            self.bytes = max(self.bytes, memory())


def timed(folder: Path, *command: str) -> dict[str, float]:
    """Run a command to its end; return seconds by the clock and of processors, and memory."""
    environment = os.environ.copy()
    if environment.pop("PYTHONPYCACHEPREFIX", None):  # make's, for this checkout: not for others
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with Peak(daemon=True) as peak:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        clock = time.perf_counter() - start
        while True:
            try:
                os.wait()
            except ChildProcessError:
                break
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed in {folder}:\n{done.stdout}{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    return {"clock": clock, "processor": processor, "memory": peak.bytes / 1e6}


def size(folder: Path) -> float:
    """Return the size of a folder in megabytes as the disk counts it."""
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*")) / 1e6


def install(commit: str, folder: Path) -> None:
    """Check a version out and install it."""
    subprocess.run(["git", "clone", "--quiet", TOP, folder], check=True)
    subprocess.run(["git", "checkout", "--quiet", "--detach", commit], cwd=folder, check=True)
    timed(folder, "make", ".venv/installed")


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Build a version three times: with nothing there, with one sentence changed, unchanged."""
    shutil.rmtree(folder / "_build", ignore_errors=True)
    found = {"cold": timed(folder, "make", "html")}
    page = folder / "book" / "index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text + SENTENCE, encoding="utf-8")
    found["one sentence"] = timed(folder, "make", "html")
    found["nothing changed"] = timed(folder, "make", "html")
    page.write_text(text, encoding="utf-8")
    return found


def main() -> None:
    """Measure both versions in turn and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default=BASE, help="the earlier version")
    parser.add_argument("--now", default="HEAD", help="the version to compare with it")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind and version")
    chosen = parser.parse_args()
    adopt_orphans()
    with tempfile.TemporaryDirectory() as name:
        versions = {"earlier": chosen.base, "now": chosen.now}
        folders = {version: Path(name, version) for version in versions}
        for version, folder in folders.items():
            print(f"Installing {versions[version]} ...", flush=True)
            install(versions[version], folder)
        runs: dict[str, list] = {version: [] for version in folders}
        for run in range(1, chosen.runs + 1):
            for version, folder in folders.items():
                print(f"Building {versions[version]}, {run} of {chosen.runs} ...", flush=True)
                runs[version].append(measure(folder))
        print(f"\nMedians of {chosen.runs}; {chosen.base}, {chosen.now}, and their ratio")
        for kind in runs["now"][0]:
            for what, unit in (("clock", "s"), ("processor", "s"), ("memory", "MB")):
                base, now = (
                    statistics.median(found[kind][what] for found in runs[version])
                    for version in folders
                )
                print(f"{kind:16} {what:9} {base:8.1f} {now:8.1f} {unit:2} {now / base:6.2f}")
        base, now = (size(folder / ".venv") for folder in folders.values())
        print(f"{'installed':16} {'size':9} {base:8.0f} {now:8.0f} MB {now / base:6.2f}")


if __name__ == "__main__":
    main()
