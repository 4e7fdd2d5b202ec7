"""The form of an event: texts are typed, values come from accepted claims, and all of it is one change."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .. import actions
from ..actions import LinkInput
from ..codebook import CODE, FIELDS, OCCURRED, PARTS, PLACE, EventField, describe
from ..models import Claim, Event, EventLink, Place
from ..vocabulary import Standing
from .claims import ClaimInline
from .record_form import RecordForm
from .rows import RowsById
from .steps import ReviewedAdmin

TEXTS = ("title_en", "title_ko", "summary_en", "summary_ko", "desk_notes")


class LinkForm(forms.ModelForm):
    def validate_constraints(self) -> None:
        """Leave the rules to the action."""


class LinkFormSet(RowsById):
    """Other events that belong together with this one."""

    def clean(self) -> None:
        if self.refusal and self.refusal.field.startswith("links"):
            raise forms.ValidationError(self.refusal.text)

    def hand_in(self) -> list[LinkInput]:
        rows = [(form.cleaned_data["other"], form.cleaned_data["kind"]) for form in self.live_forms()]
        rows += [(link.other, link.kind) for link in self.without_row()]
        return [LinkInput(other=other, kind=kind) for other, kind in rows]


class LinkInline(admin.TabularInline):
    model = EventLink
    form = LinkForm
    formset = LinkFormSet
    fk_name = "event"
    extra = 0
    autocomplete_fields = ("other",)
    verbose_name = _("link")
    verbose_name_plural = _("links to other events")

    def get_formset(self, request: HttpRequest, obj: Event | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.refusal = getattr(request, "refusal", None)
        return formset


@admin.register(Event)
class EventAdmin(ReviewedAdmin):
    """Events with their claims."""

    inlines = (ClaimInline, LinkInline)
    steps = ("submit", "send_back", "approve", "withdraw", "merge")
    list_display = ("public_id_shown", "title_en", "occurred", "direction", "movement_class", "evidence", "state_shown")
    list_display_links = ("public_id_shown", "title_en")
    list_filter = ("state", "direction", "movement_class", "evidence", "outcome")
    search_fields = ("=id", "title_en", "title_ko", "summary_en", "summary_ko")
    autocomplete_fields = ("subjects",)
    readonly_fields = ("coded", "evidence_shown", "state_reason")
    fieldsets = (
        (None, {"fields": (*TEXTS[:4], "subjects")}),
        (_("What the accepted claims say"), {"fields": ("coded", "evidence_shown")}),
        (
            _("State"),
            {"fields": (("public_id_shown", "state_shown", "version", "approved_version", "state_reason"), "history")},
        ),
        (_("For the desk only"), {"fields": ("desk_notes",)}),
    )

    class Media:
        js = (forms.Script("desk/claims.js", type="module"),)

    def save_record(self, request: HttpRequest, form: Any, formsets: Any) -> None:
        claims, links = formsets
        event = actions.code_event(
            None if form.is_new else form.instance,
            texts={name: form.cleaned_data[name] for name in TEXTS},
            claims=claims.hand_in(),
            links=links.hand_in(),
            subjects=list(form.cleaned_data["subjects"]),
            seen=form.seen,
            by=request.user,
            reason=form.cleaned_data["reason"],
        )
        form.instance.pk = event.pk

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["codebook"] = [(field, choices_of(field)) for field in FIELDS.values()]
        form: RecordForm = context["adminform"].form
        if form.stale:
            claims = context["inline_admin_formsets"][0].formset
            context["claim_differences"] = claims.compare(form.opened and form.opened["claims"])
        if (event := context.get("original")) and event.approved_version:
            context["public_address"] = public_address(event)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("values"))
    def coded(self, event: Event) -> str:
        """Return a table of the values in words, with the number of claims each rests on, and the gaps."""
        claims = list(Claim.objects.filter(event=event)) if event.pk else []
        accepted = {claim.field: claim for claim in claims if claim.standing == Standing.ACCEPTED}
        language = get_language() or "en"
        rows = []
        for key, field in FIELDS.items():
            of_field = [claim for claim in claims if claim.field == key]
            claim = accepted.get(key)
            value = describe(key, claim.value, language, name_of(event.place, language)) if claim else ""
            supporting = sum(claim.standing == Standing.ACCEPTED for claim in of_field)
            rows.append({"field": field, "value": value, "accepted": supporting, "all": len(of_field)})
        return render_to_string("admin/events/coded.html", {"rows": rows})

    @admin.display(description=_("evidence"))
    def evidence_shown(self, event: Event) -> str:
        return _("%(evidence)s: %(documents)d documents, %(origins)d independent origins") % {
            "evidence": event.get_evidence_display(),
            "documents": event.documents,
            "origins": event.origins,
        }


def name_of(place: Place | None, language: str) -> str:
    return "" if place is None else place.name_ko if language.startswith("ko") else place.name_en


def choices_of(field: EventField) -> list[tuple[str, str]]:
    """Return what may be typed as a value of a field, with labels: codes, places, or bases of a date."""
    if field.kind == PLACE:
        return [(f"{place.slug} {place.kind}", place.name_en) for place in Place.objects.all()]
    if field.kind in (CODE, PARTS) and field.axis:
        return [(member.value, str(member.label)) for member in field.axis]
    if field.kind == OCCURRED and field.axis:
        return [(f"YYYY-MM-DD {member.value}", str(member.label)) for member in field.axis]
    return []


def public_address(event: Event) -> str:
    """Return the address of the public page; empty where this process has no public door."""
    language = "ko" if (get_language() or "en").startswith("ko") else "en"
    try:
        return reverse("event", args=[language, event.public_id])
    except NoReverseMatch:
        return ""
