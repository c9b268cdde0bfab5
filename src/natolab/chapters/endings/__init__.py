"""The chapter ``book/endings.md``."""
