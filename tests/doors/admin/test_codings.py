"""Double coding at the desk: a coder's form, the comparison, and that nobody learns of the other's work too early."""

import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from events import actions, codebook
from events.models import Adjudication, Article, Coding, Event
from tests import factories
from tests.conftest import account

Browser = Callable[[User], Client]
AGREEMENT = "/admin/events/coding/agreement/"
LIST = "/admin/events/coding/"
QUOTE = "crossed the Military Demarcation Line"


@pytest.fixture
def second(db: None) -> User:
    return account("sora", "Editor")


@pytest.fixture
def article(editor: User) -> Article:
    source = factories.new_source(editor, text=factories.ArticleFactory.build().text)
    return factories.ArticleFactory.create(added_by=editor, source=source, text="", double_coded=True)


def page_of(article: Article) -> str:
    return f"/admin/events/coding/article/{article.pk}/"


def code(article: Article, coder: User, *, hand_in: bool = True, **values: str) -> None:
    entries = {key: {"value": codebook.parse(key, text), "quote": ""} for key, text in values.items()}
    actions.save_coding(article, values=entries, by=coder)
    if hand_in:
        actions.hand_in(article, by=coder)


@pytest.fixture
def both(article: Article, editor: User, second: User) -> Article:
    """An article that two editors coded: the same direction, overlapping dates, and means from one of them."""
    code(article, editor, direction="north_to_south", occurred="2024-08-20 crossing")
    code(article, second, direction="north_to_south", occurred="2024-08 crossing", means="on_foot")
    return article


def seen(client: Client, article: Article) -> str:
    return client.get(page_of(article)).context["form"].current


def errors(response: Any) -> dict[str, list[str]]:
    return {name: list(told) for name, told in response.context["form"].errors.items()}


def test_a_coder_saves_and_finds_it_again(desk: Client, article: Article, editor: User) -> None:
    typed = {"direction-value": "north_to_south", "direction-quote": QUOTE, "persons-value": "1-2", "_save": "1"}
    assert desk.post(page_of(article), typed).status_code == 302
    coding = Coding.objects.get()
    assert (coding.coder, coding.handed_in_at) == (editor, None)
    assert coding.values == {
        "direction": {"value": "north_to_south", "quote": QUOTE},
        "persons": {"value": {"min": 1, "max": 2}, "quote": ""},
    }
    form = desk.get(page_of(article)).context["form"]
    assert [form[f"{name}"].value() for name in ("direction-value", "direction-quote", "persons-value")] == [
        "north_to_south",
        QUOTE,
        "1-2",
    ]


def test_everything_wrong_is_told_at_once_and_nothing_typed_is_lost(desk: Client, article: Article) -> None:
    typed = {
        "direction-value": "northward",
        "occurred-value": "last Tuesday",
        "place-value": "atlantis county",
        "means-value": "on_foot",
        "means-quote": "on a bicycle",
        "persons-quote": "A soldier",
        "intent-value": "stated",
    }
    response = desk.post(page_of(article), typed)
    assert set(errors(response)) == {
        *("direction-value", "occurred-value", "place-value", "means-quote", "persons-value"),
    }
    form = response.context["form"]
    assert {name: form[name].value() for name in typed} == typed
    assert not Coding.objects.exists()


def test_a_second_window_does_not_save_over_the_first_unseen(desk: Client, article: Article) -> None:
    old = {"seen": seen(desk, article), "means-value": "swim"}
    desk.post(page_of(article), {"direction-value": "unknown"})
    response = desk.post(page_of(article), old)
    assert "another window" in str(errors(response))
    assert b"Now in the database: unknown" in response.content
    assert list(Coding.objects.get().values) == ["direction"]
    again = {"seen": response.context["form"]["seen"].value(), "means-value": "swim"}
    assert desk.post(page_of(article), again).status_code == 302
    assert list(Coding.objects.get().values) == ["means"]


