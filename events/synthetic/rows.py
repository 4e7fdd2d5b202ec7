"""The rows of made-up records at the desk, in the history and in public, as the actions and `derive` would leave them.

Which revision and which public change a record has follows from its number, so a record can grow: each source comes
just before its first event, and both are created and approved before the next.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Model

from .. import spelling
from ..actions.history import LARGE
from ..derive import Approved, Json
from ..derive.project import row_of_event, row_of_source, rows_of_claims, words_of
from ..derive.versions import first_states
from ..models import (
    FIRST_HASH,
    Claim,
    Event,
    EventLink,
    PublicChange,
    PublicClaim,
    PublicEvent,
    PublicLink,
    PublicSearch,
    PublicSource,
    PublicState,
    PublicVersion,
    Publisher,
    Revision,
    RevisionBody,
    Source,
    canonical,
    commit,
    public_id,
)
from .story import PlaceRow, Statement, Story, own_source, tell, tell_source

BEGUN = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
FIRST_REVISION = 10_000
"""Numbers of revisions below it belong to places and publishers."""

Row = tuple[Any, Json]
CREATED: Json = {"kind": "created", "fields": {}, "reason": "", "severity": "", "sources": []}


class Cast(NamedTuple):
    """In whose name the rows are made, and the places and publishers that they name."""

    editor: int
    reviewer: int
    places: dict[str, PlaceRow]
    publishers: list[Publisher]


class Chain(NamedTuple):
    """What follows from a record's number: its revisions and its public change."""

    record: str
    number: int
    revision: int
    change: int

    @property
    def at(self) -> dt.datetime:
        return BEGUN + dt.timedelta(seconds=20 * self.change)


def chain_of_event(number: int) -> Chain:
    place = own_source(number) + number - 1
    return Chain("event", number, FIRST_REVISION + 2 * place, place + 1)


def chain_of_source(number: int) -> Chain:
    place = 3 * (number - 1)
    return Chain("source", number, FIRST_REVISION + 2 * place, place + 1)


def rows_of(number: int, cast: Cast) -> Iterator[Row]:
    """Yield the rows of one event, and before them those of the source that comes with it, as (model, row)."""
    if number % 2:
        yield from _source(own_source(number), cast)
    yield from _event(tell(number, cast.places), cast)


def _source(number: int, cast: Cast) -> Iterator[Row]:
    chain, publisher, told = (
        chain_of_source(number),
        cast.publishers[number % len(cast.publishers)],
        tell_source(number),
    )
    row = {"publisher_id": publisher.pk, **told, **_approved(cast)}
    yield Source, {"id": number, "version": 2, **row}
    withheld = {"title_withheld": False, "url_withheld": False, "archived_url": "", "public_note": ""}
    document = {name: told[name] for name in ("title", "url", "language", "published", "kind", "machine_written")}
    document |= {
        "publisher": publisher.slug,
        "publisher_name": publisher.name,
        "publisher_name_ko": publisher.name_ko,
        "publisher_kind": publisher.kind,
        "publisher_country": publisher.country,
        "derives_from": told["derives_from_id"] and public_id("SR", told["derives_from_id"]),
        "derives_how": told["derives_how"],
    }
    snapshot = {"document": document | withheld, "published_from": told["published_from"]}
    state = _state(Source, row | {"id": number, "approved_version": None, "approved_by_id": None})
    yield from _history(chain, cast, {"state": state}, snapshot)
    yield PublicSource, {"number": number, **row_of_source(_approval(chain, snapshot))}
    yield from _past(chain, snapshot)


def _event(story: Story, cast: Cast) -> Iterator[Row]:
    chain, number, place = chain_of_event(story.number), story.number, story.place
    precision = place.document["place_precision"] if place else ""
    row = {"id": number, "place_id": place and place.number, "place_precision": precision, **story.columns}
    yield Event, {"version": 2, "state": "published", **row, **_approved(cast)}
    claims = [_claim(claim, number, cast, chain.at) for claim in story.claims]
    yield from ((Claim, claim) for claim in claims)
    links = [[number, story.follows, "return_trip"]] if story.follows else []
    state = _state(Event, row | {"state": "draft", "coded_by_id": cast.editor})
    state |= {"claims": {str(claim["id"]): _state(Claim, claim) for claim in claims}, "subjects": []}
    snapshot = _snapshot(story, links)
    yield from _history(chain, cast, {"state": state | {"links": [link[1:] for link in links]}}, snapshot)
    approval = _approval(chain, snapshot)
    public = row_of_event(approval)
    yield PublicEvent, {"number": number, **public}
    public_claims = list(rows_of_claims(number, snapshot["claims"]))
    yield from ((PublicClaim, claim) for claim in public_claims)
    documents = ",".join(claim["document"] for claim in public_claims)
    version = {"number": number, "from_change": chain.change, "at": chain.at, "claims": f"[{documents}]"}
    yield PublicVersion, public | version
    yield from _past(chain, snapshot)
    for link in links:
        for model in (EventLink, PublicLink):
            yield model, {"event_id": link[0], "other_id": link[1], "kind": link[2]}
    yield PublicSearch, {"event_id": number, **_found_by(words_of(number, snapshot))}


