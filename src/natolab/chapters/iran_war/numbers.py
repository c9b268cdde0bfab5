"""Numbers of the chapter on the Iran war."""

from __future__ import annotations

import pandas as pd

from natolab.chapters.drift.un_votes import members
from natolab.chapters.iran_war import council_table
from natolab.chapters.iran_war.council_table import COUNTED_DAY, PRESETS, TOP_SCORE, YEAR, ranks
from natolab.data import load
from natolab.numbers import WORDS, Number, as_of, combine

#: Words in a stated reason that name the law.
_LAW = "nternational law|Charter|lawful|mandate"

#: Votes that the prose names: chamber, month and day.
_VOTES = ["h0514", "h0603", "s0623", "s0624", "h0723", "h0915", "s0924"]


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(
        as_of(),
        _positions(),
        _reasons_and_changes(),
        _groups(),
        _correlations(),
        _presets(),
        _scales(),
        _spread(),
        _strait(),
        _votes(),
    )


def _positions() -> dict[str, Number]:
    march = council_table.coded_on(COUNTED_DAY)
    count = march.groupby(["dimension", "position"]).size()
    documented = march.groupby("dimension")["iso3"].nunique()

    def allies(value: int, meaning: str) -> Number:
        return Number(value, "allies", f"{meaning}, on {COUNTED_DAY}")

    return {
        "allies_all": Number(
            len(load("us_troops_by_ally")), "allies", "allies of the United States in NATO"
        ),
        "n_words": allies(documented["words"], "position on the attack documented"),
        "words_support": allies(count["words", "support"], "supported the attack in words"),
        "words_limits": allies(count["words", "limits"], "shared its aim with reservations"),
        "words_open": allies(count["words", "open"], "did not judge the attack"),
        "words_refusal": allies(count["words", "refusal"], "condemned it or called it unlawful"),
        "n_bases": allies(documented["bases"], "position on the use of bases documented"),
        "bases_limits": allies(count["bases", "limits"], "allowed their use with limits"),
        "bases_open": allies(count["bases", "open"], "left the use of bases open"),
    }


def _reasons_and_changes() -> dict[str, Number]:
    positions = load("allied_positions")
    law = positions["reason"].fillna("").str.contains(_LAW)
    codes = positions.groupby(["iso3", "dimension"])["position"].nunique()
    moved = (codes > 1).groupby("iso3").any()
    return {
        "law_given": Number(
            positions.loc[law, "iso3"].nunique(),
            "allies",
            "gave international law, the Charter or the missing mandate as a reason",
        ),
        "rows_late": Number(
            (positions["from_date"] > "2026-04-01").sum(),
            "rows",
            "coded positions from after 1 April 2026",
        ),
        "moved": Number(moved.sum(), "allies", "changed a coded position"),
    }


def _words() -> pd.Series:
    """Return each documented ally's score in words at the end of March."""
    march = council_table.coded_on(COUNTED_DAY)
    return march[march["dimension"] == "words"].set_index("iso3")["score"]


def _groups() -> dict[str, Number]:
    words = _words()
    new = words.index.isin(members("new"))
    mean = f"mean score in words on a scale from 0 to {TOP_SCORE:.0f}, allies that joined"
    return {
        "words_new": Number(words[new].mean(), "points", f"{mean} from 1999 on"),
        "words_old": Number(words[~new].mean(), "points", f"{mean} before 1999"),
        "n_new": Number(new.sum(), "allies", "documented allies that joined from 1999 on"),
        "n_old": Number((~new).sum(), "allies", "documented allies that joined before 1999"),
        "new_support": Number(
            (words[new] == TOP_SCORE).sum(), "allies", "supporters that joined from 1999 on"
        ),
    }


