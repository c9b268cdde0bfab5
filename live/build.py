"""Put together what a browser loads: ``_build/live/``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from live import course, packages, release
from live.compiling import Compiler
from live.errors import LiveError
from live.folder import Folder
from live.image import compress
from live.mirrors import CORE, LIBRARY, LOCK, Mirrors, core, members, python_of
from live.release import Python, Release
from live.store import Store, digest
from live.wheels import Wheel, read, unpack

FOLDER = Path(__file__).parent
TOP = FOLDER.parent
TARGET = TOP / "_build" / "live"
DOWNLOADS = TOP / "_build" / "live-downloads"
#: Modules of this folder that run in the browser's Python, there with a "_" before their names.
IN_BROWSER = ["imports", "on_demand"]


def build(
    target: Path = TARGET, downloads: Path = DOWNLOADS, say: Callable[[str], None] = print
) -> dict:
    """Build everything and return the manifest.

    Parameters
    ----------
    target : pathlib.Path, optional
        The folder to write; what stood there before goes once all is ready.
    downloads : pathlib.Path, optional
        Keeps what was fetched.
    say : callable, optional
        Takes a sentence for the person who builds.

    Returns
    -------
    dict
        What ``manifest.json`` holds.

    Raises
    ------
    LiveError
        If a file cannot be had, or is not the one that belongs to the release.
    """
    store, setting = Store(downloads), release.read()
    say(f"Live cells: fetching Pyodide {setting.version} and packages, unless they are here ...")
    pyodide = core(setting, store)
    lock = json.loads(pyodide[LOCK])
    official, python = lock["packages"], python_of(pyodide)
    wheels, libraries = _wheels(setting, store, python, official, say)
    out = Folder(target)
    widgets = out.group("widgets", _widgets(setting, wheels["anywidget"], store))
    wheels = {name: packages.trimmed(wheel) for name, wheel in wheels.items()}
    say("Live cells: compiling what is new ...")
    wheels, library = _compiled(pyodide, wheels, python, store, say)
    first = packages.closure(packages.BASE, official)
    start = {
        "core": f"../../{out.group('core', {n: pyodide[n] for n in CORE})}",
        "images": _images(wheels, library, python, first, out),
        "packages": first,
        "spared": list(packages.SPARED),
    }
    entries = _entries(wheels, libraries, first, official, out)
    index = out.group("pyodide", _index(setting, lock["info"], entries, start))
    manifest = {
        "pyodide": {
            "version": setting.version,
            "python": python.version,
            "index": index,
        },
        "packages": first,
        "widgets": f"{widgets}embed-amd.js",
        "anywidget": f"{widgets}anywidget.js",
        "bytes": sum(_travels(p, c) for p, c in out.files.items() if not p.startswith("wheels/")),
    }
    manifest["version"] = digest(json.dumps(manifest, sort_keys=True).encode())[:16]
    out.write(manifest)
    return manifest


def _wheels(
    setting: Release, store: Store, python: Python, official: dict, say: Callable
) -> tuple[dict[str, Wheel], dict[str, bytes]]:
    """Return all packages as wheels, and shared libraries, by name."""
    own = packages.own(store, python) | {"natolab": course.wheel()}
    names = packages.closure([*packages.OFFICIAL, *own], official)
    wanted = {name: official[name] for name in names if name not in own}
    wheels, libraries = dict(own), {}
    for name, content in Mirrors(setting, store, say).fetch(wanted).items():
        file = wanted[name]["file_name"]
        if file.endswith(".whl"):
            wheels[name] = read(file, content)
        else:
            libraries[name] = content
    return wheels, libraries


def _compiled(
    pyodide: dict[str, bytes],
    wheels: dict[str, Wheel],
    python: Python,
    store: Store,
    say: Callable,
) -> tuple[dict[str, Wheel], dict[str, bytes]]:
    """Return the wheels and the files of Python's own library, compiled where that is possible."""
    library = Wheel(LIBRARY, unpack(pyodide[LIBRARY]))
    try:
        compiler = Compiler(pyodide, store)
        compiled = compiler.compile(wheels, python.site)
        library = compiler.compile({LIBRARY: library}, python.library)[LIBRARY]
    except LiveError as error:
        say(f"{error} The packages stay uncompiled: live cells will work, and start more slowly.")
        return wheels, library.files
    return compiled, library.files


def _images(
    wheels: dict[str, Wheel],
    library: dict[str, bytes],
    python: Python,
    first: list[str],
    out: Folder,
) -> list[dict]:
    """Add the images; the course has one of its own, so that a change of it changes little."""
    shared = {python.library + path: content for path, content in library.items()}
    for name in IN_BROWSER:
        shared[f"{python.site}_{name}.py"] = (FOLDER / f"{name}.py").read_bytes()
    for name in first:
        if name != "natolab":
            shared |= {python.site + path: content for path, content in wheels[name].files.items()}
    natolab = {python.site + path: content for path, content in wheels["natolab"].files.items()}
    found = [out.image("packages", shared), out.image("natolab", natolab)]
    return [image | {"path": f"../../{image['path']}"} for image in found]


def _entries(
    wheels: dict[str, Wheel],
    libraries: dict[str, bytes],
    first: list[str],
    official: dict,
    out: Folder,
) -> dict[str, dict]:
    """Return the packages as Pyodide's lock lists them; those in an image have no file."""
    entries = {}
    for name in sorted([*wheels, *libraries]):
        if name in wheels:
            file, content = wheels[name].file, wheels[name].pack()
            facts = {"version": wheels[name].version, "imports": wheels[name].imports}
        else:
            file, content, facts = official[name]["file_name"], libraries[name], {}
        entries[name] = {"install_dir": "site", "package_type": "package"} | official.get(name, {})
        entries[name] |= facts | {"name": name, "depends": packages.needs(name, official)}
        entries[name] |= {"file_name": "", "sha256": ""}
        if name not in first:
            # Pyodide takes it to be relative to the folder of its core.
            path = f"../../{out.single('wheels', file, content)}"
            entries[name] |= {"file_name": path, "sha256": digest(content)}
    return entries


def _index(setting: Release, info: dict, entries: dict, start: dict) -> dict[str, bytes]:
    """Return what stands for Pyodide: a script that starts it, and the lock."""
    lock = json.dumps({"info": info, "packages": entries, "live": start}, sort_keys=True, indent=0)
    script = (FOLDER / "start.mjs").read_text(encoding="utf-8")
    return {
        "pyodide.mjs": script.replace("@version@", setting.version).encode(),
        "pyodide.js": (FOLDER / "start.js").read_bytes(),
        LOCK: lock.encode(),
    }


def _widgets(setting: Release, anywidget: Wheel, store: Store) -> dict[str, bytes]:
    """Return the scripts that draw ipywidgets and anywidgets in a page."""
    package = "@jupyter-widgets/html-manager"
    archive = store.npm(package, setting.widgets_version, setting.widgets_integrity)
    script = "dist/embed-amd.js"
    [front] = [c for path, c in anywidget.files.items() if path.endswith("/nbextension/index.js")]
    return {"embed-amd.js": members(archive, [script])[script], "anywidget.js": front}


def _travels(path: str, content: bytes) -> int:
    """Return how many bytes of a file travel; web servers compress scripts and programs."""
    return len(content) if path.endswith(".image") else len(compress(content))
