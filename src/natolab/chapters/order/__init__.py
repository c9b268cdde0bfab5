"""Figures and explorers of the chapter on world order."""
