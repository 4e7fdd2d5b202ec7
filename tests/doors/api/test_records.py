"""One record by its id, and what answers where there is none."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from tests.doors.api import rows
from tests.doors.api.conftest import API, Ask


def test_an_event_answers_with_its_document(ask: Ask) -> None:
    event = rows.event()

    assert ask(f"events/{event.public_id}/") == json.loads(event.document)


@pytest.mark.parametrize("make", [rows.source, lambda: rows.claim(rows.event(), rows.source()), lambda: figure()])
def test_every_record_answers_with_its_document(ask: Ask, make: Callable[[], rows.PublicSource]) -> None:
    folders = {"SR": "sources", "CL": "claims", "FG": "figures"}
    row = make()

    assert ask(f"{folders[row.public_id[:2]]}/{row.public_id}/") == json.loads(row.document)


def figure() -> rows.PublicFigure:
    return rows.figure(rows.series(), rows.source())


def test_a_series_answers_by_its_slug(ask: Ask) -> None:
    series = rows.series()

    assert ask("series/arrivals-all/") == json.loads(series.document)


@pytest.mark.parametrize(
    "path",
    [
        "events/EV-999999/",
        "sources/SR-999999/",
        "claims/CL-999999/",
        "figures/FG-999999/",
        "series/none/",
        "bridges/BR-999999/",
        "checks/CK-999999/",
        "reconciliation/none/",
        "reconciliation/%00/",
        "series/%00/",
    ],
)
def test_an_unknown_id_is_not_found(ask: Ask, path: str) -> None:
    assert ask(path, 404)["type"] == "/api/docs/#not-found"


@pytest.mark.parametrize("text", ["EV-1", "ev-000001", "SR-000001", "x", "%00", "EV-99999999999999999999", "EV-٠٠٠٠٠١"])
def test_a_malformed_id_is_not_found_and_the_form_is_told(ask: Ask, text: str) -> None:
    assert "EV-000" in ask(f"events/{text}/", 404)["detail"]


def test_a_withdrawn_event_is_gone_with_its_reason(ask: Ask) -> None:
    event = rows.tombstone()

    gone = ask(f"events/{event.public_id}/", 410)

    assert (gone["reason"], gone["tombstone"], gone["replaced_by"]) == ("Not a crossing.", "withdrawn", "")


def test_a_chain_of_merges_leads_to_its_end(ask: Ask) -> None:
    between = rows.tombstone(tombstone="merged", replaced_by=rows.event().public_id)
    merged = rows.tombstone(tombstone="merged", replaced_by=between.public_id)
    gone = ask(f"events/{merged.public_id}/", status=410)
    assert gone["replaced_by"] == between.replaced_by


def test_a_merged_event_leads_to_the_other(ask: Ask, client: Client) -> None:
    event = rows.tombstone(tombstone="merged", replaced_by="EV-000042")

    assert ask(f"events/{event.public_id}/", 410)["replaced_by"] == "EV-000042"
    link = client.get(f"{API}events/{event.public_id}/").headers["Link"]
    assert link == '<http://testserver/api/v1/events/EV-000042/>; rel="successor-version"'


def test_a_withdrawn_figure_is_gone(ask: Ask) -> None:
    row = figure()
    rows.PublicFigure.objects.filter(pk=row.pk).update(tombstone="withdrawn", tombstone_reason="Misread.")

    assert ask(f"figures/{row.public_id}/", 410)["reason"] == "Misread."


def test_a_record_takes_no_parameter_of_a_list(ask: Ask) -> None:
    event = rows.event()

    assert ask(f"events/{event.public_id}/?limit=3", 400)["errors"][0]["parameter"] == "limit"
