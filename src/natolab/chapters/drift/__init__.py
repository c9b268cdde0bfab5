"""The chapter ``book/drift.md``."""
