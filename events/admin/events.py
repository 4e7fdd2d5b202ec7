"""The form of an event: texts are typed, values come from accepted claims, and all of it is one change."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .. import actions
from ..actions import LinkInput
from ..codebook import FIELDS, describe
from ..models import Claim, Event, EventLink, Place
from ..vocabulary import Standing
from .claims import ClaimInline
from .dashboard import GapFilter
from .event_review import EventReviewAdmin, QuestionsFilter
from .fields import choices_of
from .identity import IdentityAdmin
from .record_form import RecordForm
from .rows import RowsById
from .workbench import after_saving, article_of, settle, workbench_of

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
class EventAdmin(IdentityAdmin, EventReviewAdmin):
    """Events with their claims."""

    change_form_template = "admin/events/event_form.html"
    inlines = (ClaimInline, LinkInline)
    steps = ("submit", "send_back", "approve", "withdraw", "merge", "unmerge", "split", "take_down")
    list_display = ("public_id_shown", "title_en", "occurred", "direction", "movement_class", "evidence", "state_shown")
    list_display_links = ("public_id_shown", "title_en")
    list_filter = ("state", GapFilter, "direction", "movement_class", "evidence", "outcome", QuestionsFilter)
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
        js = (forms.Script("desk/claims.js", type="module"), forms.Script("desk/workbench.js", type="module"))
        css: ClassVar = {"all": ("desk/workbench.css",)}

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
        settle(request, article_of(request))

    def response_add(self, request: HttpRequest, obj: Event, post_url_continue: str | None = None) -> HttpResponse:
        return after_saving(request, article_of(request), super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Event) -> HttpResponse:
        return after_saving(request, article_of(request), super().response_change(request, obj))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["codebook"] = [(field, choices_of(field)) for field in FIELDS.values()]
        claims = context["inline_admin_formsets"][0].formset
        stored, article = claims.stored.values(), article_of(request)
        if event := context.get("original"):
            event.read_claims = list(stored)  # what the page shows of them costs no further query
        if bench := workbench_of(context.get("original"), stored, article, context["codebook"]):
            context |= {"bench": bench, "is_nav_sidebar_enabled": False}
        form: RecordForm = context["adminform"].form
        if form.stale:
            context["claim_differences"] = claims.compare(form.opened and form.opened["claims"])
        if (event := context.get("original")) and event.approved_version:
            context["public_address"] = public_address(event)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("values"))
    def coded(self, event: Event) -> str:
        """Return a table of the values in words, with the number of claims each rests on, and the gaps."""
        claims = claims_of(event)
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


def claims_of(event: Event) -> list[Claim]:
    """Return the claims of an event; those that the form has read are not read again."""
    read: list[Claim] | None = getattr(event, "read_claims", None)
    return read if read is not None else list(Claim.objects.filter(event=event)) if event.pk else []


def name_of(place: Place | None, language: str) -> str:
    return "" if place is None else place.name_ko if language.startswith("ko") else place.name_en


def public_address(event: Event) -> str:
    """Return the address of the public page; empty where this process has no public door."""
    language = "ko" if (get_language() or "en").startswith("ko") else "en"
    try:
        return reverse("event", args=[language, event.public_id])
    except NoReverseMatch:
        return ""
