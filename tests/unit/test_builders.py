"""Builders of tables: made files in the sources' form go in, a checked table comes out."""

from __future__ import annotations

import importlib
import re

import pytest

from data.builders import (
    brent_spot,
    hormuz_transits,
    nato,
    nato_core_spending,
    nato_defence_spending,
    senate_vote_1949,
    senate_votes_enlargement,
    source,
)
from tests.support import site

BUILDERS = sorted(
    path.stem
    for path in (site.TOP / "data/builders").glob("*.py")
    if "__main__" in path.read_text(encoding="utf-8")
)


def write(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def columns_of(table):
    head = (site.TOP / f"data/{table}.csv").read_text(encoding="utf-8").split("\n", 1)[0]
    return head.split(",")


def refused(build, *paths):
    with pytest.raises(source.SourceError) as raised:
        build(*paths)
    return str(raised.value)


@pytest.mark.parametrize("table", BUILDERS)
def test_each_builder_is_named_after_a_table_and_says_how_to_run_it(table):
    assert columns_of(table)
    says = importlib.import_module(f"data.builders.{table}").__doc__
    assert f"    python -m data.builders.{table} " in says


def test_the_command_writes_the_table(tmp_path, capsys):
    made = write(tmp_path / "made.csv", "Date,Price", "2025-01-02,80", "2025-01-03,79.5")
    run = {"arguments": [str(made)], "folder": tmp_path}
    source.run(brent_spot.build, "brent_spot", "How to.", **run)
    written = (tmp_path / "brent_spot.csv").read_bytes()
    assert written == b"date,usd_per_barrel\n2025-01-02,80.0\n2025-01-03,79.5\n"
    assert "2 rows written. Now run: make stamp" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        source.run(brent_spot.build, "brent_spot", "How to.", arguments=["--help"])
    assert "How to." in capsys.readouterr().out
    write(made, "Date,Price", "2025-01-02,free")
    with pytest.raises(SystemExit, match="'free' is not a number"):
        source.run(brent_spot.build, "brent_spot", "How to.", **run)
    assert (tmp_path / "brent_spot.csv").read_bytes() == written


class TestBrent:
    def test_keeps_the_days_from_2025_on(self, tmp_path):
        made = write(tmp_path / "made.csv", "Date,Price", "2024-12-31,74.1", "2025-01-02,76")
        table = brent_spot.build(made)
        assert list(table) == columns_of("brent_spot")
        assert table["usd_per_barrel"].tolist() == [76.0]

    def test_later_copies_add_days_if_they_agree_on_those_before(self, tmp_path):
        old = write(tmp_path / "old.csv", "Date,Price", "2025-01-02,76", "2025-01-03,77")
        new = write(tmp_path / "new.csv", "Date,Price", "2025-01-03,77", "2025-01-06,78")
        assert brent_spot.build(old, new)["usd_per_barrel"].tolist() == [76.0, 77.0, 78.0]
        write(new, "Date,Price", "2025-01-03,79", "2025-01-06,78")
        says = refused(brent_spot.build, old, new)
        assert "gives 79.0 for 2025-01-03 and the file before it 77.0" in says
        write(new, "Date,Price", "2025-01-06,78")
        assert "shares no day" in refused(brent_spot.build, old, new)

    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            (["Day,Price", "2025-01-02,76"], "no column 'Date'; its columns are Day, Price"),
            (["Date,Price", "02/01/2025,76"], "'02/01/2025' is not a day as YYYY-MM-DD"),
            (["Date,Price", "2025-01-02,1", "2025-01-02,1"], "not a day that stands once"),
            (["Date,Price", "2025-01-03,1", "2025-01-02,1"], "not later than the day before"),
            (["Date,Price", "2025-01-02,"], "'' is not a number of at least 0"),
            (["Date,Price", "2025-01-02,-3"], r"'-3' is not .* \(1 of 1 rows\)"),
            ([], "cannot be read as a CSV file"),
        ],
    )
    def test_says_what_is_unexpected(self, tmp_path, lines, words):
        made = write(tmp_path / "made.csv", *lines)
        assert re.search(words, refused(brent_spot.build, made))


