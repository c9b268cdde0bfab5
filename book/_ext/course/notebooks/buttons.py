"""The buttons at the top of a page: what can be downloaded, and where its notebook opens."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

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
    site = bundle.site(app.config)
    if app.config.course_launch and site:
        url = quote(f"{site}{notebook}", safe="")
        places = [
            _link(name, address.format(url=url), f"Open in {name}", "fa-rocket", "launch-button")
            for name, address in app.config.course_launch.items()
        ]
        context["header_buttons"].insert(
            0,
            {
                "type": "group",
                "buttons": places,
                "tooltip": "Open this page as a notebook",
                "icon": "fas fa-rocket",
                "label": "launch-buttons",
            },
        )


def _download(buttons: list[dict], pathto, notebook: str, files: list[str]) -> None:
    buttons.insert(
        0,
        _link(
            ".ipynb",
            pathto(notebook, 1),
            "Download as a Jupyter notebook",
            "fa-code",
            "download-notebook-button",
        ),
    )
    place = len(buttons) - 1  # before the last, which prints
    buttons[place:place] = [
        _link(
            file,
            pathto(f"data/{file}", 1),
            "Download a table that this page uses",
            "fa-table",
            "download-table-button",
        )
        for file in files
    ]
