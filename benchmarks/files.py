"""Files of whole lists and of half of one, taken from the web process itself: how fast, and whether its memory grows.

Usage: `.venv/bin/python -m benchmarks.files --events 10000 50000`; each size has a database of its own for its minutes.

`ready` are the files that a worker made before; `streamed` is the same list in another order, so that it is read from
the database; `half` is a filter that matches half of it. `of COPY` is beside COPY of the same documents by PostgreSQL,
on this machine in the same minute. `grew` is how far the memory of the server's processes (RSS) rose above where it
stood when the answer was asked for, after a page of the same form had warmed it. Ratios and growth travel; a machine
that does other work bends them: the last line says how busy it was.
"""

import argparse
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil
import psycopg

from benchmarks import synthetic
from tracker.local.throwaway import Servers

PORT = 8377
PIECE = 1 << 18
FORMS = ("csv", "jsonl", "geojson", "parquet")
DOCUMENTS = "SELECT document FROM events_publicevent WHERE tombstone = ''"
MIDDLE = "percentile_disc(0.5) WITHIN GROUP (ORDER BY COALESCE(occurred_from, occurred_to))"


class Taken(NamedTuple):
    """What one answer took: seconds, bytes sent, and bytes by which the server's memory rose."""

    seconds: float
    sent: int
    grown: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=[10_000, 50_000], help="sizes, the smallest first")
    parser.add_argument("--at", metavar="ADDRESS", help="a made-up database that stands, instead of new ones")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one or asked.at:
        return one_size(asked.one, asked.at)
    for size in asked.events:
        argv = [sys.executable, "-m", "benchmarks.files", "--one", str(size)]
        if code := subprocess.run(argv, check=False, cwd=synthetic.ROOT).returncode:
            return code
    print(f"Load of this machine just now: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
    return 0


def one_size(events: int, standing: str | None) -> int:
    servers = Servers()
    with tempfile.TemporaryDirectory(prefix="files-") as folder:
        os.environ["TRACKER_RELEASES"] = folder
        try:
            address = standing or servers.start_postgres()
            synthetic.open_database(address)
            if not standing:
                synthetic.fill(events)
            from events import releases
            from events.models import PublicEvent
            from events.releases import whole

            whole.LISTS = tuple(part for part in whole.LISTS if part.name == "events")
            began = time.perf_counter()
            releases.make_whole()
            seconds = time.perf_counter() - began
            size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
            events = PublicEvent.objects.live().count()
            print(f"\n{events:,} events; the files of their list made in {seconds:.0f} s, {size / 1e6:.0f} MB")
            web = synthetic.serve(address, PORT)
            try:
                measure(psutil.Process(web.pid), psycopg.connect(address, autocommit=True))
            finally:
                web.terminate()
                web.wait()
            return 0
        finally:
            servers.close()


def measure(web: psutil.Process, database: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Print a line for each form of each selection."""
    wait_for_answer()
    (middle,) = database.execute(f"SELECT {MIDDLE} FROM events_publicevent WHERE tombstone = ''").fetchone() or ("",)
    half = f"to={middle}&sort=oldest"
    total, found = (take(f"/api/v1/events.jsonl?{asked}&fields=id").count(b"\n") for asked in ("", half))
    copied = statistics.median(copy(database) for _ in range(3))
    print(f"COPY: {total / copied:,.0f} rows a second. Half: {found:,} of {total:,} events.")
    print(f"{'what':<26}{'MB sent':>10}{'rows/s':>12}{'of COPY':>10}{'grew MB':>10}")
    for form in FORMS:
        for name, query, rows in (("ready", "", total), ("streamed", "sort=oldest", total), ("half", half, found)):
            take(f"/api/v1/events.{form}?limit=500")
            done = weigh(web, f"/api/v1/events.{form}?{query}")
            speed = rows / done.seconds
            of_copy = speed * copied / total
            cells = f"{done.sent / 1e6:>10.1f}{speed:>12,.0f}{of_copy:>10.2f}{done.grown / 1e6:>10.1f}"
            print(f"{f'{form}, {name}':<26}{cells}", flush=True)


def copy(database: "psycopg.Connection[tuple[object, ...]]") -> float:
    """Return the seconds of COPY of all documents."""
    began = time.perf_counter()
    with database.cursor().copy(f"COPY ({DOCUMENTS}) TO STDOUT") as rows:
        for _ in rows:
            pass
    return time.perf_counter() - began


def wait_for_answer() -> None:
    for _ in range(200):
        try:
            take("/livez")
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The web process does not answer.")


def take(path: str) -> bytes:
    return b"".join(pieces(path))


def pieces(path: str) -> Iterator[bytes]:
    """Yield the bytes of an answer, which must be 200."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        response = connection.getresponse()
        assert response.status == 200, f"{path} answers {response.status}"
        while piece := response.read(PIECE):
            yield piece
    finally:
        connection.close()


def weigh(web: psutil.Process, path: str) -> Taken:
    """Take an answer while the memory of the server is watched."""
    before, sent = memory(web), 0
    with watched(web) as seen:
        began = time.perf_counter()
        for piece in pieces(path):
            sent += len(piece)
        seconds = time.perf_counter() - began
    return Taken(seconds, sent, max(seen) - before)


@contextmanager
def watched(web: psutil.Process) -> Iterator[list[int]]:
    """Yield a list that fills with the memory of the server, some fifty times a second."""
    seen, done = [memory(web)], threading.Event()

    def look() -> None:
        while not done.wait(0.02):
            seen.append(memory(web))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def memory(web: psutil.Process) -> int:
    return sum(one.memory_info().rss for one in (web, *web.children(recursive=True)))


if __name__ == "__main__":
    sys.exit(main())
