"""Lists of works as readers look them up: surname first, one alphabet for persons and bodies."""

from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting.author_year_title import SortingStyle


class Alphabet(SortingStyle):
    """Sort by author, year and title without regard to case and to TeX's braces."""

    def sorting_key(self, entry):
        """Return the key of one work."""
        return tuple(str(part).replace("{", "").lower() for part in super().sorting_key(entry))


class Keys(BaseLabelStyle):
    """Take each work's key for its label: unique in the whole book, and the pages hide it."""

    def format_labels(self, entries):
        """Yield one label a work."""
        return (entry.key for entry in entries)


class Course(Style):
    """The style that ``_config.yml`` names."""

    default_name_style = "lastfirst"
    default_sorting_style = "course"
    default_label_style = "course"


def setup(app):
    """Register the parts under the name ``course``."""
    register_plugin("pybtex.style.sorting", "course", Alphabet)
    register_plugin("pybtex.style.labels", "course", Keys)
    register_plugin("pybtex.style.formatting", "course", Course)
