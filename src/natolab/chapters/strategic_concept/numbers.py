"""Numbers of the chapter on the Strategic Concepts."""

from __future__ import annotations

from natolab import AS_OF
from natolab.chapters.strategic_concept import comparison
from natolab.chapters.strategic_concept.lives import lives
from natolab.data import load
from natolab.methods.agreement import cohen_kappa
from natolab.numbers import WORDS, Number, as_of, combine


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(as_of(), _documents(), _coding(), _distances(), _agreement())


def _documents() -> dict[str, Number]:
    concepts = load("strategic_concepts")
    years = lives(concepts, AS_OF).set_index("concept")["years"]
    return {
        "concepts": Number(len(concepts), "concepts", "Strategic Concepts since 1949"),
        "longest": Number(years["1967"], "years", "from the concept of 1967 to the next, longest"),
        "shortest": Number(
            years["1949"], "years", "from the concept of 1949 to the next, shortest"
        ),
    }


def _coding() -> dict[str, Number]:
    coding = load("concept_coding")
    present = coding[coding["weight"] > 0].groupby("concept").size()
    found = {
        "themes": Number(len(load("concept_themes")), "themes", "themes coded in each concept"),
        "entries": Number(len(coding), "entries", "entries of the coding"),
        "open_entries": Number(
            (coding["sureness"] == "open").sum(),
            "entries",
            "entries that rest on extracts and are marked as open",
        ),
    }
    for concept in ("1949", "1991", "2022"):
        found[f"themes_{concept}"] = Number(
            present[concept], "themes", f"themes present in the concept of {concept}"
        )
    return found


def _distances() -> dict[str, Number]:
    data = comparison.payload()
    even = comparison.compute(comparison.DEFAULTS, data)
    found = {
        "d_2010_2022": Number(
            even["distance"], "1", "distance of the concepts of 2010 and 2022, all themes alike"
        )
    }
    for name, weights, words in [
        ("soldiers", comparison.SOLDIERS, "military themes only"),
        ("world", comparison.WORLD, "the other themes only"),
    ]:
        inputs = {**comparison.DEFAULTS, "first": "2022", **weights}
        result = comparison.compute(inputs, data)
        found[f"near_{name}"] = Number(
            result["nearest"], WORDS, f"concept nearest to that of 2022, {words}"
        )
        found[f"d_{name}"] = Number(
            min(row["distance"] for row in result["others"]),
            "1",
            f"distance of the concept nearest to that of 2022, {words}",
        )
    return found


def _agreement() -> dict[str, Number]:
    table = load("concept_paraphrases")
    ours, theirs = table["weight"].tolist(), table["invented_reader"].tolist()
    scale = load("concept_rules")["weight"].tolist()
    return {
        "items": Number(len(table), "passages", "paraphrased passages that two readers coded"),
        "same": Number(
            (table["weight"] == table["invented_reader"]).sum(),
            "passages",
            "passages that the invented reader codes as we do",
        ),
        "kappa": Number(cohen_kappa(ours, theirs), "1", "Cohen's kappa with the invented reader"),
        "kappa_weighted": Number(
            cohen_kappa(ours, theirs, scale=scale),
            "1",
            "Cohen's kappa with the invented reader, misses weighted by their steps",
        ),
    }
