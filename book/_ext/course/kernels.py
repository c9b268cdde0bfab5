"""Kernels that start with the course's packages already imported.

A kernel of its own start takes seconds to import pandas and matplotlib, and each chapter starts
one. Python's fork server imports them once; each kernel is a fresh fork of it, so that chapters
share no state. Where there is no fork (Windows), kernels start as usual.
"""

from __future__ import annotations

import multiprocessing
import os
import signal

import forked_kernel
from jupyter_client.provisioning import LocalProvisioner
from jupyter_client.provisioning.factory import KernelProvisionerFactory

NAME = "course-forked"


class _Process:
    """A forked process with those methods of ``subprocess.Popen`` that provisioners use."""

    stdin = stdout = stderr = None

    def __init__(self, process: multiprocessing.Process) -> None:
        self._process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self._process.is_alive():
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class ForkedProvisioner(LocalProvisioner):
    """Start a kernel as a fork of the fork server instead of as a new Python."""

    async def launch_kernel(self, cmd: list[str], **kwargs: object) -> dict:
        """Start the kernel that ``cmd`` describes and return how to connect to it."""
        if "ipykernel_launcher" not in cmd:  # a kernel of another kind
            return await super().launch_kernel(cmd, **kwargs)
        context = multiprocessing.get_context("forkserver")
        folder, environment = str(kwargs["cwd"]), dict(kwargs["env"])
        arguments = (self.parent.connection_file, folder, environment)
        process = context.Process(target=forked_kernel.run, args=arguments, daemon=True)
        process.start()
        self.process = _Process(process)
        # The process makes a group of its own, so that what its cells have started ends with it.
        self.pid, self.pgid, self.cwd = process.pid, process.pid, folder
        return self.connection_info


def setup(app):
    """Make forked kernels the default of this build."""
    if not forked_kernel.prepare():
        return
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = _Here()
    factory.default_provisioner_name = NAME


class _Here:
    """Stands for an entry point, which only an installed package can have."""

    name = NAME

    def load(self) -> type[ForkedProvisioner]:
        return ForkedProvisioner
