"""The inbox: a document comes in, what is refused is told at its field, and nothing typed is lost."""

from io import BytesIO, RawIOBase
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext

from events import actions
from events.models import Article, OutboxRow, Publisher, Source
from tests import factories
from tests.doors.admin.forms import change_page
from tracker import uploads

ADD, LIST, SEND = "/admin/events/article/add/", "/admin/events/article/", "/admin/events/article/send/"
WORDS = "A soldier crossed the Military Demarcation Line on Tuesday.\n\nHe is in custody, the ministry said."
URL = "https://example.org/news/1"
TYPED = {"text": "", "url": URL, "title": "Guard crosses", "published": "2024-08-20", "language": "en"}


@pytest.fixture
def pasted(editor: User) -> Article:
    return actions.add_article(way="pasted", text=WORDS, url=URL, title="Guard crosses", by=editor)


@pytest.fixture
def paper(db: None) -> Publisher:
    return factories.PublisherFactory.create(name="The Paper")


def steps(article: Article, step: str) -> str:
    return f"/admin/events/article/{article.pk}/{step}/"


def errors_of(response: Any, field: str) -> str:
    return " ".join(response.context["form"].errors.get(field, []))


def still_typed(response: Any) -> dict[str, Any]:
    form = response.context["form"]
    return {name: form[name].value() for name in TYPED}


# --- coming in --------------------------------------------------------------------------------------------------------


def test_a_pasted_text_leads_to_its_article(desk: Client) -> None:
    response = desk.post(ADD, TYPED | {"text": WORDS})
    article = Article.objects.get()
    assert response["Location"] == change_page(article)
    assert (article.way, article.state, article.published) == ("pasted", "ready", "2024-08-20")
    assert WORDS.split("\n")[0] in desk.get(response["Location"]).content.decode()


def test_an_address_alone_is_fetched(desk: Client) -> None:
    desk.post(ADD, TYPED)
    assert (Article.objects.get().way, OutboxRow.objects.count()) == ("fetched", 1)


def test_a_file_is_taken_with_its_address(desk: Client) -> None:
    desk.post(ADD, TYPED | {"file": SimpleUploadedFile("a.html", b"<html><p>words")})
    article = Article.objects.get()
    assert (article.way, article.file_name, article.url, bytes(article.raw or b"")) == (
        *("uploaded", "a.html", URL, b"<html><p>words"),
    )


def test_a_publisher_can_be_named(desk: Client, paper: Publisher) -> None:
    desk.post(ADD, TYPED | {"publisher": paper.pk, "double_coded": "on", "text": WORDS})
    article = Article.objects.get()
    assert (article.publisher, article.double_coded) == (paper, True)


def test_the_form_opens_with_what_the_bookmarklet_sends(desk: Client) -> None:
    form = desk.get(ADD, {"url": URL, "title": "Guard <b>crosses"}).context["form"]
    assert (form["url"].value(), form["title"].value()) == (URL, "Guard <b>crosses")


def test_the_bookmarklet_only_opens_the_form(desk: Client) -> None:
    page = desk.get(SEND)
    link = page.context["bookmarklet"]
    assert link.startswith("javascript:void(window.open('http://testserver/admin/events/article/add/?url='")
    assert "fetch(" not in link
    assert 'href="javascript:void(window.open(&#x27;http://testserver' in page.content.decode()


# --- bad input: a clear message at its field, and everything typed stays ----------------------------------------------

BAD = {
    "nothing": ({"url": ""}, "__all__", "nothing to read"),
    "a paste of 5 MB": ({"text": "a" * 5_000_000}, "text", "longer than 1 MB"),
    "a private address": ({"url": "http://10.0.0.1/"}, "url", "not on the public web"),
    "a private IPv6 address": ({"url": "http://[::1]/"}, "url", "not on the public web"),
    "a decimal address": ({"url": "http://2130706433/"}, "url", "not on the public web"),
    "a mapped address": ({"url": "http://[::ffff:127.0.0.1]/"}, "url", "not on the public web"),
    "a file address": ({"url": "file:///etc/passwd"}, "url", "not the address of a web page"),
    "a date that is none": ({"text": WORDS, "published": "last Tuesday"}, "published", "not a date"),
    "a text in a wrong encoding": ({"text": "ë¶í êµ°ì¸ì´ ë¶í"}, "text", "wrong encoding"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_at_its_field_and_stays(name: str, desk: Client) -> None:
    given, field, words = BAD[name]
    response = desk.post(ADD, TYPED | given)
    assert (response.status_code, words in errors_of(response, field)) == (200, True)
    assert still_typed(response) == TYPED | given
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", b"PK\x03\x04zip", "Word, Hangul and zip files"),
        ("a.txt", b"", "empty"),
        ("a.png", b"\x89PNG", "Pictures"),
        ("a.html", b"x" * 10_000_001, "larger than 10 MB"),
    ],
)
def test_a_refused_upload_leaves_the_other_fields(name: str, data: bytes, words: str, desk: Client) -> None:
    response = desk.post(ADD, TYPED | {"file": SimpleUploadedFile(name, data)})
    assert words in errors_of(response, "file")
    assert still_typed(response) == TYPED


