"""The chapter ``book/strategic-concept.md``."""
