"""Who moved, as the text says it. An unnamed crosser is unknown and never a soldier."""

import re
from collections.abc import Iterator

from ...vocabulary import ActorType
from ..found import Found
from . import doubts
from .article import Article
from .attribution import OFFICIAL
from .sentences import Sentence
from .verbs import CROSSING

A = ActorType

UNNAMED = re.compile(
    r"\b(?:unnamed|unidentified|unknown|unspecified)\s(?:\w+\s){0,3}?(?:soldier|person|people|individual|man|woman|personnel|defector|intruder|crosser|resident|civilian)s?\b"
    r"|\b(?:has|have|was|were)\snot\s(?:been\s)?(?:named|identified)\b|\bidentity\s(?:\w+\s){0,4}(?:unknown|not\s(?:been\s)?(?:known|confirmed|released|disclosed))"
    r"|신원\s?미상(?:의\s?(?:인원|남성|여성|사람))?|미상\s?인원|신원(?:이|은|을)[^.]{0,20}(?:확인되지|밝혀지지|알려지지|파악되지)\s?않|신원\s?불상",
    re.IGNORECASE,
)
INDIVIDUAL = re.compile(r"\b(?:an|one|the|this)\s(?:individual|person)\b", re.IGNORECASE)
NOT_A_SOLDIER = re.compile(
    r"\b(?:not|no|isn[’']t|wasn[’']t|never)\s(?:an?\s|been\sa\s)?(?:\w+[\s-]){0,2}(?:soldiers?|military|troops)\b|\bwrongly\s(?:\w+\s){0,6}soldier|\b(?:rather\sthan|instead\sof)\sa\ssoldier"
    r"|군인(?:이|은|도)?\s?아니|군인으로\s(?:잘못|오인)|병사(?:가|는)?\s?아니|군인\s?여부",
    re.IGNORECASE,
)
RANKS = re.compile(
    r"\b(?:active[\s-]duty\ssoldiers?|(?:staff|first|master)\ssergeant|sergeant(?:\sfirst\sclass)?|corporal|private(?=,|\swho|\sfrom|\sdefect|\scross)|conscripts?)\b"
    r"|하사|중사|상사|병장|상등병|상급병사|초급병사|전사\s계급|현역\s?(?:군인|병사)",
    re.IGNORECASE,
)

FOREIGN = "American|Canadian|British|Australian|Turkish|French|German|Dutch|New Zealand|Filipino|Thai|Colombian|Ethiopian|Soviet|Russian|Chinese|foreign".replace(
    " ", r"\s"
)
FOREIGNER = re.compile(rf"\b(?:U\.?S\.?|{FOREIGN})\b|미군|외국", re.IGNORECASE)
TERMS = (
    (A.OFFICER, r"\b(?:senior\scolonel|colonel|major|captain|lieutenant|military\sofficer|army\sofficer)\b|장교|군관|대좌|중좌|소좌|대위|중위|소위"),
    (A.PILOT, r"\bpilots?\b|조종사"),
    (A.FOREIGN_SOLDIER, rf"\b(?:U\.?S\.?|{FOREIGN})\s(?:army\s)?(?:soldier|private|corporal|sergeant|serviceman|servicemen)\b|주한미군\s?(?:병사|이병)|미군\s?(?:병사|이병|\d)"),
    (A.PRISONER_OF_WAR, r"\bprisoners?\sof\swar\b|국군\s?포로"),
    (A.FORMER_SOLDIER, r"\b(?:former|ex-|discharged)\s?(?:\w+\s)?soldier\b|전역\s?(?:군인|병사)|제대\s?군인"),
    (A.DIPLOMAT, r"\b(?:diplomats?|ambassador|counsell?or|(?:first|second|third)\ssecretary|charg[eé]\sd[’']affaires|envoy)\b|외교관|대사대리|참사관?|공사급"),
    (A.TRADE_REPRESENTATIVE, r"\b(?:trade\s(?:representatives?|officials?|workers?))\b|무역\s?일꾼|무역\s?대표|해외\s?주재원"),
    (A.OVERSEAS_WORKER, r"\b(?:restaurant\s(?:workers?|staff|employees)|overseas\sworkers?|loggers?|waitresses)\b|식당\s?(?:종업원|직원)|파견\s?노동자|해외\s?노동자"),
    (A.CIVIL_SERVANT, r"\b(?:fisheries\sofficial|public\sofficial|civil\sservant|government\semployee)\b|공무원"),
    (A.SENIOR_OFFICIAL, r"\b(?:senior|high-ranking|high-level)\s(?:\w+\s){0,2}officials?\b|고위\s?(?:간부|인사)"),
    (A.STUDENT, r"\b(?:student|students)\b|유학생|대학생"),
    (A.FISHERMAN, r"\bfisher(?:m[ae]n|s)\b|어민|선원|어부"),
    (A.FAMILY_GROUP, r"\bfamil(?:y|ies)\sof\s\w+\b|\b(?:extended\s)?family\smembers\b|일가족|일가|가족\s?(?:단위|\d+명)"),
    (A.FORMER_NK_DEFECTOR, r"\b(?:resettled|former|returning)\s(?:north\skorean\s)?(?:defector|refugee|escapee)s?\b|\bdefector\swho\s(?:had\s)?(?:(?:re)?settled|lived|came)|북한이탈주민|탈북민|탈북자|새터민"),
    (A.CIVILIAN, r"\b(?:civilians?|(?:north\skorean\s)?residents?|villagers?|ordinary\scitizens?)\b|민간인|북한\s?주민|주민"),
)  # fmt: skip
_TERMS = tuple((actor, re.compile(pattern, re.IGNORECASE)) for actor, pattern in TERMS)
SOLDIER = re.compile(
    r"\bsoldiers?\b|\bservicem[ae]n\b|북한군(?:\s?(?:병사|군인|하사|\d{1,2}명|한\s?명))|(?<!한국)군인|병사|하사|중사",
    re.IGNORECASE,
)
ON_DUTY = re.compile(r"\b(?:soldiers|troops|patrol)\b|북한군", re.IGNORECASE)
GUARDS = re.compile(
    r"\b(?:guard\w*|shoot\w*|shot|fir(?:e|ed|ing)|patrol\w*|broadcast\w*|dispatched|deployed|stationed|watch\w*|wounded|injured|killed|our|south\skorean\ssoldiers)\b"
    r"|경고|사격|경계|순찰|투입|수색|우리\s?군|국군|유도|근무\s?중",
    re.IGNORECASE,
)
INCURSION = re.compile(
    r"\b(?:incursion|intru\w+|violat\w+|briefly|accidentally|warning\s(?:shots|broadcasts?)|on\sduty|retreat\w*|working)\b|침범|월선|경고\s?사격|작업\s?중",
    re.IGNORECASE,
)
SPEAKS = re.compile(
    r"^[^,]{0,60}\b(?:said|told|added|spokes\w+)\b|^[가-힣\s]{0,12}(?:은|는)[^.]{0,80}(?:말했|밝혔|설명)", re.IGNORECASE
)
SPECIFIC = {A.FORMER_NK_DEFECTOR}
SUBJECT_REACH = 110
"""Characters between who moved and the verb of moving."""