def test_a_text_and_a_file_are_one_too_many(desk: Client) -> None:
    response = desk.post(ADD, TYPED | {"text": WORDS, "file": SimpleUploadedFile("a.txt", b"words")})
    assert "Give one of them" in errors_of(response, "file")
    assert still_typed(response)["text"] == WORDS


def test_a_document_that_is_there_is_named(desk: Client, pasted: Article) -> None:
    response = desk.post(ADD, TYPED)
    assert pasted.public_id in errors_of(response, "url")


class Stream(RawIOBase):
    """The body of a request: a form, then a file that goes on for two gigabytes."""

    def __init__(self, head: bytes, length: int) -> None:
        self.head, self.left, self.taken = BytesIO(head), length, 0

    def read(self, size: int = -1) -> bytes:
        size = 65536 if size < 0 else size
        part = self.head.read(size) or b"x" * min(size, self.left)
        self.left -= len(part)
        self.taken += len(part)
        return part


def upload(desk: Client, announced: int) -> tuple[Any, Stream]:
    """Send a form whose file is as long as the request announces; return the answer and what was read."""
    fields = encode_multipart(BOUNDARY, TYPED).removesuffix(f"--{BOUNDARY}--\r\n".encode())
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="big.pdf"\r\n\r\n'.encode()
    stream = Stream(fields + part, announced)
    sent = {"CONTENT_TYPE": MULTIPART_CONTENT, "CONTENT_LENGTH": announced, "wsgi.input": stream}
    return desk.generic("POST", ADD, **sent), stream


def test_two_gigabytes_are_refused_by_what_they_announce_and_nothing_is_kept(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(uploads.BoundedUpload, "receive_data_chunk")
    response, stream = upload(desk, 2_000_000_000)
    assert "larger than 10 MB" in errors_of(response, "file")
    assert (still_typed(response), stream.left) == (TYPED, 0)  # read to its end, or the browser would hear nothing


def test_what_no_browser_sends_is_not_read(desk: Client) -> None:
    response, stream = upload(desk, 2_000_000_000_000)
    assert "larger than 10 MB" in errors_of(response, "file")
    assert (still_typed(response), stream.taken < 1_000_000) == (TYPED, True)


def test_a_stranger_is_not_listened_to_for_long(client: Client, db: None) -> None:
    _, stream = upload(client, 2_000_000_000)
    assert stream.taken < 1_000_000


def test_a_file_that_is_a_little_too_large_is_read_to_its_end_but_not_kept(desk: Client) -> None:
    response, stream = upload(desk, 30_000_000)
    assert "larger than 10 MB" in errors_of(response, "file")
    assert (still_typed(response), stream.left) == (TYPED, 0)


def test_an_upload_never_touches_the_disk(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("django.core.files.temp.NamedTemporaryFile")
    desk.post(ADD, TYPED | {"file": SimpleUploadedFile("a.html", b"<html>" + b"x" * 5_000_000)})
    assert Article.objects.get().way == "uploaded"


def test_a_stranger_can_not_fill_the_disk_either(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("django.core.files.temp.NamedTemporaryFile")
    body = {"username": "eve", "file": SimpleUploadedFile("a", b"x" * (uploads.LARGEST + 1))}
    assert client.post("/admin/login/", body).status_code == 200


# --- one article ------------------------------------------------------------------------------------------------------


def source_form(desk: Client, article: Article) -> dict[str, Any]:
    """Return what a browser would send for the form that an article shows."""
    form = desk.get(change_page(article)).context["form"]
    values = {field.html_name: field.value() for field in form}
    return {name: getattr(value, "pk", value) for name, value in values.items() if value not in (None, False)}


def test_the_source_form_is_filled_in_from_what_was_read(desk: Client, pasted: Article) -> None:
    assert source_form(desk, pasted) | {"kind": ""} == {
        "title": "Guard crosses",
        "published": "",
        "language": "en",
        "machine_written": "none",
        "kind": "",
    }


def test_an_article_without_a_date_is_asked_for_one(desk: Client, pasted: Article) -> None:
    assert "does not say when it was published" in desk.get(change_page(pasted)).content.decode()


def test_making_the_source_leads_back_to_the_article(desk: Client, pasted: Article, paper: Publisher) -> None:
    data = source_form(desk, pasted) | {"publisher": paper.pk, "published": "2024-08-20", "kind": "article"}
    response = desk.post(steps(pasted, "source"), data)
    assert response["Location"] == change_page(pasted)
    source = Source.objects.get()
    assert (source.text, source.published, source.publisher, source.article) == (WORDS, "2024-08-20", paper, pasted)
    assert f"/admin/events/source/{source.pk}/change/" in desk.get(change_page(pasted)).content.decode()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"published": "soon"}, "published"),
        ({"title": ""}, "title"),
        ({"publisher": ""}, "publisher"),
        ({"derives_from": "SR-999999"}, "derives_from"),
        ({"derives_from": "that one"}, "derives_from"),
    ],
)
def test_a_refused_source_is_told_at_its_field_and_stays(
    given: dict[str, str], field: str, desk: Client, pasted: Article, paper: Publisher
) -> None:
    data = source_form(desk, pasted) | {"publisher": paper.pk, "kind": "article", "title": "Typed"} | given
    response = desk.post(steps(pasted, "source"), data)
    assert errors_of(response, field)
    assert response.context["form"]["title"].value() == data["title"]
    assert not Source.objects.exists()


