"""Claims inside the form of their event: one block a claim, values as compact text, the whole set saved at once."""

import re
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Case, When
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import codebook, partial_dates
from ..actions import CHANGE, KEEP, RANGE, ClaimInput
from ..errors import TrackerError
from ..models import Claim, Event
from ..vocabulary import Standing
from .rows import RowsById
from .stale import Difference, words

HANDED_ON = ("public_note", "sealed", "suggestion", "settlement", "settlement_note")
LOSING = (Standing.SUPERSEDED, Standing.REJECTED, Standing.CONFLICTING)
POSITION = re.compile(r"claims\[(\d+)\]\.(\w+)")


READ = ("source__publisher", "source__article")
"""What the workbench shows of a claim's source."""


def field_choices() -> list[tuple[str, str]]:
    return [("", "---------"), *((key, str(field.label)) for key, field in codebook.FIELDS.items())]


def settlement_choices() -> list[tuple[str, Any]]:
    return [
        ("", "---------"),
        (KEEP, _("Keep the accepted value")),
        (CHANGE, _("Change to this value")),
        (RANGE, _("Both, as a range")),
    ]


class SourceSelect(AutocompleteSelect):
    """A choice of one source while typing. The label of the stored one is `known` and spares a query a claim."""

    known: ClassVar[dict[str, str]] = {}

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        if value and str(value[0]) in self.known:
            return [(None, [self.create_option(name, value[0], self.known[str(value[0])], True, 0)], 0)]
        return super().optgroups(name, value, attrs)


