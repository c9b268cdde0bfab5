"""The record is true on its day: grades of sources, votes, vintages and dates."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from pybtex.database import parse_string

from natolab import AS_OF
from natolab.data import load, package
from tests.support import site, source

PAGES = sorted((site.TOP / "book").glob("*.md"))
#: What book/data.md does not count as a source, by kind.
NOT_A_SOURCE = {
    # Trackers and digests that a language model writes, logs and code of games.
    "machine": r"watchboard|iranwar2026|particle\.?news|mattahr|Allocator Profiles|budget game|"
    r"newsbly|deepnewz|wesearch|polibeat|monexus|studioglobal|hanna-ai|cognicurrent|nextfin",
    # Sites that only pass on what others wrote, or name nobody who wrote it.
    "copy": r"rbtfl|crbc ?news|realnews|unbiased ?post|yeshiva|nikk\.ua|usajournal|pledgetimes|"
    r"saudi ?arabia ?breaking ?news|collector\.com\.tr|by Collector|knews|egypt ?daily ?news|"
    r"trumpvrij|khabr\.news|newsworldstream",
    # Forums, and pages of one person that nobody edits on matters that others report.
    "forum": r"vgchartz|gamrconnect|reddit\.com|abhs\.in|\bGautam\b|studicata|bommarito",
    # State media of Russia, Belarus, China and Iran.
    "state": r"\btass\b|sputnik|\bria\.ru|\bRIA, |russia today|news-pravda|xinhua|people's daily|"
    r"en\.people\.cn|china ?daily|\bcgtn\b|global ?times|\bnews\.by\b|press ?tv|tasnim|\birna\b",
}
NOT_A_SOURCE = {kind: re.compile(words, re.IGNORECASE) for kind, words in NOT_A_SOURCE.items()}
#: What the course said before the record reached its day, and what must not come back.
STALE = re.compile(
    r"Congress came round|no spot prices|by the tracker|according to a tracker|"
    r"ordered tests of their own assistance clause|beyond reconsideration and NATO",
    re.IGNORECASE,
)
TALLY = re.compile(r"\b(\d{2,3})(?: to |\N{EN DASH}| votes to )(\d{2,3})\b")


def evidence():
    """Return every text in which a source can stand, by its place in the repository."""
    files = [*PAGES, site.TOP / "book/references.bib", site.TOP / "data/datapackage.yaml"]
    files += sorted((site.TOP / "data").glob("*.csv"))
    return {str(path.relative_to(site.TOP)): path.read_text(encoding="utf-8") for path in files}


@pytest.mark.parametrize("pattern", [*NOT_A_SOURCE.values(), STALE], ids=[*NOT_A_SOURCE, "stale"])
def test_nothing_rests_on_what_is_no_source_and_no_old_claim_comes_back(pattern):
    found = {name: match[0] for name, text in evidence().items() if (match := pattern.search(text))}
    assert not found, "book/data.md says how sources are graded"


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (NOT_A_SOURCE["machine"], "url = {https://particle.news/story/house-passes}"),
        (NOT_A_SOURCE["machine"], "https://github.com/someone/watchboard/tree/main"),
        (NOT_A_SOURCE["machine"], "@misc{Newsbly2026, author = {{Newsbly}}}"),
        (NOT_A_SOURCE["machine"], "as summarised by CogniCurrent"),
        (NOT_A_SOURCE["copy"], "The Yeshiva World quotes the outlook."),
        (NOT_A_SOURCE["copy"], "Lithuanian report of 3 March 2026, as listed by Collector"),
        (NOT_A_SOURCE["copy"], "https://egyptdailynews.com/nato-allies"),
        (NOT_A_SOURCE["copy"], "the list that KNews printed the day after"),
        (NOT_A_SOURCE["forum"], "url = {https://gamrconnect.vgchartz.com/post.php}"),
        (NOT_A_SOURCE["forum"], "A. Gautam, blog on the address of 1 April 2026"),
        (NOT_A_SOURCE["state"], "@misc{TASS2025, author = {{TASS}}}"),
        (NOT_A_SOURCE["state"], 'in Geneva,,"RIA, 3 March 2026",https://ria.ru/20260303'),
        (NOT_A_SOURCE["state"], "27 February, after Xinhua"),
        (STALE, "According to a tracker, the envoy said so."),
    ],
)
def test_the_patterns_find_planted_faults(pattern, line):
    assert pattern.search(line)


def test_every_work_is_cited_by_a_page_or_a_table():
    """A work that nothing cites tells a reader of references.bib what the course does not use."""
    texts = evidence()
    works = set(parse_string(texts.pop("book/references.bib"), "bibtex").entries)
    used = set(re.findall(r"\w+", " ".join(texts.values())))
    assert not works - used


def test_grades_of_the_tables_are_those_of_the_page():
    page = (site.TOP / "book/data.md").read_text(encoding="utf-8")
    grades = set(re.findall(r"^\| \*(\w+)\* \|", page, re.MULTILINE))
    assert grades == {"record", "reported", "named"}
    for name in ("allied_positions", "iran_war_timeline", "congress_war_votes", "hormuz_events"):
        table = load(name)
        assert set(table["basis"]) <= grades, name
        # What was read has an address; only what is known at second hand may lack one.
        assert table.loc[table["basis"] != "named", "url"].notna().all(), name


def test_votes_on_the_war_in_the_text_are_those_of_the_table():
    table = load("congress_war_votes")
    known = {(row.yes, row.no) for row in table.itertuples()}
    typed = [
        (path.name, line)
        for path in PAGES
        for line in source.CELL.sub("", path.read_text(encoding="utf-8")).splitlines()
        if re.search(r"war powers|H\.Con\.Res|S\.J\.Res\. 1|war (with|on|against) Iran", line)
        for tally in TALLY.findall(line)
        if 80 <= sum(map(int, tally)) <= 435 and tuple(map(int, tally)) not in known
    ]
    assert not typed
    war = (site.TOP / "book/iran-war.md").read_text(encoding="utf-8")
    chambers = [line for line in war.splitlines() if "House" in line or "Senate" in line]
    assert not [line for line in chambers if TALLY.search(line)], "take tallies from numbers()"


def test_no_figure_joins_two_vintages():
    captions = re.compile(r"^ +name: (fig-\S+)\n.*?^---$", re.MULTILINE | re.DOTALL)
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        for figure in captions.finditer(text):
            downloads = set(re.findall(r"downloaded in (\w+)", figure[0]))
            assert len(downloads) < 2, f"{figure[1]} joins the downloads of {downloads}"
        for cell in source.CELL.finditer(text):
            editions = set(re.findall(r'load\("(nato_(?:core|defence)_spending)"\)', cell[0]))
            assert len(editions) < 2, f"a cell of {path.name} loads two editions of NATO's tables"


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("iran_war_timeline", "date"),
        ("hormuz_events", "date"),
        ("congress_war_votes", "date"),
        ("commitment_ledger", "date"),
        ("reading_claims", "as_of"),
        ("fork_indicators", "now_date"),
        ("brent_spot", "date"),
        ("brent_futures", "date"),
        ("hormuz_transits", "date"),
    ],
)
def test_the_record_reaches_its_day_and_no_further(table, column):
    last = load(table)[column].max()
    assert last <= pd.Timestamp(AS_OF)
    assert (pd.Timestamp(AS_OF) - last).days <= 30, "move the table with natolab.AS_OF"


def test_spot_and_futures_are_never_one_column():
    for table in package()["resources"]:
        words = f"{table['title']} {table['description']}".lower()
        for field in table["schema"]["fields"]:
            if field.get("unit") == "US dollars per barrel":
                assert ("spot" in words) or ("futures" in words), table["name"]
                assert "not" in words, f"{table['name']} must say which price it is not"
