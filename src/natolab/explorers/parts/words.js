// Names of the model in words, as natolab.model.names has them.
import { OUTCOMES, WORDS } from "../../model/kernel.js";
import { t } from "../texts.js";

export const words = (name) => t(WORDS[name]);
export const capital = (text) => text[0].toUpperCase() + text.slice(1);
export const title = (name) => capital(words(name));
/** How a run ends: "ends hollow", "ends with strategic damage". */
export const ending = (outcome) => t(OUTCOMES[outcome].ending);