class TestTransits:
    HEAD = "date,portid,n_tanker,n_total"

    def write(self, tmp_path, *rows):
        return write(tmp_path / "chokepoints.csv", self.HEAD, *rows)

    def test_keeps_the_strait_from_2025_on(self, tmp_path):
        made = self.write(
            tmp_path,
            "2024-12-31,chokepoint6,1,2",
            "2025-01-01,chokepoint6,3,5",
            "2025-01-01,chokepoint1,9,9",
            "2025-01-02,chokepoint6,0,1",
        )
        table = hormuz_transits.build(made)
        assert list(table) == columns_of("hormuz_transits")
        assert table["ships"].tolist() == [5, 1]
        assert table["tankers"].tolist() == [3, 0]

    @pytest.mark.parametrize(
        ("rows", "words"),
        [
            (["2025-01-01,chokepoint1,1,2"], "no row whose portid is chokepoint6"),
            (["2025-01-01,chokepoint6,3,2"], "'3' is not at most the number of ships"),
            (["2025-01-01,chokepoint6,1,2.5"], "'2.5' is not a whole number"),
            (
                ["2025-01-01,chokepoint6,1,2", "2025-01-03,chokepoint6,1,2"],
                "'2025-01-03' is not the day after the one before it",
            ),
        ],
    )
    def test_says_what_is_unexpected(self, tmp_path, rows, words):
        assert re.search(words, refused(hormuz_transits.build, self.write(tmp_path, *rows)))


class TestCoreSpending:
    HEAD = "iso3,ally,year,share_gdp_pct,equipment_pct,status"

    def rows(self):
        allies = list(nato.REGION)
        sums = ["NATO,NATO Total,2026,2.8,,estimate"]
        return sums + [f"{ally},Türkiye,2026,2.5,30,estimate" for ally in allies]

    def test_leaves_sums_out_and_names_in_plain_english(self, tmp_path):
        table = nato_core_spending.build(write(tmp_path / "made.csv", self.HEAD, *self.rows()))
        assert list(table) == columns_of("nato_core_spending")
        assert len(table) == 31 and set(table["country"]) == {"Turkey"}

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda rows: [*rows, "ISL,Iceland,2026,0.1,1,estimate"], "'ISL' is not an ally with"),
            (lambda rows: [*rows, rows[1]], "'CAN' is not an ally that stands once a year"),
            (lambda rows: [*rows, rows[1].replace("2026", "2025")], "USA has no row for 2025"),
            (lambda rows: [row.replace("2026", "2027") for row in rows], "'2027' is not a number"),
            (lambda rows: [row.replace("30", "101") for row in rows], "'101' is not a number"),
            (lambda rows: [row.replace("estimate", "e") for row in rows], "not actual or estimate"),
        ],
    )
    def test_says_what_is_unexpected(self, tmp_path, change, words):
        made = write(tmp_path / "made.csv", self.HEAD, *change(self.rows()))
        assert words in refused(nato_core_spending.build, made)


class TestSpending:
    HEAD = "iso3,Country,year,pct_gdp,defexp_musd_2021prices,status"

    def rows(self):
        names = {"TUR": "Türkiye", "SVK": "Slovak Republic"}
        allies = list(nato.REGION)
        return [
            f"{ally},{names.get(ally, ally)},{year},2.5,{year}.12345,{status}"
            for ally in allies
            for year, status in ((2024, "estimate"), (2023, "actual"))
        ]

    def test_derives_gdp_and_names_in_plain_english(self, tmp_path):
        table = nato_defence_spending.build(write(tmp_path / "made.csv", self.HEAD, *self.rows()))
        assert list(table) == columns_of("nato_defence_spending")
        assert table["country"].is_monotonic_increasing
        turkey = table[table["iso3"] == "TUR"].to_dict("records")
        assert [row["year"] for row in turkey] == [2023, 2024]
        assert turkey[0] == {
            "iso3": "TUR",
            "country": "Turkey",
            "region": "south",
            "year": 2023,
            "share_pct": 2.5,
            "spending_musd": 2023.123,
            "gdp_musd": 80925,
            "status": "actual",
        }

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda rows: [*rows, "ISL,Iceland,2024,0.1,1,actual"], "'ISL' is not an ally that"),
            (lambda rows: [*rows, rows[0]], "'CAN' is not an ally that stands once a year"),
            (lambda rows: rows[1:], "CAN has no row for 2024, but others have one"),
            (lambda rows: [row.replace("2.5", "250") for row in rows], "'250' is not a number"),
            (lambda rows: [row.replace("actual", "e") for row in rows], "not actual or estimate"),
        ],
    )
    def test_says_what_is_unexpected(self, tmp_path, change, words):
        made = write(tmp_path / "made.csv", self.HEAD, *change(self.rows()))
        assert words in refused(nato_defence_spending.build, made)


