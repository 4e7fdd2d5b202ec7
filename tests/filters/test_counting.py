"""A count over cells of alike events is the count over the events themselves, whatever is asked."""

import random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import measures
from events.filters import CODED, EventFilter
from events.filters.events import DERIVED
from events.models import PublicEvent, PublicTally
from events.vocabulary import AXES
from tests.doors.api import rows

pytestmark = pytest.mark.django_db
DATES = ["2019-12/2020-01", "2020-05-01", "2020", "2021-03", "202X", "2022-01-01", "2021/..", "../2021-06-30", "1999"]
DATES += ["2020-05-31", "2020-06-01", "2021-12-31"]
PERIODS = ["2020", "2021", "2020-05", "2020-06", "2020-05-02", "2021-12-31", "2020-01-01", "1999-12-31"]
AXIS_OF = {parameter.name: parameter.axis for parameter in (*CODED, *DERIVED)}
CODES = {name: AXES[axis].codes()[:3] for name, axis in AXIS_OF.items()}
FREE = {"persons_min": ["2"], "bbox": ["120,30,130,40"], "q": ["soldier"]}
WITH_MINUS = {name: [*codes, *(f"-{code}" for code in codes)] for name, codes in CODES.items()}
ANY = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.sampled_from(values) for name, values in (WITH_MINUS | FREE).items()},
        "place": st.sampled_from(["unknown", "goseong-gangwon"]),
        "from": st.sampled_from(PERIODS),
        "to": st.sampled_from(PERIODS),
        "date_match": st.sampled_from(["within", "overlaps"]),
    },
)
GROUPS = st.lists(st.sampled_from([*AXIS_OF, "place", "year_from"]), max_size=3, unique=True)


@pytest.fixture
def record() -> None:
    """Some events of few codes, so that many are alike."""
    dice = random.Random(7)
    for _ in range(40):
        codes = {parameter.name: dice.choice([*CODES[parameter.name][:2], ""]) for parameter in CODED}
        least = dice.choice([None, 1, 2])
        told = codes | {"persons_min": least, "persons_max": least and dice.choice([None, least, 5])}
        told |= {"place": dice.choice(["", "goseong-gangwon"]), "first_public": dice.choice(["2020-05-08", "2022", ""])}
        rows.event(dice.choice(DATES), **told)


def both(asked: dict[str, str]) -> tuple[EventFilter, EventFilter]:
    """Return a question to the cells, and the same to the rows: a narrowed record is never counted beforehand."""
    return EventFilter(asked, PublicEvent.objects.all()), EventFilter(asked, PublicEvent.objects.filter(number__gt=0))


def grouped(question: EventFilter, columns: list[str]) -> dict[Any, Any]:
    return measures.count_by(question.counted(*columns), columns, question.inside())


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(asked=ANY, columns=GROUPS)
def test_cells_and_rows_give_the_same_counts(record: None, asked: dict[str, str], columns: list[str]) -> None:
    cells, one_by_one = both(asked)
    assert cells.facets() == one_by_one.facets()
    assert cells.total() == one_by_one.total() == len(cells.queryset)
    assert grouped(cells, columns) == grouped(one_by_one, columns)
    assert sorted(measures.groups(cells.counted(*measures.ALIKE), cells.inside())) == sorted(
        measures.groups(one_by_one.counted(*measures.ALIKE), one_by_one.inside())
    )


CLOSED = [
    ({}, ()),
    ({"direction": "north_to_south", "outcome": "-killed"}, ("evidence",)),
    ({"from": "2020", "to": "2021", "date_match": "within"}, ("year_from", "means")),
    ({"from": "2020-01-01", "to": "2021-12-31"}, ("intent",)),
    ({"from": "2020-05", "direction": "north_to_south"}, ()),
    ({"month": "may", "place": "unknown"}, ("lag",)),
    ({"place": "unknown", "from": "2020"}, ("route_type",)),
]


@pytest.mark.parametrize(("asked", "columns"), CLOSED)
def test_a_closed_question_is_answered_from_cells(asked: dict[str, str], columns: tuple[str, ...]) -> None:
    assert EventFilter(asked, PublicEvent.objects.all()).counted(*columns).model is PublicTally


@pytest.mark.parametrize(
    "asked", [{"q": "soldier"}, {"persons_min": "2"}, {"bbox": "120,30,130,40"}, {"from": "2020-05-02"}]
)
def test_an_open_question_is_answered_from_rows(asked: dict[str, str]) -> None:
    assert EventFilter(asked, PublicEvent.objects.all()).counted().model is PublicEvent


def test_a_closed_total_reads_no_event() -> None:
    with CaptureQueriesContext(connection) as asked:
        EventFilter({"direction": "north_to_south"}, PublicEvent.objects.all()).total()
    assert [query for query in asked if "publicevent" in query["sql"]] == []
