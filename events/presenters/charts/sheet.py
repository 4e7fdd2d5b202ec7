"""A chart that stands alone: title, the filter's sentence, the drawings, how to read them, and whose data it is."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from ...models import PublicChange
from .. import addresses
from . import texts
from .chart import Chart, Panel
from .scope import Scope

WIDTH, MARGIN, BESIDE, GAP = 1200, 20, 4, 16
WRAP = 172
"""Characters of a line of small print; a Korean one takes the room of two."""

COLUMNS = ("filter", "dataset_version", "credit")
"""The last columns of every file of a chart: a line with a comment before the header would break its readers."""


def credit(origin: str) -> tuple[int, str]:
    """Return the number of the last public change, and the line that every file of a chart carries. Costs: 1 query."""
    last = PublicChange.objects.order_by("-number").values_list("number", flat=True).first() or 0
    shown = {"version": last, "address": origin}
    text = gettext("Defection Events Tracker, dataset version %(version)s. Data: CC BY 4.0. %(address)s") % shown
    return last, text


def table(chart: Chart, scope: Scope, origin: str, address: str) -> tuple[list[str], list[list[Any]]]:
    """Return a chart as header and rows of a file; each row says which events it is about, and whose data it is."""
    version, line = credit(address)
    said = [scope.describe(), version, line]
    rows = [[*row[:-1], f"{origin}{row[-1]}" if row[-1] else "", *said] for row in chart.rows]
    return [*chart.head, *COLUMNS], rows


def sheet(chart: Chart, scope: Scope, address: str) -> dict[str, Any]:
    """Return what the template of a stand-alone drawing shows, each thing with its place. Costs: 1 query."""
    above = list(lines(scope.describe()))
    notes = [note.text for note in chart.notes]
    if chart.name == "arrivals":
        notes += [str(part) for part in texts.WHY[:2]]
    below = [line for text in (str(chart.reading), *notes, credit(address)[1]) for line in lines(text)]
    top = 64 + 20 * len(above)
    placed, bottom = places(chart.panels, top)
    return {
        "title": chart.title,
        "description": " ".join([*above, *below]),
        "language": addresses.language(),
        "width": WIDTH,
        "height": bottom + 24 + 20 * len(below),
        "above": [{"words": line, "y": 66 + 20 * number} for number, line in enumerate(above)],
        "panels": placed,
        "empty": "" if chart.panels else gettext("No event is counted here."),
        "below": [{"words": line, "y": bottom + 24 + 20 * number} for number, line in enumerate(below)],
    }


def places(panels: Any, top: int) -> tuple[list[dict[str, Any]], int]:
    """Return where each drawing stands, and where the last ends: one over the whole width, several side by side."""
    if not panels:
        return [], top + 40
    many = len(panels) > 1
    width = (WIDTH - 2 * MARGIN - GAP * (BESIDE - 1)) // BESIDE if many else _alone(panels[0])
    y, placed, lowest = top, [], top
    for number, panel in enumerate(panels):
        column = number % BESIDE
        y = lowest + GAP if many and number and column == 0 else y
        head = 24 if panel.title else 0
        height = round(panel.wide["height"] * width / panel.wide["width"])
        x = MARGIN + column * (width + GAP)
        place = {"x": x, "y": y + head, "width": width, "height": height, "title": panel.title, "title_y": y + 16}
        placed.append(place | {"drawing": panel.wide})
        lowest = max(lowest, y + head + height)
    return placed, lowest + GAP


def _alone(panel: Panel) -> int:
    return WIDTH - 2 * MARGIN if panel.wide["kind"] == "columns" else 760


def lines(text: str) -> Iterator[str]:
    """Yield a text in lines that fit the width of the sheet."""
    line, room = "", WRAP
    for word in text.split():
        size = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in word) + 1
        if line and size > room:
            yield line.rstrip()
            line, room = "", WRAP
        line, room = f"{line}{word} ", room - size
    yield line.rstrip()