class ClaimForm(forms.ModelForm):
    """One claim. It reads and checks what was typed; writing is left to the action, which gets the whole set."""

    field = forms.ChoiceField(label=_("Field"), choices=field_choices)
    text = forms.CharField(
        label=_("Value"), max_length=200, help_text=_("Compact text; the formats stand above the claims.")
    )

    near = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    suggestion = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    settlement = forms.ChoiceField(
        label=_("Another value is accepted:"), required=False, choices=settlement_choices, help_text=_("What now?")
    )
    settlement_note = forms.CharField(
        label=_("Note on the value that loses"),
        required=False,
        max_length=400,
        help_text=_("One sentence for readers: why it does not stand."),
    )

    class Meta:
        model = Claim
        fields = (
            *("field", "source", "issuer", "stated", "certainty", "quote", "locator", "relation", "related_to"),
            *("standing", "public_note", "sealed"),
        )
        widgets = {"quote": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        claim = self.instance
        if claim.pk:
            self.initial["text"] = codebook.show(claim.field, claim.value)
            self.initial["near"] = claim.quote_start
            self.fields["source"].widget.widget.known = {str(claim.source_id): str(claim.source)}
        self.describe_value(self["field"].value() or "")

    @cached_property
    def stored(self) -> dict[str, str]:
        """The claim as the database has it, in words."""
        return {name: words(self.fields[name], self.initial.get(name)) for name in ("text", *self.Meta.fields)}

    def describe_value(self, key: str) -> None:
        """Tell how a value of this field is written, and offer its codes or places."""
        field = codebook.FIELDS.get(key)
        if field:
            self.fields["text"].help_text = f"{field.definition} {gettext('Write')} {gettext(field.form)}."
            self.fields["text"].widget.attrs["list"] = f"values-{key}"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._read("text", lambda text: codebook.parse(cleaned.get("field", ""), text))
        self._read("stated", lambda text: partial_dates.read(text, field="stated").text)
        if cleaned.get("standing") in LOSING and not cleaned.get("public_note"):
            self.add_error("public_note", _("Say in one sentence, for readers, why this value does not stand."))
        if bool(cleaned.get("relation")) != bool(cleaned.get("related_to")) and "related_to" not in self.errors:
            missing = "related_to" if cleaned.get("relation") else "relation"
            self.add_error(missing, _("A relation and the other claim belong together: give both or neither."))
        return cleaned

    def _read(self, name: str, read: Any) -> None:
        text = self.cleaned_data.get(name)
        if text and not (name == "text" and not self.cleaned_data.get("field")):
            try:
                self.cleaned_data[name] = read(text)
            except TrackerError as error:
                self.add_error(name, str(error))

    def _post_clean(self) -> None:
        """Leave the instance as the database has it: it is what a stale form is compared with."""

    def hand_in(self) -> ClaimInput:
        """Return the claim as the action wants it."""
        cleaned = dict(self.cleaned_data)
        other = cleaned.pop("related_to")
        names = ("field", "source", "issuer", "stated", "certainty", "quote", "locator", "relation", "standing")
        given = {name: cleaned[name] for name in (*names, *HANDED_ON)} | {"near": cleaned["near"] or 0}
        return ClaimInput(
            id=self.instance.pk, key=self.prefix, value=cleaned["text"], related_to=other.pk if other else None, **given
        )

    def refuse(self, attribute: str, text: str) -> None:
        """Show at this claim what the record refused."""
        self.add_error(attribute if attribute in self.fields else "text", text)


class ClaimFormSet(RowsById):
    """The claims of one event."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = [(claim.pk, self.label_of(claim)) for claim in self.stored.values()]

    @staticmethod
    def label_of(claim: Claim) -> str:
        field = codebook.FIELDS[claim.field]
        return f"{claim.public_id} {field.label}: {codebook.show(claim.field, claim.value)}"

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        related = form.fields["related_to"]
        related.queryset = Claim.objects.filter(event=self.instance) if self.instance.pk else Claim.objects.none()
        others = [(pk, label) for pk, label in self.others if pk != form.instance.pk]
        related.widget.choices = [("", "---------"), *others]

    def clean(self) -> None:
        """Show what the record refused at the claim that it speaks of."""
        if self.refusal is None:
            return
        if self.refusal.field == "claims":
            raise forms.ValidationError(self.refusal.text)
        found = POSITION.fullmatch(self.refusal.field)
        rows = self.live_forms()
        if found and int(found[1]) < len(rows):
            rows[int(found[1])].refuse(found[2], self.refusal.text)
        elif self.refusal.field in codebook.FIELDS:
            for form in rows:
                said = (form.cleaned_data.get("field"), form.cleaned_data.get("standing"))
                if said == (self.refusal.field, Standing.ACCEPTED):
                    form.refuse("text", self.refusal.text)

    def hand_in(self) -> list[ClaimInput]:
        """Return the whole set: the rows, and the claims without a row, which somebody else added meanwhile."""
        return [form.hand_in() for form in self.live_forms()] + [input_of(claim) for claim in self.without_row()]

    def compare(self, opened: dict[str, Any] | None) -> list[Difference]:
        """Return the attributes of claims that differ between the opened version, the database and what was typed."""
        rows = []
        for form in self.forms:
            rows += _compare_claim(form, (opened or {}).get(str(form.instance.pk)) if opened is not None else None)
        for claim in self.without_row():
            now = f"{codebook.show(claim.field, claim.value)} ({claim.get_standing_display()})"
            rows.append(Difference(self.label_of(claim), "", now, gettext("added meanwhile; it is kept")))
        return rows


def _compare_claim(form: ClaimForm, opened: dict[str, Any] | None) -> list[Difference]:
    if form.instance.pk is None:
        return []
    old = dict(opened or {})
    if old:
        old["text"] = codebook.show(old["field"], old["value"])
    rows = []
    for name, now in form.stored.items():
        field = form.fields[name]
        before = words(field, old[name]) if name in old else None
        typed = words(field, form[name].value())
        if len({now if before is None else before, now, typed}) > 1:
            rows.append(Difference(f"{form.instance.public_id} {field.label or name}", before, now, typed))
    return rows


def input_of(claim: Claim) -> ClaimInput:
    """Return a stored claim as the action wants it, unchanged."""
    names = ("field", "value", "source", "issuer", "stated", "certainty", "quote", "locator", "relation", "standing")
    given = {name: getattr(claim, name) for name in (*names, "public_note", "sealed")}
    given["near"] = claim.quote_start or 0
    return ClaimInput(id=claim.pk, key=claim.public_id, related_to=claim.related_to_id, **given)


class ClaimInline(admin.StackedInline):
    """The claims of an event, each with the words that carry it."""

    model = Claim
    form = ClaimForm
    formset = ClaimFormSet
    fk_name = "event"
    autocomplete_fields = ("source",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("field", "text", "standing", "issuer", "certainty"),
                    ("source", "stated", "quote", "locator"),
                    ("relation", "related_to", "public_note", "sealed"),
                    ("settlement", "settlement_note", "near", "suggestion"),
                )
            },
        ),
    )

    def get_extra(self, request: HttpRequest, obj: Event | None = None, **kwargs: Any) -> int:
        return 1 if obj else 3

    def get_formset(self, request: HttpRequest, obj: Event | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.refusal = getattr(request, "refusal", None)
        return formset

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return claims in the order of the codebook, the newest statement first."""
        place = Case(*(When(field=key, then=place) for place, key in enumerate(codebook.FIELDS)))
        return super().get_queryset(request).select_related(*READ).order_by(place, "-stated_from", "-pk")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "related_to":
            kwargs["widget"] = forms.Select
        if db_field.name == "source":
            kwargs["widget"] = SourceSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
