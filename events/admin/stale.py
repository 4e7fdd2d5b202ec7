"""What a stale form shows: each field as the editor opened it, as it is now, and as it was typed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from ..derive import Json

if TYPE_CHECKING:
    from .record_form import RecordForm


@dataclass(frozen=True)
class Difference:
    """One field in three states; `opened` is None where that version can't be read any more."""

    label: str
    opened: str | None
    now: str
    typed: str


def compare_form(form: "RecordForm", opened: Json | None) -> list[Difference]:
    """Return the fields of a form that are not the same in all three states."""
    rows = []
    for name in form.names():
        field = form.fields[name]
        row = Difference(
            str(field.label),
            words(field, opened[name]) if opened is not None and name in opened else None,
            words(field, form.initial.get(name)),
            words(field, form[name].value()),
        )
        if len({row.opened if row.opened is not None else row.now, row.now, row.typed}) > 1:
            rows.append(row)
    return rows


def words(field: forms.Field, value: Any) -> str:
    """Return a value of a form field as people read it: labels of codes, names of records."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        keys = [getattr(one, "pk", one) for one in value or []]
        return ", ".join(
            sorted(str(one) for one in field.queryset.filter(pk__in=[key for key in keys if str(key).isdigit()]))
        )
    if isinstance(field, forms.ModelChoiceField):
        found = field.queryset.filter(pk=value).first() if str(value or "").isdigit() else None
        return str(found or value or "")
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value or ""))
    if isinstance(field, forms.BooleanField):
        return "✓" if value in (True, "on", "True") else ""
    return "" if value is None else str(field.prepare_value(value)).replace("\r\n", "\n").strip()
