"""What pages say of where the course is: its repository, and where its versions are listed.

The addresses of repository and site stand in ``_config.yml`` alone; pages write
``{{ repository }}``, ``{{ issues }}`` and ``{{ repository_address }}``. Where the address of the
site ends in its version, as in ``https://owner.github.io/name/0.1.0/``, other versions stand beside
it (``release/versions.py``), and each page leads to their list.
"""

import tomllib
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from sphinx.errors import ExtensionError


def words(address: str) -> dict[str, str]:
    """Return what stands for the repository on the pages, as MyST Markdown.

    Parameters
    ----------
    address : str
        Where the repository is; empty if it has no public address yet.

    Returns
    -------
    dict[str, str]
        ``repository`` and ``issues``, parts of a sentence; ``repository_address``, a sentence.

    Raises
    ------
    sphinx.errors.ExtensionError
        If the address is none.
    """
    if not address:
        return {
            "repository": "the repository from which this copy was built",
            "issues": "the issue page of the repository from which this copy was built",
            "repository_address": "The repository has no public address yet: "
            "ask those from whom you have this copy of the course.",
        }
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ExtensionError(
            f"The address of the repository in _config.yml is {address!r}; it begins with "
            "https:// as in https://github.com/owner/name, or is empty while there is none."
        )
    address = address.rstrip("/")
    return {
        "repository": f"[the course's repository]({address})",
        # GitHub, GitLab and Forgejo all have it there.
        "issues": f"[the issue page of the course's repository]({address}/issues)",
        "repository_address": f"The repository is at <{address}>.",
    }


def footer(site: str, version: str) -> str:
    """Return what leads to other versions, as HTML; empty where this is the only one.

    Parameters
    ----------
    site : str
        Where the site is; empty if it has no address yet.
    version : str
        The version that is being built.
    """
    listed, _, last = site.rstrip("/").rpartition("/")
    if last != version:
        return ""
    return f'<p class="version">Version {version}. <a href="{escape(listed)}/">Others</a></p>'


def _settings(app, config):
    options = config.html_theme_options
    address = options.get("repository_url", "")
    config.myst_substitutions = {**config.myst_substitutions, **words(address)}
    top = Path(app.confdir)
    project = tomllib.loads((top / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    others = footer(config.html_baseurl, project["version"])
    options["extra_footer"] = options.get("extra_footer", "") + others


def setup(app):
    """Fill in the words before a page is read; a new address has all pages read again."""
    # After the footer's other line.
    app.connect("config-inited", _settings, priority=200)
