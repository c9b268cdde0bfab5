"""An explorer's script as one module: for anywidget, which loads it from a string, and the site."""

from __future__ import annotations

import re
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
KIT = PACKAGE / "explorers" / "kit.js"
TEXTS = PACKAGE / "explorers" / "texts.js"
STYLE = PACKAGE / "explorers" / "explorer.css"

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[\w./]+\.js)";\n', re.M)
_SOURCE = re.compile(r'^import (\w+) from "(\.{1,2}/[\w./]+\.js)\?source";\n', re.M)
_EXPORT = re.compile(r"^export (?:const|(?:async )?function\*?) (\w+)", re.M)


def scripts() -> dict[str, Path]:
    """Return the script of each explorer of the course by the explorer's slug.

    Returns
    -------
    dict of str to pathlib.Path
        Files ``chapters/<chapter>/explorer.js`` and ``chapters/<chapter>/<name>_explorer.js``.
    """
    return {slug(path): path for path in sorted(PACKAGE.glob("chapters/*/*explorer.js"))}


def slug(script: Path) -> str:
    """Return an explorer's slug: its own name, or the chapter's where the chapter has only one."""
    name = script.stem.removesuffix("explorer").rstrip("_")
    return name or script.parent.name


def own_style(script: Path) -> str:
    """Return the style sheet beside an explorer's script; empty if there is none.

    Parameters
    ----------
    script : pathlib.Path
        The explorer's own script.

    Returns
    -------
    str
    """
    sheet = script.with_suffix(".css")
    return sheet.read_text(encoding="utf-8") if sheet.exists() else ""


def style(script: Path) -> str:
    """Return the rules for an explorer: those that all share, then its own.

    Parameters
    ----------
    script : pathlib.Path
        The explorer's own script.

    Returns
    -------
    str
    """
    return STYLE.read_text(encoding="utf-8") + own_style(script)


def front_end(script: Path) -> str:
    """Return an explorer's JavaScript as one module.

    anywidget loads a module from a string, where a relative import has no meaning; so whatever
    the explorer imports is put in front of its own code. The static page serves the same module.

    An explorer imports from the kit once. It may import from the generated kernel of the scenario
    model and from shared parts, which may import in turn. The names of the kit and of texts.js are
    seen everywhere; each other file keeps its names to itself, so that only the imported ones can
    clash.

    ``import source from "./part.js?source"`` gives a part as text, for a worker: an expression,
    without the kit, whose value is the object of the part's exports.

    Parameters
    ----------
    script : pathlib.Path
        The explorer's own script; its imports are paths relative to it.

    Returns
    -------
    str
        An ES module that exports ``compute`` and, by default, ``{render}``.

    Raises
    ------
    ValueError
        If the script does not import from the kit exactly once.
    """
    text = script.read_text(encoding="utf-8")
    imports = sum(_target(script, name) == KIT for _, name in _IMPORT.findall(text))
    if imports != 1:
        raise ValueError(
            f"{script.name} must import from the kit (explorers/kit.js) exactly once, "
            f"not {imports} times."
        )
    return _inner(_IMPORT.sub("", KIT.read_text(encoding="utf-8"))) + bundle(script)


def bundle(script: Path) -> str:
    """Return a script as one module, with what it imports but without the kit."""
    parts: dict[Path, str] = {}
    own = _bundled(script, parts)
    return _inner(TEXTS.read_text(encoding="utf-8")) + "".join(parts.values()) + own


def _inner(text: str) -> str:
    """Return a module's text for within another, where it exports nothing."""
    return re.sub(r"^export ", "", text, flags=re.M)


def _target(script: Path, name: str) -> Path:
    return (script.parent / name).resolve()


def _bundled(script: Path, parts: dict[Path, str]) -> str:
    """Turn a file's imports into names of parts, which are added in the order of their needs."""

    def bind(match: re.Match) -> str:
        names, name = match.groups()
        path = _target(script, name)
        if path in (KIT, TEXTS):
            return ""
        _add(path, parts)
        return f"const {{{names}}} = {_holder(path)};\n"

    def quote(match: re.Match) -> str:
        name, path = match[1], _target(script, match[2])
        needed: dict[Path, str] = {}
        _add(path, needed)
        _add(path, parts)
        # A function is its own text: what the page holds already is not sent to it twice.
        made = "".join(f"const {_holder(p)} = (${{make{_holder(p)}}})();\n" for p in needed)
        return f"const {name} = `(() => {{\n{made}return {_holder(path)};\n}})()`;\n"

    return _SOURCE.sub(quote, _IMPORT.sub(bind, script.read_text(encoding="utf-8")))


def _holder(path: Path) -> str:
    return f"${path.stem}"


def _add(path: Path, parts: dict[Path, str]) -> None:
    """Add a part, after those that it needs: a function that makes its exports, and these."""
    if path in parts:
        return
    part = _bundled(path, parts)
    exports = ", ".join(_EXPORT.findall(part))
    body = _inner(part)
    holder = _holder(path)
    # Browsers compile a function in parentheses at once, and so not twice.
    parts[path] = (
        f"const make{holder} = (function () {{\n{body}return {{ {exports} }};\n}});\n"
        f"const {holder} = make{holder}();\n"
    )
