"""Counts of alike rows, kept with the record: what an event was is taken off, what it is now is added.

One statement says what belongs into which cell, for one event and for all. Whoever changes public events holds the lock
of the public feed, so no two change a cell at once. See docs/adr/0046-counts-of-what-is-alike.md. Claims and sources
are counted by triggers (docs/adr/0047-counts-of-claims-and-sources.md); here is only their count from scratch.
"""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Sum
from django.db.models.functions import TruncMonth, TruncYear

from ..models import PublicCount, PublicEvent, PublicTally
from ..models.public import PublicEventQuerySet
from ..models.tally import CUTS, Cut
from ..partial_dates import Exact
from .locks import PUBLIC_FEED, lock

NUMBERS = ("events", "least", "most", "unnumbered")
KEY = [field.name for field in PublicTally._meta.concrete_fields if field.name not in ("id", *NUMBERS)]
EITHER_EMPTY = ("occurred_from", "occurred_to")
ADD = """
INSERT INTO {table} AS t ({columns}) SELECT {columns} FROM ({cells}) AS c
ON CONFLICT ({key}) DO UPDATE SET {sums}
"""
TAKE_OFF = """
WITH c AS MATERIALIZED ({cells}), emptied AS (DELETE FROM {table} AS t USING c WHERE {same} AND t.events <= c.events)
UPDATE {table} AS t SET {differences} FROM c WHERE {same} AND t.events > c.events
"""
DIFFER = """
WITH c AS MATERIALIZED ({cells}), t AS (SELECT {columns} FROM {table})
SELECT 'kept', wrong.* FROM (SELECT * FROM t EXCEPT SELECT * FROM c) AS wrong
UNION ALL SELECT 'counted', lacking.* FROM (SELECT * FROM c EXCEPT SELECT * FROM t) AS lacking LIMIT 100
"""
OTHER_CELLS = """
SELECT 'claim' AS record, field, standing, '' AS language, '' AS publisher_slug, count(*) AS rows
FROM events_publicclaim GROUP BY field, standing
UNION ALL SELECT 'source', '', '', language, publisher_slug, count(*)
FROM events_publicsource GROUP BY language, publisher_slug
"""
COUNT_OTHERS = "INSERT INTO {table} ({columns}) {cells}"
CELLS = "SELECT {listed} FROM ({grouped}) AS of_one_cut"
NAMES = {
    "table": PublicTally._meta.db_table,
    "key": ", ".join(KEY),
    "columns": ", ".join([*KEY, *NUMBERS]),
    "sums": ", ".join(f"{name} = t.{name} + EXCLUDED.{name}" for name in NUMBERS),
    "differences": ", ".join(f"{name} = t.{name} - c.{name}" for name in NUMBERS),
    "same": " AND ".join(
        f"t.{name} {'IS NOT DISTINCT FROM' if name in EITHER_EMPTY else '='} c.{name}" for name in KEY
    ),
}
OTHER_NAMES = {
    "table": PublicCount._meta.db_table,
    "columns": ", ".join(field.name for field in PublicCount._meta.concrete_fields if field.name != "id"),
    "cells": OTHER_CELLS,
}
NOBODY = 2**62
"""In whose place the number of an event is put."""
STEPS = {Exact.YEAR: (TruncYear, "1 year"), Exact.MONTH: (TruncMonth, "1 month")}


def add(number: int) -> None:
    """Count an event as it stands in public now; a tombstone and one that is not there count nothing. 1 query."""
    _run(ADD, number)


def take_off(number: int) -> None:
    """Count an event no more, as it stands in public now; it is about to be written anew. Costs: 1 query."""
    _run(TAKE_OFF, number)


def recount() -> None:
    """Count all public events, claims and sources from scratch. Costs: 4 queries, two of which read all of them."""
    lock(PUBLIC_FEED)
    PublicTally.objects.all().delete()
    _run(ADD)
    PublicCount.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(COUNT_OTHERS.format(**OTHER_NAMES))


def miscounted() -> list[str]:
    """Return the cells that are not as a count from scratch, in words; some hundreds at most. Costs: 2 queries."""
    found = _run(DIFFER)
    with connection.cursor() as cursor:
        cursor.execute(DIFFER.format(**OTHER_NAMES))
        found += cursor.fetchall()
    return sorted(" ".join(str(part) for part in row if part not in ("", 0, None)) for row in found)


def _run(statement: str, number: int | None = None) -> list[tuple[object, ...]]:
    """Run a statement over the cells of one event, or of all, and return what it gives."""
    cells, given = _cells(of_one=number is not None)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(cells=cells, **NAMES), [number if one == NOBODY else one for one in given])
        return cursor.fetchall() if cursor.description else []


@cache
def _cells(*, of_one: bool) -> tuple[str, list[Any]]:
    """Return the statement for the cells in every cut, of all events or of NOBODY, and its parameters.

    Made once: Django needs some thirty milliseconds for it, the database two.
    """
    events = PublicEvent.objects.filter(pk=NOBODY) if of_one else PublicEvent.objects.all()
    statements: list[str] = []
    given: list[Any] = []
    for cut in CUTS:
        statement, parameters = _cells_of(cut, events.live().counting())
        statements.append(statement)
        given += parameters
    return " UNION ALL ".join(statements), given


def _cells_of(cut: Cut, events: PublicEventQuerySet) -> tuple[str, tuple[Any, ...]]:
    columns, told = [*cut.columns], dict.fromkeys(KEY, "''::text")
    told |= {name: name for name in cut.columns} | {"cut": f"'{cut.name}'::text"}
    told |= {"year_from": "0", "year_to": "0", "occurred_from": "NULL::date", "occurred_to": "NULL::date"}
    if "month" in columns:
        events = events.with_month().with_lag()
    if cut.exact in STEPS:
        start_of, step = STEPS[cut.exact]
        events = events.annotate(since=start_of("occurred_from"), until=start_of("occurred_to"))
        columns += ["year_from", "year_to", "since", "until"]
        told |= {"year_from": "year_from", "year_to": "year_to", "occurred_from": "since"}
        told |= {"occurred_to": f"(until + interval '{step} -1 day')::date"}
    added = {f"all_{name}": Sum(name) for name in NUMBERS}
    grouped, given = events.order_by().values(*columns).annotate(**added).query.sql_with_params()
    listed = [*(f"{told[name]} AS {name}" for name in KEY), *(f"all_{name} AS {name}" for name in NUMBERS)]
    return CELLS.format(listed=", ".join(listed), grouped=grouped), given
