"""Child processes that can't outlive their parent, and that are not root where root is refused."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any

from tracker.local import LocalError

PR_SET_PDEATHSIG = 1
UNPRIVILEGED_UID = 1000  # what root is called inside the user namespace; any number but 0 will do
_prctl = getattr(ctypes.CDLL(None), "prctl", None)  # Linux only


def spawn(
    argv: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: Path,
    output: IO[bytes] | int | None = None,
    errors: IO[bytes] | int | None = subprocess.STDOUT,
    death_signal: int = signal.SIGKILL,
    unprivileged: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own that receives `death_signal` when the calling thread ends.

    On systems without prctl (macOS) a survivor is found and stopped at the next start instead.
    """
    return subprocess.Popen(
        argv,
        env=dict(environment),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        start_new_session=True,
        preexec_fn=_preparation(death_signal, unprivileged and os.geteuid() == 0),
    )


def own(*folders: Path) -> None:
    """Give folders to the user that unprivileged children run as, where no user namespace can be had.

    The private folder around each goes with it: root may enter it all the same.
    """
    if os.geteuid() != 0 or namespaces_work():
        return
    nobody = pwd.getpwnam("nobody")
    for folder in folders:
        for path in (folder.parent, folder, *folder.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)


def reachable(binary: Path) -> None:
    """Raise LocalError if root would have to become a user who can't reach the server's program."""
    if os.geteuid() != 0 or namespaces_work():
        return
    try:
        subprocess.run([binary, "--version"], check=True, capture_output=True, cwd="/", preexec_fn=_become_nobody)
    except (OSError, subprocess.SubprocessError):
        raise LocalError(
            "PostgreSQL refuses to run as root and this system offers no user namespace; "
            "run the same command as an ordinary user who owns this folder."
        ) from None


def end_group(leader: int) -> None:
    """Kill what a finished child left behind in its process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


@cache
def namespaces_work() -> bool:
    """Return whether root may enter a user namespace here (many containers forbid it)."""
    try:
        subprocess.run(["/bin/sh", "-c", ":"], check=True, preexec_fn=_enter_namespace)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _preparation(death_signal: int, leave_root: bool) -> Callable[[], None]:
    parent = os.getpid()
    leave: Callable[[], None] | None = None
    if leave_root:
        leave = _enter_namespace if namespaces_work() else _become_nobody

    def prepare() -> None:
        if leave:
            leave()
        if _prctl:  # after the change of user, which would clear it
            _prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return prepare


def _enter_namespace() -> None:
    """Stay root outside, and be an ordinary user inside: files keep their owner, PostgreSQL is content."""
    unshare: Any = getattr(os, "unshare", None)
    if unshare is None:
        raise OSError("no user namespaces")
    unshare(os.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{UNPRIVILEGED_UID} 0 1")
    Path("/proc/self/gid_map").write_text(f"{UNPRIVILEGED_UID} 0 1")


def _become_nobody() -> None:
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)
