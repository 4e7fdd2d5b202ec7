"""What a number counts: whether it is something of ours, its concept, its unit and which part of the persons."""

import re

from ...vocabulary import SeriesMeasure, Unit
from .numbers import Number
from .sentences import Sentence

U = Unit

CONCEPTS = (
    ("re_arrivals", r"재입국|재탈북|\bsecond\sarrivals?\b|\bdefected\s(?:again|twice)\b"),
    ("re_entries", r"재입북|\bre-?ent(?:er|r)\w*|\b(?:returned|gone\sback|went\sback)\sto\s(?:the\s)?North"),
    ("rok_nationals_returned", r"\b(?:sent\sback|returned|repatriated)\b[^.]{0,30}\b(?:South\sKorean|southern)\snationals|(?:한국|우리)\s?국민[^.]{0,20}송환|송환[^.]{0,12}(?:한국|우리)\s?국민"),
    ("forced_returns", r"강제로?\s?(?:북송|송환)|북송|\bforc(?:ibly|ed|ible)\s(?:repatriat|return|deport|sent)\w*|\b(?:repatriat\w+|deport\w+|returned|sent\sback)\b[^.]{0,60}\bfrom\sChina|\bChina\b[^.]{0,60}\b(?:repatriat\w+|deport\w+|sent\sback)|\b(?:driven|taken|sent)\s(?:back\s)?to\sthe\sNorth"),
    ("persons_in_missions", r"재외공관|공관에서\s?보호|\b(?:in|at)\s(?:\w+\s){0,3}(?:missions|embassies)\b"),
    ("residents", r"국내(?:에)?\s?(?:거주|사는)|살고\s?있|거주하|정착해\s?(?:살|있)|\b(?:liv(?:e|ing)|resid(?:e|ing)|residents?)\s(?:\w+\s)?in\s(?:the\s(?:South|country)|South)"),
    ("refugees", r"\bUNHCR\b|유엔난민기구"),
    ("refugee_admissions", r"\b(?:admitted|resettled)\s(?:\w+\s){0,3}(?:in|to)\sthe\s(?:United\sStates|U\.S\.)|미국에\s?(?:입국|정착)"),
    ("direct_crossings", r"\b(?:MDL|NLL|DMZ|Demarcation|Demilitari[sz]ed|inter-Korean\s(?:land\s|sea\s)?border|across\sthe\sborder|over\sthe\s(?:land|sea|line|border)|border\scrossings?|direct\scrossings?|active-duty)\b|군사분계선|북방한계선|MDL|NLL|DMZ|접경\s?지역\s?귀순|귀순(?:자|한|은|이|자는)"),
    ("arrivals", r"\b(?:arriv\w+|relocat\w+|defect\w+|escapees?|resettl\w+|fled|came|entered|elite|refugees?)\b|입국|탈북|북한이탈주민|정착|귀순|엘리트|들어온|들어와"),
)  # fmt: skip
_CONCEPTS = tuple((concept, re.compile(pattern, re.IGNORECASE)) for concept, pattern in CONCEPTS)

SUBGROUPS = (
    ("female", r"\b(?:women|female)\b|여성|여자"),
    ("male", r"\b(?:men|male)\b|남성|남자"),
    ("elite", r"\belites?\b|엘리트"),
    ("soldiers", r"\b(?:soldiers?|active-duty)\b|군인|북한군|병사"),
)
_SUBGROUPS = tuple((group, re.compile(pattern, re.IGNORECASE)) for group, pattern in SUBGROUPS)

OURS = re.compile(
    r"\b(?:north\skoreans?|defect\w+|escapees?|re-?entr\w+|repatriat\w+|arrivals|elite|gone\sback|went\sback|(?:driven|sent|taken)\s(?:back\s)?to\sthe\sNorth|forced\sreturns?|returned\sfrom\sChina|over\sthe\s(?:land|sea|line|border))\b"
    r"|탈북|북한이탈주민|귀순|재입북|재입국|북송|송환|입국|엘리트|넘어온",
    re.IGNORECASE,
)
"""A sentence without one of these words counts nothing of ours, unless it goes on from one that did."""

