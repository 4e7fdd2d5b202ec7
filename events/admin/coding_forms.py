"""The two forms of double coding: what one coder says of an article, and what a third person decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import codebook
from ..actions import Choice, Take, check_entry
from ..agreement import Agreement, Likeness
from ..derive import Json
from ..errors import TrackerError
from ..models import Article, Coding
from ..vocabulary import Issuer
from .refusals import refusal_of

TEXTS = ("title_en", "title_ko", "summary_en", "summary_ko")


class EntryForm(forms.Form):
    """Values as compact text with the words that carry them, checked against the article's text."""

    article: Article

    def add_entry(self, key: str) -> None:
        """Add a value and a quote for a field of the codebook."""
        field = codebook.FIELDS[key]
        self.fields[f"{key}-value"] = forms.CharField(
            label=_("Value"), required=False, max_length=200, widget=forms.TextInput(attrs={"list": f"values-{key}"})
        )
        self.fields[f"{key}-quote"] = forms.CharField(
            label=_("Words that say so"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
        if field.kind in (codebook.DATE, codebook.PERSONS):
            del self.fields[f"{key}-value"].widget.attrs["list"]

    def read_entry(self, key: str) -> Json | None:
        """Return {value, quote} that was typed for a field; None for none, or for one with errors, which are added."""
        text, quote = (self.cleaned_data.get(f"{key}-{part}", "") for part in ("value", "quote"))
        if not text:
            if quote:
                self.add_error(f"{key}-value", _("Write the value that these words carry."))
            return None
        try:
            return check_entry(self.article, key, {"value": codebook.parse(key, text), "quote": quote})
        except TrackerError as error:
            part = "quote" if error.field.endswith(".quote") else "value"
            self.add_error(f"{key}-{part}", refusal_of(error).text)
            return None

    def refuse(self, error: TrackerError) -> None:
        """Show at its field what the record refused."""
        name, _dot, part = error.field.partition(".")
        spots = (f"{name}-{part}", f"{name}-take", f"{name}-value", name)
        self.add_error(next((spot for spot in spots if spot in self.fields), None), refusal_of(error).text)


class CodingForm(EntryForm):
    """One coder's whole coding; `seen` is when the coding that it shows was saved."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, article: Article, coding: Coding | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article, self.stale = article, False
        self.stored = coding.values if coding else {}
        self.current = coding.saved_at.isoformat() if coding else ""
        self.initial["seen"] = self.current
        for key in codebook.FIELDS:
            self.add_entry(key)
            if entry := self.stored.get(key):
                shown = codebook.show(key, entry["value"])
                self.initial.update({f"{key}-value": shown, f"{key}-quote": entry["quote"]})
        if coding and coding.handed_in_at:
            for field in self.fields.values():
                field.widget.attrs["readonly"] = True

    def clean(self) -> dict[str, Any]:
        read = {key: self.read_entry(key) for key in codebook.FIELDS}
        self.values = {key: entry for key, entry in read.items() if entry}
        return self.cleaned_data

    def tell_stale(self) -> None:
        """Show what is stored beside what was typed, and let a second, deliberate save go through."""
        self.stale = True
        self.data = self.data.copy()
        self.data["seen"] = self.current

    def rows(self) -> list[dict[str, Any]]:
        """Return a row a field: its entry in the codebook, the two inputs, and what is stored if that differs."""
        return [self._row(key, field) for key, field in codebook.FIELDS.items()]

    def _row(self, key: str, field: codebook.EventField) -> dict[str, Any]:
        value, quote = self[f"{key}-value"], self[f"{key}-quote"]
        now = (self.initial.get(value.name, ""), self.initial.get(quote.name, ""))
        typed = (value.value() or "", quote.value() or "")
        return {"field": field, "value": value, "quote": quote, "now": now if self.stale and now != typed else None}


class SettlingForm(EntryForm):
    """The decision on every field that somebody coded, and the texts of the event that comes of it."""

    def __init__(self, article: Article, agreed: dict[str, Agreement], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article, self.agreed = article, agreed
        for key, found in agreed.items():
            self.fields[f"{key}-take"] = forms.ChoiceField(
                label=_("Decision"),
                choices=TAKES,
                widget=forms.RadioSelect,
                initial=Take.FIRST if found.likeness == Likeness.SAME else None,
                error_messages={"required": _("Decide on this field.")},
            )
            self.add_entry(key)
            self.fields[f"{key}-issuer"] = forms.ChoiceField(
                label=_("Issuer"), choices=Issuer.choices, initial=Issuer.OUTLET, required=False
            )
        for name, label in TEXT_LABELS.items():
            long = name.startswith("summary")
            widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput
            self.fields[name] = forms.CharField(label=label, required=name == "title_en", widget=widget)
        self.fields["reason"] = forms.CharField(label=_("Reason (may stay empty)"), required=False, max_length=1000)

    def clean(self) -> dict[str, Any]:
        self.choices = {key: self._choice(key) for key in self.agreed}
        return self.cleaned_data

    def _choice(self, key: str) -> Choice:
        take = self.cleaned_data.get(f"{key}-take", "")
        entry = self.read_entry(key) if take == Take.OTHER else None
        value = f"{key}-value"
        if take == Take.OTHER and not self.cleaned_data.get(value) and value not in self.errors:
            self.add_error(value, _("Write the other value."))
        issuer = self.cleaned_data.get(f"{key}-issuer") or Issuer.OUTLET.value
        return Choice(take, issuer=issuer, **(entry or {}))

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}


TAKES = (
    (Take.FIRST.value, _("the first coder's value")),
    (Take.SECOND.value, _("the second coder's value")),
    (Take.OTHER.value, _("another value:")),
    (Take.NONE.value, _("no claim")),
)
TEXT_LABELS = {
    "title_en": _("title in English"),
    "title_ko": _("title in Korean"),
    "summary_en": _("summary in English"),
    "summary_ko": _("summary in Korean"),
}
