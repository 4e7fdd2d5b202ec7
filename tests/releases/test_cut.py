"""A release is the same each time it is cut from one version, tells what changed since the last, and never changes."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from events import actions, releases
from events.errors import ReleaseRefused
from events.models import Event, PublicChange
from events.releases import shelf as shelves
from tests.factories import recode, republish

from .conftest import bytes_of, faults

pytestmark = pytest.mark.django_db


def test_the_same_version_gives_the_same_bytes(told: Event, shelf: Path, settings: Any) -> None:
    first = bytes_of(releases.cut("2026.1"))
    settings.RELEASES = shelf.with_name("elsewhere")
    assert bytes_of(releases.cut("2026.1")) == first


def test_releases_are_numbered_within_their_year(told: Event, settings: Any) -> None:
    for name in ("2025.9", "2025.10"):
        releases.cut(name)
    year = releases.cut().name.partition(".")[0]
    assert shelves.names() == ["2025.9", "2025.10", f"{year}.1"]
    assert releases.cut().name == f"{year}.2"


def test_a_release_that_stands_is_not_overwritten(told: Event, editor: User, reviewer: User) -> None:
    before = bytes_of(releases.cut("2026.1"))
    republish(recode(told, editor, "intent", "stated"), editor, reviewer)
    with pytest.raises(ReleaseRefused, match="2026.1 stands already. A release never changes"):
        releases.cut("2026.1")
    assert bytes_of(shelves.path_of("2026.1")) == before


def test_a_later_correction_does_not_reach_a_release(told: Event, editor: User, reviewer: User) -> None:
    before = bytes_of(releases.cut("2026.1"))
    republish(recode(told, editor, "intent", "stated"), editor, reviewer)
    assert releases.recut() == []
    assert bytes_of(shelves.path_of("2026.1")) == before


def test_a_release_tells_each_change_since_the_one_before(told: Event, editor: User, reviewer: User) -> None:
    releases.cut("2026.1")
    version = PublicChange.objects.count()
    event = recode(told, editor, "intent", "stated")
    actions.submit(event, by=editor)
    actions.approve(event, by=reviewer, reason="The officer said so.")
    changes = json.loads((releases.cut("2026.2") / "changes.json").read_text())
    assert changes["since"] == {"release": "2026.1", "dataset_version": version}
    (line,) = changes["changes"]
    assert (line["public_id"], line["reason"]) == (told.public_id, "The officer said so.")
    assert {name: list(values) for name, values in line["fields"].items()}["intent"] == ["disputed", "stated"]


def test_the_monthly_job_freezes_nothing_where_nothing_changed(told: Event, editor: User, reviewer: User) -> None:
    first = releases.cut_if_changed()
    assert (bool(first), releases.cut_if_changed(), shelves.names()) == (True, "", [first])
    republish(recode(told, editor, "intent", "stated"), editor, reviewer)
    assert releases.cut_if_changed() == first.replace(".1", ".2")


def test_nothing_public_is_no_release(db: None) -> None:
    with pytest.raises(ReleaseRefused, match="Nothing is public yet"):
        releases.cut()
    assert releases.cut_if_changed() == ""


def test_what_a_killed_process_left_half_done_is_no_release(told: Event, shelf: Path) -> None:
    whole = bytes_of(releases.cut("2026.1"))
    (shelf / ".cutting-2026.2").mkdir()
    (shelf / ".cutting-2026.2" / "events.csv").write_text("half")
    (shelf / "2026.1").rename(shelf / ".next-2026.1")  # killed between the two renames of an exchange
    assert shelves.names() == []
    releases.recut()
    assert sorted(path.name for path in shelf.glob("*2026*")) == ["2026.1"]
    assert bytes_of(shelf / "2026.1") == whole


def test_a_record_that_changes_while_it_is_read_is_read_again(told: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    cutting = import_module("events.releases.cut")
    real, times = cutting.write, []

    def write(folder: Path, facts: Any, documents: Any, key: Any) -> None:
        real(folder, facts, documents, key)
        times.append(facts.version)
        if len(times) == 1:
            last = PublicChange.objects.latest("number")
            PublicChange.objects.create(number=last.number + 1, at=last.at, kind="updated", record="source", fields={})

    monkeypatch.setattr(cutting, "write", write)
    folder = releases.cut()
    assert times == [times[0], times[0] + 1]
    assert releases.describe(folder.name)["dataset_version"] == times[1]


def test_the_command_freezes_and_refuses(told: Event, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("release", "2026.1")
    assert "release 2026.1: version" in capsys.readouterr().out
    with pytest.raises(CommandError, match="stands already"):
        call_command("release", "2026.1")
    with pytest.raises(CommandError, match="is not the name of a release. Write it as 2026.1"):
        call_command("release", "../2026")
    assert faults(shelves.path_of("2026.1")) == []
