// The right column's tabs: why, the story of the path, and missions.
import { button, h } from "../../explorers/kit.js";
import { numeral, t } from "../../explorers/texts.js";

/** Tabs over panels: [{id, label, el}]. select(id) shows one. Arrow keys move between tabs. */
export function tabs({ label, entries, onSelect }) {
  const list = h("div", { class: "sim-tablist", role: "tablist", "aria-label": label });
  const base = `sim-${Math.random().toString(36).slice(2, 8)}`;
  const made = entries.map(({ id, label: text, el }) => {
    const tab = button({ label: text, onClick: () => select(id) });
    tab.el.id = `${base}-${id}`;
    tab.el.setAttribute("role", "tab");
    el.setAttribute("role", "tabpanel");
    el.setAttribute("aria-labelledby", tab.el.id);
    el.tabIndex = 0;
    list.append(tab.el);
    return { id, tab, el };
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = made.findIndex(({ tab }) => tab.el === document.activeElement);
    const next = made[(at + step + made.length) % made.length];
    select(next.id);
    next.tab.el.focus();
    event.preventDefault();
  });
  function select(id) {
    for (const each of made) {
      const own = each.id === id;
      each.tab.el.setAttribute("aria-selected", String(own));
      each.tab.el.tabIndex = own ? 0 : -1;
      each.el.hidden = !own;
    }
    onSelect?.(id);
  }
  select(entries[0].id);
  return {
    el: h("div", { class: "sim-tabbed" }, list, ...made.map(({ el }) => el)),
    select,
  };
}

const numbers = (facts) =>
  Object.fromEntries(Object.entries(facts).map(([name, number]) => [name, numeral(number)]));

/** The story of a preset: cast, course, what the model makes of it, what would refute it. */
export function storyPanel(stories) {
  const body = h("div", {});
  const el = h("div", { class: "sim-story" }, body);
  let shown;
  return {
    el,
    set(origin, isPreset, own) {
      const key = `${origin} ${isPreset} ${own}`;
      if (key === shown) return;
      shown = key;
      const story = origin && stories[origin];
      const parts = [];
      if (own)
        parts.push(h("h3", {}, t("The story of this scenario")), h("p", { class: "sim-own" }, own));
      if (story && !isPreset)
        parts.push(
          h("p", { class: "sim-muted" }, t("You have changed this path; its story was this.")),
        );
      if (story)
        parts.push(
          h("h3", {}, t(story.title)),
          h("p", {}, t(story.cast)),
          h(
            "ol",
            { class: "sim-course-list" },
            ...story.course.map(({ year, text }) =>
              h(
                "li",
                {},
                h("strong", {}, t("Year {year}", { year: numeral(Number(year.toFixed(2))) })),
                ` ${t(text)}`,
              ),
            ),
          ),
          h("h3", {}, t("What the model makes of it")),
          h("p", {}, t(story.makes, numbers(story.facts))),
          h("h3", {}, t("What would refute it")),
          h("p", {}, t(story.refutes)),
          h("h3", {}, t("Sources")),
          h(
            "ul",
            {},
            ...story.sources.map(({ short, says }) =>
              h("li", {}, h("strong", {}, t(short)), t(": "), t(says)),
            ),
          ),
        );
      else if (!own) parts.push(h("p", {}, t("Choose a path as A to read its story.")));
      body.replaceChildren(...parts);
    },
  };
}
