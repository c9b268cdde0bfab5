"""The chapter ``book/uncertainty.md``."""
