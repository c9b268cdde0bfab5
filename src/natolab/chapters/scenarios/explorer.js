import {
  bind,
  button,
  choice,
  dataTable,
  h,
  layout,
  lineChart,
  readout,
  slider,
  toggle,
} from "../../explorers/kit.js";
import {
  AUXILIARIES,
  COLUMNS,
  LEVERS,
  OUTCOMES,
  PARAMETERS,
  SCENARIOS,
  STOCKS,
  SYSTEMS,
  simulate,
} from "../../model/kernel.js";
import { parting, summary, windows } from "../../explorers/parts/outcome.js";
import { capital, ending, title, words } from "../../explorers/parts/words.js";
import {
  checked,
  fromFragment,
  fromYaml,
  isFragment,
  toFragment,
  toYaml,
} from "../../explorers/parts/scenario_text.js";
import { stepEditor } from "../../explorers/parts/steps.js";
import { download, fileName, openText, toCsv, toPng } from "../../explorers/parts/files.js";

const runOf = ({ levers, parameters }, years) => simulate({ levers }, { years, parameters });

/** Run a scenario and its comparison; the same as compute in comparison.py. */
export function compute(inputs, data) {
  return compared(runOf(inputs.scenario, data.years), runOf(inputs.other, data.years), data);
}

function compared(run, other, data) {
  return {
    scenario: summary(run, data.shown),
    other: summary(other, data.shown),
    parting: parting(run, other, "credibility", data.tolerance),
  };
}

const VARIABLES = { ...STOCKS, ...AUXILIARIES };
const OWN = "own";
const COALESCE = 1000; // ms within which moves of one slider count as one change
const same = (one, two) => JSON.stringify(one) === JSON.stringify(two);
const round = (value) => Number(value.toFixed(2)).toFixed(2);
const preset = (name) => ({ ...checked({ name, ...SCENARIOS[name] }), parameters: {} });

const PRESETS = Object.fromEntries(Object.keys(SCENARIOS).map((name) => [name, preset(name)]));

/** Return the name of the preset that a scenario is, or OWN. */
function presetOf({ levers, parameters }) {
  if (Object.keys(parameters).length) return OWN;
  const ordered = checked({ name: "any", levers }).levers;
  return Object.keys(PRESETS).find((name) => same(PRESETS[name].levers, ordered)) ?? OWN;
}

/** Return a long text's beginning. */
const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Return the levers whose courses differ, and the parameters that do, as two lists of names. */
function differences(one, two) {
  const course = ({ levers }, name) => levers[name] ?? [[0, LEVERS[name].before]];
  const value = ({ parameters }, name) => parameters[name] ?? PARAMETERS[name].value;
  return [
    Object.keys(LEVERS).filter((name) => !same(course(one, name), course(two, name))),
    Object.keys(PARAMETERS).filter((name) => value(one, name) !== value(two, name)),
  ];
}

/** A name for a scenario that was changed: that of its origin, marked once. */
function renamed(scenario, before) {
  const own = presetOf(scenario);
  if (own !== OWN) return { ...scenario, name: own, description: SCENARIOS[own].description };
  if (!Object.hasOwn(SCENARIOS, before.name)) return scenario;
  return { ...scenario, name: `${before.name}, changed`, description: "" };
}

/** Undo and redo. A change with the tag of the last one, soon after it, belongs to it. */
function history(read, write) {
  const [past, future] = [[], []];
  let last = { tag: null, time: 0 };
  const go = (from, to) => {
    if (!from.length) return;
    to.push(read());
    last = { tag: null, time: 0 };
    write(from.pop());
  };
  return {
    note(tag) {
      const time = Date.now();
      if (!tag || tag !== last.tag || time - last.time > COALESCE) past.push(read());
      last = { tag, time };
      future.length = 0;
    },
    undo: () => go(past, future),
    redo: () => go(future, past),
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
  };
}

