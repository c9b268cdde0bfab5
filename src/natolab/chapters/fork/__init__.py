"""The chapter ``book/fork.md``."""
