"""Templates filled in, and packages in which the same contents give the same bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import jinja2

from natolab.quizzes.page import text

#: Every text is escaped on its way into XML, HTML among them: platforms unpack it again.
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
#: Texts of questions as HTML: names of Python between backticks become code.
_TEMPLATES.filters["html"] = text
_TEMPLATES.filters["plain"] = lambda words: words.replace("`", "")
_TEMPLATES.filters["kind"] = lambda question: type(question).__name__
#: The time that all files of a package bear.
_TIME = (2020, 1, 1, 0, 0, 0)


def filled(template: str, **values: Any) -> bytes:
    """Return a template of the folder beside this file with values in it, as UTF-8."""
    return _TEMPLATES.get_template(template).render(values).encode()


def packed(files: dict[str, bytes]) -> bytes:
    """Return files as a ZIP archive, the manifest first; not compressed, since zlibs differ."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files, key=lambda path: (path != "imsmanifest.xml", path)):
            entry = zipfile.ZipInfo(path, _TIME)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[path])
    return target.getvalue()
