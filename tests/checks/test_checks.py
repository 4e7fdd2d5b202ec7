"""What `manage.py check` says, and what to do about it."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
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
