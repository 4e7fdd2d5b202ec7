"""Bridges: which series are bound in arithmetic, and on what grounds."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Bridge
from .steps import ReviewedAdmin


@admin.register(Bridge)
class BridgeAdmin(ReviewedAdmin):
    """Bridges between series. Without one, numbers of two series are never compared."""

    list_display = ("public_id_shown", "bound", "kind", "bound_to", "partition", "state_shown")
    list_display_links = ("public_id_shown", "bound")
    list_select_related = ("series", "other")
    list_filter = ("state", "kind", "partition")
    search_fields = ("=id", "series__slug", "series__title_en", "series__title_ko", "other__slug", "grounds_en")
    autocomplete_fields = ("series", "other")
    readonly_fields = ("state_reason",)
    fieldsets = (
        (
            _("What is bound"),
            {
                "fields": ("series", "kind", "other", "partition"),
                "description": _(
                    "Read it as a sentence: “arrivals of men” are part of “arrivals”. From its approval on, the numbers"
                    " of the two are reconciled with each other."
                ),
            },
        ),
        (_("On what grounds"), {"fields": ("grounds_en", "grounds_ko")}),
        (
            _("State"),
            {"fields": (("public_id_shown", "state_shown", "version", "approved_version"), "state_reason", "history")},
        ),
    )

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "other":
            kwargs["label"] = _("other series")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("series"), ordering="series")
    def bound(self, bridge: Bridge) -> str:
        return bridge.series.slug

    @admin.display(description=_("other series"), ordering="other")
    def bound_to(self, bridge: Bridge) -> str:
        return bridge.other.slug
