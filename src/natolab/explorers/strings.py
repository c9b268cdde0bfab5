"""Texts of the explorers in other languages: a table for each, from the English text.

English stands where it is written, in JavaScript and in Python, and is the key. A table is a file
``natolab/locale/<language>.json``; its values are texts or, where a text depends on a number, one
text for each form of plural that the language has.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

LOCALE = Path(__file__).parents[1] / "locale"
#: Whose language the code is written in.
SOURCE = "en"


def languages() -> list[str]:
    """Return the languages that have a table, as in ``<html lang>``: `fr`, `pt-BR`."""
    return sorted(path.stem for path in LOCALE.glob("*.json"))


def table(language: str) -> dict[str, str | dict[str, str]]:
    """Return the texts of a language by the English text.

    Parameters
    ----------
    language : str
        As in ``<html lang>``. English has an empty table.

    Returns
    -------
    dict
        A text, or texts by the form of plural (``one``, ``few``, ``other``).

    Raises
    ------
    ValueError
        If the language has no table.
    """
    if language == SOURCE:
        return {}
    if language not in languages():
        raise ValueError(
            f"The explorers have no texts in {language!r}; they have them in "
            f"{', '.join([SOURCE, *languages()])}."
        )
    return json.loads((LOCALE / f"{language}.json").read_text(encoding="utf-8"))


def script(language: str, texts: dict[str, str | dict[str, str]] | None = None) -> str:
    """Return the JavaScript that gives explorers their language; nothing for English.

    Parameters
    ----------
    language : str
        As in ``<html lang>``.
    texts : dict, optional
        The language's texts, where they are not those of its table.

    Returns
    -------
    str
        A statement that must run before an explorer's module.
    """
    if language == SOURCE:
        return ""
    texts = table(language) if texts is None else texts
    state = json.dumps({"language": language, "texts": texts}, ensure_ascii=False)
    return f"globalThis.natolabTexts = {state};\n"


def script_for_notebooks() -> str:
    """Return the same for the language that the variable NATOLAB_LANGUAGE names, if it is set."""
    return script(os.environ.get("NATOLAB_LANGUAGE", SOURCE))
