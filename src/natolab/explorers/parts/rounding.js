/** A number in words with some decimals; ties go to the even digit, as in the text of the chapters. */
export function fixed(value, digits) {
  const scaled = value * 10 ** digits;
  const down = Math.floor(scaled);
  const rest = scaled - down - 0.5;
  const up = rest > 1e-9 || (rest > -1e-9 && down % 2 !== 0);
  return ((down + (up ? 1 : 0)) / 10 ** digits).toFixed(digits);
}
