"""Random worlds and random questions, the same for the same seed, for what must hold of every filter."""

from collections.abc import Iterator
from random import Random

from django.http import QueryDict

from events.filters import EventFilter
from events.models import PublicEvent
from events.vocabulary import Direction, MovementClass, Outcome, RouteType
from tests.presenters import rows

DATES = (
    *("2018-03-05", "2019-07-31", "2020-01-01", "2020-12-31", "2019-05", "2020", "201X", "2018-12/2019-01"),
    *("2019/2020", "../2019-06-30", "2020-03/..", "2021/..", "2019-12-31/2020-01-01", "2004-07-27/2004-07-28"),
)
PERIODS = (
    *("", "from=2019", "to=2019", "from=2019&to=2020", "from=2019-06&to=2020-03-15", "from=2018-12-20&to=2019-01-02"),
    *("from=1990", "to=2030"),
)


def populate(seed: int, size: int = 18) -> None:
    """Make some events of every kind of date, direction, class, route and number of persons."""
    random = Random(seed)
    for _ in range(size):
        least, more = random.choice([(None, None), (1, 1), (2, None), (3, 7)])
        rows.event(
            random.choice(DATES),
            direction=random.choice(Direction.codes()[:3]),
            movement_class=random.choice(MovementClass.codes()[:6]),
            route_type=random.choice(RouteType.codes()[:3]),
            outcome=random.choice(Outcome.codes()[:3]),
            persons_min=least,
            persons_max=more,
            first_public=random.choice(["", "2019-08-01", "2020-01-01", "2020-01", "2021-02-03"]),
        )


def questions(seed: int, number: int) -> Iterator[QueryDict]:
    """Yield the whole record, then random questions that the filter can read."""
    yield QueryDict("")
    random = Random(seed)
    choices = (
        PERIODS,
        ["", "date_match=within"],
        ["", "direction=north_to_south", "direction=north_to_south,south_to_north"],
        ["", "", "movement_class=re_entry,drift", "movement_class=drift"],
        ["", "", "route_type=mdl_land"],
        ["", "", "outcome=arrived,stopped"],
        ["", "", "", "month=january,unknown", "lag=same_day,unknown"],
    )
    for _ in range(number - 1):
        yield QueryDict("&".join(filter(None, map(random.choice, choices))))


def found(href: str) -> int:
    """Return how many events an address of the explorer shows."""
    question = EventFilter(QueryDict(href.partition("?")[2]), PublicEvent.objects.all())
    assert not question.errors, href
    return question.queryset.count()
