"""The page ``book/python-primer.md``."""
