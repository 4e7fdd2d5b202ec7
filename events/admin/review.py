"""What an approval would change for the public: the approved document against the document of today."""

from typing import Any

from django.utils.translation import get_language, gettext

from ..actions.publishing import SNAPSHOTS
from ..codebook import FIELDS, describe
from ..derive import Json
from ..models import Record
from ..vocabulary import AXES
from .history import approved_snapshot
from .stale import Difference

DERIVED = {
    "occurred_from",
    "occurred_to",
    "date_precision",
    "lat",
    "lon",
    "radius_km",
    "place_name_ko",
    "period_from",
    "period_to",
}
"""Columns that follow from others shown beside them."""


def changes_since_approval(record: Any) -> list[Difference]:
    """Return what differs between the approved version and now, in words; everything for a first approval."""
    before = _flat(record, approved_snapshot(record))
    after = _flat(record, SNAPSHOTS[type(record)](record))
    labels = [*after, *(label for label in before if label not in after)]
    rows = [Difference(label, before.get(label, ""), after.get(label, ""), "") for label in labels]
    return [row for row in rows if row.opened != row.now]


def _flat(record: Record, snapshot: Json) -> dict[str, str]:
    """Return {label: words} of a public snapshot, its claims included."""
    document = snapshot.get("document", {})
    flat = {_label(record, name): _words(name, value) for name, value in document.items() if name not in DERIVED}
    for claim in snapshot.get("claims", []):
        flat[f"{claim['id']} {FIELDS[claim['field']].label}"] = _claim(claim)
    for one, other, kind in snapshot.get("links", []):
        flat[gettext("Link %(one)s – %(other)s") % {"one": f"EV-{one:06d}", "other": f"EV-{other:06d}"}] = _words(
            "link_kind", kind
        )
    return flat


def _label(record: Record, name: str) -> str:
    if name in FIELDS:
        return str(FIELDS[name].label)
    names = {field.name: str(field.verbose_name) for field in record._meta.fields}
    return names.get(name, name.replace("_", " "))


def _words(name: str, value: Any) -> str:
    if name == "outcome_parts":
        return describe("outcome", value, get_language() or "en") if len(value) > 1 else ""
    axis = AXES.get(name) or AXES.get(f"source_{name}")
    if axis and value in axis.codes():
        return str(axis(value).label)
    if isinstance(value, bool):
        return "✓" if value else ""
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _claim(claim: Json) -> str:
    """Return a claim in one paragraph: value, standing, who said it where, its words and the editors' note."""
    said = [_words(name, claim[name]) for name in ("standing", "issuer", "certainty")] + [
        claim["stated"],
        claim["source"],
    ]
    lines = [describe(claim["field"], claim["value"], get_language() or "en"), " · ".join(filter(None, said))]
    lines += [f"“{claim['quote']}”" if claim["quote"] else "", claim["locator"], claim["public_note"]]
    if claim["related_to"]:
        lines.append(f"{_words('claim_relation', claim['relation'])} {claim['related_to']}")
    return "\n".join(filter(None, lines))
