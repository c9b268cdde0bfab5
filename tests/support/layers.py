"""The package's layers: which module may import which, read from the source without running it."""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterator, Mapping
from pathlib import Path

_BELOW = {"base", "methods", "model", "calculation"}
#: What modules of each kind may import of the package.
MAY_IMPORT = {
    "base": {"base"},
    "methods": {"base", "methods"},
    "model": {"base", "methods", "model"},
    "calculation": _BELOW,
    "numbers": _BELOW,
    "figures": {*_BELOW, "figures"},
    "framework": {"base", "model", "framework"},
    "explorer": {*_BELOW, "figures", "framework"},
    "checks": {"base", "methods", "model", "checks"},
    "exercises": {*_BELOW, "numbers", "figures", "checks"},
    "questions": {"base", "questions"},
    "quiz": {*_BELOW, "numbers", "questions"},
}
#: Kinds that compute only, and what draws or needs a notebook.
COMPUTES = {"methods", "model", "calculation", "numbers"}
DRAWS = {"matplotlib", "anywidget", "ipywidgets", "natolab.charts", "natolab.notebook"}
#: What a chapter shares with no other chapter.
OWN = {"numbers", "figures", "explorer", "exercises", "quiz"}


def kind(module: str) -> str:
    """Return the layer of a module from its name."""
    parts = module.split(".")[1:]
    if len(parts) > 1 and parts[-1] == "figures":
        return "figures"
    if parts[0:1] == ["chapters"]:
        if parts[-1].endswith("explorer"):
            return "explorer"
        return parts[-1] if parts[-1] in ("numbers", "exercises", "quiz") else "calculation"
    layers = {
        "methods": "methods",
        "model": "model",
        "explorers": "framework",
        "exercises": "checks",
        "quizzes": "questions",
    }
    return layers.get(parts[0], "base") if parts else "base"


def chapter(module: str) -> str | None:
    """Return the name of the chapter to which a module belongs, if to one."""
    parts = module.split(".")
    return parts[2] if parts[1:2] == ["chapters"] and len(parts) > 2 else None


def modules(package: Path) -> dict[str, str]:
    """Return the source of each module of a package by its full name."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = [package.name, *path.relative_to(package).with_suffix("").parts]
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = path.read_text(encoding="utf-8")
    return found


def imports(code: ast.AST, known: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Yield each imported module, the name taken from it (or none) and what it is called here.

    Imports inside functions count like others: they are needs too.
    """
    for node in ast.walk(code):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, "", alias.asname or alias.name
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                called = alias.asname or alias.name
                yield (inner, "", called) if inner in known else (module, alias.name, called)


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def faults(sources: Mapping[str, str]) -> list[str]:
    """Return a sentence for each import that breaks the rule of the layers.

    Parameters
    ----------
    sources : mapping of str to str
        Python source by the full name of the module, such as ``"natolab.model.engine"``.
    """
    found, arrows = [], {}
    for module, text in sources.items():
        code = ast.parse(text)
        needs = list(imports(code, sources))
        for target, name, _ in needs:
            found += [
                f"{module} imports {fault}" for fault in _wrong(module, target, name, sources)
            ]
        held = {called for target, name, called in needs if not name and target in sources}
        found += [
            f"{module} uses {node.value.id}.{node.attr}, a private name of another module"
            for node in ast.walk(code)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in held
            and is_private(node.attr)
        ]
        arrows[module] = {target for target, _, _ in needs if target in sources} - {module}
    # The front door loads the notebook's functions late, for those who ask for them by name.
    arrows["natolab"] = set()
    try:
        graphlib.TopologicalSorter(arrows).prepare()
    except graphlib.CycleError as error:
        found.append("Imports run in a circle: " + " → ".join(reversed(error.args[1])))
    return list(dict.fromkeys(found))


def _wrong(module: str, target: str, name: str, sources: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with one import of a module."""
    if target.startswith("."):
        yield f"{target}{name} by a relative path; write its full name"
    if kind(module) in COMPUTES and (target in DRAWS or target.split(".")[0] in DRAWS):
        yield f"{target}, but {kind(module)} modules draw nothing"
    if target not in sources:
        return
    if is_private(name):
        yield f"{name} from {target}, which is private there"
    if module != "natolab" and kind(target) not in MAY_IMPORT[kind(module)]:
        yield f"{target}: {kind(module)} modules must not rest on {kind(target)}"
    foreign = chapter(target) not in (None, chapter(module))
    if foreign and kind(target) in OWN:
        yield f"{target}, which belongs to another chapter; share a calculation instead"
