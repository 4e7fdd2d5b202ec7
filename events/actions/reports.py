"""What an editor does with a report of an error: take it up, then say what came of it. The answer is public at once."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from ..errors import InvalidValue, NotAllowedNow, StaleVersion
from ..models import PublicChange, PublicReport, Report
from ..vocabulary import ReportState
from .gate import check_words
from .history import require

OPEN = (ReportState.RECEIVED, ReportState.LOOKING)
CLOSED = (ReportState.ACCEPTED, ReportState.DECLINED)
LONGEST_ANSWER = 1_000


@transaction.atomic
def take_up_report(report: Report, *, seen: str, by: User) -> Report:
    """Say that somebody looks at a report; one that was closed is open again, and its answer is gone.

    Raises: StaleVersion, NotAllowedNow, NotPermitted.
    """
    report = _locked(report, seen, by)
    if report.status.state == ReportState.LOOKING:
        raise NotAllowedNow("Somebody looks at this report already.", field="state", remedy="Decide it.")
    report.taken_by, report.decided_by = by, None
    return _set(report, ReportState.LOOKING, "", None)


@transaction.atomic
def accept_report(report: Report, *, change: int | None, answer: str = "", seen: str, by: User) -> Report:
    """Say which public change came of a report.

    Raises: InvalidValue if there is no such change, HarmfulText, StaleVersion, NotAllowedNow, NotPermitted.
    """
    report = _open(report, seen, by)
    if change is None or not PublicChange.objects.filter(number=change).exists():
        remedy = "Correct the record first, then write the number that its change has in the feed."
        raise InvalidValue("There is no public change of this number.", field="change", remedy=remedy)
    report.decided_by = by
    return _set(report, ReportState.ACCEPTED, _checked(answer), change)


@transaction.atomic
def decline_report(report: Report, *, answer: str, seen: str, by: User) -> Report:
    """Say why nothing is changed.

    Raises: InvalidValue without an answer, HarmfulText, StaleVersion, NotAllowedNow, NotPermitted.
    """
    report = _open(report, seen, by)
    if not answer.strip():
        remedy = "Say in a sentence why the record stays as it is; whoever sent the report reads it."
        raise InvalidValue("An answer is needed.", field="answer", remedy=remedy)
    report.decided_by = by
    return _set(report, ReportState.DECLINED, _checked(answer), None)


def _checked(answer: str) -> str:
    """Return an answer that may be public."""
    answer = answer.strip()
    if len(answer) > LONGEST_ANSWER:
        remedy = "Shorten it to 1,000 characters."
        raise InvalidValue("The answer is too long.", field="answer", remedy=remedy)
    check_words({"answer": answer}, None, "Say it without what could lead to a person.")
    return answer


def _open(report: Report, seen: str, by: User) -> Report:
    report = _locked(report, seen, by)
    if report.status.state not in OPEN:
        raise NotAllowedNow("This report is closed.", field="state", remedy="Open it again first.")
    return report


def _locked(report: Report, seen: str, by: User) -> Report:
    """Return a report that nobody else changes meanwhile, if it still is what the form showed."""
    require(by, "change_report")
    status = PublicReport.objects.select_for_update().get(pk=report.pk)
    if seen != status.state:
        raise StaleVersion("Somebody was faster; look at the report again.", field="state")
    report = Report.objects.get(pk=report.pk)
    report.status = status
    return report


def _set(report: Report, state: ReportState, answer: str, change: int | None) -> Report:
    status = report.status
    status.state, status.answer, status.change = state, answer, change
    status.closed_on = timezone.localdate() if state in CLOSED else None
    status.save(force_update=True)
    report.save(update_fields=["taken_by", "decided_by"])
    return report
