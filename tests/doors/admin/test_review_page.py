"""The review of an event at the desk: articles beside fields, a word on each, and what readers see meanwhile."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from events import actions
from events.actions import ClaimInput
from events.admin.word_diff import show_difference
from events.models import Event, PublicEvent, ReviewMark
from tests import factories
from tests.conftest import account
from tests.doors.admin.forms import FEW, change_page, form_of, page

Browser = Callable[[User], Client]
TEXT = "A soldier walked over the line.\n\nHe was alone <b>and</b> unarmed, officials said.\nThe army searches."


def told(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def shown(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def row(response: Any, key: str) -> Any:
    rows = [*response.context["rows"], *response.context["empty_rows"]]
    return next(one for one in rows if one.key == key)


@pytest.fixture
def submitted(event: Event, editor: User) -> Event:
    actions.submit(event, by=editor)
    event.refresh_from_db()
    return event


@pytest.fixture
def changed(published: Event, editor: User) -> Event:
    """A published event with another number of persons, in review."""
    event = factories.recode(published, editor, "persons", "2")
    actions.submit(event, by=editor)
    event.refresh_from_db()
    return event


def quoted(editor: User, *, quote: str, field: str = "means", text: str = TEXT) -> Event:
    """Return a submitted event one of whose claims quotes an article."""
    source = factories.new_source(editor, text=text)
    claims: list[ClaimInput] = [factories.claim(key, value, source) for key, value in FEW.items()]
    next(claim for claim in claims if claim.field == field).quote = quote
    event = factories.coded_event(editor, source, claims=claims)
    actions.submit(event, by=editor)
    event.refresh_from_db()
    return event


def mark(client: Client, event: Event, **given: Any) -> Any:
    data = {"field": "persons", "verdict": "accepted", "seen_version": event.version} | given
    return client.post(page(event, "mark"), data, follow=True)


# what readers see meanwhile


def test_readers_go_on_seeing_the_approved_version_and_the_page_says_so(
    review_desk: Client, client: Client, changed: Event
) -> None:
    response = review_desk.get(page(changed, "review"))
    assert f"Readers go on seeing version {changed.approved_version}, the approved one" in shown(response)
    assert PublicEvent.objects.get().persons_max == 1
    assert client.get(f"/api/v1/events/{changed.public_id}/").json()["persons_max"] == 1


def test_a_first_approval_says_that_readers_see_nothing(review_desk: Client, client: Client, submitted: Event) -> None:
    assert "Readers see nothing of this event" in shown(review_desk.get(page(submitted, "review")))
    assert client.get(f"/en/events/{submitted.public_id}/").status_code == 404


def test_after_the_approval_readers_see_the_new_version(review_desk: Client, client: Client, changed: Event) -> None:
    review_desk.post(page(changed, "approve"), {"seen_version": changed.version})
    assert client.get(f"/api/v1/events/{changed.public_id}/").json()["persons_max"] == 2
    assert "Readers see this event as it stands here" in shown(review_desk.get(page(changed, "review")))


# field by field


def test_a_field_shows_its_approved_and_its_proposed_value(review_desk: Client, changed: Event) -> None:
    found = row(review_desk.get(page(changed, "review")), "persons")
    assert (found.before, found.after, found.change) == ("1", "2", "changed")


def test_claims_are_told_as_new_or_changed(review_desk: Client, changed: Event) -> None:
    states = {claim.value: claim.state for claim in row(review_desk.get(page(changed, "review")), "persons").claims}
    assert states == {"2": "new", "1": "changed"}


def test_a_field_whose_value_stayed_but_not_its_claims_says_so(
    review_desk: Client, published: Event, editor: User
) -> None:
    claims = factories.inputs_of(published)
    next(claim for claim in claims if claim.field == "means").locator = "paragraph 2"
    event = actions.code_event(published, texts={}, claims=claims, seen=published.version, by=editor, reason="Located.")
    actions.submit(event, by=editor)
    assert row(review_desk.get(page(event, "review")), "means").change == "claims"


def test_a_text_is_compared_word_by_word(review_desk: Client, published: Event, editor: User) -> None:
    claims = factories.inputs_of(published)
    texts = {"title_en": "A sergeant crosses the line"}
    event = actions.code_event(published, texts=texts, claims=claims, seen=published.version, by=editor, reason="Rank.")
    actions.submit(event, by=editor)
    content = review_desk.get(page(event, "review")).content.decode()
    assert "A <del>soldier</del> crosses" in content
    assert "A <ins>sergeant</ins> crosses" in content


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        ("one two three", "one 2 three", "one <del>two</del> three", "one <ins>2</ins> three"),
        ("in Goseong county.", "on the front.", "<del>in Goseong county</del>.", "<ins>on the front</ins>."),
        ("a <b>", "a <i>", "a &lt;<del>b</del>&gt;", "a &lt;<ins>i</ins>&gt;"),
        ("same", "same", "same", "same"),
        ("", "<new>", "", "&lt;new&gt;"),
    ],
)
def test_words_that_went_and_came_are_marked_and_escaped(before: str, after: str, left: str, right: str) -> None:
    assert show_difference(before, after) == (left, right)


def test_gaps_of_the_evidence_stand_at_their_field(review_desk: Client, submitted: Event) -> None:
    gaps = [str(gap) for gap in row(review_desk.get(page(submitted, "review")), "means").gaps]
    assert gaps == ["no words quoted", "from one origin only"]


def test_harmful_words_stand_at_their_field(review_desk: Client, desk: Client, event: Event) -> None:
    desk.post(change_page(event), form_of(desk, change_page(event)) | {"summary_en": "He was aged 23."})
    desk.post(page(event, "submit"))
    found = row(review_desk.get(page(event, "review")), "summary_en").findings
    assert [(one.rule, one.words) for one in found] == [("an age", "aged 23")]


# articles


def test_the_quoted_words_are_marked_in_the_article(review_desk: Client, editor: User) -> None:
    event = quoted(editor, quote="walked over the line")
    claim = event.claims.get(field="means")
    content = review_desk.get(page(event, "review")).content.decode()
    start = f'<span id="quote-{claim.pk}"></span><mark data-claims="{claim.pk}" data-label="Means">'
    assert f"A soldier {start}walked over the line</mark>." in content
    assert f'href="#quote-{claim.pk}"' in content


def test_an_article_is_shown_as_text_and_never_as_markup(review_desk: Client, editor: User) -> None:
    content = review_desk.get(page(quoted(editor, quote="A soldier"), "review")).content.decode()
    assert "alone &lt;b&gt;and&lt;/b&gt; unarmed" in content


def test_quotes_that_overlap_are_both_marked(review_desk: Client, editor: User) -> None:
    event = quoted(editor, quote="soldier walked over")
    claims = factories.inputs_of(event)
    next(claim for claim in claims if claim.field == "intent").quote = "over the line"
    event = actions.code_event(event, texts={}, claims=claims, seen=event.version, by=editor, reason="Quoted.")
    first, second = (event.claims.get(field=key).pk for key in ("means", "intent"))
    content = review_desk.get(page(event, "review")).content.decode()
    marked = re.findall(r'<mark data-claims="([\d ]+)"[^>]*>([^<]+)</mark>', content)
    both = " ".join(map(str, sorted((first, second))))
    found = {tuple(sorted(numbers.split())): words for numbers, words in marked}
    assert found[(str(first),)] == "soldier walked "
    assert found[tuple(sorted(both.split()))] == "over"
    assert found[(str(second),)] == " the line"


def test_a_quote_over_a_line_break_is_marked_whole(review_desk: Client, editor: User) -> None:
    event = quoted(editor, quote="officials\nsaid", text="He was alone, officials\nsaid on Sunday.")
    html = review_desk.get(page(event, "review")).content.decode()
    assert re.findall(r"<mark [^>]*>([^<]*)</mark>", html) == ["officials\nsaid"]


def test_words_that_no_longer_stand_in_the_article_are_listed_and_not_marked(review_desk: Client, editor: User) -> None:
    event = quoted(editor, quote="walked over the line")
    source = event.claims.get(field="means").source
    factories.change(source, editor, text="Corrected: " + TEXT)
    response = review_desk.get(page(event, "review"))
    assert b"<mark" not in response.content
    assert "walked over the line" in [claim.quote for _, claim in response.context["articles"]["with_text"][0].unmarked]


def test_a_source_without_text_is_listed_with_its_quotes(review_desk: Client, editor: User) -> None:
    response = review_desk.get(page(quoted(editor, quote="walked over", text=""), "review"))
    assert [len(response.context["articles"][name]) for name in ("with_text", "without")] == [0, 1]
    assert '<q lang="en">walked over</q>' in response.content.decode()


# marks


def test_a_reviewer_accepts_a_field(review_desk: Client, submitted: Event, reviewer: User) -> None:
    assert "accepted by rhee" in shown(mark(review_desk, submitted))
    assert ReviewMark.objects.get().by == reviewer


def test_what_was_accepted_and_then_changed_counts_no_more(review_desk: Client, submitted: Event, editor: User) -> None:
    mark(review_desk, submitted)
    mark(review_desk, submitted, field="means")
    factories.recode(submitted, editor, "persons", "9")
    response = review_desk.get(page(submitted, "review"))
    assert "changed since you accepted it" in shown(response)
    assert (row(response, "persons").holds, row(response, "means").holds) == (False, True)


def test_a_text_that_was_accepted_and_then_changed_counts_no_more(
    browser: Browser, review_desk: Client, submitted: Event, editor: User
) -> None:
    mark(review_desk, submitted, field="title_en")
    actions.code_event(
        submitted,
        texts={"title_en": "Another title"},
        claims=factories.inputs_of(submitted),
        seen=submitted.version,
        by=editor,
    )
    response = browser(account("ruth", "Reviewer")).get(page(submitted, "review"))
    assert "changed since rhee accepted it" in shown(response)


def test_asking_back_shows_the_question_and_disables_the_approval(review_desk: Client, submitted: Event) -> None:
    response = mark(review_desk, submitted, verdict="asked", comment="Only one?")
    assert "Only one?" in shown(response)
    assert response.context["against"] == [("questions", "Persons")]
    assert 'disabled aria-describedby="against">Approve and publish' in shown(response)


def test_an_approval_with_an_open_question_is_refused_by_name(review_desk: Client, submitted: Event) -> None:
    mark(review_desk, submitted, verdict="asked", comment="Only one?")
    assert "Questions of the review are open" in told(review_desk.post(page(submitted, "approve"), follow=True))
    assert not PublicEvent.objects.exists()


def test_a_question_without_words_is_refused_at_the_page(review_desk: Client, submitted: Event) -> None:
    assert "needs words" in told(mark(review_desk, submitted, verdict="asked"))


def test_a_comment_is_not_lost_when_the_event_changed_meanwhile(
    review_desk: Client, submitted: Event, editor: User
) -> None:
    factories.recode(submitted, editor, "persons", "9")
    response = mark(review_desk, submitted, verdict="asked", comment="Only one, really?")
    assert ">Only one, really?</textarea>" in response.content.decode()
    assert not ReviewMark.objects.exists()


def test_an_approval_is_not_offered_while_something_needed_is_missing(
    review_desk: Client, submitted: Event, editor: User
) -> None:
    claims = [claim for claim in factories.inputs_of(submitted) if claim.field != "direction"]
    actions.code_event(submitted, texts={}, claims=claims, seen=submitted.version, by=editor)
    assert review_desk.get(page(submitted, "review")).context["against"] == [("missing", "Direction")]


def test_whoever_coded_it_reads_why_somebody_else_has_to_approve(
    browser: Browser, editor: User, submitted: Event
) -> None:
    editor.groups.add(Group.objects.get(name="Reviewer"))
    response = browser(editor).get(page(submitted, "review"))
    assert "somebody else has to approve it" in shown(response)
    assert b'class="review-mark"' not in response.content


def test_an_editor_can_not_mark(desk: Client, submitted: Event) -> None:
    assert mark(desk, submitted).status_code == 403


def test_a_reviewer_closes_a_question_of_their_own(review_desk: Client, submitted: Event) -> None:
    mark(review_desk, submitted, verdict="asked", comment="Only one?")
    review_desk.post(page(submitted, "close"), {"mark": ReviewMark.objects.get().pk})
    assert ReviewMark.objects.get().closed_at is not None


# the coder's side


def test_questions_stand_on_the_coders_form_and_on_the_first_page(
    review_desk: Client, desk: Client, submitted: Event
) -> None:
    mark(review_desk, submitted, verdict="asked", comment="Only one?")
    review_desk.post(page(submitted, "send_back"), {"reason": "See the question."})
    assert "The reviewer rhee asks" in shown(desk.get(change_page(submitted)))
    assert "Questions of the review</a> <b>1</b>" in shown(desk.get("/admin/"))
    assert submitted.public_id in shown(desk.get("/admin/events/event/?questions=unanswered"))


def test_an_event_without_questions_shows_no_list_of_them(desk: Client, submitted: Event) -> None:
    assert b'id="questions"' not in desk.get(change_page(submitted)).content
    assert submitted.public_id not in shown(desk.get("/admin/events/event/?questions=open"))


def test_the_coder_answers_and_the_reviewer_reads_it(review_desk: Client, desk: Client, submitted: Event) -> None:
    mark(review_desk, submitted, verdict="asked", comment="Only one?")
    response = desk.post(
        page(submitted, "answer"), {"mark": ReviewMark.objects.get().pk, "answer": "Yes, one."}, follow=True
    )
    assert "Answered" in told(response)
    assert "Yes, one." in shown(review_desk.get(page(submitted, "review")))


def test_an_answer_that_came_second_is_not_lost(
    browser: Browser, review_desk: Client, desk: Client, submitted: Event
) -> None:
    mark(review_desk, submitted, verdict="asked", comment="Only one?")
    data = {"mark": ReviewMark.objects.get().pk, "answer": "Yes, one."}
    desk.post(page(submitted, "answer"), data)
    response = browser(account("erin", "Editor")).post(page(submitted, "answer"), data | {"answer": "I read two."})
    assert "answered it meanwhile" in told(response)
    assert ">I read two.</textarea>" in response.content.decode()


def test_an_answer_to_a_question_that_was_closed_is_not_lost(
    review_desk: Client, desk: Client, submitted: Event
) -> None:
    mark(review_desk, submitted, verdict="asked", comment="Only one?")
    mark(review_desk, submitted)
    response = desk.post(page(submitted, "answer"), {"mark": ReviewMark.objects.first().pk, "answer": "One."})  # type: ignore[union-attr]
    assert "This question is closed" in told(response)
    assert "What you had typed: <q>One.</q>" in shown(response)


@pytest.mark.parametrize("number", ["", "x", "999999", "²", "9" * 40])
def test_an_answer_to_no_question_is_not_found(desk: Client, submitted: Event, number: str) -> None:
    assert desk.post(page(submitted, "answer"), {"mark": number, "answer": "One."}).status_code == 404


# two reviewers at once


def test_the_second_of_two_reviewers_reads_who_was_faster(
    browser: Browser, review_desk: Client, submitted: Event
) -> None:
    seen = {"seen_version": submitted.version}
    second = browser(account("ruth", "Reviewer"))
    review_desk.post(page(submitted, "approve"), seen)
    response = second.post(page(submitted, "approve"), seen)
    assert "rhee was faster (“Approved”" in told(response)


def test_a_reason_to_send_back_is_not_lost_when_another_reviewer_was_faster(
    browser: Browser, review_desk: Client, submitted: Event
) -> None:
    seen = {"seen_version": submitted.version}
    second = browser(account("ruth", "Reviewer"))
    review_desk.post(page(submitted, "approve"), seen)
    response = second.post(page(submitted, "send_back"), seen | {"reason": "The date is missing."})
    assert "rhee was faster" in told(response)
    assert "What you had typed: <q>The date is missing.</q>" in shown(response)
    submitted.refresh_from_db()
    assert submitted.state == "published"


def test_the_page_costs_the_same_for_many_claims(
    review_desk: Client, submitted: Event, django_assert_max_num_queries: Any
) -> None:
    for field in ("persons", "means", "title_en"):
        mark(review_desk, submitted, field=field)
    with django_assert_max_num_queries(30):
        review_desk.get(page(submitted, "review"))
