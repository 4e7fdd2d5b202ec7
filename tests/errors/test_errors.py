"""An error says what happened, where, and what to do about it."""

import inspect

import pytest

from events import errors
from events.errors import InvalidDate, InvalidValue, RefusedRows, StaleVersion, TrackerError

every_error = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", every_error)
def test_every_error_is_of_the_tracker_and_says_what_it_means(kind):
    assert issubclass(kind, TrackerError)
    assert (kind.__doc__ or "").endswith(".")


def test_without_detail_the_class_is_the_message():
    assert str(StaleVersion()) == "Somebody else saved this record while it was open."


def test_the_detail_replaces_the_message_of_the_class():
    assert str(StaleVersion("Version 3 is not version 4.")) == "Version 3 is not version 4."


def test_the_remedy_follows_the_message():
    assert str(InvalidValue("No such code.", remedy="Choose from the list.")) == "No such code. Choose from the list."


def test_the_parts_can_be_read_one_by_one():
    error = InvalidDate("Not a date.", field="occurred", remedy="Write YYYY.")
    assert (error.detail, error.field, error.remedy) == ("Not a date.", "occurred", "Write YYYY.")


def test_an_invalid_date_is_an_invalid_value():
    assert issubclass(InvalidDate, InvalidValue)


def test_refused_rows_are_counted_and_named():
    assert str(RefusedRows(["row 2: no date", "row 5: no source"])) == "2 refused: row 2: no date; row 5: no source"


def test_of_many_refused_rows_the_message_names_twenty():
    error = RefusedRows(f"row {number}" for number in range(1, 31))
    assert str(error).startswith("30 refused: row 1;")
    assert str(error).endswith("row 20")
    assert len(error.refusals) == 30
