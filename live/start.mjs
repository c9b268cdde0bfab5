// Start Python with the course's packages in place.
//
// This stands where Pyodide's own pyodide.mjs would, so that pages and JupyterLite, which know only
// that one, start Python in the same way. Packages are not fetched as wheels and unpacked file by
// file: they come as images (see image.py), which are laid out before Python starts. Which images,
// and where Pyodide itself is, stands in the lock beside this file.

const HERE = new URL(".", import.meta.url);
const LOCK = new URL("pyodide-lock.json", HERE).href;
// An empty archive: Python's own library is in an image too.
const NO_LIBRARY = "data:application/zip;base64,UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==";

export const version = "@version@";

/**
 * Start Pyodide. What its own function takes is passed on, but for the addresses of its files.
 *
 * @param {object} options
 * @param {string[]} [options.packages] Packages to load besides; those of the images are there,
 *   and those that JupyterLite asks for without need are left where they are.
 */
export async function loadPyodide({ packages = [], ...options } = {}) {
  const { live } = await (await get(LOCK)).json();
  const images = Promise.all(live.images.map(load));
  const core = new URL(live.core, HERE).href;
  const starting = import(`${core}pyodide.mjs`).then((release) =>
    release.loadPyodide({
      ...options,
      indexURL: core,
      lockFileURL: LOCK,
      stdLibURL: NO_LIBRARY,
      fsInit: async (FS) => {
        for (const image of await images) lay(FS, image);
      },
    }),
  );
  // Without its library Python would not start, and not say why: whoever waits shall be told.
  const pyodide = await Promise.race([starting, images.then(() => starting)]);
  for (const name of live.packages) pyodide.loadedPackages[name] = "pyodide";
  pyodide.runPython("import _imports, _on_demand; _imports.install(); _on_demand.install()");
  const there = new Set([...live.packages, ...live.spared]);
  const missing = packages.map((name) => name.replaceAll("_", "-")).filter((n) => !there.has(n));
  if (missing.length) await pyodide.loadPackage(missing);
  return pyodide;
}

async function get(url, options) {
  let answer;
  try {
    answer = await fetch(url, options);
  } catch (cause) {
    // So browsers also answer if the file is not the one whose digest was asked for.
    throw new Error(`The file ${url} cannot be reached, or is damaged.`, { cause });
  }
  if (!answer.ok) throw new Error(`The file ${url} cannot be loaded (${answer.status}).`);
  return answer;
}

async function load({ path, integrity, size }) {
  const answer = await get(new URL(path, HERE).href, { integrity });
  const unpacked = answer.body.pipeThrough(new DecompressionStream("gzip"));
  const image = new Uint8Array(size);
  let filled = 0;
  for (const reader = unpacked.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return image;
    image.set(value, filled);
    filled += value.length;
  }
}

/** Give the file system the files of an image; they stay where they are in memory. */
function lay(FS, image) {
  const length = new DataView(image.buffer).getUint32(0, true);
  const list = JSON.parse(new TextDecoder().decode(image.subarray(4, 4 + length)));
  const made = new Set();
  let start = 4 + length;
  for (const [path, size] of list) {
    const folder = `/${path.slice(0, path.lastIndexOf("/"))}`;
    if (!made.has(folder)) {
      FS.mkdirTree(folder);
      made.add(folder);
    }
    FS.writeFile(`/${path}`, image.subarray(start, start + size), { canOwn: true });
    start += size;
  }
}
