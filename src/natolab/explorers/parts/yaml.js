// The part of YAML in which scenario files are written, read as Scenario.from_yaml reads it: nested
// mappings, in lines or in curly brackets on one line, of texts and numbers. What goes beyond it,
// such as lists, anchors and block texts, is refused with a sentence.

import { numeral, t } from "../texts.js";

/** What is a number; anything else is a text, but for the words of CONSTANT. */
export const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
/** Without quotes YAML takes these for true, false or nothing. */
export const CONSTANT =
  /^(yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|null|Null|NULL|~)$/;
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[\w.+-]+) *:(?: +(.*))?$/;
// What begins with one of these means something else than a text.
const SPECIAL = {
  "&": t("an anchor (&)"),
  "*": t("an alias (*)"),
  "!": t("a tag (!)"),
  "|": t("a block text (|)"),
  ">": t("a block text (>)"),
  "[": t("a list ([)"),
};

// Pairs of what stands after a backslash, and what the two mean.
const ESCAPES = Object.fromEntries(
  '0\0|a\x07|b\b|t\t|\t\t|n\n|v\v|f\f|r\r|e\x1b|N\x85|_\xa0|L\u2028|P\u2029|  |""|//|\\\\'
    .split("|")
    .map(([sign, meaning]) => [sign, meaning]),
);

function unescaped(text, where) {
  const code = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U(00[\da-fA-F]{6})|([^]))/g;
  return text.replace(code, (whole, two, four, eight, one) => {
    if (one === undefined) {
      const point = parseInt(two ?? four ?? eight, 16);
      if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
        throw new Error(t("{where}: '{sign}' is no sign of Unicode.", { where, sign: whole }));
      return String.fromCodePoint(point);
    }
    if (!Object.hasOwn(ESCAPES, one))
      throw new Error(t("{where}: '{sign}' is no escape of YAML.", { where, sign: whole }));
    return ESCAPES[one];
  });
}

/** What stands in quotes at the beginning of a text, with the quotes; null if it does not end. */
const quotation = (text) =>
  (text[0] === '"' ? /^"(?:[^"\\]|\\[^])*"/ : /^'(?:[^']|'')*'(?!')/).exec(text)?.[0] ?? null;

function unquoted(whole, where) {
  const inside = whole.slice(1, -1);
  return whole[0] === '"' ? unescaped(inside, where) : inside.replaceAll("''", "'");
}

