"""What builders share: reading a file that was downloaded, checking it, writing the table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

#: The folder of the tables.
TABLES = Path(__file__).parents[1]


class SourceError(ValueError):
    """A downloaded file does not hold what its builder expects."""


def read(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Read some columns of a CSV file as text.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    columns : sequence of str
        Names of the columns that the builder needs; the file may have others.

    Returns
    -------
    pandas.DataFrame
        These columns, each value as the file writes it.

    Raises
    ------
    SourceError
        If the file cannot be read or lacks a column.
    """
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read as a CSV file: {error}.") from error
    missing = [column for column in columns if column not in table]
    if missing:
        raise SourceError(
            f"{path} has no column {missing[0]!r}; its columns are {', '.join(table)}. "
            f"The builder needs {', '.join(columns)}."
        )
    return table[list(columns)]


def check(good: pd.Series, values: pd.Series, rule: str) -> None:
    """Refuse a column of which a value breaks a rule.

    Parameters
    ----------
    good : pandas.Series of bool
        Whether each value keeps the rule.
    values : pandas.Series
        The values, as the file writes them.
    rule : str
        What a value must be, such as ``"a day as YYYY-MM-DD"``.

    Raises
    ------
    SourceError
        If a value breaks the rule; the message gives the first one and how many there are.
    """
    if not good.all():
        raise SourceError(
            f"Column {values.name!r}: {values[~good].iloc[0]!r} is not {rule} "
            f"({(~good).sum()} of {len(good)} rows)."
        )


def days(text: pd.Series) -> pd.Series:
    """Return a column of days in ISO form as dates, once each and in order."""
    date = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    check(date.notna(), text, "a day as YYYY-MM-DD")
    check(~date.duplicated(), text, "a day that stands once")
    check(date.diff().dt.days.fillna(1) > 0, text, "later than the day before it in the file")
    return date


def numbers(text: pd.Series, *, least: float = 0, most: float = float("inf")) -> pd.Series:
    """Return a column of numbers within limits, both included."""
    number = pd.to_numeric(text, errors="coerce")
    limits = f"of at least {least}" if most == float("inf") else f"from {least} to {most}"
    check(number.between(least, most), text, f"a number {limits}")
    return number


def run(
    build: Callable[..., pd.DataFrame],
    table: str,
    description: str,
    *,
    nargs: int | str = 1,
    arguments: Sequence[str] | None = None,
    folder: Path = TABLES,
) -> None:
    """Run a builder as a command: paths in, one table out.

    Parameters
    ----------
    build : callable
        Takes the paths and returns the table.
    table : str
        Name of the table.
    description : str
        The builder's docstring, which ``--help`` shows.
    nargs : int or str, optional
        How many paths the builder takes, as ``argparse`` writes it.
    arguments : sequence of str, optional
        Arguments of the command instead of those that it was called with.
    folder : pathlib.Path, optional
        Where to write instead of the folder of the tables.
    """
    parser = argparse.ArgumentParser(
        prog=f"python -m data.builders.{table}",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("path", type=Path, nargs=nargs, help="what was downloaded")
    try:
        frame = build(*parser.parse_args(arguments).path)
    except SourceError as error:
        sys.exit(str(error))
    target = folder / f"{table}.csv"
    frame.to_csv(target, index=False, lineterminator="\n", encoding="utf-8")
    print(f"{target.name}: {len(frame)} rows written. Now run: make stamp")
