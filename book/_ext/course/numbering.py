"""References to numbered figures and tables, for which a page is read once and not each time.

To learn what a number belongs to, Sphinx reads the whole page where it stands from disk, anew for
each reference: a quarter of the time in which pages were written.
"""

import functools

from sphinx.domains.std import StandardDomain


class Numbering(StandardDomain):
    """Sphinx's own domain, in an environment that keeps the pages it has read last."""

    @functools.cached_property
    def _keeping(self):
        return _Keeping(self.env)

    def resolve_xref(self, env, fromdocname, builder, typ, *rest):
        """Return what a reference becomes."""
        if typ == "numref":
            env = self._keeping
        return super().resolve_xref(env, fromdocname, builder, typ, *rest)


class _Keeping:
    """An environment whose pages are only looked at."""

    def __init__(self, env):
        self._env = env
        # Most references are to the page on which they stand, or to one other.
        self.get_doctree = functools.lru_cache(maxsize=4)(env.get_doctree)

    def __getattr__(self, name):
        return getattr(self._env, name)


def setup(app):
    """Put the domain in the place of Sphinx's."""
    app.add_domain(Numbering, override=True)
