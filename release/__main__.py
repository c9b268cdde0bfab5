"""Prepare a release (``python -m release``); ``make release`` calls this.

``python -m release check`` says whether the sources are ready, which takes no time, before site
and solutions are built.
"""

from __future__ import annotations

import argparse
import sys

from release import prepare, sources
from release.errors import ReleaseError


def main() -> None:
    """Prepare the release or check the sources, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m release", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["prepare", "check"], default="prepare")
    what = parser.parse_args().what
    try:
        ready = sources.read(sources.TOP)
        if what == "check":
            print(f"The sources are ready for the release {ready.version} of {ready.date}.")
            return
        prepared = prepare.prepare(ready)
    except ReleaseError as error:
        sys.exit(str(error))
    for sentence in prepared.missing:
        print(sentence)
    print(f"The release {ready.version} of {ready.date} is prepared: {prepared.folder}")
    print("Nothing is published; CONTRIBUTING.md says how.")


if __name__ == "__main__":
    main()
