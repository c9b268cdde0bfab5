"""What all explorers share: one front end for Jupyter and the static page, and a fallback."""

from __future__ import annotations

import base64
import difflib
import html
import inspect
import json
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import numpy as np
import pandas as pd
import traitlets
from matplotlib.figure import Figure

from natolab import charts
from natolab.explorers import front_end, strings

_FIRST_CELL = re.compile(r"(<tr>\s*)<td>(.*?)</td>", re.S)


@dataclass(frozen=True)
class Shape:
    """What an input may be that is more than one number or word.

    ``wanted`` says it in words, ``fits`` tells whether a value (ready for JSON) is one, and
    ``draw`` returns a random one, for the test that page and Python agree.
    """

    wanted: str
    fits: Callable[[object], bool]
    draw: Callable[[np.random.Generator], object]


class Explorer(anywidget.AnyWidget):
    """An interactive figure that answers without Python.

    The front end computes in the page, so that it works where there is no kernel; ``compute``
    is the same function in Python, for whoever wants to check it or build on it.

    Subclasses set ``title`` and ``defaults`` and define ``compute``, ``ranges``, ``payload`` and
    ``fallback``. The front end stands beside the subclass's module, in a file of the same name
    that ends in ``.js``; ``slug`` follows from that name. A style sheet of its own, if it needs
    one, stands there too and ends in ``.css``.

    Parameters
    ----------
    **inputs
        Starting values of controls, by name; the rest keep their defaults.

    Raises
    ------
    ValueError
        If there is no such control, or it cannot take the value.
    """

    slug: ClassVar[str]
    title: ClassVar[str]
    defaults: ClassVar[dict]

    label = traitlets.Unicode().tag(sync=True)
    inputs = traitlets.Dict().tag(sync=True)
    data = traitlets.Dict().tag(sync=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # traitlets makes further subclasses of its own, which name no title.
        if "title" in cls.__dict__:
            script = Path(inspect.getfile(cls)).with_suffix(".js")
            cls.slug = front_end.slug(script)
            cls._esm = strings.script_for_notebooks() + front_end.front_end(script)
            cls._css = front_end.style(script)
        super().__init_subclass__(**kwargs)

    def __init__(self, **inputs: object) -> None:
        super().__init__(label=self.title, inputs=self._checked(inputs), data=self.payload())

    @staticmethod
    def compute(inputs: dict, data: dict) -> dict:
        """Return what the explorer shows for given inputs; the page computes the same."""
        raise NotImplementedError

    @classmethod
    def ranges(cls) -> Mapping[str, tuple[float, float] | list | Shape]:
        """Return what each control may be set to.

        Returns
        -------
        dict
            For each name of ``defaults`` the pair ``(low, high)`` of a number (two whole numbers
            where only whole numbers will do), the list of values of a menu or a tick box, or the
            ``Shape`` of anything else.
        """
        raise NotImplementedError

    @classmethod
    def payload(cls) -> dict:
        """Return the tables and presets that the front end needs, ready for JSON."""
        return {}

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return figure, alternative text and table for readers without JavaScript."""
        raise NotImplementedError

    @property
    def result(self) -> dict:
        """What the explorer shows now, computed in Python."""
        return self.compute(self.inputs, self.data)

    @classmethod
    def _checked(cls, inputs: dict) -> dict:
        ranges = cls.ranges()
        for name, value in inputs.items():
            if name not in cls.defaults:
                near = difflib.get_close_matches(name, cls.defaults, n=1)
                hint = f" Did you mean {near[0]!r}?" if near else ""
                raise ValueError(
                    f"{cls.__name__} has no control {name!r}.{hint} "
                    f"Its controls are: {', '.join(cls.defaults)}."
                )
            allowed = ranges[name]
            if isinstance(allowed, Shape):
                if not allowed.fits(value):
                    raise ValueError(
                        f"{cls.__name__}: {name} is {value!r}, but it must be {allowed.wanted}."
                    )
            elif isinstance(allowed, list):
                if value not in allowed:
                    options = ", ".join(repr(option) for option in allowed)
                    raise ValueError(
                        f"{cls.__name__}: {name} is {value!r}, but it must be one of {options}."
                    )
            elif (
                not isinstance(value, (int, float))
                or isinstance(value, bool)
                or not allowed[0] <= value <= allowed[1]
            ):
                raise ValueError(
                    f"{cls.__name__}: {name} is {value!r}, but it must be a number from "
                    f"{allowed[0]:g} to {allowed[1]:g}."
                )
            elif all(isinstance(bound, int) for bound in allowed) and value % 1:
                raise ValueError(
                    f"{cls.__name__}: {name} is {value!r}, but it must be a whole number."
                )
        return {**cls.defaults, **inputs}

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle = super()._repr_mimebundle_(**kwargs)
        # anywidget returns (data, metadata) or None where widgets cannot be shown.
        shown, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**shown, "text/html": self._static_html()}, metadata

    def _static_html(self) -> str:
        """Return what stands on the static page: inputs and data for the loader, a fallback."""
        with charts.in_house_style():
            figure, alt, table = self.fallback()
            picture = base64.b64encode(charts.svg(figure).encode()).decode()
        state = json.dumps({"inputs": self.inputs, "data": self.data})
        # Inside a script not even a comment or another script may seem to begin.
        state = state.replace("<", "\\u003c")
        # A script from the browser's cache must not meet data of another version.
        version = zlib.crc32(front_end.front_end(front_end.scripts()[self.slug]).encode())
        rows = table.to_html(index=False, border=0, classes="explorer-table")
        rows = rows.replace(">", f"><caption>{html.escape(self.title)}</caption>", 1)
        # The first column says what its row is about.
        rows = _FIRST_CELL.sub(r'\1<th scope="row">\2</th>', rows)
        return (
            f'<section class="explorer" data-explorer="{self.slug}" data-version="{version}" '
            f'aria-label="{html.escape(self.title)}">\n'
            f'<script type="application/json">{state}</script>\n'
            f'<div class="explorer-fallback"><img src="data:image/svg+xml;base64,{picture}" '
            f'alt="{html.escape(alt)}">\n{rows}\n</div>\n</section>'
        )
