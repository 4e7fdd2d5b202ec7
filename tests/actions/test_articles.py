"""Articles come in, become sources, and close when nothing in them waits."""

import threading
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from events import actions
from events.errors import (
    DerivationCycle,
    DuplicateArticle,
    ForbiddenAddress,
    InvalidDate,
    InvalidValue,
    NotAllowedNow,
    NotPermitted,
    TrackerError,
    Unreadable,
)
from events.models import Article, OutboxRow, Publisher, Revision, Source, Suggestion
from tests import factories

WORDS = "A soldier crossed the Military Demarcation Line on Tuesday.\n\nHe is in custody, the ministry said."
URL = "https://example.org/news/1"


@pytest.fixture
def pasted(editor: User) -> Article:
    return actions.add_article(way="pasted", text=WORDS, url=URL, title="Guard crosses", by=editor)


@pytest.fixture
def paper(db: None) -> Publisher:
    return factories.PublisherFactory.create()


def mark(article: Article, kind: str = "value", start: int = 2) -> Suggestion:
    return Suggestion.objects.create(article=article, kind=kind, start=start, end=start + 5)


# --- coming in --------------------------------------------------------------------------------------------------------


def test_a_pasted_text_is_ready_at_once(pasted: Article) -> None:
    stored = Article.objects.get(pk=pasted.pk)
    assert (stored.state, stored.text, stored.language) == ("ready", WORDS, "en")
    assert stored.retrieved_at
    assert not OutboxRow.objects.exists()


def test_an_address_waits_for_the_worker_in_the_same_transaction(editor: User) -> None:
    article = actions.add_article(way="fetched", url=URL, by=editor)
    assert (article.state, OutboxRow.objects.get().payload) == ("waiting", {"article": article.pk})


def test_a_file_waits_for_the_worker(editor: User) -> None:
    article = actions.add_article(way="uploaded", raw=b"words", file_name="a.txt", by=editor)
    assert (article.state, len(article.raw_sha256), OutboxRow.objects.count()) == ("waiting", 64, 1)


@pytest.mark.parametrize(
    ("given", "error", "field"),
    [
        ({"way": "pasted", "text": " "}, Unreadable, "text"),
        ({"way": "pasted", "text": "a" * 5_000_000}, Unreadable, "text"),
        ({"way": "pasted", "text": WORDS.encode("utf-16").decode("latin-1") + "\ufffd"}, Unreadable, "text"),
        ({"way": "pasted", "text": WORDS, "published": "last Tuesday"}, InvalidDate, "published"),
        ({"way": "pasted", "text": WORDS, "url": "http://10.0.0.1/"}, ForbiddenAddress, "url"),
        ({"way": "pasted", "text": WORDS, "language": "x" * 11}, InvalidValue, "language"),
        ({"way": "pasted", "text": WORDS, "title": "x" * 401}, InvalidValue, "title"),
        ({"way": "fetched"}, InvalidValue, "url"),
        ({"way": "fetched", "url": "http://2130706433/"}, ForbiddenAddress, "url"),
        ({"way": "uploaded"}, InvalidValue, "file"),
        ({"way": "uploaded", "raw": b"PK\x03\x04 docx"}, Unreadable, "file"),
        ({"way": "uploaded", "raw": b"a" * 10_000_001}, InvalidValue, "file"),
        ({"way": "carried"}, InvalidValue, "way"),
    ],
)
def test_what_can_not_come_in_is_refused_at_its_field_with_a_remedy(
    given: dict[str, Any], error: type[TrackerError], field: str, editor: User
) -> None:
    with pytest.raises(error) as refused:
        actions.add_article(**given, by=editor)
    assert (refused.value.field, bool(refused.value.remedy)) == (field, True)
    assert not Article.objects.exists()


def test_who_has_no_right_takes_nothing_in(outsider: User) -> None:
    with pytest.raises(NotPermitted):
        actions.add_article(way="pasted", text=WORDS, by=outsider)


def test_an_article_without_a_date_gets_none(pasted: Article) -> None:
    assert pasted.published == ""


# --- what is there already --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"way": "fetched", "url": "http://www.example.org/news/1/?utm_source=mail#top"}, "url"),
        ({"way": "pasted", "text": WORDS.replace("\n", "\r\n")}, "text"),
    ],
)
def test_a_document_that_is_there_is_named(given: dict[str, str], field: str, pasted: Article, editor: User) -> None:
    with pytest.raises(DuplicateArticle, match=pasted.public_id) as refused:
        actions.add_article(**given, by=editor)
    assert refused.value.field == field


