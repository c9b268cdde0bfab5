// What Sphinx's search leaves undone: numbers count, a page must hold every word, pages that list
// everything come last, and an excerpt shows the words where they stand.

// Pages that hold a word because they list everything.
const LISTS = new Set(["book/bibliography", "book/data"]);
// What a word is worth that stands in a title or in the text, whole or begun.
const WORTH = { title: { whole: 15, begun: 7 }, text: { whole: 5, begun: 2 } };
const EXCERPT = 240; // characters, of which half stand before the words

const parse = Search._parseQuery;
Search._parseQuery = (query) => {
  const parsed = parse(query);
  const numbers = splitQuery(query).filter((word) => /^\d+$/.test(word));
  for (const words of [parsed[1], parsed[3]]) numbers.forEach((number) => words.add(number));
  return parsed;
};

/** The pages that hold a word, by number, each with what that is worth. */
function pagesWith(word) {
  const found = new Map();
  const add = (pages, worth) =>
    [pages].flat().forEach((page) => found.set(page, Math.max(found.get(page) ?? 0, worth)));
  const { titleterms, terms } = Search._index;
  for (const [table, { whole, begun }] of [
    [titleterms, WORTH.title],
    [terms, WORTH.text],
  ]) {
    if (Object.hasOwn(table, word)) add(table[word], whole);
    else if (word.length > 2 && !/^\d+$/.test(word))
      for (const term of Object.keys(table)) if (term.startsWith(word)) add(table[term], begun);
  }
  return found;
}

Search.performTermsSearch = (words) => {
  const [first, ...others] = [...words].map(pagesWith);
  if (!first) return [];
  const { docnames, titles, filenames } = Search._index;
  return [...first.keys()]
    .filter((page) => others.every((found) => found.has(page)))
    .map((page) => {
      const worth = [first, ...others].reduce((sum, found) => sum + found.get(page), 0);
      const score = LISTS.has(docnames[page]) ? worth / 100 : worth;
      return [docnames[page], titles[page], "", null, score, filenames[page]];
    });
};

/** Where in a text the words stand: one after the other if they do so anywhere, or else the first. */
function placeOf(text, stems) {
  // A letter for a letter, so that places in the folded text are places in the text.
  const plain = text.map((letter) => foldLetters(letter)[0] ?? " ").join("");
  // The stem of "treaty" is "treati".
  const begun = stems.map((stem) => stem.replace(/i$/, "[iy]"));
  for (const pattern of [begun.join("\\w*\\W+"), ...begun]) {
    const place = plain.search(new RegExp(`\\b${pattern}`));
    if (place >= 0) return place;
  }
  return 0;
}

Search.makeSearchSummary = (html, stems, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const article = page.querySelector("article");
  if (!article) return null;
  for (const node of article.querySelectorAll("script, style, .headerlink, .cell_input"))
    node.remove();
  const part = (anchor && article.querySelector(anchor)) || article;
  const text = Array.from(part.textContent.replace(/\s+/g, " ").trim());
  const from = Math.max(placeOf(text, [...stems]) - EXCERPT / 2, 0);
  const excerpt = document.createElement("p");
  excerpt.className = "context";
  excerpt.textContent =
    (from ? "…" : "")
    + text
      .slice(from, from + EXCERPT)
      .join("")
      .trim()
    + (from + EXCERPT < text.length ? "…" : "");
  return excerpt;
};
