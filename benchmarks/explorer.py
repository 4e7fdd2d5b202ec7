"""What the explorer costs at 100, 1,000 and 10,000 made-up events, and what a click costs in a browser.

Usage: `.venv/bin/python -m benchmarks.explorer [--sizes 100 1000 10000]`; its last lines need Chromium.

Each figure on the server is the median of ROUNDS calls in one process, without HTTP. The limit is the same rows and
counts as plain statements. In the browser it is the median from the click on a facet until its address and list stand.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from benchmarks import synthetic
from tracker.local.throwaway import Servers

ROUNDS, CLICKS = 9, 5
Row = dict[str, float]
LIMIT = (
    "SELECT document FROM events_publicevent WHERE tombstone = ''"
    " ORDER BY COALESCE(occurred_from, occurred_to, '1900-01-01') DESC, number DESC LIMIT 51",
    "SELECT year_from, year_to, direction, count(*) FROM events_publicevent WHERE tombstone = '' GROUP BY 1, 2, 3",
    "SELECT direction, movement_class, route_type, means, actor_type, outcome, intent, evidence, count(*)"
    " FROM events_publicevent WHERE tombstone = '' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8",
)
PAGES = {
    "first page": "/en/",
    "facet chosen": "/en/?direction=north_to_south",
    "two facets and a period": "/en/?direction=north_to_south&outcome=arrived&from=1990&to=2015",
    "search, English": "/en/?q=soldier",
    "search, Hangul": "/en/?q=%EA%B3%A0%EC%84%B1",
    "search, mistyped": "/en/?q=sodlier",
    "map": "/en/map/",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000], help="how many events")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=8299, help="port for the browser")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.one, asked.port)))
        return 0
    columns: list[Row] = []
    for size in asked.sizes:
        argv = [sys.executable, "-m", "benchmarks.explorer", "--one", str(size), "--port", str(asked.port)]
        output = subprocess.run(argv, stdout=subprocess.PIPE, check=True, cwd=synthetic.ROOT).stdout
        columns.append(json.loads(output.splitlines()[-1]))
    print(f"{'':<32}" + "".join(f"{size:>10,}" for size in asked.sizes) + f"{'growth':>10}")
    for name in columns[0]:
        values = [column[name] for column in columns]
        print(f"{name:<32}" + "".join(f"{value:>10,.1f}" for value in values) + f"{values[-1] / values[0]:>10.1f}")
    return 0


def measure(events: int, port: int) -> Row:
    """Return {what: milliseconds or kilobytes} over a record of this many events."""
    servers = Servers()
    try:
        address = servers.start_postgres()
        synthetic.open_database(address)
        synthetic.fill(events)
        found = in_process()
        web = synthetic.serve(address, port)
        try:
            return found | in_browser(port)
        finally:
            web.terminate()
            web.wait()
    finally:
        servers.close()


def in_process() -> Row:
    from django.db import connection
    from django.test import Client

    from events.filters import EventFilter
    from events.models import PublicEvent

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    def limit() -> None:
        with connection.cursor() as cursor:
            for statement in LIMIT:
                cursor.execute(statement)
                cursor.fetchall()

    def facets() -> object:
        return EventFilter({"direction": "north_to_south"}, PublicEvent.objects.all()).facets()

    client = Client(SERVER_NAME="localhost")
    found = {"limit: plain statements, ms": median(limit), "facets alone, ms": median(facets)}
    for name, address in PAGES.items():
        if client.get(address).status_code == 200:
            found[f"{name}, ms"] = median(lambda address=address: client.get(address))  # type: ignore[misc]
    page = client.get("/en/", headers={"accept-encoding": "gzip"})
    return found | {"first page, KB compressed": len(page.content) / 1e3}


def median(work: Callable[[], object]) -> float:
    """Return the median milliseconds of a piece of work, after one call that is not counted."""
    work()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1e3


def in_browser(port: int) -> Row:
    """Return what a click on a facet costs; nothing where there is no Chromium."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser_path is None:
        return {}
    from playwright.sync_api import sync_playwright

    first = f"http://127.0.0.1:{port}/en/"
    opened, clicked, kilobytes = [], [], 0.0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for _ in range(CLICKS + 1):
            page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
            began = time.perf_counter()
            page.goto(first, wait_until="load")
            opened.append(time.perf_counter() - began)
            kilobytes = page.evaluate(
                "['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))"
                ".reduce((sum, entry) => sum + entry.transferSize, 0)"
            )
            before = page.locator("#results").inner_html()
            began = time.perf_counter()
            page.evaluate("document.querySelector('input[name=direction][value=south_to_north]').click()")
            try:
                page.wait_for_url("**direction=south_to_north**", timeout=1_500, wait_until="commit")
            except Exception:  # no script sends the form: the button does
                began = time.perf_counter()
                page.evaluate("document.querySelector('form.facets .apply button, form.facets button').click()")
                page.wait_for_url("**direction=south_to_north**")
            page.wait_for_function("html => document.querySelector('#results')?.innerHTML !== html", arg=before)
            clicked.append(time.perf_counter() - began)
            page.context.close()
        browser.close()
    return {
        "browser: first view, ms": statistics.median(opened[1:]) * 1e3,
        "browser: facet clicked, ms": statistics.median(clicked[1:]) * 1e3,
        "browser: first view, KB": kilobytes / 1e3,
    }


if __name__ == "__main__":
    sys.exit(main())
