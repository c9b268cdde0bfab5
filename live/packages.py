"""Which packages the browser gets, what of each is left out, and what stands in for another."""

from __future__ import annotations

import json
import re
import zipfile
from fnmatch import fnmatch
from pathlib import Path

from live import index
from live.errors import LiveError
from live.release import Python
from live.store import Store
from live.wheels import Wheel, read

FOLDER = Path(__file__).parent
LOCK = FOLDER / "packages.lock"

#: Of the Pyodide release. Those that another of these needs come along.
OFFICIAL = (
    *["fonttools", "ipython", "jedi", "matplotlib", "micropip", "numpy", "pandas", "scipy"],
    *["sqlite3"],
)

#: What stands in a cell's way if it is not there: loaded before the first cell runs.
BASE = ("natolab", "anywidget", "ipywidgets", "matplotlib", "pandas", "piplite", "pyodide-kernel")

#: What JupyterLite's kernel loads at each start and does without; a cell that imports one gets it.
SPARED = ("jedi", "ssl")

#: Needs of packages, where Pyodide's lock names others, or none because it lacks the package.
NEEDS = {
    "anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
    "dill": [],
    "comm": ["traitlets"],
    "ipykernel": [],
    "ipython": [
        *["asttokens", "decorator", "executing", "matplotlib-inline", "prompt-toolkit"],
        *["pure-eval", "pygments", "six", "sqlite3", "stack-data", "traitlets", "wcwidth"],
    ],
    "ipywidgets": ["comm", "ipython", "traitlets", "widgetsnbextension"],
    "latex2mathml": [],
    "markdown-it-py": ["mdurl"],
    "mdit-py-plugins": ["markdown-it-py"],
    "mdurl": [],
    "matplotlib": [
        # without fonttools, with which it writes PDF: that comes when it is asked for
        *["contourpy", "cycler", "kiwisolver", "numpy", "packaging", "pillow", "pyparsing"],
        *["python-dateutil", "pytz"],
    ],
    "mpmath": [],
    "multiprocess": ["dill"],
    "natolab": ["anywidget", "ipywidgets", "matplotlib", "numpy", "pandas", "pyyaml", "tqdm"],
    "networkx": [],
    "piplite": ["micropip"],
    "psygnal": [],
    "pyodide-kernel": ["comm", "ipykernel", "ipython", "traitlets"],
    "pyyaml": [],
    "salib": ["matplotlib", "multiprocess", "numpy", "pandas", "scipy"],
    "sympy": ["mpmath"],
    "tqdm": [],
    "typing-extensions": [],
    "widgetsnbextension": [],
}

#: What no reader of the course comes to: tests, what compilers need, samples, front ends that are
#: served apart, fonts for other than the course's figures. Licences stay.
UNWANTED = (
    *["*/tests/*", "*/conftest.py", "*.pyi", "*/py.typed", "*.pxd", "*.pyx", "*.h", "*.c", "*.a"],
    *["*.in", "*.dist-info/RECORD", "*.data/data/share/*", "*/nbextension/*", "*/labextension/*"],
    *["numpy/_pyinstaller/*", "numpy/f2py/src/*", "pygments/lexers/*", "PIL/_webp.*"],
    "PIL/_imagingft.*",  # writes words into photographs; matplotlib writes its own
    *["matplotlib/backends/web_backend/*", "matplotlib/backends/qt_editor/*"],
    *["matplotlib/mpl-data/sample_data/*", "matplotlib/mpl-data/images/*", "*.afm"],
    *["*/fonts/ttf/STIX*", "*/fonts/ttf/Humor*", "*/fonts/ttf/DejaVuSerif*Italic.ttf"],
    *["*/fonts/ttf/DejaVuSansMono*Oblique.ttf", "*/fonts/ttf/DejaVuSans-BoldOblique.ttf"],
)
WANTED = (
    "jedi/third_party/*",
    *[f"pygments/lexers/{name}.py" for name in ("__init__", "_mapping", "python", "special")],
)
#: matplotlib's list of the fonts that it comes with; it must not name those that were left out.
_FONTS = "matplotlib/fontlist.json"
_FONT_MANAGER = "matplotlib/font_manager.py"

