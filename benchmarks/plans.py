"""What the answers read of a large record, as PostgreSQL plans it there, and how long each takes.

Usage: `.venv/bin/python -m benchmarks.plans --events 1000000`, or `--at ADDRESS` over a made-up database that stands.

`tests/plans` asks the same at six thousand events, with plans that a small record would not get by itself. A path is
named below its line if it reads a large table as a whole, or more rows of one than a fifth of the events.
"""

import argparse
import sys
import time

from benchmarks import synthetic
from tracker.local.throwaway import Servers

DEPTH = 25_000
FIRST_FEW = 500
"""Rows after which a scan that stopped early is taken for one of the whole table."""

AS_IT_IS = "SET jit = on"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="how many events to make up")
    parser.add_argument("--at", metavar="ADDRESS", help="a made-up database that stands, instead of a new one")
    asked = parser.parse_args()
    servers = Servers()
    try:
        synthetic.open_database(asked.at or servers.start_postgres())
        if not asked.at:
            synthetic.fill(asked.events)
        return read_plans()
    finally:
        servers.close()


def read_plans() -> int:
    """Print a line for each answer, and return how many read widely that should not."""
    from django.test import Client

    from events.kept import SHELF
    from events.models import PublicEvent
    from tests.plans import asked

    events, wide, client = PublicEvent.objects.count(), 0, Client(SERVER_NAME="localhost")
    paths = [*asked.ANSWERS, *(asked.page_beyond(path, min(DEPTH, events // 4)) for path in asked.DEEP)]
    SHELF.most_bytes = 0  # each answer is made
    for path in [*paths, *asked.COUNTING]:
        client.get(path)
        began = time.perf_counter()
        client.get(path)
        seconds = time.perf_counter() - began
        found = asked.wide_reads(path, events, AS_IT_IS, scanned=FIRST_FEW)
        wide += bool(found) and path not in asked.COUNTING
        print(f"{seconds * 1e3:>9.1f} ms  {path}", *found, sep="\n      ", flush=True)
    print(f"{wide} of {len(paths)} answers read a large table widely, of {events:,} events.")
    return min(wide, 1)


if __name__ == "__main__":
    sys.exit(main())
