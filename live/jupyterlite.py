"""JupyterLite for the built site: each chapter as a notebook in the browser, ``_build/html/lite/``.

``book/_ext/build.py`` makes it behind the pages. It is built in an environment of its own, since it
bundles every extension that it finds installed, and always from nothing, since it trusts what an
earlier build left; while nothing of what it is made from has changed, it stays.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from live.errors import LiveError
from live.store import digest

FOLDER = Path(__file__).parent
TOP = FOLDER.parent
BUILD = TOP / "_build"
ENVIRONMENT = BUILD / "jupyterlite-environment"
NOTEBOOKS = BUILD / "notebooks"
SITE = BUILD / "html"
LOCK = FOLDER / "jupyterlite.lock"
#: What is added to its pages: before all of JupyterLite, and behind.
OWN_WORKERS = FOLDER / "own-workers.js"
NOTICE = FOLDER / "notice.js"
#: Says which originals its notebooks are, and from what it was made.
ORIGINALS = "originals.json"

#: Under which name the browser keeps what readers write. A name of the course and not of an
#: address: a site that moves to another folder still finds it. It must never change.
STORAGE = "Alliance Under Stress"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
#: What the kernel would otherwise look for and install, one after the other, at each start.
PACKAGES = [
    *["micropip", "piplite", "ssl", "sqlite3", "ipykernel", "comm", "pyodide_kernel", "jedi"],
    "ipython",
]


def build(
    site: Path = SITE, notebooks: Path = NOTEBOOKS, say: Callable[[str], None] = print
) -> Path:
    """Build JupyterLite into a built site and return its folder.

    Parameters
    ----------
    site : pathlib.Path, optional
        The built site, with live assets in ``_live/``.
    notebooks : pathlib.Path, optional
        The notebooks.
    say : callable, optional
        Takes a sentence for the person who builds.

    Raises
    ------
    LiveError
        If something is missing that it is built from, or the build fails.
    """
    manifest = site / "_live" / "manifest.json"
    if not manifest.exists():
        raise LiveError(f"JupyterLite needs {manifest}: run `make live` first, then `make html`.")
    if not notebooks.exists():
        raise LiveError(f"JupyterLite needs {notebooks}: run `make notebooks` first.")
    target = site / "lite"
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        originals = drive(work / "drive", notebooks)
        (work / "settings").mkdir()
        _write(work / "settings" / "jupyter-lite.json", settings(_read(manifest)))
        _write(work / "settings" / "overrides.json", OVERRIDES)
        made_from = _made_from(work)
        if _kept(target) == made_from:
            return target
        program = install(say)
        say("JupyterLite: building ...")
        run(program, work)
        shutil.rmtree(target, ignore_errors=True)
        shutil.move(work / "out", target)
    _keep_for_offline(target)
    _add_scripts(target)
    # Written last: with it JupyterLite counts as complete.
    news = {"storage": STORAGE, "notebooks": originals, "made_from": made_from}
    _write(target / ORIGINALS, news)
    return target


def _made_from(work: Path) -> str:
    """Return a digest of all that JupyterLite is made from."""
    files = [path for path in sorted(work.rglob("*")) if path.is_file()]
    names = [path.relative_to(work).as_posix() for path in files]
    contents = [path.read_bytes() for path in [*files, LOCK, Path(__file__), OWN_WORKERS, NOTICE]]
    return digest(json.dumps([names, *map(digest, contents)]).encode())


def _kept(target: Path) -> str:
    """Return from what the JupyterLite that stands there was made; empty if none stands there."""
    path = target / ORIGINALS
    return _read(path).get("made_from", "") if path.exists() else ""


def settings(manifest: dict) -> dict:
    """Return JupyterLite's settings: Python comes from the live assets, and from nowhere else.

    Parameters
    ----------
    manifest : dict
        The manifest of the live assets.
    """
    kernel = {
        # From the folder of JupyterLite to the assets beside it, wherever the site stands.
        # Not pyodide.mjs: the kernel's own bundling has made its import of modules useless.
        "pyodideUrl": f"./../_live/{manifest['pyodide']['index']}pyodide.js",
        "loadPyodideOptions": {"packages": PACKAGES},
        "disablePyPIFallback": True,
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Alliance Under Stress",
            "contentsStorageName": STORAGE,
            "settingsStorageName": f"{STORAGE} (settings)",
            "workspacesStorageName": f"{STORAGE} (workspaces)",
            "litePluginSettings": {KERNEL: kernel},
        },
    }


#: JupyterLab's settings: it saves often, asks nobody for news, and keeps cells that are out of
#: sight on the page, where the browser's own search and screen readers find them.
OVERRIDES = {
    "@jupyterlab/apputils-extension:notification": {
        "checkForUpdates": False,
        "doNotDisturbMode": False,
        "fetchNews": "false",
    },
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 10},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}


def drive(folder: Path, notebooks: Path, tables: Path = TOP / "data") -> dict[str, dict]:
    """Write what readers find on their drive: notebooks, data, and each notebook as published.

    A reader's saved copy hides the site's file of the same name, and shall. So each notebook says
    from which original it comes, and stands once more under a name that changes with it: whoever
    began with an earlier one is told, and finds the new one beside his own.

    Parameters
    ----------
    folder : pathlib.Path
        The folder to write.
    notebooks, tables : pathlib.Path
        What to take.

    Returns
    -------
    dict of str to dict
        For each notebook its ``original`` and where that stands.
    """
    originals = {}
    for path in sorted(notebooks.rglob("*.ipynb")):
        notebook = _read(path)
        name = path.relative_to(notebooks).as_posix()
        original = digest(json.dumps(notebook, sort_keys=True).encode())[:8]
        notebook["metadata"]["kernelspec"] = {
            "display_name": "Python",
            "language": "python",
            "name": "python",
        }
        # Beside what an assignment says of itself.
        notebook["metadata"].setdefault("natolab", {})["original"] = original
        place = f"as-published/{name.removesuffix('.ipynb')}-{original}.ipynb"
        for target in (name, place):
            _write(folder / target, notebook)
        originals[name] = {"original": original, "place": place}
    (folder / "data").mkdir()
    for path in (*tables.glob("*.csv"), tables / "datapackage.yaml"):
        shutil.copyfile(path, folder / "data" / path.name)
    return originals


def install(say: Callable[[str], None] = print) -> Path:
    """Install JupyterLite's command where the lock has changed, and return its path.

    Parameters
    ----------
    say : callable, optional
        Takes a sentence for the person who builds.
    """
    stamp = ENVIRONMENT / "installed"
    expected = digest(LOCK.read_bytes())
    folder = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin")
    if not stamp.exists() or stamp.read_text() != expected:
        say("JupyterLite: installing what builds it (once) ...")
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        _call([sys.executable, "-m", "venv", str(ENVIRONMENT)])
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        python = str(folder / "python")
        _call([python, *install, "--require-hashes", "--requirement", str(LOCK)])
        stamp.write_text(expected)
    return folder / "jupyter-lite"


def run(program: Path, work: Path, *options: str) -> None:
    """Let JupyterLite's command make ``out`` of ``settings`` and ``drive`` in a folder.

    Parameters
    ----------
    program : pathlib.Path
        The command.
    work : pathlib.Path
        The folder that holds them.
    *options : str
        Further options of the command.
    """
    command = [str(program), "build", "--lite-dir", str(work / "settings")]
    command += ["--contents", str(work / "drive"), "--output-dir", str(work / "out")]
    command += ["--settings-overrides", str(work / "settings" / "overrides.json")]
    command += ["--apps", "lab", "--apps", "notebooks", "--apps", "tree", "--no-sourcemaps"]
    _call([*command, *options], cwd=work / "settings")


def _call(command: list[str], cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-1500:]
        raise LiveError(f"`{Path(command[0]).name} {command[1]}` failed: {said}")


def _read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def _write(path: Path, content: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _add_scripts(target: Path) -> None:
    """Let JupyterLite leave other workers alone, and tell a reader whose original has changed."""
    for path in (OWN_WORKERS, NOTICE):
        shutil.copyfile(path, target / path.name)
    for app in ("lab", "notebooks", "tree"):
        page = target / app / "index.html"
        text = page.read_text(encoding="utf-8")
        first = f'<head><script src="../{OWN_WORKERS.name}"></script>'
        last = f'<script type="module" src="../{NOTICE.name}"></script></head>'
        changed = text.replace("<head>", first, 1).replace("</head>", last, 1)
        if not (first in changed and last in changed):
            raise LiveError(f"The page {page} of JupyterLite has no head to put scripts into.")
        page.write_text(changed, encoding="utf-8")


def _keep_for_offline(target: Path) -> None:
    """Let a kept copy of the site hold JupyterLite too: its worker asks that of the site first."""
    worker = target / "service-worker.js"
    first = 'self.COURSE_ROOT = "../";\nimportScripts("../sw.js");\n'
    # In a function of its own: both have names such as CACHE, and one may not stand twice.
    own = f"(() => {{\n{worker.read_text(encoding='utf-8')}\n}})();\n"
    worker.write_text(first + own, encoding="utf-8")