def test_a_derivation_without_its_manner_is_told(
    desk: Client, pasted: Article, paper: Publisher, source: Source
) -> None:
    data = source_form(desk, pasted) | {"publisher": paper.pk, "kind": "article", "derives_from": source.public_id}
    response = desk.post(steps(pasted, "source"), data)
    assert "derivation says how" in str(response.context["form"].errors)


def test_a_rewrite_is_proposed_with_its_origin(desk: Client, pasted: Article, paper: Publisher, editor: User) -> None:
    origin = actions.make_source(pasted, publisher=paper, title="First", by=editor)
    again = actions.add_article(way="pasted", text=WORDS + " More of it follows here, and then it ends.", by=editor)
    form = source_form(desk, again)
    assert (form["derives_from"], form["derives_how"]) == (origin.public_id, "rewrites")
    assert "of the words in common" in desk.get(change_page(again)).content.decode()


def test_a_failure_is_shown_with_both_ways_out(desk: Client, pasted: Article) -> None:
    Article.objects.filter(pk=pasted.pk).update(
        state="failed", failure="The page is not there.\nPaste the text instead."
    )
    page = desk.get(change_page(pasted)).content.decode()
    assert "The page is not there. Paste the text instead." in page
    assert "?url=https%3A%2F%2Fexample.org%2Fnews%2F1&amp;title=Guard+crosses" in page
    desk.post(steps(pasted, "retry"))
    assert Article.objects.get().state == "waiting"


def test_a_step_that_is_not_allowed_is_told(desk: Client, pasted: Article) -> None:
    page = desk.post(steps(pasted, "retry"), follow=True).content.decode()
    assert "This article did not fail." in page


def test_an_article_is_closed_or_set_aside(desk: Client, pasted: Article) -> None:
    pasted.suggestions.create(kind="value", start=0, end=4)
    assert "1 suggestion is still open" in desk.post(steps(pasted, "close"), follow=True).content.decode()
    desk.post(steps(pasted, "close"), {"reason": "A copy."})
    assert (Article.objects.get().state, pasted.suggestions.get().reason) == ("closed", "A copy.")


def test_a_text_with_markup_is_shown_as_text(desk: Client, editor: User) -> None:
    hostile = 'He said <script>alert(1)</script> and <img src=x onerror="alert(1)"> on Tuesday.'
    article = actions.add_article(way="pasted", text=hostile, title="<script>alert(2)</script>", by=editor)
    for address in (change_page(article), LIST):
        page = desk.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_missing_article_leads_to_the_front_page(desk: Client) -> None:
    for address in ("/admin/events/article/999/change/", "/admin/events/article/x/change/"):
        assert desk.get(address)["Location"] == "/admin/"


@pytest.mark.parametrize("step", ["retry", "close", "source"])
def test_a_step_is_not_taken_by_opening_its_address(step: str, desk: Client, pasted: Article) -> None:
    assert desk.get(steps(pasted, step)).status_code == 405


@pytest.mark.parametrize("step", ["retry", "close", "source", "change"])
def test_an_administrator_takes_no_step(step: str, pasted: Article, browser: Any, administrator: User) -> None:
    assert browser(administrator).post(steps(pasted, step), {"reason": "x"}).status_code == 403


# --- the inbox --------------------------------------------------------------------------------------------------------


def test_alike_articles_are_marked_in_the_inbox(desk: Client, pasted: Article, editor: User) -> None:
    other = actions.add_article(way="pasted", text=WORDS + " And so on.", by=editor)
    page = desk.get(LIST).content.decode()
    assert f'<a href="{change_page(pasted)}">{pasted.public_id}</a>' in page
    assert f'<a href="{change_page(other)}">{other.public_id}</a>' in page


def test_the_inbox_asks_as_often_for_fifty_as_for_one(desk: Client, editor: User) -> None:
    counts = []
    for number in (1, 49):
        for one in range(number):
            actions.add_article(way="pasted", text=f"Number {number} {one}. {WORDS}", by=editor)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(LIST).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_neither_text_nor_bytes_are_read_for_the_inbox(desk: Client, pasted: Article) -> None:
    with CaptureQueriesContext(connection) as asked:
        desk.get(LIST)
    assert not [query for query in asked if '"events_article"."text"' in query["sql"] or '."raw"' in query["sql"]]