def test_handing_in_keeps_what_was_just_typed(desk: Client, article: Article) -> None:
    desk.post(page_of(article), {"direction-value": "unknown", "_hand_in": "1"})
    coding = Coding.objects.get()
    assert (list(coding.values), coding.handed_in_at is not None) == (["direction"], True)


def test_handing_in_nothing_saves_nothing(desk: Client, article: Article) -> None:
    response = desk.post(page_of(article), {"_hand_in": "1"})
    assert "no value" in str(errors(response))
    assert not Coding.objects.exists()


def test_what_was_handed_in_can_be_read_and_not_typed_over(desk: Client, article: Article, editor: User) -> None:
    code(article, editor, direction="unknown")
    response = desk.get(page_of(article))
    widget = response.context["form"]["direction-value"].as_widget()
    assert ('value="unknown"' in widget, "readonly" in widget) == (True, True)
    assert b"_hand_in" not in response.content


def test_what_was_handed_in_is_not_changed_by_a_window_left_open(desk: Client, article: Article, editor: User) -> None:
    code(article, editor, direction="unknown")
    response = desk.post(page_of(article), {"seen": seen(desk, article), "means-value": "swim"})
    assert "handed in" in str(errors(response))
    assert response.context["form"]["means-value"].value() == "swim"


def test_a_third_person_is_told_so_and_shown_nothing(review_desk: Client, article: Article, both: Article) -> None:
    Coding.objects.update(handed_in_at=None)
    response = review_desk.get(page_of(article))
    assert b"Two people code this article already" in response.content
    assert b"coding-form" not in response.content


PASSING = re.compile(
    rb"""name="csrfmiddlewaretoken" value="[^"]+"|nonce[-=][^ ;>]+|name="seen" value="[^"]+"|Expires: .*"""
)
"""What differs from one answer to the next: random tokens, and when it was."""


def bytes_of(response: Any) -> bytes:
    """Return all that a browser gets, head and body, apart from what differs each time."""
    head = "".join(f"{name}: {value}\n" for name, value in sorted(response.items()))
    return PASSING.sub(b"", head.encode() + response.content)


def everything_shown(client: Client, article: Article) -> dict[str, bytes]:
    """Return what a coder gets from every page on which a coding could show, and from saving and handing in."""
    pages = (page_of(article), LIST, f"{LIST}?o=-4", f"{LIST}?all=", AGREEMENT, "/admin/", "/admin/events/")
    shown = {address: bytes_of(client.get(address)) for address in pages}
    for button in ("_save", "_hand_in"):
        point = transaction.savepoint_create()
        typed = {"seen": seen(client, article), "direction-value": "unknown", button: "1"}
        shown[button] = bytes_of(client.post(page_of(article), typed))
        shown[f"after {button}"] = bytes_of(client.get(page_of(article)))
        transaction.savepoint_rollback(point)
    return shown


STATES: dict[str, Callable[[Article, User], None]] = {
    "before their first save": lambda article, coder: None,
    "with a draft": lambda article, coder: code(article, coder, hand_in=False, direction="unknown"),
    "after handing in": lambda article, coder: code(article, coder, direction="unknown"),
}


@pytest.mark.parametrize(
    ("state", "others"),
    [(state, others) for state in STATES for others in ("a draft", "handed in")][:-1],  # the last: then both are shown
)
def test_a_coder_gets_the_same_bytes_whether_or_not_somebody_else_codes(
    state: str, others: str, article: Article, editor: User, second: User, desk: Client
) -> None:
    STATES[state](article, editor)
    shown = {}
    for world in ("alone", "together"):
        point = transaction.savepoint_create()
        if world == "together":
            code(article, second, hand_in=others == "handed in", direction="south_to_north", means="swim")
        shown[world] = everything_shown(desk, article)
        transaction.savepoint_rollback(point)
    if others == "handed in":  # then handing in opens the comparison, as it should
        opened = [world.pop("after _hand_in") for world in shown.values()]
        assert opened[0] != opened[1]
    assert [page for page, alone in shown["alone"].items() if shown["together"][page] != alone] == []


