"""DuckDB on a file of the API: any question in SQL, with the types of the codebook."""

import os
from urllib.request import urlretrieve

import duckdb

TRACKER = os.environ.get("TRACKER", "http://localhost:8000")

urlretrieve(f"{TRACKER}/api/v1/events.parquet", "events.parquet")
asked = "SELECT direction, count(*), sum(persons_min) FROM 'events.parquet' GROUP BY ALL ORDER BY ALL"
for direction, events, persons in duckdb.sql(asked).fetchall():
    print(direction, events, "events,", persons, "persons at least")
