"""Answers by Datasette, in the Python of benchmarks/requirements.txt: one question a line, one answer a line, as JSON.

A question is {"path": ..., "rounds": ...}. The path is asked once more than that, and what it takes is the median of
the others in seconds, inside this process, as the other sides are timed. A file is read as it is made.
"""

import asyncio
import json
import statistics
import sys
import time

from datasette.app import Datasette

SETTINGS = {
    "sql_time_limit_ms": 600_000,  # what it leaves out silently by default would look fast
    "facet_time_limit_ms": 600_000,
    "facet_suggest_time_limit_ms": 1,
    "suggest_facets": False,
    "max_csv_mb": 0,
    "max_returned_rows": 1_000,
    "cache_size_kb": 262_144,
    "num_sql_threads": 1,
}


async def main(database: str) -> None:
    datasette = Datasette([database], settings=SETTINGS)
    await datasette.invoke_startup()
    for line in sys.stdin:
        asked = json.loads(line)
        times = []
        for _ in range(1 + asked["rounds"]):
            began = time.perf_counter()
            response = await datasette.client.get(asked["path"])
            times.append(time.perf_counter() - began)
        told = {"status": response.status_code, "text": response.text, "seconds": statistics.median(times[1:] or times)}
        print(json.dumps(told), flush=True)


asyncio.run(main(sys.argv[1]))
