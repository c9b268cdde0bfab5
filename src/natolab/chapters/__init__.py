"""One folder a chapter: its calculation, the numbers of its prose, its figures, its explorers."""
