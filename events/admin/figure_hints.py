"""Suggested figures beside what we hold: the same slot of the same series, by the interval that each number allows."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ..figures import NEVER_SHOWN, Interval, interval
from ..models import Figure, Suggestion

AGREE, CONFLICT, NEW = "agree", "conflict", "new"


def standing_of(suggestions: Iterable[Suggestion]) -> dict[int, str]:
    """Return {number of a suggestion: agree, conflict or new}; ranges that touch agree. Costs: 1 query."""
    asked = {hint.pk: hint for hint in suggestions if hint.value and hint.value.get("series")}
    slugs = {hint.value["series"] for hint in asked.values() if hint.value}
    held: dict[tuple[str, str, str], list[Figure]] = {}
    if slugs:
        known = Figure.objects.filter(series__slug__in=slugs).exclude(edition__in=NEVER_SHOWN).select_related("series")
        for figure in known:
            held.setdefault((figure.series.slug, figure.period, figure.as_of), []).append(figure)
    return {pk: _stands(hint, held) for pk, hint in asked.items()}


def _stands(hint: Suggestion, held: Mapping[tuple[str, str, str], list[Figure]]) -> str:
    value: Mapping[str, Any] = hint.value or {}
    there = held.get((value["series"], value.get("period", ""), value.get("as_of", "")), [])
    if not there:
        return NEW
    series = there[0].series
    numbers = (None if (n := value.get(name)) is None else Decimal(str(n)) for name in ("value", "upper"))
    own = hint.issuer == series.authority
    said = interval(value.get("comparator", ""), *numbers, unit=series.unit, by_authority=own)
    if said.low is None:
        return NEW
    return AGREE if any(_touch(said, Interval(other.low, other.high)) for other in there) else CONFLICT


def _touch(one: Interval, other: Interval) -> bool:
    if one.low is None or other.low is None:
        return False
    below = one.high is not None and one.high < other.low
    above = other.high is not None and other.high < one.low
    return not (below or above)
