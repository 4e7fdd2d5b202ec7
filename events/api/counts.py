"""Counts of the events of a filter, by one or two of their codes or by year: certain and possible."""

from collections.abc import Sequence
from typing import Any

from .. import measures
from ..filters import CODED, EVENT_PARAMETERS, EventFilter, Parameter, RefusedParameter
from ..filters.events import DERIVED
from ..filters.question import PLACE_IN_LIST
from ..filters.reading import Params
from ..models import PublicEvent
from ..vocabulary import AXES, Bilingual

MOST = 2
YEAR = "year"
AXIS_OF = {parameter.name: parameter.axis for parameter in (*CODED, *DERIVED)}
GROUPS = (YEAR, *AXIS_OF)
NUMBERS = tuple(vars(measures.Count()))
GROUP_BY = Parameter(
    "group_by",
    "codes",
    "",
    Bilingual(
        "What to count by: year, or a coded parameter; two at most. Without it, one row counts all.",
        "나누어 셀 기준: year 또는 부호 조건. 두 개까지. 없으면 전체를 한 줄로 센다.",
    ),
    Bilingual("Counted by", "기준"),
    GROUPS,
)
FORM = Parameter(
    "format",
    "choice",
    "",
    Bilingual("Format of the answer, whatever Accept says.", "응답 형식. Accept보다 우선한다."),
    Bilingual("Format", "형식"),
    ("json", "csv"),
)


class CountQuestion(EventFilter):
    """The events of a filter and what to count them by. Its counts are of exactly the events that the list gives."""

    parameters = (*(one for one in EVENT_PARAMETERS if one.name not in PLACE_IN_LIST), GROUP_BY, FORM)
    orders = {"newest": EventFilter.orders["newest"]}

    def __init__(self, params: Params) -> None:
        super().__init__(params, PublicEvent.objects.all())
        self.groups = self.values.get("group_by", [])
        if len(self.groups) > MOST:
            said = Bilingual(
                f"group_by names {len(self.groups)} things.", f"group_by가 {len(self.groups)}가지를 가리킵니다."
            )
            advice = Bilingual("Name one or two.", "한두 가지만 적으십시오.")
            self.refuse(RefusedParameter("group_by", said, advice, ",".join(self.groups[:MOST])))

    @property
    def codes(self) -> list[str]:
        return [name for name in self.groups if name != YEAR]

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each group that holds events: its keys, then its numbers. Costs: 1 query, 2 for years."""
        years = self._years() if YEAR in self.groups else None
        counts = measures.count_by(self._to_count(*self.codes), self.codes, self.inside(), years)
        if not self.groups:
            counts = counts or {(): measures.Count()}  # a filter that can find nothing asks the database nothing
        keys = sorted(counts, key=lambda key: [_place(*one) for one in zip(self.groups, key, strict=True)])
        return [dict(zip(self.groups, key, strict=True)) | vars(counts[key]) for key in keys]

    def _to_count(self, *columns: str) -> measures.Events:
        return self.counted(*columns, *(measures.YEARS if YEAR in self.groups else ()))

    def _years(self) -> range:
        """Return the years that these events touch, within the period asked for. Costs: 1 query."""
        ends = measures.ends(self._to_count())
        if ends is None:
            return range(0)
        first, last = (self.values.get(name, [""])[0][:4] for name in ("from", "to"))
        return range(max(ends[0], int(first or 0)), min(ends[1], int(last or ends[1])) + 1)


def _place(name: str, key: int | str) -> int:
    """Return the place of a key among those of its group; a code that is not known stands last."""
    if name == YEAR:
        return int(key)
    codes: Sequence[str] = AXES[AXIS_OF[name]].codes()
    return codes.index(str(key)) if key in codes else len(codes)
