"""Releases in public: listed with sizes and sums, served whole or in ranges, kept for good under their sum."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events import releases
from events.models import Event
from events.releases import shelf as shelves

from .conftest import take_down

pytestmark = pytest.mark.django_db
FILE = "/data/releases/2026.1/events.csv"


@pytest.fixture
def folder(told: Event) -> Path:
    return releases.cut("2026.1")


def body(response: object) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]


def test_every_file_that_is_listed_is_served_as_it_stands(folder: Path, client: Client) -> None:
    (told,) = client.get("/api/v1/releases/").json()["results"]
    assert (told["id"], told["signed"], told["previous"]) == ("2026.1", False, None)
    for file in told["files"]:
        found = body(client.get(file["href"]))
        assert (len(found), sha256(found).hexdigest()) == (file["bytes"], file["sha256"])
    assert {"events.csv", "events.geojson", "datapackage.json", "CITATION.cff"} <= {
        one["path"] for one in told["files"]
    }
    assert body(client.get("/data/releases/2026.1/SHA256SUMS")) == (folder / "SHA256SUMS").read_bytes()


def test_a_range_is_answered_with_its_bytes_alone(folder: Path, client: Client) -> None:
    whole = (folder / "events.csv").read_bytes()
    for asked, first, last in (
        ("bytes=0-9", 0, 9),
        ("bytes=10-", 10, len(whole) - 1),
        ("bytes=-5", len(whole) - 5, -1),
    ):
        response = client.get(FILE, headers={"Range": asked, "Accept-Encoding": "gzip"})
        last = last if last > 0 else len(whole) - 1
        assert (response.status_code, body(response)) == (206, whole[first : last + 1])
        assert response.headers["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
    beyond = client.get(FILE, headers={"Range": f"bytes={len(whole)}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(whole)}")
    for ignored in ("bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=-"):
        assert body(client.get(FILE, headers={"Range": ignored})) == whole


def test_a_resume_of_other_bytes_begins_anew(folder: Path, client: Client) -> None:
    headers = {"Range": "bytes=5-9", "If-Range": '"other"'}
    assert client.get(FILE, headers=headers).status_code == 200
    tag = client.head(FILE).headers["ETag"]
    assert client.get(FILE, headers=headers | {"If-Range": tag}).status_code == 206
    assert client.get(FILE, headers={"If-None-Match": tag}).status_code == 304


def test_the_address_with_the_sum_is_kept_for_good_and_never_answers_other_bytes(
    folder: Path, client: Client, told: Event, reviewer: User
) -> None:
    (release,) = client.get("/api/v1/releases/").json()["results"]
    sums = {file["path"]: file["sha256"] for file in release["files"]}
    address = f"{FILE}?sha256={sums['events.csv']}"
    assert client.get(address).headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert client.get(FILE).headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    take_down(told, reviewer)
    assert (client.get(address).status_code, client.get(FILE).status_code) == (503, 503)
    releases.recut()
    assert (client.get(address).status_code, client.get(FILE).status_code) == (410, 200)


@pytest.mark.parametrize("file", ["2026.1/nothing.csv", "2026.2/events.csv", "2026.1/.lock"])
def test_what_is_not_there_is_told(folder: Path, client: Client, file: str) -> None:
    assert client.get(f"/data/releases/{file}").status_code == 404
    assert client.get("/data/releases/2026.1/..%2F.lock").status_code == 404


def test_the_page_of_the_data_lists_it_and_is_made_anew(told: Event, client: Client) -> None:
    before = client.get("/en/data/")
    assert "None has been made yet." in before.content.decode()
    releases.cut("2026.1")
    response = client.get("/en/data/", headers={"If-None-Match": before.headers["ETag"]})
    shown = response.content.decode()
    sums = {file["path"]: file["sha256"] for file in releases.describe("2026.1")["files"]}
    assert f'href="{FILE}?sha256={sums["events.csv"]}"' in shown
    assert '"@type":"dcat:Catalog"' in shown
    assert client.get("/en/data/", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert shelves.names() == ["2026.1"]
