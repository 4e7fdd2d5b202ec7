"""Published numbers at the API: verdicts, vintages, bridges, checks, reconciliation, coverage."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from events import derive
from events.models import PublicBridge, PublicCheck, PublicFigure, ReckonedSeries
from tests.doors.api import rows
from tests.doors.api.conftest import API, Ask, body, csv_of

Ids = Callable[[str], list[str]]
GUIDE = (Path(settings.ROOT) / "docs" / "researchers.md").read_text(encoding="utf-8")


@pytest.fixture
def figure() -> PublicFigure:
    """The ministry's 236 of 2024, published in January 2025, with its verdict."""
    made = rows.figure(rows.series(), rows.source())
    rows.verdict(made)
    return made


@pytest.fixture
def revised() -> tuple[PublicFigure, PublicFigure]:
    """224 of January 2026, and 223 that came in its place in March."""
    series, source = rows.series(), rows.source()
    given = {"released": "2026-01-20", "edition": "superseded", "value": 224, "words": "224"}
    first = rows.figure(series, source, "2025", shown=False, **given)
    given = {"released": "2026-03-01", "value": 223, "words": "223", "supersedes": first.public_id}
    return first, rows.figure(series, source, "2025", **given)


# Verdicts


@pytest.mark.parametrize("path", ["figures/", "figures/{id}/"])
def test_a_verdict_is_included_where_it_is_asked_for(ask: Ask, figure: PublicFigure, path: str) -> None:
    path = path.format(id=figure.public_id)
    plain, with_verdict = ask(path), ask(f"{path}?include=verdict")
    plain, with_verdict = ({"results": [plain]}, {"results": [with_verdict]}) if "FG" in path else (plain, with_verdict)

    assert "verdict" not in plain["results"][0]
    assert with_verdict["results"][0]["verdict"]["sentence_en"] == "43 + 62 = 105."


def test_a_figure_that_was_not_reckoned_yet_has_no_verdict(ask: Ask) -> None:
    made = rows.figure(rows.series(), rows.source())

    assert ask(f"figures/{made.public_id}/?include=verdict")["verdict"] is None


def test_a_file_has_the_columns_of_the_verdict_after_its_own(client: Client, figure: PublicFigure) -> None:
    row = csv_of(client.get(f"{API}figures.csv?include=verdict"))[0]

    assert list(row)[-6:] == [
        *("verdict", "derived_low", "derived_high", "single_source", "verdict_sentence_en", "verdict_sentence_ko")
    ]
    assert list(row.values())[-6:-1] == ["consistent", "236", "236", "false", "43 + 62 = 105."]
    assert "verdict" not in csv_of(client.get(f"{API}figures.csv"))[0]


def test_a_file_leaves_empty_what_was_not_reckoned_yet(client: Client) -> None:
    rows.figure(rows.series(), rows.source())

    assert csv_of(client.get(f"{API}figures.csv?include=verdict"))[0]["verdict"] == ""


def test_what_can_not_be_included_is_refused_with_the_nearest(ask: Ask) -> None:
    assert ask("figures/?include=verdicts", 400)["errors"][0]["nearest"] == "verdict"


# Vintages


def test_a_figure_has_the_edition_of_the_day(ask: Ask, revised: tuple[PublicFigure, PublicFigure]) -> None:
    then = ask("figures/?known_on=2026-02-01")["results"]

    assert [(row["value"], row["edition"]) for row in then] == [(224, "published")]
    assert {row["value"]: row["edition"] for row in ask("figures/?known_on=2026-03-01")["results"]} == {
        224: "superseded",
        223: "published",
    }


def test_list_file_and_record_agree_about_a_day(ask: Ask, client: Client, revised: tuple[PublicFigure, ...]) -> None:
    listed = ask("figures/?known_on=2026-02-01")["results"]
    assert [row["edition"] for row in csv_of(client.get(f"{API}figures.csv?known_on=2026-02-01"))] == ["published"]
    assert ask(f"figures/{revised[0].public_id}/?known_on=2026-02-01") == listed[0]


def test_a_figure_is_not_found_before_it_was_published(ask: Ask, revised: tuple[PublicFigure, ...]) -> None:
    assert "2026-02-01" in ask(f"figures/{revised[1].public_id}/?known_on=2026-02-01", 404)["detail"]


def test_the_verdict_of_a_day_is_reckoned_from_what_was_known(ask: Ask, revised: tuple[PublicFigure, ...]) -> None:
    rows.verdict(revised[0], "revised")

    then = ask("figures/?known_on=2026-02-01&include=verdict")["results"][0]["verdict"]
    assert (then["id"], then["standing"]) == (revised[0].public_id, True)
    assert ask(f"figures/{revised[0].public_id}/?include=verdict")["verdict"]["verdict"] == "revised"


