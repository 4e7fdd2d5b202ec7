"""A whole tree with the real servers and tiny parts: started by tests as a program, with TRACKER_DATA set.

Each part, asked to stop, appends its name to `order` in the data folder, and whether the servers were still there.
"""

import sys
from functools import partial
from pathlib import Path

from tracker.local import LocalError
from tracker.local.folder import Folder
from tracker.local.launch import start_servers
from tracker.local.parts import Part
from tracker.local.supervisor import Stopped, Supervisor

TINY = """
import os, pathlib, signal, sys, time
order, name, sockets = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
def end(*_):
    alive = (sockets / "valkey.sock").exists() and (sockets / "pg" / ".s.PGSQL.5432").exists()
    order.open("a").write(f"{name} {alive}\\n")
    sys.exit()
signal.signal(signal.SIGTERM, end)
print("WARNING from", name, flush=True)
(order.parent / f"{name}.pid").write_text(str(os.getpid()))
while True:
    time.sleep(1)
"""


def hears(file: Path, pid: int) -> bool:
    """Return whether a tiny part is far enough to hear signals."""
    return file.exists() and file.read_text() == str(pid)


def main() -> None:
    folder = Folder.of_environment()
    folder.make()
    with folder.lock():
        supervisor = Supervisor(folder, {"PATH": "/usr/bin:/bin"})
        try:
            start_servers(supervisor)
            sockets = (folder.path / "sockets").read_text()
            for name in ("web", "worker", "beat", "relay"):
                argv = (sys.executable, "-c", TINY, str(folder.path / "order"), name, sockets)
                supervisor.start(Part(name, argv, ready=partial(hears, folder.path / f"{name}.pid")))
            supervisor.publish(url=Path(__file__).as_uri())
            supervisor.watch()
        except Stopped:
            pass
        finally:
            supervisor.stop()


if __name__ == "__main__":
    try:
        main()
    except LocalError as error:
        sys.exit(str(error))
