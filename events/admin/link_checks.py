"""Whether the addresses of sources still answer, as the weekly job found them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import LinkCheck
from .dashboard import DEAD
from .desk import ReadOnlyAdmin


class StandingFilter(admin.SimpleListFilter):
    """One failure may be a bad day of the other side; from the second in a row on a link counts as dead."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("dead", _("Dead")), ("shaky", _("Failed once")), ("alive", _("Answers"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LinkCheck]) -> QuerySet[LinkCheck]:
        rows = {"dead": {"failures__gte": DEAD}, "shaky": {"failures": 1}, "alive": {"failures": 0}}
        return queryset.filter(**rows.get(self.value() or "", {}))


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    list_display = ("url", "source_shown", "alive", "status", "failures", "note", "checked_at")
    list_filter = (StandingFilter, "checked_at")
    list_select_related = ("source",)
    search_fields = ("url", "note")
    fields = readonly_fields = ("source_shown", "url", "checked_at", "alive", "status", "failures", "note")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("source__text", "source__snapshot")

    @admin.display(description=_("source"), ordering="source")
    def source_shown(self, check: LinkCheck) -> str:
        address = reverse("admin:events_source_change", args=[check.source_id])
        return format_html('<a href="{}">{}</a>', address, check.source)
