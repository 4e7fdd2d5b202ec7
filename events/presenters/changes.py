"""The ledger: every change of a public value, the old one beside the new, newest first."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from .. import codebook
from ..models import PublicChange
from ..vocabulary import AXES
from . import addresses, columns, notices, words

A_PAGE = 50
OTHER_AXES = {"kind": "source_kind", "derives_how": "derivation", "authority": "issuer"}
DATES = {"occurred", "first_public", "published", "period", "as_of", "released", "since"}


def of(public_id: str) -> list[dict[str, Any]]:
    """Return the changes of one record. Costs: 1 query."""
    return shape(PublicChange.objects.filter(public_id=public_id).order_by("-number"))


def corrections(params: Any) -> dict[str, Any]:
    """Return a page of what was changed or taken back after it was public; `before` continues after a number."""
    errors = [notices.unknown(name, ["before"]) for name in params if name != "before"]
    rows = PublicChange.objects.exclude(kind="created").order_by("-number")
    if before := params.get("before", "").strip():
        if re.fullmatch(r"[0-9]{1,15}", before):
            rows = rows.filter(number__lt=int(before))
        else:
            errors.append(notices.unreadable("before"))
    page = list(rows[: A_PAGE + 1])
    following = page[A_PAGE - 1].number if len(page) > A_PAGE else None
    return {"errors": errors, "changes": shape(page[:A_PAGE]), "next": following}


def latest(most: int = 5) -> list[dict[str, Any]]:
    return shape(PublicChange.objects.filter(record="event").order_by("-number")[:most])


def shape(rows: Iterable[PublicChange]) -> list[dict[str, Any]]:
    """Return lines of the feed with their values in words."""
    return [
        {
            "number": row.number,
            "at": row.at,
            "kind": row.kind,
            "record": row.record,
            "id": row.public_id,
            "href": addresses.record(row.record, row.public_id),
            "reason": row.reason,
            "fields": [
                _field(name, *pair) for name, pair in row.fields.items() if columns.told(name, addresses.language())
            ],
        }
        for row in rows
    ]


def _field(name: str, old: Any, new: Any) -> dict[str, Any]:
    if name == "claims":
        changed = sorted({*old, *new})
        return {"label": columns.label(name), "old": "", "new": ", ".join(changed)}
    known = codebook.FIELDS.get(name)
    return {"label": known.label if known else columns.label(name), "old": _value(name, old), "new": _value(name, new)}


def _value(name: str, value: Any) -> str:
    """Return the value of a column in words: codes by their label, dates and numbers as readers write them."""
    if value is None or value in ("", []):
        return gettext("empty")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    axis = AXES.get(OTHER_AXES.get(name, name))
    if axis is not None and value in axis.codes():
        return str(axis(value).label)
    if name in DATES:
        return words.date(value)
    if isinstance(value, int | float):
        return words.number(value)
    return ", ".join(value) if isinstance(value, list) else str(value)
