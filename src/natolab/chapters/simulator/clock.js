// The clock below the picture: the year that is pointed at, playing the years, the first two alone.
import { button, h } from "../../explorers/kit.js";
import { numeral, t } from "../../explorers/texts.js";

const STEP = 0.1; // years between two stops of the cursor
const PACE = 60; // ms for each of them when the years are played
const NEAR = 2; // years that are shown alone

/** The clock. onYear(year) and onSpan(years) hear of changes; set(year) shows a year. */
export function clock({ years, onYear, onSpan }) {
  let now = 0;
  let span = years;
  let timer = null;
  const input = h("input", {
    type: "range",
    class: "sim-slider sim-year",
    min: 0,
    max: years,
    step: STEP,
    "aria-label": t("Year"),
    oninput: () => onYear(Number(input.value)),
  });
  const text = h("output", { class: "sim-year-text", "aria-live": "off" });
  const zoom = button({
    label: t("First {count} years", { count: numeral(NEAR) }),
    onClick: () => {
      span = span === NEAR ? years : NEAR;
      zoom.set(span === NEAR);
      onSpan(span);
      input.max = span;
      onYear(Math.min(now, span));
    },
  });
  zoom.el.classList.add("sim-zoom");
  zoom.set(false);
  const play = button({ label: "▶", onClick: () => playing() });
  play.el.classList.add("sim-play");

  function stop() {
    clearInterval(timer);
    timer = null;
    play.el.textContent = "▶";
    play.el.setAttribute("aria-label", t("Play the years"));
  }
  stop();
  function playing() {
    if (timer) {
      stop();
      return;
    }
    if (now >= span) onYear(0);
    play.el.textContent = "❚❚";
    play.el.setAttribute("aria-label", t("Stop"));
    timer = setInterval(() => {
      const step = span === NEAR ? STEP / 4 : STEP;
      onYear(Math.min(span, Math.round((now + step) * 1000) / 1000));
      if (now >= span) stop();
    }, PACE);
  }
  return {
    el: h("div", { class: "sim-clock" }, play.el, input, text, zoom.el),
    playing,
    stop,
    set(year) {
      now = year;
      input.value = year;
      text.textContent = t("year {year}", { year: numeral(year.toFixed(1)) });
      input.setAttribute("aria-valuetext", text.textContent);
      input.style.setProperty("--at", year / Number(input.max));
    },
  };
}
