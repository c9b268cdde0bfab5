// How far the start of Python is, in words and per cent. The bar moves often; what a screen reader
// says changes every quarter only.

import { h } from "./dom.js";

const STEPS = 4;

/** total: bytes to come. add(bytes) that have come, begun(): Python starts, done(). */
export function progress({ note, total }) {
  const bar = h("progress", { max: 100, value: 0, "aria-label": "Loading Python" });
  const per = h("span", { class: "live-per-cent", "aria-hidden": "true" });
  const el = h("span", { class: "live-progress" }, bar, per);
  const megabytes = (total / 1e6).toFixed(0);
  let loaded = 0;
  let said = -1;
  note.after(el);
  return {
    add(bytes) {
      loaded += bytes;
      // The size is an estimate where the server compresses once more.
      const share = Math.min(100, Math.round((100 * loaded) / total));
      bar.value = share;
      per.textContent = `${share} %`;
      const step = Math.floor((share * STEPS) / 100);
      if (step > said) {
        said = step;
        note.textContent = `Loading Python, once: ${(step * 100) / STEPS} per cent of ${megabytes} MB.`;
      }
    },
    begun: () => (note.textContent = "Starting Python …"),
    done: () => el.remove(),
  };
}
