"""What the founding dataset says once it is loaded, read as the public reads it."""

import csv
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from events import derive, imports
from events.codebook import find_harm
from events.imports import Report
from events.measures import measure_year
from events.models import (
    Event,
    Figure,
    PublicChange,
    PublicClaim,
    PublicEvent,
    PublicFigure,
    PublicLink,
    PublicSeries,
    PublicSource,
    Revision,
    RevisionBody,
)

pytestmark = pytest.mark.django_db

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


def document(model: Any, public_id: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(model.objects.get(public_id=public_id).document)
    return content


def claims(event: str, field: str) -> list[dict[str, Any]]:
    rows = PublicClaim.objects.filter(event__public_id=event, field=field).order_by("number")
    return [json.loads(row.document) for row in rows]


@cache
def table(name: str) -> list[dict[str, str]]:
    with (imports.FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_row_is_refused(founding: Report) -> None:
    assert founding.refused == []


def test_every_row_became_a_record(founding: Report) -> None:
    names = ("publishers", "sources", "places", "subjects", "events", "series", "figures")
    names += ("bridges", "checks")
    assert founding.made == sum(len(table(name)) for name in names)


def test_seventy_eight_events_are_public_and_twelve_wait(founding: Report) -> None:
    assert (PublicEvent.objects.live().count(), Event.objects.filter(state="draft").count()) == (78, 12)


def test_of_the_figures_five_wait(founding: Report) -> None:
    assert (Figure.objects.count(), Figure.objects.filter(state="draft").count()) == (297, 5)
    assert PublicFigure.objects.count() == 292


def test_every_draft_says_why_it_waits(founding: Report) -> None:
    assert len(founding.held) == 17
    assert all(held.partition(": ")[2] for held in founding.held)


def test_the_history_verifies(founding: Report) -> None:
    assert list(derive.verify_history()) == []


def test_editor_and_reviewer_are_two_accounts_that_nobody_can_use(founding: Report) -> None:
    approvers = set(Revision.objects.filter(act="approve").values_list("by__username", "by__password"))
    assert {name for name, _ in approvers} == {"founding-reviewer"}
    assert all(password.startswith("!") for _, password in approvers)


def test_the_feed_of_changes_has_no_gaps(founding: Report) -> None:
    numbers = list(PublicChange.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_nothing_was_published_against_the_check_of_harmful_words(founding: Report) -> None:
    overridden = RevisionBody.objects.filter(revision__act="approve").exclude(body__contains='"override":""')
    assert not overridden.exists()


@pytest.mark.parametrize("model", [PublicEvent, PublicClaim, PublicSource, PublicFigure, PublicSeries])
def test_no_public_text_holds_a_forbidden_word(founding: Report, model: Any) -> None:
    ends = dict(PublicEvent.objects.values_list("number", "occurred_to"))
    found = []
    for row in model.objects.all():
        end = ends.get(getattr(row, "event_id", row.pk) if model in (PublicEvent, PublicClaim) else 0)
        texts = [text for text in json.loads(row.document).values() if isinstance(text, str) and "://" not in text]
        found += [(row, str(f)) for t in texts for f in find_harm(t, route_in_use=end is None or end.year > 2014)]
    assert found == []


def test_the_machine_written_copy_adds_no_origin(founding: Report) -> None:
    event = document(PublicEvent, "EV-000001")
    roots = derive.roots_of(PublicClaim.objects.filter(event=1, standing="accepted").values_list("source", flat=True))
    copies = {3: 1, 2: 1}
    assert (roots[3], event["documents"], event["origins"]) == (copies[3], len(roots), len(set(roots.values())))
    without = {root for source, root in roots.items() if source != 3}
    assert roots[3] not in without or len(without) == event["origins"]


def test_the_first_event_is_officially_confirmed(founding: Report) -> None:
    event = document(PublicEvent, "EV-000001")
    assert (event["evidence"], event["actor_type"]) == ("officially_confirmed", "active_duty_soldier")


WHO = [
    ("unknown", "jcs", "2022-01-02", "superseded"),
    ("unknown", "outlet", "2022-01-02", "superseded"),
    ("active_duty_soldier", "outlet", "2022-01-02", "rejected"),
    ("former_nk_defector", "mnd", "2022-01-03", "superseded"),
    ("former_nk_defector", "mnd", "2022-01-05", "accepted"),
]


def test_who_went_north_is_told_in_turn_with_date_and_issuer(founding: Report) -> None:
    names = ("value", "issuer", "stated", "standing")
    told = [tuple(claim[name] for name in names) for claim in claims("EV-000002", "actor_type")]
    assert told == WHO


def test_every_value_that_lost_says_why(founding: Report) -> None:
    losing = PublicClaim.objects.filter(standing__in=["superseded", "rejected", "conflicting"])
    assert all(json.loads(claim.document)["public_note"] for claim in losing)


def test_the_second_event_counts_as_a_re_entry_to_the_north(founding: Report) -> None:
    event = document(PublicEvent, "EV-000002")
    assert (event["movement_class"], event["direction"], event["occurred"]) == (
        "re_entry",
        "south_to_north",
        "2022-01-01",
    )


def test_the_second_event_is_never_counted_among_soldiers(founding: Report) -> None:
    counts = measure_year(2022)
    north = {
        cell.key: count.events_certain
        for cell, count in counts.items()
        if cell[1:3] == ("south_to_north", "actor_type")
    }
    assert "active_duty_soldier" not in north
    assert north["former_nk_defector"] >= 1


def test_one_person_who_crossed_twice_joins_two_events(founding: Report) -> None:
    for event in ("EV-000002", "EV-000003"):
        assert document(PublicEvent, event)["subjects"] == ["SB-0001"]
    assert PublicLink.objects.filter(event=3, other=2, kind="return_trip").exists()


def test_every_incident_has_a_source_with_an_address(founding: Report) -> None:
    with_address = {source["id"] for source in table("sources") if source["url"]}
    told = {claim["event"] for claim in table("claims") if claim["source"] in with_address}
    assert {event["id"] for event in table("events")} <= told


def test_the_final_series_of_the_ministry_sums_by_sex(founding: Report) -> None:
    final = Figure.objects.filter(edition="final", issuer="mou", value__isnull=False)
    by_sex = {(f.series.slug, f.period): f.value for f in final.select_related("series")}
    totals = {period: value for (slug, period), value in by_sex.items() if slug == "arrivals-rok"}
    parts = {p: (by_sex.get(("arrivals-rok-male", p)), by_sex.get(("arrivals-rok-female", p))) for p in totals}
    whole = {period: total for period, total in totals.items() if None not in parts[period]}
    assert len(whole) >= 20
    assert all(total == sum(filter(None, parts[period])) for period, total in whole.items())


def test_loading_twice_changes_nothing(founding: Report) -> None:
    before = (Revision.objects.count(), PublicChange.objects.count())
    again = imports.load()
    assert (again.made, again.standing, again.refused) == (0, founding.made, [])
    assert (Revision.objects.count(), PublicChange.objects.count()) == before


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the raw text of the two seed articles is not kept in this repository")
@pytest.mark.parametrize(
    ("source", "name"), [("S0003", "000_0037e37cfe2c65dd.txt"), ("S0011", "002_6fbfb6b728182fbf.txt")]
)
def test_each_quote_of_a_seed_stands_in_its_text(source: str, name: str) -> None:
    text = " ".join((SEEDS / name).read_text(encoding="utf-8").split())
    quotes = [row["quote"] for row in table("claims") if row["source"] == source and row["quote"]]
    assert quotes
    assert [quote for quote in quotes if re.sub(r"\s+", " ", quote) not in text] == []
