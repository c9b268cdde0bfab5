// The service worker of a kept copy: registered only when the reader asks to keep the course for
// offline. It lies at the site's root. JupyterLite's own worker, which its pages ask in place of this
// one, takes this script in (live/jupyterlite.py): whoever answers first answers alone.
//
// Files are kept under their checksum, and one record says which file of the site is which. The
// record is written last, in one step: so a half-finished download is never used, what was fetched
// before a break is not fetched again, and a new release takes over whole or not at all.

const ROOT = new URL(self.COURSE_ROOT ?? "./", self.location.href);
const CACHE = `natolab-kept:${ROOT.pathname}`;
const RECORD = new URL("_kept/record", ROOT).href;
const AT_ONCE = 4;
// What JupyterLite asks its own worker; all else below api/ is files.
const ASKED = /(^|\/)api\/(drive|stdin|service-worker-heartbeat)/;
const LOOK_EVERY = 600_000; // ms between looks for a new release

const stored = (hash) => new URL(`_kept/${hash}`, ROOT).href;
let record; // {files, earlier}: undefined until read, null if nothing is kept
let looked = 0;

async function readRecord() {
  if (record === undefined) {
    const found = await caches.match(RECORD, { cacheName: CACHE });
    record = found ? await found.json() : null;
  }
  return record;
}

/** The newest release of the site: its name and all its files with their checksums and sizes. */
async function release() {
  const options = { cache: "no-cache" };
  const answer = await fetch(new URL("offline.json", ROOT), options);
  if (!answer.ok) throw new Error("The list of the course's files could not be loaded.");
  return answer.json();
}

async function matches(bytes, hash) {
  if (!self.crypto?.subtle) return true;
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("") === hash;
}

async function fetchFile(cache, path, hash) {
  const url = new URL(path, ROOT);
  let answer = await fetch(url);
  let bytes = answer.ok ? await answer.arrayBuffer() : null;
  if (bytes && !(await matches(bytes, hash))) {
    // The browser's own cache may hold it as it was before.
    answer = await fetch(url, { cache: "reload" });
    bytes = answer.ok ? await answer.arrayBuffer() : null;
    if (bytes && !(await matches(bytes, hash)))
      throw new Error(`The file ${path} is not the one of this release. Try again later.`);
  }
  if (!bytes) throw new Error(`The file ${path} could not be loaded.`);
  const type = answer.headers.get("content-type");
  await cache.put(
    stored(hash),
    new Response(bytes, { headers: type ? { "content-type": type } : {} }),
  );
}

/** Fetch what is missing of the newest release; then, and only then, let it take over. */
async function keep(report) {
  const newest = await release();
  const cache = await caches.open(CACHE);
  const before = await readRecord();
  if (before?.release === newest.release) return;
  const there = new Set((await cache.keys()).map(({ url }) => url));
  const seen = new Set();
  const missing = [];
  let loaded = 0;
  for (const [path, [hash, size]] of Object.entries(newest.files)) {
    if (seen.has(hash)) continue;
    seen.add(hash);
    if (there.has(stored(hash))) loaded += size;
    else missing.push([path, hash, size]);
  }
  report(loaded, newest.bytes);
  const next = async () => {
    for (let file = missing.shift(); file; file = missing.shift()) {
      const [path, hash, size] = file;
      await fetchFile(cache, path, hash);
      loaded += size;
      report(loaded, newest.bytes);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  const files = Object.fromEntries(
    Object.entries(newest.files).map(([path, [hash]]) => [path, hash]),
  );
  // Pages that are open may still want files of the release before.
  const fresh = { release: newest.release, files, earlier: before?.files ?? {} };
  await cache.put(RECORD, new Response(JSON.stringify(fresh)));
  record = fresh;
  const hashes = [...Object.values(files), ...Object.values(fresh.earlier)];
  const wanted = new Set([RECORD, ...hashes.map(stored)]);
  for (const request of await cache.keys())
    if (!wanted.has(request.url)) await cache.delete(request);
}

let keeping = null;
const ports = new Set();

function keepOnce() {
  keeping ??= keep((loaded, total) => {
    for (const port of ports) port.postMessage({ loaded, total });
  }).finally(() => (keeping = null));
  return keeping;
}

async function forget() {
  await caches.delete(CACHE);
  record = null;
  await self.registration.unregister();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const [port] = event.ports;
  if (!port) return;
  if (event.data === "wake") return; // a long download is not to be taken for idleness
  const task = event.data === "forget" ? forget() : keepOnce();
  ports.add(port);
  const answer = task
    .then(
      () => port.postMessage({ done: true }),
      (error) => port.postMessage({ failed: String(error?.message ?? error) }),
    )
    .finally(() => ports.delete(port));
  event.waitUntil(answer);
});

/** Which kept file an address of the site means, if one. */
function keptHash({ files, earlier }, url) {
  const path = decodeURIComponent(url.pathname.slice(ROOT.pathname.length));
  const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  return files[file] ?? earlier[file];
}

async function fromCopy(request) {
  const kept = await readRecord();
  const hash = kept && keptHash(kept, new URL(request.url));
  const found = hash && (await (await caches.open(CACHE)).match(stored(hash)));
  return found ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !request.url.startsWith(ROOT.href)) return;
  const path = url.pathname.slice(ROOT.pathname.length);
  // The first two tell of a new release.
  if (path === "offline.json" || path === "sw.js" || ASKED.test(path)) return;
  // The other worker may have kept a release since, or the reader have forgotten it.
  if (request.mode === "navigate") record = undefined;
  event.respondWith(fromCopy(request));
  if (request.mode === "navigate" && Date.now() - looked > LOOK_EVERY) {
    looked = Date.now();
    // Without a network this fails, which is what the copy is for; the next visit looks again.
    event.waitUntil(
      readRecord()
        .then((kept) => kept && keepOnce())
        .catch(() => {}),
    );
  }
});
