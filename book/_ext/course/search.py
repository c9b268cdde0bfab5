"""Search that finds a word in every spelling: Türkiye, Turkiye and Turkey; détente and detente.

Sphinx's index and its script stay; words are folded, in the index and in what a reader asks, and
``search.js`` weighs and shows the results.
"""

import functools
import json
import unicodedata

from sphinx.search import IndexBuilder
from sphinx.search.en import SearchEnglish

#: Letters that are more than a base letter with a mark.
LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe"} | {
    "\N{LATIN SMALL LETTER DOTLESS I}": "i"
}
#: Words for one thing, as they are folded.
WORDS = {"turkiye": "turkey"}

_FOLD = """\
const LETTERS = %(letters)s;
const WORDS = %(words)s;
/** Fold letters: capitals, accents and letters of other alphabets. */
function foldLetters(text) {
  return Array.from(text.toLowerCase().normalize("NFKD").replace(/\\p{M}/gu, ""))
    .map((letter) => LETTERS[letter] ?? letter)
    .join("");
}
function foldWord(word) {
  const folded = foldLetters(word);
  return Object.hasOwn(WORDS, folded) ? WORDS[folded] : folded;
}
"""


def fold(word: str) -> str:
    """Return a word as it is looked up: without capitals and accents, in one spelling."""
    letters = unicodedata.normalize("NFKD", word.lower())
    marks = {letter for letter in letters if unicodedata.category(letter).startswith("M")}
    folded = "".join(LETTERS.get(letter, letter) for letter in letters if letter not in marks)
    return WORDS.get(folded, folded)


class Folded(SearchEnglish):
    """English whose words are folded before they are cut to their stems."""

    # The page's own stemmer is Sphinx's, given folded words.
    js_stemmer_code = (
        _FOLD % {"letters": json.dumps(LETTERS), "words": json.dumps(WORDS)}
        + SearchEnglish.js_stemmer_code
        + """
Stemmer = (function (Stem) {
  return function () {
    const stemmer = new Stem();
    this.stemWord = (word) => stemmer.stemWord(foldWord(word));
  };
})(Stemmer);
"""
    )

    def __init__(self, options: dict) -> None:
        super().__init__(options)
        # Sphinx keeps the stems of a page, and forgets them at the next.
        self.stem = functools.cache(self.stem)

    def stem(self, word: str) -> str:
        """Return the stem under which a word stands in the index."""
        folded = fold(word)
        # The page's own stemmer leaves what is shorter as it is.
        return super().stem(folded) if len(folded) > 2 else folded

    def word_filter(self, word: str) -> bool:
        """Return whether a word belongs in the index: all do, since "on" is the stem of "one".

        What a reader asks is cleared of stop words before it is cut to stems.
        """
        return bool(word)


_load = IndexBuilder.load


def _load_all(index, stream, form):
    """Read the index of an earlier build, the terms of glossaries included.

    Sphinx forgets those (its issue 12599, seen in 7.4.7): after a build that writes some pages the
    search no longer knew the terms of the others.
    """
    _load(index, stream, form)
    stream.seek(0)
    kept = (index.formats[form] if isinstance(form, str) else form).load(stream)
    names = kept["docnames"]
    for term, places in kept["indexentries"].items():
        for page, anchor, main in places:
            if names[page] in index.env.all_docs:
                entries = index._index_entries.setdefault(names[page], [])
                entries.append((term, anchor, "main" if main else ""))


def setup(app):
    """Take the language of the index, and put the script after Sphinx's."""
    IndexBuilder.load = _load_all
    app.add_search_language(Folded)
    app.add_js_file("search.js", defer="defer")
