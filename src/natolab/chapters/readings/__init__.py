"""The chapter ``book/readings.md``."""
