"""Serve the site so that a page tells what went wrong in it, in whatever browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from natolab.serve import Handler, serving

# Stands before all other scripts of a page. Firefox fetches the next page beforehand, and calls it
# an error where it may not keep that.
LISTEN = """<script>
window.faults = [];
addEventListener("error", ({ message, target }) => {
  if (message) faults.push(`exception: ${message}`);
  else if (target.rel !== "next") faults.push(`not loaded: ${target.src ?? target.href}`);
}, true);
addEventListener("unhandledrejection", ({ reason }) => faults.push(`exception: ${reason}`));
addEventListener("securitypolicyviolation", ({ blockedURI }) => {
  faults.push(`request to another host: ${blockedURI}`);
});
for (const kind of ["error", "warn"]) {
  console[kind] = (...words) => faults.push(`console ${kind}: ${words.join(" ")}`);
}
</script>"""
# Everything from this host, and nothing from another.
POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:"


@contextmanager
def watching(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder while the block runs.

    Parameters
    ----------
    folder : pathlib.Path
        The folder to serve.

    Yields
    ------
    str
        The address, without a slash at its end.
    list of str
        The requests that were answered with an error; grows.
    """
    failed: list[str] = []

    class Watcher(Handler):
        def do_GET(self) -> None:  # noqa: N802
            page = Path(self.translate_path(self.path))
            if page.suffix != ".html" or not page.exists():
                super().do_GET()
                return
            content = page.read_text(encoding="utf-8").replace("<head>", f"<head>{LISTEN}", 1)
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(page))
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(content.encode())

        def send_response(self, code: int, message: str | None = None) -> None:
            # Browsers look for an icon there by themselves.
            if code >= 400 and self.path != "/favicon.ico":
                failed.append(f"{code}: {self.path}")
            super().send_response(code, message)

    with serving(folder, Watcher) as address:
        yield address, failed
