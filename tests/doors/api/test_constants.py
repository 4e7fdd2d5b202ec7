"""Changes, vocabularies, codebook, the list of addresses, and the documents of the API itself."""

import json
import re

from django.test import Client

from events.codebook import FIELDS
from events.vocabulary import AXES
from tests.doors.api import rows
from tests.doors.api.conftest import API, Ask, body


def test_changes_are_gap_free_and_ascending(ask: Ask) -> None:
    for _ in range(5):
        rows.change()

    first = ask("changes/?limit=2")
    second = ask(first["next"].partition("/api/v1/")[2])
    assert [row["number"] for row in first["results"] + second["results"]] == [1, 2, 3, 4]
    assert ask(second["previous"].partition("/api/v1/")[2])["results"] == first["results"]
    assert ask("changes/?after=5") == {"next": None, "previous": second_last(ask), "results": []}


def second_last(ask: Ask) -> str:
    return str(ask("changes/?after=5")["previous"])


def test_a_change_tells_what_when_and_why(ask: Ask) -> None:
    grave = {"severity": "substance", "sources": ["SR-000007"]}
    rows.change(kind="updated", fields={"means": ["swim", "boat"]}, reason="The ministry corrected it.", **grave)

    assert ask("changes/")["results"] == [
        {
            "number": 1,
            "at": "2026-01-02T03:04:05Z",
            "kind": "updated",
            "record": "event",
            "public_id": "EV-000001",
            "fields": {"means": ["swim", "boat"]},
            "reason": "The ministry corrected it.",
            "severity": "substance",
            "sources": ["SR-000007"],
        }
    ]


def test_vocabularies_are_all_there(ask: Ask) -> None:
    assert [axis["axis"] for axis in ask("vocabularies/")["results"]] == list(AXES)


def test_a_vocabulary_defines_its_codes_in_both_languages(ask: Ask) -> None:
    first = ask("vocabularies/direction/")["terms"][0]

    assert (first["code"], first["label_en"], first["label_ko"][:3]) == ("north_to_south", "North to South", "북→남")


def test_an_unknown_vocabulary_is_not_found(ask: Ask) -> None:
    assert "direction" in ask("vocabularies/nonsense/", 404)["detail"]


def test_the_codebook_tells_every_field_and_column(ask: Ask) -> None:
    codebook = ask("codebook/")

    assert [field["key"] for field in codebook["fields"]] == list(FIELDS)
    assert [column["key"] for column in codebook["records"]["event"]] == ["id", "version", *rows.SOLDIER]


def test_the_start_leads_to_every_address(ask: Ask, client: Client) -> None:
    for address in ask("").values():
        assert client.get(address).status_code == 200, address


def test_the_schema_is_yaml_unless_json_is_asked_for(client: Client) -> None:
    assert body(client.get(f"{API}schema/")).startswith("openapi: 3.1.0")
    assert json.loads(body(client.get(f"{API}schema/?format=json")))["openapi"] == "3.1.0"


def test_the_schema_takes_no_other_parameter(ask: Ask) -> None:
    assert ask("schema/?lang=ko", 400)["errors"][0]["parameter"] == "lang"


def test_swagger_ui_is_ours_and_has_no_script_inside_the_page(client: Client) -> None:
    response = client.get("/api/docs/")

    page = body(response)
    assert re.findall(r"<script(?! src=)|<style|style=|https?://", page) == []
    assert page.count('src="/static/drf_spectacular_sidecar/') == 2


def test_the_script_of_swagger_ui_names_our_schema(client: Client) -> None:
    response = client.get("/api/docs/?script")

    assert response.headers["Content-Type"].startswith("application/javascript")
    assert 'url: "/api/v1/schema/"' in body(response).replace("\\u002D", "-").replace("\\u002F", "/")


def test_answers_fit_the_schema(ask: Ask) -> None:
    event, source = rows.event("../2004-10-26", route_type=""), rows.source()
    rows.claim(event, source)
    rows.link(event, rows.event())
    series = rows.series()
    figure = rows.figure(series, source)
    rows.verdict(figure)
    rows.reckoned(series, rows.covered(figure))
    rows.reckoned(rows.series("other"))
    rows.bridge(series, series)
    rows.verdict(rows.check(series, source), "holds")
    rows.check(None, source)
    rows.statistic()
    schema = ask("schema/?format=json")

    for name, shape in (
        ("events/?include=claims,sources,links", "EventPage"),
        ("figures/", "FigurePage"),
        ("figures/?include=verdict", "FigurePage"),
        ("bridges/", "BridgePage"),
        ("checks/", "CheckPage"),
        ("reconciliation/", "ReconciliationPage"),
        ("coverage/", "CoveragePage"),
        ("series/", "SeriesPage"),
        ("statistics/", "StatisticPage"),
        ("changes/", "ChangePage"),
        ("vocabularies/", "VocabularyPage"),
        ("codebook/", "Codebook"),
    ):
        fits(ask(name), shape, schema)


def fits(answer: object, shape: str, schema: dict[str, object]) -> None:
    from jsonschema import Draft202012Validator

    text = json.dumps({"$ref": f"#/components/schemas/{shape}", "components": schema["components"]})
    Draft202012Validator(json.loads(text)).validate(answer)
