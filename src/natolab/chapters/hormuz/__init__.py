"""The chapter ``book/hormuz.md``."""
