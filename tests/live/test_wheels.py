"""Wheels and images: the same bytes each time, and nothing lost that is needed."""

from __future__ import annotations

import json

import pytest

from live import packages
from live.errors import LiveError
from live.image import compress, image
from live.wheels import Wheel, pack, read, unpack

METADATA = b"Metadata-Version: 2.1\nName: Some_Thing\nVersion: 1.5\n"
FILES = {
    "something/__init__.py": b"",
    "something/part.py": b"x = 1\n",
    "something/tests/test_part.py": b"",
    "single.py": b"",
    "some_thing-1.5.dist-info/METADATA": METADATA,
    "some_thing-1.5.dist-info/licenses/LICENSE": b"MIT",
    "some_thing-1.5.dist-info/RECORD": b"",
}


def test_the_same_files_give_the_same_bytes():
    turned = dict(reversed(FILES.items()))
    assert pack(FILES) == pack(turned)
    assert image(FILES) == image(turned)
    assert compress(image(FILES)) == compress(image(turned))
    assert unpack(pack(FILES)) == FILES


def test_an_image_lists_its_files_and_holds_them():
    content = image(FILES)
    length = int.from_bytes(content[:4], "little")
    start, found = 4 + length, {}
    for path, size in json.loads(content[4:start]):
        found[path] = content[start : start + size]
        start += size
    assert found == FILES
    assert start == len(content)


def test_a_wheel_knows_its_name_and_what_can_be_imported():
    wheel = read("some_thing-1.5-py3-none-any.whl", pack(FILES))
    assert (wheel.name, wheel.version) == ("some-thing", "1.5")
    assert wheel.imports == ["single", "something"]


def test_what_no_reader_comes_to_is_left_out_and_licences_stay():
    left = packages.trimmed(Wheel("some_thing-1.5-py3-none-any.whl", FILES)).files
    assert set(FILES) - set(left) == {
        "something/tests/test_part.py",
        "some_thing-1.5.dist-info/RECORD",
    }


def test_the_needs_of_a_package_come_along():
    official = {"contourpy": {"depends": ["numpy"]}, "numpy": {"depends": []}}
    assert packages.closure(["contourpy", "sympy"], official) == [
        *["contourpy", "mpmath", "numpy", "sympy"]
    ]
    with pytest.raises(LiveError, match="no package astropy"):
        packages.closure(["astropy"], official)
