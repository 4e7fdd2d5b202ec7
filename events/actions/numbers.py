"""What a series, figure, bridge or check must be before it is stored. Each refusal names the field and the remedy."""

from decimal import Decimal

from django.http import QueryDict

from .. import figures, partial_dates
from ..derive import DERIVATIONS, lock
from ..errors import InvalidValue
from ..filters import EventFilter
from ..models import Bridge, Check, Figure, PublicEvent, Series, Source, Suggestion
from ..vocabulary import BridgeKind, CheckKind, Comparator, SeriesMeasure, State, SuggestionKind, SuggestionState, Unit
from .claims import find_words

NO_NUMBER = (Comparator.QUALITATIVE, Comparator.SINGLE_DIGITS, Comparator.DOZENS)
OWN_UNITS = {SeriesMeasure.SHARE: Unit.PERCENT, SeriesMeasure.RANK: Unit.RANK}
"""Measures that have a unit of their own, which no other measure has."""
UNIT_REMEDIES = {
    Unit.PERCENT: "Choose percent, or another measure.",
    Unit.RANK: "Choose rank, or another measure.",
    None: "Choose persons, incidents or another unit that is counted, or another measure.",
}


def prepare_series(series: Series) -> None:
    """Raises: InvalidValue for a cumulative without its start, a unit that does not fit, a scope that can't be read."""
    if series.since:
        partial_dates.read(series.since, field="since")
    if series.measure == SeriesMeasure.CUMULATIVE and not series.since:
        raise InvalidValue(
            "A cumulative count needs its start.", field="since", remedy="Give the EDTF date it counts from."
        )
    own = OWN_UNITS.get(SeriesMeasure(series.measure)) if series.measure in SeriesMeasure.codes() else None
    if (own is not None and series.unit != own) or (own is None and series.unit in OWN_UNITS.values()):
        raise InvalidValue("The unit does not fit the measure.", field="unit", remedy=UNIT_REMEDIES[own])
    _check_scope(series.event_scope)
    if series.event_scope and not series.scope_note_en.strip():
        remedy = "Say what both count; readers see it beside the coverage."
        raise InvalidValue("Nothing says why the events match.", field="scope_note_en", remedy=remedy)


def prepare_figure(figure: Figure) -> None:
    """Set what follows from a figure's own columns. Raises: InvalidValue, InvalidDate."""
    series = figure.series
    _check_times(figure, series)
    span = partial_dates.read(figure.period or figure.as_of, field="period" if figure.period else "as_of")
    figure.period_from = span.start if figure.period else None
    figure.period_to = span.end
    figure.released_from = partial_dates.read(figure.released, field="released").start if figure.released else None
    _check_number(figure, series)
    if figure.words and figure.source.text:
        _check_words(figure)
    figure.low, figure.high = figures.interval(
        figure.comparator,
        figure.value,
        figure.upper,
        unit=series.unit,
        by_authority=figure.issuer == series.authority,
    )
    if stands_above_itself(figure, figure.supersedes_id, "supersedes"):
        remedy = "Choose an older edition."
        raise InvalidValue("A figure can't supersede itself.", field="supersedes", remedy=remedy)
    _mark_changed(figure)


