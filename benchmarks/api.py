"""The researchers' API at growing sizes: beside plain SQL, plain serializers, Datasette, and itself when small.

Usage: `.venv/bin/python -m benchmarks.api --events 10000 100000`; each size has a database of its own for its minutes.
With `--at ADDRESS` it measures over one that `benchmarks.synthetic` keeps, and adds some events to that.

First all sides must give the same ids, totals and counts; nothing is timed before. A figure is the median of ROUNDS
calls in one process, without HTTP. `limit` is the same documents by plain SQL on a connection of psycopg; for the file
it is COPY of the documents. `plain` is what one would write first: model serializers over the desk's tables. Datasette
serves events alone from SQLite, without claims and sources. Only the ratios travel, and a machine that does other work
bends these too: the last line says how busy it was.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import synthetic
from tracker.local.throwaway import Servers

if TYPE_CHECKING:  # the works read settings, which stand when the database does
    from benchmarks.datasette import Datasette
    from benchmarks.works import Call, Work

ROUNDS = 9
SIDES = ("ours", "limit", "plain", "datasette")
Row = dict[str, list[float | None]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=[10_000, 100_000], help="sizes, the smallest first")
    parser.add_argument("--at", metavar="ADDRESS", help="a made-up database that stands, instead of new ones")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one or asked.at:
        return one_size(asked.one, asked.at)
    columns: list[Row] = []
    for size in asked.events:
        argv = [sys.executable, "-m", "benchmarks.api", "--one", str(size)]
        run = subprocess.run(argv, stdout=subprocess.PIPE, text=True, check=False, cwd=synthetic.ROOT)
        if run.returncode:
            return run.returncode
        *told, last = run.stdout.splitlines()
        print("\n".join(told), flush=True)
        columns.append(json.loads(last))
    growth(asked.events, columns)
    print(f"Load of this machine just now: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
    return 0


def growth(sizes: list[int], columns: list[Row]) -> None:
    """Print how many times longer each work takes at the largest size than at the smallest."""
    if len(sizes) < 2:
        return
    head = f"growth from {sizes[0]:,} to {sizes[-1]:,}"
    print(f"\n{head:<44}" + "".join(f"{side:>12}" for side in SIDES))
    for name in [name for name in columns[0] if name in columns[-1]]:  # the record is not rebuilt where it is large
        pairs = zip(columns[0][name], columns[-1][name], strict=True)
        cells = [f"{after / before:.1f}" if before and after else "-" for before, after in pairs]
        print(f"{name:<44}" + "".join(f"{cell:>12}" for cell in cells))


def one_size(events: int, standing: str | None) -> int:
    servers = Servers()
    try:
        os.environ["COUNTERS_URL"] = servers.start_valkey()
        synthetic.open_database(standing or servers.start_postgres())
        if not standing:
            began = time.perf_counter()
            synthetic.fill(events)
            seconds = time.perf_counter() - began
            print(f"\n{events:,} events made up in {seconds:.0f} s, {events / seconds:.0f} a second")
        with tempfile.TemporaryDirectory(prefix="datasette-") as folder:
            return measure(Path(folder))
    finally:
        servers.close()


def measure(folder: Path) -> int:
    """Print a line for each work, once all sides agree, and last of all the figures as JSON."""
    from benchmarks import datasette, works, writes
    from events.models import PublicEvent

    print(f"{PublicEvent.objects.live().count():,} public events; {database_size()}", flush=True)
    other = datasette.Datasette(folder)
    try:
        if differing := works.disagreements(other):
            print("The sides do not agree; nothing was timed:\n" + "\n".join(differing), file=sys.stderr)
            return 1
        print(f"{'work':<44}" + "".join(f"{f'{side} ms':>14}" for side in SIDES) + "  of limit  x plain  x datasette")
        found = {work.name: told(work, other) for work in works.works(other)}
        with works.ideal_index():
            indexed = next(work for work in works.works(other) if work.name == works.TOTAL)
            found["plain with the index that it wants"] = told(
                indexed._replace(name="plain with the index that it wants", limit=None, datasette=()), other
            )
        found |= files(other) | writes.measure()
        print(json.dumps(found))
        return 0
    finally:
        other.close()


def told(work: "Work", other: "Datasette") -> list[float | None]:
    """Print one work by all sides and return its seconds."""
    calls = (work.ours, work.limit, work.plain)
    seconds = [median(call) if call else None for call in calls]
    seconds.append(other.seconds(work.datasette) if work.datasette else None)
    ours, limit, *peers = seconds
    assert ours is not None
    ratios = [limit and limit / ours, *(peer and peer / ours for peer in peers)]
    cells = [f"{value * 1e3:>14.2f}" if value is not None else f"{'-':>14}" for value in seconds]
    print(f"{work.name:<44}{''.join(cells)}" + "".join(f"{one:>10.2f}" if one else f"{'-':>10}" for one in ratios))
    sys.stdout.flush()
    return seconds


def files(other: "Datasette") -> Row:
    """Print what the file of all events costs, read row by row, and what Datasette needs for as many."""
    from benchmarks import works

    rows, limit, grown, sent = works.export()
    text, seconds = other.ask("/record/events.csv?_stream=on&_size=max")
    theirs = (text.count("\n") - 1) / seconds
    print(f"file of all events: {rows:,.0f} rows a second, {rows / limit:.2f} of COPY ({limit:,.0f}),")
    print(f"  {rows / theirs:.1f} x Datasette; the process grew by {grown / 1e6:.1f} MB for {sent / 1e6:.0f} MB sent")
    return {"file of all events, seconds a row": [1 / rows, 1 / limit, None, 1 / theirs]}


def database_size() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        return str(cursor.fetchone()[0])


def median(work: "Call") -> float:
    """Return the median seconds of a piece of work, after one call that is not counted; two rounds if it is slow."""
    began = time.perf_counter()
    work()
    rounds = ROUNDS if time.perf_counter() - began < 2 else 2
    times: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
