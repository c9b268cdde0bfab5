// Show one slide at a time, by keyboard, buttons or a swipe. Without this script all slides stand
// below each other.

const slides = [...document.querySelectorAll(".slide")];
const main = document.querySelector("main");
const notes = [...document.querySelectorAll(".slide-notes")];
let now = -1;

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const count = make("span", { className: "slide-count" });
const button = (textContent, ariaLabel, press) => {
  const node = make("button", { type: "button", textContent, ariaLabel });
  node.addEventListener("click", press);
  return node;
};
const back = button("←", "Slide before", () => show(now - 1));
const on = button("→", "Next slide", () => show(now + 1));
const bar = make(
  "nav",
  { ariaLabel: "Slides" },
  back,
  count,
  on,
  button("Notes", "Notes for the speaker, shown or hidden", turnNotes),
  button("Full screen", "Full screen, on or off", fullScreen),
);

function show(next) {
  const place = Math.min(Math.max(next, 0), slides.length - 1);
  if (place === now) return;
  now = place;
  slides.forEach((slide, i) => {
    slide.hidden = i !== now;
  });
  count.textContent = `${now + 1} of ${slides.length}`;
  back.disabled = now === 0;
  on.disabled = now === slides.length - 1;
  history.replaceState(null, "", `#${now + 1}`);
  main.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function turnNotes() {
  const open = !notes.some((each) => each.open);
  for (const each of notes) each.open = open;
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

const KEYS = {
  ArrowRight: () => show(now + 1),
  PageDown: () => show(now + 1),
  " ": () => show(now + 1),
  ArrowLeft: () => show(now - 1),
  PageUp: () => show(now - 1),
  Home: () => show(0),
  End: () => show(slides.length - 1),
  n: turnNotes,
  f: fullScreen,
};
addEventListener("keydown", (event) => {
  // Sliders and menus of an explorer keep their keys.
  const taken = event.target.closest("input, select, textarea, button, summary, a");
  if (taken || event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});
addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1));
// On paper all slides are there, each on a sheet, with its notes.
addEventListener("beforeprint", () => slides.forEach((slide) => (slide.hidden = false)));
addEventListener("afterprint", () => slides.forEach((slide, i) => (slide.hidden = i !== now)));

main.tabIndex = -1;
document.querySelector("header").append(bar);
document.documentElement.dataset.slides = "on";
show((Number(location.hash.slice(1)) || 1) - 1);
