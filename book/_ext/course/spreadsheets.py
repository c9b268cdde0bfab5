"""The tables as XLSX: a spreadsheet opens these the same whatever its language.

A CSV file opens right only where the decimal sign is a point, the comma parts cells, and the
program guesses UTF-8. Here numbers are numbers, days are days, and no text is taken for a formula.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from natolab import data

#: What the files say of when they were made, so that the same table makes the same bytes.
MADE = datetime(2020, 1, 1)
#: From here on all spreadsheets count days alike; earlier ones some do not know, others miscount.
FIRST_DAY = pd.Timestamp(1900, 3, 1)


def write(name: str, target: Path) -> None:
    """Write one table as a workbook: its rows, and a sheet about it.

    Parameters
    ----------
    name : str
        Name of the table.
    target : pathlib.Path
        The file to write.
    """
    entry = data.describe(name)
    frame = data.load(name)
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": entry["title"], "created": MADE})
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        # Names of sheets have at most 31 letters.
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for column, field in enumerate(frame.columns):
            sheet.write_string(0, column, field, bold)
            for row, value in enumerate(_known_days(frame[field]), 1):
                _cell(sheet, row, column, value, day)
        sheet.autofit(300)
        about = book.add_worksheet("About")
        for row, (head, words) in enumerate(_about(entry)):
            about.write_string(row, 0, head, bold)
            about.write_string(row, 1, words)
        about.autofit(600)


def _known_days(column):
    """Return a column as it is; days as texts where some are older than spreadsheets know."""
    if column.dtype.kind != "M" or column.min() >= FIRST_DAY:
        return column
    return column.dt.strftime("%Y-%m-%d")


def _cell(sheet, row, column, value, day):
    if pd.isna(value):
        return
    if isinstance(value, pd.Timestamp):
        failed = sheet.write_datetime(row, column, value.to_pydatetime(), day)
    elif isinstance(value, str):
        failed = sheet.write_string(row, column, value)
    elif pd.api.types.is_bool(value):
        failed = sheet.write_boolean(row, column, bool(value))
    else:
        failed = sheet.write_number(row, column, value)
    if failed:
        raise ValueError(f"{sheet.name}, row {row + 1}: {value!r} does not fit into a spreadsheet.")


def _about(entry: dict) -> list[tuple[str, str]]:
    """Return what stands on the sheet about a table, row by row."""
    plain = {key: " ".join(str(entry[key]).split()) for key in entry if key != "schema"}
    rows = [(head, plain[key]) for head, key in _HEADS.items() if key in plain]
    rows += [("Source", _named(source)) for source in entry["sources"]]
    rows += [("Licence", _named(licence)) for licence in entry.get("licenses", [])]
    for field in entry["schema"]["fields"]:
        unit = f" [{field['unit']}]" if field.get("unit", "1") != "1" else ""
        words = [field.get("title", ""), field.get("description", "")]
        told = ". ".join(" ".join(str(part).split()) for part in words if part)
        rows.append((f"Column {field['name']}{unit}", told))
    return rows


_HEADS = {
    "Title": "title",
    "What it holds": "description",
    "Vintage": "vintage",
    "How it was made": "derivation",
    "Terms": "terms",
}


def _named(entry: dict) -> str:
    return " ".join([entry.get("title") or entry["name"], entry.get("path", "")]).strip()
