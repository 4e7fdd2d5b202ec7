"""The two articles that the project began with, read from beside the repository where they are; they are not kept in it."""

from functools import cache
from typing import Any

import pytest

from events.intake import Reading

from .reader import ROOT, reading

SEEDS = ROOT.parent / "shared" / "seeds"
FIRST, SECOND = ("In a recent incident", "2024-08-21"), ("South Korean soldier makes", "2022-01-02")


@cache
def seed(begins: str, published: str) -> tuple[str, Reading]:
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if text.startswith(begins):
            return text, reading(text, published)
    pytest.skip(f"the article that begins “{begins}” is not beside this repository")


def told(one: tuple[str, str], field: str) -> list[Any]:
    return [found.value for found in seed(*one)[1].found if found.kind == "value" and found.field == field]


def numbers(one: tuple[str, str]) -> list[tuple[Any, ...]]:
    figures = [found.value for found in seed(*one)[1].found if found.kind == "figure" and found.value["value"]]
    return [(each["comparator"], each["value"], each["period"], each["since"], each["series"]) for each in figures]


def test_the_figures_of_the_first_are_right() -> None:
    assert numbers(FIRST) == [
        ("over", 1000, "../2019", "", "arrivals-rok-yearly-level"),
        ("exact", 105, "2024-01-01/2024-06-30", "", "arrivals-rok"),
    ]


def test_the_figure_of_the_second_is_right_and_its_base_doubted() -> None:
    assert numbers(SECOND) == [("about", 34000, "", "199X", "cumulative-rok")]
    (found,) = [one for one in seed(*SECOND)[1].found if one.kind == "figure" and one.value["value"]]
    assert (found.value["as_of"], bool(found.doubt)) == ("2022-01-02", True)


def test_mines_miles_and_shares_of_trade_are_not_ours() -> None:
    text, read = seed(*SECOND)
    others = [text[one.start : one.end] for one in read.found if one.kind == "not_ours"]
    assert others == ["two million landmines", "155-mile", "2.5-mile", "80%", "two-third"]


def test_each_has_its_direction_and_no_other() -> None:
    assert (told(FIRST, "direction"), told(SECOND, "direction")) == (["north_to_south"], ["south_to_north"])


def test_the_unnamed_crosser_of_the_second_is_unknown_and_no_soldier() -> None:
    assert told(SECOND, "actor_type") == ["unknown"]


def test_no_day_of_a_report_becomes_that_of_a_crossing() -> None:
    dated = [*told(FIRST, "occurred"), *told(SECOND, "occurred")]
    assert [one for one in dated if one["basis"] not in ("report", "announcement")] == []
    assert told(SECOND, "announced") == ["2022-01-02"]


@pytest.mark.parametrize(
    ("one", "begins", "kind"),
    [
        (FIRST, "See Also", "cross_link"),
        (FIRST, "- Lawmakers", "cross_link"),
        (FIRST, "Image via", "caption"),
        (FIRST, "© 2024", "boilerplate"),
        (FIRST, "Trade confidently", "boilerplate"),
        (SECOND, "North Korean leader Kim Jong Un attends", "caption"),
        (SECOND, "South Korean Soldier stands", "caption"),
        (SECOND, "Getty Images", "caption"),
        (SECOND, "Read More", "cross_link"),
        (SECOND, "George Holan is", "boilerplate"),
        (SECOND, "Leave a Reply", "boilerplate"),
    ],
)
def test_what_says_nothing_of_ours_is_marked(one: tuple[str, str], begins: str, kind: str) -> None:
    text, read = seed(*one)
    at = text.index(begins)
    assert [passage.kind for passage in read.passages if passage.start <= at < passage.end] == [kind]


def test_the_south_by_the_ministry_is_heard_in_the_first() -> None:
    assert {"mou", "rok_government", "outlet"} == {
        one.issuer for one in seed(*FIRST)[1].found if one.kind == "attribution"
    }
