import { bind, choice, h, layout, presets, readout, slider, toggle } from "../../explorers/kit.js";
import { labelled, numeral, several, t } from "../../explorers/texts.js";

const quorum = (members) => Math.floor(members / 2) + 1;
const majority = (present) => Math.floor(present / 2) + 1;
const twoThirds = (present) => Math.ceil((2 * present) / 3);
const cloture = (sworn) => Math.ceil((3 * sworn) / 5);
const step = (hurdle, has, needs) => ({ hurdle, has, needs, short: Math.max(needs - has, 0) });

/** Which roads a count of votes opens; the same as routes in votes.py. */
function routesOf({
  senateFor,
  senateAgainst,
  houseFor,
  houseAgainst,
  presidentFor,
  filibuster,
  sworn,
  seats,
}) {
  const senate = senateFor + senateAgainst;
  const house = houseFor + houseAgainst;
  const senateMeets = step("quorum of the Senate", senate, quorum(sworn));
  const houseMeets = step("quorum of the House", house, quorum(seats));
  const debate = (votes) =>
    filibuster ? [step("cloture in the Senate", votes, cloture(sworn))] : [];
  const passage = (senateVotes, houseVotes, signed) => {
    const tied = 2 * senateVotes === senate && signed;
    return [
      senateMeets,
      houseMeets,
      ...debate(senateVotes),
      step("majority of the Senate", senateVotes, tied ? senateVotes : majority(senate)),
      step("majority of the House", houseVotes, majority(house)),
      ...(signed
        ? []
        : [
            step("override in the Senate", senateVotes, twoThirds(senate)),
            step("override in the House", houseVotes, twoThirds(house)),
          ]),
    ];
  };
  const hurdles = {
    consent: [
      senateMeets,
      ...debate(senateFor),
      step("two thirds of the Senate", senateFor, twoThirds(senate)),
    ],
    act: passage(senateFor, houseFor, presidentFor),
    bar: passage(senateAgainst, houseAgainst, !presidentFor),
    senate_suit: [
      senateMeets,
      ...debate(senateAgainst),
      step("majority of the Senate", senateAgainst, majority(senate)),
    ],
    house_suit: [houseMeets, step("majority of the House", houseAgainst, majority(house))],
  };
  return Object.entries(hurdles).map(([route, taken]) => ({
    route,
    open: taken.every(({ short }) => !short),
    hurdles: taken,
  }));
}

/** Count the two chambers and tell which routes are open; the same as compute in head_count.py. */
export function compute(inputs, data) {
  const x = {};
  for (const [name, [low, high]] of Object.entries(data.limits)) {
    x[name] = Math.floor(Math.min(Math.max(inputs[name], low), high) + 0.5);
  }
  const senateFor = Math.min(x.rep_for, x.rep_present) + Math.min(x.dem_for, x.dem_present);
  const senateAgainst = x.rep_present + x.dem_present - senateFor;
  const houseFor = Math.min(x.house_for, x.house_present);
  const routes = routesOf({
    senateFor,
    senateAgainst,
    houseFor,
    houseAgainst: x.house_present - houseFor,
    presidentFor: inputs.president === "leave",
    filibuster: inputs.filibuster,
    sworn: data.senate,
    seats: data.house,
  });
  return {
    senate_for: senateFor,
    senate_against: senateAgainst,
    house_for: houseFor,
    house_against: x.house_present - houseFor,
    routes,
    open: routes.filter((route) => route.open).length,
    senators: Math.max(
      ...routes[0].hurdles
        .filter(({ hurdle }) => !hurdle.startsWith("quorum"))
        .map(({ short }) => short),
    ),
  };
}

const HURDLES = {
  "quorum of the Senate": t("Quorum of the Senate"),
  "quorum of the House": t("Quorum of the House"),
  "cloture in the Senate": t("Cloture in the Senate"),
  "two thirds of the Senate": t("Two thirds of the Senate"),
  "majority of the Senate": t("Majority of the Senate"),
  "majority of the House": t("Majority of the House"),
  "override in the Senate": t("Override in the Senate"),
  "override in the House": t("Override in the House"),
};

/** What a hurdle asks for, and what is there. */
function hurdleInWords({ hurdle, has, needs, short }) {
  const values = { hurdle: HURDLES[hurdle], has: numeral(has), needs: numeral(needs) };
  return short
    ? several(
        short,
        "{hurdle}: {has} of {needs} needed, {short} short",
        "{hurdle}: {has} of {needs} needed, {short} short",
        { ...values, short: numeral(short) },
      )
    : t("{hurdle}: {has} of {needs} needed", values);
}

