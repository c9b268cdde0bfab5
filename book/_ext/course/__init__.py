"""The course's one Sphinx extension.

It does what the sources should not have to know about: it serves the explorers, renders formulas
as MathML, keys cached results on what they depend on, and mends what theme and bibliography get
wrong. Each module has one of these jobs.
"""

from course import bibliography, caching, explorers, mathml, mends


def setup(app):
    """Connect the parts to Sphinx."""
    for part in (bibliography, caching, mathml, explorers, mends):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
