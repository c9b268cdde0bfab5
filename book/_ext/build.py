"""Build the course; ``make html`` calls this.

It is ``jupyter-book build . -n -W --keep-going``; in front of that it leaves out one slow import
and starts what the kernels share. Behind it, it writes the translated pages beside the English
ones, makes JupyterLite where the Python for the browser is there, and lists the site's files for
readers who keep it offline; or it tidies up after a build that failed.

Each kernel that is forked imports this file, as processes of multiprocessing do: what takes long to
import is imported where it is used.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from forked_kernel import prepare

TOP = Path(__file__).parents[2]
SITE = TOP / "_build" / "html"


def build() -> int:
    """Build the site and return the exit status."""
    failed = True
    try:
        failed = pages() or translations() or jupyterlite()
    finally:
        if failed:
            # Sphinx would not warn again of the pages that it has read, and make would take the
            # site for built.
            for read in (TOP / "_build").glob(".doctrees*"):
                shutil.rmtree(read)
            (SITE / "index.html").unlink(missing_ok=True)
    if not failed:
        from course.live import offline

        offline.write(SITE)
    return int(failed)


def pages() -> bool:
    """Build the pages and return whether that failed."""
    if not (TOP / "_build" / "executed").exists():
        # All chapters will run: what their kernels import is imported while Sphinx starts.
        prepare(start=True)
    # jsonschema 4.26 imports the grammars of web addresses, compiles them for seconds, and then
    # checks no address in our settings; an import that is refused it does without.
    sys.modules["rfc3987_syntax"] = None
    from jupyter_book.cli.main import main

    try:
        main(["build", str(TOP), "-n", "-W", "--keep-going"])
    except SystemExit as end:
        return bool(end.code)
    except RuntimeError as error:  # so Jupyter Book says that Sphinx gave up; why stands above
        print(str(error).strip())
        return True
    return False


def translations() -> bool:
    """Build the translated pages and return whether that failed."""
    import languages

    return languages.pages()


def jupyterlite() -> bool:
    """Build JupyterLite, which the buttons of the pages open, and return whether that failed."""
    if not (SITE / "_live" / "manifest.json").exists():
        shutil.rmtree(SITE / "lite", ignore_errors=True)
        return False
    command = [sys.executable, "-m", "live", "jupyterlite"]
    return bool(subprocess.run(command, cwd=TOP, check=False).returncode)


if __name__ == "__main__":
    if status := build():
        sys.exit(status)  # chapters that still run come to their end
    sys.stdout.flush()
    sys.stderr.flush()
    # To take all pages apart again, as Python does when it ends, takes seconds.
    os._exit(0)
