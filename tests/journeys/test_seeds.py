"""The two first articles, entered from their raw text by the workbench: events, figures, derivations, and one error."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.chromium import launched
from tests.journeys.house import House
from tests.journeys.workbench import SEEDS, Coder, seed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.xdist_group("house"),
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the raw texts of the two seeds are not beside this checkout"),
]

SOLDIER = "A South Korean soldier has made a shock defection across the border"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def coder(house: House, browser: Browser) -> Iterator[Coder]:
    coder = Coder(browser, house)
    yield coder
    coder.leave()


def test_the_first_seed_is_coded_with_its_figures_and_its_origin(house: House, coder: Coder) -> None:
    given = {"publisher": "Benzinga", "title": "Soldier escapes across the DMZ", "published": "2024-08-21"}
    article = coder.take_in(seed("000"), **given, derives_from="SR-000002", derives_how="rewrites")
    expect(coder.page.get_by_text("a machine wrote")).to_be_visible()
    coder.page.get_by_role("link", name="New event from it").click()
    code_first_seed(coder)
    coder.page.locator("[name=title_en]").fill("A soldier crosses the DMZ southward")
    event = coder.save()
    claims = dict(rows(house, f"SELECT field, value #>> '{{}}' FROM events_claim WHERE event_id = {event}"))
    wanted = {"direction": "north_to_south", "movement_class": "defection", "route_type": "mdl_land"}
    assert {name: claims[name] for name in wanted} == wanted
    assert claims["actor_type"] == "active_duty_soldier"
    assert rows(house, derivation_of(article)) == [("rewrites", 2, "declared")]
    record_first_figures(house, coder, article)


def code_first_seed(coder: Coder) -> None:
    for field, words in (("direction", "defected"), ("movement_class", "defected"), ("route_type", "Demilitarized")):
        coder.use(words, field)
    coder.claim("actor_type", "the first defection by an active-duty soldier since 2019", "active_duty_soldier")
    coder.claim("persons", "a soldier has defected to South Korea", "1")
    coder.claim("occurred", "In a recent incident", "../2024-08-21 report")
    expect(coder.page.locator("#wb-similar")).to_contain_text("EV-000001")


def record_first_figures(house: House, coder: Coder, article: int) -> None:
    half_year = coder.record_figure(article, "105", issuer="mou")
    assert (half_year["comparator"], half_year["value"], half_year["period"]) == (
        "exact",
        "105",
        "2024-01-01/2024-06-30",
    )
    assert "arrivals-rok:" in half_year["series"]
    yearly = coder.record_figure(article, "over 1,000", issuer="mou")
    assert (yearly["comparator"], yearly["value"], yearly["period"]) == ("over", "1000", "../2019")
    assert "arrivals-rok-yearly-level" in yearly["series"]
    used = f"SELECT count(*) FROM events_suggestion WHERE article_id = {article} AND figure_id IS NOT NULL"
    assert house.number(used) == 2


def test_the_second_seed_keeps_its_soldier_as_a_claim_that_loses(house: House, coder: Coder) -> None:
    given = {"publisher": "Plainsmen Post", "title": "A rare crossing northward", "published": "2022-01-02"}
    article = coder.take_in(seed("002"), **given, derives_from="SR-000009", derives_how="rewrites")
    assert soldiers_suggested(house, article) == 0
    coder.open_beside(article, "EV-000002")
    coder.claim("actor_type", SOLDIER, "active_duty_soldier")
    question = coder.card("actor_type").locator(".wb-conflict")
    expect(question).to_contain_text("Resettled NK defector")
    question.get_by_text("Keep it").click()
    question.get_by_label("Note for readers").fill(
        "No authority spoke of a soldier; the ministry named a resettled defector."
    )
    coder.use("north", "direction")
    coder.page.get_by_label("Reason for the change").fill("The outlet's words from its own text.")
    coder.save()
    claim = f"SELECT standing, issuer, quote FROM events_claim WHERE quote = '{SOLDIER}' AND quote_start IS NOT NULL"
    assert rows(house, claim) == [("conflicting", "outlet", SOLDIER)]
    assert rows(house, "SELECT actor_type FROM events_event WHERE id = 2") == [("former_nk_defector",)]
    assert rows(house, derivation_of(article)) == [("rewrites", 9, "none")]
    record_second_figure(coder, article)
    refuse_what_is_not_ours(house, coder, article)


def record_second_figure(coder: Coder, article: int) -> None:
    cumulative = coder.record_figure(article, "34,000", issuer="outlet")
    assert (cumulative["comparator"], cumulative["value"], cumulative["as_of"]) == ("about", "34000", "2022-01-02")
    assert "cumulative-rok:" in cumulative["series"]


def refuse_what_is_not_ours(house: House, coder: Coder, article: int) -> None:
    marked = f"""SELECT substr(s.text, g.start + 1, g."end" - g.start) FROM events_suggestion g
        JOIN events_article a ON a.id = g.article_id JOIN events_source s ON s.id = a.source_id
        WHERE a.id = {article} AND g.kind = 'not_ours'"""
    words = [found for (found,) in rows(house, marked)]
    for part in ("two million", "155", "80%"):
        number = next(one for one in words if part in one)
        coder.go(f"/admin/events/figure/add/?article={article}")
        coder.page.locator("#id_words").fill(number)
        coder.page.locator("#id_comparator").select_option("exact")
        coder.page.locator("#id_value").fill("1")
        coder.page.locator("#id_period").fill("2020")
        coder.page.locator("#id_issuer").select_option("outlet")
        coder.choose_series("arrivals-rok")
        coder.page.locator("[name=_save]").click()
        expect(coder.page.locator(".field-words .errorlist")).to_contain_text("no figure of ours")
        coder.page.once("dialog", lambda dialog: dialog.accept())


def soldiers_suggested(house: House, article: int) -> int:
    query = f"SELECT count(*) FROM events_suggestion WHERE article_id = {article} AND value::text LIKE '%soldier%'"
    return house.number(query)


def derivation_of(article: int) -> str:
    return f"""SELECT s.derives_how, s.derives_from_id, s.machine_written FROM events_source s
        JOIN events_article a ON a.source_id = s.id WHERE a.id = {article}"""


def rows(house: House, query: str) -> list[tuple[object, ...]]:
    with house.database() as connection:
        return connection.execute(query).fetchall()  # type: ignore[call-overload, no-any-return]
