"""What `manage.py check` says, and what to do about it."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from events import checks


def ids(messages: list[checks.CheckMessage]) -> list[str | None]:
    return [message.id for message in messages]


def test_the_public_secret_key_is_an_error(settings: SettingsWrapper) -> None:
    settings.SECRET_KEY = "insecure-only-for-checks-and-tests"
    assert ids(checks.check_secret()) == ["tracker.E001"]


def test_a_key_of_ones_own_is_well(settings: SettingsWrapper) -> None:
    settings.SECRET_KEY = "x" * 50
    assert checks.check_secret() == []


def security_txt(settings: SettingsWrapper, contacts: list[str], expires: str) -> list[str | None]:
    settings.SECURITY_CONTACTS, settings.SECURITY_EXPIRES = contacts, expires
    return ids(checks.check_security_txt())


SOON = (timezone.now() + dt.timedelta(days=90)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_site_without_security_txt_is_warned(settings: SettingsWrapper) -> None:
    assert security_txt(settings, [], "") == ["tracker.W006"]


def test_a_contact_until_a_day_to_come_is_well(settings: SettingsWrapper) -> None:
    assert security_txt(settings, ["mailto:a@example.org", "https://example.org/a", "tel:+82-2-1"], SOON) == []


@pytest.mark.parametrize("contacts", [[], ["a@example.org"], ["http://example.org"]])
def test_a_contact_that_nobody_can_use_is_an_error(settings: SettingsWrapper, contacts: list[str]) -> None:
    assert security_txt(settings, contacts, SOON) == ["tracker.E007"]


@pytest.mark.parametrize("expires", ["", "soon", "2027-06-01", "2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z"])
def test_an_end_that_is_past_or_far_or_no_time_is_an_error(settings: SettingsWrapper, expires: str) -> None:
    assert security_txt(settings, ["mailto:a@example.org"], expires) == ["tracker.E007"]


@pytest.mark.parametrize("door", ["public", "desk", "both"])
def test_a_known_door_is_well(settings: SettingsWrapper, door: str) -> None:
    settings.DOORS = door
    assert checks.check_doors() == []


def test_an_unknown_door_is_named(settings: SettingsWrapper) -> None:
    settings.DOORS = "window"
    assert ids(checks.check_doors()) == ["tracker.E002"]


@pytest.mark.django_db
def test_the_database_of_the_tests_is_well() -> None:
    assert checks.check_database(databases=["default"]) == []


@pytest.mark.django_db
def test_a_server_older_than_15_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "OLDEST_SERVER", 999999)
    assert ids(checks.check_database(databases=["default"])) == ["tracker.E003"]


@pytest.mark.django_db
def test_a_database_without_korean_trigrams_is_an_error() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE; CREATE EXTENSION pg_trgm SCHEMA pg_catalog")
        cursor.execute("CREATE FUNCTION public.show_trgm(text) RETURNS text[] LANGUAGE sql AS 'SELECT ARRAY[]::text[]'")
        cursor.execute("SET LOCAL search_path = public, pg_catalog")
    assert ids(checks.check_database(databases=["default"])) == ["tracker.E004"]


@pytest.mark.django_db
def test_a_program_that_owns_its_tables_is_warned(settings: SettingsWrapper) -> None:
    from django.db import connection

    settings.DATABASE_ROLE = "desk"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE tracker_owner")
    assert ids(checks.check_database(databases=["default"])) == ["tracker.W005"]


def test_check_of_the_whole_project_is_clean() -> None:
    try:
        call_command("check", verbosity=0)
    except SystemCheckError as error:
        pytest.fail(str(error))
