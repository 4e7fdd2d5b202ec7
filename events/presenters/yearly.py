"""Statistics by year: a table and a drawing of the same counts, each number an address of what it counted."""

import datetime as dt
import json
from typing import Any

from django.db.models import Max

from ..filters import EventFilter
from ..filters import Question as EventQuestion
from ..measures import COUNTED, DIMENSIONS
from ..models import PublicFigure, StatisticYear, YearlyStatistic
from ..vocabulary import AXES, Bilingual, Direction, Edition, MovementClass
from . import addresses, figures_page, marks, notices, words
from .bars import Bar, draw

TOTAL = "total"
LABELS = {
    TOTAL: Bilingual("All directions", "전체 방향"),
    "movement_class": Bilingual("Class", "성격"),
    "route_type": Bilingual("Route", "경로"),
    "actor_type": Bilingual("Who", "인물 유형"),
    "outcome": Bilingual("Outcome", "결과"),
    "evidence": Bilingual("Evidence", "근거"),
}
CERTAIN, POSSIBLE = Bilingual("certain", "확실"), Bilingual("possible", "가능")
REPORTED = {"concept": "arrivals", "measure": "flow", "subgroup": "all", "route_scope": "all"}
"""What names the series of all arrivals, whichever way they came."""

UNSOUND = [Edition.MISREAD, Edition.TYPO, Edition.STALE, Edition.WITHDRAWN]
"""Editions that stay visible among the figures and are no arrivals of a year."""

PARAMETERS = {"dimension": [dimension.name for dimension in DIMENSIONS], "direction": Direction.codes()}


def page(params: Any) -> dict[str, Any]:
    """Return counts of events by year and, apart from them, the arrivals that were reported. Costs: 3 queries."""
    asked, errors = read(params)
    dimension = asked["dimension"]
    rows = _rows(**asked)
    cells = {(row.year, _column(row, dimension)): _cell(row) for row in rows}
    columns = _columns(rows, dimension)
    years = sorted({row.year for row in rows}, reverse=True)
    return {
        "errors": errors,
        **asked,
        "dimensions": [{"code": name, "label": label} for name, label in LABELS.items()],
        "directions": [{"code": member.value, "label": member.label} for member in Direction],
        "columns": columns,
        "years": [{"year": year, "cells": [cells.get((year, c["code"])) for c in columns]} for year in years],
        "chart": draw(_bars(rows), both_sides=True) if rows and dimension == TOTAL else None,
        "state": StatisticYear.objects.aggregate(change=Max("from_change"), at=Max("computed_at")),
        "reported": _reported(),
        "counted": [words.label(MovementClass, code) for code in COUNTED],
    }


def read(params: Any) -> tuple[dict[str, str], list[notices.Notice]]:
    """Return the dimension and the direction that are asked for, and what could not be read."""
    asked = {"dimension": TOTAL, "direction": str(Direction.NORTH_TO_SOUTH)}
    errors = [notices.unknown(name, list(PARAMETERS)) for name in params if name not in PARAMETERS]
    for name, known in PARAMETERS.items():
        value = params.get(name, "").strip()
        if value in known:
            asked[name] = value
        elif value:
            errors.append(notices.unknown_value(name, value, known))
    return asked, errors


def _rows(dimension: str, direction: str) -> list[YearlyStatistic]:
    """Return the counts of one dimension: of every direction for the total, else of one direction."""
    rows = YearlyStatistic.objects.filter(dimension=dimension, events_possible__gt=0)
    return list(rows if dimension == TOTAL else rows.filter(direction=direction))


def _column(row: YearlyStatistic, dimension: str) -> str:
    return row.direction if dimension == TOTAL else row.key


def _columns(rows: list[YearlyStatistic], dimension: str) -> list[dict[str, Any]]:
    """Return the columns that hold a number, in the order of the vocabulary."""
    axis = AXES["direction" if dimension == TOTAL else dimension]
    present = {_column(row, dimension) for row in rows}
    tones = {code: marks.tone(code) if dimension == TOTAL else "" for code in present}
    known = [code for code in ["", *axis.codes()] if code in present]
    return [{"code": code, "label": words.label(axis, code), "tone": tones[code]} for code in known]


def _cell(row: YearlyStatistic) -> dict[str, Any]:
    """Return the four numbers of a cell with the addresses of the events that each counted."""
    certain, possible = _addresses(row)
    return {
        "certain": row.events_certain,
        "possible": row.events_possible,
        "persons_min": row.persons_min,
        "persons_max": row.persons_max,
        "certain_href": certain,
        "possible_href": possible,
    }


def _addresses(row: YearlyStatistic) -> tuple[str, str]:
    """Return where the certain and the possible events of a cell are listed; empty for a key without a code."""
    if not row.key:
        return "", ""
    asked: dict[str, Any] = {"from": str(row.year), "to": str(row.year), "direction": row.direction}
    asked |= {"movement_class": COUNTED} if row.dimension != "movement_class" else {}
    asked |= {row.dimension: row.key} if row.dimension != TOTAL else {}
    certain, possible = (Question({}).query(date_match=match, **asked) for match in ("within", None))
    return addresses.view(certain), addresses.view(possible)


class Question(EventQuestion):
    """Writes canonical addresses of the explorer without asking the database."""

    parameters = EventFilter.parameters
    orders = EventFilter.orders


def _bars(rows: list[YearlyStatistic]) -> list[Bar]:
    """Return the parts of every column: the certain ones of all directions first, next to the axis."""
    bars = []
    for certain in (True, False):
        for row in rows:
            count = row.events_certain if certain else row.events_possible - row.events_certain
            if not count:
                continue
            direction = words.label(Direction, row.direction)
            kind = CERTAIN if certain else POSSIBLE
            bars.append(
                Bar(
                    year=row.year,
                    above=row.direction in marks.ABOVE,
                    tone=marks.tone(row.direction),
                    count=count,
                    label=f"{row.year}, {direction}, {kind}: {count}",
                    href=_addresses(row)[0 if certain else 1],
                    certain=certain,
                )
            )
    return bars


def _reported() -> dict[str, Any]:
    """Return the reported arrivals of whole years, chosen editions only, with their own drawing. Costs: 1 query."""
    figures = (
        PublicFigure.objects.filter(shown=True, tombstone="")
        .exclude(edition__in=UNSOUND)
        .select_related("series", "source")
    )
    yearly = [figure for figure in figures.order_by("-period_from") if _is_year(figure) and _is_arrivals(figure)]
    rows = [{"year": figure.period_from.year, **figures_page.row(figure)} for figure in yearly if figure.period_from]
    bars = [
        Bar(
            row["year"],
            True,
            marks.THIRD,
            float(figure.low),
            f"{row['year']}: {row['value']}",
            row["href"],
            _final(row),
        )
        for row, figure in zip(rows, yearly, strict=True)
        if figure.low is not None
    ]
    return {"rows": rows, "chart": draw(bars, both_sides=False) if bars else None}


def _is_year(figure: PublicFigure) -> bool:
    start, end = figure.period_from, figure.period_to
    return bool(start and end and start == dt.date(end.year, 1, 1) and end == dt.date(end.year, 12, 31))


def _is_arrivals(figure: PublicFigure) -> bool:
    document = json.loads(figure.series.document) if figure.series else {}
    return all(document.get(name) == value for name, value in REPORTED.items())


def _final(row: dict[str, Any]) -> bool:
    return bool(row["edition"] != Edition.PROVISIONAL)
