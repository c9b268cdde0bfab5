"""JupyterLite for the built site: each chapter as a notebook in the browser, ``_build/html/lite/``.

It is built in an environment of its own, since it bundles every extension that it finds installed,
and always from nothing, since it trusts what an earlier build left.
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
#: Writes the list of what a kept copy of the site holds.
OFFLINE = TOP / "book" / "_ext" / "course" / "live" / "offline.py"

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
    program = install(say)
    say("JupyterLite: building ...")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        originals = drive(work / "drive", notebooks)
        (work / "settings").mkdir()
        _write(work / "settings" / "jupyter-lite.json", settings(_read(manifest)))
        _write(work / "settings" / "overrides.json", OVERRIDES)
        _run(program, work)
        target = site / "lite"
        shutil.rmtree(target, ignore_errors=True)
        shutil.move(work / "out", target)
    _add_notice(target, originals)
    _keep_for_offline(site)
    return target


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
        notebook["metadata"]["natolab"] = {"original": original}
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


def _run(program: Path, work: Path) -> None:
    command = [str(program), "build", "--lite-dir", str(work / "settings")]
    command += ["--contents", str(work / "drive"), "--output-dir", str(work / "out")]
    command += ["--settings-overrides", str(work / "settings" / "overrides.json")]
    command += ["--apps", "lab", "--apps", "notebooks", "--apps", "tree", "--no-sourcemaps"]
    _call(command, cwd=work / "settings")


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


def _add_notice(target: Path, originals: dict[str, dict]) -> None:
    """Let JupyterLite tell a reader whose original has changed."""
    _write(target / "originals.json", {"storage": STORAGE, "notebooks": originals})
    shutil.copyfile(FOLDER / "notice.js", target / "notice.js")
    for app in ("lab", "notebooks", "tree"):
        page = target / app / "index.html"
        text = page.read_text(encoding="utf-8")
        script = '<script type="module" src="../notice.js"></script>'
        page.write_text(text.replace("</head>", f"{script}</head>"), encoding="utf-8")


def _keep_for_offline(site: Path) -> None:
    """Let a kept copy of the site hold JupyterLite too: its worker asks that of the site first."""
    worker = site / "lite" / "service-worker.js"
    first = 'self.COURSE_ROOT = "../";\nimportScripts("../sw.js");\n'
    worker.write_text(first + worker.read_text(encoding="utf-8"), encoding="utf-8")
    _call([sys.executable, str(OFFLINE), str(site)])
