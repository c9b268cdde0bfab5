"""The chapter ``book/model.md``."""
