"""The work on one article, in two phases: nothing is lost if a worker dies, and nothing is done twice."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from events import actions, tasks
from events.errors import Unreachable
from events.intake.fetch import Answer
from events.intake.found import Found, Passage, Reading
from events.intake.reading import READ_ARTICLE, suggest_anew, work_off
from events.models import Article, OutboxRow, Suggestion
from tests import factories

from .documents import KOREAN, WORDS, flate_bomb, page

URL = "https://www.example.org/news/1?utm_source=mail"
HEAD = '<meta property="article:published_time" content="2024-08-20T09:00:00+09:00">'


def answers(body: bytes = b"", **given: Any) -> Callable[[str], Answer]:
    return lambda url: Answer(
        **{"url": url, "status": 200, "content_type": "text/html", "charset": "", "body": body} | given
    )


def refuses(url: str) -> Answer:
    raise Unreachable("The page is not there.", field="url", remedy="Paste the text instead.")


@pytest.fixture
def waiting(editor: User) -> Article:
    """An article that has only its address."""
    return actions.add_article(way="fetched", url=URL, by=editor)


def row_of(article: Article) -> int:
    return OutboxRow.objects.filter(task=READ_ARTICLE, payload={"article": article.pk}).latest("pk").pk


def read(article: Article, get: Callable[[str], Answer]) -> Article:
    assert work_off(row_of(article), get=get)
    return Article.objects.get(pk=article.pk)


def test_an_address_becomes_a_text(waiting: Article) -> None:
    article = read(waiting, answers(page(head=HEAD)))
    assert (article.state, WORDS[0] in article.text, article.published, article.language, article.content_type) == (
        *("ready", True, "2024-08-20", "en", "html"),
    )


def test_bytes_hashes_signature_and_moment_are_kept(waiting: Article) -> None:
    article = read(waiting, answers(page()))
    assert bytes(article.raw or b"") == page()
    assert (len(article.raw_sha256), len(article.text_sha256)) == (64, 64)
    assert article.signature
    assert article.retrieved_at


def test_what_the_editor_said_stands_against_what_the_page_says(editor: User) -> None:
    article = actions.add_article(way="fetched", url=URL, title="Mine", published="2024-08", language="ko", by=editor)
    article = read(article, answers(page(head=HEAD)))
    assert (article.title, article.published, article.language) == ("Mine", "2024-08", "ko")


def test_no_date_is_made_up(waiting: Article) -> None:
    assert read(waiting, answers(page())).published == ""


def test_a_redirect_gives_the_canonical_address(waiting: Article) -> None:
    article = read(waiting, answers(page(), url="https://example.org/story/2?fbclid=x"))
    assert (article.url, article.canonical_url) == (URL, "https://example.org/story/2")


def test_a_page_can_not_pass_for_one_of_another_site(waiting: Article) -> None:
    article = read(waiting, answers(page(head='<link rel="canonical" href="https://other.example/a">')))
    assert article.canonical_url == "https://example.org/news/1"


def test_an_upload_is_read_and_nothing_is_fetched(editor: User) -> None:
    article = actions.add_article(way="uploaded", raw=page(KOREAN, language="ko"), file_name="a.html", by=editor)
    assert read(article, refuses).language == "ko"


def test_the_publisher_follows_from_the_site(editor: User) -> None:
    held = factories.new_source(editor, url="https://example.org/old")
    article = actions.add_article(way="fetched", url=URL, by=editor)
    assert read(article, answers(page())).publisher == held.publisher


def test_a_declared_machine_is_marked(waiting: Article) -> None:
    body = "<p>This story was generated using Paper Neuro and edited by a person of the staff.</p>"
    assert read(waiting, answers(page(body=body))).machine_written == "declared"


# --- what fails -------------------------------------------------------------------------------------------------------


def test_a_failure_is_told_with_its_remedy_and_the_work_is_done(waiting: Article) -> None:
    article = read(waiting, refuses)
    assert (article.state, article.failure.splitlines()) == (
        *("failed", ["The page is not there.", "Paste the text instead."]),
    )
    assert not OutboxRow.objects.open().exists()


def test_a_bomb_fails_and_the_next_article_is_read(waiting: Article, editor: User) -> None:
    assert read(waiting, answers(flate_bomb(200_000_000)[:5000])).state == "failed"
    other = actions.add_article(way="fetched", url="https://example.org/2", by=editor)
    assert read(other, answers(page())).state == "ready"


def test_an_unforeseen_error_fails_the_article_and_tells_no_word_of_it(
    waiting: Article, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(url: str) -> Answer:
        raise ValueError("words of the article")

    assert read(waiting, breaks).state == "failed"
    assert "ValueError" in caplog.text
    assert "words of the article" not in caplog.text


def test_a_failed_fetch_keeps_no_bytes_but_a_failed_upload_keeps_the_file(waiting: Article, editor: User) -> None:
    assert read(waiting, answers(b"\x81\x82 \xff\xfa" * 100)).raw is None
    upload = actions.add_article(way="uploaded", raw=b"\x81\x82 \xff\xfa" * 100, by=editor)
    assert read(upload, refuses).raw is not None


def test_a_second_try_reads_it(waiting: Article, editor: User) -> None:
    actions.retry_article(read(waiting, refuses), by=editor)
    assert read(waiting, answers(page())).state == "ready"


# --- once, and only once ----------------------------------------------------------------------------------------------


def test_the_task_is_one_call(waiting: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.intake.reading.work_off", lambda row: row)
    assert tasks.read_article(row_of(waiting)) == row_of(waiting)


def test_a_row_that_is_done_is_not_done_again(waiting: Article) -> None:
    row = row_of(waiting)
    assert work_off(row, get=answers(page()))
    assert not work_off(row, get=refuses)
    assert Article.objects.get().state == "ready"


def test_a_text_pasted_meanwhile_stands(waiting: Article) -> None:
    def pasted_meanwhile(url: str) -> Answer:
        Article.objects.filter(pk=waiting.pk).update(state="ready", text="Pasted.")
        return answers(page())(url)

    work_off(row_of(waiting), get=pasted_meanwhile)
    assert Article.objects.get().text == "Pasted."


def test_a_worker_that_dies_leaves_it_to_the_next(waiting: Article) -> None:
    def dies(url: str) -> Answer:
        raise SystemExit

    with pytest.raises(SystemExit):
        work_off(row_of(waiting), get=dies)
    assert OutboxRow.objects.open().count() == 1
    assert read(waiting, answers(page())).state == "ready"


def test_no_transaction_is_open_while_a_site_is_asked(committed: Any) -> None:
    article = actions.add_article(way="fetched", url=URL, by=committed.editor)
    seen: list[bool] = []

    def look(url: str) -> Answer:
        seen.append(connection.in_atomic_block)
        return answers(page())(url)

    work_off(row_of(article), get=look)
    assert seen == [False]


def test_of_two_workers_with_one_row_one_asks(committed: Any) -> None:
    article = actions.add_article(way="fetched", url=URL, by=committed.editor)
    row, asked, second_done = row_of(article), [], threading.Event()

    def slowly(url: str) -> Answer:
        asked.append(url)
        second_done.wait(20)
        return answers(page())(url)

    def second() -> None:
        try:
            results.append(work_off(row, get=slowly))
        finally:
            second_done.set()
            connection.close()

    results: list[bool] = []
    thread = threading.Thread(target=lambda: (wait_for(asked), second()))
    thread.start()
    results.append(work_off(row, get=slowly))
    thread.join()
    assert (results, len(asked)) == ([False, True], 1)


def wait_for(asked: list[str]) -> None:
    for _ in range(2000):
        if asked:
            return
        threading.Event().wait(0.01)


# --- suggestions ------------------------------------------------------------------------------------------------------


@pytest.fixture
def aids(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Reading aids that find the same two things in every text; returns what they were given."""
    calls: list[dict[str, Any]] = []

    def find(text: str, **given: Any) -> Reading:
        calls.append({"text": text} | given)
        found = [
            Found("value", 2, 9, "soldier", field="direction", value="north_to_south"),
            Found("attribution", 0, 1, "said"),
        ]
        return Reading([Passage(0, 5, "caption")], found)

    monkeypatch.setattr("events.intake.reading.read", find)
    return calls


