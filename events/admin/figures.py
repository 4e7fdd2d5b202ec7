"""Series and figures: numbers that others publish."""

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import actions
from ..models import Article, Figure, Series, Source, Suggestion
from ..presenters import addresses
from ..vocabulary import Edition
from .conflicts import conflicts_page
from .steps import RepublishedAdmin
from .verdict_form import VerdictAdmin
from .workbench import suggestion_of


@admin.register(Series)
class SeriesAdmin(RepublishedAdmin):
    list_display = ("slug", "title_en", "measure", "unit", "authority")
    list_filter = ("measure", "unit", "authority")
    search_fields = ("slug", "title_en", "title_ko")
    readonly_fields = ("scope_page",)
    fieldsets = (
        (None, {"fields": ("slug", "title_en", "title_ko")}),
        (
            _("What it counts"),
            {"fields": (("measure", "unit"), "concept", "population", ("route_scope", "subgroup"), "since")},
        ),
        (_("By whose definition"), {"fields": ("authority", "definition_en", "definition_ko")}),
        (
            _("Events of the same scope"),
            {
                "fields": ("event_scope", "scope_page", "scope_note_en", "scope_note_ko"),
                "description": _(
                    "Only where the public events count the same as the series: then readers see how many of a figure"
                    " are documented. The question is what the address of the explorer has after the question mark."
                    " Where it is empty, the note says why the two are not comparable."
                ),
            },
        ),
        (_("State"), {"fields": (("public_id_shown", "version", "approved_version"), "history")}),
    )

    @admin.display(description=_("these events"))
    def scope_page(self, series: Series) -> str:
        """Return a link to the public events of the scope, as it was saved."""
        if not series.event_scope:
            return "-"
        return format_html('<a href="{}">{}</a>', addresses.view(series.event_scope), gettext("Public events of it"))


@admin.register(Figure)
class FigureAdmin(VerdictAdmin):
    """Figures. Their lower and upper bounds follow from the comparator and the printed value by one rule."""

    change_list_template = "admin/events/figure_list.html"
    list_display = ("public_id_shown", "series", "period", "as_of", "value", "issuer", "edition", "state_shown")
    list_select_related = ("series",)
    list_filter = ("state", "edition", "issuer", "series")
    search_fields = ("=id", "words", "series__slug", "series__title_en", "conflict_group")
    autocomplete_fields = ("series", "source", "supersedes")
    readonly_fields = ("low", "high", "state_reason")
    fieldsets = (
        (None, {"fields": ("series", "source", "issuer")}),
        (_("The number"), {"fields": ("words", ("comparator", "value", "upper"), ("low", "high"))}),
        (_("When"), {"fields": (("period", "as_of"), "released")}),
        (_("Among others"), {"fields": ("edition", "supersedes", "conflict_group")}),
        (_("Notes"), {"fields": ("public_note", "desk_notes")}),
        (
            _("State"),
            {"fields": (("public_id_shown", "state_shown", "version", "approved_version"), "state_reason", "history")},
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        conflicts = self.admin_site.admin_view(self.conflicts_view)
        return [path("conflicts/", conflicts, name="events_figure_conflicts"), *super().get_urls()]

    def conflicts_view(self, request: HttpRequest) -> HttpResponse:
        """Show the public numbers that can't all be true."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.desk_page(request, "admin/events/conflicts.html", conflicts_page(request))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the form filled from a suggestion, or from the source of an article."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        suggestion = suggestion_of(request)
        return initial | initial_of(suggestion) if suggestion is not None else initial

    def save_record(self, request: HttpRequest, form: Any, formsets: Any) -> None:
        super().save_record(request, form, formsets)
        suggestion = suggestion_of(request)
        if suggestion is not None and suggestion.figure_id is None:
            actions.use_for_figure(suggestion, form.instance, by=request.user)

    def of_source(self, article: Article) -> dict[str, Any]:
        return of_source(article)


def of_source(article: Article) -> dict[str, Any]:
    source = article.source
    assert isinstance(source, Source)
    return {"source": source.pk, "released": source.published, "edition": Edition.PUBLISHED.value}


def initial_of(suggestion: Suggestion) -> dict[str, Any]:
    """Return what a suggestion says of a figure, for its form."""
    said = suggestion.value or {}
    series = Series.objects.filter(slug=said.get("series") or "-").first()
    numbers = {name: said.get(name) for name in ("value", "upper")}
    return of_source(suggestion.article) | {
        "series": series and series.pk,
        "issuer": suggestion.issuer,
        "words": suggestion.article.words[suggestion.start : suggestion.end][:300],
        "comparator": said.get("comparator", ""),
        **{name: None if number is None else Decimal(str(number)) for name, number in numbers.items()},
        "period": said.get("period", ""),
        "as_of": said.get("as_of", ""),
    }
