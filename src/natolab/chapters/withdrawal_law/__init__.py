"""The chapter ``book/withdrawal-law.md``."""
