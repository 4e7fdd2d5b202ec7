"""The article beside the form: words become claims, suggestions are decided, and figures are filled in from words."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events.admin.hints import hints_of
from events.models import Article, Event, Figure, Series, Source, Suggestion
from tests import factories
from tests.doors.admin.forms import Form, change_page, form_of

TEXT = "A man walked south on Tuesday.\n\nOnly 105 came in the first half of 2024. Photo: agency"
ADD, ADD_FIGURE = "/admin/events/event/add/?article={}", "/admin/events/figure/add/?article={}&suggestion={}"


@pytest.fixture
def source(editor: User) -> Source:
    return factories.new_source(editor, text=TEXT, title="A man walks")


@pytest.fixture
def article(editor: User, source: Source) -> Article:
    made = Article.objects.create(way="pasted", state="ready", source=source, added_by=editor)
    made.suggestions.create(kind="value", field="means", value="on_foot", start=6, end=18, issuer="outlet")
    made.suggestions.create(kind="value", field="direction", value="north_to_south", start=13, end=18)
    return made


def hint(article: Article, field: str) -> Suggestion:
    return article.suggestions.get(field=field)


@pytest.fixture
def form(desk: Client, article: Article) -> Form:
    data = form_of(desk, ADD.format(article.pk)) | {"title_en": "A man walks south"}
    return data | claim_on(article, "means", "on_foot", "walked south")


def claim_on(article: Article, field: str, text: str, quote: str, row: int = 0) -> Form:
    given: dict[str, Any] = {"field": field, "text": text, "quote": quote, "source": article.source_id}
    given |= {"issuer": "outlet", "standing": "accepted", "suggestion": hint(article, field).pk, "near": 6}
    return {f"claims-{row}-{name}": value for name, value in given.items()}


def test_the_text_stands_beside_the_form_with_its_offsets(desk: Client, article: Article) -> None:
    page = desk.get(ADD.format(article.pk)).content.decode()
    assert '<p data-start="0">' in page
    assert f'<p data-start="{TEXT.index("Only")}">' in page


def test_the_words_of_suggestions_are_marked(desk: Client, article: Article) -> None:
    page = desk.get(ADD.format(article.pk)).content.decode()
    both = f"{hint(article, 'means').pk} {hint(article, 'direction').pk}"
    assert f'data-hints="{both}">south</span>' in page


def test_the_words_of_claims_are_marked_with_their_field(desk: Client, article: Article, form: Form) -> None:
    desk.post(ADD.format(article.pk), form)
    page = desk.get(change_page(Event.objects.get())).content.decode()
    assert 'data-label="Means"' in page


def test_markup_in_a_text_is_only_text(desk: Client, editor: User) -> None:
    source = factories.new_source(editor, text="<script>alert(1)</script> walked")
    article = Article.objects.create(way="pasted", state="ready", source=source, added_by=editor)
    assert b"<script>alert" not in desk.get(ADD.format(article.pk)).content


@pytest.mark.parametrize("number", ["", "x", "0", "999999", "9" * 30, "1²"])
def test_an_article_that_is_not_there_leaves_the_plain_form(number: str, desk: Client, db: None) -> None:
    response = desk.get(ADD.format(number))
    assert response.status_code == 200
    assert b"wb-art" not in response.content


def test_a_saved_claim_uses_its_suggestion(desk: Client, article: Article, form: Form) -> None:
    desk.post(ADD.format(article.pk), form)
    assert hint(article, "means").claim == Event.objects.get().claims.get()


def test_the_form_decides_about_the_rest(desk: Client, article: Article, form: Form) -> None:
    other = hint(article, "direction")
    desk.post(ADD.format(article.pk), form | {f"decide-{other.pk}": "rejected"})
    assert hint(article, "direction").state == "rejected"


def test_a_form_that_still_calls_a_used_suggestion_open_does_not_open_it(
    desk: Client, article: Article, form: Form
) -> None:
    desk.post(ADD.format(article.pk), form | {f"decide-{hint(article, 'means').pk}": "open"})
    assert hint(article, "means").state == "used"


def test_nothing_is_decided_where_the_event_is_refused(desk: Client, article: Article, form: Form) -> None:
    other = hint(article, "direction")
    bad = form | {"claims-0-quote": "swam south", f"decide-{other.pk}": "rejected"}
    response = desk.post(ADD.format(article.pk), bad)
    assert "word for word" in response.content.decode()
    assert hint(article, "direction").state == "open"


def test_a_refused_form_keeps_the_article_beside_it(desk: Client, article: Article, form: Form) -> None:
    response = desk.post(ADD.format(article.pk), form | {"title_en": ""})
    assert b"wb-art" in response.content
    assert b"walked south" in response.content


def test_save_and_continue_keeps_the_article_beside_the_event(desk: Client, article: Article, form: Form) -> None:
    response = desk.post(ADD.format(article.pk), form | {"_continue": "1"})
    assert response["Location"].endswith(f"/change/?article={article.pk}")


def test_a_difference_is_settled_on_the_form(desk: Client, article: Article, form: Form) -> None:
    desk.post(ADD.format(article.pk), form)
    event = Event.objects.get()
    data = form_of(desk, change_page(event))
    new = {"field": "means", "text": "swim", "source": article.source_id, "issuer": "jcs", "standing": "accepted"}
    new |= {"settlement": "change", "settlement_note": "The army says that he swam."}
    desk.post(change_page(event), data | {f"claims-1-{name}": value for name, value in new.items()})
    event.refresh_from_db()
    assert event.means == "swim"


def test_a_settlement_without_a_note_is_told_at_its_note(desk: Client, article: Article, form: Form) -> None:
    desk.post(ADD.format(article.pk), form)
    event = Event.objects.get()
    data = form_of(desk, change_page(event))
    new = {"field": "means", "text": "swim", "source": article.source_id, "issuer": "jcs", "standing": "accepted"}
    response = desk.post(
        change_page(event),
        data | {f"claims-1-{name}": value for name, value in (new | {"settlement": "keep"}).items()},
    )
    rows = response.context["inline_admin_formsets"][0].formset.forms
    assert "needs a note" in str(rows[1].errors["settlement_note"])


@pytest.fixture
def figure_hint(article: Article, editor: User) -> Suggestion:
    from events import actions

    series = actions.record(factories.SeriesFactory.build(slug="arrivals"), seen=None, by=editor)
    value = {"comparator": "exact", "value": 105, "unit": "persons", "period": "2024-01-01/2024-06-30"}
    start = TEXT.index("105 came")
    return article.suggestions.create(
        kind="figure", value=value | {"series": series.slug}, start=start, end=start + 32, issuer="mou"
    )


def test_a_figure_is_filled_in_from_its_suggestion(desk: Client, article: Article, figure_hint: Suggestion) -> None:
    data = form_of(desk, ADD_FIGURE.format(article.pk, figure_hint.pk))
    names = ("words", "comparator", "period", "issuer", "source")
    words = TEXT[figure_hint.start : figure_hint.end]
    assert [data[name] for name in names] == [words, "exact", "2024-01-01/2024-06-30", "mou", article.source_id]
    assert str(data["value"]) == "105"


def test_a_saved_figure_uses_its_suggestion(desk: Client, article: Article, figure_hint: Suggestion) -> None:
    address = ADD_FIGURE.format(article.pk, figure_hint.pk)
    desk.post(address, form_of(desk, address))
    figure_hint.refresh_from_db()
    assert (figure_hint.state, figure_hint.figure) == ("used", Figure.objects.get())


def test_words_of_a_figure_that_do_not_stand_in_the_text_are_told(
    desk: Client, article: Article, figure_hint: Suggestion
) -> None:
    address = ADD_FIGURE.format(article.pk, figure_hint.pk)
    response = desk.post(address, form_of(desk, address) | {"words": "106 came"})
    assert "word for word" in str(response.context["adminform"].form.errors["words"])


@pytest.mark.parametrize(
    ("held", "stands"),
    [("", "new"), ("105", "agree"), ("110", "conflict")],
)
def test_a_suggested_figure_stands_beside_what_we_hold(
    held: str, stands: str, desk: Client, article: Article, figure_hint: Suggestion, editor: User
) -> None:
    if held:
        series = Series.objects.get(slug="arrivals")
        factories.recorded_figure(editor, series=series, value=Decimal(held))
    hints = {hint.suggestion.pk: hint.stands for hint in hints_of(article)}
    assert hints[figure_hint.pk] == stands


def test_a_rounded_figure_agrees_with_an_exact_one(article: Article, figure_hint: Suggestion, editor: User) -> None:
    figure_hint.value |= {"comparator": "about", "value": 110}
    figure_hint.save()
    factories.recorded_figure(editor, series=Series.objects.get(slug="arrivals"), value=Decimal(105))
    assert {hint.stands for hint in hints_of(article) if hint.suggestion.pk == figure_hint.pk} == {"agree"}


# --- the page of an article -------------------------------------------------------------------------------------------


def article_page(article: Article, step: str = "change") -> str:
    return f"/admin/events/article/{article.pk}/{step}/"


def test_the_page_of_an_article_lists_what_was_made_from_it(desk: Client, article: Article, form: Form) -> None:
    desk.post(ADD.format(article.pk), form)
    page = desk.get(article_page(article)).content.decode()
    assert f"{change_page(Event.objects.get())}?article={article.pk}" in page


def test_decisions_are_saved_from_the_page_of_the_article(desk: Client, article: Article) -> None:
    desk.post(article_page(article, "decide"), {f"decide-{hint(article, 'means').pk}": "out_of_scope"})
    assert hint(article, "means").state == "out_of_scope"


def test_an_article_with_open_suggestions_is_not_closed(desk: Client, article: Article) -> None:
    desk.post(article_page(article, "next"), {f"decide-{hint(article, 'means').pk}": "rejected"})
    article.refresh_from_db()
    assert (article.state, hint(article, "means").state) == ("ready", "rejected")


def test_an_article_that_is_done_closes_and_the_next_one_opens(desk: Client, article: Article, editor: User) -> None:
    following = Article.objects.create(way="pasted", state="ready", added_by=editor, text="More.")
    decided = {f"decide-{pk}": "rejected" for pk in article.suggestions.values_list("pk", flat=True)}
    response = desk.post(article_page(article, "next"), decided)
    article.refresh_from_db()
    assert (article.state, article.closed_by) == ("closed", article.added_by)
    assert response["Location"] == article_page(following)


def test_save_and_next_article_goes_on_from_the_form_of_an_event(desk: Client, article: Article, form: Form) -> None:
    decided = {f"decide-{hint(article, 'direction').pk}": "rejected", "_next": "1"}
    response = desk.post(ADD.format(article.pk), form | decided)
    article.refresh_from_db()
    assert (article.state, response["Location"]) == ("closed", "/admin/events/article/")


def test_an_event_that_is_there_already_opens_beside_the_article(desk: Client, article: Article, event: Event) -> None:
    response = desk.get("/admin/events/article/beside/", {"article": article.pk, "event": event.public_id.lower()})
    assert response["Location"] == f"{change_page(event)}?article={article.pk}"


@pytest.mark.parametrize("typed", ["", "EV-999999", "SR-000001", "x" * 500])
def test_an_event_that_is_not_there_leads_back_to_the_article(typed: str, desk: Client, article: Article) -> None:
    response = desk.get("/admin/events/article/beside/", {"article": article.pk, "event": typed})
    assert response["Location"] == article_page(article)


@pytest.mark.parametrize("step", ["decide", "next"])
def test_a_step_with_an_article_that_is_not_there_is_a_404(step: str, desk: Client, db: None) -> None:
    assert desk.post(f"/admin/events/article/999999/{step}/").status_code == 404


def test_who_may_not_code_decides_nothing(browser: Any, administrator: User, article: Article) -> None:
    assert browser(administrator).post(article_page(article, "decide")).status_code == 403


def test_an_article_that_two_people_code_apart_leads_to_its_own_page(desk: Client, article: Article) -> None:
    Article.objects.update(double_coded=True)
    page = desk.get(article_page(article)).content.decode()
    assert f'href="/admin/events/coding/article/{article.pk}/"' in page
    assert "decide-" not in page
    assert b"wb-art" not in desk.get(ADD.format(article.pk)).content
