"""Checks: sentences in the news that say something with a number, each kept as a question that is asked again."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Article, Check
from .verdict_form import VerdictAdmin

OF_EVENTS, OF_NUMBERS, OF_ONE_NUMBER = "asked-of-events", "asked-of-numbers", "asked-of-one-number"
"""Classes of groups of fields; the form shows those that the chosen kind is asked of."""


@admin.register(Check)
class CheckAdmin(VerdictAdmin):
    """Sentences of sources. The verdict is never typed: it follows from what is public."""

    list_display = ("public_id_shown", "words", "kind", "issuer", "stated", "series", "state_shown")
    list_display_links = ("public_id_shown", "words")
    list_select_related = ("series",)
    list_filter = ("state", "kind", "issuer", "series")
    search_fields = ("=id", "words", "series__slug", "series__title_en", "source__title", "public_note")
    autocomplete_fields = ("series", "source", "other_series", "event")
    readonly_fields = ("state_reason",)
    fieldsets = (
        (_("The sentence"), {"fields": ("kind", "source", "issuer", "words", "stated")}),
        (
            _("What it counts"),
            {
                "fields": ("series", "period"),
                "classes": (OF_NUMBERS,),
                "description": _(
                    "As the sentence is worded, even if you think that it means something else. “Each year” takes the"
                    " years, as 2010/2019, or ../2019 where no first year is said. “Highest” and “lowest” take the year"
                    " that is said to be it."
                ),
            },
        ),
        (_("The number"), {"fields": (("comparator", "value", "upper"),), "classes": (OF_ONE_NUMBER,)}),
        (
            _("Another reading"),
            {
                "fields": (("other_series", "other_period"),),
                "classes": (OF_NUMBERS,),
                "description": _(
                    "Only if the sentence may mean something else: it is tried where the wording itself does not hold,"
                    " and readers are told so."
                ),
            },
        ),
        (_("Since when"), {"fields": ("since",), "classes": ("asked-of-since",)}),
        (
            _("The event that is said to be the first"),
            {
                "fields": ("event", "event_scope"),
                "classes": (OF_EVENTS,),
                "description": _(
                    "The kind is a question to the public events, as the address of the explorer has it after the"
                    " question mark."
                ),
            },
        ),
        (_("Notes"), {"fields": ("public_note", "desk_notes")}),
        (
            _("State"),
            {"fields": (("public_id_shown", "state_shown", "version", "approved_version"), "state_reason", "history")},
        ),
    )

    def of_source(self, article: Article) -> dict[str, Any]:
        source = article.source
        return super().of_source(article) | {"stated": source.published if source is not None else ""}
