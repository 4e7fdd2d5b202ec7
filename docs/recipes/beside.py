"""Reported figures beside documented events. They count different things: set them side by side, never add them."""

import os

import pandas as pd

TRACKER = os.environ.get("TRACKER", "http://localhost:8000")

coverage = pd.read_csv(f"{TRACKER}/api/v1/coverage.csv?comparable=1")
for row in coverage.sort_values(["series", "period_from"]).itertuples():
    reported = f"{row.low:g} or more" if pd.isna(row.high) else f"{row.low:g} to {row.high:g}"
    documented = f"{row.documented_low:g} to {row.documented_high:g}"
    print(row.series, row.period_from, row.period_to, f"{reported} reported, {documented} documented ({row.unit})")
