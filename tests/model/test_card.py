"""The model card: every entry of the definition stands in it; the figures draw."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pytest

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


def test_every_parameter_shows_range_and_source():
    for line, q in zip(rows(card.parameters()), PARAMETERS, strict=True):
        assert q.source in line
        assert f"{q.low:g} to {q.high:g}" in line or q.low == q.high


def test_named_loops():
    lines = rows(card.named_loops(loops()))
    assert len(lines) == 5
    assert (
        "| European willingness → US commitment → credibility → European willingness |" in lines[0]
    )
    assert not any(word in " ".join(lines) for word in (" us ", "european", "hormuz"))


@pytest.mark.parametrize(
    "draw",
    [
        lambda: figures.paths({n: simulate(n, years=2) for n in SCENARIOS}, "credibility", "x"),
        lambda: figures.outcome_shares(
            {
                name: ensemble(name, draws=20, rng=np.random.default_rng(1), years=1)
                for name in SCENARIOS
            }
        ),
        lambda: figures.tipping(equilibria(values=[0.1, 0.3, 0.6])),
        lambda: figures.causal_loops(links(50)),
        lambda: figures.hindcast_price(hindcast()),
    ],
)
def test_figures_draw(draw):
    figure = draw()
    figure.canvas.draw()
    assert figure.axes
    assert not figure.axes[0].get_title()
    plt.close(figure)
