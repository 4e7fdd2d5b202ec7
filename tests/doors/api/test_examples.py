"""Each example of the OpenAPI document is asked of the founding record: it answers so, and as the schema says."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator
from pytest_django import DjangoDbBlocker

from events import derive, releases
from events.api import examples
from events.imports import Report

from .conftest import Ask

HOST = "http://testserver"
MASKED = {"at", "bytes", "released", "sha256"}
"""What differs each time the founding record is loaded."""
MADE = Path(settings.ROOT) / ".data" / "examples.json"
REMEDY = f"The record answers otherwise than events/api/examples.json says. If it is right, copy {MADE} over it."
CURSORS = re.compile(r"cursor=[\w%-]+")  # they hold numbers that the database gave
CURSOR = "cursor"  # only a list can hand one out
Operation = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def record(founding: Report, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The founding record with its statistics and verdicts; return a shelf with its first release."""
    shelf = tmp_path_factory.mktemp("shelf")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        derive.reconcile_all()
        derive.rebuild_all()
        patch.setattr(settings, "RELEASES", shelf)
        patch.setattr(settings, "SIGNING_KEY", "")
        releases.cut("2026.1")
    return shelf


@pytest.fixture
def shelved(record: Path, settings: Any) -> None:
    settings.RELEASES = record


def document() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))
    return told


DOCUMENT = document()
OPERATIONS = {path["get"]["operationId"]: path["get"] for path in DOCUMENT["paths"].values()}
each = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=list(OPERATIONS))


def faults(operation: dict[str, Any], answer: Any) -> list[str]:
    """Return what the schema of an operation has to say against an answer in JSON."""
    (content,) = [told for kind, told in operation["responses"]["200"]["content"].items() if kind.endswith("json")][:1]
    validator = Draft202012Validator({"components": DOCUMENT["components"]} | content["schema"])
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer)]


def masked(told: Any) -> Any:
    if isinstance(told, list):
        return [masked(one) for one in told]
    if isinstance(told, dict):
        return {name: "…" if name in MASKED else masked(one) for name, one in told.items()}
    return CURSORS.sub("cursor=…", told.replace(HOST, "http://localhost:8000")) if isinstance(told, str) else told


def tries(operation: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each parameter of an operation with a value that the document offers for it."""
    for parameter in operation["parameters"]:
        schema = parameter["schema"].get("items", parameter["schema"])
        if parameter["in"] == "query" and parameter["name"] != CURSOR:
            offered = [*schema.get("examples", ()), *schema.get("enum", ()), schema.get("maximum")]
            yield parameter["name"], str(offered[0])


@each
def test_an_example_is_what_the_record_answers(shelved: None, ask: Ask, operation: dict[str, Any]) -> None:
    name = operation["operationId"]
    asked = examples.question(name).removeprefix("/api/v1/")
    answer = ask(asked)
    assert faults(operation, answer) == []
    told = examples.examples()["operations"][name]["answer"]
    found = examples.shorten(answer)
    if masked(found) != masked(told):
        write(name, found)
    assert masked(found) == masked(told), REMEDY
    assert faults(operation, told) == []


def write(name: str, answer: Any) -> None:
    """Put a new answer into a copy of the table."""
    MADE.parent.mkdir(exist_ok=True)
    table = json.loads((MADE if MADE.exists() else examples.PATH).read_text(encoding="utf-8"))
    table["operations"][name]["answer"] = json.loads(json.dumps(answer).replace(HOST, "http://localhost:8000"))
    MADE.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@each
def test_each_parameter_can_be_tried_alone(shelved: None, ask: Ask, operation: dict[str, Any]) -> None:
    path = examples.question(operation["operationId"]).removeprefix("/api/v1/").partition("?")[0]
    for name, value in tries(operation):
        accepts = {"Accept": "*/*"} if name != "format" else {}
        answer = ask(f"{path}?{name}={value}", **accepts)
        assert faults(operation, answer) == [], f"{name}={value}"


def test_the_document_offers_a_value_for_each_parameter() -> None:
    missing = {name for operation in OPERATIONS.values() for name, value in tries(operation) if value == "None"}
    assert missing == set(), "Give each of these parameters a value in events/api/examples.json."


def test_the_table_has_no_example_too_many() -> None:
    asked = {name for operation in OPERATIONS.values() for name, _ in tries(operation)}
    table = examples.examples()
    assert (set(table["operations"]), set(table["parameters"]) - asked) == (set(OPERATIONS), set())


@pytest.mark.parametrize(
    ("name", "spoilt"), [("get_event", {"direction": "up"}), ("list_events", {"results": [{"id": 1}]})]
)
def test_a_spoilt_example_is_found(name: str, spoilt: dict[str, Any]) -> None:
    told = examples.examples()["operations"][name]["answer"]
    assert faults(OPERATIONS[name], told | spoilt)
