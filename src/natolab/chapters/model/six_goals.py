"""What the goals of the whole model that carry the chapter's story say in words."""

from __future__ import annotations

#: By the name of the stock.
IN_WORDS = {
    "us_commitment": (
        r"Our equation with $k$ (here $\kappa$); $R$ is what support earns; war elsewhere and past "
        "divergence take their shares"
    ),
    "european_willingness": (
        r"Our $E_0(1 - \mu(1 - T))$, times what burden and fatigue ($Q_B$) and hedging and "
        "divergence ($Q_M$) leave of it; a rally adds a little"
    ),
    "credibility": (
        r"What the facts justify, $\Pi$: commitment, less what talk of leaving and a draw-down "
        "take from it"
    ),
    "hedging": "Doubt, less where Europe has forces of its own",
    "capability_planned": (
        "What Europe funds, $f$, to which doubt adds; two more stages follow before it can fight"
    ),
    "divergence": (
        "It fills while the two sides pull together too little ($D$), and heals over decades"
    ),
}
