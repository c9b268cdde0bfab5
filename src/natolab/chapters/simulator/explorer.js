// The Alliance Simulator: wires levers, picture, result, reasons, stories and what to take along.
import { bind, button, choice, h, say, toggle, watchWidth } from "../../explorers/kit.js";
import { LEVERS } from "../../model/kernel.js";
import { ensembles } from "../../explorers/parts/ensemble.js";
import { chain, loopScores } from "../../explorers/parts/loops.js";
import { parting, summary } from "../../explorers/parts/outcome.js";
import { fromFragment, isFragment, toFragment } from "../../explorers/parts/scenario_text.js";
import { courseWords } from "../../explorers/parts/steps.js";
import { words } from "../../explorers/parts/words.js";
import {
  OWN,
  PRESETS,
  called,
  differences,
  history,
  originOf,
  plainTitle,
  presetOf,
  presetOptions,
  runCache,
  runOf,
  short,
  withCourse,
  withParameter,
} from "../../explorers/parts/scenarios.js";
import { policyBrief } from "./brief.js";
import { keyboard, showOfHands } from "./classroom.js";
import { levers } from "./levers.js";
import { missionPanel } from "./mission_panel.js";
import { panels } from "./panels.js";
import { parameterDials } from "./parameters.js";
import { resultBlock } from "./result.js";
import { storyPanel, tabs } from "./stories.js";
import { takeAlong } from "./take_along.js";
import { tour } from "./tour.js";
import { allVariables } from "./variables.js";
import { chainNodes, pushAndHold, ring, segments, thinned } from "./why.js";

/** Run a scenario and its comparison; the same as compute in scenarios/comparison.py. */
export function compute({ scenario, other }, data) {
  return compared(runOf(scenario, data.years), runOf(other, data.years), data);
}

function compared(run, other, data) {
  return {
    scenario: summary(run, data.shown),
    other: summary(other, data.shown),
    parting: parting(run, other, "credibility", data.tolerance),
  };
}

/** What a scenario is called where its end must not be given away. */
const plainName = (scenario) =>
  presetOf(scenario) === OWN ? called(scenario) : plainTitle(presetOf(scenario));

const SETTLED = 400; // ms without a move after which a change is spoken and kept in the address
const PAUSE = 60; // ms without a move after which the loops are scored
const DRAWS = 320; // of the ensemble, in reports of 40, 80, 160 and 320
const STEP = 0.1; // years between two stops of the cursor
const PACE = 60; // ms for each of them when the years are played

