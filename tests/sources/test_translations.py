"""Translations are whole, and say with the same numbers, links and works what the source says."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from babel.messages.pofile import read_po

from tests.support import site

LOCALE = site.TOP / "book" / "locale"
FILES = sorted(LOCALE.glob("*/LC_MESSAGES/**/*.po"))
#: Languages in which whoever changes a page's text leaves nothing for later.
WHOLE = {"fr"}
ROLE = re.compile(r"\{([\w:]+)\}`([^`]*)`")
LINK = re.compile(r"\]\(([^)]*)\)")
CODE = re.compile(r"(?<!\})`([^`]+)`")
FIELD = re.compile(r"\{\{ \w+ \}\}|(?<!\{)\{\w+\}(?![`}])")
#: What French sets otherwise than a keyboard: spaces before signs, quotation marks, apostrophes.
TYPED = re.compile(r" [;:!?%»]|« |[^\W\d_]'[^\W\d_]|(?<!=)\"(?!>)")


def catalogue(path):
    with path.open("rb") as file:
        return read_po(file)


def named(path):
    return path.relative_to(LOCALE).as_posix()


def fixed(text: str) -> Counter:
    """Return what stays the same in every language: what is linked, cited, computed or code."""
    roles = [(name, re.sub(r"^.*<(.*)>$", r"\1", target)) for name, target in ROLE.findall(text)]
    rest = ROLE.sub("", text)
    return Counter([*roles, *LINK.findall(rest), *CODE.findall(rest), *FIELD.findall(rest)])


@pytest.mark.parametrize("path", FILES, ids=named)
def test_nothing_is_missing_or_doubtful(path):
    messages = catalogue(path)
    left = [message.id for message in messages if message.id and not message.string]
    left += [message.id for message in messages if message.id and message.fuzzy]
    left += [f"no longer in the source: {text}" for text in messages.obsolete]
    if path.relative_to(LOCALE).parts[0] in WHOLE:
        assert not left, "`make gettext` brings the file up to date; then translate these"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_numbers_links_works_and_code_are_those_of_the_source(path):
    for message in catalogue(path):
        if message.id and message.string:
            assert fixed(message.string) == fixed(message.id), message.string


@pytest.mark.parametrize("path", [path for path in FILES if "fr" in path.parts], ids=named)
def test_french_is_set_as_french(path):
    for message in catalogue(path):
        words = CODE.sub("", re.sub(r"\{[\w:]+\}`[^`<]*`|<[^>]*>", "", message.string))
        assert not message.id or not TYPED.search(words), message.string


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("{term}`draw`", "{term}`tirage`"),
        ("{glue:text}`end:.2f`", "{glue:text}`end:.1f`"),
        ("[here](a.md)", "[ici](b.md)"),
        ("`x = 1`", "`x = 2`"),
        ("{cite}`Wack1985`", ""),
        ("On {day}.", "Le {jour}."),
    ],
)
def test_what_differs_is_seen(source, translation):
    assert fixed(source) != fixed(translation)


def test_a_link_may_have_other_words():
    assert fixed("{ref}`model`, {term}`draw`") == fixed(
        "{term}`un tirage <draw>`, {ref}`M <model>`"
    )
