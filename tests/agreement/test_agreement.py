"""How far two coders agree: shares counted by hand, and alphas that were published."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from events import codebook
from events.agreement import NO_VARIATION, TOO_FEW, Likeness, agree, alpha, overlap, table
from events.models import Article, Coding
from tests import factories

PARENTS = {"goseong": "gangwon", "cheorwon": "gangwon", "gangwon": "korea", "busan": "korea", "korea": None}

PAIRS = [
    ("direction", "north_to_south", "north_to_south", 1, "same"),
    ("direction", "north_to_south", "south_to_north", 0, "differs"),
    ("occurred", "2024-08-20 crossing", "2024-08-20 crossing", 1, "same"),
    ("occurred", "2024-08-20 crossing", "2024-08-20 report", 1, "partly"),
    ("occurred", "2024-08 crossing", "2024-08-20 crossing", 1 / 31, "partly"),
    ("occurred", "2024-08-20/2024-08-22 crossing", "2024-08-21/2024-08-24 crossing", 2 / 5, "partly"),
    ("occurred", "2024-08-20 crossing", "2024-08-21 crossing", 0, "differs"),
    ("first_public", "2024-02", "2024-02-01/2024-02-29", 1, "partly"),
    ("first_public", "2024-08-20", "2024-08-20?", 1, "partly"),
    ("arrived", "../1900-01-10", "1900-01-06/1900-01-15", 5 / 15, "partly"),
    ("arrived", "2100-12-30/..", "2100-12-31", 1 / 2, "partly"),
    ("place", "goseong county", "goseong county", 1, "same"),
    ("place", "goseong county", "goseong named_place", 1, "partly"),
    ("place", "goseong county", "cheorwon county", 1 / 3, "partly"),
    ("place", "goseong county", "gangwon province", 1 / 3, "partly"),
    ("place", "goseong county", "busan county", 0, "differs"),
    ("place", "korea country", "- none", 0, "differs"),
    ("place", "- none", "- none", 1, "same"),
    ("persons", "1", "1", 1, "same"),
    ("persons", "1-2", "2-4", 1 / 4, "partly"),
    ("persons", "999991-", "999996-1000000", 5 / 10, "partly"),
    ("persons", "1", "2", 0, "differs"),
    ("outcome", "arrived:2; returned_voluntarily:2", "arrived:2; returned_voluntarily:2", 1, "same"),
    ("outcome", "arrived:2; returned_voluntarily:2", "arrived:2; returned_voluntarily:3", 1 / 3, "partly"),
    ("outcome", "arrived", "arrived:1", 0, "differs"),
]


@pytest.mark.parametrize(("key", "first", "second", "share", "likeness"), PAIRS)
def test_two_values_share_what_both_cover(key: str, first: str, second: str, share: float, likeness: str) -> None:
    values = [codebook.parse(key, text) for text in (first, second)]
    found = agree(key, *values, PARENTS)
    assert (found.share, found.likeness) == (pytest.approx(share), likeness)
    assert agree(key, *reversed(values), PARENTS) == found


def test_a_value_of_one_coder_alone_has_no_share() -> None:
    assert agree("direction", None, "unknown") == (None, Likeness.ONE)
    assert agree("direction", None, None) == (None, Likeness.NEITHER)


N = None
PUBLISHED = {
    "A, binary, two observers": (
        0.095,
        [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]],
    ),
    "B, nominal, two observers": (0.692, [list("aabbdcccedda"), list("babbbccceddd")]),
    "C, nominal, four observers, values missing": (
        0.743,
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
            [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
        ],
    ),
}
"""K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): what each observer said of each unit."""


@pytest.mark.parametrize("example", PUBLISHED)
def test_alpha_is_the_published_one(example: str) -> None:
    expected, observers = PUBLISHED[example]
    assert alpha(list(zip(*observers, strict=True))).value == pytest.approx(expected, abs=0.0005)


def test_alpha_takes_what_ranges_share_as_their_likeness() -> None:
    """By hand: five units of 1-2 and 3-4, nine of 1 and 1, one of 1 and 1-2.

    Of 30 values, 10 are 1-2 or 3-4 each five, 19 are 1 and one more is 1-2. Observed: (5 x 1 + 1 x 1/2) / 15.
    Expected, pairs of 30 x 29: 1 and 1-2: 2 x 19 x 6 x 1/2; 1 and 3-4: 2 x 19 x 5; 1-2 and 3-4: 2 x 6 x 5.
    """
    one, low, high = range(1, 2), range(1, 3), range(3, 5)
    units = [[low, high]] * 5 + [[one, one]] * 9 + [[one, low]]
    observed = (5 + 0.5) / 15
    expected = (2 * 19 * 6 * 0.5 + 2 * 19 * 5 + 2 * 6 * 5) / (30 * 29)
    assert alpha(units, overlap).value == pytest.approx(1 - observed / expected)


def test_a_few_units_give_no_alpha_but_a_reason() -> None:
    assert alpha([["a", "b"]] * 9) == (None, TOO_FEW)
    assert alpha([["a", "b"]] * 9 + [["a", None]] * 30) == (None, TOO_FEW)
    assert alpha([["a", "b"]] * 10).value is not None


def test_values_without_variation_give_no_alpha_but_a_reason() -> None:
    assert alpha([["a", "a"]] * 30) == (None, NO_VARIATION)


def code(article: Article, coder: User, *, handed_in: bool = True, **values: str) -> Coding:
    at = timezone.now() if handed_in else None
    kept = {key: {"value": codebook.parse(key, text), "quote": ""} for key, text in values.items()}
    return Coding.objects.create(article=article, coder=coder, values=kept, handed_in_at=at)


def coded_twice(people: tuple[User, User], first: dict[str, Any], second: dict[str, Any]) -> Article:
    article = factories.ArticleFactory.create(added_by=people[0], double_coded=True)
    code(article, people[0], **first)
    code(article, people[1], **second)
    return article


def test_the_table_is_the_one_counted_by_hand(editor: User, reviewer: User) -> None:
    """Ten articles: nine say the same day, one shares 1 day of 31; two directions differ; one coder names a place."""
    people = (editor, reviewer)
    for number in range(9):
        day = f"{dt.date(2020, 1, 1) + dt.timedelta(number)} crossing"
        direction = {"direction": "north_to_south" if number else "south_to_north"}
        other = {"direction": "north_to_south"}
        coded_twice(people, {"occurred": day} | direction, {"occurred": day} | other)
    coded_twice(
        people,
        {"occurred": "2024-08 crossing", "direction": "unknown", "place": "goseong county"},
        {"occurred": "2024-08-20 report", "direction": "north_to_south"},
    )
    rows = {(row.field.key, row.part): row for row in table()}
    dates, bases, directions = rows["occurred", ""], rows["occurred", "basis"], rows["direction", ""]
    assert (dates.units, dates.lone, dates.same) == (10, 0, 0.9)
    assert dates.overlap == pytest.approx((9 + 1 / 31) / 10)
    assert dates.alpha.value == pytest.approx(1 - (1 - (9 + 1 / 31) / 10) / expected_of_days())
    assert (bases.units, bases.same, bases.overlap) == (10, 0.9, 0.9)
    assert bases.alpha.value == pytest.approx(1 - 0.1 / (2 * 19 * 1 / (20 * 19)))
    assert (directions.same, directions.overlap) == (0.8, 0.8)
    assert (rows["place", ""].units, rows["place", ""].lone, rows["place", ""].alpha) == (0, 1, (None, TOO_FEW))


def expected_of_days() -> float:
    """Return the distance that chance gives: 9 days said twice each, a month, and a day in it."""
    ordered_pairs = 20 * 19
    alike = 9 * 2 * 1 + 2 * (1 / 31)
    return (ordered_pairs - alike) / ordered_pairs


def test_only_articles_that_both_handed_in_are_counted(editor: User, reviewer: User) -> None:
    article = factories.ArticleFactory.create(added_by=editor, double_coded=True)
    code(article, editor, direction="unknown")
    code(article, reviewer, handed_in=False, direction="unknown")
    alone = factories.ArticleFactory.create(added_by=editor, double_coded=True)
    code(alone, editor, direction="unknown")
    assert {row.units for row in table()} == {0}


@pytest.mark.parametrize("number", [1, 12])
def test_the_table_costs_the_same_for_many_articles(
    number: int, editor: User, reviewer: User, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        coded_twice((editor, reviewer), {"direction": "unknown"}, {"direction": "unknown"})
    with django_assert_num_queries(2):
        table()


def test_the_table_looks_at_the_newest_articles(editor: User, reviewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.agreement.NEWEST", 2)
    for direction in ("south_to_north", "unknown", "unknown"):
        coded_twice((editor, reviewer), {"direction": direction}, {"direction": "unknown"})
    row = next(row for row in table() if row.field.key == "direction")
    assert (row.units, row.same) == (2, 1)
