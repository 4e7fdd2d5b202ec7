"""Charts of time within an event's life: the month of the year, and how long it took until the public heard of it."""

from django.utils.translation import ngettext

from ...measures import count_codes
from ...vocabulary import Direction, Month
from .. import words
from . import chart, drawing
from .chart import Chart, Numeral, Panel
from .counted import ALL, bars, once_each, present, tally, told_once
from .scope import Scope
from .texts import READINGS, TITLES, TOTAL


def months(scope: Scope) -> Chart:
    """Return the strip of twelve months; events whose month is not known are told beside it. Costs: 1 query."""
    counts = count_codes(scope.question.counted("direction", "movement_class", "month"), "month")
    places = {code: place for place, code in enumerate(Month.codes())}
    data = [datum._replace(place=places[datum.code]) for datum in once_each(scope, Month, "month", counts)]
    data.sort(key=lambda datum: datum.place)
    known = [datum for datum in data if datum.code != Month.UNKNOWN and datum.direction != ALL]
    labels = [str(month.label) for month in Month]
    shown = [(code, words.label(Direction, code)) for code in present(Direction, data, "direction") if code]
    wide, narrow = (
        drawing.columns(bars(known, told_once), _short(labels[:12]), frame, both=True)
        for frame in (drawing.BESIDE, drawing.NARROW)
    )
    unknown = [datum for datum in data if datum.code == Month.UNKNOWN and datum.direction == ALL]
    return Chart(
        name="months",
        dimension="month",
        title=TITLES["months"],
        reading=READINGS["months"],
        panels=[Panel(wide, narrow)],
        table=chart.tabulate(TITLES["months"], data, labels, [*shown, (ALL, TOTAL)], chart.once),
        head=chart.HEAD,
        rows=chart.records(datum for datum in data if datum.direction != ALL),
        notes=[Numeral(_not_known(datum.possible), datum.possible_href) for datum in unknown],
    )


def lag(scope: Scope) -> Chart:
    """Return how long after the event the public first heard of it. Costs: 1 query."""
    counts = count_codes(scope.question.counted("direction", "movement_class", "lag"), "lag")
    return tally(scope, "lag", "reporting_lag", "lag", counts)


def _not_known(n: int) -> str:
    text = ngettext("Month not known: %(n)s event.", "Month not known: %(n)s events.", n)
    return text % {"n": words.number(n)}


def _short(labels: list[str]) -> list[str]:
    """Return names of months that fit below a narrow column."""
    return [label[:3] for label in labels]
