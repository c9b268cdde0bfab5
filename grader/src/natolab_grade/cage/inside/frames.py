"""Messages through a socket: JSON, each after its length in four bytes."""

from __future__ import annotations

import json
import socket
import struct

LENGTH = struct.Struct(">I")


def pack(message: dict) -> bytes:
    """Return a message as it goes through the socket."""
    data = json.dumps(message).encode()
    return LENGTH.pack(len(data)) + data


def _exactly(place: socket.socket, size: int) -> bytes:
    parts = []
    while size:
        part = place.recv(min(size, 1 << 20))
        if not part:
            raise EOFError("The other side has gone.")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def receive(place: socket.socket) -> dict:
    """Wait for a message.

    Raises
    ------
    EOFError
        If the other side has gone.
    """
    (size,) = LENGTH.unpack(_exactly(place, LENGTH.size))
    return json.loads(_exactly(place, size))


def send(place: socket.socket, message: dict) -> None:
    """Send a message."""
    place.sendall(pack(message))