/** One route: its name, whether it is open, and a bar with a tick for each hurdle. */
function routeView(route) {
  const heading = h("p", { style: "margin: 0.9rem 0 0.2rem; font-weight: 600" });
  const list = h("ul", { style: "list-style: none; margin: 0; padding: 0" });
  const set = ({ open, hurdles }, data) => {
    heading.textContent = open ? t("{route}: open", { route }) : t("{route}: closed", { route });
    // A quorum that is there would only fill the page.
    const shown = hurdles.filter(({ hurdle, short }) => short || !hurdle.startsWith("quorum"));
    list.replaceChildren(
      ...shown.map((taken) => {
        const { hurdle, has, needs, short } = taken;
        const size = hurdle.includes("House") ? data.house : data.senate;
        const left = (votes) => `${Math.min((100 * votes) / size, 100).toFixed(2)}%`;
        const tone = short ? 1 : 0;
        return h(
          "li",
          { style: "margin: 0 0 0.35rem" },
          h("span", {}, hurdleInWords(taken)),
          h(
            "div",
            {
              class: "explorer-bar",
              "aria-hidden": "true",
              style: "position: relative; height: 0.7rem; background: var(--explorer-grid)",
            },
            h("div", {
              style: `width: ${left(has)}; height: 100%; background: var(--explorer-tone-${tone})`,
            }),
            h("div", {
              style: `position: absolute; top: -0.15rem; bottom: -0.15rem; left: ${left(needs)}; width: 3px; margin-left: -2px; background: currentColor`,
            }),
          ),
        );
      }),
    );
  };
  return { el: h("div", {}, heading, list), set };
}

/** How the Senate votes. */
const senateInWords = ({ senate_for: ayes, senate_against: noes }) =>
  several(
    ayes,
    "{ayes} senator for leaving, {noes} against.",
    "{ayes} senators for leaving, {noes} against.",
    { ayes: numeral(ayes), noes: numeral(noes) },
  );

/** Which routes are open. */
function openInWords({ routes }, data) {
  const open = routes.filter((route) => route.open).map(({ route }) => t(data.routes[route]));
  return open.length
    ? several(open.length, "Open: {routes}.", "Open: {routes}.", { routes: open.join(t("; ")) })
    : t("No route is open.");
}

/** How many senators are missing for consent; empty where none is. */
function consentInWords({ senators, senate_against: noes }) {
  if (senators > noes) return t("For consent too few senators are there.");
  if (!senators) return "";
  return several(
    senators,
    "For consent {count} more would have to change sides.",
    "For consent {count} more would have to change sides.",
    { count: numeral(senators) },
  );
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  let update;
  const people = (name, label) =>
    slider({
      label,
      value: start[name],
      min: data.limits[name][0],
      max: data.limits[name][1],
      step: 1,
      format: numeral,
      onInput: (value) => update({ [name]: value }),
    });
  const controls = {
    rep_present: people("rep_present", t("Republican senators present")),
    rep_for: people("rep_for", t("… of whom vote for leaving")),
    dem_present: people("dem_present", t("Democrats and independents present")),
    dem_for: people("dem_for", t("… of whom vote for leaving")),
    house_present: people("house_present", t("Representatives present")),
    house_for: people("house_for", t("… of whom vote for leaving")),
    president: choice({
      label: t("The president wants to"),
      options: [
        { value: "leave", label: t("leave") },
        { value: "stay", label: t("stay") },
      ],
      value: start.president,
      onInput: (president) => update({ president }),
    }),
    filibuster: toggle({
      label: t("The losing side in the Senate debates on, so that cloture is needed"),
      value: start.filibuster,
      onInput: (filibuster) => update({ filibuster }),
    }),
  };
  const starts = presets(labelled(data.presets), (values) => update(values));
  const said = readout();
  const moot = h(
    "p",
    {},
    t(
      "A president who wants to stay gives no notice, whatever the Senate allows; an Act could order it.",
    ),
  );
  const views = Object.fromEntries(
    Object.entries(data.routes).map(([route, title]) => [route, routeView(t(title))]),
  );
  layout(el, {
    label: model.get("label"),
    controls: [starts, ...Object.values(controls)],
    view: [said, moot],
    result: [
      ...Object.values(views),
      h(
        "p",
        { class: "explorer-note" },
        t(
          "Bar: votes at hand as a share of the chamber. Tick: votes needed. All who are present vote.",
        ),
      ),
    ],
  });
  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const [name, control] of Object.entries(controls)) control.set(inputs[name]);
    starts.set(inputs);
    const sentences = [senateInWords(result), openInWords(result, data), consentInWords(result)];
    said.set(sentences.filter(Boolean).join(" "));
    moot.hidden = inputs.president === "leave";
    for (const route of result.routes) views[route.route].set(route, data);
  });
}

export default { render };
