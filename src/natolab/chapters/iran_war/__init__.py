"""The chapter ``book/iran-war.md``."""
