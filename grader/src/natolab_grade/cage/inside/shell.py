"""IPython without a screen: its outputs are messages."""

from __future__ import annotations

import sys
from contextlib import suppress

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from .streams import Outputs, opened

#: As it was before a student could replace it.
_RUN_CELL = InteractiveShell.run_cell


class Hook(DisplayHook):
    """Show the value of a cell's last line."""

    def write_output_prompt(self):
        """Write none."""

    def write_format_data(self, format_dict, md_dict=None):
        """Pass the value on in all its forms."""
        _flush()
        self.shell.outputs.result(
            "execute_result", format_dict, md_dict, execution_count=self.prompt_count
        )

    def finish_displayhook(self):
        """Print no empty line."""
        self._is_active = False


class Publisher(DisplayPublisher):
    """Show what ``display`` is given."""

    def publish(self, data, metadata=None, **_):
        """Pass it on in all its forms."""
        _flush()
        self.shell.outputs.result("display_data", data, metadata)

    def clear_output(self, wait=False):
        """Keep all that was shown."""


class Shell(InteractiveShell):
    """An interpreter whose outputs go to `outputs`, that of the present cell."""

    displayhook_class = Type(Hook)
    display_pub_class = Type(Publisher)
    outputs: Outputs

    def enable_gui(self, gui=None):
        """Open no windows."""

    def ask_exit(self):
        """Go on: ``exit`` ends a cell, not the grading."""

    def _showtraceback(self, etype, evalue, stb):
        _flush()
        self.outputs.fault(etype.__name__, _said(evalue), list(stb))

    def run(self, code: str, outputs: Outputs, brief: bool, aside: bool) -> BaseException | None:
        """Run a cell.

        Parameters
        ----------
        code : str
            The cell.
        outputs : Outputs
            Where its outputs go.
        brief : bool
            Whether an error shall show its last line only, and not the code about it: a traceback
            through a test would show the test.
        aside : bool
            Whether the cell is the grader's own and leaves no trace in the history.

        Returns
        -------
        BaseException or None
            What ended it.
        """
        self.outputs = outputs
        self.InteractiveTB.set_mode("Minimal" if brief else "Context")
        sys.stdout, sys.stderr = opened("stdout", outputs, 1), opened("stderr", outputs, 2)
        result = _RUN_CELL(self, code, store_history=not aside)
        _flush()
        error = result.error_before_exec or result.error_in_exec
        # IPython prints some errors, such as groups, as text only; nbgrader would take none for
        # a passed test.
        if error is not None and not outputs.error:
            outputs.fault(type(error).__name__, _said(error), [_said(error)])
        return error


def _flush() -> None:
    """Show what was printed so far."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):  # a student may have closed or replaced it
            stream.flush()


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return "(an error that cannot say what it is)"


def make() -> Shell:
    """Return an interpreter that draws into the notebook."""
    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    settings.InteractiveShell.enable_tip = False
    shell = Shell.instance(config=settings)
    shell.enable_matplotlib("inline")
    return shell
