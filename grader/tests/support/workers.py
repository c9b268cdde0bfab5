"""A scheduler of Dask's with two workers, each a process of its own, which talk in TLS."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import dask
import yaml
from distributed import Client

#: What a worker runs at its start in place of the proofs, which are those of `test_cage.py` and
#: take half a minute.
PROVED = "from natolab_grade import cage\ncage.self_test = lambda environment: []\n"


def keys(folder: Path) -> dict:
    """Make keys as ``deploy/README.md`` does, and return what Dask is told of them."""
    made = {name: str(folder / f"{name}.pem") for name in ("cert", "key")}
    request = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    subprocess.run(
        [*request.split(), "-subj", "/CN=grading", "-keyout", made["key"], "-out", made["cert"]],
        check=True,
        capture_output=True,
    )
    return {"ca-file": made["cert"], "scheduler": made, "worker": made, "client": made}


@contextmanager
def cluster(folder: Path, *preloads: str) -> Iterator[str]:
    """Start a scheduler, and a worker for each program that one runs at its start.

    Yields
    ------
    str
        The scheduler's address; Dask's configuration in this process has its keys.
    """
    file = folder / "dask.yaml"
    comm = {"require-encryption": True, "tls": keys(folder)}
    file.write_text(yaml.safe_dump({"distributed": {"comm": comm}}), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tls://127.0.0.1:{free.getsockname()[1]}"
    host, port = address.rsplit(":", 1)
    programs = [["scheduler", "--host", host, "--port", port, "--dashboard-address", ":0"]]
    for number, preload in enumerate(preloads):
        script = folder / f"preload{number}.py"
        script.write_text(preload, encoding="utf-8")
        programs.append(
            [*f"worker {address} --nthreads 1 --no-nanny --no-dashboard --preload".split(), script]
        )
    with ExitStack() as stack:
        dask.config.refresh(paths=[str(file)])
        stack.callback(dask.config.refresh)
        for number, program in enumerate(programs):
            log = stack.enter_context((folder / f"log{number}").open("w"))
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *map(str, program)],
                cwd=folder,
                env=os.environ | {"DASK_CONFIG": str(file)},
                stdout=log,
                stderr=log,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
        _wait(address, len(preloads))
        yield address


def _wait(address: str, workers: int) -> None:
    with Client(address, timeout=300, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=300)
