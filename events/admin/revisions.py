"""What the program writes and people only read: the history, the work to be done, the yearly counts."""

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from ..models import OutboxRow, Revision, StatisticRun, StatisticYear, YearlyStatistic
from .desk import ReadOnlyAdmin


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """One row a change. What a change said is for reviewers; a destroyed body leaves its row and its hash."""

    list_display = ("record", "record_id", "number", "act", "by", "at", "reason", "public_number")
    list_display_links = ("record", "record_id", "number")
    list_select_related = ("by",)
    list_filter = ("record", "act")
    search_fields = ("=record_id", "reason")
    ordering = ("-id",)

    def get_fields(self, request: HttpRequest, obj: Revision | None = None) -> list[str]:
        shown = ["record", "record_id", "number", "act", "by", "at", "reason", "public_number"]
        body = ["content"] if request.user.has_perm("events.review") else []
        return [*shown, *body, "commitment", "previous_hash", "hash"]

    def get_readonly_fields(self, request: HttpRequest, obj: Revision | None = None) -> list[str]:
        return self.get_fields(request, obj)

    @admin.display(description=_("what it says"))
    def content(self, revision: Revision) -> str:
        body = getattr(revision, "body", None)
        return render_to_string("admin/events/body.html", {"body": body and body.read()})


@admin.register(OutboxRow)
class OutboxRowAdmin(ReadOnlyAdmin):
    list_display = ("id", "task", "payload", "created_at", "sent_at", "done_at", "attempts")
    list_filter = (("done_at", admin.EmptyFieldListFilter), "task")
    ordering = ("-id",)


@admin.register(YearlyStatistic)
class YearlyStatisticAdmin(ReadOnlyAdmin):
    list_display = (
        "year",
        "direction",
        "dimension",
        "key",
        "events_certain",
        "events_possible",
        "persons_min",
        "persons_max",
    )
    list_filter = ("direction", "dimension", "year")


@admin.register(StatisticYear)
class StatisticYearAdmin(ReadOnlyAdmin):
    list_display = ("year", "from_change", "computed_at")
    ordering = ("-year",)


@admin.register(StatisticRun)
class StatisticRunAdmin(ReadOnlyAdmin):
    list_display = ("started_at", "finished_at", "from_change", "rows", "agreed")
    fields = ("started_at", "finished_at", "from_change", "rows", "agreed", "differences")
    readonly_fields = ("agreed",)

    @admin.display(description=_("agreed"), boolean=True)
    def agreed(self, run: StatisticRun) -> bool:
        return not run.alarm
