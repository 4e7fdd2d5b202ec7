"""Series and figures: numbers that others publish."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Figure, Series
from .steps import RepublishedAdmin, ReviewedAdmin


@admin.register(Series)
class SeriesAdmin(RepublishedAdmin):
    list_display = ("slug", "title_en", "measure", "unit", "authority")
    list_filter = ("measure", "unit", "authority")
    search_fields = ("slug", "title_en", "title_ko")
    fieldsets = (
        (None, {"fields": ("slug", "title_en", "title_ko")}),
        (
            _("What it counts"),
            {"fields": (("measure", "unit"), "concept", "population", ("route_scope", "subgroup"), "since")},
        ),
        (_("By whose definition"), {"fields": ("authority", "definition_en", "definition_ko")}),
        (_("State"), {"fields": (("public_id_shown", "version", "approved_version"), "history")}),
    )


@admin.register(Figure)
class FigureAdmin(ReviewedAdmin):
    """Figures. Their lower and upper bounds follow from the comparator and the printed value by one rule."""

    list_display = ("public_id_shown", "series", "period", "as_of", "value", "issuer", "edition", "state_shown")
    list_select_related = ("series",)
    list_filter = ("state", "edition", "issuer", "series")
    search_fields = ("=id", "words", "series__slug", "series__title_en", "conflict_group")
    autocomplete_fields = ("series", "source", "supersedes")
    readonly_fields = ("low", "high", "state_reason")
    fieldsets = (
        (None, {"fields": ("series", "source", "issuer")}),
        (_("The number"), {"fields": ("words", ("comparator", "value"), ("low", "high"))}),
        (_("When"), {"fields": (("period", "as_of"), "released")}),
        (_("Among others"), {"fields": ("edition", "supersedes", "conflict_group")}),
        (_("Notes"), {"fields": ("public_note", "desk_notes")}),
        (
            _("State"),
            {"fields": (("public_id_shown", "state_shown", "version", "approved_version"), "state_reason", "history")},
        ),
    )
