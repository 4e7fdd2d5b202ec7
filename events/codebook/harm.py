"""Words that could identify or endanger a person. The check names what it finds; a reviewer may override with a reason.

People were identified from combined details, not from names (Seoul High Court, 2010na79031), so ages, units and
places of service are findings too. Routes still in use are withheld for ten years.
"""

import re
from dataclasses import dataclass

YEARS_A_ROUTE_STAYS_SECRET = 10


@dataclass(frozen=True)
class Finding:
    """One harmful passage: the rule it breaks and its words."""

    rule: str
    words: str

    def __str__(self) -> str:
        return f"{self.rule}: “{self.words}”"


_SURNAMES = "Kim|Lee|Ri|Yi|Park|Pak|Choi|Choe|Jung|Jong|Kang|Cho|Jo|Yoon|Yun|Jang|Chang|Oh|Han|Hwang|Thae|Tae|Ryu|Ro|No"
_RULES = (
    (
        "a name",
        rf"\b(?:{_SURNAMES})\s[A-Z][a-z]{{1,7}}(?:-[a-z]{{2,7}}|\s[A-Z][a-z]{{2,7}})\b"
        r"|[가-힣]{2,4}\s?씨(?=[가는의를와 ,.]|$)",
    ),
    (
        "an age",
        r"\b(?:aged?|age of)\s\d{1,2}\b|\b\d{1,2}[- ]years?[- ]old\b|\b(?:in|his|her|their|late|early|mid)[- ]+\d0s\b"
        r"|(?<!\d)\d{1,2}\s?세\b|(?<!\d)[1-9]0대",
    ),
    (
        "a military unit",
        r"\b\d+(?:st|nd|rd|th)\s(?:Infantry\s)?(?:Division|Corps|Regiment|Battalion|Brigade)\b"
        r"|\d+\s?(?:사단|군단|연대|대대|여단)",
    ),
    (
        "a detail of the border's defences",
        r"\b(?:drains?|drainage|culvert|sensors?|cameras?|CCTV|fences?|guard posts?|landmine map)\b"
        r"|배수로|철책|감시\s?카메라|경계\s?초소|센서",
    ),
    (
        "a birthplace or school",
        r"\b(?:born in|native of|hails from|graduate of|graduated from)\b|출신\s?고교|에서 태어",
    ),
    (
        "a relative",
        r"\bhis (?:wife|mother|father|sister|brother|son|daughter)\b|\bher (?:husband|mother|father|sister|brother)\b",
    ),
    ("a helper or payment", r"\b(?:brokers?|smugglers?|paid|safe house|pastor)\b|브로커|은신처|비용을 지불"),
    ("a point on the map", r"\b\d{1,3}\.\d{3,}\s?,\s?\d{1,3}\.\d{3,}\b|\b\d{1,3}°\s?\d{1,2}′"),
    ("a phone number", r"\b0\d{1,2}-\d{3,4}-\d{4}\b"),
)  # fmt: skip
_TRANSIT = (
    "a transit country",
    r"\b(?:Laos|Thailand|Vietnam|Mongolia|Myanmar|Burma|Cambodia)\b|라오스|태국|베트남|몽골|미얀마|캄보디아",
)
_COMPILED = [(rule, re.compile(pattern)) for rule, pattern in _RULES]
_COMPILED_TRANSIT = [(_TRANSIT[0], re.compile(_TRANSIT[1]))]


def find_harm(text: str, *, route_in_use: bool) -> list[Finding]:
    """Return what in a text must not be published; `route_in_use` for events younger than ten years."""
    rules = _COMPILED + (_COMPILED_TRANSIT if route_in_use else [])
    return [Finding(rule, match.group().strip()) for rule, pattern in rules for match in pattern.finditer(text)]
