"""What a cell shows, as outputs in the notebook's own format, up to so many bytes a cell."""

from __future__ import annotations

import io
from collections.abc import Callable

#: Forms of a result that are passed on. The grader takes out of them what could run.
KEPT = ("text/plain", "text/html", "image/png", "image/jpeg", "image/svg+xml")


class Outputs:
    """Pass outputs on until a cell has shown enough.

    Attributes
    ----------
    cut : bool
        Whether something was left out.
    error : bool
        Whether an error was shown.
    """

    def __init__(self, send: Callable[[dict], None], most: int) -> None:
        self._send = send
        self._left = most
        self.cut = False
        self.error = False

    def _fits(self, size: int) -> bool:
        if size > self._left:
            self.cut = True
            return False
        self._left -= size
        return True

    def text(self, name: str, text: str) -> None:
        """Show what was printed."""
        if len(text) > self._left:
            self.cut = True
            text = text[: self._left]
        if text:
            self._left -= len(text)
            self._send({"output_type": "stream", "name": name, "text": text})

    def result(self, kind: str, data: dict, metadata: dict | None, **more: object) -> None:
        """Show a table, a figure, the value of a last line."""
        data = {form: value for form, value in data.items() if form in KEPT}
        if data and self._fits(sum(len(str(value)) for value in data.values())):
            metadata = {form: value for form, value in (metadata or {}).items() if form in data}
            self._send({"output_type": kind, "data": data, "metadata": metadata, **more})

    def fault(self, name: str, what: str, traceback: list[str]) -> None:
        """Show an error; it is never left out, only shortened."""
        self.error = True
        self._send(
            {
                "output_type": "error",
                "ename": name[:200],
                "evalue": what[:4000],
                "traceback": [line[:4000] for line in traceback[-60:]],
            }
        )


class Printed(io.RawIOBase):
    """What Python's ``sys.stdout`` writes into."""

    def __init__(self, name: str, outputs: Outputs, number: int) -> None:
        self._name = name
        self._outputs = outputs
        self._number = number
        self._rest = b""

    def writable(self) -> bool:
        """Return true."""
        return True

    def fileno(self) -> int:
        """Return the number of the system's stream of the same name."""
        return self._number

    def write(self, data: bytes) -> int:
        """Show text; half a character waits for its other half."""
        raw = self._rest + bytes(data)
        text = raw.decode(errors="ignore")
        whole = len(text.encode())
        self._rest = raw[whole:] if len(raw) - whole < 4 else b""
        self._outputs.text(self._name, text)
        return len(data)


def opened(name: str, outputs: Outputs, number: int) -> io.TextIOWrapper:
    """Return a fresh stream for a cell."""
    buffer = io.BufferedWriter(Printed(name, outputs, number), 1 << 16)
    return io.TextIOWrapper(buffer, encoding="utf-8", errors="backslashreplace")
