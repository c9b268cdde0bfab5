import { numeral, several } from "../texts.js";

/** A number in words with some decimals; ties go to the even digit, as in the text of the chapters. */
export function fixed(value, digits) {
  const scaled = value * 10 ** digits;
  const down = Math.floor(scaled);
  const rest = scaled - down - 0.5;
  const up = rest > 1e-9 || (rest > -1e-9 && down % 2 !== 0);
  return ((down + (up ? 1 : 0)) / 10 ** digits).toFixed(digits);
}

/** A number of years in words; "1.0", given as text, keeps its decimal. */
export const inYears = (count) =>
  several(Number(count), "{count} year", "{count} years", { count: numeral(count) });
