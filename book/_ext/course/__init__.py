"""The course's one Sphinx extension.

It does what the sources should not have to know about: it serves explorers and tables, makes the
catalogue of data, the list of all works and the handbook's overviews, renders formulas as MathML,
keys cached results on what they depend on, looks up figures' numbers, runs the chapters side by
side, makes code on the page live, makes notebooks of the pages, says where the repository is,
answers for pages that are missing, wakes the quizzes, makes slides, offers what is printed, finds
words in every spelling, cuts the theme's icons to those shown, offers what teachers take along,
says which version a page is of, leads to translations and builds them, and mends what the theme
gets wrong. Each module has one of these jobs.
"""

import sys
from pathlib import Path

# The packages release and teaching, which some parts call, stand beside the book; build and tests
# start in different folders.
TOP = str(Path(__file__).parents[3])
if TOP not in sys.path:
    sys.path.append(TOP)

from course import (  # noqa: E402  the parts need the path
    addresses,
    bibliography,
    caching,
    downloads,
    execution,
    explorers,
    icons,
    kernels,
    languages,
    live,
    mathml,
    notebooks,
    notfound,
    numbering,
    printing,
    quizzes,
    search,
    slides,
    tables,
    teaching,
    theme,
    translated,
    versions,
)

PARTS = (
    addresses,
    bibliography,
    numbering,
    caching,
    kernels,
    execution,
    mathml,
    explorers,
    tables,
    teaching,
    live,
    theme,
    languages,
    translated,
    notfound,
    notebooks,
    printing,
    quizzes,
    slides,
    search,
    icons,
    downloads,
    versions,
)


def setup(app):
    """Connect the parts to Sphinx."""
    for part in PARTS:
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
