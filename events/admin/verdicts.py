"""The panel “Beside what is public”: how a number is read, how it stands, and on which records that rests."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from .. import figures, partial_dates, reconciliation
from ..derive import Json, roots_of, snapshot_check, snapshot_figure
from ..models import Bridge, Check, Event, Figure, PublicSeries, Record, Source, public_id
from ..presenters import words
from ..vocabulary import Bilingual, CheckVerdict, Comparator, FigureVerdict


@dataclass(frozen=True)
class Missing:
    """One thing that a verdict waits for: label and id of its field, and what is missing or wrong there."""

    label: str
    field: str
    words: str


@dataclass(frozen=True)
class Named:
    """One record on which a verdict rests; `repair` if all the rest can be true without it."""

    id: str
    href: str
    what: str
    said: str = ""
    where: str = ""
    own: bool = False
    repair: bool = False


@dataclass(frozen=True)
class Panel:
    """What the panel shows; all of it is empty for a form in which nothing stands yet."""

    missing: list[Missing] = field(default_factory=list)
    rule: str = ""
    reads: str = ""
    verdict: FigureVerdict | CheckVerdict | None = None
    sentence: str = ""
    conflict: list[Named] = field(default_factory=list)
    derived: str = ""
    rests_on: list[Named] = field(default_factory=list)
    details: list[Json] = field(default_factory=list)
    single_source: bool = False
    standing: bool = True
    alone: bool = False
    """Whether the series is not public yet, so that there is nothing to hold it against."""

    @property
    def against(self) -> bool:
        return self.verdict == FigureVerdict.IN_CONFLICT


def panel_of(record: Figure | Check) -> Panel:
    """Return the panel for a record as it stands in memory, as if it were public.

    Costs: what `reckon` costs, a query a step of derivation, and 1 for each kind of record that is named.
    """
    return _of_figure(record) if isinstance(record, Figure) else _of_check(record)


def _of_figure(figure: Figure) -> Panel:
    number = number_of(figure)
    reads = interval_words(number.low, number.high)
    reckoning = reconciliation.reckon([number.series], also=[number])
    if number.id not in reckoning.verdicts:
        return Panel(rule=reckoning.rule, reads=reads, alone=True)
    verdict = reckoning.verdicts[number.id]
    found = named([*verdict.conflict, *verdict.derivation], verdict.repairs)
    found[number.id] = _figure(figure, own=True, repair=number.id in verdict.repairs)
    conflict = [found[id] for id in dict.fromkeys([number.id, *verdict.conflict]) if id in found]
    derived = verdict.derived
    return Panel(
        rule=reckoning.rule,
        reads=reads,
        verdict=FigureVerdict(verdict.code),
        sentence=str(verdict.sentence),
        conflict=sorted(conflict, key=lambda one: not one.repair) if verdict.conflict else [],
        derived=interval_words(derived.low, derived.high) if derived else "",
        rests_on=[found[id] for id in dict.fromkeys(verdict.derivation) if id in found],
        single_source=verdict.single_source,
        standing=verdict.standing,
    )


def number_of(figure: Figure) -> figures.Number:
    """Return a figure of the desk as the engine takes it, from the document that its approval would publish."""
    series, source = figure.series, figure.source
    count = figures.Count(series.slug, series.measure, series.unit, series.authority)
    origins = {source.public_id: public_id(source.prefix, roots_of([source.pk])[source.pk])}
    released = partial_dates.read(figure.released) if figure.released else None
    document = {"id": public_id(figure.prefix, figure.pk or 0)} | snapshot_figure(figure)["document"]
    days = (released.start, released.end) if released else (None, None)
    return reconciliation.number_of(document, count, origins, days)


def _of_check(check: Check) -> Panel:
    document = {"id": "CK-000000"} | snapshot_check(check)["document"]
    slugs = {one.slug for one in (check.series, check.other_series) if one is not None}
    series = {told["id"]: told for told in map(json.loads, PublicSeries.objects.values_list("document", flat=True))}
    if slugs - series.keys():
        return Panel(rule=figures.RULE_VERSION, reads=_said(check), alone=True)
    finding = reconciliation.ask(document, reconciliation.reckon(slugs), series)
    found = named(finding["evidence"])
    return Panel(
        rule=finding["rule"],
        reads=_said(check),
        verdict=CheckVerdict(finding["verdict"]),
        sentence=in_language(finding, "sentence"),
        rests_on=[found[id] for id in dict.fromkeys(finding["evidence"]) if id in found],
        details=[row | {"words": interval_words(row["low"], row["high"])} for row in finding["details"]],
    )


def _said(check: Check) -> str:
    """Return how the number of a sentence is read; empty where it has none."""
    if check.series is None or not check.comparator:
        return ""
    own = check.issuer == check.series.authority
    said = figures.interval(check.comparator, check.value, check.upper, unit=check.series.unit, by_authority=own)
    return interval_words(said.low, said.high)


def interval_words(low: Any, high: Any) -> str:
    """Return an interval as a sentence has it: “105”, “33,000 to 35,000”, “1,001 or more”; empty without bounds."""
    shown = {name: _number(value) for name, value in (("low", low), ("high", high)) if value is not None}
    if not shown or (low == 0 and high is None):
        return ""
    if low == high:
        return shown["low"]
    if low is None or high is None:
        return (gettext("%(low)s or more") if high is None else gettext("%(high)s or less")) % shown
    return gettext("%(low)s to %(high)s") % shown


def _number(value: Any) -> str:
    exact = Decimal(str(value)).normalize()
    return f"{exact:,f}"


def in_language(document: Json, name: str) -> str:
    return str(Bilingual(document[f"{name}_en"], document[f"{name}_ko"]))


def named(ids: Iterable[str], repairs: Iterable[str] = ()) -> dict[str, Named]:
    """Return {id: how the desk names the record}, for figures, bridges, events and checks. Costs: 1 query a kind."""
    wanted, repairs = set(ids), set(repairs)
    found: dict[str, Named] = {}
    for model, show in KINDS.items():
        numbers = [int(id.partition("-")[2]) for id in wanted if id.startswith(f"{model.prefix}-")]
        if numbers:
            rows = model._default_manager.filter(pk__in=numbers).select_related(*RELATED.get(model, ()))
            rows = rows.defer("source__text", "source__snapshot") if model is Figure else rows
            found |= {row.public_id: show(row, repair=row.public_id in repairs) for row in rows}
    return found


def _figure(figure: Figure, *, own: bool = False, repair: bool = False) -> Named:
    """Return a figure by its series and period, what it says, and where it stands."""
    series, source = figure.series, figure.source
    when, title = words.date(figure.period or figure.as_of), Bilingual(series.title_en, series.title_ko)
    hedge = "" if figure.comparator == Comparator.EXACT else str(Comparator(figure.comparator).label)
    numbers = "–".join(words.number(float(n)) for n in (figure.value, figure.upper) if n is not None)
    said = " ".join(filter(None, [hedge, numbers]))
    where = f"{_source(source)} · {figure.get_edition_display()}"
    number = figure.public_id if figure.pk else ""
    return Named(number, address(figure), f"{title}, {when}", said, where, own, repair)


def _source(source: Source) -> str:
    return f"{source.public_id} {gettext('Title withheld') if source.title_withheld else source.title}"


def _plain(record: Any, *, repair: bool = False) -> Named:
    """Return a bridge, an event or a check by the words that it has."""
    title = getattr(record, "title_en", "") and str(Bilingual(record.title_en, record.title_ko or record.title_en))
    return Named(record.public_id, address(record), title or str(record).removeprefix(record.public_id), repair=repair)


KINDS: dict[type[Any], Any] = {Figure: _figure, Bridge: _plain, Event: _plain, Check: _plain}
RELATED: dict[type[Any], tuple[str, ...]] = {Figure: ("series", "source"), Bridge: ("series", "other")}


def address(record: Record) -> str:
    return reverse(f"admin:events_{record._meta.model_name}_change", args=[record.pk]) if record.pk else ""
