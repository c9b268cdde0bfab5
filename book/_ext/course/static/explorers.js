// Start the explorers of a static page: there is no kernel and no widget manager, so each gets a
// small model of its own that keeps its inputs and tells its listeners of changes.

/** A text in the page's language, for which a script brings a table; English has none. */
const t = (text) => globalThis.natolabTexts?.texts[text] ?? text;

function model(state) {
  const listeners = {};
  return {
    get: (name) => state[name],
    set: (name, value) => {
      state[name] = value;
      for (const listen of listeners[`change:${name}`] ?? []) listen();
    },
    on: (event, listen) => (listeners[event] ??= []).push(listen),
    off: (event) => delete listeners[event],
    save_changes: () => {},
  };
}

// What is kept for longer than the visit: work, until the reader starts afresh.
const LASTING = new Set(["simulator", "council"]);

/** A browser's storage by name; none where the browser forbids it. */
function storage(name) {
  try {
    return window[name];
  } catch {
    return null;
  }
}

/**
 * Keep an explorer's inputs until the next page load, and take up those of before unless a link has
 * brought others. Returns a button that goes back to the original ones, where there is none yet.
 */
function keepInputs(section, place, original) {
  const { explorer: slug, version } = section.dataset;
  const store = storage(LASTING.has(slug) ? "localStorage" : "sessionStorage");
  const name = `natolab-explorer:${location.pathname.split("/").pop()}:${slug}`;
  const changed = () => JSON.stringify(place.get("inputs")) !== original;
  const afresh = document.createElement("button");
  afresh.type = "button";
  afresh.textContent = t("Start afresh");
  afresh.addEventListener("click", () => {
    place.set("inputs", JSON.parse(original));
    section.querySelector("input, select, button")?.focus({ preventScroll: true });
  });
  const line = document.createElement("p");
  line.className = "explorer-afresh";
  line.append(afresh);
  const starts = [...section.querySelectorAll(".explorer-presets button")];
  const shown = !starts.some((button) => button.textContent === t("Start again"));
  const follow = () => {
    line.hidden = !(shown && changed());
  };
  place.on("change:inputs", follow);
  const kept = JSON.parse(store?.getItem(name) ?? "null");
  if (kept?.version === version && !changed()) place.set("inputs", kept.inputs);
  follow();
  window.addEventListener("pagehide", () => {
    if (changed()) store?.setItem(name, JSON.stringify({ version, inputs: place.get("inputs") }));
    else store?.removeItem(name);
  });
  return line;
}

async function start(section) {
  const state = JSON.parse(section.querySelector("script[type='application/json']").textContent);
  const { explorer: slug, version } = section.dataset;
  const source = new URL(`explorers/${slug}.js?v=${version}`, import.meta.url);
  const { default: explorer } = await import(source);
  // To read a script and to draw with it are two pieces of work.
  await new Promise((resolve) => setTimeout(resolve));
  const el = document.createElement("div");
  const place = model(state);
  const original = JSON.stringify(state.inputs);
  state.site = new URL("../", import.meta.url).href; // the top, of which pages lie at any depth
  section.setAttribute("aria-label", t(section.getAttribute("aria-label")));
  const rendered = explorer.render({ model: place, el });
  const fallback = [...section.childNodes];
  section.replaceChildren(el);
  try {
    await rendered; // large ones come in steps
  } catch (error) {
    section.replaceChildren(...fallback);
    throw error;
  }
  // What another page shows in a frame is that page's.
  const framed = new URLSearchParams(location.search).has("embed");
  if (!framed) section.append(keepInputs(section, place, original));
  section.dataset.ready = "true";
}

/** Keep what the page shows without scripts, with a figure that was not loaded for those with them. */
function keepFallback(section) {
  for (const source of section.querySelectorAll("picture > source")) source.remove();
}

// Where one fails, its figure and table stay, and the others start all the same.
for (const section of document.querySelectorAll(".explorer[data-explorer]")) {
  start(section).catch((error) => {
    keepFallback(section);
    console.error(error);
  });
}