def _correlations() -> dict[str, Number]:
    words = _words()
    spending = load("nato_defence_spending").query("year == @YEAR").set_index("iso3")["share_pct"]
    votes = load("un_ideal_points").query("year == @YEAR").set_index("iso3")["ideal_point"]

    def rank_correlation(other: pd.Series, what: str) -> Number:
        value = words.corr(other.reindex(words.index), method="spearman")
        return Number(value, "1", f"rank correlation of the score in words with {what}, {YEAR}")

    return {
        "spending_words": rank_correlation(spending, "defence spending"),
        "votes_words": rank_correlation(votes, "the position in UN votes"),
    }


def _presets() -> dict[str, Number]:
    war, six = ranks(**PRESETS["This war"]), ranks(**PRESETS["All six alike"])
    return {
        "war_ranked": Number(len(war), "allies", "allies with a rank by words, access and ships"),
        "six_ranked": Number(len(six), "allies", "allies with a rank by all six measures alike"),
        "spain_hosts": Number(
            ranks(**PRESETS["Hosts"])["ESP"], "rank", "rank of Spain by US troops hosted"
        ),
        "spain_six": Number(six["ESP"], "rank", "rank of Spain by all six measures alike"),
        "portugal_war": Number(war["PRT"], "rank", "rank of Portugal by words, access and ships"),
        "portugal_six": Number(six["PRT"], "rank", "rank of Portugal by all six measures alike"),
    }


def _scales() -> dict[str, Number]:
    found = {}
    for scale, words in (("range", "distances"), ("rank", "order only")):
        six = ranks(**PRESETS["All six alike"], scale=scale)
        for name, iso3 in (("britain", "GBR"), ("germany", "DEU")):
            meaning = f"rank of {name.title()} by all six measures alike, {words}"
            found[f"{name}_{scale}"] = Number(six[iso3], "rank", meaning)
    return found


def _spread() -> dict[str, Number]:
    names = load("us_troops_by_ally").set_index("iso3")["ally"]
    spread = council_table.spread()
    widest = (spread["high"] - spread["low"]).idxmax()
    top = spread.index[spread["high"] <= 10]
    weights = "under random weights"
    return {
        "widest": Number(names[widest], WORDS, f"ally whose rank varies most {weights}"),
        "widest_low": Number(
            int(spread.at[widest, "low"]), "rank", f"its rank {weights}, 5th percentile"
        ),
        "widest_high": Number(
            int(spread.at[widest, "high"]), "rank", f"its rank {weights}, 95th percentile"
        ),
        "always_top": Number(
            ", ".join(names[top]),
            WORDS,
            f"allies that nearly always stay among the first ten {weights}",
        ),
        "always_top_n": Number(len(top), "allies", "how many these are"),
    }


def _strait() -> dict[str, Number]:
    ships = load("hormuz_transits").set_index("date")["ships"]
    price = load("brent_spot").set_index("date")["usd_per_barrel"]
    a_day, dollars, spot = "ships a day", "dollars a barrel", "spot price of Brent"
    return {
        "ships_feb": Number(ships["2026-02"].mean(), a_day, "mean of February 2026"),
        "ships_march": Number(
            ships["2026-03-02":"2026-03-31"].mean(), a_day, "mean of 2 to 31 March 2026"
        ),
        "price_feb": Number(price["2026-02"].mean(), dollars, f"{spot}, mean of February 2026"),
        "price_0401": Number(price["2026-04-01"], dollars, f"{spot} on 1 April 2026"),
    }


def _votes() -> dict[str, Number]:
    table = load("congress_war_votes")
    near = (table["yes"] - table["no"]).abs() <= 3
    found = {
        "votes_all": Number(len(table), "votes", "on resolutions to end or limit the war, 2026"),
        "votes_near": Number(near.sum(), "votes", "those decided by three votes or fewer"),
    }
    rows = {f"{row.chamber[0].lower()}{row.date:%m%d}": row for row in table.itertuples()}
    for name in _VOTES:
        row = rows[name]
        found[f"vote_{name}"] = Number(
            f"{row.yes} to {row.no}", WORDS, f"{row.chamber}, {row.measure}, {row.date:%Y-%m-%d}"
        )
    return found
