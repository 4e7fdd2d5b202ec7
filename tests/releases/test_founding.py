"""The whole founding record as a release: each file is the API's of that version, and it verifies."""

import json
from typing import Any

import pytest
from django.test import Client

from events import derive, releases
from events.imports import Report
from events.releases.forms import forms_of
from events.releases.parts import PARTS
from tests.doors.api.conftest import body, whole

from .conftest import faults

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_file_of_a_release_is_the_file_of_the_api(founding: Report, client: Client, part: Any) -> None:
    derive.reconcile_all()
    folder = releases.cut()
    for form in forms_of(part):
        file = f"{part.name}.{form.ending}"
        assert whole(client.get(f"/api/v1/{file}")) == (folder / file).read_bytes(), file
    page = json.loads(body(client.get(f"/api/v1/{part.name}/?limit=500")))["results"]
    lines = (folder / f"{part.name}.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines[:500]] == page != []


def test_a_release_of_the_founding_record_verifies(founding: Report) -> None:
    assert faults(releases.cut()) == []


def test_the_codebook_and_the_changes_are_those_of_the_api(founding: Report, client: Client) -> None:
    folder = releases.cut()
    assert json.loads((folder / "codebook.json").read_text()) == client.get("/api/v1/codebook/").json()
    changes = json.loads((folder / "changes.json").read_text())["changes"]
    assert changes[:500] == client.get("/api/v1/changes/?limit=500").json()["results"] != []
