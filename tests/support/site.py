"""The built site as the tests see it: its sources and its pages."""

from __future__ import annotations

from pathlib import Path

import yaml

TOP = Path(__file__).parents[2]
HTML = TOP / "_build" / "html"
# Sphinx writes these two itself; every other page stands in _toc.yml.
GENERATED = ("index.html", "search.html")


def toc(node: object = None) -> list[str]:
    """Return the files that _toc.yml names, in its order, without their suffix."""
    if node is None:
        node = yaml.safe_load((TOP / "_toc.yml").read_text(encoding="utf-8"))
    if isinstance(node, dict):
        own = [node[key] for key in ("root", "file") if key in node]
        return own + [
            f for key in ("parts", "chapters", "sections") for f in toc(node.get(key, []))
        ]
    return [file for part in node for file in toc(part)]


#: Slugs of the fifteen chapters and of the readings; the test of the template holds for each
#: that exists.
PLANNED = [
    *("origins", "enlargement", "burden-sharing"),
    *("strategic-concept", "drift"),
    *("iran-war", "hormuz"),
    *("withdrawal-law", "credibility"),
    *("model", "scenarios", "uncertainty", "autonomy", "endings", "fork"),
    "readings",
]


def chapters() -> list[Path]:
    """Return the sources of those chapters that exist, by their planned slugs."""
    return [path for path in sources() if path.stem in PLANNED]


def sources() -> list[Path]:
    """Return the source file of each page in _toc.yml."""
    return [TOP / f"{name}.md" for name in toc()]


def pages() -> list[str]:
    """Return the address, below the site's root, of each page in _toc.yml."""
    return [f"{name}.html" for name in toc()]