function render({ model, el }) {
  const data = model.get("data");
  const { years } = data;
  /** What a scenario is called on the page: a preset's name is kept for what is the preset. */
  const called = (scenario) => {
    if (!Object.hasOwn(SCENARIOS, scenario.name)) return short(scenario.name, 60);
    return presetOf(scenario) === scenario.name
      ? SCENARIOS[scenario.name].title
      : `${words(scenario.name)}, changed`;
  };
  let update;
  const state = () => model.get("inputs");
  const both = ({ scenario, other }) => ({ scenario, other });
  const log = history(
    () => both(state()),
    (past) => update(past),
  );

  function change(patch, tag) {
    log.note(tag);
    update(patch);
  }
  function changeScenario(patch, tag) {
    const before = state().scenario;
    change({ scenario: renamed({ ...before, ...patch }, before) }, tag);
  }
  let moving = null;
  function setCourse(lever, course, tag) {
    moving = lever;
    const levers = { ...state().scenario.levers };
    if (course.length) levers[lever] = course;
    else delete levers[lever];
    changeScenario({ levers: checked({ name: "new", levers }).levers }, tag);
  }
  function setParameter(name, value) {
    const parameters = { ...state().scenario.parameters, [name]: value };
    if (value === PARAMETERS[name].value) delete parameters[name];
    changeScenario({ parameters }, name);
  }

  // ---- what can be chosen ----
  const presets = Object.entries(SCENARIOS).map(([value, { title: label }]) => ({ value, label }));
  const menu = (text, key) =>
    choice({
      label: text,
      value: OWN,
      options: [...presets, { value: OWN, label: "your own" }],
      onInput: (name) => {
        if (name !== OWN) change({ [key]: preset(name) });
        else menus[key].set(presetOf(state()[key])); // there is nothing to set yet
      },
    });
  const menus = {
    scenario: menu("Scenario A (solid)", "scenario"),
    other: menu("Compare with B (dashed)", "other"),
  };
  // A button that has nothing left to do hands the focus on, which would be lost with it.
  const undo = button({
    label: "Undo",
    onClick: () => {
      log.undo();
      if (undo.el.disabled) redo.el.focus();
    },
  });
  const redo = button({
    label: "Redo",
    onClick: () => {
      log.redo();
      if (redo.el.disabled) undo.el.focus();
    },
  });
  const keep = button({ label: "Keep A as B", onClick: () => change({ other: state().scenario }) });
  const swap = button({
    label: "Swap A and B",
    onClick: () => change({ scenario: state().other, other: state().scenario }),
  });

  const editors = Object.fromEntries(
    Object.keys(LEVERS).map((lever, index) => [
      lever,
      stepEditor({
        lever,
        years,
        open: index === 0,
        onCourse: (course, tag) => setCourse(lever, course, tag),
      }),
    ]),
  );

  // ---- parameters ----
  const dials = {};
  const groups = SYSTEMS.map((system) => {
    const own = Object.keys(PARAMETERS).filter((name) => PARAMETERS[name].system === system);
    return h(
      "details",
      { class: "explorer-details" },
      h("summary", {}, `${capital(system)}: ${own.length} numbers`),
      h("div", { class: "explorer-controls" }, ...own.map(dial)),
    );
  });
  function dial(name) {
    const { low, high, value, unit, meaning, source } = PARAMETERS[name];
    if (low === high) {
      const cut = toggle({
        label: "Loop of mutual distancing: commitment answers support",
        value: true,
        onInput: (on) => setParameter(name, Number(on)),
      });
      dials[name] = { set: (v) => cut.set(v === 1) };
      return h(
        "div",
        {},
        cut.el,
        h("p", { class: "explorer-note" }, "Take the tick away to cut the loop."),
      );
    }
    const step = 10 ** Math.floor(Math.log10((high - low) / 40));
    const units = { year: " years", ratio: " ×" };
    dials[name] = slider({
      label: title(name),
      min: low,
      max: high,
      step,
      value,
      format: (v) => `${Number(v.toPrecision(4))}${units[unit] ?? ""}`,
      onInput: (v) => setParameter(name, v),
    });
    return h(
      "div",
      {},
      dials[name].el,
      h(
        "p",
        { class: "explorer-note" },
        `${meaning}. Default ${value}, plausible from ${low} to ${high}. Source: ${source}.`,
      ),
    );
  }
  const reset = button({
    label: "All parameters to their defaults",
    onClick: () => changeScenario({ parameters: {} }),
  });
  const count = h("span", {});

  // ---- what comes out ----
  const said = readout();
  const arrived = h("p", {
    class: "scenario-arrived",
    role: "status",
    tabindex: "0",
    hidden: true,
  });
  const strip = {
    line: h("span", {}),
    one: h("polyline", { class: "line tone-0" }),
    two: h("polyline", { class: "line tone-1" }),
  };
  const differ = h("p", { class: "scenario-differ" });
  const told = h("p", { class: "explorer-note scenario-told", role: "status" });
  const tell = (text) => {
    told.textContent = text;
  };
  const large = choice({
    label: "Show large",
    value: state().variable,
    options: Object.entries({ Stocks: STOCKS, "What follows from them": AUXILIARIES }).flatMap(
      ([group, entries]) =>
        Object.keys(entries).map((name) => ({ value: name, label: title(name), group })),
    ),
    onInput: (variable) => update({ variable }),
  });
  const chart = lineChart({
    label:
      "The chosen variable over ten years in scenarios A and B; the tables below hold the numbers",
    xLabel: "years from the start",
    yLabel: "",
    height: 250,
  });
  const meaning = h("p", { class: "explorer-note" });
  const tiles = data.shown.map((name) => {
    const [one, two] = [
      h("polyline", { class: "line tone-0" }),
      h("polyline", { class: "line tone-1" }),
    ];
    const value = h("span", {});
    const tile = button({
      label: h("span", {}, title(name)),
      onClick: () => update({ variable: name }),
    });
    tile.el.classList.add("scenario-tile");
    tile.el.append(h("svg", { viewBox: "0 0 120 44", "aria-hidden": "true" }, two, one), value);
    return { name, tile, one, two, value };
  });
  const outcome = dataTable({
    caption: "What comes out",
    columns: [
      { key: "what", label: "Result" },
      { key: "a", label: "A" },
      { key: "b", label: "B" },
    ],
  });
  const yearly = dataTable({
    caption: "The chosen variable year by year",
    columns: [
      { key: "year", label: "Year" },
      { key: "a", label: "A" },
      { key: "b", label: "B" },
    ],
  });

  // ---- to take along and to bring back ----
  const text = h("textarea", { rows: 12, spellcheck: "false", "aria-label": "Scenario A as YAML" });
  let written = "";
  text.dataset.lmSuppressShortcuts = "true";
  function read(source, what) {
    try {
      const scenario = fromYaml(source);
      change({ scenario });
      text.value = written = toYaml(scenario);
      tell(`${what} holds the scenario “${short(scenario.name, 60)}”; it is now scenario A.`);
    } catch (error) {
      tell(`${what} cannot be read, and nothing was changed. ${error.message}`);
    }
  }
  async function copyLink() {
    const fragment = toFragment(state());
    const onPage = el.closest("[data-explorer]");
    const link = onPage ? location.href.split("#")[0] + fragment : fragment;
    // The address bar carries the scenario too, for browsers that refuse the clipboard.
    if (onPage) window.history.replaceState(null, "", link);
    const added = onPage ? "" : " Add it to the address of this chapter.";
    try {
      await navigator.clipboard.writeText(link);
      tell(`The link with scenarios A and B is copied.${added}`);
    } catch {
      tell(
        onPage
          ? "The browser keeps its clipboard closed; the link stands in the address bar."
          : link + added,
      );
    }
  }
  function follow() {
    if (!isFragment(location.hash)) return;
    try {
      const found = fromFragment(location.hash);
      change(found);
      const story =
        found.scenario.description && ` Its story: ${short(found.scenario.description, 2000)}`;
      arrived.textContent = `The link holds the scenario “${short(found.scenario.name, 60)}” as A, compared with “${short(found.other.name, 60)}” as B.${story} Undo takes you back to what stood here before.`;
    } catch (error) {
      arrived.textContent = `The link cannot be read, and nothing was changed. ${short(error.message, 300)} Ask for the link again, or for the scenario as a YAML file.`;
    }
    arrived.hidden = false;
    requestAnimationFrame(() => el.scrollIntoView());
  }
  const named = (suffix) => fileName(state().scenario.name, suffix);
  const copy = button({ label: "Copy link", onClick: copyLink });
  const save = button({
    label: "Save YAML",
    onClick: () =>
      download(named("yaml"), new Blob([toYaml(state().scenario)], { type: "application/yaml" })),
  });
  const load = button({
    label: "Load YAML",
    onClick: () => openText(".yaml,.yml,text/plain", (source) => read(source, "The file")),
  });
  const csv = button({
    label: "Export CSV",
    onClick: () =>
      download(
        named("csv"),
        new Blob([toCsv(runOf(state().scenario, years), COLUMNS)], { type: "text/csv" }),
      ),
  });
  const png = button({
    label: "Export PNG",
    onClick: async () => {
      const { scenario, other, variable } = state();
      const lines = [
        `${title(variable)} · solid: ${called(scenario)} · dashed: ${called(other)}`,
        "Alliance Under Stress, Scenario Explorer. A teaching model, not a forecast.",
      ];
      download(named("png"), await toPng(chart.el.querySelector(".explorer-chart"), lines));
    },
  });
  const apply = button({ label: "Use this text", onClick: () => read(text.value, "The text") });
  const rewrite = button({
    label: "Write it anew from scenario A",
    onClick: () => {
      text.value = written = toYaml(state().scenario);
    },
  });

  const bar = (...parts) =>
    h("div", { class: "explorer-presets" }, ...parts.map((part) => part.el));
  layout(el, {
    label: model.get("label"),
    controls: [
      h(
        "p",
        { class: "explorer-note scenario-intro" },
        "A is yours to change; B stays as it is, for comparison. "
          + "Choose a path as A, then move a step of a lever further down and watch what follows. "
          + "Levers run from 0, not at all, to 1, in full.",
      ),
      arrived,
      menus.scenario,
      menus.other,
      bar(undo, redo, keep, swap),
    ],
    result: [
      said,
      h(
        "p",
        { class: "scenario-strip", "aria-hidden": "true" },
        h("svg", { viewBox: "0 0 120 44" }, strip.two, strip.one),
        strip.line,
      ),
      h("div", { class: "scenario-stage" }, chart.el),
      meaning,
      large,
      h("div", { class: "scenario-tiles" }, ...tiles.map(({ tile }) => tile.el)),
    ],
  });
  el.classList.add("scenario");
  el.querySelector(".explorer-body").append(
    h(
      "div",
      { class: "scenario-levers" },
      h(
        "p",
        { class: "scenario-heading" },
        "Levers of scenario A (solid, with steps to drag) and of B (dashed)",
      ),
      ...Object.values(editors).map((editor) => editor.el),
    ),
    differ,
    outcome.el,
    h(
      "details",
      { class: "explorer-details" },
      h("summary", {}, "The chosen variable as a table"),
      yearly.el,
    ),
    h(
      "details",
      { class: "explorer-details" },
      h("summary", {}, "Parameters of scenario A", count),
      ...groups,
      bar(reset),
    ),
    h("div", {}, bar(copy, save, load, csv, png), told),
    h(
      "details",
      { class: "explorer-details" },
      h("summary", {}, "Scenario A as text (YAML)"),
      text,
      bar(apply, rewrite),
    ),
  );

  el.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target === text) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) log.undo();
    else if (key === "y" || key === "z") log.redo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  // ---- redraw ----
  const cache = {};
  const drawn = {};
  /** Tell whether something differs from what was drawn last: most controls stay as they are. */
  function differs(key, value) {
    const now = JSON.stringify(value) ?? "";
    const before = drawn[key];
    drawn[key] = now;
    return now !== before;
  }
  function runCached(key, scenario) {
    const id = JSON.stringify([scenario.levers, scenario.parameters]);
    if (cache[key]?.id !== id) cache[key] = { id, run: runOf(scenario, years) };
    return cache[key].run;
  }
  const say = (run) => ending(run.outcome);
  const top = (values) => Math.max(...values.map((each) => Math.max(...each)));
  const scale = (name, runs) =>
    VARIABLES[name].unit === "share" ? 1 : Math.max(0.1, top(runs.map((run) => run[name])));
  function spark(run, name, high) {
    return run.year
      .filter((_, row) => row % 8 === 0)
      .map(
        (year, i) =>
          `${((year / years) * 116 + 2).toFixed(1)},${(42 - (run[name][8 * i] / high) * 40).toFixed(1)}`,
      )
      .join(" ");
  }

  update = bind(model, (inputs) => {
    const { scenario, other, variable } = inputs;
    const runs = [runCached("a", scenario), runCached("b", other)];
    const result = compared(...runs, data);
    for (const key of ["scenario", "other"]) menus[key].set(presetOf(inputs[key]));
    undo.el.disabled = !log.canUndo();
    redo.el.disabled = !log.canRedo();
    for (const lever of Object.keys(LEVERS)) {
      // An editor whose step stayed where it was still has to put its slider back.
      const courses = [scenario.levers[lever], other.levers[lever]];
      if (differs(lever, courses) || lever === moving) editors[lever].set(...courses);
    }
    for (const name of Object.keys(PARAMETERS)) {
      const value = scenario.parameters[name] ?? PARAMETERS[name].value;
      if (differs(name, value)) dials[name].set(value);
    }
    const changed = Object.keys(scenario.parameters).length;
    count.textContent = changed ? ` (${changed} changed)` : " (all at their defaults)";
    if (text.value === written) text.value = written = toYaml(scenario);
    large.set(variable);

    const names = [scenario, other].map(called);
    const points = (run) => run.year.map((year, row) => [year, run[variable][row]]);
    const high = scale(variable, runs);
    chart.set({
      series: [
        { name: `A: ${names[0]} (ends ${say(result.scenario)})`, tone: 0, points: points(runs[0]) },
        { name: `B: ${names[1]} (ends ${say(result.other)})`, tone: 1, points: points(runs[1]) },
      ],
      x: { domain: [0, years], ticks: [0, 2, 4, 6, 8, 10] },
      y: { domain: [0, high === 1 ? 1 : Math.ceil(high * 5) / 5] },
      yLabel: `${words(variable)}, ${VARIABLES[variable].unit}`,
      bands:
        variable === "deterrence"
          ? windows(runs[0]).map(([from, to]) => ({
              from,
              to,
              label: "window of vulnerability, A",
            }))
          : [],
      marks:
        result.parting > 0 && variable === "credibility"
          ? [{ x: result.parting, label: "the paths part" }]
          : [],
    });
    meaning.textContent = `${title(variable)}: ${VARIABLES[variable].meaning}.`;
    for (const { name, tile, one, two, value } of tiles) {
      const most = scale(name, runs);
      one.setAttribute("points", spark(runs[0], name, most));
      two.setAttribute("points", spark(runs[1], name, most));
      value.textContent = runs
        .map((run, i) => `${"AB"[i]} ${round(run[name][run.year.length - 1])}`)
        .join(" · ");
      tile.set(name === variable);
    }

    const most = scale(variable, runs);
    strip.one.setAttribute("points", spark(runs[0], variable, most));
    strip.two.setAttribute("points", spark(runs[1], variable, most));
    strip.line.textContent =
      `${title(variable)} after ${years} years: `
      + runs
        .map(
          (run, i) =>
            `${"AB"[i]} ${round(run[variable][run.year.length - 1])} (${say([result.scenario, result.other][i])})`,
        )
        .join(", ");
    const [levers, parameters] = differences(scenario, other);
    const list = (found, kind) =>
      found.length
        ? `the ${kind}${found.length > 1 ? "s" : ""} ${found.map(words).join(", ")}`
        : "";
    const apart = [list(levers, "lever"), list(parameters, "parameter")]
      .filter(Boolean)
      .join(", and in ");
    differ.textContent = apart
      ? `A and B differ in ${apart}.`
      : "A and B make the same assumptions.";

    const span = ({ window: { years: long, depth, area } }) =>
      long > 0
        ? `${long.toFixed(1)} years, ${round(depth)} deep, ${round(area)} share-years`
        : "none";
    const trust = ({ yearly: { credibility } }) => credibility.map(round);
    const [a, b] = [result.scenario, result.other];
    const [start, end] = [trust(a)[0], trust(a)[years]];
    const because = OUTCOMES[a.outcome].rule
      .replace(/^The/, "the")
      .replace(/^Credibility/, "credibility")
      .replace(/\.$/, "");
    said.set(
      `A (${names[0]}) ends ${say(a)}: ${because} (start ${start}, lowest ${round(a.lowest)}, end ${end}). `
        + (a.window.years > 0
          ? `Deterrence is below its level before the war for ${a.window.years.toFixed(1)} of ${years} years. `
          : "Deterrence never falls below its level before the war. ")
        + `B (${names[1]}) ends ${say(b)}, with credibility at ${trust(b)[years]}; `
        + (result.parting === null
          ? `the two never differ by more than ${data.tolerance}.`
          : `the two part after ${round(result.parting)} years.`),
    );
    const row = (what, value) => ({ what, a: value(a), b: value(b) });
    outcome.set([
      row("Story", (s) => short((s === a ? scenario : other).description, 600) || "none given"),
      row("Class of outcome", say),
      row("Because", ({ outcome: found }) => OUTCOMES[found].rule),
      row(
        "Credibility: start, lowest, end",
        (s) => `${trust(s)[0]}, ${round(s.lowest)}, ${trust(s)[years]}`,
      ),
      row("European capability after ten years", (s) => round(s.yearly.european_capability[years])),
      row(
        "Deterrence: before, after ten years",
        (s) => `${round(s.yearly.deterrence[0])}, ${round(s.yearly.deterrence[years])}`,
      ),
      row("Window of vulnerability", span),
      row("Oil price after ten years, before the war = 1", (s) => round(s.yearly.oil_price[years])),
    ]);
    const weekly = (year) => (year * (runs[0].year.length - 1)) / years;
    yearly.set(
      Array.from({ length: years + 1 }, (_, year) => ({
        year,
        a: runs[0][variable][weekly(year)].toFixed(3),
        b: runs[1][variable][weekly(year)].toFixed(3),
      })),
    );
  });
  follow();
  window.addEventListener("hashchange", follow);
  // anywidget calls this when the view goes; the static page keeps its explorer.
  return () => window.removeEventListener("hashchange", follow);
}

export default { render };
