"""What goes with the notebooks: the course's package, the tables, and all in one archive."""

from __future__ import annotations

import shutil
import tomllib
import zipfile
from pathlib import Path, PurePosixPath

from sphinx.errors import ExtensionError

from natolab import data

FOLDER = "notebooks"
#: Below it, the assignments: the public variants of those in the folder of the same name.
ASSIGNMENTS = "assignments"
ARCHIVE = "alliance-under-stress-notebooks.zip"
#: The time that all files of an archive bear, so that the same files make the same archive.
_TIME = (2020, 1, 1, 0, 0, 0)


def place(name: str) -> str:
    """Return where the notebook of a page stands, on the site as in ``_build``."""
    return f"{FOLDER}/{PurePosixPath(name).name}.ipynb"


def site(config) -> str:
    """Return the address of the site with a slash at its end; empty if it has none yet."""
    return config.html_baseurl and f"{config.html_baseurl.rstrip('/')}/"


def wheel_name(top: Path) -> str:
    """Return the file name of the course's package."""
    project = tomllib.loads((top / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{project['name']}-{project['version']}-py3-none-any.whl"


def build_wheel(top: Path, folder: Path) -> None:
    """Build the course's package into a folder; the same sources give the same bytes."""
    # Imported here: most builds keep the package that stands there.
    from hatchling.builders.wheel import WheelBuilder

    (built,) = WheelBuilder(str(top)).build(directory=str(folder), versions=["standard"])
    if Path(built).name != wheel_name(top):
        raise ExtensionError(
            f"The course's package was built as {Path(built).name}, but its notebooks install "
            f"{wheel_name(top)}: a version in pyproject.toml is written as 0.1.0 is."
        )


def assignments(top: Path, folder: Path, address: str) -> None:
    """Bring the assignments in a folder of notebooks up to date.

    Parameters
    ----------
    top, folder : pathlib.Path
        The course, and the folder of its notebooks.
    address : str
        Where the site is, with a slash at its end; empty if it has no address yet.
    """
    target = folder / ASSIGNMENTS
    target.mkdir(parents=True, exist_ok=True)
    sources = {path.name: path for path in (top / ASSIGNMENTS).glob("*/*.ipynb")}
    for path in target.iterdir():
        if path.name not in sources:
            path.unlink()
    for name, path in sources.items():
        text = path.read_text(encoding="utf-8")
        if address:
            text = text.replace("](../../book/", f"]({address}book/")
        copy = target / name
        # An archive is made anew if any of its files is new.
        if not copy.exists() or copy.read_text(encoding="utf-8") != text:
            copy.write_text(text, encoding="utf-8", newline="\n")


def archive(folder: Path) -> None:
    """Put what stands in a folder, and the tables, into one archive in it, if any is new."""
    tables = [path for path in data.folder().iterdir() if path.name.endswith((".csv", ".yaml"))]
    files = {name: path for name, path in _files(folder).items() if name != ARCHIVE}
    files |= {f"data/{path.name}": path for path in tables}
    files = {f"{Path(ARCHIVE).stem}/{name}": path for name, path in sorted(files.items())}
    target = folder / ARCHIVE
    if _holds(target, files):
        return
    with zipfile.ZipFile(target, "w") as packed:
        for name, path in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.external_attr = 0o644 << 16
            # Half the work of the usual level, and a seventh more bytes.
            packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, compresslevel=3)


def _holds(target: Path, files: dict[str, Path]) -> bool:
    """Whether an archive has these files, and none is newer than it."""
    if not target.exists():
        return False
    with zipfile.ZipFile(target) as packed:
        names = packed.namelist()
    age = target.stat().st_mtime_ns
    return names == list(files) and all(f.stat().st_mtime_ns <= age for f in files.values())


def mirror(source: Path, target: Path) -> None:
    """Make one folder hold the files of another; copy those that differ."""
    wanted = _files(source)
    for name, path in _files(target).items():
        if name not in wanted:
            path.unlink()
    for name, path in wanted.items():
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not copy.exists() or copy.read_bytes() != path.read_bytes():
            shutil.copyfile(path, copy)


def _files(folder: Path) -> dict[str, Path]:
    """Return the files below a folder by their way from it."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
