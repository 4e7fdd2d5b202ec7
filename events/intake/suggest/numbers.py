"""Printed numbers with their hedge and what they count, in English and Korean: “around 34,000”, “3만4천538명”, “10여 명”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...vocabulary import Comparator

C = Comparator

ENGLISH_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
ENGLISH_WORDS |= {
    f"{tens}-{word}": ENGLISH_WORDS[tens] + ENGLISH_WORDS[word]
    for tens in ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    for word in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
KOREAN_WORDS = {
    word: number
    for number, words in enumerate(
        ["한,하나", "두,둘", "세,셋", "네,넷", "다섯", "여섯", "일곱", "여덟", "아홉", "열"], start=1
    )
    for word in words.split(",")
} | {"열한": 11, "열두": 12, "열세": 13, "열네": 14, "열다섯": 15, "스무": 20, "스물": 20, "서른": 30}
MYRIADS = {"억": 100_000_000, "만": 10_000}
KOREAN_SCALES = {"천": 1_000, "백": 100}

BEFORE = {
    C.ABOUT: r"about|around|approximately|roughly|an?\sestimated|estimated|some|circa|약|대략|어림잡아",
    C.NEARLY: r"nearly|almost|close\sto|거의",
    C.OVER: r"more\sthan|over|above|exceeding|in\sexcess\sof|upwards\sof",
    C.AT_LEAST: r"at\sleast|no\sfewer\sthan|not\sless\sthan|a\sminimum\sof|최소|적어도|최소한",
    C.UNDER: r"fewer\sthan|less\sthan|under|below",
    C.UP_TO: r"up\sto|as\smany\sas|최대|많게는",
    C.AT_MOST: r"at\smost|no\smore\sthan|기껏해야",
    C.EXACT: r"only|just|exactly|a\stotal\sof|all|단|단지|불과|모두|총|각|각각",
}
AFTER = {
    C.SLIGHTLY_OVER: r"여|남짓|and\ssome",
    C.ABOUT: r"가량|안팎|내외|정도|쯤|or\sso",
    C.AT_LEAST: r"이상|or\smore",
    C.AT_MOST: r"이하|or\sfewer|or\sless",
    C.UNDER: r"미만|에도?\s못\s미(?:치|친|쳤)",
    C.OVER: r"(?:을\s?|를\s?)?초과|을\s?넘|를\s?넘|이\s?넘|가\s?넘|넘(?:는|은|게|어|었)|을\s?웃돌|웃도",
    C.NEARLY: r"에?\s?육박|에\s?가까|가까이|에\s?달할\s듯",
}
COUNTERS = r"명|사람|인(?!민|권|사|도|원|근|접|해)|건|회|차례|척|가구|세대|%|퍼센트|프로|㎞|km|킬로미터|m|미터|발|개(?!월)|톤|달러|원|대|살|세|마리|배|곳|마일|해리|t|점|위"


def _named(hedges: dict[Comparator, str], prefix: str) -> str:
    return "|".join(f"(?P<{prefix}{hedge}>{words})" for hedge, words in hedges.items())


ENGLISH_NUMBER = rf"\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,3}})?|\d{{1,9}}(?:\.\d{{1,3}})?|{'|'.join(sorted(ENGLISH_WORDS, key=len, reverse=True))}"
ENGLISH = re.compile(
    rf"""(?<![\w.,$€£-])(?:(?:{_named(BEFORE, "b_")})\s(?:the\s)?)?
    (?:between\s|from\s)?(?P<number>{ENGLISH_NUMBER})(?![\d,]*\d|:)(?:[\s-](?P<scale>hundred|thousand|million|billion))?\b
    (?:\s?(?:to|and|or|-|–|~)\s?(?P<upper>{ENGLISH_NUMBER})(?!\d|[\w-]))?
    (?:\s(?:{_named({C.ABOUT: "or so", C.AT_LEAST: "or more", C.AT_MOST: "or fewer|or less"}, "a_").replace("or ", "or" + chr(92) + "s")}))?""",
    re.VERBOSE | re.IGNORECASE,
)
KOREAN_DIGITS = r"\d(?:[\d,.]|[억만천백](?=\s?\d|[억만천백]|\s?여|\s?(?:명|건|회|%))|(?<=[억만천])\s(?=\d)){0,20}"
KOREAN = re.compile(
    rf"""(?<![\d.,A-Za-z가-힣])(?:(?:{_named(BEFORE, "b_")})\s?)?
    (?:(?P<number>{KOREAN_DIGITS})|(?P<word>{"|".join(sorted(KOREAN_WORDS, key=len, reverse=True))}))
    (?:\s?(?:~|∼|-|–|에서)\s?(?P<upper>\d{{1,9}}))?
    (?P<some>여)?\s?(?P<counter>{COUNTERS})
    (?:\s?(?:{_named(AFTER, "a_")}))?""",
    re.VERBOSE,
)
VAGUE = (
    (re.compile(r"(?:한|두)\s자릿수"), None),
    (re.compile(r"수(?:십|백|천|만)?\s?(?P<counter>명|건|척|차례)"), None),
    (
        re.compile(
            r"\b(?:several|a\shandful\sof|dozens\sof|scores\sof|hundreds\sof|thousands\sof|single\sdigits)\b",
            re.IGNORECASE,
        ),
        None,
    ),
)


@dataclass(frozen=True)
class Number:
    """A printed number at a span of a sentence. `value` is None where the words give none; `counter` is Korean."""

    start: int
    end: int
    value: int | float | None
    comparator: Comparator
    upper: int | float | None = None
    counter: str = ""


def find(text: str, korean: bool) -> list[Number]:
    """Return the numbers of a sentence in order, vague ones too."""
    read = _korean if korean else _english
    found = [*read(text), *_vague(text)]
    return sorted(found, key=lambda number: number.start)


def _english(text: str) -> Iterator[Number]:
    for match in ENGLISH.finditer(text):
        scale = SCALES.get((match["scale"] or "").lower(), 1)
        value, upper = _english_value(match["number"]) * scale, match["upper"]
        top = _english_value(upper) * scale if upper else None
        if top is not None and top <= value:
            continue
        yield Number(match.start(), match.end(), _plain(value), _hedge(match, top is not None), _plain(top))


def _korean(text: str) -> Iterator[Number]:
    for match in KOREAN.finditer(text):
        value = KOREAN_WORDS[match["word"]] if match["word"] else korean_value(match["number"])
        upper = float(match["upper"]) if match["upper"] else None
        if value is None or (upper is not None and upper <= value):
            continue
        hedge = C.SLIGHTLY_OVER if match["some"] else _hedge(match, upper is not None)
        yield Number(match.start(), match.end(), _plain(value), hedge, _plain(upper), match["counter"])


def _vague(text: str) -> Iterator[Number]:
    for pattern, _ in VAGUE:
        for match in pattern.finditer(text):
            words, counter = match.group(), match.groupdict().get("counter") or ""
            if "자릿수" in words or "digit" in words:
                two = words.startswith("두")
                yield Number(
                    match.start(),
                    match.end(),
                    10 if two else 9,
                    C.RANGE if two else C.AT_MOST,
                    99 if two else None,
                    "명",
                )
            else:
                yield Number(match.start(), match.end(), None, C.QUALITATIVE, None, counter)


def korean_value(text: str) -> float | None:
    """Return the number that digits and 억, 만, 천, 백 make: “3만4천538” and “3만4538” are both 34538."""
    total = section = 0.0
    for digits, scale in re.findall(r"(\d+(?:\.\d+)?)([억만천백]?)", text.replace(",", "").replace(" ", "")):
        section += float(digits) * KOREAN_SCALES.get(scale, 1)
        if scale in MYRIADS:
            total, section = total + section * MYRIADS[scale], 0.0
    return total + section


def _english_value(text: str) -> float:
    words = text.lower()
    return float(ENGLISH_WORDS[words]) if words in ENGLISH_WORDS else float(words.replace(",", ""))


def _plain(value: float | None) -> int | float | None:
    return value if value is None or value % 1 else int(value)


def _hedge(match: re.Match[str], is_range: bool) -> Comparator:
    if is_range:
        return C.RANGE
    named = (name[2:] for name, words in match.groupdict().items() if words and name[:2] in ("a_", "b_"))
    hedges = [Comparator(name) for name in named]
    return next((hedge for hedge in hedges if hedge != C.EXACT), C.EXACT)
