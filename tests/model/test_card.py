"""The model card: every entry of the definition stands in it; figures show what they are given."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgba

from natolab.charts import COLORS
from natolab.model import (
    AUXILIARIES,
    LEVERS,
    OUTCOMES,
    PARAMETERS,
    SCENARIOS,
    STOCKS,
    card,
    ensemble,
    equilibria,
    figures,
    hindcast,
    links,
    loops,
    simulate,
)
from natolab.model.names import SCENARIO_LOOKS, words
from tests.support import site


def rows(table):
    head, rule, *body = table.split("\n")
    columns = head.count("|")
    assert set(rule) <= set("|- ")
    assert all(line.count("|") == columns for line in body), table
    return body


@pytest.mark.parametrize(
    ("table", "entries"),
    [
        (card.stocks, STOCKS),
        (card.levers, LEVERS),
        (card.parameters, PARAMETERS),
        (card.auxiliary_equations, AUXILIARIES),
        (card.stock_equations, STOCKS),
        (card.scenarios, SCENARIOS),
        (card.rules, OUTCOMES),
    ],
)
def test_tables_have_a_row_for_every_entry(table, entries):
    assert len(rows(table())) == len(entries)


def test_some_goals_stand_beside_their_words():
    (line,) = rows(card.goals({"hedging": "doubt"}))
    assert line.endswith("| doubt |")
    equation = line.split("|")[2].strip().strip("$")
    assert any(equation in row for row in rows(card.stock_equations()))


def test_every_parameter_shows_range_and_source():
    for line, q in zip(rows(card.parameters()), PARAMETERS, strict=True):
        assert q.source in line
        assert f"{q.low:g} to {q.high:g}" in line or q.low == q.high


def test_the_page_shows_each_table_under_a_caption_and_a_name():
    page = (site.TOP / "book" / "model-card.md").read_text(encoding="utf-8")
    shown = re.findall(
        r"^:::\{table\} [A-Z].+\.\n:name: tab-model-card-(\w+)\n\n```\{glue:md\} table_\1\n",
        page,
        re.M,
    )
    assert sorted(f"table_{name}" for name in shown) == sorted(card.tables(loops()))


def test_named_loops():
    lines = rows(card.named_loops(loops()))
    assert len(lines) == 5
    assert (
        "| European willingness → US commitment → credibility → European willingness |" in lines[0]
    )
    assert not any(word in " ".join(lines) for word in (" us ", "european", "hormuz"))


# ---------------------------------------------------------------- figures


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


def same_color(artist_color, name):
    return to_rgba(artist_color) == to_rgba(COLORS[name])


def test_paths_end_where_the_runs_end_in_the_scenarios_looks():
    runs = {name: simulate(name, years=2) for name in SCENARIOS}
    axes = figures.paths(runs, "credibility", "credibility").axes[0]
    for (name, run), line, label in zip(runs.items(), axes.get_lines(), axes.texts, strict=True):
        look = SCENARIO_LOOKS[name]
        assert np.array_equal(line.get_ydata(), run["credibility"])
        assert same_color(line.get_color(), look.color)
        assert line.get_linestyle() == look.line
        assert label.get_text() == look.words
    heights = sorted(label.xy[1] for label in axes.texts)
    assert min(np.diff(heights)) > 0.054, "labels overlap"
    assert (axes.get_ylabel(), axes.get_ylim()) == ("credibility", (0, 1))


def test_bars_hold_the_shares_of_all_classes():
    ensembles = {
        name: ensemble(name, draws=20, rng=np.random.default_rng(1), years=1) for name in SCENARIOS
    }
    axes = figures.outcome_shares(ensembles).axes[0]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == [words(n) for n in ensembles]
    assert axes.yaxis_inverted(), "the first scenario stands on top"
    bars = {container.get_label(): container for container in axes.containers}
    assert list(bars) == [outcome.words for outcome in OUTCOMES.values()]
    for row, drawn in enumerate(ensembles.values()):
        widths = [bars[outcome.words][row].get_width() for outcome in OUTCOMES.values()]
        assert widths == pytest.approx([100 * drawn.shares[name] for name in OUTCOMES])
        assert sum(widths) == pytest.approx(100)
        lefts = [bars[outcome.words][row].get_x() for outcome in OUTCOMES.values()]
        assert lefts == pytest.approx([0, *np.cumsum(widths)[:-1]]), "bars overlap"


def test_tipping_tells_stable_states_from_the_edge():
    found = equilibria(values=[0.1, 0.3, 0.6])
    axes = figures.tipping(found).axes[0]
    stable, unstable, up, down = axes.get_lines()
    for line, here in (
        (stable, found.points[found.points["stable"]]),
        (unstable, found.points[~found.points["stable"]]),
    ):
        assert len(here) > 0
        assert np.array_equal(line.get_xdata(), here["value"])
        assert np.array_equal(line.get_ydata(), here["credibility"])
    assert up.get_xdata() == pytest.approx([found.tipping_up] * 2)
    assert down.get_xdata() == pytest.approx([found.tipping_down] * 2)
    assert [text.get_text() for text in axes.texts] == [
        f"trust ends\nat {found.tipping_up:.2f}",
        f"distrust ends\nat {found.tipping_down:.2f}",
    ]


def test_tipping_marks_nothing_where_nothing_tips():
    axes = figures.tipping(equilibria(values=[0.1, 0.9], support_link=0)).axes[0]
    assert len(axes.get_lines()) == 2
    assert not axes.texts


def test_every_link_is_an_arrow_in_the_look_of_its_sign():
    table = links(50)
    axes = figures.causal_loops(table).axes[0]
    looks = {"+": ("blue", "-"), "-": ("vermilion", "--"), "±": ("grey", ":")}
    places = {text.get_text(): np.array(text.xy) / 1.08 for text in axes.texts}
    assert list(places) == [words(stock.name) for stock in STOCKS]
    for row, arrow in zip(table.itertuples(), axes.patches, strict=True):
        color, line = looks[row.sign]
        assert same_color(arrow.get_edgecolor(), color)
        assert arrow.get_linestyle() == line
        # The curve's first and last point lie a little off the stocks that it joins.
        ends = arrow.get_path().vertices[[0, 2]]
        for end, stock in zip(ends, (row.cause, row.effect), strict=True):
            nearest = min(places, key=lambda name: np.hypot(*(places[name] - end)))
            assert nearest == words(stock)


def test_hindcast_draws_the_price_as_it_was_and_both_runs():
    past = hindcast()
    lines = figures.hindcast_price(past).axes[0].get_lines()
    columns = ("price_observed", "price_record", "price_campaign")
    for line, column in zip(lines, columns, strict=True):
        assert np.array_equal(line.get_ydata(), past.weeks[column], equal_nan=True)
    assert "strait" in lines[1].get_label()
    assert "campaign" in lines[2].get_label()
