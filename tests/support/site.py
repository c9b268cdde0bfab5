"""The built site as the tests see it: its sources and its pages."""

from __future__ import annotations

from pathlib import Path

import yaml

TOP = Path(__file__).parents[2]
HTML = TOP / "_build" / "html"
# The build writes these itself; every other page stands in _toc.yml.
GENERATED = ("index.html", "search.html", "404.html")


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


#: Pages with code that are no chapters: they put no question.
COMPANIONS = (
    "book/python-primer",
    "book/model-card",
    "book/simulator",
    "book/index",
    "book/council",
)


def notebooks() -> list[Path]:
    """Return the sources of the pages that run code: those whose front matter names a kernel."""
    return [path for path in sources() if "kernelspec" in front_matter(path)]


def chapters() -> list[Path]:
    """Return the sources of the chapters: all pages of _toc.yml that run code but companions.

    A new page with code is a chapter, and held to a chapter's shape, without being listed.
    """
    companions = {TOP / f"{name}.md" for name in COMPANIONS}
    return [path for path in notebooks() if path not in companions]


def front_matter(path: Path) -> dict:
    """Return a page's YAML front matter; empty if it has none."""
    text = path.read_text(encoding="utf-8")
    return yaml.safe_load(text.split("---\n", 2)[1]) if text.startswith("---\n") else {}


def sources() -> list[Path]:
    """Return the source file of each page in _toc.yml."""
    return [TOP / f"{name}.md" for name in toc()]


def translations() -> list[tuple[str, str]]:
    """Return language and name, such as ``book/index``, of each page that is translated."""
    found = sorted((TOP / "book" / "locale").glob("*/LC_MESSAGES/book/**/*.po"))
    parts = [path.relative_to(TOP / "book" / "locale").with_suffix("").parts for path in found]
    return [(language, "/".join(page)) for language, _, *page in parts]


def translated() -> list[str]:
    """Return the address, below the site's root, of each translated page."""
    return [f"{language}/{name}.html" for language, name in translations()]


def pages() -> list[str]:
    """Return the address, below the site's root, of each page in _toc.yml."""
    return [f"{name}.html" for name in toc()]
