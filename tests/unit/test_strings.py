"""Texts of the explorers in other languages."""

from __future__ import annotations

import importlib.util
import json
import re
from types import SimpleNamespace

import pytest
from babel import Locale

from natolab.explorers import front_end, strings
from tests.support import site
from tests.support import strings as texts


def forms(entry):
    return list(entry.values()) if isinstance(entry, dict) else [entry]


def places(text):
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.fixture(params=strings.languages())
def language(request):
    return request.param


def test_table_has_each_text_and_no_other(language):
    """`python -m tests.support.strings <language>` brings a table into order."""
    table, keys = strings.table(language), texts.keys()
    assert not [key for key in keys if not all(forms(table.get(key, "")))], "missing"
    assert not set(table) - set(keys), "used nowhere"
    assert list(table) == keys


def test_places_stand_in_the_translation_too(language):
    wrong = [
        (key, text)
        for key, entry in strings.table(language).items()
        for text in forms(entry)
        if places(text) != places(key)
    ]
    assert not wrong


def test_forms_of_plural_are_those_of_the_language(language):
    known = {"other", *Locale.parse(language, sep="-").plural_form.tags}
    for key, entry in strings.table(language).items():
        if isinstance(entry, dict):
            assert key in texts.of_several(), f"{key!r} depends on no number"
            assert "other" in entry and set(entry) <= known, key


def test_french_signs_keep_their_room():
    """A narrow space that does not break stands before them; a colon of YAML has none."""
    for entry in strings.table("fr").values():
        for text in forms(entry):
            bare = re.sub(r"'[^']*'|\(.\)", "", text)
            assert not re.search(r"(?<!\u202f)[;?!»]|(?<=\w) ?:|«(?!\u202f)|\w'\w|\d %", bare), text


def test_language_without_a_table_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match=r"no texts in 'tlh'; they have them in en, fr\.$"):
        strings.table("tlh")


def test_english_needs_no_table():
    assert strings.table("en") == {}
    assert strings.script("en") == ""


def test_notebooks_take_the_language_from_the_environment(monkeypatch):
    assert strings.script_for_notebooks() == ""
    monkeypatch.setenv("NATOLAB_LANGUAGE", "fr")
    assert "Crédibilité" in strings.script_for_notebooks()


def test_keys_are_found_in_a_script():
    found = texts.in_script(
        """
        h(t("one"), [t('a "b"'), about("no")], t(other), not.t("none"));
        t("two " + "parts", { name: t("three") });
        several(count, "{n} year", "{n} years", {});
        t(
          "\\u202f%",
        );
        """
    )
    assert found == {"one", 'a "b"', "two parts", "three", "{n} years", "\u202f%"}
    with pytest.raises(ValueError, match="not of the form several"):
        texts.in_script('several(count, one, "{n} years");')


def test_places_survive_the_language_that_nobody_speaks():
    assert texts.pseudo("Ends {ending}") == "Éñðš {ending} øø"
    assert not re.search("[A-Za-z]", texts.pseudo("The quick brown fox JUMPS over the lazy dog."))


SPOKEN = """async ([given, source]) => {
  const before = globalThis.natolabTexts;
  new Function(given)();
  const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
  const { t, several, numeral, dollars, percents, wholePercents, ofHundred, grouped, dated,
          alphabetical } = await import(url);
  globalThis.natolabTexts = before;
  const years = (n) => several(n, "{n} year", "{n} years", {n: numeral(n)});
  return [t("a {x} {y}", {x: 1}), t("none"), t("constructor"), years(0), years(1), years(2),
          numeral("1234.50"), numeral("\u2212" + 3), numeral("1e-7"), dollars("138"), percents(56),
          wholePercents(0.456), ofHundred(0.456), grouped(12000), dated("2026-02-28"),
          alphabetical([["s", "Suède"], ["z", "Zagreb"], ["e", "Équateur"]])
            .map(({ value }) => value).join("")];
}"""


def test_page_speaks_the_language_of_its_table(browser):
    table = {"a {x} {y}": "{y} un {x}", "{n} years": {"one": "{n} an", "other": "{n} ans"}}
    source = front_end.TEXTS.read_text(encoding="utf-8")
    page = browser.new_page()
    found = {
        language: page.evaluate(SPOKEN, [strings.script(language, table), source])
        for language in ("en", "fr")
    }
    page.close()
    assert found["en"] == [
        *("a 1 {y}", "none", "constructor", "0 years", "1 year", "2 years"),
        *("1234.50", "\u22123", "1e-7", "$138", "56\u202f%"),
        *("46\u202f%", "46", "12,000", "28 February 2026", "esz"),
    ]
    # Browsers differ in which space does not break.
    assert [re.sub("[\u202f\xa0]", "~", text) for text in found["fr"]] == [
        *("{y} un 1", "none", "constructor", "0 an", "1 an", "2 ans"),
        *("1~234,50", "\u22123", "1e-7", "138~$", "56~%"),
        *("46~%", "46", "12~000", "28 février 2026", "esz"),
    ]


class TestPages:
    """The table travels with the pages of its language, and only with those."""

    def extension(self):
        path = site.TOP / "book" / "_ext" / "course" / "explorers.py"
        spec = importlib.util.spec_from_file_location("course_explorers", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def build(self, tmp_path, language, builder="html"):
        added = []
        app = SimpleNamespace(
            outdir=tmp_path,
            builder=SimpleNamespace(name="html" if language == "en" else builder, format="html"),
            config=SimpleNamespace(language=language),
            add_css_file=lambda name: None,
            add_js_file=lambda name, **attributes: added.append((name, attributes)),
        )
        module = self.extension()
        module._write(app, None)
        body = '<section class="explorer" data-explorer="hormuz">'
        module._load(app, "book/hormuz", "page.html", {"body": body}, None)
        return added

    @pytest.mark.parametrize("builder", ["html", "translated"])
    def test_french_pages_load_it_before_their_explorers(self, tmp_path, builder):
        (first, how), (second, _) = self.build(tmp_path, "fr", builder)
        assert (first, second) == ("explorers/texts.fr.js", "explorers.js")
        assert "defer" in how
        written = (tmp_path / "_static" / first).read_text(encoding="utf-8")
        state = json.loads(re.fullmatch(r"globalThis\.natolabTexts = (.*);\n", written)[1])
        assert state == {"language": "fr", "texts": strings.table("fr")}

    def test_english_pages_load_nothing_more(self, tmp_path):
        assert [name for name, _ in self.build(tmp_path, "en")] == ["explorers.js"]
        assert not list(tmp_path.glob("_static/explorers/texts*"))

    def test_language_without_a_table_stops_the_build(self, tmp_path):
        with pytest.raises(ValueError, match="no texts in 'pt-BR'"):
            self.build(tmp_path, "pt_BR")
