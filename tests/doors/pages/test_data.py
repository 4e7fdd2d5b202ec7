"""The page of the data: how much there is, programs that work, and the data set as search engines read it."""

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from events import releases
from events.api.urls import LISTS, urlpatterns
from events.presenters import recipes
from events.templatetags.pages import data_block
from tests.presenters import rows

from .conftest import Element, Read

OF_OTHERS = re.compile(r"https://creativecommons\.org/")


@pytest.fixture
def data(read: Read) -> Element:
    source = rows.source()
    for _ in range(3):
        rows.claim(rows.event(), source)
    rows.change()
    return read("/en/data/")


def test_it_names_the_version_of_the_dataset(data: Element) -> None:
    assert "Version of the dataset: change 5 of 2 Jan 2026." in data.text
    assert "data set, change 5 of 2 Jan 2026. CC BY 4.0. http://testserver/en/data/" in data.one("p", kind="cite").text


def test_it_counts_the_rows_of_every_list(data: Element) -> None:
    told = {row.one("th").text: row.one("td", kind="num").text for row in data.one("tbody").all("tr")}
    assert len(told) == len({*LISTS, "changes"} - {"coverage"})  # coverage is told from others
    assert (told["Events"], told["Sources"], told["Changes and corrections"]) == ("3", "1", "5")


def test_counts_are_the_rows_of_the_files(data: Element, client: Client) -> None:
    for row in data.one("tbody").all("tr"):
        addresses = [a.attributes["href"] for a in row.all("a") if a.attributes["href"].endswith(".csv")]
        for address in addresses:
            lines = b"".join(client.get(address).streaming_content).decode().count("\r\n")  # type: ignore[attr-defined]
            assert str(lines - 1) == row.one("td", kind="num").text


def test_every_address_answers(data: Element, client: Client) -> None:
    for link in data.one("main").all("a"):
        address = link.attributes["href"]
        if not OF_OTHERS.match(address) and not address.startswith("#"):
            assert client.get(address.partition("#")[0]).status_code == 200


def test_every_address_in_a_recipe_answers(data: Element, client: Client) -> None:
    found = [urlsplit(text) for text in re.findall(r"http://testserver[^\s\"']*", data.one(id="recipes").text)]
    assert len(found) == len(recipes.RECIPES)
    assert {client.get(f"{part.path}?{part.query}").status_code for part in found} == {200}


def test_the_program_in_python_reads_every_page(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        rows.event(title_en="One came")
    code = recipes.PYTHON.replace("{site}", "").replace("limit=500", "limit=2")
    asked = code.replace("from urllib.request import urlopen\n", "")
    exec(asked, {"urlopen": lambda address: _Answer(client.get(address).content)})
    assert capsys.readouterr().out == "3 One came\n"


class _Answer:
    def __init__(self, body: bytes) -> None:
        self.body = body

    def read(self) -> bytes:
        return self.body


def test_search_engines_read_the_data_set(data: Element) -> None:
    described = json.loads(data.all("script", type="application/ld+json")[0].text)
    assert (described["@type"], described["version"], described["dateModified"]) == ("Dataset", "5", "2026-01-02")
    assert described["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "http://testserver/api/v1/events.csv" in {one["contentUrl"] for one in described["distribution"]}


def test_every_download_that_search_engines_are_told_answers(data: Element, client: Client) -> None:
    described = json.loads(data.all("script", type="application/ld+json")[0].text)
    addresses = [urlsplit(one["contentUrl"]).path for one in described["distribution"]]
    assert {client.get(address).status_code for address in addresses} == {200}


def catalogue(data: Element) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(data.all("script", type="application/ld+json")[1].text)
    return told


def test_both_catalogues_name_every_file_of_the_api(data: Element) -> None:
    files = {f"http://testserver/api/{one.pattern}" for one in urlpatterns if one.default_args.get("format")}
    files.remove("http://testserver/api/v1/events/counts.csv")  # an answer about them
    described = json.loads(data.all("script", type="application/ld+json")[0].text)
    assert files <= {one["contentUrl"] for one in described["distribution"]}
    live = catalogue(data)["dcat:dataset"][0]
    assert files == {one["dcat:downloadURL"]["@id"] for one in live["dcat:distribution"] if "dcat:downloadURL" in one}


def test_the_catalogue_names_period_version_shape_and_licence(data: Element, client: Client) -> None:
    live = catalogue(data)["dcat:dataset"][0]
    assert (live["dcat:version"], live["dct:modified"]["@value"]) == ("5", "2026-01-02")
    assert live["dct:temporal"]["dcat:startDate"]["@value"] == "1945"
    assert live["dct:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert client.get(live["dct:conformsTo"]["@id"]).status_code == 200
    described = json.loads(data.all("script", type="application/ld+json")[0].text)
    assert described["temporalCoverage"] == "1945/.."


def test_search_engines_are_told_the_sums_of_the_newest_release(read: Read, settings: Any, tmp_path: Path) -> None:
    settings.RELEASES, settings.SIGNING_KEY = tmp_path, ""
    rows.claim(rows.event(), rows.source())
    rows.change()
    folder = releases.cut("2026.1")
    described = json.loads(read("/en/data/").all("script", type="application/ld+json")[0].text)
    sums = {one["contentUrl"]: one["sha256"] for one in described["distribution"] if "sha256" in one}
    events = sums["http://testserver/data/releases/2026.1/events.csv"]
    assert events == sha256((folder / "events.csv").read_bytes()).hexdigest()


def test_nothing_in_a_block_of_data_ends_it() -> None:
    assert data_block("</script><b>&") == "\\u003c/script\\u003e\\u003cb\\u003e\\u0026"
