"""The whole dataset in one line: typed columns, lists and dates, by Parquet."""

import os

import pandas as pd

TRACKER = os.environ.get("TRACKER", "http://localhost:8000")

events = pd.read_parquet(f"{TRACKER}/api/v1/events.parquet")

print(len(events), "events,", int(events["persons_min"].sum()), "persons at least")
