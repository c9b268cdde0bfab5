// The Alliance Simulator: wires levers, picture, result, reasons, stories and what to take along.
import { bind, button, h, say, toggle, watchWidth } from "../../explorers/kit.js";
import { numeral, t } from "../../explorers/texts.js";
import { LEVERS, SYSTEMS } from "../../model/kernel.js";
import { ensembles } from "../../explorers/parts/ensemble.js";
import { compared, parting, summary } from "../../explorers/parts/outcome.js";
import { painted, pause } from "../../explorers/parts/pauses.js";
import { toFragment } from "../../explorers/parts/scenario_text.js";
import { courseWords } from "../../explorers/parts/steps.js";
import { words } from "../../explorers/parts/words.js";
import {
  OWN,
  PRESETS,
  called,
  differenceWords,
  history,
  originOf,
  plainTitle,
  presetOf,
  presetMenu,
  runCache,
  runOf,
  short,
  withCourse,
  withParameter,
} from "../../explorers/parts/scenarios.js";
import { address } from "./address.js";
import { policyBrief } from "./brief.js";
import { classMode } from "./classroom.js";
import { clock } from "./clock.js";
import { levers } from "./levers.js";
import { missionPanel } from "./mission_panel.js";
import { panels } from "./panels.js";
import { parameterDials } from "./parameters.js";
import { recordList } from "./record_list.js";
import { resultBlock } from "./result.js";
import { storyPanel, tabs } from "./stories.js";
import { takeAlong } from "./take_along.js";
import { tour } from "./tour.js";
import { allVariables } from "./variables.js";
import { whyPanel } from "./why_panel.js";

/** Run a scenario and its comparison; the same as compute in scenarios/comparison.py. */
export function compute({ scenario, other }, data) {
  return compared(runOf(scenario, data.years), runOf(other, data.years), data);
}

/** What a scenario is called where its end must not be given away. */
const plainName = (scenario) =>
  presetOf(scenario) === OWN ? called(scenario) : plainTitle(presetOf(scenario));

const SETTLED = 400; // ms without a move after which a change is spoken and kept in the address
const SHORT = 60; // ms without a move after which the loops are scored
const DRAWS = 320; // of the ensemble, in reports of 40, 80, 160 and 320

/**
 * Build the page in steps, so that a slow computer can answer between them. Until the last step
 * what is built stands nowhere, so that nobody meets half a page; then it is put up part by part.
 */
