// The buttons that make a page's code live. All else is loaded when one of them is pressed.

const { root, page } = JSON.parse(document.getElementById("live-page").textContent);
const cells = [...document.querySelectorAll(".cell:has(.cell_input)")].map((el) => ({
  el,
  original: el.querySelector(".cell_input pre").textContent.replace(/\n+$/, ""),
}));

function button(text, more, act) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "live-button";
  node.textContent = text;
  const rest = document.createElement("span");
  rest.className = "visually-hidden";
  rest.textContent = more;
  node.append(rest);
  node.addEventListener("click", act);
  return node;
}

let started = null;

/** Load the rest once; then run all cells, or one with those above it. */
async function press(number) {
  started ??= import("./live.js").then(({ live }) => live({ root, page, bar, cells }));
  try {
    const { run } = await started;
    await run(number);
  } catch (error) {
    started = null;
    note.textContent = `This page could not be made live; reload it to try again. ${error.message}`;
  }
}

const bar = document.querySelector(".live-bar");
const note = bar.querySelector(".live-note");
bar.querySelector(".live-all").addEventListener("click", () => press());
bar.classList.add("live-there");

cells.forEach(({ el }, i) => {
  const tools = document.createElement("div");
  tools.className = "live-tools";
  const run = button("Run", ` cell ${i + 1}`, () => press(i + 1));
  run.classList.add("live-run");
  tools.append(run);
  el.querySelector(".cell_input").append(tools);
});

/** Whether the browser keeps something under a name; not all let a page look. */
function keeps(key) {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

/** Tell a reader who comes back what is kept, without making the page live. */
async function recall() {
  if (keeps("natolab-exercises")) {
    const { exercises } = await import("./exercises.js");
    exercises({ cells, say: () => {} });
  }
  if (keeps(`natolab-cells:${page.name}`)) {
    const { edits } = await import("./storage.js");
    const changed = edits(page.name).count(cells.map(({ original }) => original));
    if (changed && !started)
      note.textContent =
        `You have changed ${changed === 1 ? "one cell" : `${changed} cells`} of this page; `
        + "your changes return when you press.";
  }
}

recall().catch((error) => console.error(error));
