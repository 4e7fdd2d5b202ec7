"""Places of the gazetteer, by every spelling: hyphens, spaces and case folded, the longest first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...vocabulary import DateBasis, PlacePrecision
from ..found import Found, PlaceName
from . import doubts
from .article import Article
from .sentences import Sentence
from .verbs import CROSSING, moments

P = PlacePrecision

ADMINISTRATIVE = re.compile(r"(?:특별자치도|특별시|광역시|[시군구도읍면항])$")
ENGLISH_KINDS = re.compile(r"(?:,.*|\s(?:County|Island|Province|port|Port|\(.*\)|area))+$")
WATERS = re.compile(r"^(?:Waters off (?:the )?)|(?:\s?(?:인근\s)?(?:해상|앞바다))$")
SECTOR = re.compile(r"^(?P<which>\w+) front$", re.IGNORECASE)
SECTOR_WORDS = r"{which}\s(?:front(?:line)?|part\sof\sthe\s(?:inter-Korean\s)?(?:border|front\w*)|s(?:ection|ector|ide|tretch)\sof\sthe\s(?:heavily\s\w+\s)?(?:inter-Korean\s|land\s)?(?:border|MDL|DMZ|front\w*|Military\sDemarcation\sLine)|front\ssector|(?:inter-Korean\s)?border)"
SPOKESMAN_CAPITALS = re.compile(
    r"^(?:[’']s\b|\s(?:government|officials?|said|says|has|had|police|court|regime)\b|\s?(?:당국|정부|측|은|는|이|가)(?:\s|$))"
)
PRESS = re.compile(
    r"\b(?:reporters|news\sconference|briefing|told|said)\b|밝혔|말했|기자회견|브리핑|기자들", re.IGNORECASE
)
CAPITALS = re.compile(r"Seoul|Pyongyang|Beijing|서울|평양|베이징", re.IGNORECASE)
AT = re.compile(
    r"\b(?:in|at|near|off|from|around|to|of|on|into|through|via|across)\s(?:the\s)?(?:\w+\s){0,3}$", re.IGNORECASE
)
SOUTHERN_GOSEONG = re.compile(r"South\sGyeongsang|Gyeongnam|경남|경상남도", re.IGNORECASE)
NORTHERN_GOSEONG = re.compile(
    r"(?:North\sKorea[’']s|North\sKorean\s(?:county|city|port|town)\sof|DPRK|Kangwon|북한(?:의)?(?:\s?강원도)?|북측)\s?(?:동해안\s|해금강\s)?$",
    re.IGNORECASE,
)
GOSEONG = re.compile(r"goseo+ng|kosong|고성", re.IGNORECASE)
TOO_WIDE = {P.COUNTRY, P.NONE}
"""A country is in every sentence of such a text and tells no place."""


@dataclass(frozen=True)
class Gazetteer:
    """All spellings in one pattern, longest first, and which places each one may be."""

    pattern: re.Pattern[str]
    places: dict[str, tuple[PlaceName, ...]]

    @classmethod
    def of(cls, places: Sequence[PlaceName]) -> "Gazetteer | None":
        spelled: dict[str, list[PlaceName]] = {}
        for place in places:
            for spelling in (*place.names, *(short for name in place.names for short in _short(name, place))):
                if len(folded := fold(spelling)) > 1 and place not in spelled.setdefault(folded, []):
                    spelled[folded].append(place)
        if not spelled:
            return None
        words = "|".join(_loose(spelling) for spelling in sorted(spelled, key=lambda one: (-len(one), one)))
        boundary = r"(?<![A-Za-z가-힣])(?:{})(?![A-Za-z])"
        return cls(re.compile(boundary.format(words), re.IGNORECASE), {key: tuple(of) for key, of in spelled.items()})


def fold(name: str) -> str:
    """Return a spelling without case, spaces, hyphens and points between."""
    return re.sub(r"[\s\-·.,’']", "", name).casefold()


def _loose(folded: str) -> str:
    return r"[\s\-·]?".join(re.escape(letter) for letter in folded)


def _short(name: str, place: PlaceName) -> Iterator[str]:
    """Yield shorter spellings of a name: “Goseong”, “고성군” and “고성” for “Goseong County, Gangwon” and “강원도 고성군”."""
    if WATERS.search(name):
        yield WATERS.sub("", name)
        yield ADMINISTRATIVE.sub("", ENGLISH_KINDS.sub("", WATERS.sub("", name)))
    elif name[0].isascii():
        yield ENGLISH_KINDS.sub("", name)
    else:
        last = name.split()[-1]
        yield from (last, re.sub(r"\(.*\)$", "", name), ADMINISTRATIVE.sub("", name))
        if len(bare := ADMINISTRATIVE.sub("", last)) > 1 and place.precision not in (
            P.PROVINCE,
            P.FRONT_SECTOR,
            P.BORDER,
        ):
            yield bare


def find(article: Article) -> Iterator[Found]:
    """Yield places of the event; a province only where nothing in it is named."""
    found = list(_find(article))
    yield from (
        one
        for one in found
        if one.value["precision"] != P.PROVINCE or len({each.value["precision"] for each in found}) == 1
    )


def _find(article: Article) -> Iterator[Found]:
    """Yield places in sentences that tell of the event. None is more exact than the gazetteer has it."""
    known = [place for place in article.places if place.precision not in TOO_WIDE]
    gazetteer = Gazetteer.of(known)
    sectors = [(place, re.compile(rf"\b{words}\b", re.IGNORECASE)) for place in known for words in _sector_words(place)]
    for sentence in article.telling:
        if sentence.background or article.is_past(sentence) or not _tells_where(sentence):
            continue
        taken: list[tuple[int, int]] = []
        places: list[tuple[re.Match[str], Found]] = []
        for place, pattern in sectors:
            for match in pattern.finditer(sentence.text):
                taken.append(match.span())
                yield _value(sentence, match, place, doubts.SECTOR)
        for match in gazetteer.pattern.finditer(sentence.text) if gazetteer else ():
            if not any(start < match.end() and match.start() < end for start, end in taken):
                found = _place(sentence, match, gazetteer.places[fold(match.group())] if gazetteer else ())
                places.extend((match, one) for one in found)
        yield from _narrowest(places)


def _narrowest(places: list[tuple[re.Match[str], Found]]) -> Iterator[Found]:
    """Yield places without those that only say where the next one lies: “강화군 교동도”, “강원도 고성”."""
    for number, (match, one) in enumerate(places):
        following = places[number + 1] if number + 1 < len(places) else None
        lies_in = (
            following
            and following[0].start() - match.end() <= 1
            and not match.group()[0].isascii()
            and following[1].value["precision"] != P.BORDER
        )
        if not lies_in:
            yield one


def _sector_words(place: PlaceName) -> Iterator[str]:
    for name in place.names:
        if sector := SECTOR.match(name):
            yield SECTOR_WORDS.format(which=re.escape(sector["which"]))


def _tells_where(sentence: Sentence) -> bool:
    told = any(basis not in (DateBasis.ANNOUNCEMENT, DateBasis.REPORT) for _, _, basis in moments(sentence.text))
    return told or CROSSING.search(sentence.text) is not None


def _place(sentence: Sentence, match: re.Match[str], places: tuple[PlaceName, ...]) -> Iterator[Found]:
    text, doubt = sentence.text, ""
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 40]
    if (
        SPOKESMAN_CAPITALS.match(after)
        or (PRESS.search(sentence.text) and CAPITALS.fullmatch(match.group()))
        or (match.group()[0].isascii() and len(match.group()) > 4 and not AT.search(before))
    ):
        return
    if GOSEONG.search(match.group()):
        places = tuple(place for place in places if _is_goseong(place, before, before + match.group() + after))
        doubt = "" if re.search(r"Gangwon|강원", before[-20:] + match.group() + after[:20]) else doubts.THREE_GOSEONG
    if len(places) > 1:
        doubt = doubts.SHARED_NAME
        around = fold(before + match.group() + after)
        places = tuple(place for place in places if any(fold(name) in around for name in place.names)) or places
    if places:
        yield _value(sentence, match, places[0], doubt)


def _is_goseong(place: PlaceName, before: str, around: str) -> bool:
    """Tell whether a Goseong may be this one of the three, by the province beside it."""
    names = " ".join((place.slug, *place.names))
    if SOUTHERN_GOSEONG.search(around):
        return "gyeong" in names.lower() or "경남" in names
    if NORTHERN_GOSEONG.search(before):
        return "north" in names.lower() or "kangwon" in place.slug or "북한" in names
    return "gyeong" not in place.slug and "north" not in place.slug


def _value(sentence: Sentence, match: re.Match[str], place: PlaceName, doubt: str) -> Found:
    return sentence.value(
        "place", {"place": place.slug, "precision": place.precision}, match.span(), "place:name", doubt
    )
