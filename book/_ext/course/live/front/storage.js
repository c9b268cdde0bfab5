// What stays in the browser: changes to cells, page by page, and which exercises are solved.

const EDITS = "natolab-cells:";
const SOLVED = "natolab-exercises";

/** A short name for a text: a changed cell of a new release has another, so the two never mix. */
function fingerprint(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {}; // nothing may be stored in this window, or somebody else wrote there
  }
}

/** Write; whether the browser let us. */
function write(key, value) {
  try {
    if (Object.keys(value).length) localStorage.setItem(key, JSON.stringify(value));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/** The changes to the cells of a page. */
export function edits(page) {
  const key = EDITS + page;
  return {
    get: (original) => read(key)[fingerprint(original)],
    set: (original, text) => {
      const all = read(key);
      if (text === original) delete all[fingerprint(original)];
      else all[fingerprint(original)] = text;
      return write(key, all);
    },
    count: (originals) => originals.filter((text) => fingerprint(text) in read(key)).length,
  };
}

/** Which exercises are solved, by their names. */
export const solved = {
  all: () => read(SOLVED),
  add: (name) => write(SOLVED, { ...read(SOLVED), [name]: true }),
};
