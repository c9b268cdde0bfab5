"""The catalogue of the tables as Markdown."""

from __future__ import annotations

import re

import pytest

from natolab import catalogue, data

TABLES = data.package()["resources"]
TOPICS = {"origins": "Origins", "hormuz": "Hormuz"}
NEW = {
    "name": "new_table",
    "path": "new_table.csv",
    "title": "A *new* table | with marks",
    "description": "One row per day.",
    "bytes": 12_345,
    "schema": {
        "fields": [
            {"name": "day", "type": "date", "constraints": {"required": True}},
            {
                "name": "price",
                "type": "number",
                "unit": "$ per barrel",
                "title": "Price",
                "constraints": {"minimum": 0},
            },
            {"name": "side", "type": "string", "constraints": {"enum": ["a", "b"]}},
        ],
        "primaryKey": ["day"],
    },
    "sources": [{"title": "A source", "path": "https://example.org/a_b?c=1&d=(2)"}],
    "licenses": [{"name": "cc0", "title": "CC0"}],
    "terms": "Cite it.",
    "vintage": "2026-01",
    "derivation": "Made up.",
    "chapters": ["hormuz", "not-yet-written"],
}


@pytest.fixture
def with_new_table(monkeypatch):
    monkeypatch.setattr(data, "package", lambda: {"resources": [*TABLES, NEW]})
    known = data.load
    monkeypatch.setattr(data, "load", lambda name: [0] if name == "new_table" else known(name))


def test_every_table_has_a_row_and_an_entry():
    overview = catalogue.overview(TOPICS)
    entries = catalogue.entries(TOPICS, "../data")
    for table in TABLES:
        assert overview.count(f"{{ref}}`table-{table['name']}`") == 1
        assert entries.count(f"(table-{table['name']})=\n") == 1
        assert f'<a href="../data/{table["path"]}" download>' in entries


def test_every_field_is_described():
    sections = catalogue.entries(TOPICS, "../data").split("\n(table-")
    sections = {part.removeprefix("(table-").split(")=")[0]: part for part in sections}
    for table in TABLES:
        text = next(part for name, part in sections.items() if name.endswith(table["name"]))
        for field in table["schema"]["fields"]:
            assert f"\n`{field['name']}` (" in text, f"{table['name']}: {field['name']}"


def test_new_table_appears_by_itself(with_new_table):
    assert "{ref}`table-new_table` `new_table` | 2026-01 |" in catalogue.overview(TOPICS)
    entry = catalogue.entries(TOPICS, "data").split("(table-new_table)=\n")[1]
    for words in (
        "### A \\*new\\* table \\| with marks",
        '`new_table`: 1 row. <a href="data/new_table.csv" download>Download new_table.csv (12 kB)',
        'href="https://example.org/a_b?c=1&amp;d=(2)">A source</a>',
        "Terms\n: CC0; Cite it.",
        "Chapters\n: {ref}`Hormuz <hormuz>`, Not yet written",
        "Key\n: `day`",
        "`day` (date)\n: ",
        "`price` (number, \\$ per barrel)\n: Price. At least 0. May be empty.",
        "`side` (text)\n: One of: a, b. May be empty.",
    ):
        assert words in entry


def test_tables_stand_under_the_chapter_for_which_they_were_made():
    text = catalogue.entries(TOPICS, "data")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[:2] == ["Origins", "Hormuz"], "chapters that have a page, in the book's order"
    part = text.split("## Hormuz\n")[1].split("\n## ")[0]
    assert "(table-brent_spot)=" in part
    assert "(table-origins_timeline)=" not in part
