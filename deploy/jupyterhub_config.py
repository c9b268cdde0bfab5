"""The JupyterHub of a class on one machine; README.md says in which order it is set up.

It runs as root, since it starts each student's server as that student. So the walls between
students are those of the system's users, which a school's machine has anyway.
"""

import grp
import os
import pwd
from pathlib import Path

#: Its Python and its proxy, from the two locks beside this file.
PROGRAMS = Path("/opt/natolab")
#: Below it what is handed out and what is handed in.
CLASS = Path("/srv/natolab")
TEACHERS = "teachers"
#: Sockets of kernels lie below it; in a home their paths could be too long for the system.
SOCKETS = Path("/run")

c = get_config()  # noqa: F821 - JupyterHub gives it

# Behind the school's web server, which speaks HTTPS and passes on to this address.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.cookie_secret_file = str(CLASS / "hub" / "cookie-secret")
c.JupyterHub.db_url = f"sqlite:///{CLASS / 'hub' / 'jupyterhub.sqlite'}"
c.ConfigurableHTTPProxy.command = [
    str(PROGRAMS / "proxy" / "node_modules" / ".bin" / "configurable-http-proxy")
]

# Names and passwords are those of the machine: of these two groups, and of nobody else.
c.JupyterHub.authenticator_class = "pam"
c.LocalAuthenticator.allowed_groups = {"students", TEACHERS}

c.Spawner.cmd = [str(PROGRAMS / "hub" / "bin" / "jupyterhub-singleuser")]
c.Spawner.default_url = "/lab"
# Else whoever is on the machine could listen at a port to what another student's code shows.
c.Spawner.args = ["--KernelManager.transport=ipc"]


def open_inbox(spawner):
    """Give a student a folder to hand in, which teachers can read and other students cannot."""
    user = pwd.getpwnam(spawner.user.name)
    sockets = SOCKETS / f"natolab-{user.pw_uid}"
    sockets.mkdir(mode=0o700, exist_ok=True)
    os.chown(sockets, user.pw_uid, user.pw_gid)
    spawner.environment["JUPYTER_RUNTIME_DIR"] = str(sockets)
    teachers = grp.getgrnam(TEACHERS)
    if teachers.gr_gid in os.getgrouplist(user.pw_name, user.pw_gid):
        return
    inbox = CLASS / "handed-in" / user.pw_name
    inbox.mkdir(mode=0o700, exist_ok=True)
    os.chown(inbox, user.pw_uid, teachers.gr_gid)
    # What is written there belongs to the teachers' group too.
    inbox.chmod(0o2750)
    shown = Path(user.pw_dir, "hand-in")
    if not os.path.lexists(shown):
        shown.symlink_to(inbox)


c.Spawner.pre_spawn_hook = open_inbox
