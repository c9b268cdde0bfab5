"""Whether a page made live shows what the built page shows: text, tables, figures, explorers.

The two come from other versions of Python, NumPy, pandas and matplotlib, so numbers may differ in
their last digits and a picture in a hair's breadth.
"""

from __future__ import annotations

import re

#: Relative difference up to which two numbers are the same.
NUMBERS = 1e-6
#: Difference of places in a picture, as a share of its size.
PLACES = 0.05

# What each cell shows, as the reader sees it: the page's own figures are files, live ones are not.
RESULTS = """async () => {
  const text = (nodes) => [...nodes].map((node) => node.textContent.trim()).filter(Boolean);
  // Words of neighbours apart, or the numbers of a table would run together.
  const words = (node) => {
    const found = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) found.push(walker.currentNode.data.trim());
    return found.filter(Boolean).join(" ");
  };
  const found = [];
  for (const cell of document.querySelectorAll(".cell:has(.cell_input)")) {
    const own = cell.querySelector(".cell_output");
    const explorer = own?.querySelector(".explorer:has(.explorer-body)");
    const pictures = [];
    if (own && !explorer)
      for (const { src } of own.querySelectorAll("img"))
        pictures.push(await (await fetch(src)).text());
    found.push({
      text: own ? text(own.querySelectorAll(".text_plain pre, .stream pre")).join("\\n") : "",
      table: own && !explorer ? text(own.querySelectorAll(":is(td, th)")) : [],
      explorer: explorer ? [...explorer.querySelectorAll(
        ".explorer-view, .explorer-controls label, .explorer-controls output, .explorer-result"
      )].map(words) : [],
      error: own ? text(own.querySelectorAll(".live-error")).join() : "",
      pictures,
    });
  }
  return found;
}"""

#: The true minus sign, which tables and axes have.
MINUS = "\N{MINUS SIGN}"
#: Straight quotation marks in Markdown become a printer's in the build.
SET = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_NUMBER = re.compile(rf"[-+{MINUS}]?\d[\d,]*\.?\d*(?:e[-+]?\d+)?")


def same_text(left: str, right: str) -> bool:
    """Whether two texts have the same words and, but for their last digits, the same numbers."""
    left, right = left.translate(SET), right.translate(SET)
    if _NUMBER.sub("#", left).split() != _NUMBER.sub("#", right).split():
        return False
    pairs = zip(_NUMBER.findall(left), _NUMBER.findall(right), strict=True)
    return all(_close(*pair) for pair in pairs)


def _close(left: str, right: str) -> bool:
    a, b = (float(text.replace(",", "").replace(MINUS, "-")) for text in (left, right))
    return abs(a - b) <= NUMBERS * max(abs(a), abs(b), 1e-9)


def unlike(left: list[str], right: list[str]) -> list[str]:
    """Return the first two texts that differ, and by how many the lists differ in length."""
    for old, new in zip(left, right, strict=False):
        if not same_text(old, new):
            return [f"{old!r} is {new!r}"]
    return [f"{len(left)} are {len(right)}"] if len(left) != len(right) else []


def labels(picture: str) -> list[str]:
    """Return the words of a figure, which matplotlib writes as remarks beside their outlines."""
    return re.findall(r"<!-- (.*?) -->", picture)


def shapes(picture: str) -> list[tuple]:
    """Return where each drawn line and area of a figure lies, as shares of its size."""
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    width, height = float(size[1]), float(size[2])
    found = []
    for path in re.findall(r'<path d="([^"]*)"\s+clip-path=', picture):
        numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", path)]
        x, y = numbers[0::2], numbers[1::2]
        if len(x) != len(y) or not x:
            continue
        box = (min(x) / width, min(y) / height, max(x) / width, max(y) / height)
        found.append(box)
    return found


def differences(built: dict, live: dict) -> list[str]:
    """Return in which ways a cell's live results differ from the built ones."""
    found = [f"error: {live['error']}"] if live["error"] else []
    if not same_text(built["text"], live["text"]):
        found.append(f"text: {built['text']!r} is {live['text']!r}")
    for what in ("table", "explorer"):
        found += [f"{what}: {pair}" for pair in unlike(built[what], live[what])]
    if len(built["pictures"]) != len(live["pictures"]):
        return [*found, f"pictures: {len(built['pictures'])} are {len(live['pictures'])}"]
    for old, new in zip(built["pictures"], live["pictures"], strict=True):
        found += [f"labels: {pair}" for pair in unlike(labels(old), labels(new))]
        boxes = shapes(old), shapes(new)
        if len(boxes[0]) != len(boxes[1]):
            found.append(f"shapes: {len(boxes[0])} are {len(boxes[1])}")
            continue
        pairs = (zip(*pair, strict=True) for pair in zip(*boxes, strict=True))
        far = max((abs(a - b) for pair in pairs for a, b in pair), default=0)
        if far > PLACES:
            found.append(f"a shape lies {far:.3f} of the picture's size away")
    return found
