"""Rows of an inline, matched by id and never by their place: a stale form can neither mix them up nor drop any."""

from typing import Any, ClassVar

from django import forms
from django.forms.models import BaseInlineFormSet

from .refusals import Refusal


class RowsById(BaseInlineFormSet):
    """An inline whose rows an action gets as a whole set. Only a struck-out row is removed, never an absent one."""

    refusal: ClassVar[Refusal | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored: dict[int, Any] = {row.pk: row for row in super().get_queryset()} if self.instance.pk else {}

    def get_queryset(self) -> Any:
        """Return the stored rows in the order of the forms: what somebody added meanwhile has no form here."""
        if self.is_bound and "forms" in self.__dict__:
            return [form.instance if form.instance.pk else None for form in self.initial_forms]
        return super().get_queryset()

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        if self.is_bound and form.instance.pk is None:  # new, or removed by somebody meanwhile: then it is made again
            form.fields["id"].required = False
            form.fields["id"] = forms.CharField(required=False, disabled=True, widget=forms.HiddenInput)
        return form

    def clean(self) -> None:
        """Skip the checks of uniqueness: the action and the database make them."""

    def live_forms(self) -> list[Any]:
        """Return the rows that stand for something: not struck out, not left empty."""
        marked = [form for form in self.forms if self.can_delete and self._should_delete_form(form)]
        return [form for form in self.forms if form not in marked and (form.instance.pk or form.has_changed())]

    def without_row(self) -> list[Any]:
        """Return what is stored and has no row here, because somebody added it after the form was opened."""
        shown = {form.instance.pk for form in self.forms}
        return [row for pk, row in self.stored.items() if pk not in shown]
