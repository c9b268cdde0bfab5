"""A student's copies of the notebooks: ``python -m natolab.work _build/notebooks work``.

The copies are the student's: he may change them as he likes. An update of the course brings those
that he has not changed up to date; beside one that he has changed it puts the new version under
another name. A copy that is deleted or renamed comes back as the original.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

#: Remembers of each copy what was put there.
RECORD = ".originals.json"


def update(originals: Path, work: Path) -> list[str]:
    """Bring a student's copies up to date without touching what he has changed.

    Running a notebook is no change; a change of a cell's text, or of the cells, is.

    Parameters
    ----------
    originals : pathlib.Path
        The folder of the course's notebooks.
    work : pathlib.Path
        The student's folder; made if it is missing.

    Returns
    -------
    list of str
        One sentence for each notebook that was changed on both sides.

    Raises
    ------
    ValueError
        If there are no notebooks in the folder of originals, or the record of the copies cannot
        be read.
    """
    found = sorted(originals.glob("*.ipynb"))
    if not found:
        raise ValueError(f"{originals} holds no notebooks: build them first (make notebooks).")
    work.mkdir(parents=True, exist_ok=True)
    given = _recall(work / RECORD)
    pages = os.path.relpath(originals.parent / "html", work).replace(os.sep, "/")
    said = []
    for original in found:
        text = original.read_text(encoding="utf-8").replace("](../book/", f"]({pages}/book/")
        said += _update(original.stem, text, work, given)
    (work / RECORD).write_text(json.dumps(given, indent=1, sort_keys=True), encoding="utf-8")
    for wheel in originals.glob("*.whl"):  # the notebooks' first cell installs from it
        shutil.copyfile(wheel, work / wheel.name)
    return said


def _recall(record: Path) -> dict[str, str]:
    if not record.exists():
        return {}
    try:
        return json.loads(record.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(
            f"{record}, which remembers what you have changed, cannot be read ({error}). Delete "
            "it: your notebooks stay, and the course's come beside them."
        ) from error


def _update(stem: str, text: str, work: Path, given: dict[str, str]) -> list[str]:
    """Bring the copy of one notebook up to date; return what the student should know."""
    new = _digest(text)
    for name in _names(stem):
        place, before = work / name, given.get(name)
        own = name == f"{stem}.ipynb"
        if before == new and (place.exists() or not own):
            return []  # he has this version, or has thrown away what stood beside his own
        if place.exists() and _digest(place.read_text(encoding="utf-8")) != before:
            continue  # his
        place.write_text(text, encoding="utf-8", newline="\n")
        given[name] = new
        if own:
            return []
        return [
            f"You have changed {stem}.ipynb, so it stays as it is; the new version stands "
            f"beside it as {name!r}."
        ]
    raise AssertionError("the names do not end")


def _names(stem: str) -> Iterator[str]:
    """Yield the names under which versions of a notebook may stand."""
    yield f"{stem}.ipynb"
    yield f"{stem} (new version).ipynb"
    for number in itertools.count(2):
        yield f"{stem} (new version {number}).ipynb"


def _digest(text: str) -> str:
    """Return a checksum of a notebook's cells, without results; of other text, of all of it."""
    try:
        cells = [
            [cell["cell_type"], "".join(cell["source"]), cell.get("attachments", {})]
            for cell in json.loads(text)["cells"]
        ]
        text = json.dumps(cells, sort_keys=True)
    except (ValueError, KeyError, TypeError):
        pass  # no notebook any more: then every letter counts
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> None:
    """Update a student's folder and say what he should know."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("originals", type=Path)
    parser.add_argument("work", type=Path)
    arguments = parser.parse_args()
    try:
        said = update(arguments.originals, arguments.work)
    except ValueError as error:
        sys.exit(str(error))
    print("\n".join([*said, f"Your notebooks stand in {arguments.work}."]))


if __name__ == "__main__":
    main()
