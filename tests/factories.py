"""One minimal valid object a model, and a small world made through the actions, as editors make it."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import Any

import factory
from django.contrib.auth.models import User
from django.utils import timezone

from events import actions, codebook, hooks
from events.access import Token
from events.actions import ClaimInput
from events.intake import receipts, reports
from events.models import (
    ApiKey,
    Article,
    Bridge,
    Check,
    Event,
    Figure,
    Place,
    PublicChange,
    Publisher,
    Record,
    Report,
    Series,
    Source,
    Subject,
    Webhook,
)
from tracker.doors import public_door

CODED = {
    "occurred": "2024-08-20 crossing",
    "direction": "north_to_south",
    "movement_class": "defection",
    "route_type": "mdl_land",
    "means": "on_foot",
    "actor_type": "active_duty_soldier",
    "persons": "1",
    "outcome": "arrived",
    "intent": "stated",
    "first_public": "2024-08-20",
}
"""A complete set of values in compact form: one soldier, 20 August 2024."""

TEXTS = {
    "title_en": "A soldier crosses the line",
    "title_ko": "군인 1명, 군사분계선 넘어 귀순",
    "summary_en": "A soldier crossed the Military Demarcation Line on foot.",
    "summary_ko": "군인 1명이 걸어서 군사분계선을 넘었다.",
}


class PublisherFactory(factory.django.DjangoModelFactory[Publisher]):
    class Meta:
        model = Publisher

    slug = factory.Sequence(lambda n: f"paper-{n}")
    name = factory.Sequence(lambda n: f"Paper {n}")
    kind = "newspaper"
    country = "KR"


class SourceFactory(factory.django.DjangoModelFactory[Source]):
    class Meta:
        model = Source

    publisher = factory.SubFactory(PublisherFactory)
    title = factory.Sequence(lambda n: f"Report {n}")
    url = factory.Sequence(lambda n: f"https://example.org/report/{n}")
    published = "2024-08-20"
    kind = "article"


class ArticleFactory(factory.django.DjangoModelFactory[Article]):
    """A pasted text that was read; give `added_by`."""

    class Meta:
        model = Article

    way = "pasted"
    state = "ready"
    title = factory.Sequence(lambda n: f"Article {n}")
    text = "A soldier crossed the Military Demarcation Line on foot on Tuesday, the army said."


class PlaceFactory(factory.django.DjangoModelFactory[Place]):
    class Meta:
        model = Place

    slug = factory.Sequence(lambda n: f"county-{n}")
    name_en = factory.Sequence(lambda n: f"County {n}")
    name_ko = factory.Sequence(lambda n: f"군 {n}")
    kind = "county"
    lat = "38.37881"
    lon = "128.4676"
    radius_km = 20


class SubjectFactory(factory.django.DjangoModelFactory[Subject]):
    class Meta:
        model = Subject


class SeriesFactory(factory.django.DjangoModelFactory[Series]):
    class Meta:
        model = Series

    slug = factory.Sequence(lambda n: f"series-{n}")
    title_en = "Arrivals"
    title_ko = "입국 인원"
    measure = "flow"
    concept = "arrivals"
    population = "nk_arrivals_rok"
    unit = "persons"
    authority = "mou"
    definition_en = "Persons admitted."


def claim(field: str, text: str, source: Source, **given: Any) -> ClaimInput:
    """Return an accepted claim whose value is given in compact text."""
    given = {"issuer": "outlet", "stated": "2024-08-20", "standing": "accepted"} | given
    return ClaimInput(field=field, value=codebook.parse(field, text), source=source, **given)


def coded_event(
    editor: User, source: Source | None = None, *, claims: list[ClaimInput] | None = None, **values: str
) -> Event:
    """Return a draft coded by an editor: the CODED values, replaced by `values`, each from one accepted claim."""
    source = source or new_source(editor)
    made = (
        claims if claims is not None else [claim(key, text, source) for key, text in (CODED | values).items() if text]
    )
    return actions.code_event(None, texts=TEXTS, claims=made, seen=None, by=editor)


def new_source(editor: User, **given: Any) -> Source:
    """Return a source entered by an editor through the action."""
    publisher = given.pop("publisher", None) or PublisherFactory()
    return actions.record(SourceFactory.build(publisher=publisher, **given), seen=None, by=editor)


def published_event(editor: User, reviewer: User, **given: Any) -> Event:
    """Return an event that one account coded and submitted and another approved."""
    event = coded_event(editor, **given)
    actions.submit(event, by=editor)
    approved = actions.approve(event, by=reviewer)
    assert isinstance(approved, Event)
    return approved


def inputs_of(event: Event) -> list[ClaimInput]:
    """Return the claims of an event as inputs, to be handed in again with changes."""
    names = [
        "field",
        "value",
        "source",
        "issuer",
        "stated",
        "certainty",
        "quote",
        "locator",
        "relation",
        "standing",
        "public_note",
        "sealed",
    ]
    return [
        ClaimInput(id=row.pk, related_to=row.related_to_id, **{name: getattr(row, name) for name in names})
        for row in event.claims.select_related("source").order_by("pk")
    ]


def recode(
    event: Event, editor: User, field: str, text: str, *, reason: str = "Corrected by the ministry.", **given: Any
) -> Event:
    """Return the event after an editor supersedes the claims on one field with a new accepted one."""
    event = Event.objects.get(pk=event.pk)
    inputs = inputs_of(event)
    for old in inputs:
        if old.field == field and old.standing == "accepted":
            old.standing, old.public_note = "superseded", "Replaced by a later statement."
    inputs.append(claim(field, text, inputs[0].source, **given))
    return actions.code_event(event, texts={}, claims=inputs, seen=event.version, by=editor, reason=reason)


def republish(event: Event, editor: User, reviewer: User) -> Event:
    """Return a changed event after submission and approval."""
    actions.submit(event, by=editor)
    approved = actions.approve(event, by=reviewer)
    assert isinstance(approved, Event)
    return approved


def recorded_figure(editor: User, **given: Any) -> Figure:
    """Return a draft figure: 105 in the first half of 2024."""
    defaults = {
        "issuer": "mou",
        "period": "2024-01-01/2024-06-30",
        "comparator": "exact",
        "value": Decimal(105),
        "edition": "published",
    }
    given = defaults | given
    series = given.pop("series", None) or actions.record(SeriesFactory.build(), seen=None, by=editor)
    source = given.pop("source", None) or new_source(editor)
    return actions.record(Figure(series=series, source=source, **given), seen=None, by=editor)


def recorded_bridge(editor: User, series: Series, other: Series, **given: Any) -> Bridge:
    """Return a draft bridge: the one series lies within the other."""
    given = {"kind": "subset_of", "grounds_en": "All of it is in the other.", "grounds_ko": "모두 들어 있다."} | given
    return actions.record(Bridge(series=series, other=other, **given), seen=None, by=editor)


def recorded_check(editor: User, **given: Any) -> Check:
    """Return a draft check: 105 in the first half of 2024."""
    defaults = {
        "kind": "number",
        "issuer": "outlet",
        "words": "only 105 came in the first half",
        "stated": "2024-08-21",
        "period": "2024-01-01/2024-06-30",
        "comparator": "exact",
        "value": Decimal(105),
    }
    given = defaults | given
    series = given.pop("series", None) or actions.record(SeriesFactory.build(), seen=None, by=editor)
    source = given.pop("source", None) or new_source(editor)
    return actions.record(Check(series=series, source=source, **given), seen=None, by=editor)


def change[R: Record](record: R, editor: User, **values: Any) -> R:
    """Return a record after an editor changed some columns on a fresh form."""
    fresh = type(record)._default_manager.get(pk=record.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    return actions.record(fresh, seen=fresh.version, by=editor, reason="Checked.")


REPORTED = "The second source says that he swam; the record says that he walked."


def new_report(text: str = REPORTED, about: str = "", **given: str) -> Report:
    """A report as the public door stores it; the same words make the same receipt."""
    form = reports.Form(text=text, about=about, stamp="opened", **given)
    digest = receipts.digest_of(receipt_of(text, about, **given))
    with public_door():
        reports.store(digest, form, "en")
    return Report(status_id=digest)


def receipt_of(text: str = REPORTED, about: str = "", **given: str) -> str:
    """The receipt of a report that `new_report` makes of these words."""
    return receipts.receipt_of("opened", reports.Form(text=text, about=about, **given).written)


def new_key(by: User, *, scopes: Collection[str] = ("read",), days: int = 30) -> tuple[ApiKey, Token]:
    """A key to the API and its token."""
    until = timezone.localdate() + dt.timedelta(days=days)
    return actions.make_key(name="Seoul lab", scopes=scopes, expires_on=until, by=by)


def new_webhook(by: User, url: str = "https://newsroom.example/changes", **given: Any) -> Webhook:
    """A webhook that is on and has heard of nothing yet. Its address may be one that the action would refuse."""
    salt = hooks.new_salt()
    made = {"whose": "A newsroom", "state": "on", "delivered": 0, "salt": salt, "mark": hooks.fingerprint(salt)}
    return Webhook.objects.create(url=url, created_by=by, **made | given)


def new_change(number: int, **given: Any) -> PublicChange:
    """One line of the feed, as an approval writes it."""
    line = {"at": timezone.now(), "kind": "updated", "record": "event", "public_id": f"EV-{number:06}"}
    return PublicChange.objects.create(number=number, **line | {"fields": {"means": ["walk", "swim"]}} | given)
