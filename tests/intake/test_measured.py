"""The reading aids are as good as the page says, never break a rule, and do not get worse unnoticed."""

from functools import cache
from io import StringIO

import pytest
from django.core.management import call_command

from events.intake.measure import RULES, Measurement, load, measure
from events.management.commands.measure_suggestions import reader

FLOORS = {
    "value": (0.93, 0.85),
    "figure": (0.95, 0.90),
    "attribution": (0.95, 0.94),
    "not_ours": (0.96, 0.90),
    "passage": (0.98, 0.98),
}
"""Least precision and least recall by kind. Raise them when the rules get better; lower them only with a reason."""


@cache
def result() -> Measurement:
    return measure(load(), reader())


def test_the_page_is_what_is_measured() -> None:
    call_command("measure_suggestions", "--check", stdout=StringIO())


@pytest.mark.parametrize("rule", RULES)
def test_no_suggestion_breaks_a_rule(rule: str) -> None:
    assert [str(one) for one in result().broken if one.what == rule] == []


@pytest.mark.parametrize("kind", FLOORS)
def test_precision_and_recall_stay_above_their_floors(kind: str) -> None:
    score, (precision, recall) = result().score(kind), FLOORS[kind]
    assert (score.precision or 0) >= precision
    assert (score.recall or 0) >= recall


def test_the_same_article_is_read_the_same_twice() -> None:
    article = load()[0]
    assert reader()(article) == reader()(article)
