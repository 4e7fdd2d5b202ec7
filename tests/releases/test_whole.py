"""Whole files stand ready: the bytes of a streamed answer, in ranges and packed, of the version of the record alone."""

import gzip
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from events import derive, releases, tasks
from events.api.urls import LISTS
from events.models import Event, OutboxRow, PublicChange
from tests.doors.api.conftest import API, whole
from tests.factories import recode, republish

from .conftest import SECRET, take_down

pytestmark = pytest.mark.django_db
FILE = f"{API}events.csv"
READY = {"events", "claims", "sources", "figures", "series", "bridges"}


def is_ready(response: Any) -> bool:
    ready = response.headers.get("Accept-Ranges") == "bytes"
    assert ready == response.headers["ETag"].startswith('"')
    if ready:
        whole(response)  # an open file stands behind it
    return ready


def test_a_ready_file_has_the_bytes_of_the_streamed_one(told: Event, client: Client) -> None:
    files = [f"{API}{name}.{form}" for name, view in LISTS.items() for form in view.forms()]
    before = {file: client.get(file) for file in files}
    streamed = {file: whole(response) for file, response in before.items()}
    assert releases.make_whole() == before[FILE].headers["Dataset-Version"]
    after = {file: client.get(file) for file in files}
    assert {file: whole(response) for file, response in after.items()} == streamed
    assert {file.removeprefix(API).partition(".")[0] for file in files if is_ready(after[file])} == READY
    for name in ("Content-Type", "Content-Disposition", "Filter-Sentence", "Dataset-Version", "Data-Licence"):
        assert after[FILE].headers[name] == before[FILE].headers[name]
    assert not any(map(is_ready, before.values()))


def test_a_download_can_be_resumed(told: Event, client: Client) -> None:
    releases.make_whole()
    text, tag = whole(client.get(FILE)), client.head(FILE).headers["ETag"]
    found = client.get(FILE, headers={"Range": "bytes=100-", "If-Range": tag, "Accept-Encoding": "gzip"})
    assert (found.status_code, whole(found)) == (206, text[100:])
    assert found.headers["Content-Range"] == f"bytes 100-{len(text) - 1}/{len(text)}"
    assert {"Accept-Ranges", "Content-Range"} <= set(found.headers["Access-Control-Expose-Headers"].split(", "))
    other = client.get(FILE, headers={"Range": "bytes=100-", "If-Range": '"other"'})
    assert (other.status_code, whole(other)) == (200, text)
    beyond = client.get(FILE, headers={"Range": f"bytes={len(text)}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(text)}")


def test_its_head_tells_its_length_and_who_holds_it_is_told_so(told: Event, client: Client) -> None:
    releases.make_whole()
    head = client.head(FILE, headers={"Range": "bytes=0-9"})
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(whole(client.get(FILE)))))
    held = client.get(FILE, headers={"If-None-Match": head.headers["ETag"]})
    assert (held.status_code, held.headers["ETag"]) == (304, head.headers["ETag"])


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "gzip;q=0", "identity", ""])
def test_it_is_packed_for_who_takes_that(told: Event, client: Client, accepted: str) -> None:
    releases.make_whole()
    plain = client.get(FILE)
    found = client.get(FILE, headers={"Accept-Encoding": accepted})
    packed = found.headers.get("Content-Encoding") == "gzip"
    assert packed == (accepted in ("gzip", "br, gzip;q=0.5"))
    assert len(body := whole(found)) == int(found.headers["Content-Length"])
    assert (gzip.decompress(body) if packed else body) == whole(plain)
    assert (found.headers["ETag"] == plain.headers["ETag"]) is not packed
    assert {"Accept", "Accept-Encoding"} <= set(found.headers["Vary"].split(", "))


def test_parquet_is_not_packed_twice(told: Event, client: Client) -> None:
    for _ in range(2):
        found = client.get(f"{API}events.parquet", headers={"Accept-Encoding": "gzip"})
        assert whole(found).startswith(b"PAR1")
        releases.make_whole()


@pytest.mark.parametrize("query", ["direction=north_to_south", "sort=oldest", "fields=id", "limit=50", "as_of=1"])
def test_any_other_question_is_asked_of_the_record(told: Event, client: Client, query: str) -> None:
    releases.make_whole()
    assert not is_ready(client.get(f"{FILE}?{query}"))
    assert is_ready(client.get(f"{FILE}?sort=newest&date_match=overlaps&format=csv"))


def test_after_a_change_readers_get_the_record_as_it_is(
    told: Event, client: Client, editor: User, reviewer: User, shelf: Path
) -> None:
    first = releases.make_whole()
    republish(recode(told, editor, "intent", "stated"), editor, reviewer)
    changed = client.get(FILE)
    assert not is_ready(changed)
    assert b"stated" in whole(changed)
    assert tasks.whole_files() == changed.headers["Dataset-Version"] != first
    assert is_ready(client.get(FILE))
    assert len(list((shelf / ".whole").iterdir())) == 1


def test_what_is_taken_down_is_out_of_reach_at_once_and_leaves_the_disk(
    told: Event, client: Client, reviewer: User, shelf: Path
) -> None:
    releases.make_whole()
    assert SECRET.encode() in whole(client.get(f"{API}events.jsonl"))
    take_down(told, reviewer)
    for name in READY:
        assert SECRET.encode() not in whole(client.get(f"{API}{name}.jsonl"))
    tasks.recut_releases(OutboxRow.objects.open().of(derive.RECUT).get().pk)
    assert list((shelf / ".whole").iterdir()) == []


def test_nothing_is_made_twice_or_of_a_record_that_changes(
    told: Event, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    making = import_module("events.releases.whole")
    real = making.write_lists

    def write_lists(*given: Any) -> None:
        real(*given)
        last = PublicChange.objects.latest("number")
        PublicChange.objects.create(number=last.number + 1, at=last.at, kind="updated", record="source", fields={})

    monkeypatch.setattr(making, "write_lists", write_lists)
    assert releases.make_whole() == ""
    assert not is_ready(client.get(FILE))
    monkeypatch.undo()
    assert releases.make_whole() != ""
    assert releases.make_whole() == ""


def test_commands_make_them_and_a_rebuild_forgets_them(
    told: Event, capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    call_command("whole_files")
    assert "whole files of version" in capsys.readouterr().out
    call_command("whole_files")
    assert "they stand already" in capsys.readouterr().out
    call_command("rebuild_record")
    assert not is_ready(client.get(FILE))


def test_before_anything_is_public_nothing_is_made(db: None) -> None:
    assert releases.make_whole() == ""
