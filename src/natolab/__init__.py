"""natolab: the data, charts, explorers and scenario model of the course Alliance Under Stress."""

import datetime

__all__ = ["AS_OF", "glue_all", "interact"]

#: The course describes what was known on this day.
AS_OF = datetime.date(2026, 10, 10)


def __getattr__(name: str) -> object:
    """Load what needs a notebook, and so a second, only for those who ask for it."""
    if name in ("glue_all", "interact"):
        from natolab import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
