"""Every text and value that would become public passes the gate; each finding says where it stands."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from events import actions
from events.codebook import Finding
from events.errors import HarmfulText
from events.models import Event, PublicEvent, Revision, Source
from tests import factories
from tests.factories import claim

pytestmark = pytest.mark.django_db


def submitted(editor: User, source: Source, **values: Any) -> Event:
    """Return an event handed in with values, or with whole claims, in place of the usual ones."""
    texts = factories.TEXTS | {key: values.pop(key) for key in list(values) if key in factories.TEXTS}
    given = factories.CODED | values
    claims = [
        value if isinstance(value, actions.ClaimInput) else claim(key, value, source) for key, value in given.items()
    ]
    event = actions.code_event(None, texts=texts, claims=claims, seen=None, by=editor)
    return actions.submit(event, by=editor)  # type: ignore[return-value]


def found(event: Event) -> list[tuple[str, str]]:
    return [(finding.rule, finding.field) for finding in actions.foresee(event).findings]


def in_place(editor: User, precision: str, **given: Any) -> str:
    place = actions.record(factories.PlaceFactory.build(**given), seen=None, by=editor)
    return f"{place.slug} {precision}"


def test_a_refusal_names_each_finding_with_its_place_words_and_rule(
    editor: User, reviewer: User, source: Source
) -> None:
    told = claim("means", "on_foot", source, quote="aged 23")
    event = submitted(editor, source, means=told, summary_en="She paid.")
    with pytest.raises(HarmfulText) as refusal:
        actions.approve(event, by=reviewer)
    number = event.claims.get(field="means").public_id
    assert refusal.value.findings == [
        Finding("a helper or payment", "paid", "summary_en"),
        Finding("an age", "aged 23", "means", f"{number}.quote"),
    ]


def test_the_record_keeps_which_findings_were_overridden(editor: User, reviewer: User, source: Source) -> None:
    event = submitted(editor, source, summary_en="She paid.")
    actions.approve(event, by=reviewer, override="She told it herself.")
    body = Revision.objects.get(record="event", act="approve").body.read()
    assert body["override"] == "She told it herself."
    assert body["overridden"] == [["summary_en", "a helper or payment", "paid"]]


def test_what_an_approval_would_meet_can_be_read_before_it(editor: User, source: Source) -> None:
    event = submitted(editor, source, summary_en="She paid.")
    assert found(event) == [("a helper or payment", "summary_en")]
    assert not PublicEvent.objects.exists()


def test_words_of_sources_are_named_with_their_source(editor: User) -> None:
    source = factories.new_source(editor, url="https://example.org/news/kim-chol-su-defects", public_note="Aged 19.")
    findings = actions.foresee(submitted(editor, source)).findings
    assert {(f.where, f.rule) for f in findings} == {
        (f"{source.public_id}.public_note", "an age"),
        (f"{source.public_id}.url", "a name"),
    }


def test_a_withheld_address_harms_nobody(editor: User) -> None:
    source = factories.new_source(editor, url="https://example.org/kim-chol-su-defects", url_withheld=True)
    assert found(submitted(editor, source)) == []


@pytest.mark.parametrize(
    ("rule", "precision", "given"),
    [
        ("a place more exact than the gazetteer allows", "exact_site", {"kind": "county"}),
        ("a pin for an area", "county", {"radius_km": None}),
        ("a transit country", "country", {"kind": "country", "country": "LA", "lat": None, "lon": None}),
    ],
)
def test_a_place_that_says_too_much_is_found(
    editor: User, source: Source, rule: str, precision: str, given: dict[str, Any]
) -> None:
    assert found(submitted(editor, source, place=in_place(editor, precision, **given))) == [(rule, "place")]


@pytest.mark.parametrize(
    ("rule", "route"),
    [
        ("a crossing point", "via_china"),
        ("a crossing point", "china_border"),
        ("custody in a third country", "third_country_custody"),
    ],
)
def test_a_town_abroad_is_found_beside_a_route_in_use(editor: User, source: Source, rule: str, route: str) -> None:
    place = in_place(editor, "county", country="CN")
    date = f"{timezone.localdate().year - 2} report"
    assert found(submitted(editor, source, place=place, route_type=route, occurred=date)) == [(rule, "place")]


def test_a_losing_place_is_read_too(editor: User, source: Source) -> None:
    place = in_place(editor, "country", kind="country", country="TH", lat=None, lon=None)
    told = claim("place", place, source, standing="rejected", public_note="Misread.")
    assert found(submitted(editor, source, place=told)) == [("a transit country", "place")]


def test_an_old_route_may_be_told_by_its_places(editor: User, source: Source) -> None:
    place = in_place(editor, "county", country="TH")
    assert found(submitted(editor, source, place=place, occurred="2004-07 arrival", route_type="via_china")) == []


@pytest.mark.parametrize(("issuer", "told"), [("outlet", True), ("jcs", False)])
def test_a_recent_event_waits_for_an_authority_or_a_second_origin(
    editor: User, source: Source, issuer: str, told: bool
) -> None:
    today = timezone.localdate().isoformat()
    event = submitted(editor, source, occurred=claim("occurred", f"{today} crossing", source, issuer=issuer))
    rule = "not yet made public by an authority or several reports"
    assert found(event) == ([(rule, "occurred")] if told else [])


@pytest.mark.parametrize(
    ("value", "period", "found_there"),
    [(3, "2024-01-01/2024-03-31", True), (7, "2024-01-01/2024-03-31", False), (3, "2024", False)],
)
def test_a_small_cell_of_a_small_group_is_found(
    editor: User, reviewer: User, value: int, period: str, found_there: bool
) -> None:
    series = actions.record(factories.SeriesFactory.build(subgroup="elite"), seen=None, by=editor)
    figure = factories.recorded_figure(editor, series=series, value=Decimal(value), period=period)
    actions.submit(figure, by=editor)
    findings = actions.foresee(figure).findings
    assert [finding.rule for finding in findings] == (["a small cell"] if found_there else [])
