"""What becomes of the passages that the program marked: used by a claim or a figure, or set aside."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from events import actions
from events.errors import InvalidValue, NotPermitted, QuoteNotInText
from events.models import Article, Event, Figure, Source, Suggestion
from tests import factories

TEXT = "He walked across the line on Tuesday.\nOnly 105 came in the first half. He walked across again."


@pytest.fixture
def read(editor: User) -> Source:
    return factories.new_source(editor, text=TEXT)


@pytest.fixture
def article(editor: User, read: Source) -> Article:
    return Article.objects.create(way="pasted", state="ready", source=read, added_by=editor)


@pytest.fixture
def suggestion(article: Article) -> Suggestion:
    return article.suggestions.create(kind="value", field="means", value="on_foot", start=3, end=25)


def test_a_claim_made_from_a_suggestion_uses_it(editor: User, read: Source, suggestion: Suggestion) -> None:
    claims = [factories.claim("means", "on_foot", read, quote="walked across", suggestion=suggestion.pk)]
    event = factories.coded_event(editor, read, claims=claims)
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.claim, suggestion.decided_by) == ("used", event.claims.get(), editor)


def test_words_that_stand_twice_are_found_where_they_were_selected(editor: User, read: Source) -> None:
    claims = [factories.claim("means", "on_foot", read, quote="He walked across", near=70)]
    event = factories.coded_event(editor, read, claims=claims)
    assert event.claims.get().quote_start == TEXT.rindex("He walked")


def test_a_quote_over_two_paragraphs_is_refused_with_the_way_out(editor: User, read: Source) -> None:
    with pytest.raises(QuoteNotInText, match="one claim for each paragraph"):
        factories.coded_event(editor, read, claims=[factories.claim("means", "on_foot", read, quote="Tuesday.\nOnly")])


def test_a_suggestion_of_another_document_is_refused(editor: User, source: Source, suggestion: Suggestion) -> None:
    with pytest.raises(InvalidValue, match="not of this source"):
        factories.coded_event(
            editor, source, claims=[factories.claim("means", "on_foot", source, suggestion=suggestion.pk)]
        )


@pytest.mark.parametrize("state", ["elsewhere", "out_of_scope", "rejected"])
def test_a_suggestion_is_set_aside_by_somebody(
    state: str, editor: User, article: Article, suggestion: Suggestion
) -> None:
    assert actions.settle_suggestions(article, {suggestion.pk: state}, by=editor) == 1
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decided_by) == (state, editor)


def test_a_decision_is_taken_back(editor: User, article: Article, suggestion: Suggestion) -> None:
    actions.settle_suggestions(article, {suggestion.pk: "rejected"}, by=editor)
    actions.settle_suggestions(article, {suggestion.pk: "open"}, by=editor)
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decided_by, suggestion.decided_at) == ("open", None, None)


def test_used_needs_a_claim(editor: User, article: Article, suggestion: Suggestion) -> None:
    with pytest.raises(InvalidValue, match="Nothing was made from it") as refused:
        actions.settle_suggestions(article, {suggestion.pk: "used"}, by=editor)
    assert refused.value.field == f"decide-{suggestion.pk}"


def test_an_unknown_decision_is_refused(editor: User, article: Article, suggestion: Suggestion) -> None:
    with pytest.raises(InvalidValue, match="not a code"):
        actions.settle_suggestions(article, {suggestion.pk: "maybe"}, by=editor)


def test_suggestions_of_other_articles_are_left_alone(editor: User, suggestion: Suggestion, source: Source) -> None:
    other = Article.objects.create(way="pasted", state="ready", source=source, added_by=editor)
    assert actions.settle_suggestions(other, {suggestion.pk: "rejected"}, by=editor) == 0


def test_an_outsider_decides_nothing(outsider: User, article: Article, suggestion: Suggestion) -> None:
    with pytest.raises(NotPermitted):
        actions.settle_suggestions(article, {suggestion.pk: "rejected"}, by=outsider)


def test_a_figure_made_from_a_suggestion_uses_it(editor: User, read: Source, article: Article) -> None:
    hint = article.suggestions.create(kind="figure", value={"value": 105}, start=38, end=70)
    figure = factories.recorded_figure(editor, source=read, words="Only 105 came in the first half")
    actions.use_for_figure(hint, figure, by=editor)
    hint.refresh_from_db()
    assert (hint.state, hint.figure) == ("used", figure)


def test_a_figure_of_another_document_does_not_use_it(editor: User, suggestion: Suggestion) -> None:
    with pytest.raises(InvalidValue, match="another document"):
        actions.use_for_figure(suggestion, factories.recorded_figure(editor), by=editor)


def test_the_words_of_a_figure_stand_in_the_text(editor: User, read: Source) -> None:
    with pytest.raises(QuoteNotInText) as refused:
        factories.recorded_figure(editor, source=read, words="106 came", value=Decimal(106))
    assert refused.value.field == "words"
    assert not Figure.objects.exists()


def test_a_claim_that_goes_opens_its_suggestion_again(editor: User, read: Source, suggestion: Suggestion) -> None:
    claims = [factories.claim("means", "on_foot", read, suggestion=suggestion.pk)]
    event: Event = factories.coded_event(editor, read, claims=claims)
    actions.code_event(event, texts={}, claims=[], seen=event.version, by=editor)
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.claim) == ("open", None)


def test_a_number_that_is_not_ours_is_refused_as_a_figure(editor: User, read: Source, article: Article) -> None:
    hint = article.suggestions.create(kind="not_ours", start=TEXT.index("105"), end=TEXT.index("105") + 3)
    with pytest.raises(InvalidValue, match="no figure of ours") as refused:
        factories.recorded_figure(editor, source=read, words="Only 105 came")
    assert refused.value.field == "words"
    actions.settle_suggestions(article, {hint.pk: "rejected"}, by=editor)
    assert factories.recorded_figure(editor, source=read, words="Only 105 came").pk
