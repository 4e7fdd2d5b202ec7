"""A PostgreSQL and a Valkey for minutes, in one temporary folder: for the tests and for checks."""

import fcntl
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tracker.local import LocalError, children, leftovers
from tracker.local.folder import socket_root
from tracker.local.postgres import Postgres, find_binaries
from tracker.local.valkey import Valkey, find_binary

PREFIX = "tracker-test-"
STALE_AFTER = 60  # seconds; a younger folder may belong to a session that has not locked it yet


class Servers:
    """The servers of one session in one temporary folder, which the session keeps locked while it lives."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=socket_root()))
        self.lock = (self.folder / "lock").open("w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.running: list[tuple[subprocess.Popen[bytes], int]] = []

    def start_postgres(self) -> str:
        """Return the address of a new cluster, as its superuser; the role tracker_owner exists too."""
        sockets = self.folder / "pg-socket"
        sockets.mkdir(mode=0o700)
        server = Postgres(find_binaries(), self.folder / "pg", sockets, throw_away=True)
        server.prepare()
        # Immediate shutdown: there is nothing to keep.
        self._start("postgres", server.argv, server.environment, signal.SIGQUIT, server.ready)
        server.create_owner()
        return server.url("postgres", "postgres")

    def start_valkey(self) -> str:
        server = Valkey(find_binary(), self.folder / "valkey", self.folder)
        server.prepare()
        self._start("valkey", server.argv, server.environment, signal.SIGKILL, server.ready)
        return server.url

    def _start(
        self, name: str, argv: tuple[str, ...], environment: dict[str, str], end: int, ready: Callable[[int], bool]
    ) -> None:
        log = self.folder / f"{name}.log"
        with log.open("wb") as output:
            process = children.spawn(
                argv,
                environment=environment,
                folder=self.folder,
                output=output,
                death_signal=end,
                unprivileged=name == "postgres",
            )
        self.running.append((process, end))
        limit = time.monotonic() + 30
        while not ready(process.pid):
            if process.poll() is not None or time.monotonic() > limit:
                raise LocalError(f"{name} for the tests did not start: {log.read_text()[-600:]}")
            time.sleep(0.02)

    def close(self) -> None:
        for process, end in self.running:
            process.send_signal(end)
        for process, _ in self.running:
            process.wait(10)
        self.lock.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def remove_stale() -> None:
    """Stop and delete what test sessions that were killed left behind; their locks are free."""
    for folder in socket_root().glob(PREFIX + "*"):
        try:
            if time.time() - folder.stat().st_mtime < STALE_AFTER:
                continue
            with (folder / "lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                leftovers.stop(leftovers.server_of(folder / "pg", "postmaster.pid", "postgres"), signal.SIGQUIT)
                leftovers.stop(leftovers.server_of(folder / "valkey", "valkey.pid", "valkey-server"), signal.SIGKILL)
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:  # in use, or another user's
            continue
