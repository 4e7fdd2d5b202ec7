"""Reports of errors: what readers wrote, who looks at it, and what the desk answers. Answers are public at once."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from .. import actions
from ..errors import TrackerError
from ..intake.receipts import digest_of, read_receipt
from ..models import Check, Event, Figure, PublicChange, Report, Source, parse_public_id
from ..presenters.report_page import label
from ..vocabulary import ReportState
from .desk import ReadOnlyAdmin, RecordAdmin
from .refusals import refusal_of

OPEN = (ReportState.RECEIVED, ReportState.LOOKING)
RECORDS = {"EV": Event, "SR": Source, "FG": Figure, "CK": Check}
DONE = {
    "take_up": _("Taken up; whoever sent it sees that somebody looks at it."),
    "accept": _("Accepted; its sender sees the change."),
    "decline": _("Closed; its sender sees the answer."),
}
NEWEST_CHANGES = 8


class WaitingFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Waiting")), *ReportState.choices()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        wanted = OPEN if self.value() == "yes" else [self.value()]
        return queryset.filter(status__state__in=wanted) if self.value() else queryset


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """A report is never written here: three steps say what became of it."""

    list_display = ("words_shown", "about", "field_shown", "state_shown", "received_on", "language", "taken_by")
    list_filter = (WaitingFilter,)
    list_select_related = ("status", "taken_by")
    search_fields = ("=about", "text", "link")
    search_help_text = _("Words, the id of a record, or a receipt")
    ordering = ("-status__received_on", "pk")
    desk_page = RecordAdmin.desk_page

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        if receipt := read_receipt(search_term):
            return queryset.filter(pk=digest_of(receipt)), False
        return super().get_search_results(request, queryset, search_term)

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<slug:object_id>/{step}/",
                self.admin_site.admin_view(require_POST(self.step_view)),
                {"step": step},
                name=f"events_report_{step}",
            )
            for step in DONE
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        report = Report.objects.select_related("status", "taken_by", "decided_by").filter(pk=unquote(object_id)).first()
        if report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, report):
            raise PermissionDenied
        context = {
            "title": _("Report of an error"),
            "subtitle": str(report),
            "report": report,
            "state": ReportState(report.status.state),
            "record_address": address_of(report.about),
            "field": label(report.field) if report.field else "",
            "newest": PublicChange.objects.filter(public_id=report.about).order_by("-number")[:NEWEST_CHANGES],
            "open": report.status.state in OPEN,
            "may": request.user.has_perm("events.change_report"),
            "typed": {name: request.POST.get(name, "") for name in ("answer", "change")},
        }
        return self.desk_page(request, "admin/events/report.html", context)

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """Take one step; what is refused is told above the forms, which keep what was typed."""
        if not request.user.has_perm("events.change_report"):
            raise PermissionDenied
        report = Report.objects.filter(pk=object_id).first()
        if report is None:
            raise Http404
        try:
            take(step, report, request)
        except TrackerError as error:
            messages.error(request, refusal_of(error).text)
            request.was_refused = True
            return self.change_view(request, object_id)
        messages.success(request, DONE[step])
        return HttpResponseRedirect(reverse("admin:events_report_change", args=[report.pk]))

    @admin.display(description=_("what is wrong"), ordering="text")
    def words_shown(self, report: Report) -> str:
        return Truncator(report.text).chars(90) or gettext("erased")

    @admin.display(description=_("field"), ordering="field")
    def field_shown(self, report: Report) -> str:
        return str(label(report.field)) if report.field else "-"

    @admin.display(description=_("state"), ordering="status__state")
    def state_shown(self, report: Report) -> str:
        return str(ReportState(report.status.state).label)

    @admin.display(description=_("received on"), ordering="status__received_on")
    def received_on(self, report: Report) -> Any:
        return report.status.received_on


def take(step: str, report: Report, request: HttpRequest) -> None:
    """Call the action of a step with what its form sent."""
    given: dict[str, Any] = {"seen": request.POST.get("seen", ""), "by": request.user}
    answer, number = request.POST.get("answer", ""), request.POST.get("change", "").strip()
    if step == "take_up":
        actions.take_up_report(report, **given)
    elif step == "accept":
        change = int(number) if number.isdecimal() and len(number) < 16 else None
        actions.accept_report(report, change=change, answer=answer, **given)
    else:
        actions.decline_report(report, answer=answer, **given)


def address_of(about: str) -> str:
    """Return the desk's own page of the record that a report is about; empty for the site as a whole."""
    model = RECORDS.get(about[:2])
    if model is None:
        return ""
    return reverse(f"admin:events_{model._meta.model_name}_change", args=[parse_public_id(about[:2], about)])
