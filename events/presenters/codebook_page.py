"""The codebook as a page: every field, code and column from the registry, under the anchors that other pages use."""

from collections.abc import Mapping, Sequence
from typing import Any

from .. import codebook
from ..filters import EventFilter
from ..models import PublicEvent
from ..vocabulary import AXES, Axis, Bilingual
from . import addresses

HEADINGS = {
    "evidence": Bilingual("Evidence", "근거"),
    "month": Bilingual("Month", "달"),
    "reporting_lag": Bilingual("First reported", "첫 공개"),
    "certainty": Bilingual("Certainty of a claim", "주장의 확실성"),
    "standing": Bilingual("Standing of a claim", "주장에 대한 판단"),
    "claim_relation": Bilingual("Relation between claims", "주장 사이의 관계"),
    "issuer": Bilingual("Who said it", "발표 주체"),
    "date_basis": Bilingual("Basis of a date", "날짜의 기준"),
    "date_precision": Bilingual("Precision of a date", "날짜의 정밀도"),
    "place_precision": Bilingual("Precision of a place", "장소의 정밀도"),
    "publisher_kind": Bilingual("Kind of publisher", "발행 기관의 종류"),
    "source_kind": Bilingual("Kind of document", "문서의 종류"),
    "derivation": Bilingual("How one document depends on another", "문서의 파생 관계"),
    "machine_written": Bilingual("Written by a machine", "기계 작성 여부"),
    "link_kind": Bilingual("How events belong together", "사건의 연관 관계"),
    "severity": Bilingual("Severity of a correction", "정정의 정도"),
    "measure": Bilingual("Kind of number", "수치의 종류"),
    "unit": Bilingual("Unit", "단위"),
    "comparator": Bilingual("How a number is hedged", "수치의 한정 표현"),
    "edition": Bilingual("Edition of a number", "수치의 판"),
    "figure_verdict": Bilingual("Verdict on a number", "수치의 판정"),
    "bridge_kind": Bilingual("How series are bound", "계열을 잇는 방식"),
    "check_kind": Bilingual("What a sentence says with a number", "문장이 수로 말하는 것"),
    "check_verdict": Bilingual("Verdict on a sentence", "문장의 판정"),
}
"""Vocabularies that are no field of an event, in the order of the page."""

OWN_SECTION = ("occurred", "place")
"""Fields whose vocabulary speaks of a part of their value, and stands by itself."""

UNITS = {
    codebook.PERSONS: Bilingual("persons", "명"),
    codebook.PARTS: Bilingual("persons in each part", "부분마다 인원(명)"),
    codebook.OCCURRED: Bilingual("days, Korean time (UTC+9)", "일, 한국 시간(UTC+9)"),
    codebook.DATE: Bilingual("days, Korean time (UTC+9)", "일, 한국 시간(UTC+9)"),
}
FORMS = {
    codebook.CODE: Bilingual("one of the codes below", "아래 코드 가운데 하나"),
    codebook.OCCURRED: Bilingual("a date in EDTF and its basis", "EDTF 날짜와 그 기준"),
    codebook.DATE: Bilingual("a date in EDTF", "EDTF 날짜"),
    codebook.PLACE: Bilingual("the id of a place and its precision", "장소 식별자와 그 정밀도"),
    codebook.PERSONS: Bilingual("a number, or at least and at most", "수, 또는 최소와 최대"),
    codebook.PARTS: Bilingual("a code, or several with their persons", "코드 하나, 또는 인원을 붙인 여럿"),
}
RECORDS = {
    "event": Bilingual("Event", "사건"),
    "claim": Bilingual("Claim", "주장"),
    "source": Bilingual("Source", "출처"),
    "series": Bilingual("Series of figures", "수치 계열"),
    "figure": Bilingual("Reported figure", "보도된 수치"),
    "figure_verdict": Bilingual("Verdict on a figure", "수치의 판정"),
    "bridge": Bilingual("Bridge between series", "계열의 연결"),
    "check": Bilingual("Checked sentence", "검증한 문장"),
    "check_verdict": Bilingual("Verdict on a sentence", "문장의 판정"),
    "reconciliation": Bilingual("What reconciling found about a series", "계열의 대조 결과"),
    "coverage": Bilingual("Events beside a figure", "수치에 견준 사건"),
    "link": Bilingual("Link between events", "사건의 연관"),
    "statistic": Bilingual("Yearly count", "연도별 집계"),
    "change": Bilingual("Change", "변경"),
    "release": Bilingual("Numbered release", "번호가 붙은 릴리스"),
    "release_file": Bilingual("File of a release", "릴리스의 파일"),
}
LISTS = {"series": "series", "statistic": "statistics", "link": "events"} | {
    "figure_verdict": "reconciliation",
    "check_verdict": "checks",
    "reconciliation": "reconciliation",
    "coverage": "coverage",
    "release_file": "releases",
}
"""Where the API lists a record, if not under its plural; links stand in their events."""

