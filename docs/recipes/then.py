"""What the dataset said after an earlier change, and which of those events read otherwise today."""

import os
import sys

import pandas as pd

TRACKER = os.environ.get("TRACKER", "http://localhost:8000")
change = sys.argv[1] if len(sys.argv) > 1 else "100"

then = pd.read_csv(f"{TRACKER}/api/v1/events.csv?as_of={change}", index_col="id", dtype=str)
now = pd.read_csv(f"{TRACKER}/api/v1/events.csv", index_col="id", dtype=str)
both = then.index.intersection(now.index)
other = both[(then.loc[both].fillna("") != now.loc[both].fillna("")).any(axis=1)]

print(len(then), "events then,", len(now), "now,", len(other), "of those then read otherwise:", *sorted(other))
