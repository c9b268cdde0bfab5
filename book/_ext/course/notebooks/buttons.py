"""The buttons at the top of a page: what can be downloaded, and where its notebook opens."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from sphinx.locale import _

from course import execution
from course.notebooks import bundle
from natolab import data


def tables(name: str) -> list[str]:
    """Return the files of the tables that a page uses."""
    slug = PurePosixPath(name).name
    return [table["path"] for table in data.package()["resources"] if slug in table["chapters"]]


def _link(text: str, url: str, tooltip: str, icon: str, label: str) -> dict[str, str]:
    return {
        "type": "link",
        "text": text,
        "url": url,
        "tooltip": tooltip,
        "icon": f"fas {icon}",
        "label": label,
    }


def add(app, pagename, templatename, context, doctree):
    """Add to the theme's buttons those of a page that has a notebook."""
    if not execution.runs_code(app.env, pagename):
        return
    pathto = context["pathto"]
    notebook = bundle.place(pagename)
    for group in context["header_buttons"]:
        if group["label"] == "download-buttons":
            _download(group["buttons"], pathto, notebook, tables(pagename))
    if places := _places(app.config, pathto, pagename):
        buttons = [
            _link(name, url, _("Open in {name}").format(name=name), "fa-rocket", "launch-button")
            for name, url in places.items()
        ]
        # A single place is one press away; its name is what the button is called.
        group = {
            "type": "group",
            "buttons": buttons,
            "tooltip": _("Open this page as a notebook"),
            "icon": "fas fa-rocket",
            "label": "launch-buttons",
        }
        only = buttons[0] | {"text": ""}
        context["header_buttons"].insert(0, group if len(buttons) > 1 else only)


def _places(config, pathto, pagename: str) -> dict[str, str]:
    """Return where the notebook of a page can be opened, by the name of the place."""
    places = {}
    if config.course_live:  # build.py makes JupyterLite beside pages that have live cells
        name = PurePosixPath(bundle.place(pagename)).name
        places["JupyterLite"] = f"{pathto('lite/notebooks/index.html', 1)}?path={quote(name)}"
    if site := bundle.site(config):
        url = quote(f"{site}{bundle.place(pagename)}", safe="")
        places |= {name: at.format(url=url) for name, at in config.course_launch.items()}
    return places


def _download(buttons: list[dict], pathto, notebook: str, files: list[str]) -> None:
    buttons.insert(
        0,
        _link(
            ".ipynb",
            pathto(notebook, 1),
            _("Download as a Jupyter notebook"),
            "fa-code",
            "download-notebook-button",
        ),
    )
    place = len(buttons) - 1  # before the last, which prints
    buttons[place:place] = [
        _link(
            file,
            pathto(f"data/{file}", 1),
            _("Download a table that this page uses"),
            "fa-table",
            "download-table-button",
        )
        for file in files
    ]
