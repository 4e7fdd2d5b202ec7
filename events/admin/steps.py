"""The steps from a draft to the public: buttons on a record, actions on a list, and the page of a review."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from .. import actions
from ..errors import FourEyes, HarmfulText, StaleVersion, TrackerError
from ..models import Event, parse_public_id
from ..vocabulary import Severity, State
from .desk import RecordAdmin
from .history import WRITING, has_coded, revisions_of
from .refusals import refusal_of
from .review import changes_since_approval


class Step(NamedTuple):
    """One step: its label, who may take it, from which states, and whether it needs a reason."""

    name: str
    label: Any
    permission: str
    states: tuple[State, ...]
    needs_reason: bool
    done: Any
    page: bool = False
    """Whether it has a page of its own, on which claims are chosen."""


LIVING = (State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.CHANGED)
STEPS = {
    step.name: step
    for step in (
        Step(
            "submit", _("Submit for review"), "change", (State.DRAFT, State.CHANGED), False, _("Submitted for review.")
        ),
        Step("send_back", _("Send back"), "review", (State.IN_REVIEW,), True, _("Sent back to its editor.")),
        Step(
            "approve",
            _("Approve and publish"),
            "review",
            (State.IN_REVIEW,),
            False,
            _("Approved; the public sees it now."),
        ),
        Step("withdraw", _("Withdraw"), "review", LIVING, True, _("Withdrawn; a tombstone stays.")),
        Step("merge", _("Merge"), "review", LIVING, True, _("Merged; what the other event gained waits for approval.")),
        Step("unmerge", _("Undo merge"), "review", (State.MERGED,), True, _("Opened again, with its claims.")),
        Step("split", _("Split"), "change", LIVING, True, _("Split off into this new draft."), page=True),
        Step("take_down", _("Take down"), "review", tuple(State), True, _("Taken down."), page=True),
    )
}


class StepForm(ActionForm):
    """The bar above a list: what to do, and why."""

    reason = forms.CharField(label=_("Reason:"), required=False, max_length=1000)


class ReviewedAdmin(RecordAdmin):
    """A record that a second person approves: events and figures."""

    action_form = StepForm
    review_template = "admin/events/review.html"
    steps: tuple[str, ...] = ("submit", "send_back", "approve", "withdraw")
    always_read_only = ("public_id_shown", "state_shown", "version", "approved_version", "history")

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.review")

    def may(self, request: HttpRequest, step: Step, record: Any) -> bool:
        if step.permission == "review":
            return self.has_review_permission(request) and self.has_view_permission(request, record)
        return self.has_change_permission(request, record)

    def steps_open(self, request: HttpRequest, record: Any) -> list[Step]:
        """Return the steps that this person may take with this record now; whoever coded it is not offered approval."""
        open_now = [
            STEPS[name]
            for name in self.steps
            if record.state in STEPS[name].states and self.may(request, STEPS[name], record)
        ]
        coded = any(step.name == "approve" for step in open_now) and has_coded(record, request.user)
        return [step for step in open_now if not (coded and step.name == "approve")]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if record := context.get("original"):
            context["steps"] = self.steps_open(request, record)
            context["record_version"] = record.version
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        own = [
            path("<path:object_id>/review/", wrap(self.review_view), name=f"{name}_review"),
            *(
                path(
                    f"<path:object_id>/{step}/",
                    wrap(require_POST(self.step_view)),
                    {"step": step},
                    name=f"{name}_{step}",
                )
                for step in self.steps
                if not STEPS[step].page
            ),
        ]
        return own + super().get_urls()

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """Take one step and say what came of it; harmful text leads back to the review page with what was found."""
        record = self.find(request, object_id)
        if not self.may(request, STEPS[step], record):
            raise PermissionDenied
        try:
            self._take(request, STEPS[step], record)
        except HarmfulText as error:
            return self.review_view(request, object_id, harm=refusal_of(error).text, findings=error.findings)
        except (TrackerError, IntegrityError) as error:
            messages.error(request, refusal_of(error).text)
            request.was_refused = True
            if step in ("approve", "send_back") and not isinstance(error, FourEyes):
                return self.review_view(request, object_id)  # with the reason that was typed
            return HttpResponseRedirect(self.address("change", record))
        messages.success(request, STEPS[step].done)
        return HttpResponseRedirect(self.address("change", record))

    @transaction.atomic
    def _take(self, request: HttpRequest, step: Step, record: Any) -> None:
        """Call the action, if the record is still what the page showed."""
        record.refresh_from_db(from_queryset=self.model._default_manager.select_for_update(no_key=True))
        seen = request.POST.get("seen_version", "")
        if seen and seen != str(record.version):
            raise StaleVersion(_what_happened(record, seen))
        reason = request.POST.get("reason", "").strip()
        options: dict[str, Any] = {"by": request.user, "reason": reason}
        if step.name == "approve":
            options["override"] = request.POST.get("override", "").strip()
            options["severity"] = request.POST.get("severity", "").strip()
        if step.name == "merge":
            options["into"] = event_of(request.POST.get("into", "").strip())
        take: Callable[..., object] = getattr(actions, step.name)
        take(record, **options)
        connection.check_constraints()

    def review_view(
        self, request: HttpRequest, object_id: str, harm: str = "", findings: Sequence[Any] = ()
    ) -> HttpResponse:
        """Show what an approval would change for the public, beside the buttons to approve or send back."""
        record = self.find(request, object_id)
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        steps = [step for step in self.steps_open(request, record) if step.name in ("approve", "send_back")]
        foreseen = actions.foresee(record)
        context = {
            "title": _("Review"),
            "subtitle": str(record),
            "record": record,
            "original": record,
            "record_version": record.version,
            "steps": steps,
            "coded_it": has_coded(record, request.user) and getattr(record, "state", None) == State.IN_REVIEW,
            "changes": changes_since_approval(record),
            "harm": harm,
            "findings": findings or foreseen.findings,
            "proposed": foreseen.severity,
            "severities": [severity for severity in Severity if severity != Severity.SAFETY],
            "typed": {"reason": request.POST.get("reason", ""), "override": request.POST.get("override", "")}
            | {"severity": request.POST.get("severity", "")},
        }
        return self.desk_page(request, self.review_template, context | self.review_more(request, record, context))

    def review_more(self, request: HttpRequest, record: Any, context: dict[str, Any]) -> dict[str, Any]:
        """Return what the review page of this kind of record shows besides."""
        return {}

    def find(self, request: HttpRequest, object_id: str) -> Any:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        return record

    def address(self, page: str, record: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[record.pk])

    @admin.display(description=_("state"), ordering="state")
    def state_shown(self, record: Any) -> str:
        return format_html('<span class="desk-state {}">{}</span>', record.state, record.get_state_display())

    @admin.action(description=_("Submit for review"), permissions=["change"])
    def submit_all(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._take_all(request, "submit", queryset)

    @admin.action(description=_("Send back"), permissions=["review"])
    def send_back_all(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._take_all(request, "send_back", queryset)

    @admin.action(description=_("Approve and publish"), permissions=["review"])
    def approve_all(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._take_all(request, "approve", queryset)

    @admin.action(description=_("Withdraw"), permissions=["review"])
    def withdraw_all(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._take_all(request, "withdraw", queryset)

    actions = ["submit_all", "send_back_all", "approve_all", "withdraw_all"]

    def _take_all(self, request: HttpRequest, name: str, queryset: QuerySet[Any]) -> None:
        """Take a step with each chosen record by itself: one that is refused does not stop the others."""
        done = 0
        for record in queryset:
            try:
                self._take(request, STEPS[name], record)
                done += 1
            except (TrackerError, IntegrityError) as error:
                messages.error(request, f"{record}: {refusal_of(error).text}")
        if done:
            messages.success(request, ngettext("%d record done.", "%d records done.", done) % done)


class RepublishedAdmin(ReviewedAdmin):
    """Sources and series: first approved together with what cites them; a later change is approved here."""

    steps = ("approve",)
    actions = ()
    action_form = ActionForm
    always_read_only = ("public_id_shown", "version", "approved_version", "history")

    def steps_open(self, request: HttpRequest, record: Any) -> list[Step]:
        known = record.approved_version is not None and record.version > record.approved_version
        may = known and self.has_review_permission(request) and not has_coded(record, request.user)
        return [STEPS["approve"]] if may else []


def _what_happened(record: Any, seen: str) -> str:
    """Return who was faster and what they did, for somebody whose page shows an older version."""
    last = revisions_of(record).exclude(act__in=WRITING).first()
    if last is None or last.number != record.version or not seen.isdecimal():
        return gettext("It was changed after you opened this page; look at it again.")
    told = gettext("%(who)s was faster (“%(act)s”, %(at)s). What you pressed did nothing; look at it again.")
    at = timezone.localtime(last.at).strftime("%H:%M")
    return told % {"who": last.by.get_username(), "act": last.get_act_display(), "at": at}


def event_of(text: str) -> Event:
    """Return the event with a public id. Raises: InvalidValue for another text, NotAllowedNow if there is none."""
    number = parse_public_id(Event.prefix, text.upper())
    event = Event.objects.filter(pk=number).first()
    if event is None:
        raise TrackerError(gettext("There is no event %s.") % text, field="into")
    return event
