"""Two people code an article apart: nobody sees the other's work before both handed in, and a third settles it."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User

from events import actions, codebook
from events.actions import Choice
from events.errors import FourEyes, InvalidValue, NotAllowedNow, NotPermitted, QuoteNotInText, StaleVersion
from events.models import Adjudication, Article, Coding, Event, Revision
from tests import factories
from tests.conftest import account

pytestmark = pytest.mark.django_db

QUOTE = "crossed the Military Demarcation Line"


@pytest.fixture
def second(db: None) -> User:
    """Another editor."""
    return account("sora", "Editor")


@pytest.fixture
def article(editor: User) -> Article:
    """An article whose source was made, to be coded by two people."""
    source = factories.new_source(editor, text=factories.ArticleFactory.build().text)
    return factories.ArticleFactory.create(added_by=editor, source=source, text="", double_coded=True)


def entries(quote: str = "", **values: str) -> dict[str, Any]:
    return {key: {"value": codebook.parse(key, text), "quote": quote} for key, text in values.items()}


def code(article: Article, coder: User, quote: str = "", **values: str) -> Coding:
    """Code and hand in."""
    actions.save_coding(article, values=entries(quote, **values), by=coder)
    return actions.hand_in(article, by=coder)


@pytest.fixture
def both(article: Article, editor: User, second: User) -> Article:
    """An article that two editors coded: they agree on the direction, and on nothing else."""
    code(article, editor, QUOTE, direction="north_to_south", occurred="2024-08-20 crossing", persons="1")
    code(article, second, direction="north_to_south", occurred="2024-08 crossing", means="on_foot")
    return article


DECIDED = {
    "direction": Choice("first"),
    "occurred": Choice("second", issuer="jcs"),
    "persons": Choice("other", value={"min": 1, "max": 2}, quote="A soldier"),
    "means": Choice("none"),
}


def settle(article: Article, by: User, **given: Any) -> Adjudication:
    given = {"choices": DECIDED, "texts": factories.TEXTS} | given
    return actions.adjudicate(article, by=by, **given)


def test_a_draft_may_be_saved_again_as_a_whole(article: Article, editor: User) -> None:
    first = actions.save_coding(article, values=entries(direction="unknown", means="on_foot"), by=editor)
    actions.save_coding(article, values=entries(QUOTE, direction="north_to_south"), seen=first.saved_at, by=editor)
    assert Coding.objects.get().values == {"direction": {"value": "north_to_south", "quote": QUOTE}}


def test_a_save_from_an_older_window_is_refused(article: Article, editor: User) -> None:
    first = actions.save_coding(article, values=entries(direction="unknown"), by=editor)
    before = first.saved_at
    actions.save_coding(article, values=entries(means="on_foot"), seen=before, by=editor)
    for seen in (None, before, before - dt.timedelta(seconds=1)):
        with pytest.raises(StaleVersion):
            actions.save_coding(article, values=entries(direction="unknown"), seen=seen, by=editor)
    assert list(Coding.objects.get().values) == ["means"]


@pytest.mark.parametrize(
    ("values", "error", "field"),
    [
        ({"direction": {"value": "northward"}}, InvalidValue, "direction"),
        ({"colour": {"value": "red"}}, InvalidValue, "field"),
        ({"place": {"value": {"place": "atlantis", "precision": "county"}}}, InvalidValue, "place"),
        ({"direction": {"value": "unknown", "quote": "never said"}}, QuoteNotInText, "direction.quote"),
        ({"direction": {"value": "unknown", "quote": "x" * 301}}, InvalidValue, "direction.quote"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field(
    values: dict[str, Any], error: type[Exception], field: str, article: Article, editor: User
) -> None:
    with pytest.raises(error) as refusal:
        actions.save_coding(article, values=values, by=editor)
    assert (refusal.value.field, Coding.objects.count()) == (field, 0)  # type: ignore[attr-defined]


def test_a_third_person_does_not_code(article: Article, editor: User, second: User, reviewer: User) -> None:
    for person in (editor, second):
        actions.save_coding(article, values={}, by=person)
    with pytest.raises(NotAllowedNow, match="Two people"):
        actions.save_coding(article, values={}, by=reviewer)


@pytest.mark.parametrize(
    "columns",
    [
        {"double_coded": False},
        {"state": "waiting"},
        {"state": "failed", "failure": "Gone."},
        {"state": "closed", "closed_at": "2026-01-01T00:00Z"},
        {"source": None},
    ],
)
def test_an_article_that_is_not_to_be_coded_is_not(columns: dict[str, Any], article: Article, editor: User) -> None:
    Article.objects.update(**columns)
    with pytest.raises(NotAllowedNow):
        actions.save_coding(article, values={}, by=editor)


def test_an_empty_coding_is_not_handed_in(article: Article, editor: User) -> None:
    with pytest.raises(NotAllowedNow, match="no value"):
        actions.hand_in(article, by=editor)
    actions.save_coding(article, values={}, by=editor)
    with pytest.raises(NotAllowedNow, match="no value"):
        actions.hand_in(article, by=editor)


def test_what_was_handed_in_stays(article: Article, editor: User) -> None:
    coding = code(article, editor, direction="unknown")
    with pytest.raises(NotAllowedNow, match="handed in"):
        actions.save_coding(article, values={}, seen=coding.saved_at, by=editor)
    with pytest.raises(NotAllowedNow, match="handed in"):
        actions.hand_in(article, by=editor)


def test_the_other_coding_is_known_only_when_both_are_handed_in(
    article: Article, editor: User, second: User, reviewer: User
) -> None:
    mine = code(article, editor, direction="unknown")
    theirs = actions.save_coding(article, values=entries(direction="unknown"), by=second)
    seen = [set(Coding.objects.open_to(person)) for person in (editor, second, reviewer)]
    assert seen == [{mine}, {theirs}, set()]
    actions.hand_in(article, by=second)
    assert [set(Coding.objects.open_to(person)) for person in (editor, second, reviewer)] == [{mine, theirs}] * 3


def test_settling_makes_a_draft_with_one_claim_a_chosen_field(both: Article, reviewer: User) -> None:
    event = settle(both, reviewer).event
    claims = {claim.field: claim for claim in event.claims.all()}
    assert (event.state, event.title_en, event.coded_by) == ("draft", factories.TEXTS["title_en"], reviewer)
    assert set(claims) == {"direction", "occurred", "persons"}
    assert (event.direction, event.occurred, event.persons_max) == ("north_to_south", "2024-08", 2)
    assert {claim.source_id for claim in claims.values()} == {both.source_id}
    said = [(claims[key].quote, claims[key].issuer, claims[key].stated) for key in ("direction", "occurred", "persons")]
    assert said == [(QUOTE, "outlet", "2024-08-20"), ("", "jcs", "2024-08-20"), ("A soldier", "outlet", "2024-08-20")]


def test_the_desk_s_own_role_may_do_all_of_it(
    article: Article, editor: User, second: User, reviewer: User, as_desk: None
) -> None:
    for person in (editor, second):
        code(article, person, direction="unknown")
    assert settle(article, reviewer, choices={"direction": Choice("first")}).event.direction == "unknown"


def test_settling_is_one_change_of_the_event(both: Article, reviewer: User) -> None:
    event = settle(both, reviewer, reason="Coded twice.").event
    assert [(row.act, row.by, row.reason) for row in Revision.objects.filter(record="event")] == [
        ("create", reviewer, "Coded twice.")
    ]
    assert event.version == 1


def test_settling_keeps_what_each_coder_said(both: Article, reviewer: User) -> None:
    assert settle(both, reviewer).fields == {
        "occurred": {
            "first": {"edtf": "2024-08-20", "basis": "crossing"},
            "second": {"edtf": "2024-08", "basis": "crossing"},
            "agreed": "partly",
            "chosen": {"edtf": "2024-08", "basis": "crossing"},
        },
        "direction": {
            "first": "north_to_south",
            "second": "north_to_south",
            "agreed": "same",
            "chosen": "north_to_south",
        },
        "means": {"first": None, "second": "on_foot", "agreed": "one", "chosen": None},
        "persons": {
            "first": {"min": 1, "max": 1},
            "second": None,
            "agreed": "one",
            "chosen": {"min": 1, "max": 2},
        },
    }


def test_whoever_settled_it_can_not_approve_it(both: Article, reviewer: User) -> None:
    decided = {"direction": Choice("first"), "occurred": Choice("first"), "persons": Choice("none")}
    decided["means"] = Choice("other", value="on_foot")
    event = settle(both, reviewer, choices=decided).event
    factories.recode(event, reviewer, "movement_class", "defection")
    event.refresh_from_db()
    actions.submit(event, by=reviewer)
    with pytest.raises(FourEyes):
        actions.approve(event, by=reviewer)


def test_a_coder_does_not_settle_even_as_a_reviewer(article: Article, editor: User, reviewer: User) -> None:
    for person in (editor, reviewer):
        code(article, person, direction="unknown")
    with pytest.raises(FourEyes):
        settle(article, reviewer, choices={"direction": Choice("first")})


def test_an_editor_does_not_settle(both: Article) -> None:
    with pytest.raises(NotPermitted):
        settle(both, account("ezra", "Editor"))


def test_nobody_settles_before_both_handed_in(article: Article, editor: User, second: User, reviewer: User) -> None:
    code(article, editor, direction="unknown")
    actions.save_coding(article, values=entries(direction="unknown"), by=second)
    with pytest.raises(NotAllowedNow, match="no two codings"):
        settle(article, reviewer, choices={"direction": Choice("first")})


def test_an_article_is_settled_once(both: Article, reviewer: User) -> None:
    settle(both, reviewer)
    with pytest.raises(NotAllowedNow, match="settled already"):
        settle(both, reviewer)
    assert Event.objects.count() == 1


def test_claims_need_the_source_of_the_article(both: Article, reviewer: User) -> None:
    Article.objects.update(source=None)
    with pytest.raises(NotAllowedNow, match="no source") as refusal:
        settle(both, reviewer)
    assert refusal.value.remedy


@pytest.mark.parametrize(
    ("key", "choice", "field"),
    [
        ("means", None, "means"),
        ("means", Choice("first"), "means"),
        ("means", Choice("third"), "means"),
        ("means", Choice("other", value="by_magic"), "means"),
        ("means", Choice("second", issuer="gossip"), "means.issuer"),
        ("persons", Choice("other", value={"min": 1, "max": 1}, quote="two men"), "persons.quote"),
        ("intent", Choice("none"), "intent"),
    ],
)
def test_a_decision_that_can_not_stand_is_refused_by_its_field(
    key: str, choice: Choice | None, field: str, both: Article, reviewer: User
) -> None:
    decided = {name: made for name, made in (DECIDED | {key: choice}).items() if made}
    with pytest.raises((InvalidValue, QuoteNotInText)) as refusal:
        settle(both, reviewer, choices=decided)
    assert (refusal.value.field, Event.objects.count(), Adjudication.objects.count()) == (field, 0, 0)


def test_a_chosen_quote_that_left_the_text_is_refused(both: Article, reviewer: User) -> None:
    assert both.source is not None
    factories.change(both.source, reviewer, text="Rewritten.")
    with pytest.raises(QuoteNotInText) as refusal:
        settle(both, reviewer)
    assert refusal.value.field == "direction.quote"


@pytest.mark.parametrize("name", ["administrator", "outsider"])
def test_who_may_not_code_events_does_not_code_articles(
    name: str, article: Article, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(name)
    with pytest.raises(NotPermitted):
        actions.save_coding(article, values={}, by=person)
    with pytest.raises(NotPermitted):
        actions.hand_in(article, by=person)


def test_nobody_codes_in_the_open_what_two_people_code_apart(article: Article, editor: User) -> None:
    assert article.source is not None
    with pytest.raises(NotAllowedNow, match="without seeing each other") as refused:
        factories.coded_event(editor, article.source)
    assert refused.value.field == "claims[0].source"


def test_once_both_codings_are_handed_in_others_may_code(both: Article, editor: User) -> None:
    assert both.source is not None
    assert factories.coded_event(editor, both.source).claims.count() == len(factories.CODED)
