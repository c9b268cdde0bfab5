"""Build the table senate_vote_1949: how each senator voted on the North Atlantic Treaty.

Download votes and members of the 81st Senate as CSV from https://voteview.com/data, keep their
names (S081_votes.csv and S081_members.csv), and give the folder that holds them:

    python -m data.builders.senate_vote_1949 downloads
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.builders import source, voteview

CONGRESS, ROLL_CALL = 81, 128
COLUMNS = ["senator", "state", "party", "ideal_point_1", "ideal_point_2", "vote"]


def build(folder: Path) -> pd.DataFrame:
    """Return the table made from the folder of downloaded files."""
    table = voteview.roll_call(folder, CONGRESS, ROLL_CALL)
    # Code 7 marks those who sat in this Congress on other days, not on that of the vote.
    table = table[table["vote"] != "present"].set_index("surname")
    # Voteview gives Miller's vote to his successor, who returned in October 1949.
    people = voteview.members(folder, CONGRESS).set_index("surname")
    if "DWORSHAK" in table.index:
        miller = people.loc["MILLER"].copy()
        miller["vote"] = table.loc["DWORSHAK", "vote"]
        table = pd.concat([table.drop(index="DWORSHAK"), miller.to_frame().T])
    table["senator"] = table["senator"].str.removesuffix(" Jr.")
    if len(table) != 96:
        raise source.SourceError(f"{len(table)} senators voted or were paired; 96 were in office.")
    return table.rename_axis("surname").sort_values(["state", "surname"])[COLUMNS]


if __name__ == "__main__":
    source.run(build, "senate_vote_1949", __doc__)
