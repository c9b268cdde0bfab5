"""Lists of works as readers look them up: surname first, one alphabet for persons and bodies."""

from pybtex.plugin import register_plugin
from pybtex.style.formatting.alpha import Style as Alpha
from pybtex.style.sorting.author_year_title import SortingStyle


class Alphabet(SortingStyle):
    """Sort by author, year and title without regard to case and to TeX's braces."""

    def sorting_key(self, entry):
        """Return the key of one work."""
        return tuple(str(part).replace("{", "").lower() for part in super().sorting_key(entry))


class Course(Alpha):
    """The style that ``_config.yml`` names."""

    default_name_style = "lastfirst"
    default_sorting_style = "course"


def setup(app):
    """Register both under the name ``course``."""
    register_plugin("pybtex.style.sorting", "course", Alphabet)
    register_plugin("pybtex.style.formatting", "course", Course)