class TestSenate:
    def write(self, folder, congress, number, people):
        """Write Voteview's two files; people are (name, state, party, point, cast)."""
        write(
            folder / f"S{congress:03}_members.csv",
            "congress,chamber,icpsr,state_abbrev,party_code,bioname,nominate_dim1,nominate_dim2",
            f'{congress},President,99900,USA,100,"TRUMAN, Harry S.",-0.374,0.014',
            *(
                f'{congress},Senate,{icpsr},{state},{party},"{name}",{point},0.5'
                for icpsr, (name, state, party, point, _) in enumerate(people)
            ),
        )
        write(
            folder / f"S{congress:03}_votes.csv",
            "congress,chamber,rollnumber,icpsr,cast_code",
            f"{congress},Senate,{number},99900.0,1",
            f"{congress},Senate,{number + 1},0,9",
            *(
                f"{congress},Senate,{number},{icpsr}.0,{cast}"
                for icpsr, (*_, cast) in enumerate(people)
                if cast is not None
            ),
        )

    def fill(self, people, total):
        others = range(total - len(people))
        return [*people, *((f"OTHER{i:03}, A", "WY", 100, 0.1, 1) for i in others)]

    def test_1949(self, tmp_path):
        people = [
            ("McCARRAN, Patrick Anthony (Pat)", "NV", 100, -0.1, 6),
            ("LODGE, Henry Cabot, Jr.", "MA", 200, 0.05, 1),
            ("O'CONOR, Herbert Romulus", "MD", 100, 0.1, 2),
            ("DWORSHAK, Henry Clarence", "ID", 200, 0.4, 1),
        ]
        absent = [
            ("MILLER, Bert Henry", "ID", 100, -0.2, 7),
            ("NIXON, Richard Milhous", "CA", 200, 0.2, 7),
            ("GONE, Long", "CA", 200, "", None),
        ]
        self.write(tmp_path, 81, 128, [*absent, *self.fill(people, 96)])
        table = senate_vote_1949.build(tmp_path)
        assert list(table) == columns_of("senate_vote_1949")
        assert len(table) == 96
        assert table[["senator", "party", "ideal_point_1", "vote"]].head(4).to_numpy().tolist() == [
            ["Bert Henry Miller", "Democrat", -0.2, "yea"],
            ["Henry Cabot Lodge", "Republican", 0.05, "yea"],
            ["Herbert Romulus O'Conor", "Democrat", 0.1, "paired_yea"],
            ["Patrick Anthony McCarran", "Democrat", -0.1, "nay"],
        ]

    def test_enlargement(self, tmp_path):
        people = [
            ("BINGAMAN, Jesse Francis, Jr. (Jeff)", "NM", 100, -0.3, 1),
            ("Van HOLLEN, Christopher", "MD", 100, -0.4, 9),
            ("LUJÁN, Ben Ray", "NM", 328, -0.4, 7),
            ("MOSELEY BRAUN, Carol", "IL", 100, -0.3, 6),
        ]
        for congress, number in senate_votes_enlargement.ROUNDS.values():
            self.write(tmp_path, congress, number, self.fill(people, 100))
        table = senate_votes_enlargement.build(tmp_path)
        assert list(table) == columns_of("senate_votes_enlargement")
        assert table["round"].value_counts().to_dict() == dict.fromkeys(
            senate_votes_enlargement.ROUNDS, 100
        )
        first = table[["round", "senator", "party", "vote"]].head(4)
        assert first.to_numpy().tolist() == [
            [1999, "Carol Moseley Braun", "Democrat", "nay"],
            [1999, "Christopher Van Hollen", "Democrat", "not_voting"],
            [1999, "Ben Ray Luján", "Independent", "present"],
            [1999, "Jesse Francis Bingaman Jr.", "Democrat", "yea"],
        ]

    def test_says_what_is_unexpected(self, tmp_path):
        assert "S081_votes.csv cannot be read" in refused(senate_vote_1949.build, tmp_path)
        self.write(tmp_path, 81, 100, self.fill([], 96))
        words = refused(senate_vote_1949.build, tmp_path)
        assert words == "S081_votes.csv has no roll call 128."
        self.write(tmp_path, 81, 128, self.fill([], 95))
        assert "95 senators voted" in refused(senate_vote_1949.build, tmp_path)
        self.write(tmp_path, 81, 128, self.fill([("X, Y", "WY", 537, 0, 1)], 96))
        assert "'537' is not a party that we know" in refused(senate_vote_1949.build, tmp_path)
        self.write(tmp_path, 81, 128, self.fill([("X, Y", "WY", 100, 0, 0)], 96))
        assert "'0' is not one of 1, 2, 6, 7, 9" in refused(senate_vote_1949.build, tmp_path)
