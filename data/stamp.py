"""Bring sizes, checksums and vintages in ``datapackage.yaml`` up to date: ``make stamp``.

Where an entry says ``vintage_from``, its vintage is the last day of the column named there, or for
tables of our own the course's day, ``natolab.AS_OF``. The vintage of all others is what their
source says, and is written by hand.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
from pathlib import Path

import yaml

from natolab import AS_OF
from natolab.data import DESCRIPTOR

FOLDER = Path(__file__).parent
_DAY_OF_COURSE = "natolab.AS_OF"
#: An entry of the descriptor: from its first line to the next entry's.
_ENTRY = re.compile(r"^  - name: *(\S+)\n(?:(?!  - ).*\n)*", re.MULTILINE)


class DescriptorError(ValueError):
    """Tables and entries of the descriptor do not belong together."""


def stamp(folder: Path = FOLDER) -> list[str]:
    """Write what follows from the tables' files into their entries, and nothing else.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Holds the tables and their descriptor.

    Returns
    -------
    list of str
        Names of the tables whose entries changed.

    Raises
    ------
    DescriptorError
        If a table has no entry, an entry no file, or an entry cannot be stamped.
    """
    path = folder / DESCRIPTOR
    before = path.read_bytes().decode("utf-8")
    entries = {entry["name"]: entry for entry in yaml.safe_load(before)["resources"]}
    _compare(entries, folder)
    changed = []

    def renew(found: re.Match) -> str:
        name, text = found[1], found[0]
        for key, value in _facts(entries[name], folder).items():
            text = _with_line(text, key, value)
        if text != found[0]:
            changed.append(name)
        return text

    after, count = _ENTRY.subn(renew, before)
    if count != len(entries):
        raise DescriptorError(
            f"{DESCRIPTOR} has {len(entries)} entries, but only {count} begin with a line "
            "'  - name: <table>' and end with a new line, as those of all tables should."
        )
    if after != before:  # a file written anew would have the whole course built anew
        path.write_bytes(after.encode("utf-8"))
    return changed


def _compare(entries: dict[str, dict], folder: Path) -> None:
    """Refuse tables without an entry and entries without a file."""
    paths = {entry["path"] for entry in entries.values()}
    files = {file.name for file in folder.glob("*.csv")}
    for file in sorted(files - paths):
        raise DescriptorError(
            f"The table {file} has no entry in {DESCRIPTOR}: write one in the form of its "
            "neighbours (without hash and bytes, which this command adds), or remove the file."
        )
    for file in sorted(paths - files):
        raise DescriptorError(
            f"The entry with the path {file} in {DESCRIPTOR} has no file in {folder.name}/: "
            "add the file, or remove the entry."
        )


def _facts(entry: dict, folder: Path) -> dict[str, str]:
    """Return what follows from a table's file, as YAML writes it."""
    content = (folder / entry["path"]).read_bytes()
    facts = {
        "bytes": str(len(content)),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if "vintage_from" in entry:
        facts["vintage"] = f'"{_vintage(entry, content.decode("utf-8"))}"'
    return facts


def _vintage(entry: dict, content: str) -> str:
    column = entry["vintage_from"]
    if column == _DAY_OF_COURSE:
        return AS_OF.isoformat()
    rows = list(csv.DictReader(content.splitlines()))
    if not rows or column not in rows[0]:
        raise DescriptorError(
            f"The entry of {entry['name']} takes its vintage from {column!r}, but {entry['path']} "
            f"has no such column or no row; name a column of days or {_DAY_OF_COURSE}."
        )
    return max(row[column] for row in rows)


def _with_line(entry: str, key: str, value: str) -> str:
    """Return an entry with the value of one key set; a new key stands below the path."""
    line = f"    {key}: {value}"
    renewed, count = re.subn(rf"(?m)^    {key}: *(\"[^\"]*\"|\S+)", line, entry)
    return renewed if count else re.sub(r"(?m)^    path:.*\n", rf"\g<0>{line}\n", entry)


def main() -> None:
    """Stamp the tables of the course and say which changed."""
    try:
        changed = stamp()
    except DescriptorError as error:
        sys.exit(str(error))
    print(f"Stamped: {', '.join(changed)}." if changed else "Every table's entry is up to date.")


if __name__ == "__main__":
    main()
