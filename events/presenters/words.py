"""Codes, dates and values in the reader's words; what is empty says so instead of failing."""

import datetime as dt
import re
from typing import Any

from django.utils.translation import gettext, ngettext

from .. import codebook, partial_dates
from ..vocabulary import Axis, Bilingual
from .addresses import language

NOT_REPORTED = Bilingual("Not reported", "보도되지 않음")
HANGUL = re.compile("[가-힣]")


def label(axis: type[Axis], code: str | None) -> Bilingual:
    """Return the label of a code; an event without any claim on a field has none."""
    return axis(code).label if code else NOT_REPORTED


def tongue(text: str) -> str:
    """Return the language of an editor's note, which is written once: Korean where it holds Hangul, else English."""
    return "ko" if HANGUL.search(text) else "en"


def date(edtf: str) -> str:
    """Return a date in words, its doubt included; empty where none is given."""
    return codebook.describe_date(edtf, language()) if edtf else ""


def span(start: dt.date | None, end: dt.date) -> str:
    """Return a period in words, or all that was before its end: “2024 Q4”, “up to 31 Dec 2023”."""
    if start is None:
        return gettext("up to %(day)s") % {"day": span(end, end)}
    precision = partial_dates.read(f"{start}/{end}").precision
    return partial_dates.show(start, end, precision, language())


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


def interval(bounds: dict[str, Any], prefix: str = "") -> str:
    """Return a range as readers write it: “236”, “33,000–35,000”, “≥ 1,001”; empty where nothing bounds it."""
    low, high = bounds[f"{prefix}low"], bounds[f"{prefix}high"]
    if low is None or low == high:
        return number(low) if low is not None else f"≤ {number(high)}" if high is not None else ""
    return f"≥ {number(low)}" if high is None else f"{number(low)}–{number(high)}"