def test_a_coding_that_is_not_open_answers_as_one_that_does_not_exist(
    article: Article, second: User, desk: Client
) -> None:
    code(article, second, direction="unknown")
    pk = Coding.objects.get().pk
    for page in ("change", "history"):
        told = [(number, bytes_of(desk.get(f"{LIST}{number}/{page}/", follow=True))) for number in (pk, pk + 1)]
        answers = [re.sub(f"ID “{number}”".encode(), b"", answer) for number, answer in told]
        assert answers[0] == answers[1]


def test_an_autocomplete_offers_articles_and_says_nothing_of_their_codings(
    article: Article, second: User, desk: Client
) -> None:
    query = {"app_label": "events", "model_name": "coding", "field_name": "article", "term": ""}
    before = desk.get("/admin/autocomplete/", query).content
    code(article, second, direction="unknown")
    assert desk.get("/admin/autocomplete/", query).content == before


def test_one_s_own_coding_leads_to_the_article(article: Article, editor: User, desk: Client) -> None:
    code(article, editor, hand_in=False, direction="unknown")
    response = desk.get(f"{LIST}{Coding.objects.get().pk}/change/")
    assert response["Location"] == page_of(article)


def stages(client: Client) -> list[tuple[str, str]]:
    changes = client.get(LIST).context["cl"]
    desk = changes.model_admin
    return [(str(desk.whose(row)), str(desk.stage(row))) for row in changes.result_list]


def test_the_list_shows_one_s_own_and_what_both_handed_in(
    article: Article, editor: User, second: User, reviewer: User, browser: Browser, desk: Client
) -> None:
    code(article, editor, hand_in=False, direction="unknown")
    code(article, second, direction="unknown")
    people = (editor, second, reviewer)
    assert [stages(browser(one)) for one in people] == [[("you", "draft")], [("you", "handed in")], []]
    actions.hand_in(article, by=editor)
    waiting = {who: (who, "to be settled") for who in ("you", "somebody else")}
    assert [stages(browser(one)) for one in people] == [
        [waiting["you"], waiting["somebody else"]],
        [waiting["somebody else"], waiting["you"]],
        [waiting["somebody else"]] * 2,
    ]


