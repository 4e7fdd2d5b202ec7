"""Direction and class of the movement, from its verbs. In doubt nothing is said: a wrong direction is worse than none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ...vocabulary import Direction, MovementClass
from ..found import Found
from . import doubts
from .article import ABROAD, Article
from .attribution import PARTIES
from .sentences import Sentence

D, M = Direction, MovementClass


class Verb(NamedTuple):
    """Words that say where somebody went, what it was, or both."""

    name: str
    pattern: str
    direction: Direction | None = None
    movement: MovementClass | None = None
    doubt: str = ""


SOUTH = r"(?:the\s)?(?:democratic\s)?(?:South(?:\sKorean(?:\sside|\sterritory|\ssoil|\swaters)|\sKorea)?|Seoul)\b(?!\sChina|\sAfrica)(?![’']s\s(?:embassy|consulate))(?!\s(?:Korean\s)?(?:embassy|consulate|mission))"
NORTH = r"(?:the\s)?(?:(?:Kim\sJong[\s-][Uu]n|dictator\w*|communist|isolated|reclusive)(?:[’']s)?\s){0,2}North(?:\sKorean(?:\sside|\sterritory|\ssoil|\swaters)|\sKorea)?\b"
FLED = r"(?:defect(?:s|ed|ing|ion)?|fle(?:d|es|e|eing)|escap(?:e|es|ed|ing))"
CROSSED = r"(?:cross(?:es|ed|ing)?|walk(?:s|ed|ing)?|swam|swum|swimming|sail(?:s|ed|ing)?|row(?:ed|ing)|ran|came|went|made\s(?:it|his\sway|her\sway|their\sway)|drove|enter(?:s|ed|ing)?|flew|sneaked|slipped|travel(?:led|ed)|climbed)"
GAP = r"(?:\s(?!to\b|from\b|but\b|who\b|said\b|that\b)[\w’'-]+,?){0,9}?"
OVER = r"(?:\s(?:over|across|through|past|via))?"

LINE = r"Military\sDemarcation\sLine|MDL|Northern\sLimit\sLine|NLL|Demilitari[sz]ed\sZone|DMZ|land\sborder|sea\sborder"
WHO = r"(?:soldiers?|troops|civilians?|residents?|m[ae]n|wom[ae]n|fisherm[ae]n|persons?|people|boats?|vessels?|defectors?|individuals?)\b"
FOREIGN_CROSSER = r"(?:American|U\.S\.|US|Canadian|British|Australian|Soviet|Russian|foreign)\s(?:army\s)?(?:soldier|private|citizen|tourist|national)"

VERBS = (
    Verb("re_entry", rf"\b(?:re-?enter(?:ed|ing)|re-?defect\w*|return(?:ed|ing)|went\sback|gone\sback|going\sback)\s(?:\w+\s)?(?:(?:in)?to\s)?{NORTH}", D.SOUTH_TO_NORTH, M.RE_ENTRY),
    Verb("fled_south", rf"\b{FLED}{GAP}\s(?:(?:in)?to|toward)\s{SOUTH}", D.NORTH_TO_SOUTH, M.DEFECTION),
    Verb("fled_north", rf"\b{FLED}{GAP}\s(?:(?:in)?to|toward)\s{NORTH}", D.SOUTH_TO_NORTH, M.NORTHWARD_DEFECTION, doubts.NORTHWARD),
    Verb("northward", r"\b(?:fled|flees|fleeing|escaped|defected)\snorth(?:wards?)?\b", D.SOUTH_TO_NORTH, M.NORTHWARD_DEFECTION, doubts.NORTHWARD),
    Verb("went_north", r"\b(?:escape|crossed|ran|headed|walked|swam)\s(?:the\sborder\s)?north(?:wards?)\b|\bran\snorth\sof\sthe\sborder\b", D.SOUTH_TO_NORTH),
    Verb("crossed_south", rf"\b{CROSSED}{GAP}\s(?:(?:in)?to)\s{SOUTH}|\b(?:entered|reached|arrived\sin)\s{SOUTH}", D.NORTH_TO_SOUTH),
    Verb("crossed_north", rf"\b{CROSSED}{GAP}\s(?:(?:in)?to)\s{NORTH}|\b(?:entered|reached)\s{NORTH}", D.SOUTH_TO_NORTH),
    Verb("forced_from_china", r"\b(?:forcibly|forced\sto)\s(?:repatriat\w+|return\w*|deport\w+|sent\sback)|\bforc(?:ed|ible)\s(?:repatriations?|returns?)\b|\bChina\s(?:has\s)?(?:repatriated|deported|sent\sback)\b", None, M.FORCED_REPATRIATION),
    Verb("drifted", r"\b(?:drift(?:ed|ing)|adrift|strayed)\b", None, M.DRIFT),
    Verb("drifted_south", r"\bdrift(?:ed|ing)\s(?:(?:in)?to\s)?(?:the\s)?(?:south(?:ern\swaters)?|South\sKorean\swaters)\b", D.NORTH_TO_SOUTH, M.DRIFT),
    Verb("line_from_north", rf"\bnorth\skorean\s{WHO}[^.;]{{0,80}}?\b(?:cross(?:ed|ing)?\s|c[ao]me\s(?:[\w.]+\s){{0,4}}(?:over|across)\s|walked\s(?:over|across)\s)(?:the\s)?(?:{LINE}|border|line)\b(?!\s(?:north|(?:in)?to\s))|\bNorth\sKorean\s{WHO}[^.;]{{0,20}}\bswam\sto\b|\bcame\sashore\sfrom\sa\sNorth\sKorean", D.NORTH_TO_SOUTH),
    Verb("line_from_south", rf"\bsouth\skorean\s{WHO}[^.;]{{0,40}}?\bcrossed\s(?:the\s)?(?:{LINE})\b(?!\s(?:south|(?:in)?to\s))", D.SOUTH_TO_NORTH),
    Verb("wish_south", r"\b(?:wish(?:es|ed)?|want(?:s|ed)?|ask(?:s|ed)?)\sto\s(?:defect\b(?!\sto)|stay\b(?!\sin\sthe\sNorth)|live\sin\s(?:the\s)?South|stay\sin\s(?:the\s)?South)", None, M.DEFECTION),
    Verb("nationals_back", r"\bNorth\sKorea\s(?:has\s)?(?:repatriated|sent\sback|handed\sover|returned|released)\s(?:\w+\s){0,3}South\sKorean", D.NORTH_TO_SOUTH, M.RETURN_OF_NATIONALS),
    Verb("foreigner", rf"\b{FOREIGN_CROSSER}[^.;]{{0,60}}?\b(?:crossed|walked|ran|dashed|bolted|entered|went)\b", None, M.FOREIGN_CROSSING),
    Verb("incursion", r"\b(?:incursion|intrusion|(?:briefly|accidentally)\s(?:crossed|entered|violated)|violat(?:ed|ing)\sthe\s(?:MDL|Military|NLL|Northern|border))\b|\b(?:retreated|returned|went\sback|withdrew)(?:\s\w+){0,4}\safter\s(?:\w+\s){0,6}warning\s(?:shots|broadcasts?)|\bwarning\sshots\b[^.]{0,80}\b(?:retreat|withdr[ae]w|turn(?:ed)?\sback)", None, M.INCURSION),
    Verb("handover", r"\b(?:handed\sover|repatriated)\b[^.]{0,80}\b(?:through|via|at)\s(?:the\s)?(?:truce\svillage|Panmunjom|Panmunjeom|JSA|Joint\sSecurity)", None, M.RETURN_OF_NATIONALS),
    Verb("재입북", r"재입북|재월북", D.SOUTH_TO_NORTH, M.RE_ENTRY),
    Verb("재입국", r"재입국|재탈북", None, M.RE_ARRIVAL, doubts.RE_ARRIVAL),
    Verb("북으로", r"(?:북한|북측|북쪽|북)(?:으로|에)\s?(?:되돌아간|되돌아갔|돌아간\s것|넘어간|넘어갔|들어간\s것)", D.SOUTH_TO_NORTH),
    Verb("의거", r"(?:공화국|북반부)[^.]{0,20}(?:의거|넘어왔|입북)", D.SOUTH_TO_NORTH, M.NORTHWARD_DEFECTION, doubts.NORTHWARD),
    Verb("북한군_선", r"북한(?:군|\s?(?:주민|어민|남성|여성|병사|인원|어선|목선|선박))[^.]{0,60}(?:군사분계선|MDL|북방한계선|NLL|한강\s?하구)[^.]{0,12}(?:넘|침범|건너|월선)(?!어간|어갔)", D.NORTH_TO_SOUTH),
    Verb("넘어온", r"(?:군사분계선|MDL|북방한계선|NLL|교동도|강화도?|남쪽)[^.]{0,40}(?:넘어(?:온|왔|와)|내려(?:온|왔|와)|건너(?:온|왔|와)|으로\s온)", D.NORTH_TO_SOUTH),
    Verb("월북", r"(?<!재)월북(?!자\s?가족|\s?작가|하는|할|하려|인지|은|[’'])", D.SOUTH_TO_NORTH, M.NORTHWARD_DEFECTION, doubts.NORTHWARD),
    Verb("귀순", r"귀순(?!하는|할|인지|\s?동기|[’']|\s?(?:여부|시도|의사가\s없|의사는\s없|의향이\s없|유도\s?방송|배너|벨|하려는\s의도는\s없|이\s아니|은\s아니|으로\s볼\s수\s없))", D.NORTH_TO_SOUTH, M.DEFECTION),
    Verb("남하", r"(?:군사분계선|MDL|북방한계선|NLL|한강\s?하구|비무장지대|DMZ)[^.]{0,60}(?:남하|남쪽으로|남측으로|우리\s?측으로)|남하(?:했|한|해|하)", D.NORTH_TO_SOUTH),
    Verb("북상", r"(?:군사분계선|MDL|북방한계선|NLL)[^.]{0,60}(?:북측으로|북쪽으로|북한으로)\s?(?:넘어|건너|갔|들어)", D.SOUTH_TO_NORTH),
    Verb("입국", r"(?:한국|국내|남한|대한민국)(?:에|으로)[^.]{0,20}(?<!재)입국|(?<!재)입국(?:한\s(?:탈북|북한)|했)", D.NORTH_TO_SOUTH),
    Verb("탈북", r"탈북(?:했|해|한\s|하)", None, M.DEFECTION),
    Verb("강제북송", r"강제\s?(?:북송|송환)", None, M.FORCED_REPATRIATION),
    Verb("표류", r"표류", None, M.DRIFT),
    Verb("침범", r"침범|월선(?!\s?귀순)|(?:경고\s?사격|경고\s?방송)[^.]{0,60}(?:북상|돌아갔|퇴각|되돌아|복귀)", None, M.INCURSION),
    Verb("송환", r"(?:판문점|군사분계선)[^.]{0,40}(?<!강제\s)(?<!강제)(?:송환|인계|돌려보)", None, M.RETURN_OF_NATIONALS),
)  # fmt: skip
_VERBS = tuple((verb, re.compile(verb.pattern, re.IGNORECASE)) for verb in VERBS)

DENIED = re.compile(
    r"\b(?:not|no|none|neither|nothing|never|denied|without)\s(?:\w+\s){0,9}$|\b(?:attempt(?:s|ed|ing)?|tr(?:y|ied|ying)|plan(?:s|ned)?|wish\w*|want(?:s|ed)?|"
    r"intend\w*|hop(?:e|es|ed|ing)|refus\w+|declin\w+|fail\w+)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
KO_DENIED = re.compile(
    r"^[가-힣’'\s]{0,8}(?:라고\s?썼|않|아니|없|단정|번복|부인|주장|의혹|막|저지|미수|실패|가능성|여부)"
)
EARLIER = re.compile(
    r"\b(?:had|who\shad|previously|formerly|after|having|since|once|originally)\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
KO_EARLIER = re.compile(
    r"^(?:했던|해\s(?:국내|남한|한국)에\s?(?:정착|살)|한\s?(?:뒤|후|지|적|바|전력)|해\s?(?:온|왔던|살)|한\s(?:\S+\s){0,2}(?:다시|재))"
)
CHINA = re.compile(r"\bChin(?:a|ese)\b|\bBeijing\b|중국", re.IGNORECASE)
RESETTLED = re.compile(
    r"\bdefector\b[^.]{0,30}\b(?:re)?settled\b|\b(?:resettled|former)\s(?:\w+\s){0,2}defector\b|북한이탈주민|탈북(?:민|자)|정착했던",
    re.IGNORECASE,
)
HOME = re.compile(
    r"\b(?:wish|want|ask|hop|request|intend|desire)\w*\s(?:\w+\s){0,4}(?:return|go(?:ing)?\s(?:back|home)|be\s(?:sent|repatriated))|no\s(?:\w+\s){0,2}(?:wish|intention|desire|intent)\s(?:\w+\s){0,2}to\s(?:defect|stay)"
    r"|귀환\s?(?:의사|희망)|귀순\s?의사[가는]?\s?없|돌아가(?:겠|기를|고\s싶)|송환을\s?(?:희망|원|요구)|북(?:한|측)으로\s돌아",
    re.IGNORECASE,
)
UNSETTLED = re.compile(
    r"월북[^.]{0,40}(?:단정|번복|근거|의혹|뒤집|입증|인정할\s수\s없|논란)|(?:no\sevidence|overturn\w*|revers\w+|retract\w+|disput\w+)[^.]{0,80}\b(?:defect|go\snorth)",
    re.IGNORECASE,
)
LOOSE = {"귀순", "월북", "입국", "남하"}
"""Words that imply a direction; those that name the line or where to are shown first."""
NOT_DEFECTION = {M.DRIFT, M.INCURSION, M.RETURN_OF_NATIONALS, M.FORCED_REPATRIATION}
DEFECTION = {M.DEFECTION, M.NORTHWARD_DEFECTION, M.RE_ENTRY, M.RE_ARRIVAL}


@dataclass(frozen=True)
class Heard:
    """A verb in a sentence. `earlier` is above 0 where it seems to speak of an event before the one of the text.

    1 by its sentence, 2 by the words beside it; the least of all verbs are taken.
    """

    sentence: Sentence
    span: tuple[int, int]
    verb: Verb
    direction: Direction | None
    earlier: int


def find(article: Article) -> Iterator[Found]:
    """Yield suggestions for direction and class; none where the text points two ways."""
    heard = [one for sentence in article.telling for one in _hear(sentence, article)]
    nearest = min((one.earlier for one in heard), default=0)
    now = [one for one in heard if one.earlier == nearest]
    yield from _directions(now)
    yield from _classes(now, article)


def _hear(sentence: Sentence, article: Article) -> Iterator[Heard]:
    text = sentence.text
    for verb, pattern in _VERBS:
        for match in pattern.finditer(text):
            before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 30]
            if DENIED.search(before) or (sentence.korean and KO_DENIED.search(after)):
                continue
            if verb.direction == D.SOUTH_TO_NORTH and RESETTLED.search(text):
                verb = verb._replace(movement=M.RE_ENTRY, doubt="")
            near = EARLIER.search(before) or KO_EARLIER.search(after) or _in_a_past_year(after, article)
            earlier = 2 if near else 1 if sentence.background or article.is_past(sentence) else 0
            yield Heard(sentence, match.span(), verb, _direction(verb, sentence, article), earlier)


def _in_a_past_year(after: str, article: Article) -> bool:
    year = re.match(r"\s?(?:again\s)?(?:in|back\sin)\s(?:\w+\s)?((?:19|20)\d\d)\b", after)
    return bool(year and article.clock.year and int(year[1]) < article.clock.year)


def _direction(verb: Verb, sentence: Sentence, article: Article) -> Direction | None:
    """Return where the verb says they went. From abroad to the South is another direction than across the line."""
    if verb.name == "넘어온" and any(voice.issuer in PARTIES for voice in sentence.voices):
        return None  # “came” is said from where the speaker stands
    if verb.movement == M.FORCED_REPATRIATION:
        return D.THIRD_TO_NORTH if CHINA.search(sentence.text) else None
    if verb.direction == D.NORTH_TO_SOUTH and article.began_abroad:
        if not article.line_crossed:
            return D.THIRD_TO_SOUTH
        return None if ABROAD.search(sentence.text) else verb.direction
    return verb.direction


def _directions(heard: list[Heard]) -> Iterator[Found]:
    pointing = [one for one in heard if one.direction]
    said = {one.direction for one in pointing}
    classes = {one.verb.movement for one in heard}
    if len(said) != 1 or M.RE_ARRIVAL in classes:
        return
    plainest = min(
        pointing, key=lambda one: (one.sentence.headline, one.verb.name in LOOSE, one.sentence.start + one.span[0])
    )
    for one in (plainest,):
        doubt = doubts.ABROAD if one.direction == D.THIRD_TO_SOUTH else doubts.EARLIER_EVENT if one.earlier else ""
        yield one.sentence.value("direction", one.direction, one.span, f"direction:{one.verb.name}", doubt)


def _classes(heard: list[Heard], article: Article) -> Iterator[Found]:
    naming = [one for one in heard if one.verb.movement]
    unsettled = [(one, match) for one in article.sentences if (match := UNSETTLED.search(one.text))]
    for sentence, match in unsettled[:1]:
        yield sentence.value("movement_class", M.UNRESOLVED, match.span(), "class:unsettled", doubts.DISPUTED_WILL)
    if unsettled:
        return
    several = len({one.verb.movement for one in naming}) > 1
    classes = _agreed(naming, article)
    for one in naming:
        if one.verb.movement in classes:
            doubt = doubts.MIXED_CLASS if several else one.verb.doubt
            doubt = doubt or (doubts.EARLIER_EVENT if one.earlier else "")
            yield one.sentence.value("movement_class", one.verb.movement, one.span, f"class:{one.verb.name}", doubt)


def _agreed(naming: list[Heard], article: Article) -> set[MovementClass | None]:
    """Return the classes that may be suggested: one, or none where two of them can't both be."""
    said = {one.verb.movement for one in naming}
    if M.RE_ENTRY in said and M.RE_ARRIVAL in said:
        return set()
    for narrower in (M.RE_ENTRY, M.RE_ARRIVAL):
        if narrower in said:
            return {narrower}
    if M.DRIFT in said and (article.says(HOME) or not said & DEFECTION):
        return {M.DRIFT}
    if said & NOT_DEFECTION and said & DEFECTION:
        first = min(naming, key=lambda one: (one.sentence.headline, one.sentence.start + one.span[0]))
        return {first.verb.movement} if first.verb.movement in NOT_DEFECTION else set()
    if M.DEFECTION in said and M.NORTHWARD_DEFECTION in said:
        return set()
    return said
