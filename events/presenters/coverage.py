"""Documented events beside a reported figure, where both count the same; where they do not, the reason and no share."""

from typing import Any

from django.utils.translation import gettext

from . import addresses, words


def shape(series: dict[str, Any], rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return what a series' finding says of coverage; `rows` are its figures by id.

    Shape:  comparable, note, rows: [{figure, href, documented, share, left, width, remainder}].
    Unit:   documented and remainder in that of the series; share, left and width in percent.
    """
    return {
        "comparable": series["comparable"],
        "note": series.get(f"scope_note_{addresses.language()}", ""),
        "rows": [_row(one, rows[one["figure"]]) for one in series["coverage"] if one["figure"] in rows],
    }


def _row(one: dict[str, Any], figure: dict[str, Any]) -> dict[str, Any]:
    low, high = (_percent(one[f"coverage_{end}"]) for end in ("low", "high"))
    left, right = min(low or 0, 100), min(100 if high is None else high, 100)
    return {
        "figure": figure,
        "href": addresses.view(one["query"]),
        "documented": words.interval(one, "documented_") or "0",
        "of": words.interval(one),
        "share": words.interval({"low": low, "high": high}),
        "left": min(left, 98.5),
        "width": max(right - left, 1.5),
        "remainder": _remainder(one),
    }


def _remainder(one: dict[str, Any]) -> str:
    if one["exceeds"]:
        return gettext("The tracker holds more than this figure.")
    if one["remainder_high"] == 0:
        return gettext("All documented.")
    told = {"left": words.interval(one, "remainder_"), "all": words.interval(one)}
    return gettext("%(left)s of %(all)s not documented.") % told


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)
