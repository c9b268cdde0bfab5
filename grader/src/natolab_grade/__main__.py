"""``natolab-grade``: release, collect and grade the assignments of the course."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence

from . import __doc__ as purpose
from .commands import find


def main(given: Sequence[str] | None = None) -> int:
    """Run a command and return the status with which the program ends.

    Parameters
    ----------
    given : sequence of str, optional
        Arguments; those of the command line if left out.
    """
    parser = argparse.ArgumentParser(prog="natolab-grade", description=purpose)
    commands = parser.add_subparsers(title="commands", metavar="command", required=True)
    for name, module in find().items():
        about = (module.__doc__ or "").strip()
        command = commands.add_parser(name, help=about.splitlines()[0], description=about)
        module.arguments(command)
        command.set_defaults(run=module.run)
    arguments = parser.parse_args(given)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        arguments.run(arguments)
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The same command goes on where it was.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
