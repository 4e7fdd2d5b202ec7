"""Verbs that say which moment a date speaks of, and whether a sentence tells of somebody crossing."""

import re

from ...vocabulary import DateBasis

B = DateBasis

MOMENTS = (
    (B.ANNOUNCEMENT, r"\b(?:said|announced|confirmed|disclosed|revealed|stated|told|briefed|acknowledged|made\spublic|says)\b|밝혔|밝힌|발표|전했|말했|공개|설명|브리핑|알렸|확인했|확인됐"),
    (B.REPORT, r"\b(?:reported|published)\b|보도"),
    (B.DETECTION, r"\b(?:spotted|detected|sighted|observed|seen|picked\sup|caught\son|tracked|noticed)\b|포착|식별|감지|관측|인지"),
    (B.CUSTODY, r"\b(?:took\s(?:\w+\s){0,3}into\scustody|taken\sinto\scustody|in\scustody|into\scustody|secured|captured|apprehended|detained|picked\sup\sby)\b|신병[^.]{0,6}확보|붙잡|체포|구금"),
    (B.DISCOVERY, r"\b(?:found|discovered)\b|발견"),
    (B.DECISION, r"\b(?:ruled|sentenced|convicted|acquitted|indicted)\b|선고|판결|기소|재판에"),
    (B.ARRIVAL, r"\b(?:arrived|arrival|landed|entered\sSouth\sKorea|came\sto\sSouth\sKorea|reached\sSouth\sKorea)\b|도착|(?<!재)입국"),
    (B.DEPARTURE, r"\b(?:departed|set\s(?:out|off|sail)|left\s(?:\w+\s){0,3}(?:port|home|Pyongyang|the\sNorth|North\sKorea|embassy|post|residence))\b|출발|출항|이탈|잠적|떠났|떠난"),
    (B.CROSSING, r"\b(?:cross(?:ed|es|ing)?|defect(?:ed|s|ing|ion)?|fled|flees|escaped|came\s(?:[\w.]+\s){0,4}(?:over|across|south|ashore|to\s(?:the\s)?South)|went\s(?:on\sfoot|through)|walked|swam|ran|sailed|drove|flew|made\s(?:his|her|their|a)\s(?:\w+\s)?(?:way|escape|defection)|re-?entered|went\s(?:over|north|south|back)|strayed|intruded|entered)\b"
        r"|넘어|넘었|건너|귀순|월북|탈북|월선|침범|남하|재입북|헤엄|되돌아간|의거|내려왔|내려온|(?:한국|국내|남한)에\s?들어"),
    (B.UNKNOWN, r"\b(?:handed\sover|repatriated|deported|driven\s(?:back\s)?(?:in)?to|returned|sent\sback)\b|북송|송환|인계|돌려보|돌아갔|돌아간"),
)  # fmt: skip
"""Verbs of sending back stand last, with a basis that is not known: whether that is the event depends on the text."""
_MOMENTS = tuple((basis, re.compile(pattern, re.IGNORECASE)) for basis, pattern in MOMENTS)
DRIFT = re.compile(r"\bdrift(?:ed|ing)\b|\badrift\b|표류", re.IGNORECASE)
CROSSING = re.compile(
    "|".join(
        [
            *(pattern for basis, pattern in MOMENTS if basis in (B.CROSSING, B.UNKNOWN)),
            r"\bdrift(?:ed|ing)\b|\badrift\b|표류",
        ]
    ),
    re.IGNORECASE,
)

SOMEBODY = re.compile(
    r"\b(?:defectors?|individuals?|crossers?|soldiers?|residents?|civilians?|man|men|woman|women|person|people|persons|fisherm[ae]n|crew|boat|ship|vessel|"
    r"diplomats?|family|sergeant|corporal|private|figure|envoy|officers?|north\skoreans?|south\skoreans?)\b|명|주민|군인|병사|하사|귀순자|월북자|탈북민|인원|남성|여성|어민|선원|외교관|가족|어선|목선|선박",
    re.IGNORECASE,
)


def moments(text: str) -> list[tuple[int, int, DateBasis]]:
    """Return the verbs of a sentence in order, each with the moment that it names."""
    found = [(*match.span(), basis) for basis, pattern in _MOMENTS for match in pattern.finditer(text)]
    return sorted(found)
