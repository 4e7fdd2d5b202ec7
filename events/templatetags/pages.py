"""Words for templates of public pages: addresses in the reader's language, numbers and days."""

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .. import partial_dates
from ..presenters import addresses, words
from ..vocabulary import DatePrecision

register = template.Library()


@register.simple_tag
def page(name: str, *parts: Any) -> str:
    """Return the address of a page in the reader's language."""
    return addresses.page(name, *parts)


@register.simple_tag(takes_context=True)
def same_page_in(context: template.Context, language: str) -> str:
    """Return the address of this very view in another language: path and query stay, but for words of this one."""
    request = context["request"]
    path: str = request.get_full_path()
    parts = getattr(request.resolver_match, "kwargs", {})
    if "words" in parts:
        path = "?".join(filter(None, [addresses.event(parts["public_id"]), request.META["QUERY_STRING"]]))
    return f"/{language}/{path.lstrip('/').partition('/')[2]}"


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, path: str) -> str:
    """Return an address with scheme and host, as a citation needs it."""
    url: str = context["request"].build_absolute_uri(path)
    return url


@register.simple_tag
def data_block(text: str) -> str:
    """Return JSON for a block of data inside a page: no letter of it can end the block or begin a tag."""
    return mark_safe(text.translate({ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}))  # noqa: S308


@register.filter
def marked(parts: list[tuple[str, bool]]) -> SafeString:
    """Return a text in parts with what was searched for marked."""
    return SafeString("".join(f"<mark>{escape(text)}</mark>" if hit else escape(text) for text, hit in parts))


@register.filter
def number(value: float | None) -> str:
    """Return a number with its thousands apart."""
    return words.number(value)


register.filter("tongue", words.tongue)


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
