// The worker: starts Python, runs one thing after the other, passes on what it shows.
// Nothing here touches the page, so a cell that computes for long does not hold it up.

/** How long text that a cell prints may be held back, to be sent in one piece, in milliseconds. */
const HOLD = 40;
/** What of a page's own Python is put into the browser's, as the package course_live. */
const MODULES = ["__init__.py", "errors.py", "hints.py", "markdown.py", "session.py"];

let pyodide;
let session;
let current = ""; // what is being run: its outputs carry this name
let held = null; // printed text that is held back
let work = Promise.resolve();

const post = (message, transfer = []) => self.postMessage(message, transfer);

/** A failure that the page can put into a sentence: which file, and what was wrong with it. */
class LoadError extends Error {
  constructor(why, file) {
    super(`${why}: ${file}`);
    this.why = why;
    this.file = file;
  }
}

const native = self.fetch.bind(self);

async function digest(bytes) {
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}`;
}

/** Read a body piece by piece and report each. */
async function read(response, report) {
  const reader = response.body.getReader();
  const pieces = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    size += value.length;
    report(value.length);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/**
 * Fetch as Pyodide does, counting bytes, and say which file was missing or other than the lock says.
 * Where the page is not served safely there is no way to compute a checksum piece by piece; there
 * the browser checks.
 */
async function counted(resource, options = {}) {
  const url = String(resource.url ?? resource);
  if (!url.startsWith(self.location.origin)) return native(resource, options);
  const file = url.slice(url.lastIndexOf("/") + 1);
  const { integrity, ...rest } = options;
  const own = Boolean(integrity && self.crypto?.subtle);
  let response;
  try {
    response = await native(resource, own ? rest : options);
  } catch {
    throw fail(integrity && !own ? "refused" : "unreachable", file);
  }
  if (!response.ok) throw fail("unreachable", file);
  const report = (count) => post({ type: "bytes", count });
  if (!own) {
    // As it came: so the browser compiles while it loads, and keeps what it compiled.
    read(response.clone(), report).catch(() => fail("unreachable", file));
    return response;
  }
  let bytes;
  try {
    bytes = await read(response, report);
  } catch {
    throw fail("unreachable", file);
  }
  if ((await digest(bytes)) !== integrity) throw fail("corrupt", file);
  const { status, statusText, headers } = response;
  return new Response(bytes, { status, statusText, headers });
}

let failure = null;

/** Remember the first failure: Pyodide reports others that only follow from it. */
function fail(why, file) {
  failure ??= new LoadError(why, file);
  return failure;
}

async function start({ root, manifest, python, interrupt }) {
  self.fetch = counted;
  const index = new URL(manifest.pyodide.index, root).href;
  const own = Promise.all(
    MODULES.map(async (name) => [name, await (await counted(new URL(name, python).href)).text()]),
  );
  own.catch(() => {}); // awaited below, after what takes longer
  let loadPyodide;
  try {
    ({ loadPyodide } = await import(`${index}pyodide.mjs`));
  } catch {
    throw fail("unreachable", "pyodide.mjs");
  }
  pyodide = await loadPyodide({
    indexURL: index,
    packages: manifest.packages,
    env: {
      MPLBACKEND: "module://matplotlib_inline.backend_inline",
      TQDM_DISABLE: "1",
    },
    stdout: () => {},
    stderr: () => {},
  });
  if (failure) throw failure;
  post({ type: "phase", phase: "starting" });
  if (interrupt) pyodide.setInterruptBuffer(interrupt);
  const site = pyodide.runPython("import sysconfig; sysconfig.get_path('purelib')");
  pyodide.FS.mkdirTree(`${site}/course_live`);
  for (const [name, text] of await own)
    pyodide.FS.writeFile(`${site}/course_live/${name}`, text, { encoding: "utf8" });
  session = pyodide.pyimport("course_live.session");
  session.start(output, (kind, message, buffers) => {
    flush();
    const copies = buffers.map((buffer) => buffer.slice().buffer);
    post({ type: "comm", kind, parent: current, ...JSON.parse(message), buffers: copies }, copies);
  });
  await pyodide.runPythonAsync("import matplotlib.pyplot");
}

function flush() {
  if (!held) return;
  const { parent, name, text } = held;
  held = null;
  post({ type: "output", parent, kind: "stream", content: { name, text } });
}

function output(kind, json) {
  const content = JSON.parse(json);
  if (kind !== "stream") {
    flush();
    post({ type: "output", parent: current, kind, content });
    return;
  }
  if (held && (held.name !== content.name || held.parent !== current)) flush();
  held ??= { parent: current, name: content.name, text: "", since: performance.now() };
  held.text += content.text;
  if (performance.now() - held.since > HOLD) flush();
}

async function run({ id, code, waiting }) {
  current = id;
  const status = await session.run(code, id, JSON.stringify(waiting));
  flush();
  return status;
}

function comm({ id, kind, content, buffers = [] }) {
  current = id;
  session.comm(kind, id, JSON.stringify(content), pyodide.toPy(buffers));
  flush();
  return "ok";
}

const TASKS = { run, comm };

async function perform(message) {
  let status = "dead";
  try {
    status = await TASKS[message.type](message);
  } catch (error) {
    // An error of a cell is no error here: what comes through is the end of Python itself.
    post({ type: "dead", reason: String(error?.message ?? error) });
  }
  current = "";
  post({ type: "done", id: message.id, status });
}

self.addEventListener("message", ({ data }) => {
  if (data.type !== "start") {
    work = work.then(() => perform(data));
    return;
  }
  work = start(data).then(
    () => post({ type: "ready" }),
    (error) => {
      const { why = "broken", file = "" } = failure ?? {};
      post({ type: "failed", why, file, reason: String(error?.message ?? error) });
    },
  );
});
