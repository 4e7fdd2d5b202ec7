"""Starts a cluster as root where no user namespace can be had, and tells whose process it is; a program for a test.

A namespace of its own, with 65,536 users in it and no further namespaces allowed, stands for such a place.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

from tracker.local import children
from tracker.local.postgres import Postgres, find_binaries


def enter() -> None:
    """Become root of a namespace that is like a whole machine without user namespaces."""
    asked, told = os.pipe(), os.pipe()
    child = os.fork()
    if child:
        os.read(asked[0], 1)
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{child}/{name}").write_text("0 0 65536")
        os.write(told[1], b"!")
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    os.unshare(os.CLONE_NEWUSER)
    os.write(asked[1], b"!")
    os.read(told[0], 1)
    os.setuid(0)
    Path("/proc/sys/user/max_user_namespaces").write_text("0")


def main(folder: Path) -> None:
    enter()
    sockets = folder / "run" / "pg"
    sockets.mkdir(parents=True)
    server = Postgres(find_binaries(), folder / "pg", sockets, throw_away=True)
    server.prepare()
    process = children.spawn(
        server.argv, environment=server.environment, folder=folder, output=subprocess.DEVNULL, unprivileged=True
    )
    while not server.ready(process.pid) and process.poll() is None:
        time.sleep(0.05)
    sys.stdout.write(f"{children.namespaces_work()} {psutil.Process(process.pid).username()}\n")
    process.terminate()
    process.wait(10)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
