// Files that the reader takes away or brings: CSV, PNG, YAML. Nothing leaves the page.

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

/** Return a run as CSV: year and all columns, one row a week, in full precision. */
export function toCsv(run, columns) {
  const names = ["year", ...columns];
  const rows = Array.from(run.year, (_, row) => names.map((name) => run[name][row]).join(","));
  return `${names.join(",")}\n${rows.join("\n")}\n`;
}

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

/** Draw a chart and lines of text below it on a canvas; return the PNG. */
export async function toPng(svg, lines) {
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
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await picture.decode();
  const scale = 2;
  const canvas = document.createElement("canvas");
  canvas.width = scale * width;
  canvas.height = scale * (height + 20 * lines.length + 8);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  const { color } = getComputedStyle(svg);
  // Light text means a dark page: the picture keeps the page's theme.
  const [red, green, blue] = color.match(/\d+/g).map(Number);
  context.fillStyle = red + green + blue > 380 ? "#1c1f24" : "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, width, height);
  context.fillStyle = color;
  context.font = "13px sans-serif";
  lines.forEach((line, index) => context.fillText(line, 8, height + 16 + 20 * index, width - 16));
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
