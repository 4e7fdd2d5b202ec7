"""Reporting an error: the form, what comes back of it, and the page of its receipt."""

import re
import time
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from events import actions
from events.intake import limits
from events.models import PublicReport, Report
from tests import factories
from tests.presenters import rows

from .conftest import Page, Read

TEXT = factories.REPORTED
Send = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def counted_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PREFIX", f"test:{uuid4().hex}")


@pytest.fixture
def send(client: Client, monkeypatch: pytest.MonkeyPatch) -> Send:
    """Return a way to open the form and send it after ten seconds."""

    def sending(path: str = "/en/report/", **given: str) -> HttpResponse:
        form = Page(client.get(path).content.decode()).root.one("form", kind="report")
        fields = {e.attributes["name"]: e.attributes.get("value", "") for e in form.all("input")}
        now = time.time()
        with monkeypatch.context() as later:
            later.setattr("django.core.signing.time.time", lambda: now + 10)
            return client.post(path.partition("?")[0], fields | {"text": TEXT} | given)  # type: ignore[return-value]

    return sending


def test_a_record_is_filled_in_and_may_be_opened(read: Read) -> None:
    event = rows.event()
    form = read(f"/en/report/?record={event.public_id}&field=means").one("form", kind="report")
    assert form.one("input", name="about").attributes["value"] == event.public_id
    assert form.one("option", selected="").attributes["value"] == "means"
    assert f"/en/events/{event.public_id}/" in {a.attributes["href"] for a in form.all("a")}


def test_a_source_offers_its_own_fields(read: Read) -> None:
    form = read(f"/en/report/?record={rows.source().public_id}").one("form", kind="report")
    offered = {option.attributes["value"] for option in form.all("option")}
    assert {"title", "url", "published"} <= offered
    assert "means" not in offered


@pytest.mark.parametrize(("query", "said"), [("record=EV-999999", "no public record"), ("nonsense=1", "no such")])
def test_what_the_address_asks_wrongly_is_told(read: Read, query: str, said: str) -> None:
    assert said in read(f"/en/report/?{query}").one("main").text


def test_the_form_asks_for_no_name_and_warns(read: Read) -> None:
    form = read("/en/report/").one("form", kind="report")
    names = {e.attributes["name"] for e in form.walk() if "name" in e.attributes}
    assert names == {"stamp", "about", "field", "text", "link", "website"}
    assert "Do not write names" in form.text


def test_a_report_leads_to_its_receipt(send: Send, read: Read) -> None:
    response = send(link="Yonhap, 20 August")
    assert response.status_code == 303
    assert re.fullmatch(r"/en/report/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/", response["Location"])
    page = read(response["Location"])
    assert page.one("h1").text == "Your report: Received"
    assert page.one("output").text in response["Location"]
    assert Report.objects.get().link == "Yonhap, 20 August"


def test_a_korean_form_leads_to_a_korean_page(send: Send, read: Read) -> None:
    response = send("/ko/report/")
    assert "접수" in read(response["Location"]).one("h1").text
    assert Report.objects.get().language == "ko"


def test_nothing_of_a_sender_is_stored_or_set(send: Send, client: Client) -> None:
    response = send()
    assert not response.cookies
    assert not client.cookies
    assert "127.0.0.1" not in str(list(Report.objects.values()) + list(PublicReport.objects.values()))


