// Turn the questions of a quiz into fields that answer. Without this script the page shows the
// questions and their folded answers, and nothing that looks alive.

let ids = 0;

/** Make an element with properties and children. */
function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/** A number as readers write it: with a comma or a point, spaces, a true minus sign. */
export function parsed(words) {
  const plain = words.replace(/[\s\u00a0\u202f_]/g, "").replace("\u2212", "-");
  // 1,234 and 1,234.5 group thousands; 0,5 and 12,25 have a decimal comma.
  const grouped = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(plain);
  const text = grouped ? plain.replaceAll(",", "") : plain.replace(",", ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

/** A word without what does not matter: capitals, accents, spaces at the ends and doubled. */
export function folded(words) {
  return words
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[\u2019\u2018]/g, "'")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/** Fields to choose from: one of them, or any number. */
function options(question, several) {
  const name = `quiz-${++ids}`;
  const list = question.querySelector(".quiz-options");
  const judged = [...question.querySelectorAll(".quiz-judged > li")];
  const inputs = [...list.children].map((item) => {
    const input = make("input", { type: several ? "checkbox" : "radio", name });
    item.replaceChildren(make("label", {}, input, make("span", {}, ...item.childNodes)));
    return input;
  });
  return {
    fields: list,
    answer() {
      const chosen = judged.filter((_, i) => inputs[i].checked);
      if (!chosen.length) return { open: "Choose an answer first." };
      const right = judged.every(
        (item, i) => inputs[i].checked === (item.dataset.right === "true"),
      );
      const wrong = chosen.filter((item) => item.dataset.right === "false");
      // Whoever chose something wrong hears why; whoever missed something hears that, not what.
      const says = (right ? chosen : wrong).map((item) => item.querySelector("span").textContent);
      if (!right && !wrong.length) says.push("What you chose is right, but something is missing.");
      return { right, says };
    },
  };
}

/** A field for a number or for words, and its sentence for the answers that tempt. */
function field(question, { mode, label, read }) {
  const id = `quiz-${++ids}`;
  const input = make("input", { id, type: "text", inputMode: mode, autocomplete: "off" });
  const near = [...question.querySelectorAll(".quiz-near > li")];
  const fields = make("p", {}, make("label", { htmlFor: id }, label), " ", input);
  if (question.dataset.unit) fields.append(` ${question.dataset.unit}`);
  question.querySelector(".quiz-how").after(fields);
  const hears = (fits) => {
    const item = near.find((wrong) => fits(wrong.dataset.answer));
    return item ? [item.querySelector("span").textContent] : [];
  };
  return { fields, answer: () => read(input.value, hears) };
}

function numeric(question) {
  const truth = Number(question.dataset.truth);
  const within = Number(question.dataset.within);
  // What is exactly as far off as allowed is right, whatever the last bit of a sum says.
  const close = (value, to) => Math.abs(value - to) <= within * (1 + 1e-9);
  return field(question, {
    mode: "decimal",
    label: "Your number:",
    read(words, hears) {
      const value = parsed(words);
      if (!words.trim()) return { open: "Write a number first." };
      if (Number.isNaN(value)) return { open: `“${words}” is no number; write one such as 12.5.` };
      const right = close(value, truth);
      return { right, says: right ? [] : hears((answer) => close(value, Number(answer))) };
    },
  });
}

function short(question) {
  const accepts = JSON.parse(question.dataset.accepts).map(folded);
  return field(question, {
    mode: "text",
    label: "Your answer:",
    read(words, hears) {
      const said = folded(words);
      if (!said) return { open: "Write an answer first." };
      const right = accepts.includes(said);
      return { right, says: right ? [] : hears((answer) => folded(answer) === said) };
    },
  });
}

/** A list whose items move up and down by buttons. */
function ordering(question, say) {
  const list = question.querySelector(".quiz-items");
  const order = [...question.querySelectorAll(".quiz-order > li")].map((li) => li.textContent);
  const items = [...list.children];
  const texts = new Map(items.map((item) => [item, item.textContent]));
  const place = (item) => [...list.children].indexOf(item);
  const refresh = () => {
    for (const item of items) {
      const [up, down] = item.querySelectorAll("button");
      // Not disabled, or the focus would be lost at the end of the way.
      up.ariaDisabled = String(place(item) === 0);
      down.ariaDisabled = String(place(item) === items.length - 1);
    }
  };
  const move = (item, by, button) => {
    const at = place(item);
    if (at + by < 0 || at + by >= items.length) return;
    if (by < 0) list.children[at - 1].before(item);
    else list.children[at + 1].after(item);
    button.focus();
    refresh();
    say(`${texts.get(item)}: place ${at + by + 1} of ${items.length}.`);
  };
  for (const item of items) {
    const words = make("span", {}, ...item.childNodes);
    const press = (sign, way, by) => {
      const button = make("button", { type: "button", textContent: sign });
      button.ariaLabel = `Move ${way}: ${texts.get(item)}`;
      button.addEventListener("click", () => move(item, by, button));
      return button;
    };
    item.replaceChildren(words, press("\u2191", "up", -1), press("\u2193", "down", 1));
  }
  list.classList.add("quiz-moves");
  refresh();
  return {
    fields: list,
    answer() {
      const now = [...list.children].map((item) => texts.get(item));
      const off = now.filter((words, i) => words !== order[i]).length;
      const right = off === 0;
      return { right, says: right ? [] : [`${off} of ${now.length} are not in their place.`] };
    },
  };
}

const KINDS = {
  choice: (question) => options(question, false),
  several: (question) => options(question, true),
  numeric,
  short,
  ordering,
};

/** Wake one question. */
function wake(question) {
  const result = make("p", { className: "quiz-result", role: "status" });
  const say = (words) => result.replaceChildren(words);
  const { fields, answer } = KINDS[question.dataset.kind](question, say);
  const asks = question.querySelector(".quiz-asks");
  const how = question.querySelector(".quiz-how");
  asks.id = `quiz-${++ids}`;
  how.id = `quiz-${++ids}`;
  const check = make("button", { type: "button", textContent: "Check", className: "quiz-check" });
  const group = make("div", { className: "quiz-form", role: "group" });
  group.setAttribute("aria-labelledby", `${asks.id} ${how.id}`);
  how.after(group);
  group.append(fields, check, result);
  const judge = () => {
    const { open, right, says } = answer();
    if (open) return say(open);
    result.dataset.right = String(right);
    const words = [right ? "Right." : "Not yet.", ...says];
    if (right) words.push(question.querySelector(".quiz-explains").textContent);
    return say(words.join(" "));
  };
  check.addEventListener("click", judge);
  group.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.type === "text") judge();
  });
  // What was said holds for the answer that was there.
  group.addEventListener("input", () => {
    delete result.dataset.right;
    result.replaceChildren();
  });
}

for (const question of document.querySelectorAll(".quiz-question")) wake(question);
