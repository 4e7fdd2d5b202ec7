"""A question to the public record: its valid values, what was refused, its one address and its sentence."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet

from ..vocabulary import AXES, Bilingual
from . import reading
from .paging import Cursor, Order, Page, paginate, read_cursor
from .parameter import CURSOR, DATE, MOST_ROWS, NUMBER, WORDS, Parameter, RefusedParameter, unknown_value
from .reading import MINUS
from .words import Correction

PLACE_IN_LIST = frozenset({"cursor", "limit", "sort", "before", "pinned", "theme"})
NOT_TOLD = PLACE_IN_LIST | {"date_match", "format", "count", "include", "fields", "group_by"}
"""Parameters that do not say which rows are meant, and the one that the period tells."""


class Question:
    """What a query string asks of a list. Subclasses name its parameters and orders and turn values into conditions."""

    parameters: ClassVar[tuple[Parameter, ...]] = ()
    orders: ClassVar[dict[str, Order]] = {}
    subject: ClassVar[Bilingual] = Bilingual("Everything", "전체")
    queryset: QuerySet[Any]

    def __init__(self, params: reading.Params, *, also: Collection[str] = ()) -> None:
        self.values, self.excluded, self.errors = reading.read(params, self.parameters, also)
        self._check_period()
        self.cursor = self._read_cursor()

    @classmethod
    def parameter(cls, name: str) -> Parameter:
        return next(parameter for parameter in cls.parameters if parameter.name == name)

    @property
    def asked(self) -> bool:
        """Whether anything is asked for: else the question is about everything."""
        return bool(self.values or self.excluded)

    def given(self, name: str) -> list[str]:
        """Return the values of a parameter as an address has them, those that are left out with a minus."""
        return [*self.values.get(name, []), *(f"{MINUS}{value}" for value in self.excluded.get(name, []))]

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

    def total(self) -> int:
        """Return how many rows the whole list has. Costs: 1 query."""
        return self.queryset.count()

    def query(self, **changes: str | Iterable[str] | None) -> str:
        """Return the canonical query string, with changes: None removes a parameter, several values may be a list.

        Values replace what is asked for and keep what is left out, so that a narrower question stays within this one;
        `-name` changes what is left out. Equal questions give equal strings: fixed order, defaults left out. A cursor
        stays only where it is given, because a changed question has another list.
        """
        merged: dict[str, list[str]] = {name: values for name, values in self.values.items() if name != "cursor"}
        merged |= {f"{MINUS}{name}": values for name, values in self.excluded.items()}
        for name, change in changes.items():
            merged[name] = [] if change is None else [change] if isinstance(change, str) else list(change)
            if change is None:
                merged[f"{MINUS}{name}"] = []
        pairs = [
            (parameter.name, ",".join(values))
            for parameter in self.parameters
            if (values := _written(parameter, merged)) and values != [parameter.default]
        ]
        return urlencode(pairs, safe=",")

    def describe(self, language: str = "en") -> str:
        """Return the question as one sentence, for a heading, a file's credit or a feed's title."""
        korean = language.startswith("ko")
        parts = [_pick(self.subject, korean), *self._period(korean)]
        for parameter in self.parameters:
            if self.given(parameter.name) and parameter.name not in NOT_TOLD and parameter.kind != DATE:
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
        values, excluded = (kept.get(parameter.name, []) for kept in (self.values, self.excluded))
        if parameter.axis:
            values, excluded = ([_label(parameter, value, korean) for value in kept] for kept in (values, excluded))
        if parameter.kind == WORDS:
            return f"“{values[0]}”" + "".join(f" ({_pick(one.told, korean)})" for one in self.corrections)
        wanted = (" 또는 " if korean else " or ").join(values)
        return ", ".join(filter(None, [wanted, *(_pick(left_out(value), korean) for value in excluded)]))

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
        self.excluded.pop(refusal.field, None)


def _written(parameter: Parameter, merged: Mapping[str, list[str]]) -> list[str]:
    wanted, excluded = (reading.in_order(parameter, merged.get(f"{sign}{parameter.name}", [])) for sign in ("", MINUS))
    return [*wanted, *(f"{MINUS}{value}" for value in excluded)]


def left_out(value: str) -> Bilingual:
    """Return how a value that is left out is told."""
    return Bilingual(f"not {value}", f"{value} 제외")


def _label(parameter: Parameter, value: str, korean: bool) -> str:
    return _pick(AXES[parameter.axis](value).label, korean)


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
