"""A report of an error: read from its form, counted, and stored in the one transaction in which the public role writes.

Nothing about its sender is stored: no address, no name, no minute. See docs/adr/0033-reports.md.
"""

import dataclasses
import datetime as dt
import unicodedata
from collections.abc import Mapping

from django.conf import settings
from django.db import IntegrityError, connections, router, transaction
from django.utils import timezone

from ..codebook import FIELDS
from ..exports import COLUMNS
from ..models import (
    LONGEST_LINK,
    LONGEST_REPORT,
    PublicCheck,
    PublicEvent,
    PublicFigure,
    PublicReport,
    PublicSource,
    Report,
)
from ..vocabulary import Bilingual
from . import limits, receipts

SHORTEST_REPORT = 20
TRAP = "website"
"""A field that nobody sees and programs fill in."""

RECORDS = {"EV": PublicEvent, "SR": PublicSource, "FG": PublicFigure, "CK": PublicCheck}


@dataclasses.dataclass
class Form:
    """What somebody wrote, and what is wrong with it: {field of the form: what and how to mend it}."""

    about: str = ""
    field: str = ""
    text: str = ""
    link: str = ""
    stamp: str = ""
    errors: dict[str, Bilingual] = dataclasses.field(default_factory=dict)

    @property
    def written(self) -> tuple[str, ...]:
        return (self.about, self.field, self.text, self.link)

    @property
    def fields(self) -> list[str]:
        """The fields that a report on this record may name: those of the codebook, or the columns of its kind."""
        kind = {"SR": "source", "FG": "figure", "CK": "check"}.get(self.about[:2])
        if kind is None:
            return [*FIELDS, "title", "summary"]
        keys = [column.key for column in COLUMNS[kind]]
        return [key for key in keys if key not in ("id", "version") and not key.endswith("_ko")]


class TooMany(Exception):
    """This network, or everybody together, sent too many reports; `seconds` says when to try again."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds


def open_form(about: str, name: str = "") -> Form:
    """Return an empty form about a record, or about the site as a whole. Costs: 1 query if a record is named."""
    form = Form(about=about.strip().upper(), field=name.strip(), stamp=receipts.new_stamp())
    _check_record(form)
    return form


def read_form(given: Mapping[str, str]) -> Form:
    """Return a form as it was sent, with everything that is wrong with it. Costs: 1 query if a record is named."""
    about, name, link, stamp = (_clean(given.get(key, "")) for key in ("about", "field", "link", "stamp"))
    form = Form(about.upper(), name, _clean(given.get("text", ""), kept="\n\t"), link, stamp)
    _check_record(form)
    _check_words(form)
    if given.get(TRAP):
        form.errors[TRAP] = Bilingual("Leave this field empty.", "이 칸은 비워 두십시오.")
    try:
        receipts.check_stamp(form.stamp)
    except receipts.TooSoon:
        form.errors["stamp"] = Bilingual(
            "That was faster than one can read. Please send it again.", "너무 빨리 보냈습니다. 한 번 더 보내 주십시오."
        )
    except receipts.TooOld:
        form.stamp = receipts.new_stamp()
        form.errors["stamp"] = Bilingual(
            "This page was open for more than a day. Please send it again.",
            "이 화면을 연 지 하루가 지났습니다. 한 번 더 보내 주십시오.",
        )
    return form


def _clean(text: str, kept: str = "") -> str:
    """Return a text without control characters, but for those that are kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c if c in kept or unicodedata.category(c) != "Cc" else " " for c in text).strip()


def _check_record(form: Form) -> None:
    if form.about and not _is_public(form.about):
        shown = form.about[:20]
        form.about, form.field = "", ""
        form.errors["about"] = Bilingual(
            f"There is no public record “{shown}”. Leave it empty, or write an id as EV-000002.",
            f"공개 기록 “{shown}”이(가) 없습니다. 비워 두거나 EV-000002처럼 적으십시오.",
        )
    if form.field and form.field not in form.fields:
        form.field = ""
        form.errors["field"] = Bilingual(
            "This record has no such field. Choose one of the list.",
            "이 기록에 없는 항목입니다. 목록에서 고르십시오.",
        )


def _is_public(about: str) -> bool:
    model = RECORDS.get(about[:2])
    return model is not None and len(about) <= 20 and model._default_manager.filter(public_id=about).exists()


def _check_words(form: Form) -> None:
    if not SHORTEST_REPORT <= len(form.text) <= LONGEST_REPORT:
        form.errors["text"] = Bilingual(
            f"Write {SHORTEST_REPORT} to {LONGEST_REPORT:,} characters; there are {len(form.text):,} now.",
            f"{SHORTEST_REPORT}자에서 {LONGEST_REPORT:,}자까지 적으십시오. 지금 {len(form.text):,}자입니다.",
        )
    if len(form.link) > LONGEST_LINK:
        form.errors["link"] = Bilingual(
            f"At most {LONGEST_LINK} characters; name one document.",
            f"{LONGEST_LINK}자까지 적을 수 있습니다. 문서 하나만 적으십시오.",
        )


def receive(form: Form, *, language: str, network: str) -> str:
    """Store a form without errors and return its receipt. The same form sent again is the same report.

    Raises: TooMany; then nothing was stored. Costs: 4 queries.
    """
    receipt = receipts.receipt_of(form.stamp, form.written)
    digest = receipts.digest_of(receipt)
    if PublicReport.objects.filter(pk=digest).exists():
        return receipt
    if seconds := limits.seconds_to_wait(network):
        raise TooMany(seconds)
    try:
        store(digest, form, language)
    except IntegrityError:
        if not PublicReport.objects.filter(pk=digest).exists():
            raise
    return receipt


def store(digest: str, form: Form, language: str) -> None:
    """Add both parts of a report: what its receipt opens, and what the desk alone reads."""
    using = router.db_for_write(PublicReport)
    with transaction.atomic(using):
        with connections[using].cursor() as cursor:  # the role reads only, but for this transaction
            cursor.execute("SET TRANSACTION READ WRITE")
        PublicReport.objects.create(digest=digest, received_on=timezone.localdate())
        about, name, text, link = form.written
        Report.objects.create(status_id=digest, about=about, field=name, text=text, link=link, language=language)


def find_report(receipt: str) -> PublicReport | None:
    """Return what a receipt opens. Costs: 1 query."""
    return PublicReport.objects.filter(pk=receipts.digest_of(receipt)).first()


def erase_closed(days: int | None = None) -> int:
    """Erase the words of reports that were closed so many days ago; what became of them stays. Costs: 1 query."""
    today = timezone.localdate()
    last = today - dt.timedelta(days=settings.REPORT_TEXT_DAYS if days is None else days)
    closed = PublicReport.objects.filter(closed_on__lte=last).values("pk")
    return Report.objects.filter(status__in=closed, erased_on=None).update(text="", link="", erased_on=today)
