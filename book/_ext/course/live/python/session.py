"""The shell in which a page's cells run, on top of the kernel that JupyterLite uses too.

The page's worker imports this in the browser's Python and calls ``start``, then ``run`` for each
cell and ``comm`` for each message of a widget. All that goes to the page is text, as JSON, and
the binary buffers of widgets.
"""

from __future__ import annotations

import base64
import builtins
import json
from collections.abc import Callable

import pyodide_kernel
from IPython.display import Markdown
from pyodide.ffi import to_js

from . import errors, markdown

SHELL = pyodide_kernel.ipython_shell
#: Code of the cells that have not run, by what a reader calls them.
WAITING: dict[str, str] = {}


def start(send: Callable, send_comm: Callable) -> None:
    """Connect the shell to the page.

    Parameters
    ----------
    send : callable
        Takes the kind of an output and its content as JSON.
    send_comm : callable
        Takes the kind of a widget's message, its content as JSON, and its buffers.
    """

    def publish(kind: str, **content: object) -> None:
        send(kind, json.dumps(content, default=_plain))

    def publish_comm(kind, content, metadata, ident, buffers) -> None:
        message = json.dumps({"content": content, "metadata": metadata}, default=_plain)
        send_comm(kind, message, to_js(list(buffers or [])))

    def show_error(exc_tuple=None, *_, **__) -> None:
        error = SHELL._get_exc_info(exc_tuple)[1]
        shown = errors.report(error, _is_cell, SHELL.user_ns, WAITING)
        # The kernel tells from this whether a cell failed.
        SHELL._last_traceback = {
            "ename": shown["name"],
            "evalue": shown["message"],
            "traceback": [errors.text(shown)],
        }
        publish("error", **shown)

    display = SHELL.display_pub
    display.display_data_callback = lambda data, metadata, transient: publish(
        "display_data", data=data, metadata=metadata, transient=transient
    )
    display.update_display_data_callback = lambda data, metadata, transient: publish(
        "update_display_data", data=data, metadata=metadata, transient=transient
    )
    display.clear_output_callback = lambda wait=False: publish("clear_output", wait=wait)
    SHELL.displayhook.publish_execution_result = lambda count, data, metadata: publish(
        "execute_result", data=data, metadata=metadata
    )
    for stream in (pyodide_kernel.stdout_stream, pyodide_kernel.stderr_stream):
        stream.publish_stream_callback = lambda name, text: publish("stream", name=name, text=text)
    SHELL.send_comm = publish_comm
    SHELL.showtraceback = SHELL.showsyntaxerror = show_error
    # The library that completes takes a second to import, and a page does not complete.
    SHELL.Completer.use_jedi = False
    builtins.input = _no_input
    SHELL.display_formatter.formatters["text/html"].for_type(
        Markdown, lambda shown: markdown.html(shown.data)
    )


async def run(code: str, ident: str, waiting: str) -> str:
    """Run a cell.

    Parameters
    ----------
    code : str
        The cell.
    ident : str
        Name of this run; all that it shows carries it.
    waiting : str
        As JSON, code of the cells that have not run, by what a reader calls them.

    Returns
    -------
    str
        ``"ok"`` or ``"error"``.
    """
    WAITING.clear()
    WAITING.update(json.loads(waiting))
    _parent(ident)
    return (await SHELL.kernel.run(code))["status"]


def comm(kind: str, ident: str, content: str, buffers: object) -> None:
    """Pass a message of the page on to its widget.

    Parameters
    ----------
    kind : str
        ``comm_open``, ``comm_msg`` or ``comm_close``.
    ident : str
        Name of the message; all that it leads to carries it.
    content : str
        The message's content, as JSON.
    buffers : iterable
        Its binary buffers.
    """
    _parent(ident)
    message = {
        "header": {"msg_id": ident},
        "content": json.loads(content),
        "metadata": {},
        "buffers": [buffer.to_memoryview() for buffer in buffers],
    }
    getattr(SHELL.kernel.comm_manager, kind)(None, None, message)


def _parent(ident: str) -> None:
    """Name what follows, so that an output widget knows what to catch."""
    parent = {"header": {"msg_id": ident}}
    SHELL.kernel._parent_header = parent


def _is_cell(filename: str) -> bool:
    return filename.startswith("<ipython-input")


def _plain(value: object) -> object:
    """Return bytes, such as a picture's, as text that JSON can hold."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(bytes(value)).decode("ascii")
    return str(value)


def _no_input(prompt: str = "") -> str:
    raise RuntimeError(
        "input() cannot ask you anything in this page. Write the answer into the cell instead, "
        'for example name = "Ada".'
    )
