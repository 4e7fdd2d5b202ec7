"""An event, a check, and a series of figures as linked data of schema.org, for machines that read pages.

The page of an event is a `WebPage` whose main entity is a `Dataset`: what this record holds is documented claims, with
a version, a licence and sources, and it is that which can be cited. It is no `Event` of schema.org, which is one to
attend, and names no person.
"""

import json
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext

from ..models import PublicEvent
from . import addresses

CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
"""Letters that could end a script element early."""

Absolute = Callable[[str], str]


def of_event(event: PublicEvent, told: dict[str, Any], absolute: Absolute) -> str:
    """Return the linked data of an event's page as JSON that may stand inside a script element."""
    here = absolute(told["href"])
    page = {
        "@context": CONTEXT,
        "@type": "WebPage",
        "@id": here,
        "url": here,
        "name": told["title"],
        "inLanguage": addresses.language(),
        "primaryImageOfPage": absolute(addresses.page("event_card", event.public_id)),
        "mainEntity": _dataset(event, told, absolute),
    }
    return json.dumps(page, ensure_ascii=False).translate(SAFE)


def of_check(told: dict[str, Any], absolute: Absolute) -> str:
    """Return a check as a `ClaimReview`: the rating is our verdict in a word, as no scale of numbers would be honest.

    A check that was not asked yet has no rating, and the page no review: empty.
    """
    if not told["verdict"]["finding"]:
        return ""
    owner = gettext("Defection Events Tracker")
    review = {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "@id": absolute(told["href"]),
        "url": absolute(told["href"]),
        "inLanguage": addresses.language(),
        "datePublished": told["first"].isoformat() if told["first"] else None,
        "dateModified": told["changed"].isoformat() if told["changed"] else None,
        "author": {"@type": "Organization", "name": owner, "url": absolute("/")},
        "claimReviewed": f"“{told['words']}” ({told['reading']})",
        "reviewBody": told["verdict"]["sentence"],
        "reviewRating": {"@type": "Rating", "alternateName": str(told["verdict"]["word"])},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": told["speaker"]},
            "appearance": _document(told["document"]),
        },
        "license": LICENCE,
    }
    return json.dumps({name: value for name, value in review.items() if value}, ensure_ascii=False).translate(SAFE)


def of_series(told: dict[str, Any], absolute: Absolute) -> str:
    """Return the linked data of a series' page: a data set of numbers that others published."""
    owner = gettext("Defection Events Tracker")
    page = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": absolute(told["href"]),
        "url": absolute(told["href"]),
        "name": told["title"],
        "description": told["definition"],
        "identifier": told["slug"],
        "version": str(told["change"].number) if told["change"] else "0",
        "license": LICENCE,
        "isAccessibleForFree": True,
        "inLanguage": addresses.language(),
        "creator": {"@type": "Organization", "name": owner, "url": absolute("/")},
        "isPartOf": {"@type": "Dataset", "name": owner, "url": absolute(addresses.page("data"))},
        "distribution": [_file("application/json", absolute(told["json"])), _file("text/csv", absolute(told["csv"]))],
    }
    return json.dumps(page, ensure_ascii=False).translate(SAFE)


def _dataset(event: PublicEvent, told: dict[str, Any], absolute: Absolute) -> dict[str, Any]:
    document = json.loads(event.document)
    owner = gettext("Defection Events Tracker")
    dataset = {
        "@type": "Dataset",
        "@id": absolute(addresses.version(event.public_id, event.version)),
        "name": told["title"],
        "description": told["summary"],
        "identifier": event.public_id,
        "version": str(event.version),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": owner, "url": absolute("/")},
        "dateModified": told["changed"].isoformat() if told["changed"] else None,
        "temporalCoverage": _period(document),
        "spatialCoverage": {"@type": "Place", "name": told["place"]} if told["place"] else None,
        "isPartOf": {"@type": "Dataset", "name": owner, "url": absolute(addresses.page("data"))},
        "isBasedOn": [_document(source) for source in told["sources"]],
        "distribution": [
            _file(kind, absolute(path))
            for kind, path in (
                ("application/json", f"/api/v1/events/{event.public_id}/"),
                ("text/csv", f"/api/v1/claims.csv?event={event.public_id}"),
            )
        ],
    }
    return {name: value for name, value in dataset.items() if value}


def _period(document: dict[str, Any]) -> str:
    """Return when it happened as an interval of ISO 8601, as exact as the sources are; an open end is two points."""
    start, end = document["occurred_from"] or "..", document["occurred_to"] or ".."
    return start if start == end else f"{start}/{end}"


def _document(source: dict[str, Any]) -> dict[str, Any]:
    """Return a document as it may be shown: what is withheld is left out."""
    told = {"@type": "CreativeWork", "identifier": source["id"], "publisher": _organization(source)}
    named = {"name": source["title"], "url": source["url"], "inLanguage": source["lang"]}
    return told | {name: value for name, value in named.items() if value}


def _organization(source: dict[str, Any]) -> dict[str, str]:
    return {"@type": "Organization", "name": source["publisher"]}


def _file(kind: str, url: str) -> dict[str, str]:
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": url}
