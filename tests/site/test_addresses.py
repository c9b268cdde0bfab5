"""Where pages say the repository is: from one setting, linked where there is an address."""

from __future__ import annotations

import importlib.util
import io
import re
import sys

import pytest
import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import docutils_namespace

from tests.support import site

EXTENSION = site.TOP / "book" / "_ext" / "course" / "addresses.py"
PAGE = "# Page\n\nUse {{ repository }}, or tell {{ issues }}.\n{{ repository_address }}\n"
WORDS = r"\{\{ (?:repository|issues|repository_address) \}\}"


@pytest.fixture
def addresses(monkeypatch):
    spec = importlib.util.spec_from_file_location("addresses", EXTENSION)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setitem(sys.modules, "addresses", module)
    return module


def read(folder, address):
    """Return the text of a page and where its links lead, as Sphinx reads them."""
    folder.mkdir()
    (folder / "index.md").write_text(PAGE)
    (folder / "conf.py").touch()
    settings = {
        "extensions": ["myst_parser", "addresses"],
        "myst_enable_extensions": ["substitution"],
        "html_theme_options": {"repository_url": address},
    }
    warnings = io.StringIO()
    with docutils_namespace():
        app = Sphinx(
            folder, folder, folder / "out", folder / "trees", "dummy", settings, None, warnings
        )
        app.build()
        page = app.env.get_doctree("index")
    assert not warnings.getvalue()
    links = [link["refuri"] for link in page.findall(nodes.reference)]
    return " ".join(page.astext().split()), links


def test_with_an_address_pages_link_to_the_repository_and_its_issues(addresses, tmp_path):
    text, links = read(tmp_path / "book", "https://example.org/group/course/")
    home = "https://example.org/group/course"
    assert links == [home, f"{home}/issues", home]
    # With the quotation marks that Sphinx makes typographic.
    assert re.search("Use the course.s repository, or tell the issue page of", text)
    assert f"The repository is at {home}." in text


def test_without_an_address_pages_say_so_and_link_nowhere(addresses, tmp_path):
    text, links = read(tmp_path / "book", "")
    assert links == []
    assert "Use the repository from which this copy was built, or tell" in text
    assert "The repository has no public address yet: ask those" in text


@pytest.mark.parametrize("address", ["github.com/owner/name", "git@example.org:owner/name.git"])
def test_what_is_no_address_is_refused(addresses, address):
    with pytest.raises(ExtensionError, match=rf"{re.escape(repr(address))}; it begins with https"):
        addresses.words(address)


def test_pages_name_the_repository_in_no_words_of_their_own():
    named = 0
    for path in site.sources():
        text = path.read_text(encoding="utf-8")
        named += len(re.findall(WORDS, text))
        rest = re.sub(WORDS, "", text)
        own = re.search(r".*\b(repository|issue page)\b.*", rest, re.IGNORECASE)
        assert not own, f"{path.name}: write {{{{ repository }}}} or {{{{ issues }}}}: {own[0]}"
    assert named > 10


def test_the_setting_reaches_the_theme_in_whose_options_the_words_look(addresses):
    from jupyter_book.config import yaml_to_sphinx

    settings = yaml.safe_load((site.TOP / "_config.yml").read_text(encoding="utf-8"))
    settings["repository"]["url"] = "https://example.org/group/course"
    read, _ = yaml_to_sphinx(settings)[:2]
    assert read["html_theme_options"]["repository_url"] == settings["repository"]["url"]
