"""Files of the package index, by way of pip, which knows this machine's index and certificates."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from live.errors import LiveError
from live.store import Store, digest

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)((?:\s+--hash=sha256:[0-9a-f]{64})+)$")

#: For each package its version and the digests that are accepted.
Pins = dict[str, tuple[str, frozenset[str]]]


def pins(text: str) -> Pins:
    """Read a lock file in the form that ``pip --require-hashes`` takes.

    Parameters
    ----------
    text : str
        Lines such as ``networkx==3.4.2 --hash=sha256:...``; a line may be continued.

    Returns
    -------
    dict
        For each package its version and the digests that are accepted.
    """
    found = {}
    for line in text.replace("\\\n", " ").splitlines():
        line = line.partition("#")[0].strip()
        if not line:
            continue
        pin = _PIN.match(line)
        if not pin:
            raise LiveError(f"This line of a lock is not 'name==version --hash=sha256:...': {line}")
        found[pin[1]] = (pin[2], frozenset(re.findall(r"sha256:([0-9a-f]{64})", pin[3])))
    return found


def fetch(wanted: Pins, store: Store, *options: str) -> dict[str, Path]:
    """Return one file for each package: from the store, or else from the index.

    Parameters
    ----------
    wanted : dict
        What ``pins`` returns.
    store : Store
        Keeps what was fetched.
    *options : str
        What ``pip download`` takes, to choose among a package's files.

    Returns
    -------
    dict of str to pathlib.Path
        The file of each package, its bytes checked.

    Raises
    ------
    LiveError
        If one cannot be had, or a kept one has changed.
    """
    found = _kept(wanted, store)
    missing = {name: pin for name, pin in wanted.items() if name not in found}
    if missing:
        with tempfile.TemporaryDirectory() as folder:
            _download(missing, Path(folder), options)
            for path in sorted(Path(folder).iterdir()):
                content = path.read_bytes()
                store.put(path.name, content, digest(content))
        found |= _kept(missing, store)
    lost = sorted(set(wanted) - set(found))
    if lost:
        raise LiveError(f"pip fetched no file for {', '.join(lost)}.")
    return {name: found[name] for name in wanted}


def _kept(wanted: Pins, store: Store) -> dict[str, Path]:
    """Return those files that are kept: of each package one whose digest is among the accepted."""
    return {
        name: path
        for name, (_, digests) in wanted.items()
        for path in map(store.find, digests)
        if path
    }


def _download(wanted: Pins, folder: Path, options: tuple[str, ...]) -> None:
    lines = [
        f"{name}=={version} {' '.join(f'--hash=sha256:{d}' for d in sorted(digests))}\n"
        for name, (version, digests) in wanted.items()
    ]
    requirements = folder / "wanted.txt"
    requirements.write_text("".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", *options]
    command += ["--dest", str(folder), "--requirement", str(requirements)]
    environment = dict(os.environ)
    # Those who set an index for uv alone mean this too.
    index = environment.get("UV_DEFAULT_INDEX") or environment.get("UV_INDEX_URL")
    if index:
        environment.setdefault("PIP_INDEX_URL", index)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    requirements.unlink()
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise LiveError(
            f"pip cannot fetch {', '.join(wanted)}: {' '.join(said) or done.stderr[-500:]}"
        )
