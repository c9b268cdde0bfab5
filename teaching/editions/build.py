"""Write the editions into a folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from teaching.editions import NAME, book, epub, pdf, site

#: The checksum of what the site is made from; the site offers editions that bear its own.
MADE_FROM = "made-from"
KINDS = {"epub": epub.pack, "pdf": pdf.write}


def build(folder: Path, chapter: str = "", only: str = "") -> list[Path]:
    """Write the editions and return their files; both of the whole course say of what they are.

    Parameters
    ----------
    folder : pathlib.Path
        Where to write.
    chapter : str
        The slug of the only page wanted; the whole course without.
    only : str
        The only kind wanted, ``epub`` or ``pdf``; both without.
    """
    source = book.read(chapter)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in [only] if only else KINDS:
        path = folder / f"{chapter or NAME}.{kind}"
        path.write_bytes(KINDS[kind](source))
        written.append(path)
    if not chapter and not only:
        shutil.copyfile(site.SITE.parent / MADE_FROM, folder / MADE_FROM)
    return written
