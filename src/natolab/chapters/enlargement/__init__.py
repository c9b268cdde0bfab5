"""The chapter ``book/enlargement.md``."""
