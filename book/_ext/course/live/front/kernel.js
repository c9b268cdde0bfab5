// The page's Python: one worker, started once, and told what to run.

/** Why a start can fail, in words. */
const WHY = {
  unreachable: (file) =>
    `The file ${file} could not be loaded. Look at your connection, then try again.`,
  corrupt: (file) =>
    `The file ${file} is not the one that belongs to this course, so it was not used. `
    + "Reload the page; if it happens again, report it to whoever runs this site.",
  refused: (file) =>
    `The file ${file} could not be loaded, or is not the one that belongs to this course. `
    + "Try again; if it happens again, report it to whoever runs this site.",
  memory: () =>
    "The browser has no memory left for Python. Close other tabs or programs, then try again.",
  browser: () =>
    "This browser cannot run Python: it has no WebAssembly or no module workers. "
    + "Firefox, Chrome, Edge and Safari from the middle of 2023 on have both.",
  broken: (file, reason) => `Python did not start. The browser says: ${reason || "nothing"}.`,
};
/** How long a cell that is stopped may take to give way before the worker is ended. */
const GIVE_WAY = 2500; // ms

/** What a message of the browser says, in one of the ways above. */
function kindOf(why, reason) {
  if (why !== "broken") return why;
  return /memory|allocat/i.test(reason) ? "memory" : "broken";
}

/** Whether this browser can run Python at all. */
function able() {
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") return false;
  let asked = false;
  const probe = {
    get type() {
      asked = true;
      return "module";
    },
  };
  try {
    new Worker("data:text/javascript,", probe).terminate();
  } catch {
    // Some browsers refuse the address, but have asked for the type by then.
  }
  return asked;
}

/**
 * on: {bytes(count), phase(phase), output(parent, kind, content), comm(message),
 *      lost(sentence)}; lost is called when Python ended by itself.
 */
export class Kernel {
  #worker = null;
  #ready = null;
  #abandon = null; // ends a start that has not come to its end
  #waiting = new Map(); // what was sent and is not done, by its name: how to end it
  #interrupt = null;
  #count = 0;

  constructor({ root, manifest, on }) {
    Object.assign(this, { root, manifest, on });
  }

  /** A promise of Python; it fails with a sentence. */
  start() {
    this.#ready ??= new Promise((resolve, reject) => {
      if (!able()) {
        reject(new Error(WHY.browser()));
        return;
      }
      this.#abandon = () => reject(new Error("Python was stopped while it started."));
      const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
      this.#worker = worker;
      this.#interrupt = self.crossOriginIsolated ? new Uint8Array(new SharedArrayBuffer(1)) : null;
      const failed = ({ why, file, reason }) => {
        reject(new Error(WHY[kindOf(why, reason)](file, reason)));
        this.end();
      };
      let begun = false;
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        const reason = event.message || "a script could not be loaded";
        if (begun) this.#died(reason);
        else failed({ why: "broken", file: "", reason });
      });
      worker.addEventListener("message", ({ data }) => {
        if (data.type === "ready") {
          begun = true;
          resolve();
        } else if (data.type === "failed") failed(data);
        else this.#receive(data);
      });
      const { root, manifest } = this;
      const python = new URL("./python/", import.meta.url).href;
      worker.postMessage({ type: "start", root, manifest, python, interrupt: this.#interrupt });
    });
    return this.#ready;
  }

  #receive(data) {
    const { on } = this;
    if (data.type === "bytes") on.bytes(data.count);
    else if (data.type === "phase") on.phase(data.phase);
    else if (data.type === "output") on.output(data.parent, data.kind, data.content);
    else if (data.type === "comm") on.comm(data);
    else if (data.type === "dead") this.#died(data.reason);
    else if (data.type === "done") {
      this.#waiting.get(data.id)?.(data.status);
      this.#waiting.delete(data.id);
    }
  }

  #send(message, transfer = []) {
    return new Promise((resolve) => {
      this.#waiting.set(message.id, resolve);
      this.#worker.postMessage(message, transfer);
    });
  }

  /** A name for a run, under which its outputs will come. */
  name() {
    return `run-${++this.#count}`;
  }

  /** Run a cell under a name; its status: ok, error, or ended where Python was ended. */
  async run(id, code, waiting) {
    await this.start();
    if (this.#interrupt) this.#interrupt[0] = 0;
    return this.#send({ type: "run", id, code, waiting });
  }

  /** Send a widget's message; returns its name, and calls done when Python has seen to it. */
  comm(kind, content, buffers, done = () => {}) {
    const id = `comm-${++this.#count}`;
    if (!this.#worker) done();
    else this.#send({ type: "comm", id, kind, content, buffers }).then(done);
    return id;
  }

  get running() {
    return this.#waiting.size > 0;
  }

  /** Stop what runs; whether Python lives on, with all that it knew. */
  async stop() {
    if (!this.#worker) return false;
    if (this.#interrupt) {
      this.#interrupt[0] = 2; // Python's number of the signal that Ctrl+C sends
      const end = Date.now() + GIVE_WAY;
      while (this.running && Date.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 50));
      if (!this.running) return true;
    }
    this.end();
    return false;
  }

  /** End Python; a later run starts another. */
  end() {
    this.#worker?.terminate();
    this.#abandon?.(); // does nothing to a start that is over
    this.#worker = null;
    this.#ready = null;
    for (const resolve of this.#waiting.values()) resolve("ended");
    this.#waiting.clear();
  }

  #died(reason = "") {
    if (!this.#worker) return;
    this.end();
    this.on.lost(
      kindOf("broken", reason) === "memory"
        ? WHY.memory()
        : `Python ended by itself. The browser says: ${reason || "nothing"}.`,
    );
  }
}
