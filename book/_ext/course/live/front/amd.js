// Load scripts that were made for require.js, without it: ipywidgets' and anywidget's front ends.

const defined = new Map(); // by name: {needs, make} or {value}

function resolve(name, uri) {
  const entry = defined.get(name);
  if (!entry) throw new Error(`No script has defined the module ${name}.`);
  if (!("value" in entry)) {
    const exports = {};
    const given = entry.needs.map((need) => {
      if (need === "module") return { id: name, uri };
      if (need === "exports") return exports;
      return resolve(need, uri);
    });
    entry.value = entry.make(...given) ?? exports;
  }
  return entry.value;
}

const loaded = new Map(); // promises of scripts by their addresses
let last = Promise.resolve();

function load(url, anonymous) {
  return new Promise((done, fail) => {
    const outside = { define: window.define, require: window.require };
    window.define = (...parts) => {
      const make = parts.pop();
      const needs = Array.isArray(parts.at(-1)) ? parts.pop() : [];
      defined.set(parts[0] ?? anonymous, { needs, make });
    };
    window.define.amd = {};
    // The script's last line would start widgets of the page itself; there are none.
    window.require = () => {};
    const node = document.createElement("script");
    const end = (then) => () => {
      Object.assign(window, outside);
      node.remove();
      then();
    };
    node.addEventListener("load", end(done));
    const file = url.slice(url.lastIndexOf("/") + 1);
    node.addEventListener(
      "error",
      end(() => fail(new Error(`The file ${file} could not be loaded.`))),
    );
    node.src = url;
    document.head.append(node);
  });
}

/** Load a script once, one at a time; the function returned gives its modules by their names. */
export async function script(url, anonymous) {
  if (!loaded.has(url)) {
    const mine = last.then(() => load(url, anonymous));
    loaded.set(url, mine);
    last = mine.catch(() => loaded.delete(url)); // a later wish tries again
  }
  await loaded.get(url);
  return (name) => resolve(name, url);
}
