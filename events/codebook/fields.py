"""Every coded field of an event, once: its kind, its list of codes, its label and its definition."""

from dataclasses import dataclass

from ..vocabulary import (
    ActorType,
    Axis,
    Bilingual,
    DateBasis,
    Direction,
    Intent,
    Means,
    MovementClass,
    Outcome,
    PlacePrecision,
    RouteType,
)

CODE, OCCURRED, DATE, PLACE, PERSONS, PARTS = "code", "occurred", "date", "place", "persons", "parts"


@dataclass(frozen=True)
class EventField:
    """One field on which sources make claims. `columns` are those that `derive.resolve` fills from it."""

    key: str
    kind: str
    label: Bilingual
    definition: Bilingual
    axis: type[Axis] | None = None
    columns: tuple[str, ...] = ()
    needed: bool = False

    @property
    def form(self) -> str:
        """How an editor writes a value."""
        return FORMS[self.kind]


FORMS = {
    CODE: "a code, as listed",
    OCCURRED: "EDTF date and basis, as 2024-08-20 crossing",
    DATE: "EDTF date, as 2024-08-20, 2017-06 or ../2004-10-26",
    PLACE: "place id and precision, as goseong-gangwon county; - none where it is not known",
    PERSONS: "a number or a range, as 1, 1-2 or 500-",
    PARTS: "an outcome, or parts, as arrived:2; returned_voluntarily:2",
}

_FIELDS = (
    EventField(
        "occurred",
        OCCURRED,
        Bilingual("Date", "날짜"),
        Bilingual(
            "When it happened, as exact as the sources are and no more, and which moment that date speaks of.",
            "사건이 일어난 때. 출처가 밝힌 만큼만 정확하게 적고, 어느 시점의 날짜인지 함께 적는다.",
        ),
        DateBasis,
        ("occurred", "occurred_from", "occurred_to", "date_precision", "date_basis"),
        needed=True,
    ),
    EventField(
        "direction",
        CODE,
        Bilingual("Direction", "방향"),
        Bilingual(
            "Geometry of the journey alone: from where to where, whatever it was.",
            "이동의 방향만을 가리킨다. 이동의 성격은 따로 적는다.",
        ),
        Direction,
        ("direction",),
        needed=True,
    ),
    EventField(
        "movement_class",
        CODE,
        Bilingual("Class", "성격"),
        Bilingual(
            "What the movement was: a defection, a re-entry, a drift. Only some classes count as defections.",
            "이동의 성격. 귀순, 월북, 재입북, 표류 등으로 나누며 일부만 탈북·월북 집계에 들어간다.",
        ),
        MovementClass,
        ("movement_class",),
        needed=True,
    ),
    EventField(
        "route_type",
        CODE,
        Bilingual("Route", "경로"),
        Bilingual("The way taken, by kind and never by path.", "지나온 경로의 유형. 구체적인 길은 적지 않는다."),
        RouteType,
        ("route_type",),
    ),
    EventField(
        "means",
        CODE,
        Bilingual("Means", "수단"),
        Bilingual("How the line was crossed.", "경계를 넘은 수단."),
        Means,
        ("means",),
    ),
    EventField(
        "place",
        PLACE,
        Bilingual("Place", "장소"),
        Bilingual(
            "A place of the gazetteer and how exact it is. Less exact than a town is an area, never a point.",
            "지명 목록의 장소와 그 정밀도. 읍·면보다 넓으면 점이 아니라 구역으로 본다.",
        ),
        PlacePrecision,
        ("place", "place_precision"),
    ),
    EventField(
        "actor_type",
        CODE,
        Bilingual("Who", "인물 유형"),
        Bilingual(
            "Who moved, only as an authority or source said it. Never inferred: an unnamed crosser is unknown.",
            "이동한 사람의 유형. 당국이나 출처가 밝힌 대로만 적고 추정하지 않는다. 신원을 밝히지 않았으면 미상이다.",
        ),
        ActorType,
        ("actor_type",),
    ),
    EventField(
        "persons",
        PERSONS,
        Bilingual("Persons", "인원"),
        Bilingual("How many people moved: at least and at most.", "이동한 사람 수의 최소와 최대."),
        None,
        ("persons_min", "persons_max"),
    ),
    EventField(
        "outcome",
        PARTS,
        Bilingual("Outcome", "결과"),
        Bilingual(
            "How it ended for those who moved; in parts where it ended differently within a group.",
            "이동한 사람들이 맞은 결과. 일행 안에서 다르면 나누어 적는다.",
        ),
        Outcome,
        ("outcome", "outcome_parts"),
    ),
    EventField(
        "intent",
        CODE,
        Bilingual("Intent", "의사"),
        Bilingual("Whether they wanted it, and who says so.", "본인의 의사였는지, 누가 그렇게 밝혔는지."),
        Intent,
        ("intent",),
    ),
    EventField(
        "first_public",
        DATE,
        Bilingual("First public", "최초 공개"),
        Bilingual("When the public first heard of it.", "처음 공개된 날."),
        None,
        ("first_public",),
    ),
    EventField(
        "departed",
        DATE,
        Bilingual("Departed", "출발"),
        Bilingual("When they left.", "떠난 날."),
    ),
    EventField(
        "custody",
        DATE,
        Bilingual("Custody", "신병 확보"),
        Bilingual("When an authority took them into custody.", "당국이 신병을 확보한 날."),
    ),
    EventField(
        "arrived",
        DATE,
        Bilingual("Arrived", "도착"),
        Bilingual("When they arrived.", "도착한 날."),
    ),
    EventField(
        "announced",
        DATE,
        Bilingual("Announced", "발표"),
        Bilingual("When an authority announced it.", "당국이 발표한 날."),
    ),
)

FIELDS: dict[str, EventField] = {field.key: field for field in _FIELDS}
"""All fields by key, in the order in which they are shown, exported and documented."""
