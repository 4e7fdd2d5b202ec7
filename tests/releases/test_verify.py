"""verify_release finds what was changed, left out or signed by another, says so plainly, and ends with 1."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from events import releases
from events.exports import About
from events.exports.parquet import parquet_rows
from events.models import Event
from events.releases import signature
from events.releases.writing import seal

from .conftest import bytes_of, faults, take_down

pytestmark = pytest.mark.django_db
Release = Callable[[], Path]


@pytest.fixture
def key(tmp_path: Path, settings: Any) -> Path:
    path = tmp_path / "secret" / "key.pem"
    releases.make_key(path)
    settings.SIGNING_KEY = str(path)
    return path


def test_an_untouched_release_is_well(told: Event, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_release", releases.cut())
    said = capsys.readouterr().out
    assert "sums: well" in said
    assert "says that it is unsigned" in said


def test_a_changed_byte_is_found(told: Event) -> None:
    folder = releases.cut()
    text = bytearray((folder / "events.csv").read_bytes())
    text[-10] ^= 1
    (folder / "events.csv").write_bytes(bytes(text))
    assert "sums: events.csv is not the file that was released." in faults(folder)


def test_a_removed_line_is_found_even_under_new_sums(told: Event) -> None:
    folder = releases.cut()
    lines = (folder / "claims.csv").read_bytes().splitlines(keepends=True)
    (folder / "claims.csv").write_bytes(b"".join(lines[:-1]))
    seal(folder, None)
    found = faults(folder)
    assert any("claims.csv: " in one and "rows, and the data package says" in one for one in found)
    assert "counts: claims.jsonl and claims.csv do not hold the same rows." in found


def test_a_value_of_parquet_that_the_lines_do_not_have_is_found(told: Event) -> None:
    folder = releases.cut()
    lines = (folder / "events.jsonl").read_text(encoding="utf-8").splitlines()
    other = [line.replace('"intent":"disputed"', '"intent":"stated"') for line in lines]
    (folder / "events.parquet").write_bytes(b"".join(parquet_rows("event", other, About("Events.", "1"))))
    seal(folder, None)
    assert other != lines
    assert "counts: events.parquet and events.jsonl do not hold the same values." in faults(folder)


def test_a_code_that_no_vocabulary_has_is_found(told: Event) -> None:
    folder = releases.cut()
    text = (folder / "events.csv").read_text(encoding="utf-8")
    (folder / "events.csv").write_text(text.replace("north_to_south", "north_to_mars"), encoding="utf-8", newline="")
    assert any("direction is not one of its codes." in one for one in faults(folder))


def test_a_claim_on_an_event_that_is_not_there_is_found(told: Event) -> None:
    folder = releases.cut()
    text = (folder / "claims.csv").read_text(encoding="utf-8")
    (folder / "claims.csv").write_text(text.replace(told.public_id, "EV-999999"), encoding="utf-8", newline="")
    assert any("event refers to a row that events does not have." in one for one in faults(folder))


def test_a_file_too_many_or_too_few_is_found(told: Event) -> None:
    folder = releases.cut()
    (folder / "more.csv").write_text("x")
    (folder / "README.md").unlink()
    found = faults(folder)
    assert "sums: more.csv is there and not listed." in found
    assert "sums: README.md is listed and not there." in found


def test_a_gap_in_the_changes_is_found(told: Event) -> None:
    folder = releases.cut()
    changes = json.loads((folder / "changes.json").read_text())
    del changes["changes"][1]
    (folder / "changes.json").write_text(json.dumps(changes))
    assert any("changes.json has not every line from 1 to" in one for one in faults(folder))


def test_a_signed_release_verifies_under_its_key_alone(told: Event, key: Path, tmp_path: Path) -> None:
    folder = releases.cut()
    public = tmp_path / "trusted.pem"
    public.write_bytes(signature.public_key(key))
    assert faults(folder) == faults(folder, public) == []
    other = tmp_path / "other.pem"
    releases.make_key(tmp_path / "another")
    other.write_bytes(signature.public_key(tmp_path / "another"))
    assert any("is not the signature of SHA256SUMS under the key other.pem" in one for one in faults(folder, other))


def test_a_wrong_or_a_missing_signature_is_found(told: Event, key: Path) -> None:
    folder = releases.cut()
    seal(folder, None)
    sums = folder / "SHA256SUMS"
    sums.write_text(sums.read_text() + "\n")
    assert any("is not the signature" in one for one in faults(folder))
    (folder / signature.SIGNATURE).unlink()
    assert any("SHA256SUMS.sig is missing" in one for one in faults(folder))


def test_signed_releases_are_the_same_each_time(told: Event, key: Path, shelf: Path, settings: Any) -> None:
    first = bytes_of(releases.cut("2026.1"))
    settings.RELEASES = shelf.with_name("elsewhere")
    assert bytes_of(releases.cut("2026.1")) == first
    assert len(first[signature.SIGNATURE]) == 64


def test_a_key_is_its_owners_alone_and_never_overwritten(key: Path) -> None:
    assert key.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="stands already"):
        call_command("release_key", key)


def test_a_key_that_is_not_there_is_told(told: Event, settings: Any) -> None:
    settings.SIGNING_KEY = "/nowhere/key.pem"
    with pytest.raises(CommandError, match="The signing key /nowhere/key.pem is not there. Make it with"):
        call_command("release")


def test_a_folder_that_is_no_release_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_release", tmp_path)
    assert "so it is no release" in capsys.readouterr().err


def test_a_takedown_does_not_wait_for_a_lost_key(told: Event, reviewer: User, key: Path) -> None:
    folder = releases.cut()
    key.unlink()
    take_down(told, reviewer)
    assert releases.recut() == [folder.name]
    assert not (folder / signature.SIGNATURE).exists()
    assert "This release is not signed" in (folder / "README.md").read_text()
    assert faults(folder) == []
