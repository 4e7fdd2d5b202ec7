"""What once stood in public, read again from the history at every change: versions of events, states of the rest.

Nothing here holds what the public does not see today, and an approval whose body was destroyed has no state: what was
sealed, withheld or taken down is gone from the past too. See docs/adr/0030-public-versions.md and 0039-as-of.md.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from django.db.models import Model

from .. import partial_dates
from ..models import PublicSource, PublicState, PublicVersion, Revision, public_id
from ..models.public_past import KEYS
from ..vocabulary import Act
from .rows import event_columns, text_of
from .snapshot import Json

CLOSING = (Act.WITHDRAW, Act.MERGE)
"""Acts after which a record was no longer public for a while, even if their bodies are gone."""
PREFIXES = {"source": "SR", "figure": "FG", "bridge": "BR", "check": "CK"}
WITHHELD = {"title_withheld": {"title": ""}, "url_withheld": {"url": "", "archived_url": ""}}
"""What a source that is withheld today did not say in the past either."""


class Stood(NamedTuple):
    """One approved state: from the change `since` up to, and without, the change `end`; none if it stands today."""

    version: int
    at: dt.datetime
    change: int
    since: int
    end: int | None
    snapshot: Json


def write_past(record: str, number: int) -> None:
    """Write the past of a record anew; none if it is a tombstone today. Costs: 3 to 5 queries."""
    chain = Revision.objects.filter(record=record, record_id=number, public_number__isnull=False)
    approvals = list(chain.select_related("body").order_by("number"))
    if record == "event":
        PublicVersion.objects.filter(number=number).delete()
        PublicState.objects.filter(record="claim").keyed(event=[public_id("EV", number)]).delete()
    else:
        PublicState.objects.filter(record=record, number=number).delete()
        if record == "source" and not PublicSource.objects.filter(number=number).exists():
            return  # nothing public rests on it
    rows = list(past_of(record, number, approvals))
    PublicVersion.objects.bulk_create(PublicVersion(**row) for model, row in rows if model is PublicVersion)
    PublicState.objects.bulk_create(PublicState(**row) for model, row in rows if model is PublicState)


def past_of(record: str, number: int, approvals: list[Revision]) -> Iterator[tuple[type[Model], Json]]:
    """Yield the rows of the past of a record from all its approvals, with their bodies. Costs: no query."""
    bodies = [approval.body.read() if hasattr(approval, "body") else {} for approval in approvals]
    today: Json = bodies[-1].get("snapshot", {}) if bodies else {}
    stood = list(_stood(approvals, bodies)) if "document" in today else []
    if record == "event":
        public = {claim["id"] for claim in today["claims"]} if stood else set()
        shown = [[claim for claim in one.snapshot["claims"] if claim["id"] in public] for one in stood]
        for one, claims in zip(stood, shown, strict=True):
            yield PublicVersion, _version(number, one, claims)
        yield from ((PublicState, row) for row in _claim_states(stood, shown))
    elif record in KEYS:
        yield from ((PublicState, row) for row in _states(record, number, stood, today))


def first_states(record: str, number: int, change: int, at: dt.datetime, snapshot: Json) -> list[Json]:
    """Return the rows that `write_past` would write after the only approval of a record; of an event its claims'."""
    stood = [Stood(1, at, change, change, None, snapshot)]
    if record == "event":
        return list(_claim_states(stood, [snapshot["claims"]]))
    return list(_states(record, number, stood, snapshot))


def forget_sources(numbers: Iterable[int]) -> None:
    """Remove the past of sources on which nothing public rests today."""
    PublicState.objects.filter(record="source", number__in=list(numbers)).delete()


def _stood(approvals: list[Revision], bodies: list[Json]) -> Iterator[Stood]:
    """Yield the states that can still be told. One whose body is gone is covered by the next that stands, so that
    a record does not drop out of a view of that time.
    """
    changes = [approval.public_number or 0 for approval in approvals]
    told = zip(approvals, bodies, changes, [*changes[1:], None], strict=True)
    since = 0
    for version, (approval, body, change, end) in enumerate(told, start=1):
        since = since or change
        snapshot = body.get("snapshot", {})
        if "document" in snapshot:
            yield Stood(version, approval.at, change, since, end, snapshot)
        if "document" in snapshot or approval.act in CLOSING:
            since = 0


def _version(number: int, one: Stood, claims: list[Json]) -> Json:
    """Return the columns of a row of PublicVersion."""
    document = {"id": public_id("EV", number), "version": one.version} | one.snapshot["document"]
    return {
        "number": number,
        "public_id": document["id"],
        "version": one.version,
        "change": one.change,
        "at": one.at,
        "from_change": one.since,
        "to_change": one.end,
        "claims": f"[{','.join(text_of(claim, 'claim') for claim in claims)}]",
        **event_columns(document),
    }


def _claim_states(stood: list[Stood], shown: list[list[Json]]) -> Iterator[Json]:
    """Yield the states of an event's claims; one that a new version left as it was goes on."""
    told = [(claim, one) for one, claims in zip(stood, shown, strict=True) for claim in claims]
    for _, states in groupby(sorted(told, key=lambda pair: str(pair[0]["id"])), key=lambda pair: str(pair[0]["id"])):
        last: Json | None = None
        for claim, one in states:
            state = _state("claim", int(claim["id"].partition("-")[2]), claim, one)
            if last is not None and last["document"] == state["document"] and last["to_change"] == one.since:
                last["to_change"] = one.end
                continue
            if last is not None:
                yield last
            last = state
        if last is not None:
            yield last


def _states(record: str, number: int, stood: list[Stood], today: Json) -> Iterator[Json]:
    hidden: Json = {}
    for flag, texts in WITHHELD.items():
        hidden |= {flag: True} | texts if today.get("document", {}).get(flag) else {}
    for one in stood:
        document = one.snapshot["document"] | hidden
        if record != "series":  # whose document tells its slug
            document = {"id": public_id(PREFIXES[record], number), "version": one.version} | document
        yield _state(record, number, document, one)


def _state(record: str, number: int, document: Json, one: Stood) -> Json:
    """Return the columns of a row of PublicState."""
    first, last = _days(record, document)
    return {
        "record": record,
        "number": number,
        "public_id": document["id"],
        "change": one.change,
        "from_change": one.since,
        "to_change": one.end,
        "first_day": first,
        "last_day": last,
        "keys": {name: _values(record, name, document) for name in KEYS[record]},
        "document": text_of(document, record),
    }


def _values(record: str, name: str, document: Json) -> list[str]:
    """Return what a record is looked for by under one key; a bridge by either of its ends."""
    names = ("series", "other") if (record, name) == ("bridge", "series") else (name,)
    return [document[key] for key in names if document[key]]


def _days(record: str, document: Json) -> tuple[dt.date | None, dt.date | None]:
    """Return the days by which a record is sorted and narrowed."""
    name = {"source": "published", "figure": "period", "check": "stated"}.get(record)
    if name is None or not document[name]:
        return None, None
    date = partial_dates.read(document[name])
    return date.start, date.end if record == "figure" else None
