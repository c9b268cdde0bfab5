"""Load the course's tables as typed data frames.

The tables and their metadata (title, units, source, terms, checksum) form a Frictionless Data
Package: the folder ``data/`` of the repository, which the wheel carries as ``natolab/tables``.
"""

from __future__ import annotations

import difflib
import json
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    import pandas as pd

DESCRIPTOR = "datapackage.yaml"
#: The same as JSON, where somebody has made it: in a browser YAML takes a second to read.
QUICK_DESCRIPTOR = "datapackage.json"

_DTYPES = {
    "string": "object",
    "integer": "Int64",
    "year": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[ns]",
}
_MEANING = {
    "integer": "a whole number",
    "year": "a year",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date as YYYY-MM-DD",
}


class TableError(ValueError):
    """A table of the course does not hold what its description promises."""


def folder() -> Traversable:
    """Return the folder that holds the tables and their descriptor."""
    packaged = resources.files("natolab") / "tables"
    # A checkout installed in editable mode has no copy inside the package.
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "data"


@cache
def package() -> dict:
    """Return the data package's descriptor as a dictionary.

    Returns
    -------
    dict
        The parsed ``datapackage.yaml``; ``["resources"]`` lists one entry a table.
    """
    quick = folder() / QUICK_DESCRIPTOR
    if quick.is_file():
        return json.loads(quick.read_text(encoding="utf-8"))
    # libyaml reads the descriptor in a tenth of a second; PyYAML without it takes one and more.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((folder() / DESCRIPTOR).read_text(encoding="utf-8"), Loader=loader)


def describe(name: str) -> dict:
    """Return the metadata of one table: title, fields with units, sources, terms, vintage.

    Parameters
    ----------
    name : str
        Name of the table, for example ``"brent_spot"``.

    Returns
    -------
    dict
        The table's entry in the descriptor.

    Raises
    ------
    KeyError
        If there is no such table; the message names the nearest and all others.
    """
    tables = {resource["name"]: resource for resource in package()["resources"]}
    if name not in tables:
        near = difflib.get_close_matches(str(name), tables, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise KeyError(f"There is no table {name!r}.{hint} The tables are: {', '.join(tables)}.")
    return tables[name]


def load(name: str) -> pd.DataFrame:
    """Load one table of the course.

    Parameters
    ----------
    name : str
        Name of the table, for example ``"brent_spot"``.

    Returns
    -------
    pandas.DataFrame
        One row a record, one column a field, in the order and types of the descriptor: dates as
        ``datetime64``, whole numbers as ``int64`` (``Int64`` where values may be missing), numbers
        as ``float64``. Units stand in ``describe(name)``.

    Raises
    ------
    KeyError
        If there is no such table.
    TableError
        If the file lacks a column or holds a value of the wrong kind; the message names row,
        column and value.
    """
    # Imported here: it takes a second, for which nobody waits who asks what tables there are.
    import pandas as pd

    resource = describe(name)
    with (folder() / resource["path"]).open(encoding="utf-8") as file:
        try:
            raw = pd.read_csv(file, dtype=str, keep_default_na=False)
        except pd.errors.ParserError as error:
            raise TableError(f"Table {name!r} cannot be read: {error}") from error
    fields = resource["schema"]["fields"]
    expected = [field["name"] for field in fields]
    # pandas takes a first column without a name for an index.
    if list(raw.columns) != expected or not isinstance(raw.index, pd.RangeIndex):
        raise TableError(
            f"Table {name!r} has the columns {list(raw.columns)}, but its description promises "
            f"{expected}."
        )
    return pd.DataFrame({field["name"]: _typed(raw, field, name) for field in fields})


def _typed(raw: pd.DataFrame, field: dict, table: str) -> pd.Series:
    """Convert one column from text to the type that the descriptor gives it."""
    column, kind = field["name"], field["type"]
    text = raw[column]
    missing = text == ""
    required = field.get("constraints", {}).get("required", False)
    if required and missing.any():
        raise TableError(
            f"Table {table!r}, row {_line(missing)}, column {column!r}: the value is missing, "
            "but this column must be filled in every row."
        )
    if kind == "string":
        return text.where(~missing, None).astype(_DTYPES[kind])
    converted = _convert(text.where(~missing), kind)
    wrong = converted.isna() & ~missing
    if wrong.any():
        raise TableError(
            f"Table {table!r}, row {_line(wrong)}, column {column!r}: {text[wrong].iloc[0]!r} is "
            f"not {_MEANING[kind]}."
        )
    dtype = _DTYPES[kind]
    return converted.astype("int64" if dtype == "Int64" and not missing.any() else dtype)


def _convert(text: pd.Series, kind: str) -> pd.Series:
    """Convert text to values of a kind; what cannot be converted becomes missing."""
    import pandas as pd

    if kind == "date":
        return pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    if kind == "boolean":
        return text.map({"true": True, "false": False}).astype("boolean")
    numbers = pd.to_numeric(text, errors="coerce").astype("float64")
    return numbers if kind == "number" else numbers.where(numbers % 1 == 0)


def _line(mask: pd.Series) -> int:
    """Return the line, as a spreadsheet counts it, of the first marked row."""
    return int(mask.to_numpy().argmax()) + 2
