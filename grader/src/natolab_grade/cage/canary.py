"""A check that must fail, asked after each cell.

If it passes, asserts are off or something that tests compare with lies, and no test after it can
be believed.
"""

from __future__ import annotations

import secrets

#: Each is false. None of the names can be shadowed by a student who calls a variable ``sum``.
_FALSE = (
    "{b}.isinstance('{n}', {b}.int)",
    "{b}.all([True, {n} == {m}])",
    "{b}.any([False, {n} == {m}])",
    "{b}.abs({n} - {m}) < 1e-9",
    "{b}.len('{n}') == {b}.len('{n}{m}')",
    "{b}.sorted([{m}, {n}]) == [{m} + 1, {n}]",
    "{b}.__import__('math').isclose({n}, {m})",
    "{b}.__import__('numpy').isclose({n}, {m})",
    "{b}.__import__('numpy').allclose([{n}, 1], [{m}, 1])",
    "{b}.__import__('pandas').Series([{n}]).equals({b}.__import__('pandas').Series([{m}]))",
)


def code() -> tuple[str, str]:
    """Return a cell that must end with `EXPECTED`, and the one name it makes; no two are alike."""
    n = 10**6 + secrets.randbelow(10**6)
    m = n + 1 + secrets.randbelow(10**6)
    name = f"_{secrets.token_hex(8)}"
    checks = " or ".join(check.format(b=name, n=n, m=m) for check in _FALSE)
    return f"import builtins as {name}\nassert {checks}", name


#: What the cell must end with.
EXPECTED = "AssertionError"
