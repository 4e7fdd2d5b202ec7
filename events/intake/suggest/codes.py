"""Route, means, outcome and intent: words that stand for a code, looked for where a sentence tells of a crossing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...vocabulary import Intent, Means, Outcome, RouteType
from ..found import Found
from . import doubts
from .article import Article
from .direction import HOME
from .sentences import Sentence
from .verbs import CROSSING, DRIFT, SOMEBODY

R, M, O, I = RouteType, Means, Outcome, Intent  # noqa: E741


class Word(NamedTuple):
    """A pattern that stands for a code of a field; `beside` must stand in the same sentence."""

    field: str
    code: str
    pattern: str
    beside: str = ""
    doubt: str = ""


BOAT = r"\b(?:boats?|ships?|vessels?|ferry|dinghy|raft)\b|목선|어선|선박|소형\s?선|배를|배로|보트"
WORDS = (
    Word("route_type", R.JSA, r"\b(?:Joint\sSecurity\sArea|JSA)\b|공동경비구역|JSA", r"cross|defect|ran|walk|귀순|넘어|월북|송환|인계|handed|repatriat"),
    Word("route_type", R.HAN_ESTUARY, r"\b(?:Han\s(?:River\s)?estuary|mouth\sof\sthe\sHan|neutral\swaters)\b|한강\s?하구|중립수역"),
    Word("route_type", R.MDL_RIVER, r"\b(?:Imjin|Bukhan)\s?(?:River)?\b|임진강|북한강"),
    Word("route_type", R.MDL_LAND, r"\b(?:Demilitari[sz]ed\sZone|DMZ|Military\sDemarcation\sLine|MDL|land\sborder)\b|군사분계선|비무장지대|MDL|DMZ", r"cross|defect|escap|fled|walk|came|over|귀순|넘어|월북|월선|침범|탈북|남하"),
    Word("route_type", R.YELLOW_SEA_NLL, r"\b(?:Yellow\sSea|West\sSea|western\ssea)\b|서해|\b(?:Baengnyeong|Yeonpyeong|Daecheong)\w*\sIsland\b|백령도|연평도"),
    Word("route_type", R.EAST_SEA_NLL, r"\b(?:East\sSea|eastern\ssea\sborder)\b|동해(?!안|시)", r"NLL|Northern\sLimit|cross|drift|border|북방한계선|월선|넘어|귀순|표류|발견"),
    Word("route_type", R.SEA_OF_JAPAN, r"\bSea\sof\sJapan\b|일본\s(?:노토|후쿠이|아오모리)", r"Japanese?\b|일본"),
    Word("route_type", R.VIA_CHINA, r"\b(?:via|through|by\sway\sof)\sChina\b|중국을\s?(?:거쳐|경유)|중국\s?경유"),
    Word("route_type", R.VIA_THIRD_COUNTRY, r"\b(?:via|through|by\sway\sof)\s(?:a\s)?third\scountr(?:y|ies)\b|제3국을?\s?(?:거쳐|경유|통해)"),
    Word("route_type", R.CHINA_BORDER, r"\b(?:border\s(?:bridge|crossing)?s?\s?(?:with|into|from)\sChina|Tumen|Yalu|Dandong)\b|두만강|압록강|북\s?·\s?중\s?(?:접경|국경)|북중\s?(?:접경|국경)"),
    Word("route_type", R.THIRD_COUNTRY_MISSION, r"\b(?:North\sKorea[’']?n?s?\s)?(?:embassy|consulate|diplomatic\smission)\b|대사관|총영사관|공관"),
    Word("route_type", R.TRANSIT_OFFICE, r"\b(?:transit\soffice|CIQ|border\sgate)\b|출입사무소"),
    Word("route_type", R.UNDISCLOSED, r"\b(?:declin|refus)\w+\sto\s(?:\w+\s){0,4}(?:route|how)\b|경로[는를은]?\s?[^.]{0,12}(?:공개하지|밝히지)\s?않|경로[^.]{0,6}비공개"),
    Word("means", M.ON_FOOT, r"\b(?:on\sfoot|walked|walking)\b|걸어서|도보로?|걸어\s"),
    Word("means", M.SWIM, r"\b(?:swam|swum|swimming)\b|헤엄|수영"),
    Word("means", M.DRIFT, r"\b(?:drifted|adrift|drifting)\b|표류"),
    Word("means", M.BOAT, BOAT, r"cross|defect|fled|arriv|sail|aboard|found|carr|took|came|귀순|월선|타고|넘어|남하|발견|표류|탈북"),
    Word("means", M.VEHICLE, r"\b(?:drove|jeep|truck|bus(?:es)?|(?:by|in)\sa\s(?:car|vehicle))\b|차량|승용차|트럭|지프|버스", r"cross|defect|귀순|몰고|타고|넘어|월북|drove|driven|북송"),
    Word("means", M.AIRCRAFT, r"\b(?:MiG-?\d*|flew\s(?:a|an|his|across)|fighter\s(?:jet|plane))\b|미그|전투기", r"defect|귀순|flew|몰고"),
    Word("outcome", O.STOPPED, r"\b(?:stopped|caught|prevented)\s(?:\w+\s){0,3}(?:before\scrossing|from\scrossing)|월북을?\s?(?:시도하다|하려다)[^.]{0,16}(?:붙잡|검거|체포)"),
    Word("outcome", O.FORCIBLY_REPATRIATED, r"\b(?:forcibly|forced\sto)\s(?:repatriated|returned|sent\sback|deported)\b|강제\s?(?:북송|송환)(?:됐|돼|된|했|당)"),
    Word("outcome", O.RETURNED_VOLUNTARILY, r"\b(?:repatriated|sent\sback|returned|handed\sover)\b[^.]{0,60}\b(?:at|of|by|in\sline\swith|according\sto)\s(?:their|his|her)\s(?:own\s)?(?:wish|will|request)|\b(?:at|in\sline\swith|according\sto|as)\s(?:their|his|her|they)\s(?:own\s)?(?:wish\w*|will|request\w*)|의사에\s?따라[^.]{0,40}(?:송환|돌려보|인계)"),
    Word("outcome", O.RETURNED, r"\b(?:repatriated|handed\sover|sent\sback)\b|송환(?:했|됐|하|되|조치|할)|북측으로\s돌아|북측에\s넘|\b(?:went\sback|withdrew|retreated)\b|경고\s?사격[^.]{0,40}(?:북상|물러|돌아|퇴각)|물러갔|(?:북측|북한)에\s?[^.]{0,10}인계|판문점[^.]{0,30}인계|돌려보냈"),
    Word("outcome", O.ARRIVED, r"\b(?:in(?:to)?\s(?:\w+\s){0,3}custody|secured\sthe|safely\sguided|arrived\sin\s(?:South\sKorea|Seoul))\b|신병[^.]{0,8}확보|국내\s?입국|한국에\s?(?:도착|입국)"),
    Word("outcome", O.DETAINED, r"\b(?:was|were|is|are|being|remains?)\s(?:\w+\s)?detained\b|\bheld\sin\sthe\sNorth\b"),
    Word("outcome", O.UNKNOWN, r"\b(?:fate|whereabouts|status|safety)\b[^.]{0,40}\b(?:unknown|unclear|not\sknown|not\s(?:been\s)?confirmed)\b|\bnot\sknown\swhat\s(?:has\s)?bec[ao]me\b|\bwhat\s(?:has\s)?bec[ao]me\sof\s[^.]{0,30}\bnot\sknown\b|생사[^.]{0,20}(?:불명|확인되지|알려지지|알\s수)|(?:소재|행방)[^.]{0,16}(?:불명|묘연|확인되지)"),
    Word("intent", I.OFFICIALLY_ACCEPTED, r"\b(?:confirmed|verified)\s(?:\w+\s){0,3}(?:intent\w*|wish|desire|will)\w*\sto\sdefect|귀순\s?의사를?\s?확인"),
    Word("intent", I.STATED, r"\b(?:express\w*|stat\w+|indicat\w+|declar\w+|convey\w*)\s(?:\w+\s){0,4}(?:wish|desire|intent\w*|willingness)\sto\s(?:defect|live\sin\sthe\sSouth|stay)|\b(?:said|told)\s(?:\w+\s){0,6}(?:wanted|wished|wants)\sto\s(?:defect|live\sin\sthe\sSouth|stay)|\b(?:want|wish)(?:s|es|ed)?\sto\s(?:defect\b|stay\sin\sSouth|live\sin\sthe\sSouth)|\basked\sto\sstay\b|of\s(?:his|her|their)\sown\s(?:accord|will)\b|남(?:쪽|한)에(?:서)?\s?(?:남겠|살고\s싶)|귀순\s?의사를?\s?(?:분명히\s)?(?:밝|표|전|드러)|귀순하(?:겠|고\s싶)"),
    Word("intent", I.NONE, r"\b(?:express\w*|said|stat\w+|convey\w*|wish\w*|want\w*|ask\w*|request\w*)\s(?:\w+\s){0,6}(?:to\s(?:return|go\s(?:home|back))|be\s(?:sent|repatriated))|no\s(?:\w+\s){0,2}(?:wish|intention|desire)\s(?:\w+\s){0,2}to\s(?:defect|stay)|귀순\s?의사[가는]?\s?없|귀환\s?의사|돌아가(?:겠|기를|고\s싶)|송환을\s?(?:희망|원|요구)|귀환을\s?(?:희망|원|요청)"),
    Word("intent", I.INFERRED, r"\b(?:appears?|believed|presumed|seem\w*)\s(?:\w+\s){0,4}(?:intend\w*|tri\w+|want\w*)\s(?:\w+\s){0,2}to\s(?:defect|go\snorth)|월북(?:을\s시도)?한?\s?것으로\s?(?:추정|판단|보)|귀순한?\s?것으로\s?(?:추정|판단|보)"),
    Word("intent", I.DISPUTED, r"\b(?:disput\w+|overturn\w+|revers\w+)\b[^.]{0,60}\b(?:defect|intent|go\snorth)|(?:월북|귀순)[^.]{0,30}(?:번복|뒤집|논란|진위)", "", doubts.DISPUTED_WILL),
)  # fmt: skip
_WORDS = tuple(
    (word, re.compile(word.pattern, re.IGNORECASE), re.compile(word.beside, re.IGNORECASE)) for word in WORDS
)
NEGATED = re.compile(r"\b(?:not|no|none|neither|nothing|never|without|whether|if)\s(?:\w+\s){0,9}$", re.IGNORECASE)
KO_NEGATED = re.compile(r"^[가-힣\s]{0,8}(?:않|아니|없|여부|못했)")


def find(article: Article) -> Iterator[Found]:
    """Yield codes in sentences that tell of the event."""
    read = [sentence for sentence in article.telling if not sentence.background and not article.is_past(sentence)]
    drifts = any(DRIFT.search(sentence.text) for sentence in read)
    home = article.says(HOME)
    for sentence in read:
        yield from _of_sentence(sentence, home, drifts)


def _of_sentence(sentence: Sentence, home: bool, drifts: bool) -> Iterator[Found]:
    text = sentence.text
    crosses, somebody = CROSSING.search(text), SOMEBODY.search(text)
    outcomes: set[str] = set()
    for word, pattern, beside in _WORDS:
        if word.field in ("route_type", "means") and word.code != R.HAN_ESTUARY and not (crosses or somebody):
            continue
        if word.beside and not beside.search(text):
            continue
        if word.code == M.BOAT and drifts:
            continue
        for match in pattern.finditer(text):
            if _negated(sentence, match) and word.code not in (I.NONE, R.UNDISCLOSED, O.UNKNOWN):
                continue
            if word.field == "outcome":
                if word.code == O.RETURNED and outcomes & {O.FORCIBLY_REPATRIATED, O.RETURNED_VOLUNTARILY}:
                    continue
                outcomes.add(word.code)
            code = O.RETURNED_VOLUNTARILY if word.code == O.RETURNED and home else word.code
            value = [{"outcome": code, "persons": None}] if word.field == "outcome" else word.code
            yield sentence.value(word.field, value, match.span(), f"{word.field}:{word.code}", word.doubt)


def _negated(sentence: Sentence, match: re.Match[str]) -> bool:
    text = sentence.text
    if sentence.korean:
        return KO_NEGATED.match(text[match.end() : match.end() + 16]) is not None
    return NEGATED.search(text[max(0, match.start() - 40) : match.start()]) is not None
