"""The page ``book/simulator.md``: the whole alliance on one screen.

``verify`` checks a mission that was handed in as a link, ``verify_all`` those of a whole class.
"""

from natolab.chapters.simulator.missions import Verdict, verify, verify_all

__all__ = ["Verdict", "verify", "verify_all"]
