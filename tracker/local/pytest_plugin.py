"""A throw-away PostgreSQL and Valkey for one test session; loaded with `-p tracker.local.pytest_plugin`.

DATABASE_URL and CELERY_BROKER_URL, where given, are used instead. The processes of pytest-xdist inherit the
addresses from the one that started the servers, and that one stops them.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from tracker.local import LocalError, children, leftovers
from tracker.local.folder import socket_root
from tracker.local.postgres import Postgres, find_binaries
from tracker.local.valkey import Valkey, find_binary

PREFIX = "tracker-test-"
STALE_AFTER = 60  # seconds; a younger folder may belong to a session that has not locked it yet
IDLE = {"-h", "--help", "--version", "-V", "--fixtures", "--markers"}


class Servers:
    """The servers of one session in one temporary folder, which the session keeps locked."""

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

    def stop(self) -> None:
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


_servers: Servers | None = None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(args: list[str]) -> Generator[None, object, object]:
    """Start what is missing before pytest-django reads the settings: wrappers come before all other hooks."""
    global _servers
    os.environ.setdefault("TRACKER_ROLE", "owner")
    wanted = [name for name in ("DATABASE_URL", "CELERY_BROKER_URL") if not os.environ.get(name)]
    if wanted and not IDLE.intersection(args):
        remove_stale()
        _servers = Servers()
        try:
            if "DATABASE_URL" in wanted:
                os.environ["DATABASE_URL"] = _servers.start_postgres()
            if "CELERY_BROKER_URL" in wanted:
                os.environ["CELERY_BROKER_URL"] = _servers.start_valkey()
        except LocalError as error:
            _servers.stop()
            raise pytest.UsageError(str(error)) from None
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Stop what this process started, when the last of its connections is closed."""
    global _servers
    if _servers:
        _servers.stop()
        _servers = None