function render({ model, el }) {
  const data = model.get("data");
  const { years } = data;
  const state = () => model.get("inputs");
  const both = ({ scenario, other }) => ({ scenario, other });
  // On a page of the site the address carries the scenario; in a notebook it belongs to others.
  const page = !model.get("label"); // a notebook's widget names itself
  const embedded = page && new URLSearchParams(location.search).has("embed");
  let update;
  const log = history(
    () => both(state()),
    (past) => {
      moved = null;
      update(past);
    },
  );
  let moved = null; // the lever of the last move, and the scenario before it
  function change(patch, tag, lever = null) {
    if (lever && (moved?.tag !== tag || !tag)) moved = { lever, tag, before: state().scenario };
    if (!lever) moved = null;
    log.note(tag);
    update(patch);
  }

  // ---- the bar ----
  const menu = (label, key) =>
    choice({
      label,
      value: OWN,
      options: presetOptions(plainTitle),
      onInput: (name) => {
        if (name !== OWN) change({ [key]: PRESETS[name] });
        else menus[key].set(presetOf(state()[key])); // there is nothing to set yet
      },
    });
  const menus = { scenario: menu("Scenario A", "scenario"), other: menu("B", "other") };
  const compare = toggle({
    label: "Compare",
    value: true,
    onInput: (on) => update({ compare: on }),
  });
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
  const reset = button({
    label: "Reset",
    onClick: () => {
      change({ scenario: PRESETS[originOf(state().scenario) ?? "no_war"] });
      undo.el.focus();
    },
  });
  const keep = button({ label: "Keep A as B", onClick: () => change({ other: state().scenario }) });
  const swap = button({
    label: "Swap",
    onClick: () => change({ scenario: state().other, other: state().scenario }),
  });
  const keepSwap = h("span", { class: "sim-buttons" }, keep.el, swap.el);
  menus.other.el.classList.add("sim-b-menu");
  /** Choose in a menu what a scenario is; one of the reader's own stands there by its name. */
  function choosePreset(key, scenario) {
    const own = presetOf(scenario) === OWN;
    const option = menus[key].el.querySelector(`option[value=${OWN}]`);
    say(option, own ? called(scenario) : "your own");
    menus[key].set(presetOf(scenario));
  }

  // ---- levers, picture, result ----
  const sliders = levers({
    names: data.levers,
    years,
    onCourse: (lever, course, tag) =>
      change({ scenario: withCourse(state().scenario, lever, course) }, tag, lever),
  });
  const onYear = (year) => update({ year });
  const label = "Energy, politics at home and security over ten years";
  const picture = panels({ data, label: `${label} in scenarios A and B`, onYear });
  let pictureB = null; // made when two pictures are first asked for
  const ofA = h("p", { class: "sim-of" });
  const ofB = h("p", { class: "sim-of" });
  const view = (of, drawing) => h("div", { class: "sim-view" }, of, drawing);
  const views = h("div", { class: "sim-pictures" }, view(ofA, picture.el));
  const result = resultBlock(data);
  const brief = h("p", { class: "sim-short" });
  const yearInput = h("input", {
    type: "range",
    class: "sim-slider sim-year",
    min: 0,
    max: years,
    step: STEP,
    "aria-label": "Year",
    oninput: () => onYear(Number(yearInput.value)),
  });
  yearInput.dataset.lmSuppressShortcuts = "true";
  const yearText = h("output", { class: "sim-year-text" });
  const zoom = button({ label: "First 2 years", onClick: () => zoomed(!near) });
  zoom.el.classList.add("sim-zoom");
  zoom.set(false);
  let near = false;
  function zoomed(on) {
    near = on;
    zoom.set(on);
    const span = on ? 2 : years;
    for (const each of [picture, pictureB]) each?.span(span);
    yearInput.max = span;
    update({ year: Math.min(state().year, span) });
  }
  const play = button({ label: "▶", onClick: () => playing() });
  play.el.classList.add("sim-play");
  let timer = null;
  function stopPlaying() {
    clearInterval(timer);
    timer = null;
    play.el.textContent = "▶";
    play.el.setAttribute("aria-label", "Play the years");
  }
  stopPlaying();
  function playing() {
    if (timer) {
      stopPlaying();
      return;
    }
    const last = near ? 2 : years;
    if (state().year >= last) onYear(0);
    play.el.textContent = "❚❚";
    play.el.setAttribute("aria-label", "Stop");
    timer = setInterval(() => {
      onYear(Math.min(last, Math.round((state().year + (near ? STEP / 4 : STEP)) * 1000) / 1000));
      if (state().year >= last) stopPlaying();
    }, PACE);
  }
  // Below the picture where there is room, else with the other reasons.
  const reasons = [0, 1].map(() => {
    const [push, hold] = [h("span", {}), h("span", {})];
    const parts = [h("strong", {}, "Pushes: "), push, ". ", h("strong", {}, "Holds: "), hold, "."];
    return { el: h("p", { class: "sim-reasons" }, ...parts), push, hold };
  });

  // ---- why, story, missions ----
  const right = h("section", { class: "sim-right", "aria-label": "Result and reasons" });
  const chained = h("p", { class: "sim-chain" });
  const circle = ring();
  const at = h("h3", {});
  const whyPanel = h(
    "div",
    { class: "sim-why" },
    h("h3", {}, "Why did this change?"),
    chained,
    at,
    reasons[1].el,
    circle.el,
  );
  const story = storyPanel(data.stories);
  const missions = missionPanel({
    missions: data.missions,
    onStart: (scenario, other) => {
      change({ scenario, other, compare: true });
    },
    onCode: ({ id }) => taken.copyLink(id),
  });
  const side = tabs({
    label: "Reasons, story, missions",
    entries: [
      { id: "why", label: "Why", el: whyPanel },
      { id: "story", label: "Story", el: story.el },
      { id: "missions", label: "Missions", el: missions.el },
    ],
    onSelect: (id) => {
      right.dataset.tab = id; // where there is little room, facts make way for a story
    },
  });

  // ---- guided start ----
  const guide = tour({
    steps: data.tour,
    labels: data.levers,
    onStart: () => change({ scenario: PRESETS.no_war, other: PRESETS.no_war }),
    onStep: ({ lever, set }) => {
      change({ scenario: withCourse(state().scenario, lever, set), year: years }, null, lever);
      side.select("why");
    },
    marked: (lever) => sliders.rows[lever],
    onEnd: () => tourButton.el.focus({ preventScroll: true }),
  });
  const tourButton = button({ label: "Guided start", onClick: () => guide.start() });

  // ---- to take along ----
  const print = policyBrief();
  const fillBrief = () => {
    const { scenario, other, compare: comparing } = state();
    const felt = result.lines();
    print.set({
      title: called(scenario),
      story: short(scenario.description, 600),
      levers: Object.fromEntries(
        Object.keys(LEVERS).map((name) => [name, courseWords(name, scenario.levers[name])]),
      ),
      names: data.levers,
      picture: picture.svg,
      result: felt,
      futures: result.hundred(),
      reasons: [
        ...(moved ? [`The last move: ${chained.textContent}`] : []),
        `In year ${state().year.toFixed(1)}: ${reasons[0].el.textContent}`,
        ...(comparing ? [`Solid: this scenario. Dashed: ${called(other)}.`] : []),
      ],
      link: page ? location.href.split(/[?#]/)[0] + toFragment(both(state())) : "",
    });
  };
  const taken = takeAlong({
    state: () => both(state()),
    run: () => runs("a", state().scenario),
    onScenario: (scenario) => change({ scenario }),
    picture: picture.svg,
    lines: () => [
      `Solid: ${called(state().scenario)}${state().compare ? ` · dashed: ${called(state().other)}` : ""}`,
      result.lines()[0],
    ],
    page,
    onPrint: () => window.print(),
  });
  window.addEventListener("beforeprint", fillBrief);
  const share = button({ label: "Take along", onClick: () => sharing(sharePanel.hidden) });
  share.el.setAttribute("aria-expanded", "false");
  const sharePanel = h("div", { class: "sim-popover", hidden: true }, taken.el);
  function sharing(open) {
    sharePanel.hidden = !open;
    share.el.setAttribute("aria-expanded", String(open));
  }
  const shareBox = h("div", { class: "sim-popover-box" }, share.el, sharePanel);
  shareBox.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || sharePanel.hidden) return;
    sharing(false);
    share.el.focus();
  });
  const outside = (event) => {
    if (!sharePanel.hidden && !shareBox.contains(event.target)) sharing(false);
  };
  document.addEventListener("pointerdown", outside);

  // ---- class mode ----
  let teaching = false;
  let hidden = false; // the result waits for a show of hands
  const hands = showOfHands({
    onShow: () => {
      hidden = false;
      hands.shown();
      el.classList.remove("sim-hidden");
      redraw();
      speak();
    },
  });
  const hide = () => {
    hidden = true;
    hands.ask();
    el.classList.add("sim-hidden");
    update({ year: 0 });
  };
  const beside = (on) => {
    const two = on ?? !el.classList.contains("sim-two");
    if (two && !pictureB) {
      pictureB = panels({ data, label: `${label} in scenario B`, onYear });
      views.append(view(ofB, pictureB.el));
    }
    el.classList.toggle("sim-two", two);
    twoButton.set(two);
    redraw();
  };
  const full = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else el.requestFullscreen?.();
  };
  const stepYear = (by) => onYear(Math.min(Math.max(Math.round(state().year) + by, 0), years));
  const actions = [
    ["→", "one year on", () => stepYear(1)],
    ["←", "one year back", () => stepYear(-1)],
    ["p", "play the years, stop", () => playing()],
    ["h", "hide the result and ask for hands", hide],
    ["Enter", "show the result", () => hidden && hands.press()],
    ["b", "A and B side by side", () => beside()],
    ["c", "compare with B, or not", () => update({ compare: !state().compare })],
    ["k", "keep A as B", () => keep.el.click()],
    ["x", "swap A and B", () => swap.el.click()],
    ["u", "undo", () => log.undo()],
    ["y", "redo", () => log.redo()],
    ...Object.keys(PRESETS).map((name, i) => [
      String(i + 1),
      `scenario A: ${words(name)}`,
      () => change({ scenario: PRESETS[name] }),
    ]),
    ["f", "full screen", full],
    ["?", "this list", () => keys.open()],
  ];
  const keys = keyboard({ el, actions, active: () => teaching });
  const classButton = button({ label: "Class mode", onClick: () => teach(!teaching) });
  classButton.set(false);
  const hideButton = button({ label: "Ask for hands", onClick: hide });
  const twoButton = button({ label: "Side by side", onClick: () => beside() });
  twoButton.set(false);
  const fullButton = button({ label: "Full screen", onClick: full });
  const keysButton = button({ label: "Keys (?)", onClick: () => keys.open() });
  const classBar = h(
    "span",
    { class: "sim-buttons", hidden: true },
    ...[hideButton, twoButton, fullButton, keysButton].map((each) => each.el),
  );
  function teach(on) {
    teaching = on;
    classButton.set(on);
    classBar.hidden = hands.el.hidden = !on;
    // What a class does not need makes room for large type; keys do it too.
    for (const each of [reset.el, shareBox, tourButton.el, keepSwap]) each.hidden = on;
    el.classList.toggle("sim-teaching", on);
    if (on) hide();
    else {
      hidden = false;
      el.classList.remove("sim-hidden");
      beside(false);
      update({ year: years });
    }
    for (const each of [picture, pictureB]) each?.remake();
  }
  hands.el.hidden = true;

  // ---- folded parts: each is made when it is first opened, and drawn while it is open ----
  const folds = [];
  function folded(summaryNodes, make) {
    const details = h("details", { class: "sim-fold" }, h("summary", {}, ...summaryNodes));
    const part = { details, made: null };
    details.addEventListener("toggle", () => {
      if (!details.open) return;
      if (!part.made) details.append((part.made = make()).el);
      part.made.set?.(state());
    });
    folds.push(part);
    return details;
  }
  const count = h("span", {});
  function makeVariables() {
    const onVariable = (variable) => update({ variable });
    const made = allVariables({ data, variable: state().variable, onVariable });
    const set = (inputs) => {
      const pair = [runs("a", inputs.scenario), runs("b", inputs.other)];
      made.set({ inputs, runs: pair, result: compared(...pair, data) });
    };
    return { el: made.el, set };
  }
  function makeParameters() {
    const made = parameterDials({
      onParameter: (name, value) =>
        change({ scenario: withParameter(state().scenario, name, value) }, name),
      onReset: () => change({ scenario: { ...state().scenario, parameters: {} } }),
    });
    return { el: made.el, set: ({ scenario }) => made.set(scenario) };
  }
  const more = [
    folded(["All variables"], makeVariables),
    folded(["Parameters of scenario A", count], makeParameters),
    folded(["The record beside the model"], () => ({ el: recordList(data.panels) })),
    folded(["Scenario A as text (YAML)"], () => ({ el: taken.text })),
  ];
  const differ = h("p", { class: "sim-differ" });

  // ---- the page ----
  const live = h("p", { class: "sim-live", "aria-live": "polite" });
  const note = h("p", {});
  const closeNote = button({
    label: "Close",
    onClick: () => {
      arrived.hidden = true;
      menus.scenario.el.querySelector("select").focus();
    },
  });
  const arrived = h("div", { class: "sim-note", role: "status", hidden: true }, note, closeNote.el);
  const choose = data.panels.map(({ name, title }) => ({
    name,
    tab: button({ label: title, onClick: () => only(name) }),
  }));
  const WIDE = 60 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  let narrow = false; // as the style sheet has it
  let shown = data.panels[data.panels.length - 1].name;
  function only(name) {
    shown = name;
    for (const each of choose) each.tab.set(each.name === name);
    for (const each of [picture, pictureB]) each?.only(narrow ? name : null);
    // On a phone the guide stays at the lower edge, below the lever that it moves.
    if (narrow) main.after(guide.el);
    else right.prepend(guide.el);
  }
  right.append(hands.el, result.el, side.el);
  const main = h("div", { class: "sim-main" });
  const pack = (...parts) => h("span", { class: "sim-buttons" }, ...parts.map((each) => each.el));

  main.append(
    h(
      "section",
      { class: "sim-left", "aria-label": "Decisions" },
      h("h2", {}, "Decisions"),
      h(
        "p",
        { class: "sim-hint" },
        `A slider sets all ${years} years; where a path takes steps, the last one. The small stairs open them.`,
      ),
      sliders.el,
    ),
    h(
      "section",
      { class: "sim-middle", "aria-label": "Picture" },
      brief,
      h("div", { class: "sim-tabs" }, ...choose.map(({ tab }) => tab.el)),
      views,
      h("div", { class: "sim-clock" }, play.el, yearInput, yearText, zoom.el),
      reasons[0].el,
    ),
    right,
  );
  el.classList.add("explorer", "sim");
  if (model.get("label")) {
    el.setAttribute("role", "region");
    el.setAttribute("aria-label", model.get("label"));
  }
  el.replaceChildren(
    h(
      "div",
      { class: "sim-screen" },
      h(
        "div",
        { class: "sim-bar" },
        menus.scenario.el,
        pack(undo, redo),
        reset.el,
        compare.el,
        menus.other.el,
        keepSwap,
        h("span", { class: "sim-spring" }),
        shareBox,
        tourButton.el,
        classBar,
        classButton.el,
      ),
      arrived,
      main,
      h(
        "p",
        { class: "sim-caveat" },
        "A teaching model, not a forecast. ",
        page ? h("a", { href: "model-card.html" }, "What it assumes: the model card") : "",
      ),
    ),
    h("div", { class: "sim-more" }, differ, ...more),
    print.el,
    keys.dialog,
    live,
  );
  el.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target === taken.field) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) log.undo();
    else if (key === "y" || key === "z") log.redo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  // ---- links: the address brings a scenario, and keeps what the reader has made ----
  /** Open the mission that a link answers, and say so; a link without one is the usual case. */
  function missionOf({ mission }) {
    if (!mission) return "";
    if (!missions.arrive(mission))
      return `It answers a mission “${mission}”, which is not one of ours. `;
    side.select("missions");
    return "It answers a mission, which stands open with the model's verdict. ";
  }
  function follow() {
    if (!page || !isFragment(location.hash) || location.hash === kept) return;
    try {
      const found = fromFragment(location.hash);
      change(both(found));
      note.textContent = `The link holds the scenario “${short(found.scenario.name, 60)}” as A, compared with “${short(found.other.name, 60)}” as B.${found.scenario.description && presetOf(found.scenario) === OWN ? ` Its story: ${short(found.scenario.description, 600)}` : ""} ${missionOf(found)}Undo takes you back to what stood here before.`;
    } catch (error) {
      note.textContent = `The link cannot be read, and nothing was changed. ${short(error.message, 300)} Ask for the link again, or for the scenario as a YAML file.`;
    }
    arrived.hidden = false;
  }
  let kept = "";
  function keepInAddress() {
    if (!page) return;
    const fragment = toFragment(both(state()));
    if (fragment === kept || (!kept && !log.canUndo())) return;
    kept = fragment;
    window.history.replaceState(window.history.state, "", fragment);
  }

  // ---- redraw ----
  const runs = runCache(years);
  const futures = ensembles();
  let last = {}; // what was drawn
  let asked = 0;
  let settled = 0;
  let scoring = 0;
  let loops = null; // of the run that is drawn

  /** Ask for an ensemble once a frame at most; its first report follows within 100 ms. */
  function askFutures() {
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      futures(
        state().scenario,
        {
          draws: DRAWS,
          seed: 1949,
          width: 1,
          systems: ["energy", "politics", "security", "memory"],
          variables: data.panels.flatMap(({ series }) => series.map(({ variable }) => variable)),
          quantiles: [0.1, 0.9],
          years,
          rows: 52,
          every: 4,
        },
        (found) => {
          const end = (q) =>
            Object.fromEntries(Object.entries(found.bands).map(([name, two]) => [name, two[q]]));
          picture.bands({ years: found.years, low: end(0), high: end(1) });
          result.futures(found);
        },
      );
    });
  }

  /** Score the loops, in the first short pause of a drag: the lines come first. */
  function score() {
    const { scenario, year } = state();
    loops = loopScores(runs("a", scenario), { parameters: scenario.parameters, every: 26 });
    picture.loops(segments(loops, years));
    drawReasons(year);
  }

  function drawReasons(year) {
    if (!loops) return;
    const said = pushAndHold(loops, year);
    for (const each of reasons) {
      each.push.textContent = said.push;
      each.hold.textContent = said.hold;
    }
    at.textContent = `The strongest circle in year ${year.toFixed(1)}`;
    circle.set(said.main);
  }

  function explain(scenario) {
    if (!moved || moved.before === scenario) {
      chained.textContent = "Move a lever, and read here how its effect travels to the result.";
      return;
    }
    const { steps, text } = chain(moved.lever, "credibility", {
      before: thinned(runOf(moved.before, years), 26),
      after: thinned(runs("a", scenario), 26),
      parameters: scenario.parameters,
    });
    chained.replaceChildren(...(steps.length ? chainNodes(steps, data.levers) : [text]));
  }

  let spoken = "";
  function speak() {
    if (hidden) return;
    const sentence = result.sentence();
    if (sentence !== spoken) live.textContent = spoken = sentence;
  }
  /** What can wait until the reader has stopped moving. */
  function settle() {
    const { scenario, other } = state();
    explain(scenario);
    speak();
    keepInAddress();
    taken.set({ scenario });
    const scale = ([found, kind]) =>
      found.length
        ? `the ${kind}${found.length > 1 ? "s" : ""} ${found.map((name) => data.levers[name]?.label ?? words(name)).join(", ")}`
        : "";
    const [one, two] = differences(scenario, other);
    const apart = [scale([one, "lever"]), scale([two, "parameter"])].filter(Boolean);
    differ.textContent = apart.length
      ? `A and B differ in ${apart.join(", and in ")}.`
      : "A and B make the same assumptions.";
    missions.check(
      { scenario, run: runs("a", scenario) },
      { scenario: other, run: runs("b", other) },
    );
  }

  function redraw() {
    last = {};
    draw(state());
  }

  function draw(inputs) {
    const { scenario, other, compare: comparing, year } = inputs;
    const a = runs("a", scenario);
    const b = comparing ? runs("b", other) : null;
    const two = el.classList.contains("sim-two");
    const until = hidden ? year : years;
    picture.set({ a, b: two ? null : b, year, until });
    if (two) pictureB.set({ a: runs("b", other), b: null, year, until });
    if (last.year !== year) {
      yearInput.value = year;
      yearText.textContent = `year ${year.toFixed(1)}`;
      yearInput.setAttribute("aria-valuetext", yearText.textContent);
      yearInput.style.setProperty("--at", year / Number(yearInput.max));
      drawReasons(year);
    }
    const before = last;
    last = { scenario, other, comparing, year, variable: inputs.variable };
    const fresh = before.scenario !== scenario;
    const moving = fresh || before.other !== other || before.comparing !== comparing;
    if (moving) drawResult(inputs, a, b);
    if (fresh) {
      askFutures();
      clearTimeout(scoring);
      scoring = setTimeout(score, PAUSE);
    }
    if (moving || before.variable !== inputs.variable)
      for (const { details, made } of folds) if (details.open) made?.set?.(inputs);
    if (moving) {
      clearTimeout(settled);
      settled = setTimeout(settle, SETTLED);
    }
  }

  function drawResult({ scenario, other, compare: comparing }, a, b) {
    choosePreset("scenario", scenario);
    choosePreset("other", other);
    undo.el.disabled = !log.canUndo();
    redo.el.disabled = !log.canRedo();
    const touched = presetOf(scenario) === OWN;
    const origin = originOf(scenario);
    reset.el.disabled = !touched;
    compare.set(comparing);
    sliders.set({
      scenario,
      other: comparing ? other : null,
      origin: PRESETS[origin ?? "no_war"],
    });
    say(ofA, `A: ${plainName(scenario)}`);
    say(ofB, `B: ${plainName(other)}`);
    result.set({
      run: a,
      read: summary(a, data.shown),
      other: b && summary(b, data.shown),
      otherName: called(other),
      parting: b && parting(a, b, "credibility", data.tolerance),
    });
    say(brief, result.ends());
    story.set(origin, !touched, touched ? scenario.description : "");
    const many = Object.keys(scenario.parameters).length;
    say(count, many ? ` (${many} changed)` : " (all at their defaults)");
  }

  update = bind(model, draw);
  only(shown);
  follow();
  guide.offerOnce();
  watchWidth(el, (width) => {
    if (narrow === width < WIDE) return;
    narrow = width < WIDE;
    only(shown);
  });
  window.addEventListener("hashchange", follow);
  if (embedded) {
    // Whoever frames this page learns its height and can fit the frame.
    new ResizeObserver(() => {
      window.parent.postMessage(
        { natolabHeight: Math.ceil(el.getBoundingClientRect().height) },
        "*",
      );
    }).observe(el);
  }
  // anywidget calls this when the view goes; the static page keeps its explorer.
  return () => {
    window.removeEventListener("hashchange", follow);
    window.removeEventListener("beforeprint", fillBrief);
    document.removeEventListener("pointerdown", outside);
    keys.close();
    futures.close();
    stopPlaying();
    clearTimeout(settled);
    clearTimeout(scoring);
  };
}

/** What was observed, system by system, as lists: points too few or too unlike for a line. */
function recordList(systems) {
  return h(
    "div",
    { class: "sim-record" },
    ...systems
      .filter(({ record }) => record.length)
      .flatMap(({ title, record }) => [
        h("h3", {}, title),
        ...record.map(({ label, unit, year, value, source, note }) =>
          h(
            "details",
            {},
            h("summary", {}, `${label}, ${unit}`),
            h(
              "ul",
              {},
              ...year.map((when, i) =>
                h(
                  "li",
                  {},
                  `year ${when.toFixed(2)}: ${value[i]}${note[i] ? ` (${note[i]})` : ""}`,
                ),
              ),
            ),
            h("p", { class: "sim-muted" }, `Source: ${source}.`),
          ),
        ),
      ]),
  );
}

export default { render };