#: These come for some platform or other only; what is left without its library is Python.
_FOR_A_PLATFORM = ("pyyaml",)
_KERNEL = "jupyterlite-pyodide-kernel"
#: Of the kernel's package: the wheels for the browser that it carries.
_CARRIED = ("piplite-*.whl", "pyodide_kernel-*.whl", "ipykernel-*.whl", "widgetsnbextension-4*.whl")


def trimmed(wheel: Wheel) -> Wheel:
    """Return a wheel without what no reader comes to."""

    def unwanted(path: str) -> bool:
        return any(fnmatch(path, pattern) for pattern in UNWANTED) and not any(
            fnmatch(path, pattern) for pattern in WANTED
        )

    left = wheel.without(unwanted)
    if _FONTS in left.files:
        left.files[_FONTS] = _fonts_of(left.files)
    return left


def _fonts_of(files: dict[str, bytes]) -> bytes:
    """Return the list of fonts, without those whose files are gone.

    The list in Pyodide's matplotlib names hundreds of fonts of the machine that built it, and has
    the number of another matplotlib, so each start would throw it away and look at every font.
    """
    fonts = json.loads(files[_FONTS])
    [number] = re.findall(rb"^    __version__ = (\d+)$", files[_FONT_MANAGER], re.MULTILINE)
    fonts["_version"] = int(number)
    for kind in ("afmlist", "ttflist"):
        fonts[kind] = [
            font for font in fonts[kind] if f"matplotlib/mpl-data/{font['fname']}" in files
        ]
    return json.dumps(fonts).encode()


def closure(names: tuple[str, ...] | list[str], packages: dict[str, dict]) -> list[str]:
    """Return some packages and all that they need, in the order of their names.

    Parameters
    ----------
    names : sequence of str
        The packages.
    packages : dict of str to dict
        Pyodide's own lock.
    """
    found: set[str] = set()
    pending = list(names)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(needs(name, packages))
    return sorted(found)


def needs(name: str, packages: dict[str, dict]) -> list[str]:
    """Return the names of what a package needs.

    Raises
    ------
    LiveError
        If neither Pyodide's lock nor this module knows the package.
    """
    if name in NEEDS:
        return NEEDS[name]
    if name not in packages:
        raise LiveError(
            f"Pyodide's lock has no package {name}; say in live/packages.py what it needs, and add "
            "it to live/packages.txt."
        )
    return packages[name]["depends"]


def own(store: Store, python: Python, lock: Path = LOCK) -> dict[str, Wheel]:
    """Return the pure packages of our own lock, and those that the browser's kernel carries.

    Parameters
    ----------
    store : Store
        Keeps what was fetched.
    python : Python
        The Python for which they are.
    lock : pathlib.Path, optional
        Names versions and digests.
    """
    pins = index.pins(lock.read_text(encoding="utf-8"))
    platform = {name: pins.pop(name) for name in _FOR_A_PLATFORM}
    options = ["--only-binary", ":all:", "--python-version", python.version]
    some = ["--implementation", "cp", "--abi", f"cp{python.digits}"]
    some += ["--platform", "manylinux2014_x86_64"]
    pure = ["--implementation", "py", "--abi", "none", "--platform", "any"]
    files = index.fetch(platform, store, *options, *some)
    files |= index.fetch(pins, store, *options, *pure)
    kernel = files.pop(_KERNEL)
    wheels = [read(path.name, path.read_bytes()) for path in files.values()]
    found = {wheel.name: _without_library(wheel) for wheel in wheels}
    return found | {wheel.name: wheel for wheel in carried(kernel)}


def carried(kernel: Path) -> list[Wheel]:
    """Return the wheels for the browser inside the kernel's own."""
    with zipfile.ZipFile(kernel) as archive:
        return [
            read(path.rpartition("/")[2], archive.read(path))
            for path in archive.namelist()
            if any(fnmatch(path.rpartition("/")[2], pattern) for pattern in _CARRIED)
        ]


def _without_library(wheel: Wheel) -> Wheel:
    pure = wheel.without(lambda path: path.endswith(".so") or ".libs/" in path)
    if len(pure.files) == len(wheel.files):
        return wheel
    name, version, *_ = wheel.file.split("-")
    return Wheel(f"{name}-{version}-py3-none-any.whl", pure.files)