async function render({ model, el }) {
  const data = model.get("data");
  const { years } = data;
  const state = () => model.get("inputs");
  const both = ({ scenario, other }) => ({ scenario, other });
  // On a page of the site the address carries the scenario; in a notebook it belongs to others.
  const page = !model.get("label"); // a notebook's widget names itself
  const site = model.get("site") ?? "../";
  const embedded = page && new URLSearchParams(location.search).has("embed");
  let update;
  const column = (name, label) => h("section", { class: `sim-${name}`, "aria-label": label });
  const left = column("left", t("Decisions"));
  const middle = column("middle", t("Picture"));
  const right = column("right", t("Result and reasons"));
  const main = h("div", { class: "sim-main" }, left, middle, right);
  const bar = h("div", { class: "sim-bar" });
  const screen = h("div", { class: "sim-screen" }, bar, main);
  el.classList.add("explorer", "sim");
  if (model.get("label")) {
    el.setAttribute("role", "region");
    el.setAttribute("aria-label", t(model.get("label")));
  }
  el.replaceChildren(screen);

  await pause();
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
    presetMenu({
      label,
      called: plainTitle,
      current: () => state()[key],
      onScenario: (scenario) => change({ [key]: scenario }),
    });
  const menus = { scenario: menu(t("Scenario A"), "scenario"), other: menu(t("B"), "other") };
  const compare = toggle({
    label: t("Compare"),
    value: true,
    onInput: (on) => update({ compare: on }),
  });
  // A button that has nothing left to do hands the focus on, which would be lost with it.
  const undo = button({
    label: t("Undo"),
    onClick: () => {
      log.undo();
      if (undo.el.disabled) redo.el.focus();
    },
  });
  const redo = button({
    label: t("Redo"),
    onClick: () => {
      log.redo();
      if (redo.el.disabled) undo.el.focus();
    },
  });
  const reset = button({
    label: t("Reset"),
    onClick: () => {
      change({ scenario: PRESETS[originOf(state().scenario) ?? "no_war"] });
      undo.el.focus();
    },
  });
  const keep = button({
    label: t("Keep A as B"),
    onClick: () => change({ other: state().scenario }),
  });
  const swap = button({
    label: t("Swap"),
    onClick: () => change({ scenario: state().other, other: state().scenario }),
  });
  const keepSwap = h("span", { class: "sim-buttons" }, keep.el, swap.el);
  menus.other.el.classList.add("sim-b-menu");
  /** Choose in a menu what a scenario is; one of the reader's own stands there by its name. */
  function choosePreset(key, scenario) {
    const own = presetOf(scenario) === OWN;
    const option = menus[key].el.querySelector(`option[value=${OWN}]`);
    say(option, own ? called(scenario) : t("your own"));
    menus[key].set(presetOf(scenario));
  }

  // ---- levers, picture, result ----
  await pause();
  const sliders = levers({
    names: data.levers,
    years,
    onCourse: (lever, course, tag) =>
      change({ scenario: withCourse(state().scenario, lever, course) }, tag, lever),
  });
  const onYear = (year) => update({ year });
  await pause();
  const picture = panels({
    data,
    label: t("Energy, politics at home and security over ten years in scenarios A and B"),
    onYear,
    onFrame: (before, after) => {
      timeline.el.style.setProperty("--sim-x0", `${before}px`);
      timeline.el.style.setProperty("--sim-right", `${after}px`);
    },
  });
  let pictureB = null; // made when two pictures are first asked for
  const ofA = h("p", { class: "sim-of" });
  const ofB = h("p", { class: "sim-of" });
  const view = (of, drawing) => h("div", { class: "sim-view" }, of, drawing);
  const views = h("div", { class: "sim-pictures" }, view(ofA, picture.el));
  await pause();
  const result = resultBlock(data);
  const brief = h("p", { class: "sim-short" });
  const timeline = clock({
    years,
    onYear,
    onSpan: (span) => {
      for (const each of [picture, pictureB]) each?.span(span);
    },
  });
  // ---- why, story, missions ----
  await pause();
  const why = whyPanel({
    labels: data.levers,
    years,
    onStretches: (stretches) => picture.loops(stretches),
  });
  const story = storyPanel(data.stories);
  const missions = missionPanel({
    missions: data.missions,
    onStart: (scenario, other) => {
      change({ scenario, other, compare: true });
    },
    onCode: ({ id }) => taken.copyLink(id),
  });
  const side = tabs({
    label: t("Reasons, story, missions"),
    entries: [
      { id: "why", label: t("Why"), el: why.el },
      { id: "story", label: t("Story"), el: story.el },
      { id: "missions", label: t("Missions"), el: missions.el },
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
  const tourButton = button({ label: t("Guided start"), onClick: () => guide.start() });

  // ---- to take along ----
  await pause();
  const print = policyBrief();
  const fillBrief = () => {
    drawDue();
    const { scenario, other, compare: comparing } = state();
    const felt = result.lines();
    print.set({
      title: called(scenario),
      story: short(t(scenario.description), 600),
      levers: Object.fromEntries(
        Object.keys(LEVERS).map((name) => [name, courseWords(name, scenario.levers[name], years)]),
      ),
      names: data.levers,
      picture: picture.svg,
      result: felt,
      futures: result.hundred(),
      reasons: [
        ...(moved ? [t("The last move: {chain}", { chain: why.chain() })] : []),
        t("In year {year}: {reasons}", {
          year: numeral(state().year.toFixed(1)),
          reasons: why.below.textContent,
        }),
        ...(comparing ? [t("Solid: this scenario. Dashed: {name}.", { name: called(other) })] : []),
      ],
      link: page ? location.href.split(/[?#]/)[0] + toFragment(both(state())) : "",
    });
  };
  const taken = takeAlong({
    state: () => both(state()),
    run: () => runs("a", state().scenario),
    years,
    onScenario: (scenario) => change({ scenario }),
    picture: picture.svg,
    lines: () => [
      state().compare
        ? t("Solid: {a} · dashed: {b}", { a: called(state().scenario), b: called(state().other) })
        : t("Solid: {a}", { a: called(state().scenario) }),
      result.lines()[0],
    ],
    page,
    site,
    onPrint: () => window.print(),
  });
  const share = button({ label: t("Take along"), onClick: () => sharing(sharePanel.hidden) });
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

  // ---- class mode ----
  await pause();
  const stepYear = (by) => onYear(Math.min(Math.max(Math.round(state().year) + by, 0), years));
  const lesson = classMode({
    el,
    actions: ({ hide, show, beside, full, list }) => [
      ["→", t("one year on"), () => stepYear(1)],
      ["←", t("one year back"), () => stepYear(-1)],
      ["p", t("play the years, stop"), timeline.playing],
      ["h", t("hide the result and ask for hands"), hide],
      ["Enter", t("show the result"), show],
      ["b", t("A and B side by side"), beside],
      ["c", t("compare with B, or not"), () => update({ compare: !state().compare })],
      ["k", t("keep A as B"), () => keep.el.click()],
      ["x", t("swap A and B"), () => swap.el.click()],
      ["u", t("undo"), log.undo],
      ["y", t("redo"), log.redo],
      ...Object.keys(PRESETS).map((name, i) => [
        String(i + 1),
        t("scenario A: {name}", { name: words(name) }),
        () => change({ scenario: PRESETS[name] }),
      ]),
      ["f", t("full screen"), full],
      ["?", t("this list"), list],
    ],
    onTeach: (on) => {
      // What a class does not need makes room for large type; keys do it too.
      for (const each of [reset.el, shareBox, tourButton.el, keepSwap]) each.hidden = on;
      if (!on) update({ year: years });
      for (const each of [picture, pictureB]) each?.remake();
    },
    onHide: () => update({ year: 0 }),
    onShow: () => {
      redraw();
      speak();
    },
    onTwo: (two) => {
      if (two && !pictureB) {
        const label = t("Energy, politics at home and security over ten years in scenario B");
        pictureB = panels({ data, label, onYear });
        views.append(view(ofB, pictureB.el));
      }
      redraw();
    },
  });

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
    folded([t("All variables")], makeVariables),
    folded([t("Parameters of scenario A"), count], makeParameters),
    folded([t("The record beside the model")], () => ({ el: recordList(data.panels) })),
    folded([t("Scenario A as text (YAML)")], () => ({ el: taken.text })),
  ];
  const differ = h("p", { class: "sim-differ" });

  // ---- the page ----
  const live = h("p", { class: "explorer-spoken", "aria-live": "polite" });
  const link = address({
    years,
    onFound: (found) => {
      change(both(found));
      return missionOf(found);
    },
    onClose: () => menus.scenario.el.querySelector("select").focus(),
  });
  const choose = data.panels.map(({ name, title }) => ({
    name,
    tab: button({ label: t(title), onClick: () => only(name) }),
  }));
  const wide = () => 60 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
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
  el.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target === taken.field) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) log.undo();
    else if (key === "y" || key === "z") log.redo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  /** Open the mission that a link answers, and say so; a link without one is the usual case. */
  function missionOf({ mission }) {
    if (!mission) return "";
    if (!missions.arrive(mission))
      return t("It answers a mission “{mission}”, which is not one of ours.", { mission });
    side.select("missions");
    return t("It answers a mission, which stands open with the model's verdict.");
  }

  // ---- redraw ----
  const runs = runCache(years);
  const futures = ensembles();
  const kept = new WeakMap(); // runs to their summaries: B's stays while A moves
  function read(run) {
    if (!kept.has(run)) kept.set(run, summary(run, data.shown));
    return kept.get(run);
  }
  let last = {}; // what was drawn
  let asked = 0;
  let settled = 0;
  let scoring = 0;
  let standing = false; // the whole page is on the screen
  let due = null; // what the last move still has to bring

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
          systems: SYSTEMS,
          variables: data.panels.flatMap(({ series }) => series.map(({ variable }) => variable)),
          quantiles: [0.1, 0.9],
          years,
          rows: 52,
          every: 4,
        },
        async (found) => {
          const end = (q) =>
            Object.fromEntries(Object.entries(found.bands).map(([name, two]) => [name, two[q]]));
          picture.bands({ years: found.years, low: end(0), high: end(1) });
          await pause();
          result.futures(found);
        },
      );
    });
  }

  /** Score the loops, in the first short pause of a drag: the lines come first. */
  function score() {
    const { scenario, year } = state();
    why.score(runs("a", scenario), scenario, year);
  }

  let spoken = "";
  function speak() {
    if (lesson.hiding()) return;
    const sentence = result.sentence();
    if (sentence !== spoken) live.textContent = spoken = sentence;
  }
  /** What can wait until the reader has stopped moving. */
  function settle() {
    const { scenario, other } = state();
    why.explain(moved, scenario, runs("a", scenario));
    speak();
    if (page) link.keep(both(state()), log.canUndo());
    taken.set({ scenario });
    differ.textContent = differenceWords(scenario, other, (name) =>
      data.levers[name] ? t(data.levers[name].label) : words(name),
    );
    missions.check(
      { scenario, run: runs("a", scenario) },
      { scenario: other, run: runs("b", other) },
    );
  }

  function redraw() {
    last = {};
    draw(state());
    drawDue();
  }

  /** Do what is due now, for those who cannot wait for it. */
  function drawDue() {
    const work = due;
    due = null;
    work?.();
  }

  /** While a lever moves the lines come first, and the rest when they are on the screen. */
  function afterPicture(work) {
    const idle = !due;
    due = work;
    if (!standing || !moved) drawDue();
    else if (idle) painted().then(drawDue);
  }

  function draw(inputs) {
    const { scenario, other, compare: comparing, year } = inputs;
    const a = runs("a", scenario);
    const b = comparing ? runs("b", other) : null;
    const two = lesson.two();
    const until = lesson.hiding() ? year : years;
    picture.set({ a, b: two ? null : b, year, until });
    if (two) pictureB.set({ a: runs("b", other), b: null, year, until });
    if (last.year !== year) {
      timeline.set(year);
      why.point(year);
    }
    const before = last;
    last = { scenario, other, comparing, year, variable: inputs.variable };
    const fresh = before.scenario !== scenario;
    const moving = fresh || before.other !== other || before.comparing !== comparing;
    // Drawn after the picture, they show what is chosen by then.
    const opened = () => {
      for (const { details, made } of folds) if (details.open) made?.set?.(state());
    };
    if (moving)
      afterPicture(() => {
        drawBar(inputs);
        drawResult(inputs, a, b);
        opened();
      });
    else if (before.variable !== inputs.variable) opened();
    if (fresh) think();
    if (moving) {
      clearTimeout(settled);
      settled = setTimeout(settle, SETTLED);
    }
  }

  /** Look for futures and loops of a scenario that is new, once the page stands. */
  function think() {
    if (!standing) return;
    askFutures();
    clearTimeout(scoring);
    scoring = setTimeout(score, SHORT);
  }

  function drawBar({ scenario, other, compare: comparing }) {
    choosePreset("scenario", scenario);
    choosePreset("other", other);
    undo.el.disabled = !log.canUndo();
    redo.el.disabled = !log.canRedo();
    reset.el.disabled = presetOf(scenario) !== OWN;
    compare.set(comparing);
  }

  function drawResult({ scenario, other, compare: comparing }, a, b) {
    const touched = presetOf(scenario) === OWN;
    const origin = originOf(scenario);
    sliders.set({
      scenario,
      other: comparing ? other : null,
      origin: PRESETS[origin ?? "no_war"],
    });
    say(ofA, t("A: {text}", { text: plainName(scenario) }));
    say(ofB, t("B: {text}", { text: plainName(other) }));
    result.set({
      run: a,
      read: read(a),
      other: b && read(b),
      otherName: called(other),
      parting: b && parting(a, b, "credibility", data.tolerance),
    });
    say(brief, result.ends());
    story.set(origin, !touched, touched ? scenario.description : "");
    const many = Object.keys(scenario.parameters).length;
    say(
      count,
      ` ${many ? t("({count} changed)", { count: numeral(many) }) : t("(all at their defaults)")}`,
    );
  }

  // ---- the first run, and then the page part by part ----
  await pause();
  runOf(PRESETS.no_war, 1); // a short run, for which the browser gets to know the model
  await pause();
  runs("a", state().scenario);
  await pause();
  runs("b", state().other);
  await pause();
  update = bind(model, draw);
  only(shown);
  if (page) {
    link.follow();
    window.addEventListener("hashchange", link.follow);
  }
  await pause();
  const pack = (...parts) => h("span", { class: "sim-buttons" }, ...parts.map((each) => each.el));
  bar.append(
    menus.scenario.el,
    pack(undo, redo),
    reset.el,
    compare.el,
    menus.other.el,
    keepSwap,
    h("span", { class: "sim-spring" }),
    shareBox,
    tourButton.el,
    lesson.bar,
    lesson.button,
  );
  bar.after(link.el);
  screen.append(
    h(
      "p",
      { class: "sim-caveat" },
      `${t("A teaching model, not a forecast.")} `,
      page
        ? h("a", { href: `${site}book/model-card.html` }, t("What it assumes: the model card"))
        : "",
    ),
  );
  await painted();
  middle.append(
    brief,
    h("div", { class: "sim-tabs" }, ...choose.map(({ tab }) => tab.el)),
    views,
    timeline.el,
    why.below,
  );
  await painted(); // its size is known
  await painted(); // the picture stands
  left.append(
    h("h2", {}, t("Decisions")),
    h(
      "p",
      { class: "sim-hint" },
      t(
        "A slider sets all {years} years; where a path takes steps, the last one. The small stairs open them.",
        { years: numeral(years) },
      ),
    ),
    sliders.el,
  );
  await painted();
  right.append(lesson.hands, result.el);
  await painted();
  right.append(side.el);
  guide.offerOnce();
  await painted();
  el.append(h("div", { class: "sim-more" }, differ, ...more), print.el, live);
  window.addEventListener("beforeprint", fillBrief);
  document.addEventListener("pointerdown", outside);
  watchWidth(el, (width) => {
    if (narrow === width < wide()) return;
    narrow = width < wide();
    only(shown);
  });
  if (embedded) {
    // Whoever frames this page learns its height and can fit the frame.
    new ResizeObserver(() => {
      window.parent.postMessage(
        { natolabHeight: Math.ceil(el.getBoundingClientRect().height) },
        "*",
      );
    }).observe(el);
  }
  standing = true;
  think();
  // anywidget calls this when the view goes; the static page keeps its explorer.
  return () => {
    window.removeEventListener("hashchange", link.follow);
    window.removeEventListener("beforeprint", fillBrief);
    document.removeEventListener("pointerdown", outside);
    lesson.close();
    futures.close();
    timeline.stop();
    clearTimeout(settled);
    clearTimeout(scoring);
  };
}

export default { render };
