// A workbook (XLSX) as spreadsheets read it whatever their language: a zip archive, not compressed,
// of a few small XML files. Numbers are numbers in full precision, all else is text.

const ROOT = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKED = "http://schemas.openxmlformats.org/package/2006";
const RELS =
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>';
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Return the check sum that zip archives carry (CRC-32). */
function checksum(bytes) {
  let rest = -1;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}

const two = (...values) => values.flatMap((value) => [value & 255, (value >>> 8) & 255]);
const four = (...values) => values.flatMap((value) => two(value, value >>> 16));

/** Return a zip archive. files: {name: text}, with names in ASCII; all are dated 1 January 1980. */
function zip(files) {
  const [parts, index] = [[], []];
  let at = 0;
  for (const [file, text] of Object.entries(files)) {
    const [name, bytes] = [file, text].map((words) => new TextEncoder().encode(words));
    // Version of the format, no flags, not compressed, time and day; check sum and both sizes.
    const about = [...two(20, 0, 0, 0, 33), ...four(checksum(bytes), bytes.length, bytes.length)];
    const head = [...four(0x04034b50), ...about, ...two(name.length, 0), ...name];
    parts.push(Uint8Array.from(head), bytes);
    index.push(...four(0x02014b50), ...two(20), ...about, ...two(name.length, 0, 0, 0, 0));
    index.push(...four(0, at), ...name);
    at += head.length + bytes.length;
  }
  const count = Object.keys(files).length;
  const end = [...four(0x06054b50), ...two(0, 0, count, count), ...four(index.length, at), 0, 0];
  return [...parts, Uint8Array.from([...index, ...end])];
}

const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Return a text for XML, which has no place for most control characters. */
const xml = (text) =>
  text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"]/g, (sign) => ESCAPED[sign]);

const letter = (i) => String.fromCharCode(65 + i);
const column = (i) => (i < 26 ? "" : letter(Math.floor(i / 26) - 1)) + letter(i % 26);

function cell(value, row, place) {
  const at = `r="${column(place)}${row + 1}"`;
  if (typeof value !== "number")
    return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${xml(value)}</t></is></c>`;
  if (!Number.isFinite(value)) throw new Error(`A cell of a workbook cannot hold ${value}.`);
  return `<c ${at}><v>${value}</v></c>`;
}

function sheet(rows) {
  const lines = rows.map(
    (values, row) =>
      `<row r="${row + 1}">${values.map((value, place) => cell(value, row, place)).join("")}</row>`,
  );
  return `${ROOT}<worksheet xmlns="${SHEETS}"><sheetData>${lines.join("")}</sheetData></worksheet>`;
}

/** Return a workbook as a blob. sheets: {name: rows}, each row a list of texts and numbers. */
export function toXlsx(sheets) {
  const names = Object.keys(sheets);
  const each = (write) => names.map((name, i) => write(i + 1, name)).join("");
  const link = (id, kind, to) =>
    `<Relationship Id="rId${id}" Type="${LINKS}/${kind}" Target="${to}"/>`;
  const links = (all) =>
    `${ROOT}<Relationships xmlns="${PACKED}/relationships">${all}</Relationships>`;
  const type = (name, kind) =>
    `<Override PartName="/xl/${name}" ContentType="${TYPE}.${kind}+xml"/>`;
  const parts =
    type("workbook.xml", "sheet.main") + each((i) => type(`sheet${i}.xml`, "worksheet"));
  const entries = each((i, name) => `<sheet name="${xml(name)}" sheetId="${i}" r:id="rId${i}"/>`);
  const files = {
    "[Content_Types].xml": `${ROOT}<Types xmlns="${PACKED}/content-types">${RELS}${parts}</Types>`,
    "_rels/.rels": links(link(1, "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `${ROOT}<workbook xmlns="${SHEETS}" xmlns:r="${LINKS}"><sheets>${entries}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": links(each((i) => link(i, "worksheet", `sheet${i}.xml`))),
  };
  names.forEach((name, i) => (files[`xl/sheet${i + 1}.xml`] = sheet(sheets[name])));
  return new Blob(zip(files), { type: `${TYPE}.sheet` });
}
