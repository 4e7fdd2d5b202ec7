"""Charts of the events that count as defections: by year and direction, and by each vocabulary."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from ...measures import Count, Dimension, Spans, spread
from ...vocabulary import AXES, Direction
from .. import marks, words
from . import chart, drawing
from .chart import Chart, Datum, Numeral, Panel
from .drawing import Bar
from .scope import DIMENSION, Scope
from .texts import READINGS, TITLES, TOTAL, YEAR

NARROW_YEARS = 21
"""So many years fit beside each other on a telephone; more are drawn in steps of five."""

ALL = ""
"""The direction of a count over all directions."""

LAST = ("unknown", "not_reported", "withheld", "")
"""Codes that say that something is not known; they stand at the end."""

Told = Callable[[Datum, bool], str]


def by_year(scope: Scope, *, persons: bool) -> Chart:
    """Return events or persons of each year by direction; the narrow drawing takes years together."""
    spans = scope.spans()
    few = spans if spans.last - spans.first < NARROW_YEARS else scope.spans(5)
    data, coarse = (yearly(scope, over, DIMENSION["total"]) for over in (spans, few))
    told = told_persons if persons else told_events
    drawn = [
        drawing.columns(bars(part, told, persons=persons), axis(over), frame, both=True)
        for part, over, frame in ((data, spans, drawing.WIDE), (coarse, few, drawing.NARROW))
        if coarse
    ]
    pick, under = (chart.persons_of, chart.PERSONS) if persons else (chart.events_of, chart.EVENTS)
    shown = [(code, words.label(Direction, code)) for code in present(Direction, data, "direction")]
    name = "persons" if persons else "events"
    return Chart(
        name=name,
        dimension="total",
        title=TITLES[name],
        reading=READINGS[name],
        panels=[Panel(drawn[0], drawn[1])] if drawn else [],
        table=chart.tabulate(YEAR, data, axis(spans)[::-1], shown, pick, under),
        head=chart.HEAD,
        rows=chart.records(data),
        notes=_left_out(scope, spans, persons=persons),
    )


def small_multiples(scope: Scope, name: str, dimension: Dimension) -> Chart:
    """Return one small drawing for each code, all on one scale."""
    years = scope.spans()
    spans = years if years.last - years.first < NARROW_YEARS else scope.spans(5)
    data, merged = (yearly(scope, spans, dimension, apart=apart) for apart in (True, False))
    axis_of_codes = AXES[dimension.name]
    shown = [(code, words.label(axis_of_codes, code)) for code in present(axis_of_codes, data, "code")]
    drawn = {code: bars([d for d in data if d.code == code], told_events) for code, _ in shown}
    heights = [drawing.highest(parts) for parts in drawn.values()]
    most = (max((up for up, _ in heights), default=0), max((down for _, down in heights), default=0))
    return Chart(
        name=name,
        dimension=dimension.name,
        title=TITLES[name],
        reading=READINGS[name],
        panels=[
            Panel(drawing.columns(drawn[code], axis(spans), drawing.SMALL, both=True, most=most), title=str(label))
            for code, label in shown
        ],
        table=chart.tabulate(YEAR, merged, axis(spans)[::-1], shown, chart.events_of, chart.EVENTS),
        head=chart.HEAD,
        rows=chart.records(data),
        notes=_left_out(scope, spans) if dimension.counted_only else (),
    )


def by_code(scope: Scope, name: str, dimension: Dimension) -> Chart:
    """Return how many events have each code of a vocabulary, every event once, by direction."""
    whole = scope.whole()
    counts = {(direction, key): n for (_, direction, key), n in spread(scope.groups, whole, dimension).items()}
    return tally(scope, name, dimension.name, dimension.name, {at: n.events_possible for at, n in counts.items()})


def tally(scope: Scope, name: str, axis_name: str, parameter: str, counts: dict[tuple[str, str], int]) -> Chart:
    """Return a chart of rows from counts by direction and code of a vocabulary."""
    codes, data = AXES[axis_name], once_each(scope, AXES[axis_name], parameter, counts)
    order = present(codes, data, "code")
    totals = {datum.code: datum for datum in data if datum.direction == ALL}
    order.sort(key=lambda code: (LAST.index(code) if code in LAST else -1, -totals[code].possible))
    places = {code: place for place, code in enumerate(order)}
    parts = [datum._replace(place=places[datum.code]) for datum in data if datum.direction != ALL]
    directions = present(Direction, parts, "direction")
    labels = [str(words.label(codes, code)) for code in order]
    numbers = [words.number(totals[code].possible) for code in order]
    shown: list[tuple[str, Any]] = [(code, words.label(Direction, code)) for code in directions]
    return Chart(
        name=name,
        dimension=parameter,
        title=TITLES[name],
        reading=READINGS[name],
        panels=[Panel(drawing.rows(bars(parts, told_once), labels, numbers))] if order else [],
        table=chart.tabulate(TITLES[name], data, labels, [*shown, (ALL, TOTAL)], chart.once),
        head=chart.HEAD,
        rows=chart.records(parts),
    )


def once_each(scope: Scope, codes: Any, parameter: str, counts: dict[tuple[str, str], int]) -> list[Datum]:
    """Return counts of events, each event once: by code and direction, and by code alone."""
    sums: dict[tuple[str, str], int] = {}
    for (direction, code), n in counts.items():
        for at in ((direction, code), (ALL, code)):
            sums[at] = sums.get(at, 0) + n
    data = []
    for (direction, code), n in sums.items():
        label = words.label(codes, code)
        asked: dict[str, Any] = {parameter: code} | ({"direction": direction} if direction else {})
        href = scope.link(**asked)
        named = f"{label}, {words.label(Direction, direction)}" if direction else str(label)
        data.append(Datum(0, str(label), direction, named, None, direction, code, n, n, 0, 0, href, href))
    return in_order(data)


def yearly(scope: Scope, spans: Spans, dimension: Dimension, *, apart: bool = True) -> list[Datum]:
    """Return the counts of each span of years by direction, or over all directions, and by code."""
    counts: dict[tuple[int, str, str], Count] = {}
    for (place, direction, key), count in spread(scope.placed(spans), spans, dimension).items():
        at = (place, direction if apart else ALL, key)
        counts[at] = counts[at] + count if at in counts else count
    years, named = list(spans), axis(spans)
    data = []
    for (place, direction, key), count in counts.items():
        code = key if dimension.name != "total" else ""
        asked: dict[str, Any] = {dimension.name: key} if dimension.name != "total" else {}
        asked |= {"direction": direction} if apart else {}
        told = [named[place], *([str(words.label(AXES[dimension.name], code))] if asked.get(dimension.name) else [])]
        told += [str(words.label(Direction, direction))] if apart else []
        data.append(
            Datum(
                place,
                named[place],
                code or direction,
                ", ".join(told),
                years[place],
                direction,
                code,
                count.events_certain,
                count.events_possible,
                count.persons_min,
                count.persons_max,
                scope.link(years[place], certain=True, **asked),
                scope.link(years[place], **asked),
            )
        )
    return in_order(data)


def in_order(data: Iterable[Datum]) -> list[Datum]:
    """Return counts by place, then in the order of the vocabulary of directions, then by code."""
    order = {code: place for place, code in enumerate(["", *Direction.codes()])}
    return sorted(data, key=lambda datum: (datum.place, order.get(datum.direction, 0), datum.code))


def present(codes: Any, data: Sequence[Datum], name: str) -> list[str]:
    """Return the codes that occur, in the order of their vocabulary; no code at the end."""
    found = {getattr(datum, name) for datum in data}
    return [code for code in [*codes.codes(), ""] if code in found]


def axis(spans: Spans) -> list[str]:
    """Return the words under each place of an axis of years."""
    return [str(first) if first == last else f"{first}–{last}" for first, last in spans]


def bars(data: Sequence[Datum], told: Told, *, persons: bool = False) -> list[Bar]:
    """Return the parts of every column: what is certain first, next to the axis; no part is empty."""
    found = []
    for certain in (True, False):
        for d in data:
            least, most = (d.persons_min, d.persons_max) if persons else (d.certain, d.possible)
            if count := least if certain else most - least:
                href = d.certain_href if certain else d.possible_href
                tone = marks.tone(d.direction)
                found.append(Bar(d.place, drawing.side(d.direction), tone, count, told(d, certain), href, certain))
    return found


def told_events(datum: Datum, certain: bool) -> str:
    if certain:
        return gettext("%(what)s: %(n)s certain") % {"what": datum.words, "n": words.number(datum.certain)}
    numbers = {"certain": words.number(datum.certain), "possible": words.number(datum.possible)}
    return gettext("%(what)s: %(certain)s certain, %(possible)s possible") % ({"what": datum.words} | numbers)


def told_once(datum: Datum, _certain: bool) -> str:
    shown = {"what": datum.words, "n": words.number(datum.possible)}
    return ngettext("%(what)s: %(n)s event", "%(what)s: %(n)s events", datum.possible) % shown


def told_persons(datum: Datum, certain: bool) -> str:
    persons, events = (datum.persons_min, datum.certain) if certain else (datum.persons_max, datum.possible)
    shown = {"what": datum.words, "n": words.number(persons), "events": words.number(events)}
    if certain:
        return gettext("%(what)s: at least %(n)s persons, certain events: %(events)s") % shown
    return gettext("%(what)s: at most %(n)s persons, possible events: %(events)s") % shown


def _left_out(scope: Scope, spans: Spans, *, persons: bool = False) -> list[Numeral]:
    """Return what the bars can't show, counted: dates that span several of them, events without a number of persons."""
    notes = []
    if n := scope.unplaced(spans):
        if scope.certain_only:
            text = ngettext(
                "In no single bar, because the date spans several: %(n)s event.",
                "In no single bar, because the date spans several: %(n)s events.",
                n,
            )
        else:
            text = ngettext(
                "Year not known for certain: %(n)s event, hatched in each year that it may lie in.",
                "Year not known for certain: %(n)s events, hatched in each year that they may lie in.",
                n,
            )
        notes.append(Numeral(text % {"n": words.number(n)}))
    if persons and (n := scope.unnumbered()):
        text = ngettext("Number of persons not known: %(n)s event.", "Number of persons not known: %(n)s events.", n)
        notes.append(Numeral(text % {"n": words.number(n)}))
    return notes
