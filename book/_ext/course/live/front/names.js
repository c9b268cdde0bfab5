// Names and keys for ipywidgets' controls, which have none: a slider's handle says nothing of what
// it moves.

/** What stands beside a control. */
const label = (box) => box.querySelector(".widget-label")?.textContent.trim() ?? "";

function name(box) {
  const words = label(box);
  if (!words) return;
  for (const handle of box.querySelectorAll("[role=slider]"))
    if (handle.getAttribute("aria-label") !== words) handle.setAttribute("aria-label", words);
  for (const readout of box.querySelectorAll(".widget-readout[contenteditable=true]")) {
    readout.setAttribute("role", "textbox");
    readout.setAttribute("aria-label", `${words}, value`);
  }
}

const CONTROLS = ".widget-slider, .widget-hslider, .widget-vslider";

/** Name the controls in an element, those that come later too. */
export function nameControls(el) {
  const all = () => el.querySelectorAll(CONTROLS).forEach(name);
  all();
  new MutationObserver(all).observe(el, { childList: true, subtree: true });
}
