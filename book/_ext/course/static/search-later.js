// A stand-in for Sphinx's search, which with its index weighs more than most pages: it fetches the
// search when a reader turns to it, and then hands over what was asked.

const left = [
  "_static/searchtools.js",
  "_static/language_data.js",
  "_static/search.js",
  "searchindex.js",
];
const root = document.currentScript.src.replace(/_static\/[^/]*$/, "");
let typed = "";
let asked = "";
let loading;

/** Run a script of the site, and put back what the reader typed: the search empties its field. */
function run(part) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = root + part;
    script.addEventListener("load", () => {
      const field = document.querySelector("#pst-search-dialog input[name=q]");
      field.value ||= typed;
      resolve();
    });
    script.addEventListener("error", () =>
      reject(new Error(`The search needs ${script.src}, which did not load.`)),
    );
    document.head.append(script);
  });
}

async function loadAll() {
  while (left.length > 0) {
    await run(left[0]); // oxlint-disable-line no-await-in-loop -- each needs those before it
    left.shift();
  }
}

/** Run the parts of the search that have not run yet; what failed is tried again the next time. */
async function load() {
  try {
    await (loading ??= loadAll());
  } catch (error) {
    loading = undefined;
    document.getElementById("search-results").textContent = error.message;
  }
}

// The theme asks for the search by this name; the real one, once there, takes its place.
window.Search = {
  async performSearch(query) {
    const waiting = asked !== "";
    asked = query;
    if (waiting) return;
    await load();
    if (left.length === 0) Search.performSearch(asked);
    asked = "";
  },
};

for (const kind of ["focusin", "input"])
  document.addEventListener(kind, ({ target }) => {
    if (!target.closest("#pst-search-dialog")) return;
    typed = target.value ?? typed;
    load();
  });
