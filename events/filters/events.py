"""The one question about events: every parameter of page, API, export and feed, once."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.lookups import LessThanOrEqual

from .. import partial_dates
from ..models import PublicClaim, PublicCount, PublicEvent, PublicSource, PublicTally
from ..models.public import SORTED_ON, PublicEventQuerySet
from ..partial_dates import Exact
from ..vocabulary import Bilingual
from .counting import cells, exactness, rows
from .facets import Facet, count_facets
from .paging import Order
from .parameter import BOX, CHOICE, CODES, DATE, IDS, NUMBER, SLUGS, WORDS, Parameter, RefusedParameter
from .question import Question, list_parameters
from .reading import MINUS, Params
from .search import Search
from .words import Correction

EVENT_ORDERS = {
    "newest": Order("newest", SORTED_ON, date, descending=True),
    "oldest": Order("oldest", SORTED_ON, date),
    "changed": Order("changed", F("change"), int, descending=True),
}


def _codes(name: str, en: str, ko: str, label: Bilingual) -> Parameter:
    return Parameter(name, CODES, name, Bilingual(en, ko), label, excludes=True)


CODED = (
    _codes("direction", "From where to where.", "이동 방향.", Bilingual("Direction", "방향")),
    _codes("movement_class", "What the movement was.", "이동의 성격.", Bilingual("Class", "성격")),
    _codes("route_type", "The way taken, by kind.", "지나온 경로의 유형.", Bilingual("Route", "경로")),
    _codes("means", "How the line was crossed.", "경계를 넘은 수단.", Bilingual("Means", "수단")),
    _codes("actor_type", "Who moved, as a source said it.", "출처가 밝힌 인물 유형.", Bilingual("Who", "인물 유형")),
    _codes("outcome", "How it ended.", "결과.", Bilingual("Outcome", "결과")),
    _codes("intent", "Whether they wanted it.", "본인의 의사였는지.", Bilingual("Intent", "의사")),
    _codes("evidence", "How well the values are supported.", "근거의 정도.", Bilingual("Evidence", "근거")),
)
"""The closed parameters, which have facets. A value with a minus is left out: `direction=-south_to_north`."""

DERIVED = (
    Parameter(
        "month",
        CODES,
        "month",
        Bilingual("Month of the year, where it is known.", "몇 월인지 알려진 경우 그 달."),
        Bilingual("Month", "월"),
        excludes=True,
    ),
    Parameter(
        "lag",
        CODES,
        "reporting_lag",
        Bilingual("How long after it the public first heard of it.", "사건 뒤 처음 공개되기까지 걸린 시간."),
        Bilingual("First reported", "첫 공개"),
        excludes=True,
    ),
)
"""Closed parameters that follow from other columns; no facet counts them, the statistics do."""

FROM = Parameter(
    "from",
    DATE,
    "",
    Bilingual(
        "First day, month or year: YYYY, YYYY-MM or YYYY-MM-DD.", "시작하는 날, 달 또는 해: YYYY, YYYY-MM, YYYY-MM-DD."
    ),
    Bilingual("From", "부터"),
)
TO = Parameter(
    "to",
    DATE,
    "",
    Bilingual("Last day, month or year, itself included.", "끝나는 날, 달 또는 해. 그 자신도 포함한다."),
    Bilingual("To", "까지"),
)
NO_PLACE = "unknown"
"""The value of `place` that finds events without one; no place of the gazetteer is called so."""

PERSONS = ("0", "1000000")

EVENT_PARAMETERS = (
    FROM,
    TO,
    Parameter(
        "date_match",
        CHOICE,
        "",
        Bilingual(
            "overlaps: events that may lie in the period; within: only those that certainly do.",
            "overlaps: 기간에 들 수 있는 사건, within: 확실히 드는 사건만.",
        ),
        Bilingual("Dates", "날짜"),
        ("overlaps", "within"),
        "overlaps",
    ),
    *CODED,
    *DERIVED,
    Parameter(
        "place",
        SLUGS,
        "",
        Bilingual(
            "Id of a place, as goseong-gangwon; unknown: events of which no place is published.",
            "장소 식별자. 예: goseong-gangwon. unknown: 공개된 장소가 없는 사건.",
        ),
        Bilingual("Place", "장소"),
    ),
    Parameter(
        "bbox",
        BOX,
        "",
        Bilingual(
            "A box, west,south,east,north in degrees: events whose place has its middle in it. Events without a public"
            " place lie in none.",
            "서,남,동,북(도)의 사각 영역: 장소의 중심이 그 안에 있는 사건. 공개된 장소가 없는 사건은 들지 않는다.",
        ),
        Bilingual("Within the box", "영역"),
    ),
    Parameter(
        "persons_min",
        NUMBER,
        "",
        Bilingual(
            "At least so many persons for certain: events whose persons_min is that or more.",
            "확실히 그 이상인 인원: persons_min이 그 수 이상인 사건.",
        ),
        Bilingual("Persons, at least", "최소 인원"),
        PERSONS,
    ),
    Parameter(
        "persons_max",
        NUMBER,
        "",
        Bilingual(
            "At most so many persons for certain: events whose persons_max is that or less.",
            "확실히 그 이하인 인원: persons_max가 그 수 이하인 사건.",
        ),
        Bilingual("Persons, at most", "최대 인원"),
        PERSONS,
    ),
    Parameter(
        "source",
        IDS,
        "",
        Bilingual("Id of a source that the event cites, as SR-000001.", "사건이 인용한 출처의 식별자. 예: SR-000001."),
        Bilingual("Source", "출처"),
        prefix="SR",
    ),
    Parameter(
        "publisher",
        SLUGS,
        "",
        Bilingual(
            "Id of a publisher that the event cites, as yonhap.", "사건이 인용한 발행 기관의 식별자. 예: yonhap."
        ),
        Bilingual("Publisher", "발행 기관"),
    ),
    Parameter(
        "q",
        WORDS,
        "",
        Bilingual(
            "Words in titles, summaries and places, in any spelling; quotes hold a phrase as it is spelt, minus"
            " excludes, or widens. A word that nothing has is taken for the nearest. At most 200 characters and 12"
            " terms.",
            "제목, 요약, 장소의 낱말. 표기가 달라도 찾는다. 따옴표는 적힌 그대로의 구절, 빼기표는 제외, or는 또는."
            " 없는 낱말은 가장 가까운 낱말로 찾는다. 200자, 12개까지.",
        ),
        Bilingual("Words", "검색어"),
    ),
    *list_parameters(EVENT_ORDERS),
)


class EventFilter(Question):
    """Which public events a query string asks for. Values of one parameter widen, parameters narrow."""

    parameters = EVENT_PARAMETERS
    orders = EVENT_ORDERS
    subject = Bilingual("Events", "사건")

    def __init__(self, params: Params, queryset: PublicEventQuerySet, *, also: Collection[str] = ()) -> None:
        super().__init__(params, also=also)
        self.search: Search | None = None
        self._live, self._whole = queryset.live(), not queryset.query.where
        self._check_persons()
        self._check_record()
        self._live = self._live.with_month() if self.given("month") else self._live
        self._live = self._live.with_lag() if self.given("lag") else self._live
        self._conditions = self._read_conditions()
        matching = self._live.filter(*self._conditions.values(), *self._sorted_within())
        self.queryset: PublicEventQuerySet = self.order.sort(matching)  # type: ignore[assignment]

    def facets(self) -> dict[str, list[Facet]]:
        """Return for each closed parameter how many events each of its values would give. Costs: 1 query."""
        names = [parameter.name for parameter in CODED]
        return count_facets(self.counted(*names, apart=names), CODED, self.values)

    def total(self, apart: Collection[str] = ()) -> int:
        """Return how many events all conditions but those in `apart` ask for. Costs: 1 query."""
        found = self.counted(apart=apart)
        return found.aggregate(n=Sum("events"))["n"] or 0 if found.model is PublicTally else found.count()

    def counted(self, *columns: str, apart: Collection[str] = (), dates: Exact = Exact.DAY) -> "QuerySet[Any]":
        """Return what all conditions but those in `apart` ask for, to be summed up by some columns.

        Shape:  rows that have the columns, and `events`, `least`, `most` and `unnumbered`: those of one event, or of
                all that are alike. `dates` says how exact `occurred_from` and `occurred_to` have to be.
        Costs:  no query.
        Source: docs/adr/0046-counts-of-what-is-alike.md
        """
        kept = {name: condition for name, condition in self._conditions.items() if name not in apart}
        asked = {name.removeprefix(MINUS) for name in kept} - {"from", "to"}
        found = cells({*columns, *asked}, self._exactness, dates) if self._live_whole else None
        if found is None:
            return rows(self._live, columns, kept.values())
        return found.filter(*kept.values())

    @property
    def _live_whole(self) -> bool:
        """Whether the question is asked of all events as they are today: these alone are counted beforehand."""
        return self._whole and self._live.model is PublicEvent

    @property
    def _exactness(self) -> Exact:
        first = partial_dates.read(self.one("from")).start if "from" in self.values else None
        return exactness(first, partial_dates.read(self.one("to")).end if "to" in self.values else None)

    @property
    def in_period(self) -> Q:
        """The condition on the date; empty where the reader gave no period."""
        return self._conditions.get("from", Q()) & self._conditions.get("to", Q())

    def apart_from(self, *names: str) -> PublicEventQuerySet:
        """Return the events that all conditions but the named ones ask for, in no order."""
        kept = (condition for name, condition in self._conditions.items() if name.removeprefix(MINUS) not in names)
        return self._live.filter(*kept)

    def inside(self) -> Q | None:
        """Return the condition that an event certainly lies in the period asked for; none where none is asked for."""
        conditions = self._read_period(within=True)
        return Q(*conditions.values()) if conditions else None

    @property
    def corrections(self) -> list[Correction]:
        return self.search.corrections if self.search else []

    def _check_persons(self) -> None:
        least, most = (int(self.one(name) or -1) for name in ("persons_min", "persons_max"))
        if least > most >= 0:
            said = Bilingual(f"{most} is fewer than {least}.", f"{most}은(는) {least}보다 적습니다.")
            advice = Bilingual("Put the smaller number in persons_min.", "작은 수를 persons_min에 적으십시오.")
            self.refuse(RefusedParameter("persons_max", said, advice, str(least)))

    def _check_record(self) -> None:
        """Refuse places, sources and publishers that the record does not have. Costs: 1 to 2 queries for each given."""
        if asked := self.values.get("place"):
            places_of: QuerySet[Any] = PublicTally.objects.of("places") if self._live_whole else self._live
            places = places_of.exclude(place="").order_by().values_list("place", flat=True).distinct()
            self.check_known("place", {NO_PLACE, *places.filter(place__in=asked)}, places)
        if asked := self.values.get("source"):
            sources = PublicSource.objects.filter(public_id__in=asked)
            self.check_known("source", set(sources.values_list("public_id", flat=True)))
        if asked := self.values.get("publisher"):
            publishers = PublicCount.objects.of("source").values_list("publisher_slug", flat=True).distinct()
            self.check_known("publisher", set(publishers.filter(publisher_slug__in=asked)), publishers)

    def _read_conditions(self) -> dict[str, Q]:
        conditions = {
            parameter.name: Q(**{f"{parameter.name}__in": self.values[parameter.name]})
            for parameter in (*CODED, *DERIVED)
            if parameter.name in self.values
        }
        conditions |= {f"{MINUS}{name}": ~Q(**{f"{name}__in": excluded}) for name, excluded in self.excluded.items()}
        if places := self.values.get("place"):
            conditions["place"] = Q(place__in=["" if place == NO_PLACE else place for place in places])
        if box := self.values.get("bbox"):
            conditions["bbox"] = _lies_in(*(float(part) for part in box[0].split(",")))
        for name, way in (("persons_min", "gte"), ("persons_max", "lte")):
            if name in self.values:
                conditions[name] = Q(**{f"{name}__{way}": int(self.one(name))})
        conditions |= self._read_period(within=self.one("date_match") == "within")
        cited = PublicClaim.objects.filter(event=OuterRef("pk"))
        if sources := self.values.get("source"):
            conditions["source"] = Q(Exists(cited.filter(source__public_id__in=sources)))
        if publishers := self.values.get("publisher"):
            conditions["publisher"] = Q(Exists(cited.filter(source__publisher_slug__in=publishers)))
        if words := self.values.get("q"):
            self.search = Search(words[0])
            conditions["q"] = self.search.condition
        return conditions

    def _read_period(self, *, within: bool) -> dict[str, Q]:
        """Return the conditions on the date. An open end lies in the year that the record gives it, as in the counts:
        1945 before, the year in which the event became public after. So a count of a year opens what it counted.
        """
        conditions = {}
        if first := self.values.get("from"):
            start = partial_dates.read(first[0]).start
            assert start is not None
            conditions["from"] = _starts_on(start) if within else _since(start)
        if last := self.values.get("to"):
            end = partial_dates.read(last[0]).end
            assert end is not None
            conditions["to"] = _ends_by(end) if within else _until(end)
        return conditions

    def _sorted_within(self) -> list[LessThanOrEqual]:
        """Return what follows for the place in the list: an event that ends in the period is not sorted after it.

        Without it PostgreSQL goes down the list from the newest event, however old the period is.
        """
        if "to" not in self.values or self.one("date_match") != "within":
            return []
        return [LessThanOrEqual(SORTED_ON, partial_dates.read(self.one("to")).end)]


def _lies_in(west: float, south: float, east: float, north: float) -> Q:
    """Return the condition on a point; a box whose west lies east of its east reaches over the antimeridian."""
    if west <= east:
        return Q(lon__range=(west, east), lat__range=(south, north))
    return Q(Q(lon__gte=west) | Q(lon__lte=east), lat__range=(south, north))


def _since(day: date) -> Q:
    return _by_year("to", "gte", day.year) if _opens_year(day) else _by_day("to", "gte", day, day.year)


def _until(day: date) -> Q:
    return _by_year("from", "lte", day.year) if _closes_year(day) else _by_day("from", "lte", day, day.year)


def _starts_on(day: date) -> Q:
    return _by_year("from", "gte", day.year) if _opens_year(day) else _by_day("from", "gte", day, day.year + 1)


def _ends_by(day: date) -> Q:
    return _by_year("to", "lte", day.year) if _closes_year(day) else _by_day("to", "lte", day, day.year - 1)


def _opens_year(day: date) -> bool:
    return (day.month, day.day) == (1, 1)


def _closes_year(day: date) -> bool:
    return (day.month, day.day) == (12, 31)


def _by_year(end: str, way: str, year: int) -> Q:
    """Return the condition on the year of one end of an event, which it always has."""
    return Q(**{f"year_{end}__{way}": year})


def _by_day(end: str, way: str, day: date, year: int) -> Q:
    """Return the condition on the day of one end of an event, or on the year where the day is open."""
    return Q(**{f"occurred_{end}__{way}": day}) | Q(**{f"occurred_{end}": None, f"year_{end}__{way}": year})
