"""Publishers and the documents that they published."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from ..models import Publisher, Source, public_id
from .desk import RecordAdmin
from .steps import RepublishedAdmin


@admin.register(Publisher)
class PublisherAdmin(RecordAdmin):
    list_display = ("name", "name_ko", "slug", "kind", "country")
    list_filter = ("kind", "country")
    search_fields = ("name", "name_ko", "slug")
    fieldsets = (
        (None, {"fields": ("slug", "name", "name_ko", "kind", "country")}),
        (_("State"), {"fields": (("public_id_shown", "version"), "history")}),
    )


@admin.register(Source)
class SourceAdmin(RepublishedAdmin):
    """Documents. The text is private: quotes are checked against it, and only they are published."""

    list_display = ("public_id_shown", "title", "publisher", "published", "language", "kind", "origin")
    list_display_links = ("public_id_shown", "title")
    list_select_related = ("publisher",)
    list_filter = ("kind", "language", "machine_written", "publisher__kind")
    search_fields = ("=id", "title", "url", "publisher__name", "publisher__slug")
    autocomplete_fields = ("publisher", "derives_from")
    readonly_fields = ("retrieved_by", "raw_sha256", "text_sha256", "derivation")
    fieldsets = (
        (None, {"fields": ("publisher", "title", "title_withheld", "byline", ("kind", "language", "published"))}),
        (_("Where it was read"), {"fields": ("url", "url_withheld", "archived_url", ("retrieved_at", "retrieved_by"))}),
        (_("What it derives from"), {"fields": (("derives_from", "derives_how"), "machine_written", "derivation")}),
        (_("Text, private"), {"fields": ("text", "text_sha256", "raw_sha256")}),
        (_("Notes"), {"fields": ("public_note", "desk_notes")}),
        (_("State"), {"fields": (("public_id_shown", "version", "approved_version"), "history")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave texts and snapshots in the database, except for the one source that is opened."""
        one = request.resolver_match is not None and "object_id" in request.resolver_match.kwargs
        return super().get_queryset(request).defer("snapshot", *(() if one else ("text",)))

    def save_record(self, request: HttpRequest, form: Any, formsets: Any) -> None:
        if form.instance.retrieved_at and form.instance.retrieved_by is None:
            form.instance.retrieved_by = request.user
        super().save_record(request, form, formsets)

    @admin.display(description=_("derives from"), ordering="derives_from")
    def origin(self, source: Source) -> str:
        return public_id(Source.prefix, source.derives_from_id) if source.derives_from_id else ""

    @admin.display(description=_("origins"))
    def derivation(self, source: Source) -> str:
        """Return the documents above and below this one; one independent origin stands at the top."""
        chain: list[Source] = []
        step = source if source.pk else None
        while step is not None and step not in chain:
            chain.insert(0, step)
            step = step.derives_from
        copies = list(source.copies.select_related("publisher").defer("text", "snapshot")) if source.pk else []
        return render_to_string("admin/events/derivation.html", {"chain": chain, "source": source, "copies": copies})
