"""A reviewer's word on each field of an event: accepted as it is, or asked back until somebody has answered.

A mark changes no record, so it appends no revision; it carries by whom, when and at which version it was made.
"""

from collections.abc import Collection

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from ..codebook import FIELDS, code_of
from ..errors import InvalidValue, NotAllowedNow, NotPermitted, OpenQuestions
from ..models import Event, ReviewMark
from ..vocabulary import State, Verdict
from .history import require, require_version
from .publishing import check_four_eyes

MARKED_TEXTS = ("title_en", "title_ko", "summary_en", "summary_ko")
CLOSED = (State.WITHDRAWN, State.MERGED)


@transaction.atomic
def mark_field(event: Event, *, field: str, verdict: str, comment: str = "", seen: int | None, by: User) -> ReviewMark:
    """Accept a field as it stands at version `seen`, or ask back. Accepting answers the field's open questions.

    Raises: NotPermitted, FourEyes, NotAllowedNow, StaleVersion, InvalidValue.
    """
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    require(by, "review")
    if event.state != State.IN_REVIEW:
        remedy = "Open the event again to see where it stands."
        raise NotAllowedNow("Only what is in review can be accepted or asked back.", field="state", remedy=remedy)
    check_four_eyes(event, by)
    require_version(event, seen)
    if field not in (*FIELDS, *MARKED_TEXTS):
        raise InvalidValue("This is no field of an event.", field="field", remedy="Choose a field of the page.")
    code_of(Verdict, verdict, "verdict")
    comment = comment.strip()
    if verdict == Verdict.ASKED and not comment:
        raise InvalidValue("A question needs words.", field="comment", remedy="Write what you want to know.")
    if verdict == Verdict.ACCEPTED:
        ReviewMark.objects.open_questions().filter(event=event, field=field).update(closed_at=timezone.now())
    return ReviewMark.objects.create(
        event=event, field=field, verdict=verdict, comment=comment, version=event.version, by=by
    )


@transaction.atomic
def answer_mark(mark: ReviewMark, *, answer: str, by: User) -> ReviewMark:
    """Answer an open question; whoever answered may correct the answer until the question is closed.

    Raises: NotPermitted, NotAllowedNow, InvalidValue.
    """
    mark = _locked(mark)
    require(by, "change_event")
    _expect_open(mark)
    if mark.answered_by_id not in (None, by.pk):
        remedy = "Read the answer, and write what is missing on the event's form or in its notes."
        raise NotAllowedNow("Somebody else answered it meanwhile.", field="answer", remedy=remedy)
    if not answer.strip():
        raise InvalidValue("The answer is empty.", field="answer", remedy="Write what the reviewer wants to know.")
    mark.answer, mark.answered_by, mark.answered_at = answer.strip(), by, timezone.now()
    mark.save(update_fields=["answer", "answered_by", "answered_at"])
    return mark


@transaction.atomic
def close_mark(mark: ReviewMark, *, by: User) -> ReviewMark:
    """Take a question back, or be content with its answer, without a word on the field itself.

    Only who asked may; another reviewer accepts the field, which closes its questions in that reviewer's name.
    Raises: NotPermitted, NotAllowedNow.
    """
    mark = _locked(mark)
    require(by, "review")
    _expect_open(mark)
    if mark.by_id != by.pk:
        remedy = "Accept the field instead: that closes its questions in your name."
        raise NotPermitted("Only who asked can close this question.", field="by", remedy=remedy)
    mark.closed_at = timezone.now()
    mark.save(update_fields=["closed_at"])
    return mark


def check_questions(event: Event) -> None:
    """Raise OpenQuestions, naming the fields, while a question about a locked event is not closed."""
    asked = set(ReviewMark.objects.open_questions().filter(event=event).values_list("field", flat=True))
    if fields := [name for name in (*MARKED_TEXTS, *FIELDS) if name in asked]:
        raise OpenQuestions(field=fields[0], remedy=_names(fields))


def _names(fields: Collection[str]) -> str:
    """Return the names of fields and texts as the reader of the message calls them."""
    names: dict[str, object] = {column.name: column.verbose_name for column in Event._meta.fields}
    names |= {key: field.label for key, field in FIELDS.items()}
    return f"{', '.join(capfirst(str(names[name])) for name in fields)}."


def _locked(mark: ReviewMark) -> ReviewMark:
    return ReviewMark.objects.select_for_update(of=("self",)).select_related("event").get(pk=mark.pk)


def _expect_open(mark: ReviewMark) -> None:
    if mark.verdict != Verdict.ASKED or mark.closed_at is not None or mark.event.state in CLOSED:
        remedy = "Open the event again to see where it stands."
        raise NotAllowedNow("This question is closed.", field="state", remedy=remedy)
