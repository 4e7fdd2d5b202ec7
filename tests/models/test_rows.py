"""How rows name themselves, and the words in which public events are asked for."""

import datetime as dt

import pytest
from django.contrib.auth.models import User

from events import actions
from events.errors import InvalidValue
from events.models import (
    Event,
    EventLink,
    OutboxRow,
    PublicChange,
    PublicClaim,
    PublicEvent,
    PublicFigure,
    PublicSeries,
    PublicSource,
    RevisionBody,
    StatisticRun,
    Subject,
    grants,
    parse_public_id,
)
from tests import factories


@pytest.mark.parametrize(("prefix", "text", "number"), [("EV", "EV-000123", 123), ("SR", "SR-7", 7)])
def test_a_public_id_is_read_back(prefix: str, text: str, number: int) -> None:
    assert parse_public_id(prefix, text) == number


@pytest.mark.parametrize("text", ["SR-000123", "EV", "EV-", "EV-x", "EV-1²", "EV-" + "9" * 16])
def test_what_is_not_a_public_id_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="EV-000123"):
        parse_public_id("EV", text)


@pytest.mark.django_db
def test_rows_name_themselves_by_their_public_ids(editor: User, reviewer: User) -> None:
    event = factories.published_event(editor, reviewer)
    figure = actions.approve(actions.submit(factories.recorded_figure(editor), by=editor), by=reviewer)
    link = EventLink(event=event, other=event, kind="aftermath")
    subject = actions.record(Subject(), seen=None, by=editor)
    found = [str(row) for row in (event, event.claims.all()[0], link, subject, figure, figure.series, figure.source)]
    assert [name.split()[0].split("-")[0] for name in found[:4]] == ["EV", "CL", "EV", "SB"]
    assert subject.public_id == str(subject)
    assert all(str(model.objects.all()[0]) for model in NAMED)


NAMED = (PublicEvent, PublicClaim, PublicSource, PublicSeries, PublicFigure, PublicChange, OutboxRow, RevisionBody)


@pytest.mark.django_db
def test_a_place_and_a_publisher_name_themselves(editor: User) -> None:
    place = factories.PlaceFactory(slug="goseong", name_en="Goseong")
    assert (str(place), str(factories.PublisherFactory(name="Daily"))) == ("Goseong (goseong)", "Daily")


@pytest.mark.django_db
def test_public_events_are_asked_for_by_years(editor: User, reviewer: User) -> None:
    factories.published_event(editor, reviewer, occurred="2023-12/2024-01 crossing")
    assert PublicEvent.objects.overlapping(2024).count() == 1
    assert PublicEvent.objects.within(2024).count() == 0
    assert PublicEvent.objects.live().counted().within(2023, 2024).count() == 1


def test_a_run_that_found_differences_is_an_alarm() -> None:
    now = dt.datetime.now(dt.UTC)
    run = StatisticRun(started_at=now, finished_at=now, from_change=1, rows=1, differences=["2024"])
    assert run.alarm


@pytest.mark.django_db
def test_the_grants_in_force_are_those_of_the_manifest() -> None:
    from django.db import connection

    grants.apply(connection, {"tracker_public": "secret"})
    ours = {grant for grant in grants.in_force(connection) if grant[1].startswith(("events_", "auth_", "django_"))}
    assert ours == grants.manifest()


@pytest.mark.django_db
def test_a_foreign_table_is_taken_over_by_the_owner() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE stray (id int)")
        grants.apply(connection, {})
        cursor.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'stray'")
        assert cursor.fetchone() == ("tracker_owner",)


def test_an_event_names_itself_shortly() -> None:
    assert len(str(Event(pk=1, title_en="t" * 200))) == 120
