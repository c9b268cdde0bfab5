"""The chapter ``book/origins.md``."""
