"""The peer that one would pick instead of an API: Datasette over SQLite, with the indexes that its questions want.

A row is an event with its coded columns, numbered by its place in the list, newest first: so a page by cursor and the
order cost it nothing. It gives events alone, without claims and sources.
"""

import json
import os
import sqlite3
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

from benchmarks import synthetic
from events.models import COUNTED_CLASSES
from tests.recipes import environment

ROUNDS, FEW, SLOW = 9, 1, 2.0  # seconds
LOCK = Path(__file__).with_name("requirements.txt")
COLUMNS = (
    *("public_id", "occurred_from", "occurred_to", "year_from", "year_to", "direction", "movement_class"),
    *("route_type", "means", "actor_type", "outcome", "intent", "evidence", "place", "lat", "lon", "title_en"),
)
ROWS = (
    f"SELECT {', '.join(COLUMNS)}, words FROM events_publicevent JOIN events_publicsearch ON event_id = number"
    " WHERE tombstone = '' ORDER BY COALESCE(occurred_from, occurred_to, '1900-01-01') DESC, number DESC"
)
TABLE = f"CREATE TABLE events (rank INTEGER PRIMARY KEY, {', '.join(COLUMNS)}, words)"
INDEXES = """
CREATE INDEX three_filters ON events (direction, movement_class, outcome);
CREATE INDEX years ON events (year_from, year_to);
CREATE UNIQUE INDEX ids ON events (public_id);
CREATE VIRTUAL TABLE events_fts USING fts5 (words, content = 'events', content_rowid = 'rank');
INSERT INTO events_fts (events_fts) VALUES ('rebuild');
ANALYZE;
"""
DIMENSIONS = ("movement_class", "route_type", "actor_type", "outcome", "evidence")
IN_YEAR = "year_from <= CAST(:year AS INTEGER) AND year_to >= CAST(:year AS INTEGER)"
COUNTED = f"movement_class IN ({', '.join(f"'{code}'" for code in COUNTED_CLASSES)})"
YEAR = " UNION ALL ".join(
    f"SELECT direction, '{name}', {name}, count(*) FROM events WHERE {IN_YEAR}"
    f"{'' if name == 'movement_class' else f' AND {COUNTED}'} GROUP BY direction, {name}"
    for name in DIMENSIONS
)


class Datasette:
    """A Datasette over a copy of the public events, in a process of its own."""

    def __init__(self, folder: Path) -> None:
        file = folder / "record.db"
        self.copy(file)
        argv = [str(environment.python(LOCK)), "-P", str(Path(__file__).with_name("datasette_side.py")), str(file)]
        self.process = subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=synthetic.ROOT
        )

    @staticmethod
    def copy(file: Path) -> None:
        """Write the live public events into a SQLite file."""
        with sqlite3.connect(file) as copied, psycopg.connect(os.environ["DATABASE_URL"]) as record:
            copied.execute(TABLE)
            places = ", ".join("?" * (len(COLUMNS) + 1))
            rows = record.cursor("rows")
            rows.itersize = 5_000
            rows.execute(ROWS)
            copied.executemany(f"INSERT INTO events VALUES (NULL, {places})", (tuple(map(_plain, row)) for row in rows))
            copied.executescript(INDEXES)
        copied.close()

    def seconds(self, paths: Iterable[str]) -> float:
        """Return the seconds that paths take together, each the median of its rounds; few if it is slow."""
        return sum(self.ask(path, ROUNDS if self.ask(path)[1] < SLOW else FEW)[1] for path in paths)

    def ask(self, path: str, rounds: int = 0) -> tuple[str, float]:
        """Return what a path answers, and the seconds it takes in the median of some rounds."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"path": path, "rounds": rounds}) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        assert told["status"] == 200, f"{path}: {told['text'][:500]}"
        return told["text"], told["seconds"]

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()

    def page(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.ask(path)[0])
        return found

    def numbers(self, path: str) -> list[int]:
        return [int(row["public_id"].partition("-")[2]) for row in self.page(path)["rows"]]

    def facets(self, names: Iterable[str], filters: Mapping[str, str]) -> dict[str, dict[str, int]]:
        """Count the events of each code of each field, all other filters applied."""
        counts = {}
        for path in facet_pages(names, filters):
            for name, facet in self.page(path)["facet_results"].items():
                counts[name] = {one["value"]: one["count"] for one in facet["results"]}
        return counts


def listed(filters: Mapping[str, str], **more: object) -> str:
    return "/record/events.json?" + urlencode({"_shape": "objects", "_size": 50, **filters, **more})


def searched(words: str) -> str:
    return "/record/events.json?" + urlencode(
        {
            "_shape": "objects",
            "_size": 50,
            "_search": words,
            "_sort": "rank",
            "_fts_table": "events_fts",
            "_fts_pk": "rank",
        }
    )


def facet_pages(names: Iterable[str], filters: Mapping[str, str]) -> list[str]:
    """Return the pages that together give all facets: those that are filtered need the list without their filter."""
    free = [name for name in names if name not in filters]
    asked = [(free, filters)]
    asked += [([name], {key: value for key, value in filters.items() if key != name}) for name in filters]
    return [
        "/record/events.json?"
        + urlencode([*kept.items(), ("_size", 0), ("_facet_size", "max"), *(("_facet", name) for name in each)])
        for each, kept in asked
    ]


def year(number: int) -> str:
    return question(YEAR, year=number)


def question(statement: str, **given: object) -> str:
    return "/record.json?" + urlencode({"sql": statement, "_shape": "arrays", **given})


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float) else str(value)
