"""A page as it is printed: its sheets, and where the words stand on them."""

from __future__ import annotations

import numpy as np
import pypdfium2

#: Points (1/72 inch) of each sheet that the tests ask to be left free on all sides.
MARGIN = 36
#: Points that a letter's box may be wider than what is seen of it.
SLACK = 2


def printed(page, sheet: str = "A4") -> pypdfium2.PdfDocument:
    """Return a page as the browser prints it, whatever the sheet."""
    edges = dict.fromkeys(("top", "right", "bottom", "left"), f"{MARGIN / 72}in")
    return pypdfium2.PdfDocument(page.pdf(format=sheet, margin=edges))


def text(document: pypdfium2.PdfDocument) -> str:
    """Return all words of a printed page, with single spaces between them."""
    return " ".join(" ".join(s.get_textpage().get_text_range().split()) for s in document)


def past_margin(document: pypdfium2.PdfDocument) -> list[str]:
    """Return what stands past the margin of a sheet, with the number of the sheet."""
    found = []
    for number, sheet in enumerate(document, 1):
        width, words = sheet.get_width(), sheet.get_textpage()
        for i in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(i)
            if left < MARGIN - SLACK or right > width - MARGIN + SLACK:
                found.append(f"{number}: {words.get_text_bounded(left, bottom, right, top)!r}")
    return found


def emptied(document: pypdfium2.PdfDocument, share: float) -> list[str]:
    """Return the sheets, other than the last, whose foot is empty for more than a share of them."""
    found = []
    for number, sheet in enumerate(list(document)[:-1], 1):
        # A pixel a point.
        dark = sheet.render(grayscale=True).to_numpy().min(axis=1).ravel() < 250
        written = np.flatnonzero(dark).max(initial=MARGIN)
        empty = (len(dark) - MARGIN - written) / (len(dark) - 2 * MARGIN)
        if empty > share:
            found.append(f"sheet {number}: {empty:.0%} empty")
    return found
