"""Refuse every connection that leaves this machine, and every package that only tests have.

Python imports this module at its start wherever ``tests/no_network`` is on ``PYTHONPATH``; the
gates build the book so, kernels included. Loopback stays open: kernels talk over it. Packages that
readers do not install look as they do there: as if they were not installed.
"""

import ipaddress
import re
import socket
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path


def _local(host: str) -> bool:
    if host in ("", "localhost", "0.0.0.0"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse(host: object) -> None:
    raise ConnectionRefusedError(
        f"The book must build without the network, but something asked for {host!r}. "
        "Put what it needs into data/ or the lock."
    )


class _Socket(socket.socket):
    def connect(self, address):
        if self.family != getattr(socket, "AF_UNIX", None) and not _local(str(address[0])):
            _refuse(address[0])
        return super().connect(address)

    def connect_ex(self, address):
        if self.family != getattr(socket, "AF_UNIX", None) and not _local(str(address[0])):
            _refuse(address[0])
        return super().connect_ex(address)


_getaddrinfo = socket.getaddrinfo


def _lookup(host, *args, **kwargs):
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and not _local(str(name)):
        _refuse(name)
    return _getaddrinfo(host, *args, **kwargs)


socket.socket = _Socket
socket.getaddrinfo = _lookup


def _packages(lock: str) -> set[str]:
    text = (Path(__file__).parents[2] / lock).read_text(encoding="utf-8")
    return set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))


for _name in _packages("tests/requirements.lock") - _packages("requirements.lock"):
    try:
        _record = distribution(_name).read_text("RECORD") or ""
    except PackageNotFoundError:
        continue
    for _module in re.findall(r"^(\w+)(?:/.*)?\.py,", _record, re.MULTILINE):
        sys.modules.setdefault(_module, None)
