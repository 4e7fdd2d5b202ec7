"""The one opening of the public role: it adds reports, reads none, and changes nothing that it added."""

from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError
from psycopg import errors

from events.models import PublicReport
from tests import factories

pytestmark = pytest.mark.django_db
DAY = "(now() AT TIME ZONE 'Asia/Seoul')::date"
BEGIN = f"INSERT INTO events_publicreport (digest, state, answer, received_on) VALUES (%s, %s, %s, {DAY} - %s::int)"
WORDS = (
    "INSERT INTO events_report (status_id, about, field, text, link, language)"
    " VALUES (%s, '', '', 'What is wrong with it.', '', 'en')"
)


@pytest.fixture
def writing(as_public: psycopg.Connection[Any]) -> psycopg.Connection[Any]:
    """The real role in a transaction that may write, as the form makes one; nothing of it stays."""
    as_public.autocommit = False
    as_public.execute("SET TRANSACTION READ WRITE")
    return as_public


def test_it_adds_a_report(writing: psycopg.Connection[Any]) -> None:
    writing.execute(BEGIN, ["a" * 64, "received", "", 0])
    assert writing.execute(WORDS, ["a" * 64]).rowcount == 1
    assert writing.execute("SELECT state FROM events_publicreport").fetchone() == ("received",)
    writing.rollback()


@pytest.mark.parametrize(
    ("state", "answer", "days"),
    [("accepted", "", 0), ("declined", "No.", 0), ("looking", "", 0), ("received", "Yes.", 0), ("received", "", 9)],
)
def test_a_report_begins_as_received_today(
    writing: psycopg.Connection[Any], state: str, answer: str, days: int
) -> None:
    with pytest.raises(errors.CheckViolation, match="begins as received"):
        writing.execute(BEGIN, ["a" * 64, state, answer, days])


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT text FROM events_report",
        "SELECT count(*) FROM events_report",
        f"{WORDS} RETURNING text",
        "UPDATE events_report SET text = ''",
        "DELETE FROM events_report",
        "UPDATE events_publicreport SET state = 'accepted'",
        "UPDATE events_publicreport SET answer = 'Yes.'",
        "DELETE FROM events_publicreport",
        "INSERT INTO events_publicreport TABLE events_publicreport ON CONFLICT (digest) DO UPDATE SET change = 1",
    ],
)
def test_it_neither_reads_a_report_nor_changes_a_status(writing: psycopg.Connection[Any], statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        writing.execute(statement.replace("%s", "'x'"))


def test_outside_of_the_one_transaction_it_adds_nothing(as_public: psycopg.Connection[Any]) -> None:
    with pytest.raises(errors.ReadOnlySqlTransaction):
        as_public.execute(BEGIN, ["a" * 64, "received", "", 0])


def test_the_desk_answers_and_adds_nothing(as_desk: None) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        PublicReport.objects.create(digest="a" * 64, received_on="2026-01-01")


def test_the_public_door_stores_what_the_desk_reads(db: None) -> None:
    report = factories.new_report(about="EV-000001")
    report.refresh_from_db()
    assert (report.about, report.text, report.status.state) == ("EV-000001", factories.REPORTED, "received")
