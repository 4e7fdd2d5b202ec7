"""What a record says to the public, as plain JSON. Made when it is approved and kept in the approving revision.

The public record is written from these snapshots alone, so a later change at the desk can't leak into it.
"""

from typing import Any

from ..models import Bridge, Check, Claim, Event, EventLink, Figure, Place, Series, Source, Subject, public_id
from ..vocabulary import LinkKind

Json = dict[str, Any]


def snapshot_event(event: Event) -> Json:
    """Return the public document of an event with its publishable claims, links and search words."""
    claims = list(Claim.objects.publishable().filter(event=event).order_by("field", "-stated_from", "-pk"))
    public = {claim.pk for claim in claims}
    place = event.place
    subjects = list(event.subjects.order_by("pk"))
    document = {
        "title_en": event.title_en,
        "title_ko": event.title_ko,
        "summary_en": event.summary_en,
        "summary_ko": event.summary_ko,
        "occurred": event.occurred,
        "occurred_from": event.occurred_from and event.occurred_from.isoformat(),
        "occurred_to": event.occurred_to and event.occurred_to.isoformat(),
        "date_precision": event.date_precision,
        "date_basis": event.date_basis,
        "direction": event.direction,
        "movement_class": event.movement_class,
        "route_type": event.route_type,
        "means": event.means,
        "place": place and place.slug,
        "place_name_en": place.name_en if place else "",
        "place_name_ko": place.name_ko if place else "",
        "place_precision": event.place_precision,
        "lat": float(place.lat) if place and place.lat is not None else None,
        "lon": float(place.lon) if place and place.lon is not None else None,
        "radius_km": place.radius_km if place else None,
        "actor_type": event.actor_type,
        "persons_min": event.persons_min,
        "persons_max": event.persons_max,
        "outcome": event.outcome,
        "outcome_parts": event.outcome_parts,
        "intent": event.intent,
        "first_public": event.first_public,
        "evidence": event.evidence,
        "documents": event.documents,
        "origins": event.origins,
        "subjects": [subject.public_id for subject in subjects],
    }
    return {
        "document": document,
        "claims": [_claim(claim, public) for claim in claims],
        "links": _links(event, subjects),
        "words": words_of_place(place) if place else "",
    }


def words_of_place(place: Place) -> str:
    """Return the words by which events at a place are found, besides its two names."""
    return " ".join([*place.aliases, place.slug])


def _claim(claim: Claim, public: set[int]) -> Json:
    """Return a claim's public document; a relation to a claim that is not public stays at the desk."""
    related = claim.related_to_id if claim.related_to_id in public else None
    return {
        "id": claim.public_id,
        "event": public_id("EV", claim.event_id),
        "field": claim.field,
        "value": claim.value,
        "source": public_id("SR", claim.source_id),
        "issuer": claim.issuer,
        "stated": claim.stated,
        "certainty": claim.certainty,
        "quote": claim.quote,
        "locator": claim.locator,
        "relation": claim.relation if related else "",
        "related_to": public_id("CL", related) if related else None,
        "standing": claim.standing,
        "public_note": claim.public_note,
    }


def _links(event: Event, subjects: list[Subject]) -> list[list[Any]]:
    """Return [[event id, other event id, kind]] in both senses: written links, and events of the same subject."""
    written = EventLink.objects.filter(event=event) | EventLink.objects.filter(other=event)
    links = {(link.event_id, link.other_id, link.kind) for link in written}
    joined = {pair for a, b, _ in links for pair in ((a, b), (b, a))}
    for subject in subjects:
        for other in subject.events.exclude(pk=event.pk).values_list("pk", flat=True):
            if (event.pk, other) not in joined:
                links.add((*sorted((event.pk, other)), LinkKind.SAME_GROUP.value))  # type: ignore[arg-type]
    return sorted([list(link) for link in links])


def snapshot_source(source: Source) -> Json:
    """Return the public document of a source; a title or address that names a person stays at the desk."""
    publisher = source.publisher
    return {
        "document": {
            "publisher": publisher.slug,
            "publisher_name": publisher.name,
            "publisher_name_ko": publisher.name_ko,
            "publisher_kind": publisher.kind,
            "publisher_country": publisher.country,
            "title": "" if source.title_withheld else source.title,
            "title_withheld": source.title_withheld,
            "url": "" if source.url_withheld else source.url,
            "url_withheld": source.url_withheld,
            "archived_url": "" if source.url_withheld else source.archived_url,
            "language": source.language,
            "published": source.published,
            "kind": source.kind,
            "machine_written": source.machine_written,
            "derives_from": public_id("SR", source.derives_from_id) if source.derives_from_id else None,
            "derives_how": source.derives_how,
            "public_note": source.public_note,
        },
        "published_from": source.published_from and source.published_from.isoformat(),
    }


def snapshot_series(series: Series) -> Json:
    names = (
        "title_en title_ko measure concept population route_scope subgroup unit authority since"
        " definition_en definition_ko event_scope scope_note_en scope_note_ko"
    )
    return {"document": {"id": series.slug} | {name: getattr(series, name) for name in names.split()}}


def snapshot_figure(figure: Figure) -> Json:
    older = figure.supersedes
    return {
        "document": {
            "series": figure.series.slug,
            "source": public_id("SR", figure.source_id),
            "issuer": figure.issuer,
            "period": figure.period,
            "period_from": figure.period_from and figure.period_from.isoformat(),
            "period_to": figure.period_to and figure.period_to.isoformat(),
            "as_of": figure.as_of,
            "words": figure.words,
            "comparator": figure.comparator,
            "value": _number(figure.value),
            "upper": _number(figure.upper),
            "low": _number(figure.low),
            "high": _number(figure.high),
            "edition": figure.edition,
            "released": figure.released,
            "supersedes": older.public_id if older is not None and older.approved_version else None,
            "conflict_group": figure.conflict_group,
            "public_note": figure.public_note,
        },
        "released_from": figure.released_from and figure.released_from.isoformat(),
        "series_number": figure.series_id,
        "authority": figure.series.authority,
    }


def _number(value: Any) -> float | int | None:
    return None if value is None else int(value) if value == value.to_integral_value() else float(value)


def snapshot_bridge(bridge: Bridge) -> Json:
    document = {name: getattr(bridge, name) for name in ("kind", "partition", "grounds_en", "grounds_ko")}
    document |= {"series": bridge.series.slug, "other": bridge.other.slug}
    return {"document": document, "series_numbers": [bridge.series_id, bridge.other_id]}


def snapshot_check(check: Check) -> Json:
    names = "kind issuer words stated period comparator other_period since event_scope public_note"
    series, other, event = check.series, check.other_series, check.event
    document = {name: getattr(check, name) for name in names.split()} | {
        "source": public_id("SR", check.source_id),
        "series": series and series.slug,
        "value": _number(check.value),
        "upper": _number(check.upper),
        "other_series": other and other.slug,
        "event": event and event.public_id,
    }
    return {"document": document, "series_number": check.series_id}
