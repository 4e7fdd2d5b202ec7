"""Words for templates of public pages: addresses in the reader's language, numbers and days."""

import datetime as dt
import re
from typing import Any

from django import template
from django.utils import timezone

from .. import partial_dates
from ..presenters import addresses, words
from ..vocabulary import DatePrecision

register = template.Library()
HANGUL = re.compile("[가-힣]")


@register.simple_tag
def page(name: str, *parts: Any) -> str:
    """Return the address of a page in the reader's language."""
    return addresses.page(name, *parts)


@register.simple_tag(takes_context=True)
def same_page_in(context: template.Context, language: str) -> str:
    """Return the address of this very view in another language: path and query stay."""
    path: str = context["request"].get_full_path()
    return f"/{language}/{path.lstrip('/').partition('/')[2]}"


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, path: str) -> str:
    """Return an address with scheme and host, as a citation needs it."""
    url: str = context["request"].build_absolute_uri(path)
    return url


@register.filter
def number(value: float | None) -> str:
    """Return a number with its thousands apart."""
    return words.number(value)


@register.filter
def tongue(text: str) -> str:
    """Return the language of an editor's note, which is written once: Korean where it holds Hangul, else English."""
    return "ko" if HANGUL.search(text) else "en"


@register.filter
def day(at: dt.datetime | None) -> str:
    """Return the day of a moment in Korean time, in words."""
    if at is None:
        return ""
    date = timezone.localtime(at).date()
    return partial_dates.show(date, date, DatePrecision.DAY, addresses.language())


@register.filter
def iso_day(at: dt.datetime | None) -> str:
    """Return the day of a moment in Korean time, for machines."""
    return timezone.localtime(at).date().isoformat() if at else ""
