// Names of the code as they are written in a sentence; words is natolab.model.card.words.
const PROPER = new Map([
  ["us", "US"],
  ["european", "European"],
  ["europe", "Europe"],
  ["hormuz", "Hormuz"],
]);

export const words = (name) =>
  name
    .split("_")
    .map((word) => PROPER.get(word) ?? word)
    .join(" ");
export const capital = (text) => text[0].toUpperCase() + text.slice(1);
export const title = (name) => capital(words(name));
/** How a run ends: "ends hollow", "ends with strategic damage". */
export const ending = (outcome) =>
  outcome === "strategic_damage" ? "with strategic damage" : words(outcome);
