"""The catalogue of the tables, as Markdown made from their descriptor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from natolab import data

_KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "year": "year",
    "date": "date",
    "boolean": "true or false",
}


def overview(topics: Mapping[str, str]) -> str:
    """Return a table with one row a table of the data package.

    Parameters
    ----------
    topics : mapping
        Slug and name of each chapter that has a page, in the order of the book.

    Returns
    -------
    str
        A Markdown table; each row leads to the table's entry.
    """
    rows = [
        f"| {{ref}}`table-{table['name']}` `{table['name']}` | {_plain(table['vintage'])} "
        f"| {_chapters(table, topics)} |"
        for _, tables in _groups(topics)
        for table in tables
    ]
    return "\n".join(["| Table | Vintage | Chapters |", "| --- | --- | --- |", *rows])


def entries(topics: Mapping[str, str], folder: str) -> str:
    """Return the metadata of all tables, under the chapter for which each was made.

    Parameters
    ----------
    topics : mapping
        Slug and name of each chapter that has a page, in the order of the book.
    folder : str
        Address of the folder that holds the tables' files, as seen from the page.

    Returns
    -------
    str
        Markdown with a heading a chapter, and below it one a table.
    """
    return "\n\n".join(
        "\n\n".join([f"## {name}", *(_entry(table, topics, folder) for table in tables)])
        for name, tables in _groups(topics)
    )


def link(file: str, words: str, folder: str) -> str:
    """Return a link that downloads a file of the data package."""
    return f'<a href="{folder}/{file}" download>{words}</a>'


def _groups(topics: Mapping[str, str]) -> list[tuple[str, list[dict]]]:
    """Return chapters and the tables that were made for each: those that it uses first."""
    groups: dict[str, list[dict]] = {slug: [] for slug in topics}
    for table in data.package()["resources"]:
        groups.setdefault(table["chapters"][0], []).append(table)
    return [(_topic(slug, topics), tables) for slug, tables in groups.items() if tables]


def _entry(table: dict, topics: Mapping[str, str], folder: str) -> str:
    name = table["name"]
    rows = len(data.load(name))
    file = f"Download {table['path']} ({max(1, round(table['bytes'] / 1000))} kB)"
    key = ", ".join(f"`{field}`" for field in table["schema"].get("primaryKey", []))
    metadata = {
        "From": "; ".join(_anchor(source) for source in table["sources"]),
        "Terms": "; ".join(
            [
                *(_anchor(licence) for licence in table.get("licenses", [])),
                *([_plain(table["terms"])] if "terms" in table else []),
            ]
        ),
        "Vintage": _plain(table["vintage"]),
        "How it was made": _plain(table["derivation"]),
        "Chapters": _chapters(table, topics),
        "Key": key,
    }
    fields = table["schema"]["fields"]
    return "\n\n".join(
        [
            f"(table-{name})=\n### {_plain(table['title'])}",
            f"`{name}`: {rows:,} row{'s' if rows > 1 else ''}. "
            f"{link(table['path'], file, folder)}, {link(f'{name}.xlsx', f'{name}.xlsx', folder)}",
            _plain(table["description"]),
            *(f"{head}\n: {words}" for head, words in metadata.items() if words),
            f":::{{dropdown}} {len(fields)} fields",
            *(_field(field) for field in fields),
            ":::",
        ]
    )


def _field(field: dict) -> str:
    unit = field.get("unit", "1")
    kind = _KINDS[field["type"]] + (f", {_plain(unit)}" if unit != "1" else "")
    words = [field.get("title", ""), field.get("description", ""), *_limits(field)]
    text = " ".join(f"{_plain(part).rstrip('.')}." for part in words if part)
    return f"`{field['name']}` ({kind})\n: {text}"


def _limits(field: dict) -> list[str]:
    """Return in words what the schema asks of a field's values."""
    rules = field.get("constraints", {})
    said = []
    if "enum" in rules:
        said.append(f"One of: {', '.join(map(str, rules['enum']))}")
    if "minimum" in rules and "maximum" in rules:
        said.append(f"From {rules['minimum']} to {rules['maximum']}")
    elif "minimum" in rules:
        said.append(f"At least {rules['minimum']}")
    elif "maximum" in rules:
        said.append(f"At most {rules['maximum']}")
    if not rules.get("required"):
        said.append("May be empty")
    return said


def _chapters(table: dict, topics: Mapping[str, str]) -> str:
    return ", ".join(
        f"{{ref}}`{topics[slug]} <{slug}>`" if slug in topics else _topic(slug, topics)
        for slug in table["chapters"]
    )


def _topic(slug: str, topics: Mapping[str, str]) -> str:
    return topics.get(slug) or slug.replace("-", " ").capitalize()


def _anchor(entry: dict) -> str:
    words = _plain(entry.get("title") or entry["name"])
    if "path" not in entry:
        return words
    # As HTML, because a Markdown link's "&" would be escaped twice.
    return f'<a class="reference external" href="{escape(entry["path"])}">{words}</a>'


def _plain(words: object) -> str:
    """Return words on one line, with the marks that Markdown would take for its own made plain."""
    return re.sub(r"([\\`*_{}\[\]<>$|#~])", r"\\\1", " ".join(str(words).split()))
