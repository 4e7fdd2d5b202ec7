"""The ledger: every change of a public value, the old one beside the new, newest first."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, Subquery
from django.utils.translation import gettext

from .. import codebook
from ..models import PublicChange, PublicSource
from ..models.public import FIRST_KINDS
from ..vocabulary import AXES, Bilingual, Severity
from . import addresses, columns, notices, words

A_PAGE = 50
RECORDS = {
    "event": Bilingual("Event", "사건"),
    "source": Bilingual("Source", "출처"),
    "figure": Bilingual("Reported figure", "발표 수치"),
    "series": Bilingual("Series of figures", "수치 계열"),
    "check": Bilingual("Checked sentence", "검증한 문장"),
}
FILTERS = {"severity": Severity.codes(), "record": list(RECORDS)}
OTHER_AXES = {"kind": "source_kind", "derives_how": "derivation", "authority": "issuer"}
DATES = {"occurred", "first_public", "published", "period", "as_of", "released", "since", "stated", "other_period"}


def of(public_id: str) -> list[dict[str, Any]]:
    """Return the changes of one record. Costs: 1 query."""
    return shape(PublicChange.objects.filter(public_id=public_id).order_by("-number"))


def corrections(params: Any) -> dict[str, Any]:
    """Return a page of what was changed or taken back after it was public; `before` continues after a number.

    Costs: 1 query, 1 more if a line names its sources.
    """
    known = [*FILTERS, "before"]
    errors = [notices.unknown(name, known) for name in params if name not in known]
    rows = PublicChange.objects.exclude(kind__in=FIRST_KINDS).order_by("-number")
    chosen: dict[str, str] = {}
    for name, codes in FILTERS.items():
        if value := params.get(name, "").strip():
            if value in codes:
                chosen[name] = value
            else:
                errors.append(notices.unknown_value(name, value, codes))
    rows = rows.filter(**chosen)
    if before := params.get("before", "").strip():
        if re.fullmatch(r"[0-9]{1,15}", before):
            rows = rows.filter(number__lt=int(before))
        else:
            errors.append(notices.unreadable("before"))
    page = list(rows[: A_PAGE + 1])
    following = chosen | {"before": str(page[A_PAGE - 1].number)} if len(page) > A_PAGE else {}
    return {
        "errors": errors,
        "changes": shape(page[:A_PAGE]),
        "next": urlencode(following),
        "query": urlencode(chosen),
        "chosen": chosen,
        "later": bool(before),
        "severities": list(Severity),
        "records": RECORDS,
    }


def latest(most: int = 5) -> tuple[PublicChange | None, list[dict[str, Any]]]:
    """Return the last change of all, which is the version of the dataset, and the latest of events. Costs: 1 query."""
    last = PublicChange.objects.order_by("-number").values("number")[:1]
    either = Q(record="event") | Q(number=Subquery(last))
    rows = list(PublicChange.objects.filter(either).order_by("-number")[: most + 1])
    return (rows[0] if rows else None), shape([row for row in rows if row.record == "event"][:most])


def shape(rows: Iterable[PublicChange]) -> list[dict[str, Any]]:
    """Return lines of the feed with their values in words. Costs: 1 query if any line names its sources."""
    rows = list(rows)
    named = {source for row in rows for source in row.sources}
    public = set(PublicSource.objects.filter(public_id__in=named).values_list("public_id", flat=True)) if named else ()
    return [
        {
            "number": row.number,
            "at": row.at,
            "kind": row.kind,
            "record": row.record,
            "id": row.public_id,
            "href": addresses.record(row.record, row.public_id),
            "reason": row.reason,
            "severity": Severity(row.severity) if row.severity in Severity.codes() else None,
            "removed": row.severity == Severity.SAFETY,
            "sources": [{"id": one, "href": addresses.source(one) if one in public else ""} for one in row.sources],
            "fields": [
                field(name, *pair) for name, pair in row.fields.items() if columns.told(name, addresses.language())
            ],
        }
        for row in rows
    ]


def field(name: str, old: Any, new: Any) -> dict[str, Any]:
    """Return a changed column with its old and its new value in words."""
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
