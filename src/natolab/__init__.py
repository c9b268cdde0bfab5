"""natolab: the data, charts and explorers of the course Alliance Under Stress."""

import datetime

from natolab.notebook import glue, interact

__all__ = ["AS_OF", "glue", "interact"]

#: The course describes what was known on this day.
AS_OF = datetime.date(2026, 10, 5)