PEOPLE = re.compile(
    r"""^(?:\s(?!miles|percent|per|million|of\sthe)[\w’'“”-]+,?){0,4}?\s(?P<noun>north\skoreans?|defectors?|escapees|refugees|people|persons|individuals|arrivals
      |defections?|crossings?|cases|incidents|re-entries|returnees|women|men|soldiers|(?:southern\s|south\skorean\s)?nationals|of\sthem|of\sthose|households|came|arrived
      |a\syear|annually|in\s|last\s|this\s|since\s)(?:\b|(?<=\s))""",
    re.VERBOSE | re.IGNORECASE,
)
A_TIME = ("in", "last", "this", "since")
INCIDENTS = ("incidents", "crossings", "crossing", "cases")
COUNT_OF = re.compile(
    r"\b(?:number|total|figures?|count|tally|arrivals|defections|defectors|north\skoreans)\b[^.;]{0,90}\b(?:was|were|is|at|to|of|reached|totall?ed|hit|from|with)\s$",
    re.IGNORECASE,
)
COMPARED = re.compile(r"\b(?:from|with|to|than)\s$", re.IGNORECASE)
PERCENT = re.compile(r"^\s?(?:%|per\s?cent\b|percent\b)", re.IGNORECASE)
OUR_SHARES = re.compile(
    r"\b(?:women|female|through\sChina|via\sChina)\b|여성|중국을\s?(?:거쳐|경유)|접경", re.IGNORECASE
)
DATABASE = re.compile(r"\b(?:database|archive|records?)\b|데이터베이스|자료실|기록|통합\s?DB", re.IGNORECASE)
OTHER_THINGS = re.compile(
    r"^[\s-](?:[\w’'-]+\s){0,2}?(?:mines?|landmines?|miles?|km|kilomet|met(?:er|re)|feet|balloons?|missiles?|troops|years?(?!\b\scame)|months?|days?|weeks?|hours?|minutes?|won|dollars?|tons?|votes?)\b|^-",
    re.IGNORECASE,
)
A_PART = re.compile(r"^\s?(?:가운데|중(?:에|에서)?)\s")
COUNTERS = {"명": U.PERSONS, "사람": U.PERSONS, "건": U.INCIDENTS, "회": U.INCIDENTS, "차례": U.INCIDENTS}


def unit_of(sentence: Sentence, number: Number) -> Unit | None:
    """Return what a number counts if it may be something of ours, else None."""
    before, after = (
        sentence.text[max(0, number.start - 120) : number.start],
        sentence.text[number.end : number.end + 80],
    )
    if number.counter in ("%", "퍼센트", "프로") or (not sentence.korean and PERCENT.match(after)):
        return U.PERCENT if OUR_SHARES.search(sentence.text) and (number.value or 101) <= 100 else None
    if sentence.korean:
        return None if A_PART.match(after) else COUNTERS.get(number.counter)
    counted = PEOPLE.match(after)
    noun = counted["noun"].lower().strip() if counted else ""
    if counted and noun in ("a year", "annually") and counted.start("noun") <= 1:
        return U.PERSONS
    if OTHER_THINGS.match(after):
        return None
    if not noun or noun in A_TIME:
        near = counted is not None and counted.start("noun") <= 1 and COMPARED.search(before[-12:])
        return U.PERSONS if near or COUNT_OF.search(before) else None
    return U.INCIDENTS if noun in INCIDENTS else U.HOUSEHOLDS if noun == "households" else U.PERSONS


def concept_of(text: str) -> str:
    """Return the concept that the words of a sentence name; empty where they name none."""
    return next((concept for concept, pattern in _CONCEPTS if pattern.search(text)), "")


def subgroup_of(sentence: Sentence, number: Number) -> str:
    """Return the part of the persons that is counted: by the word before a Korean number, after an English one."""
    text = sentence.text
    if number.counter in ("%", "퍼센트", "프로") or PERCENT.match(text[number.end : number.end + 12]):
        return group_named(text, of=("female", "male", "elite"))
    if sentence.korean:
        near = text[max(0, number.start - 12) : number.start]
        found = [(match.start(), group) for group, pattern in _SUBGROUPS for match in pattern.finditer(near)]
        group = max(found)[1] if found else ""
    else:
        near = text[number.end : number.end + 30]
        found = [(match.start(), group) for group, pattern in _SUBGROUPS for match in pattern.finditer(near)]
        group = min(found)[1] if found else ""
    return group or group_named(text, of=("elite",))


def says_what(sentence: Sentence, number: Number) -> bool:
    """Tell whether a sentence that goes on from another one still says that it counts the same people."""
    before = sentence.text[max(0, number.start - 120) : number.start]
    named = OURS.search(sentence.text) or concept_of(sentence.text) or group_named(sentence.text) != "all"
    return bool(named or sentence.korean or COUNT_OF.search(before))


def group_named(text: str, of: tuple[str, ...] = ("female", "male", "elite", "soldiers")) -> str:
    """Return the first group that a text names, all where it names none."""
    return next((group for group, pattern in _SUBGROUPS if group in of and pattern.search(text)), "all")


def is_database(text: str, concept: str, unit: Unit) -> bool:
    """Tell whether cases in a database are counted, not persons or events."""
    return concept == "forced_returns" and unit == U.INCIDENTS and DATABASE.search(text) is not None


STOCKS = {"residents": SeriesMeasure.STOCK, "persons_in_missions": SeriesMeasure.STOCK, "refugees": SeriesMeasure.STOCK}
