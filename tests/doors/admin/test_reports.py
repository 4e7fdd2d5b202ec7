"""Reports of errors at the desk: the list, one report, and the three steps."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events import actions
from events.models import KeptForm, PublicReport, Report
from tests import factories
from tests.presenters import rows

LIST = "/admin/events/report/"
ANSWER = "The second source repeats the first."


@pytest.fixture
def report(db: None) -> Report:
    return factories.new_report(about="EV-000001")


def page(report: Report, step: str = "change") -> str:
    return f"{LIST}{report.pk}/{step}/"


def form_of(client: Client, report: Report, step: str, **typed: Any) -> dict[str, Any]:
    """Return what the form of a step would send."""
    html = client.get(page(report)).content.decode()
    part = re.search(rf'<form[^>]*action="[^"]*/{step}/".*?</form>', html, re.DOTALL)
    assert part, f"no form for {step}"
    return dict(re.findall(r'name="(form_token|seen)" value="(\w+)"', part[0])) | typed


def test_the_list_shows_words_record_and_state(desk: Client, report: Report) -> None:
    html = desk.get(LIST).content.decode()
    assert all(told in html for told in ("The second source says", "EV-000001", "Received"))


def test_the_list_is_narrowed_to_what_waits(desk: Client, report: Report, editor: User) -> None:
    actions.decline_report(report, answer=ANSWER, seen="received", by=editor)
    counted = {
        query: desk.get(LIST + query).context["cl"].result_count for query in ("", "?waits=yes", "?waits=declined")
    }
    assert counted == {"": 1, "?waits=yes": 0, "?waits=declined": 1}


@pytest.mark.parametrize("words", ["swam", "EV-000001", "{receipt}", "{receipt} "])
def test_a_report_is_found_by_its_words_its_record_or_its_receipt(desk: Client, report: Report, words: str) -> None:
    factories.new_report("Another report of something else.")
    found = desk.get(LIST, {"q": words.format(receipt=factories.receipt_of(about="EV-000001").lower())})
    assert [row.pk for row in found.context["cl"].result_list] == [report.pk]


def test_a_list_costs_the_same_for_many_rows(desk: Client, django_assert_max_num_queries: Any, db: None) -> None:
    for number in range(12):
        factories.new_report(f"Report number {number} of an error.")
    with django_assert_max_num_queries(8):
        desk.get(LIST)


def test_a_report_shows_all_that_was_sent(desk: Client) -> None:
    report = factories.new_report("<b>What</b> is wrong here is this.", field="means", link="Yonhap, 20 August")
    html = desk.get(page(report)).content.decode()
    assert all(told in html for told in ("&lt;b&gt;What&lt;/b&gt; is wrong", "Means", "Yonhap, 20 August"))


def test_its_record_is_linked_and_its_newest_changes_are_offered(desk: Client, report: Report) -> None:
    rows.change("event", "EV-000001", reason="A second look.")
    html = desk.get(page(report)).content.decode()
    assert 'href="/admin/events/event/1/change/"' in html
    assert '<option value="1">' in html


def test_the_three_steps_lead_back_to_the_report(desk: Client, report: Report) -> None:
    rows.change()
    for step, typed, state in (
        ("take_up", {}, "looking"),
        ("accept", {"change": "1"}, "accepted"),
        ("take_up", {}, "looking"),
        ("decline", {"answer": ANSWER}, "declined"),
    ):
        response = desk.post(page(report, step), form_of(desk, report, step, **typed))
        assert (response.status_code, response["Location"]) == (302, page(report))
        assert PublicReport.objects.get().state == state


def test_what_is_refused_keeps_what_was_typed(desk: Client, report: Report) -> None:
    given = form_of(desk, report, "accept", change="99", answer=ANSWER)
    response = desk.post(page(report, "accept"), given)
    html = response.content.decode()
    assert "There is no public change of this number." in html
    assert ANSWER in html
    assert 'value="99"' in html
    assert KeptForm.objects.get().fields["answer"] == [ANSWER]


def test_a_harmful_answer_is_refused_with_what_was_found(desk: Client, report: Report) -> None:
    given = form_of(desk, report, "decline", answer="It was a soldier aged 19.")
    assert "aged 19" in desk.post(page(report, "decline"), given).content.decode()
    assert PublicReport.objects.get().answer == ""


def test_a_form_sent_twice_acts_once(desk: Client, report: Report) -> None:
    given = form_of(desk, report, "decline", answer=ANSWER)
    first, again = (desk.post(page(report, "decline"), given, follow=True) for _ in range(2))
    assert "saved already" in again.content.decode()
    assert "Closed; its sender" in first.content.decode()


def test_a_stale_form_does_nothing_and_says_so(desk: Client, report: Report, reviewer: User) -> None:
    given = form_of(desk, report, "decline", answer=ANSWER)
    actions.take_up_report(report, seen="received", by=reviewer)
    html = desk.post(page(report, "decline"), given).content.decode()
    assert "Somebody was faster" in html
    assert ANSWER in html
    assert PublicReport.objects.get().state == "looking"


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "１"])
def test_a_number_that_is_none_is_refused(desk: Client, report: Report, number: str) -> None:
    response = desk.post(page(report, "accept"), form_of(desk, report, "accept", change=number))
    assert "There is no public change of this number." in response.content.decode()


def test_an_erased_report_says_so(desk: Client, report: Report) -> None:
    Report.objects.update(text="", link="", erased_on="2026-01-01")
    assert "Its words were erased on" in desk.get(page(report)).content.decode()
    assert "erased" in desk.get(LIST).content.decode()


def test_a_report_that_is_not_there_leads_home(desk: Client) -> None:
    assert desk.get(f"{LIST}nothing/change/").status_code == 302
    assert desk.post(f"{LIST}nothing/take_up/").status_code == 404
