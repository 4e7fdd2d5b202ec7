"""The line that a change writes into the public ledger: what stood before and after, how grave it is, on what it rests.

The severity is proposed from the two documents and may be overridden by whoever approves: `safety` is for takedowns,
`substance` for a value that readers saw and that is another one now, `detail` for one that was unknown or became more
exact, `wording` where only words changed.
"""

from typing import Any

from ..codebook import FIELDS
from ..derive import Json
from ..models import Place
from ..vocabulary import Evidence, Severity

RANK = (Severity.WORDING, Severity.DETAIL, Severity.SUBSTANCE, Severity.SAFETY)
WORDS = {
    *("grounds_en", "grounds_ko", "scope_note_en", "scope_note_ko"),
    *("title_en", "title_ko", "summary_en", "summary_ko", "definition_en", "definition_ko", "place_name_en"),
    *("place_name_ko", "words", "public_note", "publisher_name", "publisher_name_ko", "title", "title_withheld"),
    *("url", "url_withheld", "archived_url"),
}
FOLLOWING = {
    *("occurred_from", "occurred_to", "date_precision", "place_precision", "lat", "lon", "radius_km", "outcome_parts"),
    *("persons_max", "period_from", "period_to", "low", "high"),
}
"""Columns that follow from another beside them, which is judged in their stead."""
SUPPORT = {"documents", "origins", "subjects", "archived_url", "supersedes", "conflict_group", "edition"}
NOT_KNOWN: tuple[Any, ...] = (None, "", [], "unknown", "not_reported", "withheld", "undisclosed", "none")
DOUBT = (Evidence.DISPUTED, Evidence.REFUTED)
RANGES = {"occurred": ("occurred_from", "occurred_to"), "persons_min": ("persons_min", "persons_max")}
RANGES |= {"value": ("low", "high"), "period": ("period_from", "period_to")}
COLUMN_OF = {column: key for key, field in FIELDS.items() for column in field.columns}


def describe(snapshot: Json, before: Json, reason: str, severity: str = "") -> Json:
    """Return the public line of a change: its kind, old and new value of each changed field, reason and severity.

    `before` is what was approved last, empty for a record that was never public. `severity` overrides the proposal.
    """
    line: Json = {"kind": "created", "fields": {}, "reason": "", "severity": "", "sources": []}
    if "tombstone" in snapshot:
        stone = snapshot["tombstone"]
        line |= {"kind": stone["kind"], "reason": stone["reason"], "severity": severity or Severity.SUBSTANCE}
        return line | {"fields": {"replaced_by": [None, stone["replaced_by"]]} if stone["replaced_by"] else {}}
    if not before:
        return line
    line |= {"kind": "updated", "reason": reason}
    if severity == Severity.SAFETY:  # that something was removed, and not what
        return line | {"kind": "taken_down", "severity": severity}
    if "document" not in before:  # it comes back from a tombstone
        return line | {"severity": severity or Severity.SUBSTANCE}
    old, new = before["document"], snapshot["document"]
    fields = {name: [old.get(name), new[name]] for name in new if old.get(name) != new[name]}
    if claims := _changed_claims(before.get("claims", []), snapshot.get("claims", [])):
        fields["claims"] = claims
    line |= {"fields": fields, "severity": severity or propose(before, snapshot)}
    return line | {"sources": _sources(before, snapshot, fields)}


def propose(before: Json, after: Json) -> str:
    """Return how grave a change from one approved snapshot to the next is; empty if nothing changed."""
    old, new = before["document"], after["document"]
    changed = [name for name in new if old.get(name) != new[name]]
    grades = [_grade(name, old, new) for name in changed if name not in FOLLOWING]
    grades += [_grade_following(name, old, new) for name in changed if name in FOLLOWING]
    grades += _grade_claims(before.get("claims", []), after.get("claims", []))
    if before.get("links") != after.get("links"):
        grades.append(Severity.DETAIL)
    return max(grades, key=RANK.index).value if grades else ""


def _grade(name: str, old: Json, new: Json) -> Severity:
    if name in WORDS:
        return Severity.WORDING
    if name == "evidence":
        return Severity.SUBSTANCE if {old.get(name), new[name]} & set(DOUBT) else Severity.DETAIL
    if name in SUPPORT or old.get(name) in NOT_KNOWN:
        return Severity.DETAIL
    if name in RANGES and _is_narrower(RANGES[name], old, new):
        return Severity.DETAIL
    if name == "place" and _lies_within(new[name], old[name]):
        return Severity.DETAIL
    return Severity.SUBSTANCE


def _grade_following(name: str, old: Json, new: Json) -> Severity:
    """Judge a column that follows from another only where that other one stands unchanged."""
    if name == "persons_max" and old["persons_min"] == new["persons_min"]:
        return Severity.DETAIL if _is_narrower(RANGES["persons_min"], old, new) else Severity.SUBSTANCE
    if name == "outcome_parts" and old["outcome"] == new["outcome"]:
        counted = [{part["outcome"]: part["persons"] for part in side.get(name) or []} for side in (old, new)]
        grown = all(key in counted[1] and persons in (None, counted[1][key]) for key, persons in counted[0].items())
        return Severity.DETAIL if grown else Severity.SUBSTANCE
    return Severity.DETAIL if name == "place_precision" else Severity.WORDING


def _is_narrower(ends: tuple[str, str], old: Json, new: Json) -> bool:
    """Whether a range lies inside the one before; an end that was open holds everything."""
    (low, high), (least, most) = ((side.get(ends[0]), side.get(ends[1])) for side in (old, new))
    return (low is None or (least is not None and least >= low)) and (
        high is None or (most is not None and most <= high)
    )


def _lies_within(slug: str | None, around: str) -> bool:
    """Whether a place of the gazetteer lies in another. Costs: 1 query a step outwards."""
    place = Place.objects.filter(slug=slug).select_related("parent").first()
    while place is not None and place.slug != around:
        place = place.parent
    return place is not None


def _changed_claims(before: list[Json], after: list[Json]) -> list[list[str]]:
    """Return [ids gone or changed, ids new or changed]; empty if no claim differs."""
    old, new = {claim["id"]: claim for claim in before}, {claim["id"]: claim for claim in after}
    gone = sorted(key for key in old if new.get(key) != old[key])
    come = sorted(key for key in new if old.get(key) != new[key])
    return [gone, come] if gone or come else []


def _grade_claims(before: list[Json], after: list[Json]) -> list[Severity]:
    """Return `detail` if other claims stand, or stand otherwise, and `wording` if only words of a claim changed."""
    old, new = ({claim["id"]: claim for claim in claims} for claims in (before, after))
    if old == new:
        return []
    spoken = ("quote", "locator", "public_note")
    plain = [
        {key: {name: value for name, value in claim.items() if name not in spoken} for key, claim in side.items()}
        for side in (old, new)
    ]
    return [Severity.WORDING if plain[0] == plain[1] else Severity.DETAIL]


def _sources(before: Json, after: Json, fields: Json) -> list[str]:
    """Return the documents on which the new values rest: of accepted claims that are new, or that changed."""
    if "source" in after["document"]:  # a figure
        return [str(after["document"]["source"])]
    old = {claim["id"]: claim for claim in before.get("claims", [])}
    fresh = [c for c in after.get("claims", []) if c["standing"] == "accepted" and old.get(c["id"]) != c]
    changed = {COLUMN_OF[name] for name in fields if name in COLUMN_OF}
    told: list[Any] = [claim["source"] for claim in fresh if not changed or claim["field"] in changed]
    return sorted(set(told))
