#!/usr/bin/env bash
# Packages: matplotlib 3.11.2, matplotlib-inline 0.2.2, ipykernel 7.4.0, IPython 9.18.1.
#
# What they do: `MPLBACKEND=module://matplotlib_inline.backend_inline` is set, and a process draws
# and closes one figure before it becomes a kernel (a fork server that warms up what it imports).
# matplotlib-inline connects itself to the kernel once, when it is imported. There was none, so
# - `plt.show()` sends a display without an image, only the text "<Figure size ...>";
# - a cell that draws and does not call `plt.show()` sends nothing, and its figure stays open;
# - after `%matplotlib inline`, the next `plt.show()` sends that forgotten figure too: two images.
# Nothing warns. To import pyplot early, without a figure, is harmless: the backend is not loaded.
#
# Why it matters: whoever starts kernels from a warm process to save seconds gets pages without
# figures, or with figures twice, from cells that end well. Warm up modules, not the backend.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check matplotlib==3.11.2 \
    matplotlib-inline==0.2.2 ipykernel==7.4.0 ipython==9.18.1 jupyter-client==8.10.0

export MPLBACKEND=module://matplotlib_inline.backend_inline
export IPYTHONDIR=$work/ipython MPLCONFIGDIR=$work/matplotlib JUPYTER_CONFIG_DIR=$work/jupyter
cat >kernel.py <<'PYTHON'
import sys

from jupyter_client.manager import KernelManager

IMPORT = "import matplotlib.pyplot as plt"
DRAW = "_, axes = plt.subplots(1, 2); axes[0].plot([1, 2]);"
CELLS = {
    "import": IMPORT,
    "draw and show": f"{DRAW} plt.show()",
    "draw": DRAW,
    "%matplotlib inline": "%matplotlib inline",
    "draw and show again": f"{DRAW} plt.show()",
}
HARMLESS = [[], ["image"], ["image"], [], ["image"]]
# By what the process does before it is a kernel: what each cell sends.
STATED = {
    "pass": HARMLESS,
    IMPORT: HARMLESS,
    f"{IMPORT}; plt.close(plt.figure())": [[], ["text only"], [], [], ["image", "image"]],
}


def sent(before):
    """Start a kernel in a process that ran something before, and run the cells."""
    manager = KernelManager(kernel_name="python3")
    start = f"{before}\nfrom ipykernel.kernelapp import launch_new_instance as run\nrun()"
    manager.kernel_spec.argv[:] = [sys.executable, "-c", start, "-f", "{connection_file}"]
    with open("kernel.log", "w") as log:
        manager.start_kernel(stdout=log, stderr=log)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        return [cell_sends(client, code) for code in CELLS.values()]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def cell_sends(client, code):
    messages = []

    def look(message):
        kind, content = message["msg_type"], message["content"]
        if kind == "display_data":
            messages.append("image" if "image/png" in content["data"] else "text only")
        elif kind in {"stream", "error"}:  # a warning would be seen here
            messages.append(kind)

    client.execute_interactive(code, output_hook=look, timeout=120)
    return messages


seen = {}
for before in STATED:
    seen[before] = sent(before)
    print("before the kernel:", before)
    for name, messages in zip(CELLS, seen[before], strict=True):
        print(f"    {name}: {messages}")
sys.exit(None if seen == STATED else "Not as stated")
PYTHON
venv/bin/python kernel.py
