"""The tracker over a record of any size, made up by `events.synthetic`, to measure and to look at.

Usage: `.venv/bin/python -m benchmarks.synthetic --events 10000 --serve 8200` runs the tracker over it in a database of
its own, which is gone after Ctrl-C.
"""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

from tracker.local.throwaway import Servers

ROOT = Path(__file__).resolve().parent.parent


def fill(events: int) -> None:
    """Write desk and public record of this many events."""
    from events import synthetic

    synthetic.seed(events)


def open_database(address: str) -> None:
    """Make this process the owner of an empty database and create its tables."""
    os.environ |= {
        "DATABASE_URL": address,
        "TRACKER_ROLE": "owner",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "PYTEST_VERSION": "benchmark",  # one connection, as in the tests
        "API_READS": "10000000/60",  # what is measured is counted, and never refused
        "API_FILES": "10000000/60",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def serve(address: str, port: int) -> "subprocess.Popen[bytes]":
    """Start the tracker's web process over a database, on the roles that it has in production."""
    ours = ("PYTEST_VERSION", "TRACKER_ROLE", "DATABASE_DESK_URL", "DATABASE_PUBLIC_URL")
    environment = {name: value for name, value in os.environ.items() if name not in ours} | {"DATABASE_URL": address}
    environment |= {"DJANGO_SETTINGS_MODULE": "tracker.settings"}
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, env=environment, cwd=ROOT, check=True)
    shape = ["--worker-class", "gthread", "--workers", "1", "--threads", "4", "--log-level", "warning"]
    argv = [sys.executable, "-m", "gunicorn", "tracker.wsgi", "--bind", f"127.0.0.1:{port}", *shape]
    return subprocess.Popen([*argv, "--no-control-socket"], env=environment, cwd=ROOT)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000, help="how many events to make up")
    parser.add_argument("--serve", type=int, required=True, metavar="PORT", help="port on this machine")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    servers = Servers()
    try:
        address = servers.start_postgres()
        open_database(address)
        print(f"Making up {asked.events} events ...", flush=True)
        fill(asked.events)
        web = serve(address, asked.serve)
        try:
            print(f"http://127.0.0.1:{asked.serve}/en/ runs over them; Ctrl-C stops it and forgets them.", flush=True)
            print(f"Their database, for --at: '{address}'", flush=True)
            return web.wait()
        finally:
            web.terminate()
            web.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        servers.close()


if __name__ == "__main__":
    sys.exit(main())
