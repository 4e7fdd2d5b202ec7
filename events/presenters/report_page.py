"""The form of a report and the page of its receipt, as plain dicts."""

import datetime as dt
import math
from collections.abc import Iterable
from typing import Any, Protocol

from .. import partial_dates
from ..codebook import FIELDS
from ..models import PublicChange, PublicReport
from ..models.public import FIRST_KINDS
from ..vocabulary import Bilingual, DatePrecision, ReportState
from . import addresses, columns, notices

PARAMETERS = ["record", "field", "receipt"]
KINDS = {"EV": "event", "SR": "source", "FG": "figure", "CK": "check"}


class Form(Protocol):
    """What a form holds, wherever it was read."""

    about: str
    field: str
    text: str
    link: str
    stamp: str
    errors: dict[str, Bilingual]

    @property
    def fields(self) -> list[str]: ...


def form(form: Form, asked: Iterable[str] = (), wait: int = 0) -> dict[str, Any]:
    """Return the form with what is in it and what is wrong with it. Costs: no query."""
    kind = KINDS.get(form.about[:2], "")
    return {
        "form": form,
        "kind": kind,
        "href": addresses.record(kind, form.about) if kind else "",
        "options": [{"key": key, "label": label(key), "chosen": key == form.field} for key in form.fields],
        "errors": [notices.unknown(name, PARAMETERS) for name in asked if name not in PARAMETERS],
        "wrong": form.errors,
        "minutes": math.ceil(wait / 60),
    }


def label(key: str) -> Bilingual:
    """Return what a field is called: by the codebook, or as a column."""
    return FIELDS[key].label if key in FIELDS else columns.label(key)


def status(report: PublicReport, receipt: str) -> dict[str, Any]:
    """Return what became of a report. Costs: 1 query if a change of the record came of it."""
    change = PublicChange.objects.filter(number=report.change).first() if report.change else None
    return {
        "receipt": receipt,
        "report": report,
        "received": day(report.received_on),
        "closed": day(report.closed_on) if report.closed_on else "",
        "state": ReportState(report.state),
        "steps": [{"state": state, "here": state == report.state} for state in _way(report.state)],
        "change": change and {"number": change.number, "id": change.public_id, "href": ledger(change)},
    }


def day(date: dt.date) -> str:
    """Return a day in words."""
    return partial_dates.show(date, date, DatePrecision.DAY, addresses.language())


def ledger(change: PublicChange) -> str:
    """Return where a change stands: in the corrections, or on its record where it was the first publication."""
    if change.kind in FIRST_KINDS:
        return addresses.record(change.record, change.public_id)
    return f"{addresses.page('corrections')}?before={change.number + 1}"


def _way(state: str) -> list[ReportState]:
    end = ReportState.DECLINED if state == ReportState.DECLINED else ReportState.ACCEPTED
    return [ReportState.RECEIVED, ReportState.LOOKING, end]
