"""What translators work with, and the pages that they have translated.

``make gettext`` calls this. It writes the messages of all pages into ``_build/gettext``, one file a
page, and brings those up to date that a translator has begun:
``book/locale/<language>/LC_MESSAGES/book/<topic>.po`` for a page, and ``sphinx.po`` beside them for
the words around the pages, which stand in our templates and in our Sphinx extension.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from course.languages import LOCALE, translations

TOP = Path(__file__).parents[2]
BUILD = TOP / "_build"
MESSAGES = BUILD / "gettext"
#: Sphinx looks up under this name what templates and extensions say.
AROUND = "sphinx"


def sphinx(builder: str, output: str, doctrees: str, **settings: object) -> bool:
    """Run a builder of Sphinx with the course's settings and some of its own.

    Parameters
    ----------
    builder : str
        Name of the builder.
    output, doctrees : str
        Where in ``_build`` its results and the pages that it has read are kept.
    **settings : object
        What takes the place of settings in ``_config.yml``.

    Returns
    -------
    bool
        Whether it failed.
    """
    from jupyter_book.sphinx import build_sphinx

    settings = {
        "external_toc_path": "_toc.yml",
        "latex_individualpages": False,
        "nitpicky": True,
        **settings,
    }
    return bool(
        build_sphinx(
            TOP,
            BUILD / output,
            noconfig=True,
            path_config=TOP / "_config.yml",
            confoverrides=settings,
            doctreedir=BUILD / doctrees,
            builder=builder,
            warningiserror=True,
            keep_going=True,
        )
    )


def pages() -> bool:
    """Write the translated pages of all languages into the site, and return whether that failed."""
    failed = False
    for language, names in translations(TOP).items():
        toc = BUILD / f"toc-{language}.yml"
        toc.write_text(
            yaml.safe_dump(contents(language, names), allow_unicode=True), encoding="utf-8"
        )
        failed |= sphinx(
            "translated",
            "html",
            f".doctrees-{language}",
            language=language,
            external_toc_path=str(toc),
            include_patterns=[f"{name}.md" for name in names],
        )
    return failed


def contents(language: str, names: list[str]) -> dict:
    """Return the course's table of contents in a language, with the pages that it has."""
    toc = yaml.safe_load((TOP / "_toc.yml").read_text(encoding="utf-8"))
    messages = Path(TOP, LOCALE, language, "LC_MESSAGES", toc["root"]).with_suffix(".po")
    with messages.open("rb") as file:
        catalogue = read_po(file)
    parts = []
    for part in toc["parts"]:
        if chapters := [page for page in part["chapters"] if page["file"] in names]:
            caption = catalogue.get(part["caption"])
            parts.append({"caption": caption.string or caption.id, "chapters": chapters})
    whole = {"format": toc["format"], "root": toc["root"]}
    return whole | {"parts": parts} if parts else whole


def around() -> Catalog:
    """Return the messages of our templates and our extension."""
    found = Catalog(header_comment="")
    folder = TOP / "book" / "_ext" / "course"
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    for name, _, text, comments, _ in extract_from_dir(folder, methods, keywords={"_": None}):
        found.add(text, locations=[(name, 1)], auto_comments=comments)
    return found


def update(path: Path, messages: Catalog, language: str) -> None:
    """Bring a translator's file up to date with the messages that there are now.

    What is new stands there empty; what resembles an earlier message takes its translation over
    and is marked as fuzzy; what is gone is dropped.
    """
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, ignore_obsolete=True)
    catalogue.update(messages, update_creation_date=False)
    if catalogue.project == "PROJECT":  # a file that was empty
        catalogue.header_comment = f"# {Locale.parse(language).english_name} translation"
        catalogue.project, catalogue.version = "Alliance Under Stress", ""
        catalogue.last_translator = catalogue.language_team = ""
        catalogue.msgid_bugs_address = ""
        catalogue.fuzzy = False
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, no_location=True, ignore_obsolete=True)


def main() -> bool:
    """Write the messages, bring the translators' files up to date, return whether that failed."""
    if sphinx("gettext", "gettext", ".doctrees-gettext"):
        return True
    with (MESSAGES / f"{AROUND}.pot").open("wb") as file:
        write_po(file, around(), width=0)
    for path in sorted((TOP / LOCALE).glob("*/LC_MESSAGES/**/*.po")):
        language, _, *name = path.relative_to(TOP / LOCALE).with_suffix(".pot").parts
        with MESSAGES.joinpath(*name).open("rb") as file:
            update(path, read_po(file), language)
    return False


if __name__ == "__main__":
    sys.exit(main())
