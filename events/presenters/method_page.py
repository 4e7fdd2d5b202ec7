"""The method: every vocabulary with its definitions, straight from the codebook, under anchors that facets point to."""

from typing import Any

from .. import codebook
from ..measures import COUNTED
from ..vocabulary import AXES, Bilingual, MovementClass

HEADINGS = {
    "evidence": Bilingual("Evidence", "근거"),
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
    "measure": Bilingual("Kind of number", "수치의 종류"),
    "unit": Bilingual("Unit", "단위"),
    "comparator": Bilingual("How a number is hedged", "수치의 한정 표현"),
    "edition": Bilingual("Edition of a number", "수치의 판"),
}


def page() -> dict[str, Any]:
    """Return the fields with their codes, then the other vocabularies. Costs: no query."""
    fields = [
        {
            "anchor": key,
            "label": field.label,
            "definition": field.definition,
            "terms": [] if key in ("occurred", "place") else _terms(field.axis),
        }
        for key, field in codebook.FIELDS.items()
    ]
    others = [{"anchor": name, "label": words, "terms": _terms(AXES[name])} for name, words in HEADINGS.items()]
    return {"fields": fields, "others": others, "counted": [MovementClass(code).label for code in COUNTED]}


def _terms(axis: Any) -> list[dict[str, Any]]:
    return [{"code": term.value, "label": term.label, "definition": term.definition} for term in axis or ()]
