"""Double coding at the desk: one coder's form, the comparison when both handed in, and agreement over all articles.

No page names a coding by its number, and none shows one that `open_to` keeps back: see ADR 0025.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .. import actions, agreement, codebook
from ..agreement import Likeness
from ..errors import StaleVersion, TrackerError
from ..models import CODERS, Adjudication, Article, Coding, Place
from .coding_forms import TEXTS, CodingForm, SettlingForm
from .desk import ReadOnlyAdmin
from .events import choices_of, name_of

LIKENESS = {
    Likeness.SAME: _("the same"),
    Likeness.PARTLY: _("overlap in part"),
    Likeness.DIFFERS: _("differ"),
    Likeness.ONE: _("coded by one only"),
}


@admin.register(Coding)
class CodingAdmin(ReadOnlyAdmin):
    """One's own codings, and those of others that both coders have handed in."""

    list_display = ("article_shown", "whose", "stage", "saved_at")
    list_display_links = None
    list_select_related = ("article",)
    change_list_template = "admin/events/coding_list.html"
    ordering = ("-article", "pk")

    def has_view_permission(self, request: HttpRequest, obj: Coding | None = None) -> bool:
        return request.user.has_perm("events.change_event")

    has_module_permission = has_view_permission

    def get_queryset(self, request: HttpRequest) -> QuerySet[Coding]:
        """Return what this person may know of; texts of articles stay in the database."""
        shown = {
            "own": Case(When(coder=request.user, then=True), default=False),
            "complete": Exists(Coding.objects.complete().filter(pk=OuterRef("pk"))),
            "settled": Exists(Adjudication.objects.filter(article=OuterRef("article"))),
        }
        known = super().get_queryset(request).open_to(request.user)
        return known.annotate(**shown).defer("article__raw", "article__text")

    @admin.display(description=_("article"), ordering="article")
    def article_shown(self, coding: Coding) -> str:
        address = reverse("admin:events_coding_article", args=[coding.article_id])
        return format_html('<a href="{}">{}</a>', address, coding.article)

    @admin.display(description=_("coder"))
    def whose(self, coding: Any) -> Any:
        """Tell one's own from others', who stay without names here and where differences are settled."""
        return _("you") if coding.own else _("somebody else")

    @admin.display(description=_("state"))
    def stage(self, coding: Any) -> Any:
        if coding.complete:
            return _("settled") if coding.settled else _("to be settled")
        return _("handed in") if coding.handed_in_at else _("draft")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("article/<int:article_id>/", wrap(self.article_view), name="events_coding_article"),
            path("agreement/", wrap(self.agreement_view), name="events_coding_agreement"),
        ]
        return own + super().get_urls()

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the page of the article, on which the coding stands."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        coding = self.get_object(request, object_id)
        if coding is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(reverse("admin:events_coding_article", args=[coding.article_id]))

    history_view = change_view

    def article_view(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """Show an article to its coder, or both codings once they are handed in."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        article = get_object_or_404(
            Article.objects.select_related("source").defer("raw", "source__snapshot"), pk=article_id
        )
        both = list(Coding.objects.complete().filter(article=article).order_by("pk"))
        return self._compare(request, article, both) if both else self._code(request, article)

    def agreement_view(self, request: HttpRequest) -> HttpResponse:
        """Show how well people agree on each field, over the newest articles that two of them coded."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {"title": _("Agreement of coders"), "rows": agreement.table(), "newest": agreement.NEWEST}
        return self._page(request, "coding_agreement.html", context)

    def _code(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Save or hand in what one coder says, or show the form, with all that was typed."""
        mine = Coding.objects.filter(article=article, coder=request.user).first()
        form = CodingForm(article, mine, request.POST or None)
        if request.method == "POST" and form.is_valid() and self._keep(request, article, mine, form):
            return HttpResponseRedirect(request.path)
        taken = mine is None and Coding.objects.filter(article=article).count() >= CODERS
        context = {
            "title": _("Double coding"),
            "form": form,
            "codebook": [(field, choices_of(field)) for field in codebook.FIELDS.values()],
            "mine": mine,
            "taken": taken and request.method != "POST",
        }
        return self._article_page(request, "coding.html", article, context)

    def _keep(self, request: HttpRequest, article: Article, mine: Coding | None, form: CodingForm) -> bool:
        """Call the actions; tell whether they took it."""
        seen = mine.saved_at if mine and form.cleaned_data["seen"] == form.current else None
        try:
            with transaction.atomic():
                actions.save_coding(article, values=form.values, seen=seen, by=request.user)
                if "_hand_in" in request.POST:
                    actions.hand_in(article, by=request.user)
        except TrackerError as error:
            if isinstance(error, StaleVersion):
                form.tell_stale()
            form.refuse(error)
            return False
        messages.success(request, _("Handed in.") if "_hand_in" in request.POST else _("Saved; nobody else sees it."))
        return True

    def _compare(self, request: HttpRequest, article: Article, both: list[Coding]) -> HttpResponse:
        """Show both codings; to a reviewer who coded neither also the form that settles them."""
        found = agreement.compare(*both)
        settled = Adjudication.objects.filter(article=article).select_related("event", "by").first()
        may = request.user.has_perm("events.review") and request.user.pk not in [one.coder_id for one in both]
        form = SettlingForm(article, found, request.POST or None) if may and not settled else None
        if request.method == "POST":
            if form is None:
                raise PermissionDenied
            if form.is_valid() and self._settle(request, article, form):
                return HttpResponseRedirect(request.path)
        context = {
            "title": _("Two codings of one article"),
            "rows": compared(both, found, settled, form),
            "form": form,
            "event_fields": [form[name] for name in (*TEXTS, "reason")] if form else [],
            "settled": settled,
            "codebook": [(field, choices_of(field)) for field in codebook.FIELDS.values()],
            "same": sum(one.likeness == Likeness.SAME for one in found.values()),
        }
        return self._article_page(request, "comparison.html", article, context)

    def _settle(self, request: HttpRequest, article: Article, form: SettlingForm) -> bool:
        try:
            reason = form.cleaned_data["reason"]
            actions.adjudicate(article, choices=form.choices, texts=form.texts(), by=request.user, reason=reason)
        except TrackerError as error:
            form.refuse(error)
            return False
        messages.success(request, _("Settled; the event is a draft."))
        return True

    def _article_page(
        self, request: HttpRequest, template: str, article: Article, context: dict[str, Any]
    ) -> TemplateResponse:
        return self._page(request, template, {"article": article, "subtitle": article.public_id} | context)

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"admin/events/{template}", frame | context)


def compared(
    both: list[Coding],
    found: dict[str, agreement.Agreement],
    settled: Adjudication | None,
    form: SettlingForm | None,
) -> list[dict[str, Any]]:
    """Return a row for each field that somebody coded: both values in words, how they agree, and the decision."""
    rows = []
    for key, agreed in found.items():
        chosen = settled.fields.get(key, {}).get("chosen") if settled else None
        row: dict[str, Any] = {
            "field": codebook.FIELDS[key],
            "sides": [_told(key, coding.values.get(key)) for coding in both],
            "likeness": LIKENESS[agreed.likeness],
            "code": agreed.likeness.value,
            "share": agreed.share,
            "chosen": _told(key, chosen and {"value": chosen, "quote": ""}),
        }
        if form:
            row |= {name: form[f"{key}-{name}"] for name in ("take", "value", "quote", "issuer")}
        rows.append(row)
    return rows


def _told(key: str, entry: Any) -> dict[str, str] | None:
    """Return a value in words and as it is typed, with its quote; None for none."""
    if not entry:
        return None
    value, language = entry["value"], get_language() or "en"
    place = Place.objects.filter(slug=value["place"]).first() if codebook.FIELDS[key].kind == codebook.PLACE else None
    words = codebook.describe(key, value, language, name_of(place, language))
    return {"words": words, "text": codebook.show(key, value), "quote": entry["quote"]}
