"""No public answer reads a whole table where it shows a part of it: EXPLAIN of all that it asks, on a seeded record.

The plans are those of a large record: on a small one PostgreSQL reads a whole table because that is cheap, so the
tests forbid what it would choose only then. What remains is what no index can spare. `benchmarks.plans` asks the same
of a record of a million, as PostgreSQL plans it there.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from events import synthetic

from .asked import ANSWERS, AS_AT_A_MILLION, COUNTING, DEEP, page_beyond, wide_reads

EVENTS = 6_000
REMEDY = "Give it an index in the order of the list (docs/adr/0041-scale.md), or ask for less."


@pytest.fixture(scope="module")
def seeded(database: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A made-up record for all tests of the module; none of them changes it."""
    with django_db_blocker.unblock(), transaction.atomic():
        synthetic.seed(EVENTS)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def db(seeded: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.mark.parametrize("path", ANSWERS)
def test_no_answer_reads_a_whole_table(db: None, path: str) -> None:
    assert wide_reads(path, EVENTS, AS_AT_A_MILLION) == [], REMEDY


@pytest.mark.parametrize("path", DEEP)
def test_a_page_in_the_middle_reads_no_whole_table(db: None, path: str) -> None:
    assert wide_reads(page_beyond(path, EVENTS // 4), EVENTS, AS_AT_A_MILLION) == [], REMEDY


@pytest.mark.parametrize("path", COUNTING)
def test_what_counts_is_named_only_while_it_does(db: None, path: str) -> None:
    """A path that reads no whole table any more belongs into ANSWERS; this also proves that the check can fail."""
    assert wide_reads(path, EVENTS, AS_AT_A_MILLION), f"{path} reads no whole table any more: move it to ANSWERS."