def find(article: Article) -> Iterator[Found]:
    """Yield who moved. Where somebody is called unnamed, nothing else is said of who they were by the outlet alone."""
    unnamed = [one for sentence in article.telling for one in _unnamed(sentence)]
    yield from unnamed
    nobody_named = UNNAMED.search(article.title) or article.says(UNNAMED)
    re_entry = any(
        re.search(r"재입북|re-?enter|월북|returned\sto\s(?:the\s)?North", sentence.text) for sentence in article.telling
    )
    strayed = any(INCURSION.search(one.text) and SOLDIER.search(one.text) for one in article.telling)
    for sentence in article.telling:
        if sentence.background or article.is_past(sentence):
            continue
        yield from _terms(sentence, re_entry)
        if not nobody_named and not FOREIGNER.search(sentence.text) and not article.says(NOT_A_SOLDIER):
            yield from _soldiers(sentence, article, strayed)


def _unnamed(sentence: Sentence) -> Iterator[Found]:
    for match in UNNAMED.finditer(sentence.text):
        yield sentence.value("actor_type", A.UNKNOWN, match.span(), "actor:unnamed", doubts.UNNAMED)


def _moves(text: str, start: int, end: int) -> bool:
    """Tell whether a term is near a verb of crossing and is not who speaks or stands guard."""
    return (
        CROSSING.search(text, end, end + SUBJECT_REACH) is not None
        or CROSSING.search(text, max(0, start - 40), start) is not None
    ) and not SPEAKS.match(text[end : end + 100])


def _terms(sentence: Sentence, re_entry: bool) -> Iterator[Found]:
    for actor, pattern in _TERMS:
        if actor == A.FORMER_NK_DEFECTOR and not re_entry:
            continue
        for match in pattern.finditer(sentence.text):
            moves = actor in SPECIFIC or _moves(sentence.text, *match.span())
            if moves and not _denied(sentence.text, match.start()):
                doubt = doubts.RANK if actor == A.OFFICER else ""
                yield sentence.value("actor_type", actor, match.span(), f"actor:{actor}", doubt)


def _soldiers(sentence: Sentence, article: Article, strayed: bool) -> Iterator[Found]:
    """A soldier only where an authority says so in the sentence, or the text gives a rank; on duty where it is one."""
    on_duty = INCURSION.search(sentence.text)
    official = any(voice.issuer in OFFICIAL for voice in sentence.voices)
    for match in (ON_DUTY if on_duty else SOLDIER).finditer(sentence.text):
        if not _moves(sentence.text, *match.span()) or _denied(sentence.text, match.start()):
            continue
        if on_duty:
            yield sentence.value("actor_type", A.SOLDIERS_ON_DUTY, match.span(), "actor:on_duty")
        elif (
            not strayed
            and not GUARDS.search(sentence.text, match.end(), match.end() + 50)
            and (official or article.says(RANKS))
        ):
            yield sentence.value("actor_type", A.ACTIVE_DUTY_SOLDIER, match.span(), "actor:soldier", doubts.SOLDIER)


def _denied(text: str, at: int) -> bool:
    return (
        re.search(
            r"\b(?:not|no|rather\sthan|unlike|whether)\s(?:an?\s|the\s)?(?:\w+\s){0,2}$",
            text[max(0, at - 30) : at],
            re.IGNORECASE,
        )
        is not None
    )
