"""The fonts of the editions: those that matplotlib brings, so that every machine has them."""

from __future__ import annotations

from pathlib import Path

import matplotlib

#: File, family in the style sheet, weight, slant.
_FACES = (
    ("STIXGeneral.ttf", "Text", "normal", "normal"),
    ("STIXGeneralItalic.ttf", "Text", "normal", "italic"),
    ("STIXGeneralBol.ttf", "Text", "bold", "normal"),
    ("STIXGeneralBolIta.ttf", "Text", "bold", "italic"),
    ("DejaVuSans.ttf", "Plain", "normal", "normal"),
    ("DejaVuSans-Bold.ttf", "Plain", "bold", "normal"),
    ("DejaVuSansMono.ttf", "Code", "normal", "normal"),
    ("DejaVuSansMono-Bold.ttf", "Code", "bold", "normal"),
)


def files() -> dict[str, bytes]:
    """Return the fonts by file name."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return {name: (folder / name).read_bytes() for name, *_ in _FACES}


def rules(folder: str = "") -> str:
    """Return the style sheet's rules for fonts that stand in a folder beside it."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {slant}; '
        f'src: url("{folder}{name}"); }}'
        for name, family, weight, slant in _FACES
    )
