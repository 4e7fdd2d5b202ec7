"""The JSON Schema of the codebook holds for every record that is published, and says no less than the codebook."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from pytest_django import DjangoDbBlocker

from events import derive, releases
from events.api.urls import LISTS
from events.exports import COLUMNS, MEMBERS
from events.imports import Report
from events.vocabulary import AXES

from .conftest import Ask, body

ADDRESS = "http://testserver/api/v1/codebook/schema/"
OF_LISTS = {view.record: name for name, view in LISTS.items()} | {"reconciliation": "reconciliation"}
FORMATS = FormatChecker(("date",))


@FORMATS.checks("date-time", raises=ValueError)
def is_time(text: object) -> bool:
    return isinstance(text, str) and datetime.fromisoformat(text).tzinfo is not None


@pytest.fixture(scope="module")
def reckoned(founding: Report, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        derive.reconcile_all()
        derive.rebuild_all()


@pytest.fixture
def schema(ask: Ask) -> dict[str, Any]:
    asked: dict[str, Any] = ask("codebook/schema/")
    return asked


def under(schema: dict[str, Any], record: str) -> Draft202012Validator:
    """Return what validates one kind of record, and refuses members that the codebook does not name."""
    strict = {"$ref": f"#/$defs/{record}", "unevaluatedProperties": False}
    return Draft202012Validator(schema | strict, format_checker=FORMATS)


def faults(schema: dict[str, Any], record: str, rows: list[Any]) -> list[str]:
    validator = under(schema, record)
    return [f"{error.json_path}: {error.message}" for row in rows for error in validator.iter_errors(row)]


def test_it_is_a_json_schema_that_names_its_address(schema: dict[str, Any], client: Client) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == ADDRESS
    assert client.get(ADDRESS).headers["Content-Type"] == "application/schema+json"
    plain = client.get(ADDRESS, headers={"Accept": "application/json"})
    assert plain.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("record", OF_LISTS)
def test_every_published_row_is_valid(reckoned: None, ask: Ask, schema: dict[str, Any], record: str) -> None:
    address, rows = f"{OF_LISTS[record]}/?limit=500", []
    while address:
        page = ask(address)
        rows += page["results"]
        address = (page["next"] or "").removeprefix("http://testserver/api/v1/")
    assert rows != []
    assert faults(schema, record, rows) == []


@pytest.mark.parametrize("address", ["events/?include=claims,sources,links", "figures/?include=verdict", "changes/?"])
def test_what_is_added_is_valid_too(reckoned: None, ask: Ask, schema: dict[str, Any], address: str) -> None:
    rows = ask(f"{address}&limit=100")["results"]
    assert faults(schema, address.partition("s/")[0], rows) == []


def test_releases_are_valid_and_hold_the_schema(
    founding: Report, ask: Ask, schema: dict[str, Any], settings: Any, tmp_path: Any
) -> None:
    settings.RELEASES, settings.SIGNING_KEY = tmp_path, ""
    folder = releases.cut()
    assert faults(schema, "release", ask("releases/")["results"]) == []
    held = json.loads((folder / "codebook.schema.json").read_text(encoding="utf-8"))
    assert held == schema | {"$id": "codebook.schema.json"}


def test_each_column_and_each_code_is_in_it(schema: dict[str, Any]) -> None:
    for record, columns in COLUMNS.items():
        told = schema["$defs"][record]
        assert list(told["properties"]) == list(dict.fromkeys([*(c.key for c in columns), *MEMBERS.get(record, ())]))
        assert {column.key for column in columns} <= set(told["required"])
    for axis in AXES.values():
        assert schema["$defs"][axis.__name__]["enum"] == axis.codes()


SPOILT: list[dict[str, Any]] = [
    {"direction": "sideways"},
    {"direction": ""},
    {"occurred_from": "soon"},
    {"version": "1"},
    {"documents": None},
    {"subjects": "SB-0001"},
    {"outcome_parts": [{"outcome": "vanished", "persons": 1}]},
    {"unheard_of": 1},
]


@pytest.mark.parametrize("spoilt", SPOILT, ids=str)
def test_a_spoilt_event_is_refused(founding: Report, ask: Ask, schema: dict[str, Any], spoilt: dict[str, Any]) -> None:
    (event,) = ask("events/?limit=1")["results"]
    assert faults(schema, "event", [event | spoilt])


def test_a_column_that_is_missing_is_refused(founding: Report, client: Client, schema: dict[str, Any]) -> None:
    (event,) = json.loads(body(client.get("/api/v1/events/?limit=1")))["results"]
    del event["means"]
    assert faults(schema, "event", [event]) == ["$: 'means' is a required property"]