def prepare_bridge(bridge: Bridge) -> None:
    """Raises: InvalidValue if the measures or units of the two series do not fit, or a series would contain itself."""
    series, other, kind = bridge.series, bridge.other, BridgeKind(bridge.kind)
    within = kind in (BridgeKind.PART_OF, BridgeKind.SUBSET_OF)
    ends = (SeriesMeasure(series.measure), SeriesMeasure(other.measure))
    allowed = {
        BridgeKind.ACCUMULATES: ends == (SeriesMeasure.CUMULATIVE, SeriesMeasure.FLOW),
        BridgeKind.PART_OF: ends[0] == ends[1] and ends[0] not in OWN_UNITS,
        BridgeKind.SUBSET_OF: ends[1] not in OWN_UNITS
        and (ends[0] == ends[1] or ends == (SeriesMeasure.STOCK, SeriesMeasure.CUMULATIVE)),
        BridgeKind.SHARE_OF: ends[0] == SeriesMeasure.SHARE and ends[1] not in OWN_UNITS,
    }
    if not allowed[kind]:
        raise InvalidValue("These two can't be bound so.", field="other", remedy=MEASURES[kind])
    if kind != BridgeKind.SHARE_OF and series.unit != other.unit:
        remedy = "Choose series of one unit."
        raise InvalidValue("The two series have different units.", field="other", remedy=remedy)
    if kind == BridgeKind.PART_OF and not bridge.partition:
        raise InvalidValue("A part needs its partition.", field="partition", remedy="Say what divides it, as sex.")
    if kind != BridgeKind.PART_OF and bridge.partition:
        raise InvalidValue("Only a part has a partition.", field="partition", remedy="Leave it empty.")
    if within and _contains(bridge):
        remedy = "Look at the bridges of the other series; one of them is the wrong way round."
        raise InvalidValue("The series would be within itself.", field="other", remedy=remedy)
    _mark_changed(bridge)


MEASURES = {
    BridgeKind.ACCUMULATES: "Choose other series: a cumulative adds up a flow.",
    BridgeKind.PART_OF: "Choose other series: part and whole are of one measure.",
    BridgeKind.SUBSET_OF: "Choose other series: both are of one measure, or a stock lies within a cumulative.",
    BridgeKind.SHARE_OF: "Choose other series: a share is the share of a flow, a stock or a cumulative.",
}


def prepare_check(check: Check) -> None:
    """Raises: InvalidValue, InvalidDate where the sentence lacks what its kind is asked of."""
    partial_dates.read(check.stated, field="stated")
    if check.words and check.source.text:
        find_words(check.words, check.source.text, field="words")
    if check.kind == CheckKind.FIRST_SINCE:
        _need(check, "event", "event_scope", "since")
        _refuse(check, "series", "period", "comparator", "value", "upper", "other_series", "other_period")
    else:
        _need(check, "series", "period")
        _refuse(check, "event", "event_scope")
    if check.kind in (CheckKind.NUMBER, CheckKind.EACH_YEAR):
        _need(check, "comparator")
        assert check.series is not None
        _check_number(check, check.series)
    if bool(check.other_series_id) != bool(check.other_period):
        missing = "other_period" if check.other_series_id else "other_series"
        remedy = "Give both the series and the period of the other reading, or neither."
        raise InvalidValue("The other reading is not whole.", field=missing, remedy=remedy)
    for name in ("period", "other_period", "since"):
        if getattr(check, name):
            partial_dates.read(getattr(check, name), field=name)
    _check_scope(check.event_scope)
    _mark_changed(check)


def _need(check: Check, *names: str) -> None:
    for name in names:
        if not getattr(check, name):
            remedy = "Fill it in, or choose another kind."
            raise InvalidValue("This kind of sentence is asked of it.", field=name, remedy=remedy)


def _refuse(check: Check, *names: str) -> None:
    for name in names:
        if getattr(check, name) not in (None, ""):
            remedy = "Leave it empty, or choose another kind."
            raise InvalidValue("This kind of sentence is not asked of it.", field=name, remedy=remedy)


def _check_scope(scope: str) -> None:
    """Raise InvalidValue with the first thing that is wrong in a question to the public events."""
    if not scope:
        return
    question = EventFilter(QueryDict(scope), PublicEvent.objects.all())
    if question.errors:
        error = question.errors[0]
        raise InvalidValue(f"{error.field}: {error.said}", field="event_scope", remedy=str(error.advice))


