// Make elements.

/** An element: h("p", {class: "note"}, "text", child). Attributes that start with "on" listen. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false)
      node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/** A button of a live page: the text that is seen, more that is only heard, what it does. */
export function button(text, more, press) {
  return h(
    "button",
    { type: "button", class: "live-button", onclick: press },
    text,
    h("span", { class: "visually-hidden" }, more),
  );
}
