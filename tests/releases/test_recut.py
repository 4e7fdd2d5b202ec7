"""A takedown reaches every release that holds the record: nothing of it stays in any byte, and the events stay."""

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events import actions, derive, releases, tasks
from events.models import Event, OutboxRow, PublicChange, Revision
from events.releases import shelf as shelves
from events.releases.writing import seal
from tests.factories import recode, republish

from .conftest import SECRET, bytes_of, faults, take_down

pytestmark = pytest.mark.django_db


def holding(words: bytes) -> list[str]:
    """Return every file under the shelf, of readers or not, that holds some words."""
    return sorted(str(path) for path in shelves.root().rglob("*") if path.is_file() and words in path.read_bytes())


def rows(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_nothing_of_what_was_taken_down_stays_in_any_file(told: Event, reviewer: User) -> None:
    first, second = releases.cut("2026.1"), releases.cut("2026.2")
    before = [row["id"] for row in rows(first, "events")]
    assert holding(SECRET.encode())
    take_down(told, reviewer)
    assert releases.recut() == ["2026.1", "2026.2"]
    assert holding(SECRET.encode()) == []
    assert sorted(row["id"] for row in rows(first, "events")) == sorted(before)
    assert faults(first) == faults(second) == []


def test_counts_stay_and_a_coarse_date_stands_where_it_belongs(told: Event, reviewer: User) -> None:
    folder = releases.cut("2026.1")
    counted = ("direction", "movement_class", "persons_min", "persons_max")
    before = {row["id"]: [row[name] for name in counted] for row in rows(folder, "events")}
    take_down(told, reviewer)
    releases.recut()
    after = rows(folder, "events")
    assert {row["id"]: [row[name] for name in counted] for row in after} == before
    (row,) = [row for row in after if row["id"] == told.public_id]
    assert (row["occurred"], row["occurred_from"], row["place"]) == ("2024", "2024-01-01", None)
    assert after[-1] == row  # 1 January comes last, newest first


def test_the_manifest_tells_when_and_where_and_names_no_value(told: Event, reviewer: User) -> None:
    folder = releases.cut("2026.1")
    before = bytes_of(folder)
    take_down(told, reviewer)
    releases.recut()
    (line,) = json.loads((folder / "recuts.json").read_text())["recuts"]
    assert line["change"] == PublicChange.objects.latest("number").number
    changed = {name for name, text in bytes_of(folder).items() if before.get(name, text) != text}
    assert set(line["files"]) == changed - {"SHA256SUMS"}
    assert {"events.csv", "events.geojson", "claims.jsonl", "changes.json"} <= changed
    assert not {"codebook.json", "README.md", "figures.csv"} & changed
    assert releases.describe("2026.1")["recuts"] == [line]


def test_a_second_look_changes_nothing(told: Event, reviewer: User) -> None:
    folder = releases.cut("2026.1")
    take_down(told, reviewer)
    releases.recut()
    before = bytes_of(folder)
    assert releases.recut() == []
    assert bytes_of(folder) == before


def test_a_list_that_a_takedown_does_not_touch_keeps_its_files_whatever_writes_them_today(
    told: Event, reviewer: User
) -> None:
    folder = releases.cut("2026.1")
    (folder / "series.parquet").write_bytes(b"as another library wrote it")
    (folder / "claims.parquet").unlink()  # a release from before there was this form
    seal(folder, None)
    take_down(told, reviewer)
    releases.recut()
    assert (folder / "series.parquet").read_bytes() == b"as another library wrote it"
    assert not (folder / "claims.parquet").exists()
    assert "claims.parquet" not in {one["path"] for one in releases.describe("2026.1")["files"]}
    assert (folder / "events.parquet").exists()


def test_a_release_cut_after_the_takedown_is_left_alone(told: Event, reviewer: User) -> None:
    take_down(told, reviewer)
    before = bytes_of(releases.cut("2026.1"))
    assert (releases.recut(), bytes_of(shelves.path_of("2026.1"))) == ([], before)


def test_a_takedown_after_a_correction_reaches_the_older_release(
    told: Event, editor: User, reviewer: User, second: User
) -> None:
    folder = releases.cut("2026.1")
    republish(recode(told, editor, "intent", "stated"), editor, reviewer)
    take_down(Event.objects.get(pk=told.pk), second)
    assert releases.recut() == ["2026.1"]
    assert holding(SECRET.encode()) == []
    assert faults(folder) == []


def test_a_body_that_was_erased_leaves_the_diff_of_a_release(told: Event, editor: User, reviewer: User) -> None:
    event = recode(told, editor, "intent", "stated")
    actions.submit(event, by=editor)
    actions.approve(event, by=reviewer, reason=f"About {SECRET}.")
    folder = releases.cut("2026.1")
    republish(recode(event, editor, "intent", "disputed"), editor, reviewer)
    public = Revision.objects.filter(record="event", record_id=told.pk, public_number__isnull=False)
    actions.erase_body(list(public.order_by("number"))[-2], by=reviewer, reason="Asked to.")
    assert f"About {SECRET}".encode() in (folder / "changes.json").read_bytes()
    assert releases.recut() == ["2026.1"]
    assert f"About {SECRET}".encode() not in (folder / "changes.json").read_bytes()
    assert faults(folder) == []


def test_the_outbox_asks_for_it_and_the_worker_does_it(told: Event, reviewer: User, client: Client) -> None:
    releases.cut("2026.1")
    take_down(told, reviewer)
    row = OutboxRow.objects.open().of(derive.RECUT).get()
    assert client.get("/data/releases/2026.1/events.csv").status_code == 503
    assert tasks.recut_releases(row.pk) is True
    assert holding(SECRET.encode()) == []
    assert b"".join(client.get("/data/releases/2026.1/events.csv").streaming_content)  # type: ignore[attr-defined]
    assert tasks.recut_releases(row.pk) is False
