"""How the columns of public documents are called in the ledger of changes, and which of them say nothing new there."""

from ..vocabulary import Bilingual

DERIVED = {
    *("occurred_from", "occurred_to", "date_precision", "place", "lat", "lon", "radius_km", "outcome_parts"),
    *("period_from", "period_to", "publisher"),
}
"""Columns that follow from another one beside them."""

LABELS = {
    "title": Bilingual("Title", "제목"),
    "summary": Bilingual("Summary", "요약"),
    "definition": Bilingual("Definition", "정의"),
    "date_basis": Bilingual("Basis of the date", "날짜의 기준"),
    "place_name": Bilingual("Place", "장소"),
    "place_precision": Bilingual("Precision of the place", "장소의 정밀도"),
    "persons_min": Bilingual("Persons, at least", "최소 인원"),
    "persons_max": Bilingual("Persons, at most", "최대 인원"),
    "evidence": Bilingual("Evidence", "근거"),
    "documents": Bilingual("Documents", "문서 수"),
    "origins": Bilingual("Independent origins", "독립 출처 수"),
    "subjects": Bilingual("Subjects", "인물·일행"),
    "claims": Bilingual("Claims changed", "바뀐 주장"),
    "publisher_name": Bilingual("Publisher", "발행 기관"),
    "publisher_kind": Bilingual("Kind of publisher", "발행 기관의 종류"),
    "publisher_country": Bilingual("Country", "국가"),
    "title_withheld": Bilingual("Title withheld", "제목 비공개"),
    "url": Bilingual("Address", "주소"),
    "url_withheld": Bilingual("Address withheld", "주소 비공개"),
    "archived_url": Bilingual("Archived copy", "보존본"),
    "language": Bilingual("Language", "언어"),
    "published": Bilingual("Published", "발행일"),
    "replaced_by": Bilingual("Replaced by", "대체한 기록"),
    "split_from": Bilingual("Split from", "갈라져 나온 사건"),
    "kind": Bilingual("Kind of document", "문서의 종류"),
    "machine_written": Bilingual("Written by a machine", "기계 작성"),
    "derives_from": Bilingual("Derives from", "바탕 문서"),
    "derives_how": Bilingual("Derives how", "파생 방식"),
    "public_note": Bilingual("Note", "설명"),
    "measure": Bilingual("Kind of number", "수치의 종류"),
    "concept": Bilingual("Concept", "개념"),
    "population": Bilingual("Population", "집단"),
    "route_scope": Bilingual("Routes included", "포함한 경로"),
    "subgroup": Bilingual("Subgroup", "하위 집단"),
    "unit": Bilingual("Unit", "단위"),
    "authority": Bilingual("Counted by", "집계 기관"),
    "since": Bilingual("Counted since", "집계 시작"),
    "series": Bilingual("Series", "계열"),
    "source": Bilingual("Source", "출처"),
    "issuer": Bilingual("Said by", "발표 주체"),
    "period": Bilingual("Period", "기간"),
    "as_of": Bilingual("As of", "기준 시점"),
    "words": Bilingual("Words", "원문"),
    "comparator": Bilingual("How it is hedged", "한정 표현"),
    "value": Bilingual("Value", "값"),
    "low": Bilingual("At least", "하한"),
    "high": Bilingual("At most", "상한"),
    "edition": Bilingual("Edition", "판"),
    "released": Bilingual("Released", "발표일"),
    "supersedes": Bilingual("Replaces", "대체한 수치"),
    "conflict_group": Bilingual("Competing values", "경합하는 수치"),
    "stated": Bilingual("Said on", "말한 때"),
    "upper": Bilingual("Second number", "둘째 수"),
    "other_series": Bilingual("Series of the other reading", "다르게 읽을 때의 계열"),
    "other_period": Bilingual("Period of the other reading", "다르게 읽을 때의 기간"),
    "event": Bilingual("Event that is named", "문장이 말한 사건"),
    "event_scope": Bilingual("Events of its kind", "같은 유형의 사건"),
}


def told(name: str, language: str) -> bool:
    """Return whether readers of a language gain anything from a changed column."""
    other = "_en" if language == "ko" else "_ko"
    return name not in DERIVED and not name.endswith(other)


def label(name: str) -> Bilingual:
    """Return the label of a column; a column in two languages has one."""
    plain = name.removesuffix("_en").removesuffix("_ko")
    return LABELS.get(plain) or Bilingual(plain.replace("_", " "), plain)
