// Pauses in work of the page, so that no stretch of it keeps the reader waiting.

/** Let the browser answer others before more is done. */
export const pause = () =>
  globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));

/** Wait until what was added is on the screen; where nothing is painted, for a moment. */
export const painted = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 100);
    requestAnimationFrame(() => setTimeout(resolve));
  });
