"""Cursors and pages by plain calls."""

import base64
import json

import pytest
from django.db.models import F

from events.filters import Order, RefusedParameter, paginate, walk
from events.filters.paging import Cursor, read_cursor, write_cursor
from events.models import PublicChange
from tests.doors.api import rows

BY_NUMBER = Order("number", F("number"), int)


def encode(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content, separators=(",", ":")).encode()).decode().rstrip("=")


def test_a_cursor_reads_back_as_it_was_written() -> None:
    cursor = Cursor(7, 7, back=True)

    assert read_cursor(BY_NUMBER, write_cursor(BY_NUMBER, cursor)) == cursor


@pytest.mark.parametrize(
    "content",
    [
        ["number", 7, 7, 5],
        ["number", 7, 7.5, 0],
        ["number", 7, "7", 0],
        ["other", 7, 7, 0],
        ["number", None, 7, 0],
        ["number", 2**63, 7, 0],
        ["number", 7, 7],
        {"number": 7},
        7,
        "[" * 90_000,
    ],
)
def test_a_cursor_that_we_did_not_write_is_refused(content: object) -> None:
    with pytest.raises(RefusedParameter):
        read_cursor(BY_NUMBER, encode(content))


def test_a_deeply_nested_cursor_is_refused() -> None:
    with pytest.raises(RefusedParameter):
        read_cursor(BY_NUMBER, base64.urlsafe_b64encode(b"[" * 90_000).decode())


def test_a_walk_sees_every_row_once_in_order(db: None) -> None:
    for _ in range(5):
        rows.change()

    assert [number for (number,) in walk(PublicChange.objects.all(), BY_NUMBER, ("number",), size=2)] == [1, 2, 3, 4, 5]


def test_a_walk_gives_the_state_in_which_it_began(db: None) -> None:
    for _ in range(3):
        rows.change()
    found = walk(PublicChange.objects.all(), BY_NUMBER, ("number",), size=1)

    first = next(found)
    rows.change()

    assert [first, *found] == [(1,), (2,), (3,)]


def test_the_first_page_has_no_previous_even_when_reached_backwards(db: None) -> None:
    for _ in range(3):
        rows.change()
    changes = PublicChange.objects.all()

    second = paginate(changes, BY_NUMBER, Cursor(2, 2, back=False), 2)
    first = paginate(changes, BY_NUMBER, read_cursor(BY_NUMBER, second.previous), 2)

    assert ([change.number for change in first.rows], first.previous) == ([1, 2], "")
    assert first.next
