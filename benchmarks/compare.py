"""Our read side beside a plain Django REST framework one, on the same rows, in one run. Only the ratios travel.

Usage: ./run manage is not needed; `.venv/bin/python -m benchmarks.compare [--events 2000]` starts a server of its own.

The peer is what one would write first: model serializers over the desk's tables with nested claims and sources. Before
anything is timed, both must give the same ids. Each figure is the median of ROUNDS calls in one process, without HTTP.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable

from tracker.local.throwaway import Servers

ROUNDS = 15


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=2000, help="copies of the founding events to read from")
    wanted: int = parser.parse_args().events
    servers = Servers()
    try:
        os.environ |= {
            "DATABASE_URL": servers.start_postgres(),
            "TRACKER_ROLE": "owner",
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "PYTEST_VERSION": "benchmark",  # one connection, as in the tests
        }
        import django

        django.setup()
        return compare(wanted)
    finally:
        servers.close()


def compare(wanted: int) -> int:
    """Load, multiply, check that both sides agree, and print one line an item of work."""
    from django.core.management import call_command
    from django.test import Client

    from benchmarks import peer
    from events import derive, imports

    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    report = imports.load()
    seconds = time.perf_counter() - began
    print(f"import through the actions: {report.made} records in {seconds:.1f} s, {report.made / seconds:.0f} a second")
    peer.multiply(wanted)
    derive.rebuild_all()
    client = Client(SERVER_NAME="localhost")

    def ours(path: str, **headers: str) -> Callable[[], object]:
        return lambda: client.get(path, headers=headers)

    listed = json.loads(client.get("/api/v1/events/?limit=50&include=claims,sources").content)["results"]
    if [row["id"] for row in listed] != [row["id"] for row in peer.list_events()]:
        print("the peers do not give the same events; nothing was timed", file=sys.stderr)
        return 1
    tag = client.get("/api/v1/events/?limit=50").headers["ETag"]
    first = listed[0]["id"]
    items = [
        (
            "list of 50 with claims and sources",
            ours("/api/v1/events/?limit=50&include=claims,sources"),
            peer.list_events,
        ),
        ("one event", ours(f"/api/v1/events/{first}/?include=claims,sources"), lambda: peer.one_event(first)),
        ("unchanged list, conditional", ours("/api/v1/events/?limit=50", if_none_match=tag), peer.list_events),
        ("yearly statistics", ours("/api/v1/statistics/?year=2017"), lambda: peer.count_year(2017)),
    ]
    print(f"{'work':<40}{'ours ms':>10}{'peer ms':>10}{'ratio':>8}")
    for name, mine, theirs in items:
        a, b = median(mine), median(theirs)
        print(f"{name:<40}{a * 1e3:>10.1f}{b * 1e3:>10.1f}{b / a:>8.1f}")
    return 0


def median(work: Callable[[], object]) -> float:
    """Return the median seconds of a piece of work, after one call that is not counted."""
    work()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
