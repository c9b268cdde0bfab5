// Files that the reader takes away or brings: tables, pictures, texts. Nothing leaves the page.

/** Hand a file to the browser's downloads. */
export function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Return a file name without what file systems refuse. */
export const fileName = (name, suffix) =>
  `${name.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-|-$/g, "") || "scenario"}.${suffix}`;

/** Return a run as rows: the names of year and all columns, then their numbers, one row a week. */
export function toRows(run, columns) {
  const names = ["year", ...columns];
  return [names, ...Array.from(run.year, (_, row) => names.map((name) => run[name][row]))];
}

/** Return a run as CSV, in full precision. */
export const toCsv = (run, columns) =>
  toRows(run, columns)
    .map((row) => `${row.join(",")}\n`)
    .join("");

/** Let the reader choose a text file and hand its text on. */
export function openText(accept, onText) {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = accept;
  input.addEventListener("change", async () => onText(await input.files[0].text()));
  input.click();
}

const PAINT = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-size",
  "font-family",
  "font-weight",
];

const LINE = 20;
const GROUNDS = { dark: "#1c1f24", light: "#ffffff" };

/** Light text means a dark page: the picture keeps the page's theme. */
function paper(svg) {
  const [red, green, blue] = getComputedStyle(svg).color.match(/\d+/g).map(Number);
  return red + green + blue > 380 ? GROUNDS.dark : GROUNDS.light;
}

/** Return a drawing as a file of its own: with its looks, a ground, and lines of text below it. */
export function toSvg(svg, lines) {
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((node, index) => {
    // The copy leaves the page's style sheet behind, so it takes its looks along.
    const looks = getComputedStyle(originals[index]);
    node.setAttribute(
      "style",
      PAINT.map((name) => `${name}:${looks.getPropertyValue(name)}`).join(";"),
    );
  });
  const { color } = getComputedStyle(svg);
  const make = (tag, attributes, text = "") => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.textContent = text;
    return node;
  };
  const whole = height + LINE * lines.length + 8;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", whole);
  copy.setAttribute("viewBox", `0 0 ${width} ${whole}`);
  copy.prepend(make("rect", { width, height: whole, fill: paper(svg) }));
  lines.forEach((line, index) =>
    copy.append(
      make(
        "text",
        {
          x: 8,
          y: height + 16 + LINE * index,
          style: `fill:${color};font:13px sans-serif`,
          // A long line is drawn together rather than cut off.
          ...(line.length * 6.5 > width - 16
            ? { textLength: width - 16, lengthAdjust: "spacingAndGlyphs" }
            : {}),
        },
        line,
      ),
    ),
  );
  return new XMLSerializer().serializeToString(copy);
}

/** Return a drawing with lines of text below it as a PNG. */
export async function toPng(svg, lines) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(toSvg(svg, lines))}`;
  await picture.decode();
  const scale = 2;
  const canvas = document.createElement("canvas");
  canvas.width = scale * picture.width;
  canvas.height = scale * picture.height;
  const context = canvas.getContext("2d");
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
