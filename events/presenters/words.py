"""Codes, dates and values in the reader's words; what is empty says so instead of failing."""

from typing import Any

from django.utils.translation import gettext, ngettext

from .. import codebook
from ..vocabulary import Axis, Bilingual
from .addresses import language

NOT_REPORTED = Bilingual("Not reported", "보도되지 않음")


def label(axis: type[Axis], code: str | None) -> Bilingual:
    """Return the label of a code; an event without any claim on a field has none."""
    return axis(code).label if code else NOT_REPORTED


def date(edtf: str) -> str:
    """Return a date in words, its doubt included; empty where none is given."""
    return codebook.describe_date(edtf, language()) if edtf else ""


def persons(document: dict[str, Any]) -> str:
    """Return how many people moved: “1 person”, “at least 500 persons”; Korean brings its own counter."""
    low, high = document["persons_min"], document["persons_max"]
    if low is None:
        return gettext("number of persons not known")
    shown = codebook.describe_persons(low, high, language())
    return ngettext("%(shown)s person", "%(shown)s persons", high if high is not None else low) % {"shown": shown}


def number(value: float | None) -> str:
    """Return a number as readers write it: 34,314; 72.5."""
    if value is None:
        return ""
    return f"{int(value):,}" if value == int(value) else f"{value:,.1f}"
