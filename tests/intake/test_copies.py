"""A document that is there already is found, whatever its address looks like; a rewrite is proposed, never decided."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import actions
from events.intake.copies import ALIKE, SAME, find_copies, mark_copies, publisher_of, signature, similarity
from events.models import Article, Source
from tests import factories

from .documents import KOREAN, WORDS

ORIGINAL = " ".join(WORDS) + (
    " Officials said that the man walked for two nights and hid by day. The ministry will announce its numbers for the"
    " first half of the year next week. A spokesman declined to say where exactly he crossed, or what he carried."
)
LIGHT_REWRITE = (
    "In a rare move, a North Korean has come over. " + ORIGINAL.replace("in a short statement", "on the day")
).replace("Officials said that the man walked", "According to officials he walked")
SAME_EVENT = (
    "Seoul's military says that a member of the North's army came over the border early on Tuesday. Troops guided him"
    " to safety and he is being questioned. The joint chiefs said there was no unusual movement on the other side."
    " Few soldiers make it across the heavily mined strip. Most people who leave go through China instead."
)
UNRELATED = (
    "The central bank kept its interest rate where it was on Thursday, as most economists had expected. Prices rose by"
    " less than in the spring, the governor told a press conference, and exports of ships and chips went on growing."
)
KOREAN_ORIGINAL = " ".join(KOREAN)
KOREAN_REWRITE = KOREAN_ORIGINAL.replace("밝혔다.", "전했다.").replace("자세한 ", "") + " 무단 전재 및 재배포 금지."
KOREAN_UNRELATED = (
    "한국은행은 목요일 기준금리를 현 수준에서 동결한다고 밝혔다. 물가 상승률이 봄보다 낮아졌으며 반도체와 선박 수출은"
    " 계속 늘고 있다고 총재가 기자회견에서 설명했다. 시장 전문가들은 대체로 예상한 결과라고 평가했다."
)


def share(one: str, other: str) -> float:
    return similarity(signature(one), signature(other))


@pytest.mark.parametrize(("one", "other"), [(ORIGINAL, ORIGINAL), (KOREAN_ORIGINAL, KOREAN_ORIGINAL)])
def test_a_copy_is_the_same(one: str, other: str) -> None:
    assert share(one, other.upper().replace(". ", ".\n\n")) == 1.0


@pytest.mark.parametrize(("one", "other"), [(ORIGINAL, LIGHT_REWRITE), (KOREAN_ORIGINAL, KOREAN_REWRITE)])
def test_a_light_rewrite_is_alike(one: str, other: str) -> None:
    assert ALIKE < share(one, other) < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ORIGINAL, UNRELATED),
        (ORIGINAL, SAME_EVENT),
        (KOREAN_ORIGINAL, KOREAN_UNRELATED),
        (ORIGINAL, KOREAN_ORIGINAL),
        ("", ORIGINAL),
        ("", ""),
    ],
)
def test_other_words_are_not_alike_even_on_the_same_event(one: str, other: str) -> None:
    assert share(one, other) < ALIKE / 2


def test_the_estimate_is_near_the_true_share() -> None:
    words = [f"word{n}" for n in range(3000)]
    assert share(" ".join(words[:2000]), " ".join(words[1000:])) == pytest.approx(1 / 3, abs=0.1)


def add(editor: User, text: str, **given: object) -> Article:
    return actions.add_article(way="pasted", text=text, by=editor, **given)  # type: ignore[arg-type]


def test_a_rewrite_finds_the_earlier_one_as_its_origin(editor: User) -> None:
    first = add(editor, ORIGINAL, published="2024-08-20")
    found = find_copies(add(editor, LIGHT_REWRITE, published="2024-08-21"))
    assert [(copy.article, copy.how, copy.is_earlier, copy.derives_how) for copy in found] == [
        (first, "words", True, "rewrites")
    ]


def test_of_two_the_one_published_earlier_is_the_origin_though_it_came_in_later(editor: User) -> None:
    add(editor, ORIGINAL, published="2024-08-21")
    assert [copy.is_earlier for copy in find_copies(add(editor, LIGHT_REWRITE, published="2024-08-20"))] == [False]


def test_a_near_copy_names_the_source_that_was_made_from_it(editor: User) -> None:
    first = add(editor, ORIGINAL)
    source = actions.make_source(first, publisher=factories.PublisherFactory(), title="Crossing", by=editor)
    assert [copy.source for copy in find_copies(add(editor, LIGHT_REWRITE))] == [source]


def test_an_unrelated_text_has_no_copies(editor: User) -> None:
    add(editor, ORIGINAL)
    assert find_copies(add(editor, UNRELATED)) == []


@pytest.mark.parametrize("url", ["http://www.example.org/news/1/?utm_source=x", "https://m.example.org/news/1#top"])
def test_a_source_is_found_by_another_spelling_of_its_address(url: str, editor: User) -> None:
    source = factories.new_source(editor, url="https://example.org/news/1")
    article = Article(canonical_url="https://example.org/news/1", url=url)
    assert [(copy.how, copy.source) for copy in find_copies(article)] == [("address", source)]


def test_a_source_is_found_by_its_text(editor: User) -> None:
    source = factories.new_source(editor, text=ORIGINAL)
    article = Article(text_sha256=source.text_sha256)
    assert [(copy.how, copy.source) for copy in find_copies(article)] == [("text", source)]


def test_the_publisher_is_who_published_most_from_that_site(editor: User) -> None:
    paper = factories.PublisherFactory.create()
    for number in range(2):
        factories.new_source(editor, publisher=paper, url=f"https://news.example/{number}")
    factories.new_source(editor, url="https://www.news.example/other")
    assert publisher_of("https://www.news.example/3") == paper
    assert publisher_of("https://example.com/") is None


def test_an_inbox_is_marked_with_two_queries(editor: User) -> None:
    one, other = add(editor, ORIGINAL), add(editor, LIGHT_REWRITE)
    add(editor, UNRELATED)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = mark_copies(list(Article.objects.all()))
    assert len(asked) == 3  # the list itself is one
    assert {pk: [copy.article for copy in copies] for pk, copies in found.items() if copies} == {
        one.pk: [other],
        other.pk: [one],
    }


def test_a_source_made_before_there_were_articles_is_a_copy_too(editor: User, source: Source) -> None:
    article = Article(url=source.url, canonical_url=source.url)
    assert [copy.source for copy in find_copies(article)] == [source]


def test_what_shares_nearly_all_words_is_proposed_as_a_quotation(editor: User) -> None:
    add(editor, ORIGINAL)
    (copy,) = find_copies(add(editor, ORIGINAL + " End."))
    assert (copy.similarity > SAME, copy.derives_how) == (True, "quotes")
