"""Titles of the charts, and how each is read."""

from ...vocabulary import Bilingual

YEAR = Bilingual("Year", "연도")
TOTAL = Bilingual("All directions", "전체 방향")

TITLES = {
    "events": Bilingual("Events per year", "연도별 사건"),
    "persons": Bilingual("Persons per year", "연도별 인원"),
    "arrivals": Bilingual("Arrivals that the authorities reported", "당국이 발표한 입국 인원"),
    "outcome": Bilingual("How it ended", "결과"),
    "who": Bilingual("Who", "인물 유형"),
    "evidence": Bilingual("Strength of evidence", "근거의 정도"),
    "routes": Bilingual("Routes", "경로"),
    "months": Bilingual("Months of the year", "월별 분포"),
    "lag": Bilingual("From the event to the first report", "사건에서 첫 보도까지"),
    "classes": Bilingual("Every class under its own name", "성격별 전체 사건"),
}
READINGS = {
    "events": Bilingual(
        "Above the band: towards the North. Below: towards the South. Solid: the whole date lies in the year."
        " Hatched: it only may. Grey: to or from a third country, or unknown.",
        "띠 위는 북쪽, 아래는 남쪽으로 향한 사건이다. 채운 막대는 날짜 전체가 그해에 드는 사건, 빗금은 들 수 있는 사건,"
        " 회색은 제3국을 오가거나 방향을 알 수 없는 사건이다.",
    ),
    "persons": Bilingual(
        "Solid: the least number over the events that are certain of the year. Hatched up to the greatest number over"
        " those that are possible. A column that is cut and bears its number is far longer than all others.",
        "채운 막대는 그해에 확실히 드는 사건의 최소 인원, 빗금 끝은 그해에 들 수 있는 사건의 최대 인원이다. 끊어 그리고"
        " 수를 적은 막대는 나머지보다 훨씬 길다.",
    ),
    "arrivals": Bilingual(
        "Persons a year, the edition that the rule chose. Hatched: provisional. Another population on an axis of its"
        " own: never added to events.",
        "해마다 입국한 인원으로, 규칙에 따라 고른 판이다. 빗금은 잠정치다. 사건과는 다른 모집단이므로 축을 따로 쓰고"
        " 서로 더하지 않는다.",
    ),
    "outcome": Bilingual(
        "Each event once, by how it ended. Blue: to the South. Orange: to the North. Grey: other.",
        "사건마다 한 번씩, 결과에 따라 센 것이다. 파랑은 남쪽, 주황은 북쪽, 회색은 그 밖의 방향이다.",
    ),
    "who": Bilingual(
        "Each event once, by who moved as a source said it; nothing is inferred.",
        "사건마다 한 번씩, 출처가 밝힌 인물 유형에 따라 센 것이다. 추정하지 않는다.",
    ),
    "evidence": Bilingual(
        "Each event once, by how well its values are supported.",
        "사건마다 한 번씩, 값을 뒷받침하는 근거의 정도에 따라 센 것이다.",
    ),
    "routes": Bilingual(
        "One drawing a route, all on one scale. Above the band: towards the North. Below: towards the South. Hatched:"
        " only possible.",
        "경로마다 그림 하나이며 눈금은 모두 같다. 띠 위는 북쪽, 아래는 남쪽이다. 빗금은 가능한 사건이다.",
    ),
    "months": Bilingual(
        "Events whose date lies in one month for certain, whichever year it was.",
        "연도와 관계없이, 날짜가 한 달 안에 확실히 드는 사건이다.",
    ),
    "lag": Bilingual(
        "Days from the event to the day on which the public first heard of it, where the record holds both to the day.",
        "사건이 일어난 날부터 처음 공개된 날까지의 일수다. 두 날을 모두 하루 단위로 아는 사건만 셌다.",
    ),
    "classes": Bilingual(
        "One drawing a class, all on one scale. Only defection, northward defection, re-entry and second arrival"
        " count as defections; the others are counted here and nowhere else.",
        "성격마다 그림 하나이며 눈금은 모두 같다. 탈북·귀순, 월북, 재입북, 재입국만 탈북 통계에 들고 나머지는"
        " 여기에서만 센다.",
    ),
}
WHY = (
    Bilingual(
        "The ministry counts persons. The tracker counts events: one event can be one soldier or a family.",
        "통일부는 사람을 세고, 이 기록은 사건을 센다. 사건 하나에 군인 한 명이 들 수도, 한 가족이 들 수도 있다.",
    ),
    Bilingual(
        "The ministry counts everybody who was admitted to the South by any route, most of them by way of third"
        " countries, and dates them by the day of admission. The tracker holds crossings and arrivals that a public"
        " source describes one by one, dated by when they happened.",
        "통일부는 어떤 경로로든 한국에 들어온 사람을 모두 보호센터 입소일로 센다. 대부분 제3국을 거쳐 들어온다. 이"
        " 기록에는 공개된 출처가 하나하나 전한 월경과 입국만 실제로 일어난 날짜로 들어 있다.",
    ),
    Bilingual(
        "Most arrivals are never reported one by one, so no count of events can reach the ministry's. The tracker also"
        " holds what the ministry does not count as arrivals: journeys to the North, attempts that failed, and"
        " arrivals in other countries.",
        "입국은 대부분 개별적으로 보도되지 않으므로 사건 수는 통일부 통계에 이를 수 없다. 한편 이 기록에는 통일부가"
        " 입국으로 세지 않는 월북·재입북, 실패한 시도, 다른 나라로 간 경우도 있다.",
    ),
    Bilingual(
        "So the two are set side by side on separate axes. They are never added, and one is no share of the other.",
        "그래서 둘은 축을 따로 하여 나란히 놓는다. 서로 더하지 않으며, 한쪽을 다른 쪽의 비율로 읽을 수도 없다.",
    ),
)
