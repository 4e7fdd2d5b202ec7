"""docker-compose.yml, as far as it can be judged without Docker: no default for a secret, no credential too many."""

import re
from typing import Any

import pytest
import yaml

from tests.local.conftest import ROOT
from tracker.local.postgres import LOCALE

TEXT = (ROOT / "docker-compose.yml").read_text()


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(TEXT)["services"]
    return found


def test_every_variable_is_asked_for_with_words_and_has_no_default() -> None:
    variables = re.findall(r"(?<!\$)\$\{([^}]*)\}", TEXT)
    assert variables
    assert [text for text in variables if not re.fullmatch(r"[A-Z_]+:\?.{10,}", text)] == []


def test_the_public_door_knows_no_other_role_and_no_broker(services: dict[str, Any]) -> None:
    environment = services["web"]["environment"]
    assert environment["TRACKER_DOORS"] == "public"
    assert "tracker_desk" not in str(environment)
    assert "tracker_owner" not in str(environment)
    assert not {"DATABASE_URL", "DATABASE_DESK_URL", "CELERY_BROKER_URL"} & set(environment)
    assert not set(services["web"]["networks"]) & set(services["valkey"]["networks"])


def test_only_the_migration_has_the_owners_password(services: dict[str, Any]) -> None:
    owners = {
        name for name, service in services.items() if "TRACKER_OWNER_PASSWORD" in str(service.get("environment", ""))
    }
    assert owners == {"db", "migrate"}


def test_the_database_has_the_locale_of_the_local_one(services: dict[str, Any]) -> None:
    assert services["db"]["environment"]["POSTGRES_INITDB_ARGS"].split() == list(LOCALE)


def test_the_broker_keeps_what_it_accepted(services: dict[str, Any]) -> None:
    command = " ".join(services["valkey"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_what_is_waited_for_exists_and_what_serves_is_watched(services: dict[str, Any]) -> None:
    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)
    one_shot = {name for name, service in services.items() if service["restart"] == "no"}
    assert (
        {name for name, service in services.items() if "healthcheck" not in service}
        == one_shot
        == {"migrate", "founding"}
    )


def test_no_service_of_ours_runs_as_root_or_writes_its_image(services: dict[str, Any]) -> None:
    ours = [service for service in services.values() if "build" in service]
    assert ours
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in ours)
    assert "\nUSER tracker\n" in (ROOT / "Dockerfile").read_text()


def test_the_public_door_reads_releases_and_has_not_the_key_that_signs_them(services: dict[str, Any]) -> None:
    assert services["web"]["volumes"] == ["releases:/releases:ro"]
    for name in ("desk", "worker"):
        assert services[name]["volumes"] == ["releases:/releases", "keys:/keys"]