def _past(chain: Chain, snapshot: Json) -> Iterator[Row]:
    for state in first_states(chain.record, chain.number, chain.change, chain.at, snapshot):
        yield PublicState, state


def _claim(claim: Statement, event: int, cast: Cast, at: dt.datetime) -> Json:
    told = {"field": claim.field, "value": claim.value, "certainty": claim.certainty, "standing": claim.standing}
    told |= {"public_note": claim.public_note, "issuer": "outlet", "entered_by_id": cast.editor, "entered_at": at}
    return {"id": claim.number, "event_id": event, "source_id": claim.source, **told}


def _snapshot(story: Story, links: list[list[Any]]) -> Json:
    document = story.columns | (story.place.document if story.place else NOWHERE) | {"subjects": []}
    ordered = sorted(story.claims, key=lambda claim: (claim.field, -claim.number))
    claims = [
        {
            "id": public_id("CL", claim.number),
            "event": public_id("EV", story.number),
            "source": public_id("SR", claim.source),
            "issuer": "outlet",
            **{name: getattr(claim, name) for name in ("field", "value", "certainty", "standing", "public_note")},
            **dict.fromkeys(("stated", "quote", "locator", "relation"), ""),
            "related_to": None,
        }
        for claim in ordered
    ]
    return {"document": document, "claims": claims, "links": links, "words": story.place.words if story.place else ""}


NOWHERE: Json = {"place": None, "place_name_en": "", "place_name_ko": "", "place_precision": ""}
NOWHERE |= {"lat": None, "lon": None, "radius_km": None}


def _found_by(text: str) -> Json:
    """Return by what an event is found: its words in their order, and their keys."""
    pieces = [_spelt(piece) for piece in text.split()]
    words = " ".join(word for piece, _ in pieces for word in piece)
    return {"words": f" {words} ", "vector": " ".join(sorted(set().union(*(keys for _, keys in pieces))))}


@lru_cache(10_000)
def _spelt(piece: str) -> tuple[list[str], set[str]]:
    """Return words and keys of a text without spaces; all events together are told in some hundred of them."""
    return spelling.sequence(piece), spelling.keys(piece)


def _approved(cast: Cast) -> Json:
    return {"approved_version": 2, "approved_by_id": cast.reviewer, "coded_by_id": cast.editor}


def _approval(chain: Chain, snapshot: Json) -> Approved:
    return Approved(chain.record, chain.number, chain.change, chain.at, 1, snapshot)


def _state(model: type[Model], row: Json) -> Json:
    """Return what a revision tells of a row: its columns but the large ones, as `actions.history.state_of` does."""
    return {name: row.get(column, default) for name, column, default in _told(model)}


@lru_cache
def _told(model: type[Model]) -> list[tuple[str, str, Any]]:
    """Return the columns of a model that revisions tell, as (name, column, default)."""
    fields = [field for field in model._meta.concrete_fields if not field.generated and field.name != "version"]
    return [(field.name, field.attname, field.get_default()) for field in fields if field.name not in LARGE]


def _history(chain: Chain, cast: Cast, created: Json, snapshot: Json) -> Iterator[Row]:
    """Yield a creation and an approval, each with its body, and the line of the feed."""
    previous = FIRST_HASH
    approved = {"snapshot": snapshot, "public": CREATED, "override": ""}
    acts = (("create", created, None, cast.editor), ("approve", approved, chain.change, cast.reviewer))
    for step, (act, body, public_number, by) in enumerate(acts):
        key, text = chain.revision + step, canonical(body)
        salt = hashlib.sha256(f"made up {key}".encode()).digest()  # equal each time: there is nothing to hide
        revision = Revision(
            pk=key,
            record=chain.record,
            record_id=chain.number,
            number=step + 1,
            act=act,
            by_id=by,
            at=chain.at,
            public_number=public_number,
            commitment=commit(salt, text),
            previous_hash=previous,
        )
        revision.hash = previous = revision.compute_hash()
        yield Revision, {field.attname: getattr(revision, field.attname) for field in Revision._meta.concrete_fields}
        yield RevisionBody, {"revision_id": key, "salt": salt, "body": text}
    prefix = {"event": "EV", "source": "SR"}[chain.record]
    line = {"number": chain.change, "at": chain.at, "record": chain.record, **CREATED}
    yield PublicChange, line | {"public_id": public_id(prefix, chain.number)}
