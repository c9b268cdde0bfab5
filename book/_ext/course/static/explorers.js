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

for (const section of document.querySelectorAll(".explorer[data-explorer]")) {
  const state = JSON.parse(section.querySelector("script[type='application/json']").textContent);
  const source = new URL(`explorers/${section.dataset.explorer}.js`, import.meta.url);
  const { default: explorer } = await import(source);
  const el = document.createElement("div");
  explorer.render({ model: model(state), el });
  section.replaceChildren(el);
  section.dataset.ready = "true";
}
