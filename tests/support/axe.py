"""What axe-core finds wrong with a page."""

from __future__ import annotations

from tests.support import npm


def violations(page, options: dict) -> list[str]:
    """Return what axe finds wrong with a page as it stands."""
    page.evaluate(npm.script("axe-core"))
    found = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {node['html'][:160]} — {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
