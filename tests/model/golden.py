"""The stored end states. ``python -m tests.model.golden`` stores the present ones."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from natolab.model import COLUMNS, SCENARIOS, simulate

PATH = Path(__file__).parents[1] / "golden" / "ends.csv"


def present() -> pd.DataFrame:
    """Return the end state of every scenario: one row a variable, one column a scenario."""
    ends = {name: simulate(name).iloc[-1] for name in SCENARIOS}
    return pd.DataFrame(ends).loc[list(COLUMNS)].rename_axis("variable")


def stored() -> pd.DataFrame:
    """Return the end states in the file."""
    return pd.read_csv(PATH, index_col="variable")


def changes(old: pd.DataFrame, new: pd.DataFrame, tolerance: float) -> pd.DataFrame:
    """Return what differs by more than the tolerance: scenario, variable, old, new, change."""
    table = pd.DataFrame({"old": old.T.stack(), "new": new.T.stack()})
    table["change"] = table["new"] - table["old"]
    # What is missing on one side has no change; it differs all the same.
    return table[~(table["change"].abs() <= tolerance)]


if __name__ == "__main__":
    print(changes(stored(), present(), 1e-6).to_string() if PATH.exists() else "first storing")
    present().to_csv(PATH, float_format="%.9f", lineterminator="\n")