def test_a_form_sent_twice_is_one_report(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.intake.receipts.check_stamp", lambda stamp: None)
    led = {client.post("/en/report/", {"text": TEXT, "stamp": "s"})["Location"] for _ in range(2)}
    assert len(led) == Report.objects.count() == 1


def test_what_is_wrong_comes_back_with_everything_written(send: Send) -> None:
    response = send(text="short", link="<b>Yonhap</b>", about="EV-999999")
    main = Page(response.content.decode()).root.one("main")
    assert response.status_code == 400
    assert main.one("textarea").text == "short"
    assert main.one("input", name="link").attributes["value"] == "<b>Yonhap</b>"
    assert "Write 20 to 2,000 characters; there are 5 now." in main.one("p", id="text-wrong").text
    assert not Report.objects.exists()


def test_a_form_sent_at_once_comes_back(client: Client) -> None:
    stamp = Page(client.get("/en/report/").content.decode()).root.one("input", name="stamp").attributes["value"]
    response = client.post("/en/report/", {"text": TEXT, "stamp": stamp})
    main = Page(response.content.decode()).root.one("main")
    assert (response.status_code, main.one("textarea").text) == (400, TEXT)
    assert "faster than one can read" in main.text
    assert main.one("input", name="stamp").attributes["value"] == stamp


def test_a_form_without_our_stamp_comes_back_with_a_new_one(client: Client) -> None:
    response = client.post("/en/report/", {"text": TEXT})
    main = Page(response.content.decode()).root.one("main")
    assert "open for more than a day" in main.text
    assert main.one("input", name="stamp").attributes["value"]


def test_a_program_that_fills_in_everything_is_stopped(send: Send) -> None:
    assert send(website="http://example.org").status_code == 400
    assert not Report.objects.exists()


def test_the_sixth_report_of_a_network_waits_and_keeps_its_words(send: Send) -> None:
    for number in range(limits.OF_A_NETWORK):
        assert send(text=f"{TEXT} {number}").status_code == 303
    response = send()
    main = Page(response.content.decode()).root.one("main")
    assert (response.status_code, main.one("textarea").text) == (429, TEXT)
    assert 3_500 < int(response["Retry-After"]) <= 3_600
    assert "again in 60 minutes" in main.one("div", role="alert").text
    assert Report.objects.count() == limits.OF_A_NETWORK


def test_neither_page_is_kept_or_listed(send: Send, client: Client) -> None:
    for response in (client.get("/en/report/"), client.get(send()["Location"])):
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert "ETag" not in response


def test_the_form_needs_no_cookie_against_forgery(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.intake.receipts.check_stamp", lambda stamp: None)
    response = Client(enforce_csrf_checks=True).post("/en/report/", {"text": TEXT, "stamp": "s"})
    assert response.status_code == 303


@pytest.mark.parametrize("receipt", ["0000-0000-0000-0000", "UUUU-UUUU-UUUU-UUUU", "1", "x" * 300])
def test_a_receipt_that_opens_nothing_is_like_any_missing_page(client: Client, receipt: str) -> None:
    missing, other = client.get(f"/en/report/{receipt}/"), client.get("/en/report/nothing/")
    plain = [
        re.sub(r'href="/(en|ko)/[^"]*" (lang|hreflang)|hreflang="\w+" href="[^"]*"|/en/report/\w[^<"]*', "", page)
        for page in (missing.content.decode(), other.content.decode())
    ]
    assert missing.status_code == 404
    assert plain[0] == plain[1]


def test_there_is_no_list_of_reports(client: Client, read: Read) -> None:
    factories.new_report("Words that nobody should read here.")
    assert "nobody should read" not in read("/en/report/").text
    assert client.get("/en/reports/").status_code == 404


@pytest.mark.parametrize("typed", ["{}", " {} "])
def test_a_typed_receipt_leads_to_its_page(client: Client, typed: str) -> None:
    factories.new_report()
    receipt = factories.receipt_of()
    response = client.get("/en/report/", {"receipt": typed.format(receipt.lower().replace("-", " "))})
    assert (response.status_code, response["Location"]) == (303, f"/en/report/{receipt}/")


def test_a_declined_report_shows_its_answer_and_its_days(read: Read, editor: object) -> None:
    actions.decline_report(factories.new_report(), answer="The source repeats another.", seen="received", by=editor)
    main = read(f"/en/report/{factories.receipt_of()}/").one("main")
    assert "Not changed" in main.one("h1").text
    assert "The source repeats another." in main.one("blockquote").text
    assert len(main.all("time")) == 2
    assert TEXT not in main.text


@pytest.mark.parametrize(("kind", "address"), [("updated", "/en/corrections/?before={n}"), ("created", "/en/events/")])
def test_an_accepted_report_leads_to_its_change(read: Read, editor: object, kind: str, address: str) -> None:
    change = rows.change("event", rows.event().public_id, kind=kind, fields={"means": ["swim", "on_foot"]})
    actions.accept_report(factories.new_report(), change=change.number, seen="received", by=editor)
    link = read(f"/en/report/{factories.receipt_of()}/").one("dl", kind="days").one("a")
    assert link.attributes["href"].startswith(address.format(n=change.number + 1))
    assert read(link.attributes["href"])


@pytest.mark.parametrize("path", ["/en/events/{event}/", "/en/sources/{source}/", "/en/", "/en/figures/"])
def test_every_page_leads_to_the_form(read: Read, path: str) -> None:
    event, source = rows.event(), rows.source()
    rows.claim(event, source)
    page = read(path.format(event=event.public_id, source=source.public_id))
    links = {a.attributes["href"] for a in page.all("a")}
    record = event if "events" in path else source
    assert "/en/report/" in links
    assert ("{" not in path) or f"/en/report/?record={record.public_id}" in links
