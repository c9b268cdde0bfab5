"""Build live cells (``python -m live``); ``book/_ext/build.py`` then makes JupyterLite too.

``python -m live where`` says where live cells stand and how large they are, and ``python -m live
python`` which Python runs in the browser.
"""

from __future__ import annotations

import argparse
import json
import sys

from live import build, jupyterlite, mirrors, release
from live.errors import LiveError
from live.store import Store


def main() -> None:
    """Build what is asked for, and say where it stands."""
    parser = argparse.ArgumentParser(prog="python -m live", description=__doc__)
    parser.add_argument(
        "what", nargs="?", choices=["assets", "jupyterlite", "where", "python"], default="assets"
    )
    what = parser.parse_args().what
    try:
        if what == "jupyterlite":
            print(f"JupyterLite: {jupyterlite.build() / 'index.html'}")
        elif what == "assets":
            build.build()
            jupyterlite.install()
        elif what == "python":
            print(mirrors.python_of(mirrors.core(release.read(), Store(build.DOWNLOADS))).version)
        else:
            manifest = json.loads((build.TARGET / "manifest.json").read_text(encoding="utf-8"))
            size = f"{manifest['bytes'] / 1e6:.1f} MB to load before the first cell runs"
            print(f"Live cells are built: {build.TARGET} ({size})")
    except LiveError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
