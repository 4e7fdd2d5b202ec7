"""The form of a record: it carries the version that it shows, and why it is changed. It never saves anything itself."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ..derive import Json
from .history import state_at
from .refusals import Refusal
from .stale import Difference, compare_form


class RecordForm(forms.ModelForm):
    """A form whose errors include what the record refused (`refusal`) and what changed meanwhile (`differences`)."""

    refusal: ClassVar[Refusal | None] = None

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    reason = forms.CharField(
        label=_("Reason for the change"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=_("One sentence. Needed once the record was approved; readers see it beside the change."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened: Json | None = None
        self.stale = False
        self.differences: list[Difference] = []
        self.is_new = self.instance.pk is None
        self.current_version = self.instance.version
        self.initial["seen_version"] = self.current_version
        self.fields["reason"].required = getattr(self.instance, "approved_version", None) is not None

    @property
    def seen(self) -> int | None:
        """The version that the editor saw; None for a new record."""
        return None if self.is_new else self.cleaned_data["seen_version"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_new and cleaned.get("seen_version") != self.current_version:
            self._tell_stale(cleaned.get("seen_version"))
        if self.refusal:
            self.add_error(self.refusal.field if self.refusal.field in self.fields else None, self.refusal.text)
        return cleaned

    def _tell_stale(self, seen: int | None) -> None:
        """Say what changed meanwhile, keep what was typed, and let a second deliberate save go through."""
        self.stale = True
        self.opened = state_at(self.instance, seen)
        self.differences = compare_form(self, self.opened)
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = str(self.current_version)
        self.add_error(
            None,
            _(
                "Somebody saved this record while your form was open. Nothing of yours is lost and nothing was saved. "
                "Compare below, change what you typed if need be, and save again: that saves over the other change."
            ),
        )

    def validate_constraints(self) -> None:
        """Leave the rules of the database to the database: its refusals are told by refusals.py."""

    @classmethod
    def names(cls) -> list[str]:
        """Return the fields of the record itself, in order."""
        return [name for name in cls.base_fields if name not in ("seen_version", "reason")]
