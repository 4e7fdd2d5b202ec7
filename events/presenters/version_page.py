"""The page of one version of an event: how it stood, from when to when, and what it changed."""

import json
from typing import Any

from ..models import PublicChange, PublicClaim, PublicEvent, PublicSource, PublicVersion
from . import addresses, changes, claims, columns, event_page, sources

Told = dict[str, Any]


def page(event: PublicEvent, number: int) -> dict[str, Any] | None:
    """Return everything on the page of a version; None if the event has no such version any more, or never had.

    Costs: 5 queries, one more a step of derivation.
    """
    rows: list[Any] = list(PublicVersion.objects.filter(number=event.number).order_by("version"))
    version = next((row for row in rows if row.version == number), None)
    if version is None:
        return None
    before = next((row for row in reversed(rows) if row.version < number), None)
    after = next((row for row in rows if row.version > number), None)
    told, told_before = (json.loads(row.claims) if row else [] for row in (version, before))
    cited = {claim["source"] for claim in (*told, *told_before)}
    known = {source.public_id: source for source in PublicSource.objects.filter(public_id__in=cited)}
    stated, stated_before = claim_rows(told, known), claim_rows(told_before, known)
    return {
        **event_page.record(version, stated),
        "at": version.at,
        "until": after.at if after else None,
        "current": event.version,
        "stands_in": version.from_change < version.change,
        "earlier": addresses.version(event.public_id, before.version) if before else "",
        "later": addresses.version(event.public_id, after.version) if after else "",
        "line": next(iter(changes.shape(PublicChange.objects.filter(number=version.change))), None),
        "differences": differences(before, version) if before else [],
        "claim_changes": claim_changes(stated_before, stated) if before else [],
    }


def gone(event: PublicEvent, number: int) -> dict[str, Any]:
    """Return what is left to say of a version that was removed."""
    return {"id": event.public_id, "version": number, "href": addresses.event(event.public_id)}


def claim_rows(told: list[Told], known: dict[str, PublicSource]) -> list[PublicClaim]:
    """Return the claims of a version, each with its document as that is today."""
    return [
        PublicClaim(
            public_id=claim["id"],
            field=claim["field"],
            standing=claim["standing"],
            source=known.get(claim["source"]) or sources.gone(claim["source"]),
            document=json.dumps(claim),
        )
        for claim in told
    ]


def differences(before: PublicVersion, after: PublicVersion) -> list[dict[str, Any]]:
    """Return each value of the event that is another one than in the version before, in words."""
    old, new = json.loads(before.document), json.loads(after.document)
    changed = [name for name in new if old.get(name) != new[name] and name != "version"]
    language = addresses.language()
    return [changes.field(name, old.get(name), new[name]) for name in changed if columns.told(name, language)]


def claim_changes(before: list[PublicClaim], after: list[PublicClaim]) -> list[dict[str, Any]]:
    """Return the claims that are new, left out, or judged or worded otherwise than in the version before.

    Costs: 1 query where claims name places.
    """
    places = claims.place_names([*before, *after])
    old, new = ({row.public_id: row for row in rows} for rows in (before, after))
    found = []
    for key in dict.fromkeys([*new, *old]):
        was, now = (claims.shape(side[key], places) if key in side else None for side in (old, new))
        if was is None or now is None or old[key].document != new[key].document:
            found.append({**(now or was or {}), "was": was, "now": now, "how": _how(was, now)})
    return found


def _how(was: Told | None, now: Told | None) -> str:
    if was is None or now is None:
        return "new" if now else "gone"
    if was["standing"] != now["standing"]:
        return "judged"
    return "value" if was["words"] != now["words"] else "worded"