def test_the_list_costs_the_same_for_many_rows_and_reads_no_text(
    editor: User, second: User, desk: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        article = factories.ArticleFactory.create(added_by=editor, double_coded=True)
        code(article, editor, direction="unknown")
        code(article, second, direction="unknown")
    with django_assert_max_num_queries(7) as queries:
        desk.get(LIST)
    assert not any('"events_article"."text"' in query["sql"] for query in queries.captured_queries)


def test_the_comparison_shows_both_values_and_how_they_agree(both: Article, desk: Client) -> None:
    rows = {row["field"].key: row for row in desk.get(page_of(both)).context["rows"]}
    dates = rows["occurred"]
    assert [side["text"] for side in dates["sides"]] == ["2024-08-20 crossing", "2024-08 crossing"]
    assert (str(dates["likeness"]), dates["share"]) == ("overlap in part", pytest.approx(1 / 31))
    assert (rows["means"]["sides"][0], rows["means"]["code"], rows["direction"]["code"]) == (None, "one", "same")


@pytest.mark.parametrize("page", ["list", "comparison"])
def test_no_coder_is_named_to_whoever_settles(page: str, both: Article, review_desk: Client) -> None:
    address = {"list": LIST, "comparison": page_of(both)}[page]
    assert not re.search(rb"edna|sora", review_desk.get(address).content)


def test_a_coder_and_an_editor_see_the_comparison_and_settle_nothing(
    both: Article, desk: Client, browser: Browser
) -> None:
    for client in (desk, browser(account("ezra", "Editor"))):
        assert client.get(page_of(both)).context["form"] is None
        assert client.post(page_of(both), {}).status_code == 403


DECIDED = {
    "direction-take": "first",
    "occurred-take": "second",
    "occurred-issuer": "jcs",
    "means-take": "other",
    "means-value": "swim",
    "title_en": "A crossing",
}


def test_a_reviewer_settles_and_the_event_is_a_draft(both: Article, review_desk: Client, reviewer: User) -> None:
    response = review_desk.post(page_of(both), DECIDED, follow=True)
    event = Event.objects.get()
    assert (event.state, event.coded_by, event.occurred, event.means) == ("draft", reviewer, "2024-08", "swim")
    assert f"/admin/events/event/{event.pk}/change/".encode() in response.content
    assert event.claims.get(field="occurred").issuer == "jcs"
    assert {row["field"].key: row["chosen"]["text"] for row in response.context["rows"]} == {
        "direction": "north_to_south",
        "occurred": "2024-08 crossing",
        "means": "swim",
    }


def test_what_is_the_same_is_chosen_beforehand_and_nothing_else(both: Article, review_desk: Client) -> None:
    form = review_desk.get(page_of(both)).context["form"]
    assert [form[f"{key}-take"].value() for key in ("direction", "occurred", "means")] == ["first", None, None]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"occurred-take": ""}, "occurred-take"),
        ({"means-value": ""}, "means-value"),
        ({"means-value": "by_magic"}, "means-value"),
        ({"means-quote": "never said"}, "means-quote"),
        ({"means-take": "first"}, "means-take"),
        ({"occurred-issuer": "gossip"}, "occurred-issuer"),
        ({"title_en": ""}, "title_en"),
        ({"title_en": "x" * 201}, "title_en"),
    ],
)
def test_a_refused_decision_is_told_at_its_field_and_keeps_the_rest(
    typed: dict[str, str], field: str, both: Article, review_desk: Client
) -> None:
    sent = DECIDED | typed
    response = review_desk.post(page_of(both), sent)
    assert list(errors(response)) == [field]
    assert {name: response.context["form"][name].value() for name in sent} == sent
    assert not Adjudication.objects.exists()
    assert not Event.objects.exists()


def test_without_a_source_nothing_is_settled_and_nothing_typed_is_lost(both: Article, review_desk: Client) -> None:
    Article.objects.update(source=None, text="Some text.")
    response = review_desk.post(page_of(both), DECIDED)
    assert "no source yet" in str(errors(response))
    assert response.context["form"]["means-value"].value() == "swim"


def test_a_settled_article_is_not_settled_again(both: Article, review_desk: Client) -> None:
    review_desk.post(page_of(both), DECIDED)
    assert review_desk.post(page_of(both), DECIDED).status_code == 403
    assert Event.objects.count() == 1


def test_the_table_of_agreement_has_a_row_a_field(both: Article, desk: Client) -> None:
    rows = {(row.field.key, row.part): row for row in desk.get(AGREEMENT).context["rows"]}
    assert set(rows) == {*((key, "") for key in codebook.FIELDS), ("occurred", "basis"), ("place", "precision")}
    assert (rows["direction", ""].units, rows["direction", ""].same, rows["means", ""].lone) == (1, 1, 1)


def test_the_command_prints_the_same_table(both: Article) -> None:
    out = StringIO()
    call_command("agreement", stdout=out)
    lines = {line.split()[0]: line.split() for line in out.getvalue().splitlines()}
    assert lines["occurred"][1:6] == ["1", "0", "0%", "3%", "-"]
    assert lines["occurred.basis"][1:5] == ["1", "0", "100%", "100%"]
    assert lines["means"][1:6] == ["0", "1", "-", "-", "-"]


@pytest.mark.parametrize("address", [LIST, AGREEMENT, "/admin/events/coding/article/1/"])
def test_an_administrator_codes_nothing(address: str, administrator: User, browser: Browser) -> None:
    assert browser(administrator).get(address).status_code == 403


def test_an_article_that_does_not_exist_is_not_found(desk: Client) -> None:
    assert desk.get("/admin/events/coding/article/999999/").status_code == 404
    assert desk.post("/admin/events/coding/article/999999/", {}).status_code == 404
