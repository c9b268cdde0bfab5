"""One submission's process: send it cells, take its outputs, watch what it uses, end it."""

from __future__ import annotations

import base64
import json
import os
import secrets
import selectors
import signal
import socket
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import nbformat.v4
import psutil
from nbformat import NotebookNode

from natolab_grade.cage.bubblewrap import CageError
from natolab_grade.cage.environment import Zygote
from natolab_grade.cage.inside import frames
from natolab_grade.cage.limits import Limits

_TICK = 0.05
#: How long a cell may take to heed an interrupt.
_GRACE = 2.0
_START_SECONDS = 30
_CREDENTIALS = struct.Struct("3i")


class EndedError(Exception):
    """The process has ended, by itself or because it had to.

    Parameters
    ----------
    kind : str
        The kind of fault.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass
class Reply:
    """What came of a cell.

    Attributes
    ----------
    outputs : list of NotebookNode
        What it showed.
    late : bool
        Whether it was interrupted.
    cut : bool
        Whether some of it was left out.
    raw : int
        How much was printed past Python.
    done : dict
        What the inside says of it.
    """

    outputs: list[NotebookNode] = field(default_factory=list)
    late: bool = False
    cut: bool = False
    raw: int = 0
    done: dict = field(default_factory=dict)


def _output(said: dict) -> NotebookNode:
    """Return an output; the inside is not believed to have written a sound one."""
    kind = said["output_type"]
    if kind == "stream":
        name = "stderr" if said["name"] == "stderr" else "stdout"
        return nbformat.v4.new_output(kind, name=name, text=str(said["text"]))
    if kind == "error":
        lines = [str(line) for line in said["traceback"]]
        return nbformat.v4.new_output(
            kind, ename=str(said["ename"]), evalue=str(said["evalue"]), traceback=lines
        )
    data = {str(form): str(value) for form, value in said["data"].items()}
    if kind == "execute_result":
        count = int(said["execution_count"])
        return nbformat.v4.new_output(kind, data=data, execution_count=count)
    return nbformat.v4.new_output("display_data", data=data)


def _resident(process: psutil.Process) -> int:
    return process.memory_info().rss


def _sum_mb(processes: list[psutil.Process], held: Callable[[psutil.Process], int]) -> float:
    total = 0
    for process in processes:
        try:
            total += held(process)
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue  # it has ended since
    return total / 2**20


class Process:
    """A process forked for one submission; as a context manager it ends with the block.

    Parameters
    ----------
    zygote : Zygote
        What it is forked from.
    limits : Limits
        What it may use.
    files : Mapping of str to bytes
        What lies in its folder, by relative path.
    """

    def __init__(self, zygote: Zygote, limits: Limits, files: Mapping[str, bytes]) -> None:
        self._zygote = zygote
        self._limits = limits
        self._buffer = bytearray()
        self.peak_mb = 0.0
        self._job, theirs = socket.socketpair()
        self._job.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        out, out_theirs = os.pipe()
        err, err_theirs = os.pipe()
        self._raw = {out: "stdout", err: "stderr"}
        try:
            try:
                zygote.fork(limits, [theirs.fileno(), out_theirs, err_theirs])
            finally:
                theirs.close()
                os.close(out_theirs)
                os.close(err_theirs)
            pid = self._introduced()
            self._tree = psutil.Process(pid)
            self._handle = os.pidfd_open(pid)
        except (ProcessLookupError, psutil.NoSuchProcess) as error:
            self._close_ours()
            raise CageError("The cage closed before it was used: its process has ended.") from error
        except BaseException:
            self._close_ours()
            raise
        self._selector = selectors.DefaultSelector()
        for place in (self._job, *self._raw):
            self._selector.register(place, selectors.EVENT_READ)
            os.set_blocking(place if isinstance(place, int) else place.fileno(), False)
        try:
            self.refused_files = self._put(files)
        except BaseException:
            self.close()
            raise

    def _put(self, files: Mapping[str, bytes]) -> list[str]:
        """Put files into the folder, and return the names of those that cannot lie there."""
        message = {
            "do": "files",
            "files": {name: base64.b64encode(data).decode() for name, data in files.items()},
            "output_bytes": self._limits.output_bytes,
        }
        try:
            return self._ask(message, _START_SECONDS).done["refused"]
        except EndedError as error:
            raise CageError(f"The cage closed before it was used: {error.kind}.") from error

    def _close_ours(self) -> None:
        self._job.close()
        for place in self._raw:
            os.close(place)

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _introduced(self) -> int:
        """Return the number of the process, for which the kernel vouches."""
        self._job.settimeout(_START_SECONDS)
        try:
            data, more, _, _ = self._job.recvmsg(1, socket.CMSG_SPACE(_CREDENTIALS.size))
        except TimeoutError as error:
            raise CageError("The cage did not open in time.") from error
        if not data:
            raise CageError(
                "The cage closed before it was used: its inner wall did not stand. "
                f"{self._zygote.why()}"
            )
        self._job.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
        return _CREDENTIALS.unpack(more[0][2])[0]

    def close(self) -> None:
        """End the process, and with it all that it has started."""
        # What was over between two looks is not seen; what is left at the end is.
        self.peak_mb = max(self.peak_mb, _sum_mb([self._tree], _resident))
        self._signal(signal.SIGKILL)
        self._selector.close()
        os.close(self._handle)
        self._close_ours()

    def _signal(self, number: int) -> None:
        try:
            signal.pidfd_send_signal(self._handle, number)
        except ProcessLookupError:
            return  # it has ended by itself

    def end_children(self) -> int:
        """End all other processes, and return how many were running."""
        ended = 0
        try:
            for child in self._tree.children(recursive=True):
                if child.status() != psutil.STATUS_ZOMBIE:
                    child.kill()
                    ended += 1
        except psutil.NoSuchProcess:
            return ended  # they have ended by themselves meanwhile
        return ended

    def _held_mb(self) -> float:
        """Return how much memory all processes hold, what they share counted once where need be."""
        try:
            processes = [self._tree, *self._tree.children(recursive=True)]
        except psutil.NoSuchProcess:
            return 0
        total = _sum_mb(processes, _resident)
        if total > self._limits.memory_mb and len(processes) > 1:
            # Forked processes share most of theirs; to know how much takes the kernel longer.
            return _sum_mb(processes, lambda process: process.memory_full_info().pss)
        return total

    def _watch(self) -> None:
        held = self._held_mb()
        self.peak_mb = max(self.peak_mb, held)
        if held > self._limits.memory_mb:
            self._signal(signal.SIGKILL)
            raise EndedError("memory")

    def run(
        self,
        code: str,
        seconds: float,
        *,
        brief: bool,
        test: bool = False,
        forget: str | None = None,
    ) -> Reply:
        """Run a cell.

        Parameters
        ----------
        code : str
            The cell.
        seconds : float
            How long it may take.
        brief : bool
            Whether it is a locked cell, whose errors show their last line only.
        test : bool, optional
            Whether it is a test.
        forget : str, optional
            For a cell of the grader's own: the name that it leaves behind. The inside then also
            says what has been replaced.

        Raises
        ------
        EndedError
            If the process has ended.
        """
        message = {"do": "run", "code": code, "brief": brief, "test": test}
        if forget is not None:
            message["forget"] = forget
        return self._ask(message, seconds)

    def _ask(self, message: dict, seconds: float) -> Reply:
        number = secrets.randbelow(2**62)
        reply = Reply()
        waiting = memoryview(frames.pack({**message, "number": number}))
        end = time.monotonic() + seconds
        tick = time.monotonic() + _TICK
        while not reply.done:
            if waiting:
                waiting = self._sent(waiting)
            for key, _ in self._selector.select(0.005 if waiting else _TICK):
                if key.fileobj is self._job:
                    self._take(reply, number)
                else:
                    self._read(key.fd, reply)
            now = time.monotonic()
            if now > tick:
                self._watch()
                tick = now + _TICK
            if now > end:
                if reply.late:
                    self._signal(signal.SIGKILL)
                    raise EndedError("time")
                self._signal(signal.SIGINT)
                reply.late, end = True, now + _GRACE
        for place in list(self._raw):
            self._read(place, reply)
        return reply

    def _sent(self, waiting: memoryview) -> memoryview:
        """Send as much as there is room for, and return the rest."""
        try:
            return waiting[self._job.send(waiting) :]
        except BlockingIOError:
            return waiting
        except OSError:
            raise self._ended() from None

    def _ended(self) -> EndedError:
        """Return that the process has ended by itself.

        Raises
        ------
        CageError
            If the interpreter that it was forked from has ended too, for which no cell is to blame.
        """
        self._zygote.prove_alive()
        return EndedError("died")

    def _read(self, place: int, reply: Reply) -> None:
        """Read what was printed past Python, and keep what the limit allows."""
        try:
            data = os.read(place, 1 << 16)
        except BlockingIOError:
            return
        if not data:  # whoever could print has closed it
            self._selector.unregister(place)
            self._raw.pop(place)
            os.close(place)
            return
        text = data.decode(errors="replace")
        room = self._limits.output_bytes - reply.raw
        reply.raw += len(text)
        reply.cut |= len(text) > room
        if room > 0:
            stream = {"output_type": "stream", "name": self._raw[place], "text": text[:room]}
            reply.outputs.append(_output(stream))

    def _take(self, reply: Reply, number: int) -> None:
        """Take what has come through the socket.

        Raises
        ------
        EndedError
            If it is closed, or holds what the inside never sends.
        """
        try:
            data = self._job.recv(1 << 20)
        except ConnectionError:
            data = b""
        if not data:
            raise self._ended()
        self._buffer += data
        try:
            for message in self._messages():
                if "output" in message:
                    reply.outputs.append(_output(message["output"]))
                elif message["done"] == number:
                    reply.done = message
                    reply.cut |= bool(message.get("cut"))
                else:
                    raise ValueError("the number of another cell")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._signal(signal.SIGKILL)
            raise EndedError("forged") from None

    def _messages(self) -> Iterator[dict]:
        """Yield the whole messages that have come.

        Raises
        ------
        ValueError
            If one is larger than any that the inside sends, or they are in all.
        """
        head = frames.LENGTH.size
        while len(self._buffer) >= head:
            (size,) = frames.LENGTH.unpack(self._buffer[:head])
            if size > 8 * self._limits.output_bytes + (1 << 20):  # each byte may need six in JSON
                raise ValueError(f"a message of {size} bytes")
            if len(self._buffer) < head + size:
                return
            message = json.loads(self._buffer[head : head + size])
            del self._buffer[: head + size]
            yield message
