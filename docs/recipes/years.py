"""Events of each year, certain and possible: a date is a range, so a year has a lower and an upper count."""

import os

import pandas as pd

TRACKER = os.environ.get("TRACKER", "http://localhost:8000")
COUNTED = ["defection", "northward_defection", "re_entry", "re_arrival"]

events = pd.read_csv(f"{TRACKER}/api/v1/events.csv", parse_dates=["occurred_from", "occurred_to"])
events = events[events["movement_class"].isin(COUNTED)]
first, last = events["occurred_from"].dt.year, events["occurred_to"].dt.year
first_possible = first.fillna(1945)  # where the record begins
last_possible = last.fillna(events["first_public"].str[:4].astype(float))

for year in range(1950, 2027):
    certain = (first == year) & (last == year)
    possible = (first_possible <= year) & (last_possible >= year)
    print(year, certain.sum(), possible.sum())