def test_a_file_that_is_there_is_named(editor: User) -> None:
    first = actions.add_article(way="uploaded", raw=b"words", by=editor)
    with pytest.raises(DuplicateArticle, match=first.public_id):
        actions.add_article(way="uploaded", raw=b"words", by=editor)


@pytest.mark.parametrize(
    "given", [{"way": "fetched", "url": f"{URL}/?fbclid=1"}, {"way": "pasted", "text": WORDS, "url": ""}]
)
def test_a_source_that_is_there_is_named(given: dict[str, str], editor: User) -> None:
    held = factories.new_source(editor, url=URL, text=WORDS)
    with pytest.raises(DuplicateArticle, match=held.public_id):
        actions.add_article(**given, by=editor)


def test_what_could_not_be_read_is_replaced_by_its_pasted_text(editor: User) -> None:
    failed = actions.add_article(way="fetched", url=URL, by=editor)
    Article.objects.filter(pk=failed.pk).update(state="failed", failure="Not there.")
    again = actions.add_article(way="pasted", url=URL, text=WORDS, by=editor)
    stored = Article.objects.get()
    assert (again.pk, stored.state, stored.failure, stored.text) == (failed.pk, "ready", "", WORDS)
    assert stored.added_at == failed.added_at


def test_two_editors_who_bring_in_one_document_at_once_make_one_article(committed: Any) -> None:
    barrier, refused = threading.Barrier(2), []

    def add() -> None:
        barrier.wait()
        try:
            actions.add_article(way="pasted", text=WORDS, by=committed.editor)
        except DuplicateArticle as error:
            refused.append(error)
        connection.close()

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Article.objects.count(), len(refused)) == (1, 1)


# --- its source -------------------------------------------------------------------------------------------------------


def test_bytes_and_text_move_to_the_source(editor: User, paper: Publisher) -> None:
    article = actions.add_article(way="pasted", text=WORDS, url=URL, by=editor)
    Article.objects.filter(pk=article.pk).update(raw=b"<p>bytes", raw_sha256="ab" * 32)
    made = actions.make_source(article, publisher=paper, title="T", published="2024-08-20", by=editor)
    source, article = Source.objects.get(pk=made.pk), Article.objects.get(pk=article.pk)
    assert (bytes(source.snapshot or b""), source.text, source.url) == (b"<p>bytes", WORDS, URL)
    assert (article.raw, article.text, article.words, article.source) == (None, "", WORDS, source)
    assert (source.retrieved_by, source.retrieved_at) == (editor, article.retrieved_at)
    assert source.text_sha256 == article.text_sha256


def test_a_source_is_made_through_the_history(pasted: Article, editor: User, paper: Publisher) -> None:
    actions.make_source(pasted, publisher=paper, title="T", by=editor, reason="Came in today.")
    assert Revision.objects.get(record="source").reason == "Came in today."


def test_a_derivation_goes_with_it(pasted: Article, editor: User, paper: Publisher, source: Source) -> None:
    made = actions.make_source(
        pasted, publisher=paper, title="T", derives_from=source, derives_how="rewrites", by=editor
    )
    assert (made.derives_from, made.derives_how) == (source, "rewrites")


def test_a_second_source_is_refused(pasted: Article, editor: User, paper: Publisher) -> None:
    actions.make_source(pasted, publisher=paper, title="T", by=editor)
    with pytest.raises(NotAllowedNow):
        actions.make_source(pasted, publisher=paper, title="T", by=editor)


def test_an_article_that_waits_has_no_source_yet(editor: User, paper: Publisher) -> None:
    article = actions.add_article(way="fetched", url=URL, by=editor)
    with pytest.raises(NotAllowedNow):
        actions.make_source(article, publisher=paper, title="T", by=editor)


def test_a_title_is_given_or_withheld(pasted: Article, editor: User, paper: Publisher) -> None:
    with pytest.raises(InvalidValue) as refused:
        actions.make_source(pasted, publisher=paper, by=editor)
    assert refused.value.field == "title"
    assert actions.make_source(pasted, publisher=paper, title_withheld=True, by=editor).title_withheld


