"""Adding and changing the records that events stand on: publishers, sources, places, handles, series, figures."""

import hashlib
from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from .. import figures, partial_dates
from ..errors import DerivationCycle, InvalidValue
from ..models import Figure, Place, Record, Reviewed, Series, Source
from ..vocabulary import Act, SeriesMeasure, State, Unit
from .coding import require_reason
from .history import append, raise_sequence, require, require_version, state_of

WORKFLOW = ("approved_version", "approved_by", "coded_by", "state", "version")


@transaction.atomic
def record[R: Record](instance: R, *, seen: int | None, by: User, reason: str = "") -> R:
    """Add or change a publisher, source, place, handle, series or figure, and append one revision.

    `instance` carries the new values; `seen` is the version that the editor's form showed, None for a new record.
    Raises: StaleVersion, InvalidValue, DerivationCycle, MissingReason, NotPermitted.
    """
    require(by, f"change_{instance._meta.model_name}")
    stored = type(instance)._default_manager.select_for_update(no_key=True).filter(pk=instance.pk).first()
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
    _clean(instance)
    numbered = stored is None and instance.pk is not None
    _save(instance)
    if numbered:
        raise_sequence(type(instance))
    append(instance, Act.CHANGE if stored else Act.CREATE, body={"state": state_of(instance)}, by=by, reason=reason)
    instance.save(update_fields=["version"])
    return instance


def _clean(instance: Record) -> None:
    """Check every column but relations and constraints, which the database checks as it writes."""
    relations = [field.name for field in instance._meta.concrete_fields if field.is_relation]
    try:
        instance.full_clean(exclude=relations, validate_constraints=False)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise InvalidValue(" ".join(messages), field=field, remedy="Correct the value and save again.") from error


def _save(instance: Record) -> None:
    """Write the row; a broken constraint is told by its name, which is a sentence."""
    try:
        instance.save()
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        sentence = (getattr(diagnosis, "constraint_name", None) or "the row breaks a rule").replace("_", " ")
        remedy = "Correct the record and save again."
        raise InvalidValue(f"{sentence.capitalize()}.", remedy=remedy) from error


def _prepare_source(source: Source) -> None:
    source.published_from = partial_dates.read(source.published, field="published").start if source.published else None
    source.text_sha256 = hashlib.sha256(source.text.encode()).hexdigest() if source.text else ""
    if source.snapshot:
        source.raw_sha256 = hashlib.sha256(bytes(source.snapshot)).hexdigest()
    if source.title_withheld and source.title.strip() == "":
        source.title = ""
    parent = source.derives_from
    while parent is not None:
        if parent.pk == source.pk:
            raise DerivationCycle(field="derives_from", remedy="Choose the document from which both derive, or none.")
        parent = parent.derives_from


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
    older = figure.supersedes
    while older is not None:
        if older.pk == figure.pk:
            remedy = "Choose an older edition."
            raise InvalidValue("A figure can't supersede itself.", field="supersedes", remedy=remedy)
        older = older.supersedes
    if figure.state == State.PUBLISHED:
        figure.state = State.CHANGED


_PREPARE = cast(
    dict[type[Record], Callable[[Any], None]],
    {Source: _prepare_source, Place: _prepare_place, Series: _prepare_series, Figure: _prepare_figure},
)
