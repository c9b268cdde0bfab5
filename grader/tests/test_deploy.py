"""The folder of a student who hands in on the JupyterHub of ``deploy/``."""

from __future__ import annotations

import os
import runpy
import stat
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import MagicMock

import pytest

CONFIG = Path(__file__).parents[2] / "deploy" / "jupyterhub_config.py"


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """Return what the configuration defines, with folders of the test, and a way to spawn."""
    config = MagicMock()
    defined = runpy.run_path(str(CONFIG), {"get_config": lambda: config})
    hook = config.Spawner.pre_spawn_hook
    assert hook is defined["open_inbox"]
    hook.__globals__.update(CLASS=tmp_path / "class", SOCKETS=tmp_path / "run")
    for folder in ("class/handed-in", "run", "home"):
        (tmp_path / folder).mkdir(parents=True)
    user = SimpleNamespace(pw_name="anna", pw_uid=7, pw_gid=7, pw_dir=str(tmp_path / "home"))
    owners = {}
    monkeypatch.setattr("pwd.getpwnam", lambda name: user)
    monkeypatch.setattr("grp.getgrnam", lambda name: SimpleNamespace(gr_gid=9))
    monkeypatch.setattr(os, "chown", lambda path, *ids: owners.update({Path(path): ids}))

    def spawn(*groups):
        monkeypatch.setattr(os, "getgrouplist", lambda name, group: [group, *groups])
        spawner = SimpleNamespace(user=SimpleNamespace(name="anna"), environment={})
        hook(spawner)
        return spawner.environment

    return SimpleNamespace(spawn=spawn, owners=owners, config=config)


def test_student_gets_a_folder_that_only_teachers_read_too(hub, tmp_path):
    runtime = Path(hub.spawn()["JUPYTER_RUNTIME_DIR"])
    inbox = tmp_path / "class" / "handed-in" / "anna"
    assert stat.S_IMODE(inbox.stat().st_mode) & 0o777 == 0o750
    assert hub.owners == {inbox: (7, 9), runtime: (7, 7)}
    assert stat.S_IMODE(runtime.stat().st_mode) & 0o077 == 0
    assert (tmp_path / "home" / "hand-in").readlink() == inbox
    hub.spawn()  # the next day


def test_what_a_student_has_made_in_its_place_stays(hub, tmp_path):
    (tmp_path / "home" / "hand-in").symlink_to(tmp_path / "nowhere")
    hub.spawn()
    assert (tmp_path / "home" / "hand-in").readlink() == tmp_path / "nowhere"


def test_teacher_hands_in_nothing(hub, tmp_path):
    hub.spawn(9)
    assert not list((tmp_path / "class" / "handed-in").iterdir())


def test_only_the_two_groups_log_in_and_kernels_open_no_port(hub):
    assert hub.config.LocalAuthenticator.allowed_groups == {"students", "teachers"}
    assert hub.config.Spawner.args == ["--KernelManager.transport=ipc"]
    assert hub.config.JupyterHub.bind_url.startswith("http://127.0.0.1:")
