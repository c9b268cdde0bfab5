"""Write the editions into a folder."""

from __future__ import annotations

from pathlib import Path

from teaching.editions import book, epub, pdf

#: The name of the whole course's files; a chapter's are called after it.
NAME = "alliance-under-stress"
KINDS = {"epub": epub.pack, "pdf": pdf.write}


def build(folder: Path, chapter: str = "", only: str = "") -> list[Path]:
    """Write the editions and return their files.

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
    return written
