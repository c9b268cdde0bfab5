// To take along: link, code for a frame, picture, table, text, and one page on paper.
import { button, h } from "../../explorers/kit.js";
import { t } from "../../explorers/texts.js";
import { AUXILIARIES, COLUMNS, LEVERS, STOCKS } from "../../model/kernel.js";
import {
  download,
  fileName,
  openText,
  toCsv,
  toPng,
  toRows,
  toSvg,
} from "../../explorers/parts/files.js";
import { fromYaml, toFragment, toYaml } from "../../explorers/parts/scenario_text.js";
import { toXlsx } from "../../explorers/parts/xlsx.js";
import { toXmile } from "../../explorers/parts/xmile.js";
import { late, short } from "../../explorers/parts/scenarios.js";

const CAVEAT = t("Alliance Under Stress, Alliance Simulator. A teaching model, not a forecast.");

const LONGEST = 32000; // letters that a cell of a spreadsheet holds

/** A run as a workbook: its rows, and on a second sheet what it is and what its columns hold. */
function workbook(run, { name, description }) {
  const levers = Object.values(LEVERS).map((lever) => [lever.column, lever]);
  const held = { ...Object.fromEntries(levers), ...STOCKS, ...AUXILIARIES };
  return toXlsx({
    [t("Run")]: toRows(run, COLUMNS),
    [t("About")]: [
      [t("Scenario"), short(name, LONGEST)],
      [t("Story"), short(t(description), LONGEST)],
      [t("What it is"), CAVEAT],
      [
        t("Column {name} [{unit}]", { name: "year", unit: t("years") }),
        t("Time since the start of the war"),
      ],
      ...COLUMNS.map((column) => [
        t("Column {name} [{unit}]", { name: column, unit: t(held[column].unit) }),
        t(held[column].meaning),
      ]),
    ],
  });
}

/**
 * The buttons, and the scenario as text. state() returns {scenario, other}, run() the run of A;
 * onScenario(scenario) takes one that was read; picture is the drawing, lines() its words;
 * page tells whether the explorer stands on its own page, whose address can carry a scenario, and
 * site is the address of the course's top.
 */
export function takeAlong({ state, run, years, onScenario, picture, lines, page, site, onPrint }) {
  const told = h("p", { class: "sim-told", role: "status" });
  const tell = (text) => {
    told.textContent = text;
  };
  const named = (suffix) => fileName(state().scenario.name, suffix);
  const text = h("textarea", {
    rows: 12,
    spellcheck: "false",
    "aria-label": t("Scenario A as YAML"),
  });
  text.dataset.lmSuppressShortcuts = "true";
  let written = "";

  function read(source, what) {
    try {
      const scenario = fromYaml(source);
      onScenario(scenario);
      text.value = written = toYaml(scenario);
      const done = t("{what} holds the scenario “{name}”; it is now scenario A.", {
        what,
        name: short(scenario.name, 60),
      });
      tell(`${done} ${late(scenario, years)}`.trim());
    } catch (error) {
      tell(
        t("{what} cannot be read, and nothing was changed. {reason}", {
          what,
          reason: error.message,
        }),
      );
    }
  }
  async function copy(content, done, refused) {
    try {
      await navigator.clipboard.writeText(content);
      tell(done);
    } catch {
      tell(refused);
    }
  }
  const address = (search = "") => location.href.split(/[?#]/)[0] + search;
  function copyLink(mission = "") {
    const fragment = toFragment({ ...state(), mission });
    if (!page) {
      const added = t("Add it to the address of the simulator's page.");
      return copy(
        fragment,
        `${t("The link with scenarios A and B is copied.")} ${added}`,
        `${fragment} ${added}`,
      );
    }
    // The address bar carries the scenario too, for browsers that refuse the clipboard.
    const link = address(location.search) + fragment;
    window.history.replaceState(null, "", link);
    return copy(
      address() + fragment,
      mission
        ? t("The code of completion is copied: a link.")
        : t("The link with scenarios A and B is copied."),
      t("The browser keeps its clipboard closed; the link stands in the address bar."),
    );
  }
  const frame = h("textarea", {
    rows: 4,
    readonly: true,
    "aria-label": t("Code for a frame"),
    hidden: true,
  });
  function embed() {
    const source = `${page ? address("?embed") : "simulator.html?embed"}${toFragment(state())}`;
    frame.value =
      `<iframe src="${source.replaceAll("&", "&amp;")}" title="${t("Alliance Simulator")}" width="100%" `
      + `height="760" style="border: 0" allow="clipboard-write; fullscreen"></iframe>\n`
      + "<script>addEventListener('message', (event) => { if (event.data?.natolabHeight) "
      + "for (const frame of document.querySelectorAll('iframe')) "
      + "if (frame.contentWindow === event.source) frame.height = event.data.natolabHeight; });</script>";
    frame.hidden = false;
    return copy(
      frame.value,
      t("The code for a page of your own is copied: a frame, and a line that fits its height."),
      t("The browser keeps its clipboard closed; copy the code from the field."),
    );
  }

  async function saveXmile() {
    const answer = await fetch(`${site}_static/alliance.xmile`).catch(() => ({ ok: false }));
    if (!answer.ok) return tell(t("The model's file could not be loaded. Try again later."));
    const file = toXmile(await answer.text(), state().scenario);
    return download(named("xmile"), new Blob([file], { type: "application/xml" }));
  }

  const buttons = [
    [t("Copy link"), () => copyLink()],
    [t("Copy code for a frame"), embed],
    [
      t("Picture (PNG)"),
      async () => download(named("png"), await toPng(picture, [...lines(), CAVEAT])),
    ],
    [
      t("Picture (SVG)"),
      () =>
        download(
          named("svg"),
          new Blob([toSvg(picture, [...lines(), CAVEAT])], { type: "image/svg+xml" }),
        ),
    ],
    [
      t("Run (CSV)"),
      () => download(named("csv"), new Blob([toCsv(run(), COLUMNS)], { type: "text/csv" })),
    ],
    [t("Run (XLSX)"), () => download(named("xlsx"), workbook(run(), state().scenario))],
    [
      t("Save YAML"),
      () =>
        download(named("yaml"), new Blob([toYaml(state().scenario)], { type: "application/yaml" })),
    ],
    ...(page ? [[t("Model (XMILE)"), saveXmile]] : []),
    [
      t("Load YAML"),
      () => openText(".yaml,.yml,text/plain", (source) => read(source, t("The file"))),
    ],
    [t("Print a policy brief"), onPrint],
  ].map(([label, onClick]) => button({ label, onClick }).el);
  const apply = button({
    label: t("Use this text"),
    onClick: () => read(text.value, t("The text")),
  });
  const rewrite = button({
    label: t("Write it anew from scenario A"),
    onClick: () => {
      text.value = written = toYaml(state().scenario);
    },
  });
  return {
    el: h(
      "div",
      { class: "sim-share" },
      h("div", { class: "sim-share-list" }, ...buttons),
      frame,
      told,
    ),
    text: h("div", {}, text, h("div", { class: "sim-buttons" }, apply.el, rewrite.el)),
    field: text,
    copyLink,
    set({ scenario }) {
      // Text that the reader is writing is left alone.
      if (text.value === written) text.value = written = toYaml(scenario);
    },
  };
}
