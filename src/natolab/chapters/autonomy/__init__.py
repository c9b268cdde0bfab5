"""The chapter ``book/autonomy.md``."""
