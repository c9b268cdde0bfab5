// Tell a reader whose copy of a notebook comes from an earlier original than the site has now. His
// copy stays as it is; the new original can be opened beside it.

const SEEN = "natolab-notebooks-seen";

/** Read the notebooks that this browser keeps in a database, by their path. */
async function kept(storage) {
  // To open a database that is not there would make one.
  const names = (await indexedDB.databases?.()) ?? [];
  if (!names.some((database) => database.name === storage)) return {};
  const database = await done(indexedDB.open(storage));
  try {
    if (!database.objectStoreNames.contains("files")) return {};
    const files = database.transaction("files").objectStore("files");
    const [paths, contents] = await Promise.all([done(files.getAllKeys()), done(files.getAll())]);
    return Object.fromEntries(paths.map((path, i) => [path, contents[i]]));
  } finally {
    database.close();
  }
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

/** Return the notebooks whose kept copy comes from another original, with where the new one is. */
export function outdated(files, notebooks, seen) {
  return Object.entries(notebooks)
    .filter(([path, { original }]) => {
      const copy = files[path]?.content?.metadata?.natolab?.original;
      return copy !== undefined && copy !== original && seen[path] !== original;
    })
    .map(([path, news]) => ({ path, ...news }));
}

function show(news, seen) {
  const box = document.createElement("section");
  box.className = "natolab-notice";
  box.setAttribute("aria-label", "Revised chapters");
  box.style.cssText =
    "position: fixed; inset: auto 1rem 1rem auto; z-index: 20000; max-width: 26rem;"
    + "padding: .75rem 1rem; border: 2px solid #1a5fb4; border-radius: 4px;"
    + "background: #fff; color: #1c1c1c; font: 14px/1.5 system-ui, sans-serif";
  const list = document.createElement("ul");
  list.style.cssText = "margin: .5rem 0; padding-left: 1.25rem";
  for (const { path, place } of news) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `../notebooks/index.html?path=${encodeURIComponent(place)}`;
    link.target = "_blank";
    link.textContent = `Open the new ${path}`;
    link.style.color = "#1a5fb4";
    item.append(link);
    list.append(item);
  }
  const text = document.createElement("p");
  text.style.margin = "0";
  text.setAttribute("role", "status");
  const hide = document.createElement("button");
  hide.type = "button";
  hide.textContent = "Do not tell me again";
  hide.addEventListener("click", () => {
    for (const { path, original } of news) seen[path] = original;
    localStorage.setItem(SEEN, JSON.stringify(seen));
    box.remove();
  });
  box.append(text, list, hide);
  document.body.append(box);
  text.textContent =
    "The course has revised what you began to work on. Your own copy is as you left it; the new "
    + "one opens beside it.";
}

async function main() {
  const found = await fetch(new URL("originals.json", import.meta.url));
  const { storage, notebooks } = await found.json();
  const seen = JSON.parse(localStorage.getItem(SEEN) ?? "{}");
  const news = outdated(await kept(storage), notebooks, seen);
  if (news.length > 0) show(news, seen);
}

main().catch((error) => console.warn(`Whether a chapter was revised is not known: ${error}`));
