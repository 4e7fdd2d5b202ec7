"""The gazetteer and the handles."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import actions
from ..errors import TrackerError
from ..models import Place, Subject
from .desk import RecordAdmin
from .record_form import RecordForm
from .refusals import refusal_of


class OnePerLine(forms.CharField):
    """A list of texts, typed one a line."""

    widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class PlaceForm(RecordForm):
    aliases = OnePerLine(label=_("other names"), required=False, help_text=_("Other spellings, one a line."))


@admin.register(Place)
class PlaceAdmin(RecordAdmin):
    form = PlaceForm
    list_display = ("name_en", "name_ko", "slug", "kind", "country", "parent")
    list_select_related = ("parent",)
    list_filter = ("kind", "country")
    search_fields = ("name_en", "name_ko", "slug", "aliases")
    actions = ("approve_names",)
    fieldsets = (
        (None, {"fields": ("slug", "name_en", "name_ko", "aliases", "kind", "country", "parent")}),
        (_("Point of the named place"), {"fields": (("lat", "lon", "radius_km"), "coord_source")}),
        (_("State"), {"fields": (("public_id_shown", "version"), "history")}),
    )

    @admin.action(description=_("Let public events be found by these names"), permissions=["review"])
    def approve_names(self, request: HttpRequest, queryset: QuerySet[Place]) -> None:
        for place in queryset.order_by("pk"):
            try:
                actions.approve_names(place, by=request.user)
            except TrackerError as error:
                messages.error(request, f"{place}: {refusal_of(error).text}")
            else:
                messages.success(request, gettext("Found by its names now: %s") % place)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.review")


@admin.register(Subject)
class SubjectAdmin(RecordAdmin):
    list_display = ("public_id_shown", "public_note")
    search_fields = ("=id", "public_note")
    fieldsets = (
        (None, {"fields": ("public_note",)}),
        (_("State"), {"fields": (("public_id_shown", "version"), "history")}),
    )