const comment = /^ *(#.*)?$/;

/** Throw a sentence if a text without quotes means something else, or ends before it ends. */
function checkPlain(text, where) {
  const special = SPECIAL[text[0]];
  if (special)
    throw new Error(
      t("{where}: {special} is not part of a scenario file; write a text in quotes.", {
        where,
        special,
      }),
    );
  if (/^[\]{},%@`]|^[-?:]( |$)/.test(text) || /: |:$/.test(text))
    throw new Error(
      t('{where}: put a text that holds ": " or begins with a sign in quotes.', { where }),
    );
  if (text.includes("\t"))
    throw new Error(t("{where}: a tab may stand in quotes only.", { where }));
}

/** Fold the lines of a text: one break is a space, each empty line between two is a break. */
function joined(parts) {
  let text = parts[0];
  let breaks = 0;
  for (const part of parts.slice(1)) {
    if (!part) breaks += 1;
    else {
      text += (breaks ? "\n".repeat(breaks) : " ") + part;
      breaks = 0;
    }
  }
  return text;
}

/** The lines of a text, one after the other. */
class Lines {
  constructor(text) {
    const odd = UNPRINTABLE.exec(text);
    if (odd) {
      const code = odd[0].codePointAt(0).toString(16).padStart(4, "0");
      throw new Error(
        t("The sign U+{code} can stand in double quotes as an escape only.", {
          code: code.toUpperCase(),
        }),
      );
    }
    this.lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
    this.at = 0;
    let begun = false;
    let ended = false;
    this.lines = this.lines.map((line) => {
      // Markers of a document: one at the beginning, one at the end.
      const marker = /^(---|\.\.\.)(?= |$)/.exec(line)?.[1];
      const filled = line.trim() && !/^\s*#/.test(line);
      if (ended && filled && marker !== "...") throw new Error(t("A file holds one scenario."));
      if (marker === "---" && !begun && /^---( +#.*)?$/.test(line)) line = "";
      else if (marker === "..." && /^\.\.\.( +#.*)?$/.test(line)) {
        ended = true;
        line = "";
      } else if (marker) throw new Error(t("A file holds one scenario."));
      begun ||= Boolean(filled);
      return line;
    });
  }
  get where() {
    return t("Line {number}", { number: numeral(this.at + 1) });
  }
  get whole() {
    return this.lines[this.at];
  }
  get ended() {
    return this.at >= this.lines.length;
  }
  /** Go to the next line that holds something; return its indentation, -1 at the end. */
  seek() {
    while (!this.ended && comment.test(this.whole)) this.at += 1;
    if (this.ended) return -1;
    const [indent] = /^ */.exec(this.whole);
    if (this.whole[indent.length] === "\t")
      throw new Error(t("{where}: indent with spaces, not with tabs.", { where: this.where }));
    return indent.length;
  }
}

/** A text in quotes, which may go on over lines; nothing but a comment follows it. */
function quotedText(lines, start, where) {
  const parts = [start];
  const double = start[0] === '"';
  for (;;) {
    const text = folded(parts, double);
    const found = quotation(text);
    if (found) {
      if (!comment.test(text.slice(found.length)))
        throw new Error(t("{where}: something stands behind the text in quotes.", { where }));
      lines.at += 1;
      return unquoted(found, where);
    }
    lines.at += 1;
    if (lines.ended)
      throw new Error(
        double
          ? t("{where}: the text in double quotes does not end.", { where })
          : t("{where}: the text in single quotes does not end.", { where }),
      );
    parts.push(lines.whole.replace(/^[ \t]+/, ""));
  }
}

/** Fold the lines of a text in quotes; in double ones a backslash may end a line or keep a space. */
function folded(parts, double) {
  let text = "";
  let [breaks, glued] = [0, true];
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    if (!part && index && !last) {
      breaks += 1;
      return;
    }
    const bare = last ? part : part.replace(/[ \t]+$/, "");
    const escaped = double && !last && /\\*$/.exec(bare)[0].length % 2;
    const glue = escaped && bare === part;
    const own = escaped ? part.slice(0, glue ? -1 : bare.length + 1) : bare;
    text += (breaks ? "\n".repeat(breaks) : glued ? "" : " ") + own;
    [breaks, glued] = [0, glue];
  });
  return text;
}

/** A text without quotes, which may go on over lines that are indented more than its key. */
function plainText(lines, start, indent) {
  const { where } = lines;
  const cut = (text) => text.replace(/(^| )#.*$/, "").replace(/ +$/, "");
  const parts = [cut(start)];
  let stopped = parts[0] !== start.replace(/ +$/, "");
  for (;;) {
    lines.at += 1;
    const from = lines.at;
    const next = lines.seek();
    if (next <= indent) break;
    const line = lines.whole.slice(next);
    const skipped = lines.lines.slice(from, lines.at);
    if (stopped || skipped.some((each) => each.includes("#")))
      throw new Error(
        t("{where}: a comment ends the text; put a text of several lines in quotes.", { where }),
      );
    if (KEY.test(line))
      throw new Error(t("{where}: the indentation fits nothing above it.", { where: lines.where }));
    parts.push(...skipped.map(() => ""), cut(line));
    stopped = cut(line) !== line.replace(/ +$/, "");
  }
  const text = joined(parts);
  checkPlain(text, where);
  return text;
}

/** A mapping in curly brackets; text begins with one. Returns it and what follows. */
function brackets(text, where, depth = 1) {
  if (depth > 9)
    throw new Error(t("{where}: curly brackets stand too deep; two are enough.", { where }));
  const entries = [];
  let rest = text.slice(1).trimStart();
  const unclosed = () =>
    new Error(t("{where}: the bracket { is not closed on its line.", { where }));
  while (!rest.startsWith("}")) {
    const found = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,:{}"']+) *:(?= |[,}]|$) */.exec(rest);
    if (!rest) throw unclosed();
    if (!found) {
      const pair = rest.split(/[,}]/)[0].trim();
      throw new Error(
        t("{where}: write 'key: value' in curly brackets, not '{pair}'.", { where, pair }),
      );
    }
    rest = rest.slice(found[0].length);
    let value;
    if (rest[0] === "{") [value, rest] = brackets(rest, where, depth + 1);
    else if (rest[0] === '"' || rest[0] === "'") {
      const whole = quotation(rest);
      if (!whole) throw unclosed();
      value = { text: unquoted(whole, where), plain: false };
      rest = rest.slice(whole.length);
    } else {
      const [plain] = /^[^,{}]*/.exec(rest);
      if (/(^| )#/.test(plain)) throw unclosed();
      checkPlain(plain.trim(), where);
      value = { text: plain.trim(), plain: true };
      rest = rest.slice(plain.length);
    }
    add(entries, found[1], value, where);
    rest = rest.trimStart();
    if (rest[0] === ",") rest = rest.slice(1).trimStart();
    else if (rest[0] !== "}") throw unclosed();
  }
  return [{ entries }, rest.slice(1)];
}

function add(entries, written, value, where) {
  const plain = !/^["']/.test(written);
  const key = plain ? written : unquoted(written, where);
  const number = plain && NUMBER.test(key);
  const same = (each) =>
    each.number === number && (number ? Number(each.key) === Number(key) : each.key === key);
  if (entries.some(same)) throw new Error(t("{where}: '{key}' stands twice.", { where, key }));
  entries.push({ key, number, value: { ...value, where }, where });
}

/** A mapping whose lines have one indentation. */
function block(lines, indent) {
  const entries = [];
  for (let next = indent; next === indent; next = lines.seek()) {
    const { where } = lines;
    const line = lines.whole.slice(indent);
    const found = KEY.exec(line);
    if (!found) {
      const text = line.length > 40 ? `${line.slice(0, 40)}…` : line;
      throw new Error(t("{where}: expected 'key: value', not '{text}'.", { where, text }));
    }
    const rest = (found[2] ?? "").replace(/^#.*$/, "");
    let value;
    if (!rest) {
      lines.at += 1;
      const below = lines.seek();
      value = below > indent ? { entries: block(lines, below) } : { text: "", plain: true };
      if (lines.seek() > indent)
        throw new Error(
          t("{where}: the indentation fits nothing above it.", { where: lines.where }),
        );
    } else if (rest[0] === "{") {
      const [made, behind] = brackets(rest, where);
      if (!comment.test(behind))
        throw new Error(t("{where}: something stands behind the bracket }.", { where }));
      lines.at += 1;
      if (lines.seek() > indent)
        throw new Error(
          t("{where}: the indentation fits nothing above it.", { where: lines.where }),
        );
      value = made;
    } else if (rest[0] === '"' || rest[0] === "'") {
      value = { text: quotedText(lines, rest, where), plain: false };
      if (lines.seek() > indent)
        throw new Error(
          t("{where}: the indentation fits nothing above it.", { where: lines.where }),
        );
    } else value = { text: plainText(lines, rest, indent), plain: true };
    add(entries, found[1], value, where);
  }
  return entries;
}

/**
 * Read a text as a mapping: entries {key, number, value, where}; number tells whether the key is
 * one. A value has either entries of its own or a text, with plain for one without quotes.
 */
export function readYaml(text) {
  const lines = new Lines(text);
  const indent = lines.seek();
  const entries = indent < 0 ? [] : block(lines, indent);
  if (!lines.ended)
    throw new Error(t("{where}: the indentation fits nothing above it.", { where: lines.where }));
  return entries;
}
