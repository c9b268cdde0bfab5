// Start the explorers of a static page: there is no kernel and no widget manager, so each gets a
// small model of its own that keeps its inputs and tells its listeners of changes.

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

async function start(section) {
  const state = JSON.parse(section.querySelector("script[type='application/json']").textContent);
  const { explorer: slug, version } = section.dataset;
  const source = new URL(`explorers/${slug}.js?v=${version}`, import.meta.url);
  const { default: explorer } = await import(source);
  // To read a script and to draw with it are two pieces of work.
  await new Promise((resolve) => setTimeout(resolve));
  const el = document.createElement("div");
  const rendered = explorer.render({ model: model(state), el });
  const fallback = [...section.childNodes];
  section.replaceChildren(el);
  try {
    await rendered; // large ones come in steps
  } catch (error) {
    section.replaceChildren(...fallback);
    throw error;
  }
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
