// Words, numbers and plurals as the page's language has them. English stands in the code and is the
// key; a page in another language brings a table before its explorers (natolab.explorers.strings).

const { language: LANGUAGE = "en", texts: TEXTS = {} } = globalThis.natolabTexts ?? {};
const TABLE = new Map(Object.entries(TEXTS));
const PLURALS = new Intl.PluralRules(LANGUAGE);
const FORMATS = new Map();

const filled = (text, values) =>
  text.replace(/\{(\w+)\}/g, (place, name) => (Object.hasOwn(values, name) ? values[name] : place));

/** A text in the page's language, in English where the table has none; {name} takes a value. */
export const t = (text, values = {}) => filled(TABLE.get(text) ?? text, values);

/**
 * A text that depends on a number. The table has it under what English says of several: as one
 * text, or as one for each form that the language has, {one: "...", other: "..."}.
 */
export function several(count, one, other, values = {}) {
  const found = TABLE.get(other);
  if (found === undefined) return filled(count === 1 ? one : other, values);
  if (typeof found === "string") return filled(found, values);
  return filled(found[PLURALS.select(count)] ?? found.other, values);
}

/** Write a number as the language does, with the decimals with which it is given. */
function written(number, style) {
  const plain = String(number).replace("−", "-");
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return plain;
  const digits = (plain.split(".")[1] ?? "").length;
  const key = JSON.stringify([style, digits]);
  if (!FORMATS.has(key))
    FORMATS.set(
      key,
      new Intl.NumberFormat(LANGUAGE, {
        ...style,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
    );
  const share = style.style === "percent" ? `${plain}e-2` : plain;
  return FORMATS.get(key).format(share).replace("-", "−");
}

/** A number, given as English writes it: "0.45" is "0,45" in French. */
export const numeral = (number) => (LANGUAGE === "en" ? String(number) : written(number, {}));

/** An amount of dollars. */
export const dollars = (number) =>
  LANGUAGE === "en"
    ? `$${number}`
    : written(number, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" });

/** Per cent. */
export const percents = (number) =>
  LANGUAGE === "en" ? `${number}\u202f%` : written(number, { style: "percent" });

/** A share as whole per cent: 0.45 is "45\u202f%" in English. */
export const wholePercents = (share) => percents(Math.round(100 * share));

/** A share in hundredths, without the sign: 0.45 is "45". */
export const ofHundred = (share) => numeral(Math.round(100 * share));

/** A number with its thousands apart: "12,000" in English. */
export const grouped = (number) => number.toLocaleString(LANGUAGE === "en" ? "en-GB" : LANGUAGE);

/** Presets, given as [English label, values], in the page's language. */
export const labelled = (presets) => presets.map(([label, values]) => [t(label), values]);

/** Options of a menu, given as {value: English label}. */
export const choices = (labels) =>
  Object.entries(labels).map(([value, label]) => ({ value, label: t(label) }));

/** Options of a menu, given as [value, label], in the order of their labels. */
export const alphabetical = (entries) =>
  entries
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, LANGUAGE));

/** A day, given as a date or as "2026-02-28": "28 February 2026" in English. */
export const dated = (day) =>
  new Date(day).toLocaleDateString(LANGUAGE === "en" ? "en-GB" : LANGUAGE, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
