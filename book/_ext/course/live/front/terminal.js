// Printed text: a carriage return goes back to the start of the line, codes for colours are dropped.

// eslint-disable-next-line no-control-regex -- the escape sign is what is looked for
const CODES = /\u001b\[[\d;?]*[A-Za-z]/g;

/** Carry out carriage returns: what follows one is written over the line from its start. */
function settled(text) {
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.split("\r").reduce((shown, part) => part + shown.slice(part.length)))
    .join("\n");
}

/** Add text to what stands in an element, as a terminal would; returns the element. */
export function append(node, text) {
  const now = node.textContent;
  const start = now.lastIndexOf("\n") + 1;
  // A carriage return at the very end waits: what comes next tells whether the line is kept.
  const pending = node.pending ?? "";
  const next = pending + text.replace(CODES, "");
  const hold = next.endsWith("\r") ? "\r" : "";
  node.pending = hold;
  const all = now.slice(start) + (hold ? next.slice(0, -1) : next);
  node.textContent = now.slice(0, start) + settled(all);
  return node;
}
