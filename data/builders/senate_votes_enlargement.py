"""Build the table senate_votes_enlargement: how each senator voted on five rounds.

Download votes and members of the 105th, 108th, 115th, 116th and 117th Senate as CSV from
https://voteview.com/data, keep their names (S105_votes.csv, S105_members.csv ...), and give the
folder that holds them:

    python -m data.builders.senate_votes_enlargement downloads

For a further round add its Congress and roll call to ROUNDS, and the year to the entry of the
table in data/datapackage.yaml.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.builders import source, voteview

#: Year in which the members joined: Congress and number of the final vote in it.
ROUNDS = {1999: (105, 415), 2004: (108, 142), 2017: (115, 98), 2020: (116, 327), 2023: (117, 810)}
COLUMNS = ["round", "senator", "state", "party", "ideal_point_1", "vote"]


def build(folder: Path) -> pd.DataFrame:
    """Return the table made from the folder of downloaded files."""
    parts = []
    for year, (congress, number) in ROUNDS.items():
        part = voteview.roll_call(folder, congress, number).assign(round=year)
        if len(part) != 100:
            raise source.SourceError(
                f"Congress {congress}, roll call {number}: {len(part)} senators instead of 100."
            )
        parts.append(part.sort_values(["state", "senator"]))
    return pd.concat(parts)[COLUMNS]


if __name__ == "__main__":
    source.run(build, "senate_votes_enlargement", __doc__)
