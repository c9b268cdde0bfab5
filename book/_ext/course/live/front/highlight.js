// Colours for Python in an editor, in the classes of the page's own style sheet.

const KEYWORDS = new Set(
  (
    "and as assert async await break class continue def del elif else except finally for from "
    + "global if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);
const CONSTANTS = new Set(["True", "False", "None"]);
const PIECE =
  /(?<c1>#.*)|(?<s1>[rbfRBF]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))|(?<nd>@[\w.]+)|(?<mi>\b\d[\w.]*)|(?<n>[\p{L}_][\p{L}\p{N}_]*)|(?<o>[-+*/%=<>!&|^~@]+)/gu;

function kind(groups) {
  if (groups.n === undefined) return Object.keys(groups).find((name) => groups[name] !== undefined);
  if (KEYWORDS.has(groups.n)) return "k";
  return CONSTANTS.has(groups.n) ? "kc" : "n";
}

/** Fill an element with code in colours. */
export function paint(node, code) {
  const parts = [];
  let at = 0;
  for (const match of code.matchAll(PIECE)) {
    if (match.index > at) parts.push(code.slice(at, match.index));
    const span = document.createElement("span");
    span.className = kind(match.groups);
    span.textContent = match[0];
    parts.push(span);
    at = match.index + match[0].length;
  }
  parts.push(code.slice(at));
  node.replaceChildren(...parts);
}
