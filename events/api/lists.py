"""What each list of the API may be asked: the filters of the pages, and what only the API adds."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, LPad

from .. import measures
from ..codebook import FIELDS
from ..exports import COLUMNS
from ..filters import AS_OF_PARAMETER, EventFilter, Order, Parameter, Question, list_parameters
from ..filters.events import CODED, FROM, TO
from ..filters.reading import Params
from ..models import (
    PublicChange,
    PublicClaim,
    PublicCount,
    PublicEvent,
    PublicSource,
    YearlyStatistic,
)
from ..models.public import PUBLISHED_ON
from ..vocabulary import Bilingual


def format_parameter(*choices: str) -> Parameter:
    return Parameter(
        "format",
        "choice",
        "",
        Bilingual("Format of the answer, whatever Accept says.", "응답 형식. Accept보다 우선한다."),
        Bilingual("Format", "형식"),
        choices,
    )


JSON, JSON_OR_CSV = format_parameter("json"), format_parameter("json", "csv")
FORM = format_parameter("json", "csv", "jsonl", "parquet")
EVENT_FORM = format_parameter(*FORM.choices, "geojson")
COUNT = Parameter(
    "count",
    "choice",
    "",
    Bilingual("1 adds count, the number of rows of the whole list.", "1이면 목록 전체의 행 수를 count로 더한다."),
    Bilingual("Count", "개수"),
    ("1",),
)
INCLUDE = Parameter(
    "include",
    "codes",
    "",
    Bilingual(
        "What to put into each event: its claims, the sources that they cite, its links to other events.",
        "사건마다 넣을 것: 주장(claims), 인용한 출처(sources), 다른 사건과의 관계(links).",
    ),
    Bilingual("Include", "포함"),
    ("claims", "sources", "links"),
)


def _slugs(name: str, en: str, ko: str, label: Bilingual) -> Parameter:
    return Parameter(name, "slugs", "", Bilingual(en, ko), label)


def _ids(name: str, prefix: str, en: str, ko: str, label: Bilingual) -> Parameter:
    return Parameter(name, "ids", "", Bilingual(en, ko), label, prefix=prefix)


def fields_of(record: str) -> Parameter:
    """Return the parameter that chooses columns of a record."""
    return Parameter(
        "fields",
        "codes",
        "",
        Bilingual(
            "Columns to answer with, in the order of the codebook; all unless given. What include adds stays.",
            "답할 열. 순서는 코드북을 따른다. 없으면 모두. include가 더하는 것은 남는다.",
        ),
        Bilingual("Columns", "열"),
        tuple(column.key for column in COLUMNS[record]),
    )


PUBLISHER = EventFilter.parameter("publisher")
SOURCE = EventFilter.parameter("source")


class DocumentList(Question):
    """A list whose rows carry their JSON ready."""

    columns: ClassVar[tuple[Any, ...]] = ("document",)
    """Columns of the row, or expressions on it."""

    json_only: ClassVar[tuple[str, ...]] = ("include", "count")
    """Parameters that add what a file has no place for."""

    @property
    def beside(self) -> Mapping[str, tuple[str, str]]:
        """Columns of a file beside those of the record: heading -> a member of the document and a key in it."""
        return {}

    @property
    def fields(self) -> list[str]:
        """The columns that are asked for; none means all."""
        return self.values.get("fields", [])

    def texts(self, rows: Sequence[tuple[Any, ...]]) -> list[str]:
        """Return the JSON of rows of `columns`, whole."""
        return [row[0] for row in rows]


class EventList(EventFilter, DocumentList):
    parameters = (*EventFilter.parameters, AS_OF_PARAMETER, fields_of("event"), INCLUDE, COUNT, EVENT_FORM)
    columns = ("document", "number")

    def __init__(self, params: Params) -> None:
        super().__init__(params, PublicEvent.objects.all())


class SourceList(DocumentList):
    """Sources by the day on which they were published."""

    subject = Bilingual("Sources", "출처")
    orders = {name: Order(name, PUBLISHED_ON, date, down) for name, down in (("newest", True), ("oldest", False))} | {
        "changed": Order("changed", F("change"), int, descending=True)
    }
    parameters = (
        PUBLISHER,
        _slugs("language", "ISO 639 code of its language.", "언어의 ISO 639 부호.", Bilingual("Language", "언어")),
        AS_OF_PARAMETER,
        *list_parameters(orders),
        fields_of("source"),
        COUNT,
        FORM,
    )

    def __init__(self, params: Params) -> None:
        super().__init__(params)
        rows, self.alike = PublicSource.objects.all(), PublicCount.objects.of("source")
        for name, column in (("publisher", "publisher_slug"), ("language", "language")):
            if name in self.values:
                known = PublicCount.objects.of("source").order_by().values_list(column, flat=True).distinct()
                self.check_known(name, set(known.filter(**{f"{column}__in": self.values[name]})), known)
                asked = {f"{column}__in": self.values.get(name, [])}
                rows, self.alike = rows.filter(**asked), self.alike.filter(**asked)
        self.queryset = rows

    def total(self) -> int:
        return self.alike.total()


class ClaimList(DocumentList):
    """Claims by their number."""

    subject = Bilingual("Claims", "주장")
    orders = {"number": Order("number", F("number"), int)}
    parameters = (
        _ids("event", "EV", "Events that they speak of.", "주장이 말하는 사건.", Bilingual("Event", "사건")),
        SOURCE,
        Parameter(
            "field",
            "codes",
            "",
            Bilingual("Field of the event that they speak of.", "주장이 말하는 항목."),
            Bilingual("Field", "항목"),
            tuple(FIELDS),
        ),
        Parameter(
            "standing",
            "codes",
            "standing",
            Bilingual("What the editors make of them.", "편집자의 판단."),
            Bilingual("Standing", "판단"),
        ),
        AS_OF_PARAMETER,
        *list_parameters(orders),
        fields_of("claim"),
        COUNT,
        FORM,
    )

    def __init__(self, params: Params) -> None:
        super().__init__(params)
        asked = Q()
        narrow = {"event", "source"} & self.values.keys()
        for name, model in (("event", PublicEvent), ("source", PublicSource)):
            if name in self.values:
                present = model.objects.filter(public_id__in=self.values[name])
                self.check_known(name, set(present.values_list("public_id", flat=True)))
                asked &= Q(**{f"{name}__public_id__in": self.values.get(name, [])})
        for name in ("field", "standing"):
            if name in self.values:
                asked &= Q(**{f"{name}__in": self.values[name]})
        self.queryset = PublicClaim.objects.filter(asked)
        self.alike = None if narrow else PublicCount.objects.of("claim").filter(asked)

    def total(self) -> int:
        return super().total() if self.alike is None else self.alike.total()


CELL = Concat(
    LPad(Cast("year", CharField()), 4, Value("0")),
    *(Value("|"), "direction", Value("|"), "dimension", Value("|"), "key"),
    output_field=CharField(),
)


class StatisticList(DocumentList):
    """Yearly counts, by year, direction, dimension and key."""

    subject = Bilingual("Yearly counts of events", "연도별 사건 수")
    orders = {"year": Order("year", CELL, str, tie="id")}
    columns = (
        "year",
        "direction",
        "dimension",
        "key",
        "events_certain",
        "events_possible",
        "persons_min",
        "persons_max",
    )
    parameters = (
        FROM,
        TO,
        next(parameter for parameter in CODED if parameter.name == "direction"),
        Parameter(
            "dimension",
            "codes",
            "",
            Bilingual("What the events are cut by.", "나누는 기준."),
            Bilingual("Dimension", "기준"),
            tuple(dimension.name for dimension in measures.DIMENSIONS),
        ),
        _slugs(
            "key", "A code of the dimension; all for the total.", "기준의 코드. 전체는 all.", Bilingual("Key", "코드")
        ),
        *list_parameters(orders, most=5000, default=500),
        fields_of("statistic"),
        COUNT,
        FORM,
    )

    def __init__(self, params: Params) -> None:
        super().__init__(params)
        rows: QuerySet[YearlyStatistic] = YearlyStatistic.objects.all()
        if "key" in self.values:
            known = set(YearlyStatistic.objects.order_by().values_list("key", flat=True).distinct())
            self.check_known("key", known, known)
        for name in ("direction", "dimension", "key"):
            if name in self.values:
                rows = rows.filter(**{f"{name}__in": self.values[name]})
        rows = rows.exclude(direction__in=self.excluded.get("direction", []))
        if first := self.values.get("from"):
            rows = rows.filter(year__gte=int(first[0][:4]))
        if last := self.values.get("to"):
            rows = rows.filter(year__lte=int(last[0][:4]))
        self.queryset = rows

    def texts(self, rows: Sequence[tuple[Any, ...]]) -> list[str]:
        return [json.dumps(dict(zip(self.columns, row, strict=True))) for row in rows]


class ChangeList(Question):
    """The feed of changes from a number on. It has no cursor: the number of a line is one."""

    LAST = 10**15 - 1
    orders = {"number": Order("number", F("number"), int)}
    parameters = (
        Parameter(
            "after",
            "number",
            "",
            Bilingual("Number of the last line that you have; 0 for none.", "이미 가진 마지막 줄의 번호. 없으면 0."),
            Bilingual("After", "이후"),
            ("0", str(LAST)),
            "0",
        ),
        list_parameters(orders)[-1],
        JSON,
    )

    def __init__(self, params: Params) -> None:
        super().__init__(params)
        self.after = int(self.one("after"))
        self.queryset = PublicChange.objects.filter(number__gt=self.after).order_by("number")


class EventRecord(Question):
    parameters = (INCLUDE, AS_OF_PARAMETER, JSON)


class DatedRecord(Question):
    parameters = (AS_OF_PARAMETER, JSON)


class PlainRecord(Question):
    parameters = (JSON,)
