"""Reports of errors: what a form may hold, what is stored of it, and what is erased."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from events.intake import limits, reports
from events.models import PublicReport, Report
from tests import factories
from tests.presenters import rows

pytestmark = pytest.mark.django_db
TEXT = factories.REPORTED


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "seconds_to_wait", lambda network: 0)
    monkeypatch.setattr("events.intake.receipts.check_stamp", lambda stamp: None)


def read(**given: str) -> reports.Form:
    return reports.read_form({"text": TEXT, "stamp": "s"} | given)


def test_a_form_with_words_alone_is_enough() -> None:
    assert read().errors == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "too short"),
        ("text", "x" * 2_001),
        ("text", " " * 40),
        ("link", "x" * 501),
        ("about", "EV-999999"),
        ("about", "nonsense"),
        ("about", "EV-" + "9" * 300),
        ("field", "name"),
        ("website", "http://example.org"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(field: str, value: str) -> None:
    assert list(read(**{field: value}).errors) == [field]


def test_every_error_is_told_at_once_in_both_languages() -> None:
    errors = read(text="", about="EV-999999", link="x" * 501).errors
    assert errors.keys() == {"text", "about", "link"}
    assert all(error.en != error.ko for error in errors.values())


def test_a_report_may_be_about_an_event_a_source_or_a_figure() -> None:
    event, source = rows.event(), rows.source()
    figure = rows.figure(rows.series(), source)
    for about, field in ((event.public_id, "means"), (source.public_id, "url"), (figure.public_id, "value")):
        form = read(about=about.lower(), field=field)
        assert (form.errors, form.about, form.field) == ({}, about, field)


def test_a_field_of_another_kind_of_record_is_refused() -> None:
    assert read(about=rows.source().public_id, field="means").errors.keys() == {"field"}


def test_control_characters_are_left_out_and_lines_stay() -> None:
    form = read(text="One line.\r\nAnother\x00 line\x1b.", link="a\nb")
    assert (form.text, form.link) == ("One line.\nAnother  line .", "a b")


def test_what_is_stored_tells_nothing_of_its_sender() -> None:
    receipt = reports.receive(read(link="Yonhap"), language="ko", network="203.0.113.0/24")
    row: dict[str, Any] = Report.objects.values().get()
    assert row.pop("status_id") == PublicReport.objects.get().pk
    assert {key: value for key, value in row.items() if value} == {"text": TEXT, "link": "Yonhap", "language": "ko"}
    assert receipt not in str(list(PublicReport.objects.values()))


def test_the_same_form_sent_again_is_the_same_report() -> None:
    one, two = (reports.receive(read(), language="en", network="n") for _ in range(2))
    assert one == two
    assert Report.objects.count() == PublicReport.objects.count() == 1


def test_the_same_form_sent_at_the_same_moment_is_the_same_report(monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = reports.receive(read(), language="en", network="n")
    asked = iter([False, True])
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda self: next(asked))
    assert reports.receive(read(), language="en", network="n") == receipt


def test_a_changed_form_is_another_report() -> None:
    for text in (TEXT, f"{TEXT} And more."):
        reports.receive(read(text=text), language="en", network="n")
    assert Report.objects.count() == 2


def test_above_the_limit_nothing_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "seconds_to_wait", lambda network: 60)
    with pytest.raises(reports.TooMany) as refused:
        reports.receive(read(), language="en", network="n")
    assert refused.value.seconds == 60
    assert not PublicReport.objects.exists()


def test_a_receipt_finds_its_report() -> None:
    receipt = reports.receive(read(), language="en", network="n")
    assert reports.find_report(receipt) == PublicReport.objects.get()
    assert reports.find_report("0000-0000-0000-0000") is None


@pytest.mark.parametrize(("days", "erased"), [(89, 0), (90, 1), (400, 1)])
def test_words_are_erased_ninety_days_after_the_end(days: int, erased: int) -> None:
    report = factories.new_report(link="Yonhap")
    closed_on = timezone.localdate() - dt.timedelta(days=days)
    PublicReport.objects.update(state="declined", answer="No.", closed_on=closed_on)
    assert reports.erase_closed() == erased
    report.refresh_from_db()
    assert (report.text == "", report.link == "", report.erased_on is not None) == (bool(erased),) * 3
    assert report.status.answer == "No."


def test_an_open_report_keeps_its_words() -> None:
    factories.new_report()
    assert reports.erase_closed(days=0) == 0


def test_what_was_erased_is_not_erased_again() -> None:
    factories.new_report()
    PublicReport.objects.update(state="declined", answer="No.", closed_on="2026-01-01")
    assert [reports.erase_closed(), reports.erase_closed()] == [1, 0]
