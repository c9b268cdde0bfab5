"""What is fetched for live cells: only the right bytes, from whoever has them, and once."""

from __future__ import annotations

import dataclasses
import hashlib
import socket

import pytest

from live import index, release
from live.errors import LiveError
from live.mirrors import Mirrors
from live.release import Mirror
from live.store import Store, from_integrity
from natolab.serve import serving

RIGHT = b"the right bytes"
FILE = "numpy-2.0.2.whl"
ENTRY = {"file_name": FILE, "sha256": hashlib.sha256(RIGHT).hexdigest()}


def mirrors(tmp_path, contents):
    """Mirrors that hold these bytes each; None is a mirror that cannot be reached."""
    found = []
    for number, content in enumerate(contents):
        folder = tmp_path / f"mirror{number}"
        folder.mkdir(parents=True)
        if content is not None:
            (folder / FILE).write_bytes(content)
        found.append(folder)
    return found


def fetch(folders, store):
    """Fetch the file from mirrors; return what was fetched and what was said."""
    said = []
    servers = [serving(folder) for folder in folders]
    addresses = [server.__enter__() for server in servers]
    try:
        setting = dataclasses.replace(
            release.read(),
            mirrors=tuple(Mirror(url=f"{address}/{{file}}") for address in addresses),
        )
        return Mirrors(setting, store, said.append).fetch({"numpy": ENTRY})["numpy"], said
    finally:
        for server in servers:
            server.__exit__(None, None, None)


def test_a_mirror_without_the_file_is_passed_with_a_sentence(tmp_path):
    content, said = fetch(mirrors(tmp_path, [None, RIGHT]), Store(tmp_path / "store"))
    assert content == RIGHT
    assert len(said) == 1
    assert said[0].endswith("Trying the next mirror.")


def test_a_mirror_out_of_reach_is_passed_and_not_asked_again(tmp_path):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{unused.getsockname()[1]}/{{file}}"
    (tmp_path / "mirror").mkdir()
    for name in ("a", "b"):
        (tmp_path / "mirror" / name).write_bytes(name.encode())
    entries = {
        name: {"file_name": name, "sha256": hashlib.sha256(name.encode()).hexdigest()}
        for name in ("a", "b")
    }
    said = []
    with serving(tmp_path / "mirror") as address:
        setting = dataclasses.replace(
            release.read(), mirrors=(Mirror(url=closed), Mirror(url=f"{address}/{{file}}"))
        )
        found = Mirrors(setting, Store(tmp_path / "store"), said.append).fetch(entries)
    assert found == {"a": b"a", "b": b"b"}
    assert len(said) == 1


def test_a_changed_byte_stops_the_build_and_names_the_file(tmp_path):
    wrong = RIGHT[:-1] + b"!"
    with pytest.raises(LiveError, match=rf"{FILE} is not the one that belongs to this release"):
        fetch(mirrors(tmp_path, [wrong, wrong]), Store(tmp_path / "store"))
    content, said = fetch(
        mirrors(tmp_path / "again", [wrong, RIGHT]), Store(tmp_path / "other store")
    )
    assert content == RIGHT
    assert FILE in said[0]


def test_what_is_kept_is_not_fetched_again_and_still_checked(tmp_path):
    store = Store(tmp_path / "store")
    fetch(mirrors(tmp_path, [RIGHT]), store)
    assert fetch([], store) == (RIGHT, [])
    kept = store.path(FILE, ENTRY["sha256"])
    kept.write_bytes(RIGHT + b" ")
    with pytest.raises(LiveError, match=rf"{FILE}.*Remove .*{kept.name} to fetch it anew"):
        fetch([], store)


def test_without_any_mirror_the_sentence_says_what_is_missing(tmp_path):
    with pytest.raises(LiveError, match=f"No mirror in release.toml has the file {FILE}"):
        fetch([], Store(tmp_path / "store"))


def test_the_setting_is_read_and_refused_where_it_is_wrong(tmp_path):
    setting = release.read()
    kind, value = from_integrity(setting.integrity)
    assert (kind, len(value)) == ("sha512", 128)
    assert setting.mirrors[0].url.startswith("https://")
    text = release.SETTING.read_text(encoding="utf-8")
    for old, new, message in (
        ("version =", "verzion =", "'version'"),
        ("folder =", "# folder =", "needs either `url`, or `wheel`"),
        ("url =", "address =", "address"),
    ):
        changed = tmp_path / "release.toml"
        changed.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(LiveError, match=message):
            release.read(changed)


def test_a_lock_is_read_line_by_line():
    text = f"""# a comment
networkx==3.7 \\
    --hash=sha256:{"a" * 64} \\
    --hash=sha256:{"b" * 64}
    # via somebody
"""
    assert index.pins(text) == {"networkx": ("3.7", frozenset({"a" * 64, "b" * 64}))}
    with pytest.raises(LiveError, match="networkx>=3"):
        index.pins("networkx>=3")
