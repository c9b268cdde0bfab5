"""What pages say of where the course is: its repository.

Its address stands in ``_config.yml`` alone; pages write ``{{ repository }}``, ``{{ issues }}`` and
``{{ repository_address }}``.
"""

from urllib.parse import urlsplit

from sphinx.errors import ExtensionError
from sphinx.locale import _


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
            "repository": _("the repository from which this copy was built"),
            "issues": _("the issue page of the repository from which this copy was built"),
            "repository_address": _(
                "The repository has no public address yet: "
                "ask those from whom you have this copy of the course."
            ),
        }
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ExtensionError(
            f"The address of the repository in _config.yml is {address!r}; it begins with "
            "https:// as in https://github.com/owner/name, or is empty while there is none."
        )
    address = address.rstrip("/")
    repository = _("the course's repository")
    issues = _("the issue page of the course's repository")
    return {
        "repository": f"[{repository}]({address})",
        # GitHub, GitLab and Forgejo all have it there.
        "issues": f"[{issues}]({address}/issues)",
        "repository_address": _("The repository is at <{address}>.").format(address=address),
    }


def _settings(app, config):
    address = config.html_theme_options.get("repository_url", "")
    config.myst_substitutions = {**config.myst_substitutions, **words(address)}


def setup(app):
    """Fill in the words before a page is read; a new address has all pages read again."""
    app.connect("config-inited", _settings)