def _check_times(figure: Figure, series: Series) -> None:
    """Raise InvalidValue if a figure lacks the period or the moment that its series counts by."""
    if not figure.period and not figure.as_of:
        remedy = "Give the period, or the moment to which it was counted."
        raise InvalidValue("The figure has no period and no moment.", field="period", remedy=remedy)
    if figure.as_of:
        partial_dates.read(figure.as_of, field="as_of")
    span = partial_dates.read(figure.period, field="period") if figure.period else None
    whole = span is not None and span.start is not None and span.end is not None
    each_year = series.concept == figures.EACH_YEAR and span is not None and span.end is not None
    if series.measure == SeriesMeasure.FLOW and not (whole or each_year):
        remedy = "Write both ends, as 2024-01-01/2024-06-30, or choose a cumulative series."
        raise InvalidValue("A flow is counted within a period.", field="period", remedy=remedy)
    if series.measure == SeriesMeasure.CUMULATIVE and whole:
        remedy = "Write its last day, as ../2024-06-30, or choose a flow series."
        raise InvalidValue("A cumulative counts from the base of its series.", field="period", remedy=remedy)


def _check_number(said: Figure | Check, series: Series) -> None:
    numbers = {"value": said.value, "upper": said.upper}
    if said.comparator not in NO_NUMBER and said.value is None:
        remedy = "Give the number, or choose a hedge without one."
        raise InvalidValue("There is no number.", field="value", remedy=remedy)
    if (said.comparator == Comparator.RANGE) != (said.upper is not None):
        remedy = "Give both numbers of a range, and one number otherwise."
        raise InvalidValue("A range, and nothing else, has a second number.", field="upper", remedy=remedy)
    if said.upper is not None and said.value is not None and said.upper < said.value:
        raise InvalidValue("The range ends below its start.", field="upper", remedy="Write the smaller number first.")
    for name, number in numbers.items():
        if number is not None and number < 0:
            raise InvalidValue("A figure is not negative.", field=name, remedy="Check the number.")
        if series.unit == Unit.PERCENT and number is not None and number > Decimal(100):
            raise InvalidValue("A share is at most 100 percent.", field=name, remedy="Check the number or the series.")


def _check_words(figure: Figure) -> None:
    """Refuse words that do not stand in the text, or that were marked there as counting something else."""
    start, end = find_words(figure.words, figure.source.text, field="words")
    over = Suggestion.objects.filter(article__source=figure.source, start__lt=end, end__gt=start)
    kinds = set(over.exclude(state=SuggestionState.REJECTED).values_list("kind", flat=True))
    if SuggestionKind.NOT_OURS in kinds and SuggestionKind.FIGURE not in kinds:
        remedy = "Choose other words; if the mark is wrong, decide in the article that it is misread."
        raise InvalidValue("These words count something that is no figure of ours.", field="words", remedy=remedy)


def _contains(bridge: Bridge) -> bool:
    """Whether the whole of a bridge already lies within its part, through others; under a lock, as derivations."""
    lock(DERIVATIONS)
    kinds = (BridgeKind.PART_OF, BridgeKind.SUBSET_OF)
    others = Bridge.objects.filter(kind__in=kinds).exclude(pk=bridge.pk).exclude(state=State.WITHDRAWN)
    ends = list(others.values_list("series", "other"))
    reached, step = set(), {bridge.other_id}
    while step:
        reached |= step
        step = {whole for part, whole in ends if part in step} - reached
    return bridge.series_id in reached


def _mark_changed(record: Figure | Bridge | Check) -> None:
    if record.state == State.PUBLISHED:
        record.state = State.CHANGED


def stands_above_itself(instance: Source | Figure, parent: int | None, column: str) -> bool:
    """Whether a chain of parents leads back to a record; under a lock, or two editors could close a circle together."""
    if parent is not None:
        lock(DERIVATIONS)
    while parent is not None and parent != instance.pk:
        parent = type(instance)._default_manager.values_list(column, flat=True).get(pk=parent)
    return parent is not None
