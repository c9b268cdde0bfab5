"""The chapter ``book/scenarios.md``."""
