"""`./run`: from an empty checkout to the first page; and `./run manage`, with the same servers."""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tracker.local import LocalError
from tracker.local.folder import ROOT, Folder
from tracker.local.logs import say
from tracker.local.parts import background_parts, page_answers, port_from_environment, servers, web_part
from tracker.local.supervisor import Stopped, Supervisor, stop_leftovers

OWNER_COMMANDS = ("migrate", "showmigrations", "makemigrations", "sqlmigrate", "dbshell")
ADDRESSES = ("DATABASE_URL", "DATABASE_DESK_URL", "DATABASE_PUBLIC_URL", "CELERY_BROKER_URL")


def start(everything: bool = False) -> int:
    """Run the tracker until Ctrl-C; return the exit code."""
    begun = time.monotonic()
    port = port_from_environment()
    folder = Folder.of_environment()
    folder.make()
    with folder.lock():
        refuse_taken_port(port)
        supervisor = Supervisor(folder, base_environment(folder, port), everything)
        accounts = folder.path / "users.json"
        first_start = not accounts.exists()
        try:
            bring_up(supervisor, port)
            say(
                f"http://localhost:{port}/ is ready after {time.monotonic() - begun:.0f} s; sign in at "
                f"http://localhost:{port}/admin/ with an account that ./run users lists; Ctrl-C stops it."
            )
            if first_start:
                tell_accounts(accounts)
            supervisor.watch()
        except Stopped:
            say("Stopping ...")
        finally:
            supervisor.stop()
    return 0


def tell_accounts(accounts: Path) -> None:
    """Show the local accounts on the terminal, and in no log."""
    if accounts.exists():
        for name, password in json.loads(accounts.read_text()).items():
            print(f"  {name:<14} {password}", flush=True)


def bring_up(supervisor: Supervisor, port: int) -> None:
    """Start servers, prepare the database, start the web, and after its first page the rest."""
    start_servers(supervisor)
    prepare(supervisor)
    supervisor.start(web_part(port))
    page_answers(port, "/")  # the first page fills the caches of its process
    own_broker = supervisor.environment["CELERY_BROKER_URL"] if "valkey" in supervisor.parts else None
    for part in background_parts(supervisor.folder, own_broker):
        supervisor.start(part)
    supervisor.publish(url=f"http://127.0.0.1:{port}/")


def start_servers(supervisor: Supervisor) -> None:
    """Start PostgreSQL and Valkey, unless addresses of others are given."""
    folder = supervisor.folder
    stop_leftovers(folder)
    parts, addresses, postgres = servers(folder)
    if "DATABASE_URL" in addresses:
        for name in [name for name in supervisor.environment if name.startswith("PG") or name in ADDRESSES[1:3]]:
            del supervisor.environment[name]
    supervisor.environment.update(addresses)
    for part in parts:
        supervisor.start(part)
    if postgres:
        postgres.create_owner("tracker")
    supervisor.publish(**addresses)


def prepare(supervisor: Supervisor) -> None:
    """Bring tables, static files, the founding record and the first accounts up to date."""
    argv = (sys.executable, "-m", "tracker.local.prepare")
    first = ["migrate --no-input --verbosity 0"]
    static, stamp = static_digest(), supervisor.folder.path / "static.stamp"
    if not (stamp.exists() and stamp.read_text() == static and (ROOT / "staticfiles").exists()):
        first.append("collectstatic --no-input --verbosity 0")
    say("Preparing the database ...")
    supervisor.run_once("migrate", (*argv, *first), {"TRACKER_ROLE": "owner"})
    stamp.write_text(static)
    say("Reading the founding record ...")
    supervisor.run_once(
        "founding", (*argv, "rebuild_record --if-missing", "load_founding", "desk_users --create"), {}, show=True
    )


def static_digest() -> str:
    """Return what the collected static files depend on: our files' names, sizes and times, and the lock."""
    files = sorted(path for folder in ("static", "events/static") for path in (ROOT / folder).rglob("*"))
    facts = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files if path.is_file()]
    lock = ROOT / "requirements.txt"
    return hashlib.sha256(repr((facts, lock.read_bytes() if lock.exists() else b"")).encode()).hexdigest()


def base_environment(folder: Folder, port: int) -> dict[str, str]:
    """Return the environment of every part: ours, with what this machine adds."""
    # A run that a test starts is a real run; only the migration is the owner.
    environment = {n: v for n, v in os.environ.items() if not n.startswith("PYTEST_") and n != "TRACKER_ROLE"}
    environment |= {"TRACKER_DATA": str(folder.path), "PORT": str(port)}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    environment.setdefault("SECRET_KEY", folder.secret_key())
    environment["PYTHONUNBUFFERED"] = "1"
    environment["C_FORCE_ROOT"] = "1"  # Celery's warning about root is for pickled messages; ours are JSON
    return environment


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise LocalError(
                f"Port {port} can't be used ({error.strerror}); stop the program that has it,"
                f" or choose another one: PORT={port + 1 if port < 65535 else 8000} ./run"
            ) from None


def manage(arguments: Sequence[str]) -> int:
    """Run a management command with the servers that run already, or with servers for its time only."""
    folder = Folder.of_environment()
    folder.make()
    environment = base_environment(folder, port_from_environment())
    if role := os.environ.get("TRACKER_ROLE") or ("owner" if arguments[:1] and arguments[0] in OWNER_COMMANDS else ""):
        environment["TRACKER_ROLE"] = role
    lock = folder.try_lock()
    if lock is None:
        state = folder.state()
        environment.update({name: state[name] for name in ADDRESSES if name in state})
        return run_manage(arguments, environment)
    with lock:
        supervisor = Supervisor(folder, environment)
        try:
            start_servers(supervisor)
            return run_manage(arguments, supervisor.environment)
        except Stopped:
            return 130
        finally:
            supervisor.stop()


def run_manage(arguments: Sequence[str], environment: dict[str, str]) -> int:
    """Run manage.py on this terminal; Ctrl-C is for it alone."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    argv = [sys.executable, "manage.py", *arguments]
    try:
        return subprocess.run(argv, env=environment, cwd=ROOT, check=False).returncode
    finally:
        signal.signal(signal.SIGINT, before)
