"""The other names of a place: what a second person approves becomes a word by which its events are found."""

from django.contrib.auth.models import User
from django.db import transaction

from ..derive import PUBLIC_FEED, Approved, lock, project, record_change, words_of_place
from ..errors import NotAllowedNow
from ..models import Place, PublicEvent
from ..vocabulary import Act, Severity
from .gate import check_words
from .history import append, require
from .publishing import check_four_eyes, next_public_number


@transaction.atomic
def approve_names(place: Place, *, by: User, reason: str = "") -> Place:
    """Let the public events at a place be found by its names as they are now; nothing that readers see changes.

    An event that is approved later takes the names of its own day. The feed of changes has one line for it.
    Raises: FourEyes, NotAllowedNow, HarmfulText, NotPermitted.
    """
    lock(PUBLIC_FEED)
    place = Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    require(by, "review")
    check_four_eyes(place, by)
    texts = {"aliases": "; ".join(place.aliases), "reason": reason}
    check_words(texts, None, "Readers find events by these names: rewrite them.")
    if not PublicEvent.objects.live().filter(place=place.slug).exists():
        remedy = "Its names become public with the first event that is approved there."
        raise NotAllowedNow(f"No public event lies at {place.slug}.", field="aliases", remedy=remedy)
    snapshot = {"slug": place.slug, "words": words_of_place(place)}
    line = {"kind": "updated", "fields": {}, "reason": reason, "severity": Severity.WORDING, "sources": []}
    number = next_public_number()
    place.version += 1
    body = {"snapshot": snapshot, "public": line, "override": ""}
    revision = append(place, Act.APPROVE, body=body, public_number=number, by=by, reason=reason)
    place.save(update_fields=["version"])
    project(Approved("place", place.pk, number, revision.at, place.version, snapshot))
    record_change(revision, line, place.slug)
    return place
