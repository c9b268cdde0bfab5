"""Build the course; ``make html`` calls this.

It is ``jupyter-book build . -n -W --keep-going``; in front of that it leaves out one slow import
and starts what the kernels share, and behind it, it lists the site's files for readers who keep it
offline, or tidies up after a build that failed.
"""

import shutil
import sys
from pathlib import Path

from forked_kernel import prepare

TOP = Path(__file__).parents[2]


def build() -> int:
    """Build the pages and return the exit status."""
    if sys.dont_write_bytecode:
        # Where compiled modules may not stand beside their sources they stand with the build: to
        # compile all again is a third of the work after a small change.
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(TOP / "_build" / "compiled")
    if not (TOP / "_build" / "executed").exists():
        # All chapters will run: what their kernels import is imported while Sphinx starts.
        prepare(start=True)
    # jsonschema 4.26 imports the grammars of web addresses, compiles them for seconds, and then
    # checks no address in our settings; an import that is refused it does without.
    sys.modules["rfc3987_syntax"] = None
    from jupyter_book.cli.main import main

    failed = True
    try:
        main(["build", str(TOP), "-n", "-W", "--keep-going"])
    except SystemExit as end:
        failed = bool(end.code)
    except RuntimeError as error:  # so Jupyter Book says that Sphinx gave up; why stands above
        print(str(error).strip())
    finally:
        if failed:
            # Sphinx would not warn again of the pages that it has read, and make would take the
            # site for built.
            shutil.rmtree(TOP / "_build" / ".doctrees", ignore_errors=True)
            (TOP / "_build" / "html" / "index.html").unlink(missing_ok=True)
        else:
            from course.live import offline

            offline.write(TOP / "_build" / "html")
    return int(failed)


if __name__ == "__main__":
    sys.exit(build())
