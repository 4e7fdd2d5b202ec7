"""Pages by cursor: the place in a list is the sort key and number of a row, so no page is skipped or read twice."""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connections, transaction
from django.db.models import BooleanField, F, Func, Model, QuerySet, TextField, Value

from ..vocabulary import Bilingual
from .parameter import RefusedParameter

Key = dt.date | int | str
MOST_NUMBER = 2**63 - 1


@dataclass(frozen=True)
class Order:
    """One way to sort. `key` never is null; `tie` tells rows with equal keys apart."""

    name: str
    key: F | Func
    key_type: type[dt.date] | type[int] | type[str]
    descending: bool = False
    tie: str = "number"

    def sort[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]:
        """Return the rows in this order."""
        tie = F(self.tie)
        return rows.order_by(*((self.key.desc(), tie.desc()) if self.descending else (self.key.asc(), tie.asc())))


class Cursor(NamedTuple):
    """A place between two rows: the row on this side of it, and whether to read backwards from there."""

    key: Key
    number: int
    back: bool


class Page(NamedTuple):
    """Some rows of a list; `next` and `previous` are cursors, empty at the ends."""

    rows: list[Any]
    next: str
    previous: str


def write_cursor(order: Order, cursor: Cursor) -> str:
    key = cursor.key.isoformat() if isinstance(cursor.key, dt.date) else cursor.key
    text = json.dumps([order.name, key, cursor.number, int(cursor.back)], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(order: Order, text: str) -> Cursor:
    """Return the place that a cursor names. Raises: RefusedParameter unless `write_cursor` made it for this order."""
    try:
        name, key, number, back = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if order.key_type is dt.date:
            key = dt.date.fromisoformat(key)
        cursor = Cursor(key, number, bool(back))
        if type(number) is int and isinstance(key, order.key_type) and write_cursor(order, cursor) == text:
            _check_range(key, number)
            return cursor
        raise ValueError(name)
    except (binascii.Error, ValueError, TypeError, RecursionError):
        raise RefusedParameter(
            "cursor",
            Bilingual("This cursor does not belong to this list.", "이 목록의 커서가 아닙니다."),
            Bilingual(
                "Follow the addresses in next and previous, or leave it out to start at the first page.",
                "next와 previous의 주소를 따라가거나, 커서를 빼고 첫 쪽부터 보십시오.",
            ),
        ) from None


def _check_range(key: Key, number: int) -> None:
    numbers = [number, key] if isinstance(key, int) else [number]
    if not all(0 <= value <= MOST_NUMBER for value in numbers) or (isinstance(key, str) and not key.isprintable()):
        raise ValueError(key)


def paginate(
    rows: QuerySet[Any], order: Order, cursor: Cursor | None, limit: int, columns: tuple[str, ...] = ()
) -> Page:
    """Return one page of rows: models, or tuples of `columns` where some are named.

    Costs: 1 query, whatever the page's depth.
    """
    back = cursor is not None and cursor.back
    descending = order.descending != back
    rows = rows.annotate(sort_key=order.key)
    if cursor is not None:
        rows = rows.filter(_beyond(cursor, descending, order.tie))
    sign = "-" if descending else ""
    rows = rows.order_by(f"{sign}sort_key", f"{sign}{order.tie}")
    if columns:
        rows = rows.values_list(*columns, "sort_key", order.tie)
    found = list(rows[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if back:
        found.reverse()
    ends = [_place(found[at], order) for at in (-1, 0)] if found else []
    has_next, has_previous = (cursor is not None, more) if back else (more, cursor is not None)
    return Page(
        [row[:-2] for row in found] if columns else found,
        write_cursor(order, Cursor(*ends[0], back=False)) if ends and has_next else "",
        write_cursor(order, Cursor(*ends[1], back=True)) if ends and has_previous else "",
    )


def walk(rows: QuerySet[Any], order: Order, columns: tuple[str, ...], size: int = 1000) -> Iterator[Any]:
    """Return all rows in their order, as they stood when the first was read: constant memory, however many there are.

    One statement, sorted once, whose rows the database hands over as they are read: what is committed meanwhile is not
    seen. Outside a transaction it has one of its own, until the last row or until the reader leaves. The connection is
    chosen now and not when the rows are read, because a streamed answer is read outside its request.
    """
    return _walk(order.sort(rows.using(rows.db)).values_list(*columns), size)


def _walk(rows: QuerySet[Any, Any], size: int) -> Iterator[Any]:
    with nullcontext() if connections[rows.db].in_atomic_block else transaction.atomic(using=rows.db):
        yield from rows.iterator(chunk_size=size)


def _beyond(cursor: Cursor, descending: bool, tie: str) -> Func:
    """Return the condition that a row lies beyond a place. As a comparison of rows an index finds the place at once,
    however many rows have the same key; `key < a OR key = a AND tie < b` read all of these.
    """
    ends = [Func(*pair, function="ROW", output_field=TextField()) for pair in _pairs(cursor, tie)]
    way = "<" if descending else ">"
    return Func(*ends, template="(%(expressions)s)", arg_joiner=f" {way} ", output_field=BooleanField())


def _pairs(cursor: Cursor, tie: str) -> tuple[tuple[F | Value, F | Value], ...]:
    return (F("sort_key"), F(tie)), (Value(cursor.key), Value(cursor.number))


def _place(row: Any, order: Order) -> tuple[Key, int]:
    return (row[-2], row[-1]) if isinstance(row, tuple) else (row.sort_key, getattr(row, order.tie))
