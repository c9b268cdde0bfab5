"""Prepare a release (``python -m release``); ``make release`` calls this.

``python -m release check`` says whether the sources are ready, which takes no time, before site
and solutions are built. ``python -m release versions FOLDER`` makes a site of several versions,
from the archives for students in that folder.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from release import prepare, sources, versions
from release.errors import ReleaseError


def main() -> None:
    """Do what is asked for, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m release", description=__doc__)
    commands = parser.add_subparsers(dest="what", title="commands")
    commands.add_parser("check", help="say whether the sources are ready")
    several = commands.add_parser("versions", help="make a site of several versions")
    several.add_argument("folder", type=Path, help="where the archives for students lie")
    asked = parser.parse_args()
    try:
        if asked.what == "versions":
            _versions(asked.folder)
            return
        ready = sources.read(sources.TOP)
        if asked.what == "check":
            print(f"The sources are ready for the release {ready.version} of {ready.date}.")
        else:
            _prepare(ready)
    except ReleaseError as error:
        sys.exit(str(error))


def _prepare(ready: sources.Sources) -> None:
    prepared = prepare.prepare(ready)
    for sentence in prepared.missing:
        print(sentence)
    print(f"The release {ready.version} of {ready.date} is prepared: {prepared.folder}")
    print("Nothing is published; CONTRIBUTING.md says how.")


def _versions(folder: Path) -> None:
    target = sources.TOP / "_build" / "versions"
    numbers = [version.number for version in versions.assemble(folder, target)]
    print(f"The site with the versions {', '.join(numbers)} is made: {target}")


if __name__ == "__main__":
    main()