def test_a_refused_source_leaves_the_article_as_it_was(pasted: Article, editor: User, paper: Publisher) -> None:
    with pytest.raises(InvalidDate):
        actions.make_source(pasted, publisher=paper, title="T", published="soon", by=editor)
    assert (Article.objects.get().text, Source.objects.count()) == (WORDS, 0)


def test_an_unsaved_circle_can_not_be_made(pasted: Article, editor: User, paper: Publisher) -> None:
    made = actions.make_source(pasted, publisher=paper, title="T", by=editor)
    with pytest.raises(DerivationCycle):
        factories.change(made, editor, derives_from=made, derives_how="cites")


# --- suggestions and the end ------------------------------------------------------------------------------------------


def decide(suggestion: Suggestion, state: str, by: User, reason: str = "") -> Suggestion:
    actions.settle_suggestions(suggestion.article, {suggestion.pk: state}, by=by, reason=reason)
    suggestion.refresh_from_db()
    return suggestion


def test_a_suggestion_is_settled_with_who_and_when(pasted: Article, editor: User) -> None:
    settled = decide(mark(pasted), "rejected", editor, "A name of a street.")
    assert (settled.state, settled.reason, settled.decided_by) == ("rejected", "A name of a street.", editor)
    assert settled.decided_at


def test_an_article_with_an_open_value_does_not_close_and_says_how_many(pasted: Article, editor: User) -> None:
    mark(pasted)
    mark(pasted, "figure", 9)
    with pytest.raises(NotAllowedNow, match="2 suggestions are still open"):
        actions.close_article(pasted, by=editor)
    assert Article.objects.get().state == "ready"


@pytest.mark.parametrize("state", ["elsewhere", "out_of_scope", "rejected"])
def test_an_article_closes_when_each_value_was_decided(state: str, pasted: Article, editor: User) -> None:
    decide(mark(pasted), state, editor)
    mark(pasted, "attribution")
    mark(pasted, "not_ours")
    actions.close_article(pasted, by=editor)
    stored = Article.objects.get()
    assert (stored.state, stored.closed_by) == ("closed", editor)
    assert sorted(pasted.suggestions.values_list("state", flat=True)) == sorted([state, "out_of_scope", "out_of_scope"])


def test_an_article_with_nothing_for_us_is_set_aside_with_a_reason(pasted: Article, editor: User) -> None:
    suggestion = mark(pasted)
    actions.set_aside(pasted, by=editor, reason="A copy of AR-000001.")
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.reason, Article.objects.get().state) == (
        *("out_of_scope", "A copy of AR-000001.", "closed"),
    )


def test_setting_aside_needs_a_reason(pasted: Article, editor: User) -> None:
    with pytest.raises(InvalidValue) as refused:
        actions.set_aside(pasted, by=editor, reason=" ")
    assert refused.value.field == "reason"


def test_nothing_is_decided_in_a_closed_article(pasted: Article, editor: User) -> None:
    suggestion = mark(pasted, "attribution")
    actions.close_article(pasted, by=editor)
    with pytest.raises(NotAllowedNow):
        decide(suggestion, "rejected", editor)
    with pytest.raises(NotAllowedNow):
        actions.close_article(pasted, by=editor)


def test_only_what_failed_is_tried_again(pasted: Article, editor: User) -> None:
    with pytest.raises(NotAllowedNow):
        actions.retry_article(pasted, by=editor)
    Article.objects.filter(pk=pasted.pk).update(state="failed", failure="Not there.")
    assert actions.retry_article(pasted, by=editor).state == "waiting"
    assert OutboxRow.objects.get().payload == {"article": pasted.pk}


@pytest.mark.parametrize("step", ["retry_article", "close_article", "set_aside", "make_source"])
def test_who_has_no_right_takes_no_step(step: str, pasted: Article, outsider: User, paper: Publisher) -> None:
    given: dict[str, dict[str, Any]] = {
        "set_aside": {"reason": "x"},
        "make_source": {"publisher": paper, "title": "T"},
    }
    with pytest.raises(NotPermitted):
        getattr(actions, step)(pasted, **given.get(step, {}), by=outsider)


@pytest.mark.usefixtures("as_desk")
def test_the_role_of_the_desk_may_do_all_of_it(editor: User, paper: Publisher) -> None:
    with transaction.atomic():
        article = actions.add_article(way="pasted", text=WORDS, by=editor)
        actions.make_source(article, publisher=paper, title="T", by=editor)
        actions.close_article(article, by=editor)
    assert Article.objects.get().state == "closed"
