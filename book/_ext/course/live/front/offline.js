// The control that keeps the course for offline, or forgets it.

import { h } from "./dom.js";

const WAKE_EVERY = 15_000; // ms: browsers end a service worker that seems idle

const megabytes = (bytes) => `${Math.ceil(bytes / 1e6)} MB`;

/** Whether a whole release is kept; the names are those of sw.js. */
async function isKept(site) {
  const name = `natolab-kept:${new URL(site).pathname}`;
  if (!(await caches.has(name))) return false;
  return Boolean(await (await caches.open(name)).match(`${site}_kept/record`));
}

async function worker(site) {
  const found = await navigator.serviceWorker.register(`${site}sw.js`, { scope: site });
  const own = found.active ?? found.waiting ?? found.installing;
  if (own.state !== "activated")
    await new Promise((done, fail) =>
      own.addEventListener("statechange", () => {
        if (own.state === "activated") done();
        else if (own.state === "redundant")
          fail(new Error("The browser did not take the script that keeps the course."));
      }),
    );
  return own;
}

/** Ask the service worker for something; report(loaded, total) on the way. */
function ask(own, wish, report = () => {}) {
  const { port1, port2 } = new MessageChannel();
  const waking = setInterval(
    () => own.postMessage("wake", [new MessageChannel().port2]),
    WAKE_EVERY,
  );
  return new Promise((done, fail) => {
    port1.addEventListener("message", ({ data }) => {
      if (data.done) done();
      else if (data.failed) fail(new Error(data.failed));
      else report(data.loaded, data.total);
    });
    port1.start();
    own.postMessage(wish, [port2]);
  }).finally(() => clearInterval(waking));
}

/** A sentence if the browser has too little room, else nothing. */
async function lackOfRoom(bytes) {
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return quota - usage < bytes
    ? `The browser has room for ${megabytes(Math.max(0, quota - usage))} only, and the course needs `
        + `${megabytes(bytes)}.`
    : "";
}

/** The control: an element that fills itself once it knows what is kept, and how large it is. */
export function offlineControl({ site }) {
  const note = h("span", { class: "live-note", role: "status" });
  const button = h("button", { type: "button", class: "live-button" }, "Keep for offline");
  const el = h("span", { class: "live-offline" }, button, note);
  let kept = false;

  async function show() {
    if (!("serviceWorker" in navigator && "caches" in self)) {
      button.disabled = true;
      note.textContent = "This browser keeps nothing for offline in this window.";
      return;
    }
    kept = await isKept(site);
    if (kept) {
      button.textContent = "Forget the kept copy";
      return 0;
    }
    const about = await fetch(`${site}offline-size.json`, { cache: "no-cache" });
    const { bytes } = await about.json();
    button.textContent = `Keep for offline (${megabytes(bytes)})`;
    return bytes;
  }

  /** Show what is so now; the size of what there is to keep. */
  const look = () =>
    show().catch(() => {
      // Neither kept nor to be had now: the rest of the page needs nothing of this.
      button.hidden = true;
    });
  let size = look();

  async function keep() {
    const lack = await lackOfRoom(await size);
    if (lack) throw new Error(lack);
    await navigator.storage?.persist?.();
    let said = -1;
    await ask(await worker(site), "keep", (loaded, total) => {
      const share = Math.floor((100 * loaded) / total);
      if (share === said) return;
      said = share;
      // Spoken at each tenth; shown always.
      if (share % 10 === 0) note.textContent = `Keeping the course: ${share} per cent.`;
    });
    return "The course is kept: it opens here without a network, code included.";
  }

  async function forget() {
    await ask(await worker(site), "forget");
    return "The kept copy is gone.";
  }

  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const said = await (kept ? forget() : keep());
      size = look();
      await size;
      note.textContent = said;
    } catch (error) {
      note.textContent = `${error.message} What has arrived is not lost: press again to go on.`;
    }
    button.disabled = false;
    button.focus();
  });
  return el;
}

// On a page with a place for it, such as the one on privacy, the control stands there.
for (const place of document.querySelectorAll(".keep-offline"))
  place.replaceChildren(offlineControl({ site: new URL("../../../", import.meta.url).href }));