def test_suggestions_and_passages_are_kept(waiting: Article, aids: list[dict[str, Any]]) -> None:
    article = read(waiting, answers(page()))
    assert article.passages == [[0, 5, "caption"]]
    assert list(article.suggestions.values_list("kind", "field", "start", "end")) == [
        ("attribution", "", 0, 1),
        ("value", "direction", 2, 9),
    ]


def test_the_aids_get_the_gazetteer_and_the_day_of_publication(editor: User, aids: list[dict[str, Any]]) -> None:
    factories.PlaceFactory.create(slug="goseong", kind="county", name_en="Goseong", name_ko="고성", aliases=["Kosong"])
    actions.add_article(way="pasted", text=" ".join(WORDS), published="2024-08-20", by=editor)
    (call,) = aids
    assert (call["published"], call["places"][0].names) == ("2024-08-20", ("Goseong", "고성", "Kosong"))


def test_reading_again_keeps_what_was_decided(editor: User, aids: list[dict[str, Any]]) -> None:
    article = actions.add_article(way="pasted", text=" ".join(WORDS), by=editor)
    actions.settle_suggestions(article, {article.suggestions.get(kind="value").pk: "rejected"}, by=editor)
    suggest_anew(article)
    assert sorted(article.suggestions.values_list("kind", "state")) == [("attribution", "open"), ("value", "rejected")]
    assert Suggestion.objects.count() == 2


def test_two_phases_end_in_one_commit(waiting: Article, aids: list[dict[str, Any]], monkeypatch: Any) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("events.intake.reading.suggest_anew", breaks)
    with pytest.raises(RuntimeError), transaction.atomic():
        work_off(row_of(waiting), get=answers(page()))
    assert (Article.objects.get().state, OutboxRow.objects.open().count()) == ("waiting", 1)
