"""The chapter ``book/credibility.md``."""
