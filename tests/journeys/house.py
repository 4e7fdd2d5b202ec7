"""A whole tracker, started as a user starts it, in a data folder of its own: real servers, web, worker and relay."""

import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg
import redis

from tests.local.conftest import ROOT, clean_environment, eventually

START_LIMIT = 400  # seconds; the first start reads the founding record, and the machine may have other work
CATCH_UP_LIMIT = 90
OPEN_WORK = "SELECT count(*) FROM events_outboxrow WHERE done_at IS NULL"


class House:
    """One tracker that may be killed and started again; its address stays the same."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.log = data.with_suffix(".out")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin a start; `wait_until_up` waits for its end."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tracker.local"],
                cwd=ROOT,
                env=clean_environment(TRACKER_DATA=str(self.data), PORT=str(self.port)),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=hear_ctrl_c,
            )

    def wait_until_up(self) -> None:
        process = self.process
        assert process is not None
        assert eventually(lambda: self.is_up() or process.poll() is not None, START_LIMIT), self.output()
        assert process.poll() is None, self.output()

    def is_up(self) -> bool:
        state = self.state()
        return self.process is not None and state.get("supervisor") == self.process.pid and "url" in state

    def stop(self) -> None:
        """Press Ctrl-C; nobody may be left."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(60) == 0, self.output()
        assert eventually(lambda: not self.inhabitants()), self.inhabitants()

    def kill_everything(self) -> None:
        """Kill every process, as nearly at once as it can be done."""
        everybody = self.inhabitants()
        for one in everybody:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        self.await_end(everybody)

    def kill_supervisor(self) -> None:
        assert self.process is not None
        everybody = self.inhabitants()
        self.process.kill()
        self.await_end(everybody)

    def await_end(self, everybody: list[psutil.Process]) -> None:
        """Wait until these are gone, their numbers too, and nobody else is left."""
        assert self.process is not None
        self.process.wait(60)
        assert psutil.wait_procs(everybody, timeout=60)[1] == []
        assert eventually(lambda: not self.inhabitants()), self.inhabitants()

    def inhabitants(self) -> list[psutil.Process]:
        """Return every process that belongs to this data folder, whoever its parent is by now."""
        return [one for one in psutil.process_iter() if self._lives_here(one)]

    def _lives_here(self, one: psutil.Process) -> bool:
        try:
            here = one.environ().get("TRACKER_DATA") == str(self.data) or Path(one.cwd()).is_relative_to(self.data)
            return here and one.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False

    def state(self) -> dict[str, Any]:
        try:
            return dict(json.loads((self.data / "state.json").read_text()))
        except (OSError, ValueError):
            return {}

    def output(self) -> str:
        return self.log.read_text()

    def part(self, name: str) -> psutil.Process:
        return psutil.Process(self.state()[name])

    def await_another(self, name: str, before: psutil.Process) -> None:
        """Wait until another process has the place of a part that was killed."""
        assert eventually(lambda: self.state().get(name) not in (None, before.pid), 60), self.output()

    def password(self, name: str) -> str:
        return str(json.loads((self.data / "users.json").read_text())[name])

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `./run manage ...` beside the running tracker."""
        return subprocess.run(
            [sys.executable, "-m", "tracker.local", "manage", *words],
            cwd=ROOT,
            env=clean_environment(TRACKER_DATA=str(self.data)),
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )

    @contextmanager
    def database(self, user: str = "tracker_owner") -> Iterator[psycopg.Connection]:
        url = self.state()["DATABASE_URL"].replace("tracker_owner", user)
        with psycopg.connect(url, autocommit=True) as connection:
            yield connection

    @contextmanager
    def broker(self) -> Iterator[redis.Redis]:
        with redis.Redis(unix_socket_path=self.state()["CELERY_BROKER_URL"].removeprefix("redis+socket://")) as broker:
            yield broker

    def number(self, query: str) -> int:
        """Return the one number that a query answers."""
        with self.database() as connection:
            row = connection.execute(query).fetchone()  # type: ignore[call-overload]
        assert row is not None
        return int(row[0])

    def catch_up(self) -> None:
        """Wait until no work is left in the outbox."""
        eventually(self._nothing_is_open, CATCH_UP_LIMIT)
        assert self.number(OPEN_WORK) == 0, self.output()

    def _nothing_is_open(self) -> bool:
        try:
            return self.number(OPEN_WORK) == 0
        except (psycopg.OperationalError, KeyError):  # it is just starting again
            return False

    def status_of(self, path: str) -> int:
        """Return the HTTP status of an address; 0 where nobody answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def json(self, path: str) -> Any:
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            return json.load(answer)


def hear_ctrl_c() -> None:
    """Undo what a shell does to programs in the background, and their children inherit."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
