// Why: the loops that do the work, moment by moment, and the chain from a lever to the result.
import { h, ruler } from "../../explorers/kit.js";
import { t, wholePercents } from "../../explorers/texts.js";
import { STOCKS } from "../../model/kernel.js";
import { LOOPS } from "../../model/structure.js";
import { capital, title, words } from "../../explorers/parts/words.js";

const NAMES = Object.keys(LOOPS);
/** Loops between stocks; a stock's pull to its own goal is no circle that a reader would see. */
const CIRCLES = NAMES.filter((name) => LOOPS[name].variables.length > 1);
/** Share of the work below which a loop is not worth a word. */
const FAINT = 0.005;

/** A loop as it is called in a sentence; long unnamed ones by their first and last word. */
export const loopName = (name) => {
  const parts = name.split(" → ");
  return parts.length > 2
    ? t("{first} to {last}", { first: t(parts[0]), last: t(parts[parts.length - 1]) })
    : t(name);
};

/** The strongest of some loops at a moment, of one sign or (0) of either. */
function strongest({ shares }, names, at, sign) {
  let [best, most] = [null, FAINT];
  for (const name of names) {
    const share = sign ? sign * shares[name][at] : Math.abs(shares[name][at]);
    if (share > most) [best, most] = [name, share];
  }
  return best && { name: best, share: most };
}

/** Shares without their signs, averaged over about a year, so that no stretch is a flicker. */
function smoothed({ year, shares }) {
  const wide = year.filter((when) => when <= 0.5).length;
  const around = (values, at) => {
    const near = values.slice(Math.max(0, at - wide), at + wide + 1);
    return near.reduce((sum, value) => sum + Math.abs(value), 0) / near.length;
  };
  return {
    shares: Object.fromEntries(
      CIRCLES.map((name) => [name, year.map((_, at) => around(shares[name], at))]),
    ),
  };
}

/** Stretches of time in which one loop is the strongest: [{from, to, name, index, label}]. */
export function segments(found, years) {
  const stretches = [];
  const { year } = found;
  const smooth = smoothed(found);
  year.forEach((from, at) => {
    const name = strongest(smooth, CIRCLES, at, 0)?.name ?? null;
    const last = stretches[stretches.length - 1];
    if (last?.name === name) return;
    if (last) last.to = from;
    stretches.push({ from, to: years, name });
  });
  return stretches.map((each) => ({
    ...each,
    index: each.name === null ? -1 : CIRCLES.indexOf(each.name),
    label: each.name === null ? t("at rest") : loopName(each.name),
  }));
}

const momentAt = ({ year }, when) => {
  let at = 0;
  while (at + 1 < year.length && year[at + 1] <= when + 1e-9) at += 1;
  return at;
};

/** Two sentences for a year, {push, hold}, and the name of the strongest circle. */
export function pushAndHold(found, when) {
  const at = momentAt(found, when);
  const push = strongest(found, NAMES, at, 1);
  const hold = strongest(found, NAMES, at, -1);
  const say = ({ name, share }) =>
    t("{loop}, {share} of the work", { loop: loopName(name), share: wholePercents(share) });
  return {
    push: push ? say(push) : t("nothing feeds itself now"),
    hold: hold ? say(hold) : t("nothing slows it now"),
    main: strongest(found, CIRCLES, at, 0)?.name ?? null,
  };
}

const [CX, CY, RX, RY] = [150, 74, 100, 56];

/** A loop as a small ring of words with arrows. set(name) draws it. */
export function ring() {
  const id = `sim-arrow-${Math.random().toString(36).slice(2, 8)}`;
  const svg = h("svg", { class: "sim-ring", viewBox: "0 0 300 150", role: "img" });
  const name = h("p", { class: "sim-ring-name" });
  const el = h("div", {}, name, svg);
  const marker = h(
    "marker",
    { id, viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
    h("path", { d: "M0 0L8 4L0 8Z", class: "sim-arrow-head" }),
  );
  let drawn;
  return {
    el,
    set(loop) {
      if (loop === drawn) return;
      drawn = loop;
      el.hidden = !loop;
      if (!loop) return;
      const { polarity, variables } = LOOPS[loop];
      const kind = {
        reinforcing: t("a circle that feeds itself"),
        balancing: t("a circle that holds itself back"),
        mixed: t("a circle that now feeds, now holds itself back"),
      }[polarity];
      const members = variables.filter((each) => Object.hasOwn(STOCKS, each));
      name.replaceChildren(h("strong", {}, capital(loopName(loop))), t(": "), kind);
      svg.setAttribute(
        "aria-label",
        t("{list}, and round again", { list: members.map(words).join(t(", then ")) }),
      );
      const place = (i, out = 1) => {
        const angle = (2 * Math.PI * i) / members.length - Math.PI / 2;
        return [CX + out * RX * Math.cos(angle), CY + out * RY * Math.sin(angle)].map(Math.round);
      };
      const { widthOf } = ruler(svg);
      svg.replaceChildren(
        marker,
        ...members.map((_, i) =>
          h("path", {
            class: "sim-ring-arrow",
            d: `M${place(i + 0.34)}Q${place(i + 0.5, 1.12)} ${place(i + 0.66)}`,
            "marker-end": `url(#${id})`,
          }),
        ),
        ...members.map((member, i) => {
          const [x, y] = place(i);
          const half = widthOf(title(member)) / 2;
          const inside = Math.max(half, Math.min(x, 2 * CX - half));
          return h("text", { x: inside, y: y + 4, "text-anchor": "middle" }, title(member));
        }),
      );
    },
  };
}

/** Say a chain [[variable, sign], ...] with arrows up and down, a lever by its label. */
export function chainNodes(steps, labels) {
  return steps.flatMap(([variable, sign], i) => [
    ...(i ? [h("span", { class: "sim-then" }, t(" → "))] : []),
    h(
      "span",
      { class: "sim-link" },
      labels[variable] ? t(labels[variable].label) : title(variable),
      h("span", { class: "sim-sign", "aria-hidden": "true" }, sign > 0 ? "\u00a0↑" : "\u00a0↓"),
      h("span", { class: "explorer-spoken" }, ` ${sign > 0 ? t("rises") : t("falls")}`),
    ),
  ]);
}

/** Return a run with some of its rows, for work that need not look at each week. */
export function thinned(run, every) {
  return Object.fromEntries(
    Object.entries(run).map(([name, values]) => [
      name,
      Array.from(values).filter((_, row) => row % every === 0),
    ]),
  );
}
