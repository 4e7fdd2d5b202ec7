"""Adding and changing the records that events and numbers stand on: publishers, sources, places, handles and so on."""

import hashlib
from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.models import User
from django.db import transaction

from .. import partial_dates
from ..errors import DerivationCycle, InvalidValue
from ..models import Bridge, Check, Figure, Place, Record, Reviewed, Series, Source
from ..vocabulary import Act
from .coding import require_reason
from .history import append, check_columns, raise_sequence, require, require_version, state_of, write_row
from .numbers import prepare_bridge, prepare_check, prepare_figure, prepare_series, stands_above_itself

WORKFLOW = ("approved_version", "approved_by", "coded_by", "state", "version")


@transaction.atomic
def record[R: Record](instance: R, *, seen: int | None, by: User, reason: str = "") -> R:
    """Add or change a publisher, source, place, handle, series, figure, bridge or check, and append one revision.

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
    prepare(instance)
    numbered = stored is None and instance.pk is not None
    instance.version += 1
    write_row(instance, new=stored is None)
    if numbered:
        raise_sequence(type(instance))
    append(instance, Act.CHANGE if stored else Act.CREATE, body={"state": state_of(instance)}, by=by, reason=reason)
    return instance


@transaction.atomic
def prepare(instance: Record) -> None:
    """Set what follows from a record's own columns and check them all as `record` does; nothing is stored.

    Raises: InvalidValue, DerivationCycle.
    """
    for model, prepare_one in _PREPARE.items():
        if isinstance(instance, model):
            prepare_one(instance)
    check_columns(instance)


def _locked[R: Record](instance: R) -> R:
    return type(instance)._default_manager.select_for_update(no_key=True).get(pk=instance.pk)


def _prepare_source(source: Source) -> None:
    source.published_from = partial_dates.read(source.published, field="published").start if source.published else None
    source.text_sha256 = hashlib.sha256(source.text.encode()).hexdigest() if source.text else ""
    if source.snapshot:
        source.raw_sha256 = hashlib.sha256(bytes(source.snapshot)).hexdigest()
    if source.title_withheld and source.title.strip() == "":
        source.title = ""
    if stands_above_itself(source, source.derives_from_id, "derives_from"):
        raise DerivationCycle(field="derives_from", remedy="Choose the document from which both derive, or none.")


def _prepare_place(place: Place) -> None:
    if not isinstance(place.aliases, list) or not all(isinstance(name, str) for name in place.aliases):
        remedy = 'Write a list, as ["Kosong", "고성"].'
        raise InvalidValue("The other names are not a list of names.", field="aliases", remedy=remedy)


_PREPARE = cast(
    dict[type[Record], Callable[[Any], None]],
    {
        Source: _prepare_source,
        Place: _prepare_place,
        Series: prepare_series,
        Figure: prepare_figure,
        Bridge: prepare_bridge,
        Check: prepare_check,
    },
)
