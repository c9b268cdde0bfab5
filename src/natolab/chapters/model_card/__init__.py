"""The page ``book/model-card.md``."""
