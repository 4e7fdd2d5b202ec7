"""What runs on one machine, as data: the two servers and the five parts of the tracker."""

import os
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tracker.local import LocalError
from tracker.local.folder import Folder
from tracker.local.postgres import Postgres, find_binaries
from tracker.local.valkey import Valkey, find_binary

# No request is cut off, nothing new is handed out, then the work in hand ends; what they all write to goes last.
STOP_ORDER = ("web", "beat", "relay", "worker", "valkey", "postgres")
PYTHON_TROUBLE = r"(?<!%)\b(WARNING|ERROR|CRITICAL)\b(?! django\.request Not Found)|Traceback"
SERVER_TROUBLE = r"\b(PANIC|FATAL)\b|Can't|No space left"


@dataclass(frozen=True)
class Part:
    """One process under the supervisor."""

    name: str
    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    only_this_environment: bool = False  # servers get no secret of ours
    before: Callable[[], None] = lambda: None  # runs ahead of every start
    ready: Callable[[int], bool] = lambda _: True
    ready_limit: float = 60
    stop_signal: int = signal.SIGTERM
    stop_limit: float = 10
    death_signal: int = signal.SIGKILL  # what it gets when the supervisor is killed
    unprivileged: bool = False
    trouble: str = PYTHON_TROUBLE  # lines of its log that are shown


def postgres_part(server: Postgres) -> Part:
    return Part(
        "postgres",
        server.argv,
        environment=server.environment,
        only_this_environment=True,
        before=server.prepare,
        ready=server.ready,
        stop_signal=signal.SIGINT,  # fast shutdown
        stop_limit=20,
        death_signal=signal.SIGINT,
        unprivileged=True,
        trouble=SERVER_TROUBLE,
    )


def valkey_part(server: Valkey) -> Part:
    return Part(
        "valkey",
        server.argv,
        environment=server.environment,
        only_this_environment=True,
        before=server.prepare,
        ready=server.ready,
        death_signal=signal.SIGTERM,
        trouble=SERVER_TROUBLE,
    )


def servers(folder: Folder) -> tuple[list[Part], dict[str, str], Postgres | None]:
    """Return the servers that this machine has to run, the addresses that they will have, and the database."""
    parts, addresses, postgres = [], {}, None
    sockets = folder.new_socket_folder()
    if not os.environ.get("DATABASE_URL"):
        database_sockets = sockets / "pg"
        database_sockets.mkdir(mode=0o700)
        postgres = Postgres(find_binaries(), folder.path / "pg", database_sockets)
        parts.append(postgres_part(postgres))
        addresses["DATABASE_URL"] = postgres.url("tracker_owner", "tracker")
    if not os.environ.get("CELERY_BROKER_URL"):
        valkey = Valkey(find_binary(), folder.path / "valkey", sockets)
        parts.append(valkey_part(valkey))
        addresses["CELERY_BROKER_URL"] = valkey.url
    return parts, addresses, postgres


def web_part(port: int) -> Part:
    limits = ("--timeout", "60", "--graceful-timeout", "5")
    shape = ("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--no-control-socket")
    return Part(
        "web",
        _python("gunicorn", "tracker.wsgi", "--bind", f"127.0.0.1:{port}", *shape, *limits, "--log-level", "warning"),
        ready=lambda _: page_answers(port),
        stop_limit=8,
    )


def background_parts(folder: Folder, put_back: str | None) -> tuple[Part, ...]:
    """Return what starts after the first page: worker, beat and relay.

    With the address of a broker that nobody else uses, the worker first puts unfinished tasks back into it.
    """
    schedule = ("-s", str(folder.path / "beat-schedule"), "--pidfile=", "-l", "warning")
    return (
        Part("worker", _python("tracker.local.worker", *([put_back] if put_back else []))),
        Part("beat", _python("celery", "-A", "tracker", "beat", *schedule), stop_limit=3),
        Part("relay", (sys.executable, "manage.py", "relay"), stop_limit=5),
    )


def page_answers(port: int, path: str = "/livez") -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def port_from_environment() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise LocalError(f"PORT is {text}; give a number from 1 to 65535, for example PORT=8001 ./run")
    return int(text)


def _python(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", *words)
