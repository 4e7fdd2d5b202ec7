"""The forms of the inbox. They hold what was typed; what is allowed is said by the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ..errors import InvalidValue
from ..intake.copies import Copy
from ..models import Article, Publisher, Source, parse_public_id
from ..vocabulary import Derivation, IntakeWay, MachineWritten, SourceKind
from .refusals import Refusal

DATE_HELP = _("EDTF, as 2024-08-20 or 2024-08. Leave it empty if the document does not say: no date is made up.")


class DeskForm(forms.Form):
    """A form to which an action's refusal can be added where it belongs."""

    def refuse(self, refusal: Refusal) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.text)


class PublisherField(forms.ModelChoiceField):
    """Publishers by name; typing jumps to one. A plain list, because it is read out and translated by the browser."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Publisher.objects.order_by("name"), label=_("Publisher"), **kwargs)


class ArticleForm(DeskForm):
    """A new article. The file stands last: what comes before it is read even if the file is too large."""

    text = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 14}))
    url = forms.CharField(label=_("Address"), required=False, max_length=1000, widget=forms.URLInput)
    title = forms.CharField(label=_("Title"), required=False, max_length=400, help_text=_("The headline as shown."))
    publisher = PublisherField(required=False, empty_label=_("As the address tells"))
    published = forms.CharField(label=_("Published"), required=False, max_length=40, help_text=DATE_HELP)
    language = forms.CharField(
        label=_("Language"), required=False, max_length=10, help_text=_("As en or ko; empty: as the text shows.")
    )
    double_coded = forms.BooleanField(
        label=_("Double coding"), required=False, help_text=_("Two people code it without seeing each other.")
    )
    file = forms.FileField(label=_("File"), required=False, max_length=200, allow_empty_file=True)
    too_large = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.too_large:
            self.add_error("file", _("The file is larger than 10 MB. Choose a smaller one, or paste the text instead."))
        elif cleaned.get("text", "").strip() and cleaned.get("file"):
            self.add_error("file", _("There is a text and a file. Give one of them."))
        elif not (cleaned.get("text", "").strip() or cleaned.get("file") or cleaned.get("url") or self.errors):
            self.add_error(None, _("There is nothing to read yet. Paste a text, give an address or choose a file."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """Return the arguments of `add_article`. An address beside a text or a file is kept, and not fetched."""
        given = dict(self.cleaned_data)
        file: UploadedFile | None = given.pop("file")
        way = IntakeWay.UPLOADED if file else IntakeWay.PASTED if given["text"].strip() else IntakeWay.FETCHED
        if file is not None:
            given |= {"raw": file.read(), "file_name": file.name, "content_type": file.content_type or ""}
        return given | {"way": way.value}


class SourceForm(DeskForm):
    """What a source needs beside the text, filled in from what the document says of itself."""

    publisher = PublisherField()
    title = forms.CharField(label=_("Title"), required=False, max_length=400)
    title_withheld = forms.BooleanField(label=_("Withhold the title: it names a person"), required=False)
    url_withheld = forms.BooleanField(label=_("Withhold the address: it names a person"), required=False)
    published = forms.CharField(label=_("Published"), required=False, max_length=40, help_text=DATE_HELP)
    language = forms.CharField(label=_("Language"), required=False, max_length=10)
    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices)
    machine_written = forms.ChoiceField(label=_("Machine-written"), choices=MachineWritten.choices)
    derives_from = forms.CharField(
        label=_("Derives from"), required=False, help_text=_("Id of the source whose words it repeats, as SR-000012.")
    )
    derives_how = forms.ChoiceField(label=_("How"), required=False, choices=lambda: [("", "-"), *Derivation.choices()])

    @classmethod
    def of(cls, article: Article, copies: Sequence[Copy]) -> "SourceForm":
        """Return the form for an article; a source that stands earlier and shares its words is proposed as origin."""
        origin = next((copy for copy in copies if copy.source and copy.is_earlier and copy.how == "words"), None)
        values = {
            name: getattr(article, name) for name in ("publisher", "title", "published", "language", "machine_written")
        }
        if origin is not None and origin.source is not None:
            values |= {"derives_from": origin.source.public_id, "derives_how": origin.derives_how}
        return cls(initial=values)

    def clean_derives_from(self) -> Source | None:
        text = self.cleaned_data["derives_from"].strip()
        if not text:
            return None
        try:
            return Source.objects.get(pk=parse_public_id(Source.prefix, text))
        except (InvalidValue, Source.DoesNotExist) as error:
            raise forms.ValidationError(_("There is no source of this id. Write it as SR-000012.")) from error
