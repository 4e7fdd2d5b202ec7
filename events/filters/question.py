"""A question to the public record: its valid values, what was refused, its one address and its sentence."""

from collections.abc import Collection, Iterable
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet

from ..vocabulary import AXES, Bilingual
from . import reading
from .paging import Cursor, Order, Page, paginate, read_cursor
from .parameter import CURSOR, DATE, MOST_ROWS, NUMBER, WORDS, Parameter, RefusedParameter, unknown_value
from .words import Correction

PLACE_IN_LIST = frozenset({"cursor", "limit", "sort", "before", "pinned", "theme"})


class Question:
    """What a query string asks of a list. Subclasses name its parameters and orders and turn values into conditions."""

    parameters: ClassVar[tuple[Parameter, ...]] = ()
    orders: ClassVar[dict[str, Order]] = {}
    subject: ClassVar[Bilingual] = Bilingual("Everything", "전체")
    queryset: QuerySet[Any]

    def __init__(self, params: reading.Params, *, also: Collection[str] = ()) -> None:
        self.values, self.errors = reading.read(params, self.parameters, also)
        self._check_period()
        self.cursor = self._read_cursor()

    @classmethod
    def parameter(cls, name: str) -> Parameter:
        return next(parameter for parameter in cls.parameters if parameter.name == name)

    def one(self, name: str) -> str:
        """Return the value of a single-valued parameter, or its default."""
        return self.values[name][0] if name in self.values else self.parameter(name).default

    @property
    def order(self) -> Order:
        return self.orders[self.one("sort")] if len(self.orders) > 1 else next(iter(self.orders.values()))

    @property
    def limit(self) -> int:
        return int(self.one("limit"))

    def page(self, *columns: str) -> Page:
        """Return one page of rows, or of the named columns of them. Costs: 1 query."""
        return paginate(self.queryset, self.order, self.cursor, self.limit, columns)

    def query(self, **changes: str | Iterable[str] | None) -> str:
        """Return the canonical query string, with changes: None removes a parameter, several values may be a list.

        Equal questions give equal strings: fixed order, defaults left out. A cursor stays only where it is given,
        because a changed question has another list.
        """
        merged: dict[str, list[str]] = {name: values for name, values in self.values.items() if name != "cursor"}
        for name, change in changes.items():
            merged[name] = [] if change is None else [change] if isinstance(change, str) else list(change)
        pairs = [
            (parameter.name, ",".join(reading.in_order(parameter, values)))
            for parameter in self.parameters
            if (values := merged.get(parameter.name)) and values != [parameter.default]
        ]
        return urlencode(pairs, safe=",")

    def describe(self, language: str = "en") -> str:
        """Return the question as one sentence, for a heading, a file's credit or a feed's title."""
        korean = language.startswith("ko")
        parts = [_pick(self.subject, korean), *self._period(korean)]
        for parameter in self.parameters:
            if parameter.name in self.values and parameter.name not in PLACE_IN_LIST and parameter.kind != DATE:
                if parameter.name == "date_match":
                    continue
                parts.append(f"{_pick(parameter.label, korean)}: {self._tell(parameter, korean)}")
        return "; ".join(parts) + "."

    def _period(self, korean: bool) -> list[str]:
        start, end = self.values.get("from", [""])[0], self.values.get("to", [""])[0]
        if not start and not end:
            return []
        within = "date_match" in self.values and self.one("date_match") == "within"
        if korean:
            span = " ".join(filter(None, [start and f"{start}부터", end and f"{end}까지"]))
            return [f"{span} {'확실한 것만' if within else '겹치는 것 포함'}"]
        span = " ".join(filter(None, [start and f"from {start}", end and f"to {end}"]))
        return [f"{'certainly' if within else 'possibly'} {span}"]

    @property
    def corrections(self) -> list[Correction]:
        """Words of the search that nothing has, and what was looked for instead."""
        return []

    def _tell(self, parameter: Parameter, korean: bool) -> str:
        values = self.values[parameter.name]
        if parameter.axis:
            values = [_pick(AXES[parameter.axis](value).label, korean) for value in values]
        if parameter.kind == WORDS:
            return f"“{values[0]}”" + "".join(f" ({_pick(one.told, korean)})" for one in self.corrections)
        return (" 또는 " if korean else " or ").join(values)

    def _check_period(self) -> None:
        start, end = self.values.get("from", [""])[0], self.values.get("to", [""])[0]
        if start and end and start[: len(end)] > end[: len(start)]:
            self.refuse(
                RefusedParameter(
                    "to",
                    Bilingual(f"{end} lies before {start}.", f"{end}이(가) {start}보다 앞섭니다."),
                    Bilingual("Put the earlier date in from.", "이른 날짜를 from에 적으십시오."),
                )
            )

    def _read_cursor(self) -> Cursor | None:
        if "cursor" not in self.values:
            return None
        try:
            return read_cursor(self.order, self.one("cursor"))
        except RefusedParameter as refusal:
            self.refuse(refusal)
            return None

    def check_known(self, name: str, present: Collection[str], known: Iterable[str] = ()) -> None:
        """Refuse the values of a parameter that the record does not have; `known` are those that it has."""
        for value in [value for value in self.values.get(name, []) if value not in present]:
            self.errors.append(unknown_value(name, value, sorted(known)))
            self.values[name].remove(value)
        if not self.values.get(name, ["-"]):
            del self.values[name]

    def refuse(self, refusal: RefusedParameter) -> None:
        """Note a refusal and leave the parameter out of the question."""
        self.errors.append(refusal)
        self.values.pop(refusal.field, None)


def _pick(text: Bilingual, korean: bool) -> str:
    return text.ko if korean else text.en


def list_parameters(orders: Iterable[str], *, most: int = MOST_ROWS, default: int = 50) -> tuple[Parameter, ...]:
    """Return the parameters that every list has: sort where there is a choice, cursor and limit."""
    names = tuple(orders)
    sort = Parameter(
        "sort",
        "choice",
        "",
        Bilingual(
            "Order of the list: newest or oldest first by date, or what changed last first.",
            "목록의 순서: 최근 날짜순, 오래된 날짜순, 최근 수정순.",
        ),
        Bilingual("Order", "정렬"),
        names,
        names[0],
    )
    cursor = Parameter(
        "cursor",
        CURSOR,
        "",
        Bilingual(
            "Place in the list, as the addresses in next and previous give it; it belongs to one order.",
            "목록 안의 위치. next와 previous의 주소에 들어 있으며 한 가지 정렬에만 쓸 수 있다.",
        ),
        Bilingual("Place in the list", "목록 위치"),
    )
    limit = Parameter(
        "limit",
        NUMBER,
        "",
        Bilingual(
            f"Rows on a page, 1 to {most}; {default} unless given.", f"한 쪽의 행 수, 1에서 {most}까지. 기본 {default}."
        ),
        Bilingual("Rows on a page", "쪽당 행 수"),
        ("1", str(most)),
        str(default),
    )
    return (sort, cursor, limit) if len(names) > 1 else (cursor, limit)