TYPES = {
    "text": Bilingual("text", "문자열"),
    "id": Bilingual("id", "식별자"),
    "ids": Bilingual("ids", "식별자 목록"),
    "code": Bilingual("code", "코드"),
    "parts": Bilingual("codes with numbers", "코드와 수의 목록"),
    "edtf": Bilingual("date (EDTF)", "날짜(EDTF)"),
    "date": Bilingual("day", "날짜(일)"),
    "time": Bilingual("moment", "시각"),
    "integer": Bilingual("whole number", "정수"),
    "number": Bilingual("number", "수"),
    "boolean": Bilingual("yes or no", "참·거짓"),
    "json": Bilingual("JSON", "JSON"),
}


def page() -> dict[str, Any]:
    """Return the fields and vocabularies, with how many events have each code. Costs: 1 query."""
    question = EventFilter({}, PublicEvent.objects.all())
    counts = {(name, facet.code): facet.count for name, facets in question.facets().items() for facet in facets}
    names = {axis: name for name, axis in AXES.items()}
    return {
        "fields": [_field(field, names, counts, question) for field in codebook.FIELDS.values()],
        "others": [
            {"anchor": name, "label": words, "terms": _terms(name, AXES[name], counts, question)}
            for name, words in HEADINGS.items()
        ],
    }


def columns_page(exported: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Return the columns of each record as files and API give them; `exported` are those of each."""
    return {"records": [_record(name, columns) for name, columns in exported.items()]}


def _field(
    field: codebook.EventField,
    names: dict[type[Axis], str],
    counts: dict[tuple[str, str], int],
    question: EventFilter,
) -> dict[str, Any]:
    axis = names[field.axis] if field.axis else ""
    apart = field.key in OWN_SECTION
    return {
        "anchor": field.key,
        "label": field.label,
        "definition": field.definition,
        "form": FORMS[field.kind],
        "unit": UNITS.get(field.kind),
        "needed": field.needed,
        "columns": field.columns,
        "axis": axis,
        "apart": HEADINGS[axis] if apart else "",
        "terms": [] if apart or not field.axis else _terms(field.key, field.axis, counts, question),
    }


def _terms(
    name: str, axis: type[Axis], counts: dict[tuple[str, str], int], question: EventFilter
) -> list[dict[str, Any]]:
    """Return the codes of a vocabulary; where one can filter by them, each with its events and their address."""
    other = "en" if addresses.language() == "ko" else "ko"
    return [
        {
            "code": term.value,
            "label": term.label,
            "definition": term.definition,
            "other": getattr(term.label, other),
            "other_language": other,
            "counted": (name, term.value) in counts,
            "count": counts.get((name, term.value), 0),
            "href": addresses.view(question.query(**{name: term.value})) if (name, term.value) in counts else "",
        }
        for term in axis
    ]


def _record(name: str, columns: Any) -> dict[str, Any]:
    listed = LISTS.get(name, f"{name}s")
    rows = [
        {
            "key": column.key,
            "anchor": f"{name}.{column.key}",
            "type": TYPES[column.type],
            "open": column.may_be_unknown,
            "axis": _anchor(column.axis),
            "definition": column.definition,
        }
        for column in columns
    ]
    return {"name": name, "label": RECORDS[name], "list": listed, "columns": rows}


def _anchor(axis: str) -> str:
    """Return where a vocabulary stands on the page; empty for those that it does not tell."""
    return axis if axis in HEADINGS or axis in codebook.FIELDS else ""
