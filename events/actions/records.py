"""Adding and changing the records that events stand on: publishers, sources, places, handles, series, figures."""

import hashlib
from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.models import User
from django.db import transaction

from .. import figures, partial_dates
from ..derive import DERIVATIONS, lock
from ..errors import DerivationCycle, InvalidValue
from ..models import Figure, Place, Record, Reviewed, Series, Source
from ..vocabulary import Act, SeriesMeasure, State, Unit
from .coding import require_reason
from .history import append, check_columns, raise_sequence, require, require_version, state_of, write_row

WORKFLOW = ("approved_version", "approved_by", "coded_by", "state", "version")


@transaction.atomic
def record[R: Record](instance: R, *, seen: int | None, by: User, reason: str = "") -> R:
    """Add or change a publisher, source, place, handle, series or figure, and append one revision.

    `instance` carries the new values; `seen` is the version that the editor's form showed, None for a new record.
    Raises: StaleVersion, InvalidValue, DerivationCycle, MissingReason, NotPermitted.
    """
    require(by, f"change_{instance._meta.model_name}")
    stored = None if instance._state.adding else _locked(instance)
    if stored is not None:
        require_version(stored, seen)
        for name in WORKFLOW:
            if hasattr(stored, name):
                setattr(instance, name, getattr(stored, name))
    if isinstance(instance, Reviewed):
        require_reason(instance, reason)
        instance.coded_by = by
    for model, prepare in _PREPARE.items():
        if isinstance(instance, model):
            prepare(instance)
    check_columns(instance)
    numbered = stored is None and instance.pk is not None
    instance.version += 1
    write_row(instance, new=stored is None)
    if numbered:
        raise_sequence(type(instance))
    append(instance, Act.CHANGE if stored else Act.CREATE, body={"state": state_of(instance)}, by=by, reason=reason)
    return instance


def _locked[R: Record](instance: R) -> R:
    return type(instance)._default_manager.select_for_update(no_key=True).get(pk=instance.pk)


def _prepare_source(source: Source) -> None:
    source.published_from = partial_dates.read(source.published, field="published").start if source.published else None
    source.text_sha256 = hashlib.sha256(source.text.encode()).hexdigest() if source.text else ""
    if source.snapshot:
        source.raw_sha256 = hashlib.sha256(bytes(source.snapshot)).hexdigest()
    if source.title_withheld and source.title.strip() == "":
        source.title = ""
    if _stands_above_itself(source, source.derives_from_id, "derives_from"):
        raise DerivationCycle(field="derives_from", remedy="Choose the document from which both derive, or none.")


def _stands_above_itself(instance: Source | Figure, parent: int | None, column: str) -> bool:
    """Whether a chain of parents leads back to a record; under a lock, or two editors could close a circle together."""
    if parent is not None:
        lock(DERIVATIONS)
    while parent is not None and parent != instance.pk:
        parent = type(instance)._default_manager.values_list(column, flat=True).get(pk=parent)
    return parent is not None


def _prepare_place(place: Place) -> None:
    if not isinstance(place.aliases, list) or not all(isinstance(name, str) for name in place.aliases):
        remedy = 'Write a list, as ["Kosong", "고성"].'
        raise InvalidValue("The other names are not a list of names.", field="aliases", remedy=remedy)


def _prepare_series(series: Series) -> None:
    if series.since:
        partial_dates.read(series.since, field="since")
    if series.measure == SeriesMeasure.CUMULATIVE and not series.since:
        raise InvalidValue(
            "A cumulative count needs its start.", field="since", remedy="Give the EDTF date it counts from."
        )


def _prepare_figure(figure: Figure) -> None:
    if not figure.period and not figure.as_of:
        remedy = "Give the period, or the moment to which it was counted."
        raise InvalidValue("The figure has no period and no moment.", field="period", remedy=remedy)
    span = partial_dates.read(figure.period or figure.as_of, field="period" if figure.period else "as_of")
    if figure.as_of:
        partial_dates.read(figure.as_of, field="as_of")
    figure.period_from = span.start if figure.period else None
    figure.period_to = span.end
    figure.released_from = partial_dates.read(figure.released, field="released").start if figure.released else None
    if figure.value is not None and figure.value < 0:
        raise InvalidValue("A figure is not negative.", field="value", remedy="Check the number.")
    if figure.series.unit == Unit.PERCENT and figure.value is not None and figure.value > 100:
        raise InvalidValue("A share is at most 100 percent.", field="value", remedy="Check the number or the series.")
    figure.low, figure.high = figures.interval(figure.comparator, figure.value)
    if _stands_above_itself(figure, figure.supersedes_id, "supersedes"):
        remedy = "Choose an older edition."
        raise InvalidValue("A figure can't supersede itself.", field="supersedes", remedy=remedy)
    if figure.state == State.PUBLISHED:
        figure.state = State.CHANGED


_PREPARE = cast(
    dict[type[Record], Callable[[Any], None]],
    {Source: _prepare_source, Place: _prepare_place, Series: _prepare_series, Figure: _prepare_figure},
)