@pytest.mark.parametrize("path", ["figures/", "series/", "reconciliation/", "coverage/", "figures.csv"])
@pytest.mark.parametrize(("day", "near"), [("2024-08", "2024-08-31"), ("soon", "")])
def test_a_wrong_day_is_refused_everywhere(ask: Ask, path: str, day: str, near: str) -> None:
    error = ask(f"{path}?known_on={day}", 400)["errors"][0]

    assert (error["parameter"], error["nearest"]) == ("known_on", near)
    assert "YYYY-MM-DD" in error["remedy"]


def test_a_series_was_known_with_its_first_figure(ids: Ids, revised: tuple[PublicFigure, ...]) -> None:
    rows.series("empty")

    assert (ids("series/?known_on=2026-01-19"), ids("series/?known_on=2026-01-20")) == ([], ["arrivals-all"])


# Bridges


def test_bridges_are_found_by_kind_and_by_either_end(ids: Ids) -> None:
    women, all_, other = rows.series("women"), rows.series("all"), rows.series("other")
    made = rows.bridge(women, all_)
    rows.bridge(other, other, kind="subset_of")

    for query in ("kind=part_of", "series=women", "series=all"):
        assert ids(f"bridges/?{query}") == [made.public_id]


def test_a_bridge_answers_with_its_document_and_its_file_with_its_row(ask: Ask, client: Client) -> None:
    made = rows.bridge(rows.series("women"), rows.series("all"))

    assert ask(f"bridges/{made.public_id}/") == json.loads(made.document)
    assert csv_of(client.get(f"{API}bridges.csv"))[0]["grounds_en"] == "One table."


# Checks


@pytest.fixture
def check() -> PublicCheck:
    made = rows.check(rows.series(), rows.source())
    rows.verdict(made, "fails")
    return made


def test_a_check_tells_what_was_found(ask: Ask, check: PublicCheck) -> None:
    told = ask(f"checks/{check.public_id}/")

    assert (told["words"], told["finding"]["verdict"]) == ("only 236 came", "fails")
    assert ask("checks/")["results"] == [told]


def test_checks_are_found_by_verdict(ids: Ids, check: PublicCheck) -> None:
    assert (ids("checks/?verdict=fails"), ids("checks/?verdict=holds")) == ([check.public_id], [])


def test_a_file_of_checks_has_the_verdict_too(client: Client, check: PublicCheck) -> None:
    row = csv_of(client.get(f"{API}checks.csv"))[0]

    told = [row[name] for name in ("verdict", "evidence", "verdict_sentence_en")]
    assert told == ["fails", "FG-000001; FG-000002", "43 + 62 = 105."]


def test_a_check_that_was_not_asked_yet_says_so(ask: Ask) -> None:
    made = rows.check(None, rows.source(), kind="first_since")

    assert ask(f"checks/{made.public_id}/")["finding"] is None


@pytest.mark.parametrize("model", [PublicBridge, PublicCheck])
def test_what_was_withdrawn_is_gone_and_in_no_list(ask: Ask, check: PublicCheck, model: Any) -> None:
    rows.bridge(rows.series("women"), rows.series("all"))
    model.objects.update(tombstone="withdrawn", tombstone_reason="Misread.")
    folder = model.__name__.removeprefix("Public").lower() + "s"

    assert ask(f"{folder}/{model.objects.get().public_id}/", 410)["reason"] == "Misread."
    assert ask(f"{folder}/")["results"] == []


# Reconciliation


@pytest.fixture
def reckoned(figure: PublicFigure) -> ReckonedSeries:
    assert figure.series is not None
    rows.reckoned(rows.series("other"), consistent=False)
    return rows.reckoned(figure.series)


def test_a_series_has_what_was_found_and_its_verdicts(ask: Ask, figure: PublicFigure, reckoned: ReckonedSeries) -> None:
    told = ask("reconciliation/arrivals-all/")

    assert [verdict["id"] for verdict in told.pop("verdicts")] == [figure.public_id]
    assert told == json.loads(reckoned.document)


def test_series_are_found_by_whether_they_hold_together(ids: Ids, reckoned: ReckonedSeries) -> None:
    assert (ids("reconciliation/?consistent=1"), ids("reconciliation/?consistent=0")) == (["arrivals-all"], ["other"])
    assert ids("reconciliation/?series=other") == ["other"]


def test_a_day_is_reckoned_live(ask: Ask, revised: tuple[PublicFigure, ...]) -> None:
    told = ask("reconciliation/arrivals-all/?known_on=2026-02-01")

    assert [verdict["id"] for verdict in told["verdicts"]] == [revised[0].public_id]
    assert ask("reconciliation/?known_on=2026-02-01")["results"] == [told]


