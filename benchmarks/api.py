"""The researchers' API at growing sizes: beside plain SQL, beside plain serializers, and beside itself when small.

Usage: `.venv/bin/python -m benchmarks.api --events 10000 100000`; each size has a database of its own for its minutes.

First all sides must give the same ids, totals and counts; nothing is timed before. A figure is the median of ROUNDS
calls in one process, without HTTP. `limit` is the same documents by plain SQL on a connection of psycopg; for the file
it is COPY of the documents. `plain` is what one would write first: model serializers over the desk's tables. Only the
ratios travel, and a machine that does other work bends these too: the last line says how busy it was.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from benchmarks import synthetic
from tracker.local.throwaway import Servers

ROUNDS = 9
Work = Callable[[], object]
Row = dict[str, list[float | None]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=[10_000, 100_000], help="sizes, the smallest first")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        return one_size(asked.one)
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
    print(f"\n{f'growth from {sizes[0]:,} to {sizes[-1]:,}':<44}{'ours':>10}{'limit':>10}{'plain':>10}")
    for name in columns[0]:
        pairs = zip(columns[0][name], columns[-1][name], strict=True)
        cells = [f"{after / before:.1f}" if before and after else "-" for before, after in pairs]
        print(f"{name:<44}" + "".join(f"{cell:>10}" for cell in cells))


def one_size(events: int) -> int:
    servers = Servers()
    try:
        os.environ["COUNTERS_URL"] = servers.start_valkey()
        synthetic.open_database(servers.start_postgres())
        began = time.perf_counter()
        synthetic.fill(events)
        seconds = time.perf_counter() - began
        print(f"\n{events:,} events made up in {seconds:.0f} s, {events / seconds:.0f} a second; {database_size()}")
        from benchmarks import works

        if differing := works.disagreements():
            print("The sides do not agree; nothing was timed:\n" + "\n".join(differing), file=sys.stderr)
            return 1
        print(f"{'work':<44}{'ours ms':>10}{'limit ms':>10}{'plain ms':>10}{'of limit':>12}{'x plain':>12}")
        found: Row = {}
        for name, *sides in works.works():
            found[name] = [median(side) if side else None for side in sides]
            print(line(name, found[name]), flush=True)
        rows, limit, grown, sent = works.export()
        print(f"file of all events: {rows:,.0f} rows a second, {rows / limit:.2f} of COPY ({limit:,.0f});")
        print(f"the process grew by {grown / 1e6:.1f} MB while {sent / 1e6:.0f} MB were sent")
        found["file of all events, seconds a row"] = [1 / rows, 1 / limit, None]
        print(json.dumps(found))
        return 0
    finally:
        servers.close()


def line(name: str, seconds: list[float | None]) -> str:
    ours, limit, plain = seconds
    assert ours is not None
    ratios = (limit / ours if limit else None, plain / ours if plain else None)
    cells = [f"{value * 1e3:>10.2f}" if value is not None else f"{'-':>10}" for value in seconds]
    return f"{name:<44}" + "".join(cells) + "".join(f"{one:>12.2f}" if one else f"{'-':>12}" for one in ratios)


def database_size() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        return str(cursor.fetchone()[0])


def median(work: Work) -> float:
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
