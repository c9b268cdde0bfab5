"""A page that starts a worker, gives it an order and waits for its one answer."""

from __future__ import annotations

PAGE = """<!doctype html><meta charset="utf-8"><title>live</title><script>
window.press = (order) => new Promise((done) => {
  const worker = new Worker("worker.mjs", { type: "module" });
  worker.addEventListener("message", ({ data }) => { worker.terminate(); done(data); });
  worker.postMessage(order);
});
</script>"""


def write(folder, worker):
    """Write the page and the worker's code into a folder that is served."""
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "worker.mjs").write_text(worker, encoding="utf-8")


def press(page, address, order):
    """Open the page and return what the worker answers to an order."""
    page.goto(f"{address}/index.html")
    return page.evaluate("(order) => press(order)", order)
