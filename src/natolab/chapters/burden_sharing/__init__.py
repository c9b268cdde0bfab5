"""The chapter ``book/burden-sharing.md``."""