def test_a_series_of_which_nothing_was_found_is_not_there(ask: Ask) -> None:
    rows.series()

    assert ask("reconciliation/arrivals-all/", 404)["type"] == "/api/docs/#not-found"
    assert ask("reconciliation/")["results"] == []


@pytest.mark.parametrize("folder", ["reconciliation", "series"])
def test_an_unknown_series_is_not_found_and_the_nearest_is_told(ask: Ask, folder: str) -> None:
    rows.series()

    assert "Did you mean arrivals-all?" in ask(f"{folder}/arivals-all/", 404)["detail"]


@pytest.mark.parametrize("path", ["reconciliation/", "coverage/", "bridges/", "checks/", "figures/"])
def test_every_list_of_numbers_refuses_an_unknown_series(ask: Ask, path: str) -> None:
    rows.series()

    assert ask(f"{path}?series=arivals-all", 400)["errors"][0]["nearest"] == "arrivals-all"


# Coverage


def test_a_figure_of_the_same_scope_has_a_row_that_leads_to_its_events(ask: Ask, figure: PublicFigure) -> None:
    assert figure.series is not None
    rows.reckoned(figure.series, rows.covered(figure))
    rows.event()

    row = ask("coverage/")["results"][0]
    assert (row["figure"], row["documented_low"], row["coverage_high"]) == (figure.public_id, 2, 0.3333)
    assert len(ask(row["events"].partition("/api/v1/")[2])["results"]) == 1


def test_a_series_of_another_scope_has_one_row_without_a_number(client: Client, figure: PublicFigure) -> None:
    assert figure.series is not None
    rows.reckoned(figure.series)

    told = csv_of(client.get(f"{API}coverage.csv"))
    assert [{key: value for key, value in row.items() if value} for row in told] == [
        {"series": "arrivals-all", "comparable": "false", "unit": "persons", "note_en": "Why.", "note_ko": "이유."}
    ]


def test_coverage_is_found_by_whether_it_can_be_told(ask: Ask, figure: PublicFigure) -> None:
    assert figure.series is not None
    rows.reckoned(figure.series, rows.covered(figure))
    rows.reckoned(rows.series("other"))

    for query, comparable in (("1", True), ("0", False)):
        assert [row["comparable"] for row in ask(f"coverage/?comparable={query}")["results"]] == [comparable]


# What is kept


@pytest.mark.parametrize("path", ["checks/", "reconciliation/", "coverage/", "figures/?include=verdict"])
def test_a_new_reckoning_makes_a_new_tag(client: Client, reckoned: ReckonedSeries, path: str) -> None:
    held = client.get(API + path).headers["ETag"]
    assert client.get(API + path, headers={"if-none-match": held}).status_code == 304

    reckoned.computed_at = reckoned.computed_at.replace(second=6)
    reckoned.save()
    assert client.get(API + path, headers={"if-none-match": held}).status_code == 200


def test_a_check_of_events_alone_that_is_asked_again_makes_a_new_tag(client: Client) -> None:
    asked = {"kind": "first_since", "since": "1990", "event": rows.event().public_id, "event_scope": "means=swim"}
    rows.check(None, rows.source(), period="", comparator="", value=None, **asked)
    held = client.get(f"{API}checks/").headers["ETag"]
    assert derive.reconcile(set())
    told = client.get(f"{API}checks/", headers={"if-none-match": held})
    assert told.status_code == 200
    assert derive.reconcile(set()) == []
    assert client.get(f"{API}checks/").headers["ETag"] == told.headers["ETag"]


def test_figures_without_verdicts_do_not_change_with_them(client: Client, reckoned: ReckonedSeries) -> None:
    held = client.get(f"{API}figures/").headers["ETag"]
    ReckonedSeries.objects.all().delete()

    assert client.get(f"{API}figures/", headers={"if-none-match": held}).status_code == 304


# The guide

CHAPTER = GUIDE.partition("## Figures: ")[2].partition("\n## ")[0]
ASKED = [urlsplit(url) for url in re.findall(r"""["'](http://localhost:8000[^"']+)["']""", CHAPTER)]


@pytest.mark.parametrize("asked", ASKED, ids=lambda url: url.path + url.query)
def test_every_example_of_the_chapter_is_answered(client: Client, asked: Any) -> None:
    series, source = rows.series("arrivals-rok"), rows.source()
    rows.figure(series, source, released="2024-01-20")
    rows.reckoned(series)
    rows.check(series, source, id="CK-000001")
    PublicCheck.objects.update(number=1)

    response = client.get(f"{asked.path}?{asked.query}")
    assert response.status_code == 200, body(response)


def test_the_chapter_has_examples() -> None:
    assert len(ASKED) == 15
