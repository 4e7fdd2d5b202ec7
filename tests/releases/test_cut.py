"""A release is the API's files of one version of the dataset: the same each time, complete, and never changed."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events import derive, releases
from events.errors import ReleaseRefused
from events.imports import Report
from events.models import Event, PublicChange
from events.releases.parts import PARTS
from tests.doors.api.conftest import body

pytestmark = pytest.mark.django_db


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_file_of_a_release_is_the_file_of_the_api(founding: Report, client: Client, part: Any) -> None:
    derive.reconcile_all()
    folder = releases.cut()
    answer = client.get(f"/api/v1/{part.name}.csv")
    assert body(answer).encode() == (folder / f"{part.name}.csv").read_bytes()
    page = json.loads(body(client.get(f"/api/v1/{part.name}/?limit=500")))["results"]
    lines = (folder / f"{part.name}.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines[:500]] == page != []


def test_a_release_of_the_same_version_has_the_same_bytes(founding: Report, shelf: Path, settings: Any) -> None:
    first = bytes_of(releases.cut("2026.1"))
    settings.RELEASES = shelf.with_name("elsewhere")
    assert bytes_of(releases.cut("2026.1")) == first


def test_a_release_verifies(founding: Report) -> None:
    assert [sentence for well, sentence in releases.verify(releases.cut()) if not well] == []
