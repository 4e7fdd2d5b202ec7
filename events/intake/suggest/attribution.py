"""Who says it: authorities, media and others, with the verb that makes them speak and how sure they are."""

import re
from collections.abc import Iterator

from ...vocabulary import Certainty, Issuer
from .sentences import Voice

I = Issuer  # noqa: E741

ISSUERS = (
    (I.KCNA, r"Korean\sCentral\sNews\sAgency|KCNA|(?:북한\s(?:관영\s)?)?조선중앙통신|중앙통신"),
    (I.NK_MEDIA, r"Rodong\sSinmun|Uriminzokkiri|North\sKorea(?:n|[’']s)\s(?:state(?:-run)?\s)?media|North[’']s\s(?:state\s)?media|(?:북한\s)?노동신문|우리민족끼리|북한\s(?:관영\s?)?(?:매체|방송)"),
    (I.JCS, r"Joint\sChiefs(?:\sof\sStaff)?(?:\sofficers?|\sofficials?)?|JCS|합동참모본부|합참"),
    (I.UNC, r"(?:UN|U\.N\.|United\sNations)\sCommand|UNC|유엔군?\s?사령부|유엔사"),
    (I.US_GOVERNMENT, r"Pentagon|U\.?S\.?\sofficials?|State\sDepartment|White\sHouse|U\.?S\.?\s(?:military|army|Forces\sKorea)|미\s?국방부|미\s?국무부|백악관|주한미군"),
    (I.MND, r"(?:South\sKorea(?:n|[’']s)\s)?(?:Ministry\sof\s(?:National\s)?Defen[cs]e|(?:National\s)?Defen[cs]e\s(?:Ministry|Minister)(?!\snominee))|국방부|국방장관|국방부\s?장관"),
    (I.MOU, r"(?:South\sKorea[’']s\s)?(?:Ministry\sof\sUnification|Unification\s(?:Ministry|Minister))|통일부"),
    (I.NIS, r"National\sIntelligence\sService|NIS|(?:South\sKorea[’']s\s)?(?:spy|intelligence)\sagency|국가정보원|국정원"),
    (I.ROK_FOREIGN_MINISTRY, r"(?:South\sKorea(?:n|[’']s)\s)?(?:Ministry\sof\sForeign\sAffairs|Foreign\sMinistry)|외교부"),
    (I.ROK_COAST_GUARD, r"(?:the\s)?(?:Korea\s)?Coast\sGuard|해양경찰청?|해경"),
    (I.ROK_COURT, r"(?:Seoul\s)?(?:\w+\s)?(?:District|High|Supreme)\sCourt|법원|재판부"),
    (I.ROK_LAWMAKER, r"lawmakers?|의원(?=[실은이에])|의원실"),
    (I.ROK_POLICE, r"(?:the\s)?police|경찰청?"),
    (I.UNHCR, r"UNHCR|유엔난민기구"),
    (I.UN, r"United\sNations(?!\sCommand)|OHCHR|유엔(?!군|사|난민)(?:\s인권)?"),
    (I.CHINA_GOVERNMENT, r"(?:China[’']s|Chinese)\s(?:Foreign\sMinistry|government|authorities)|중국\s?(?:외교부|정부|당국)"),
    (I.NK_GOVERNMENT, r"North\sKorea(?!n\s(?:defector|soldier|man|woman|resident|refugee|escapee))(?:n\s(?:authorities|officials))?|Pyongyang|북한\s?(?:당국|외무성)?|북측"),
    (I.FAMILY, r"(?:his|her|their|the)\s(?:family|brother|sister|wife|mother|father|relatives)|유가?족|가족들?"),
    (I.NGO, r"Human\sRights\sWatch|Amnesty\sInternational|(?:rights|civic|activist|advocacy)\s(?:groups?|organi[sz]ations?)|activists?|NGOs?|rights\sgroup|(?:북한)?(?:인권|시민)?\s?단체|사단법인\s[가-힣]{1,10}(?=[은는이가])|북한인권정보센터"),
    (I.ACADEMIC, r"professor|researcher|analysts?|experts?|교수|연구위원|전문가"),
    (I.WITNESS, r"witness(?:es)?|목격자"),
    (I.JCS, r"(?:South\sKorea(?:n|[’']s)\s|the\s)?(?:military|army|marine\scorps|navy)(?:\s(?:officials?|officers?|sources?|authorities|spokes\w+))?|군\s?(?:당국|관계자|소식통)|(?<![가-힣])군(?=[은이]\s)|해병대"),
    (I.ROK_GOVERNMENT, r"(?:Seoul|South\sKorean|the)\s(?:government|authorities|officials?)(?!\s(?-i:[A-Z]))(?!\sin\s(?-i:[A-Z](?!eoul)))(?:\sfigures|\sdata)?|South\sKorea[’']s\s(?:government|presidential\soffice)|presidential\soffice|government\s(?:officials?|sources?|data|figures)|(?:security\s|senior\s)?officials?(?!\s(?-i:[A-Z]))(?!\sin\s(?-i:[A-Z](?!eoul)))|authorities|Seoul|정부\s?(?:당국자|관계자|소식통)?|당국자?|대통령실|관계\s?당국"),
    (I.OUTLET, r"(?:The\s)?Wall\sStreet\sJournal|(?:The\s)?New\sYork\sTimes|(?:The\s)?Washington\sPost|Reuters|Yonhap|AFP|Associated\sPress|BBC|CNN|Bloomberg|local\smedia|news\sreports|(?:The\s)?(?:Chosun|JoongAng|Dong-A|Donga)(?:\sIlbo)?|연합뉴스|조선일보|동아일보|중앙일보"),
)  # fmt: skip
_NAMES = "|".join(f"(?P<n{number}>{names})" for number, (_, names) in enumerate(ISSUERS))

SAYS = (
    r"said|says|say|told|announced|confirmed|disclosed|revealed|stated|added|reported|claimed|explained|believes?|believed|"
    r"presumes?|presumed|suspects?|estimates?|noted|acknowledged|denied|assess(?:ed|es)|concluded|briefed|published|released|show(?:ed|s)?|put\sthe"
)
KO_SAYS = r"밝혔|밝힌|밝혀|발표|전했|말했|설명|공개|확인|보도(?!를\s)|주장|추정|판단|보고\s?있|반박|촉구|추산|비판|답했|고\s했|고만\s답|표한다|파악|알렸|덧붙|집계|브리핑|언급|답했|강조|통보|인정"

NAMED = re.compile(rf"(?<![A-Za-z])(?<!우리 )(?<!남조선 )(?<!\bin )(?:{_NAMES})(?![A-Za-z])", re.IGNORECASE)
SPEAKS = re.compile(
    rf"[’']?s?(?:\s(?!that\b|not\b)[\w.,’'-]{{1,24}}){{0,7}}?(?<!\sis)(?<!\sare)(?<!\swas)(?<!\swere)(?<!\sbe)(?<!\sbeen)\s(?:has\s|have\s|had\s|also\s|later\s|reportedly\s){{0,2}}(?:{SAYS})\b",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    r"\b(?:according\sto|confirmed\sby|reported\sby|announced\sby|cited\sby|citing|quoting|data\sfrom|figures\sfrom|released\sby|statement\sby)\s(?:the\s|an?\s)?(?:[\w.’'-]{1,20}\s){0,4}?$",
    re.IGNORECASE,
)
KO_SPEAKS = re.compile(
    rf"(?:(?!(?:남성|여성|주민|병사|귀순자|어민들|이들)[은는]\s)[^.\n]){{0,300}}?(?:{KO_SAYS})[가-힣]{{0,6}}"
)
KO_OFFICE = r"(?:\s?(?:고위|핵심|한|정보|관계자|당국자|당국|대변인|부대변인|장관|차관|총장|측|소식통|공보실장|실장|의원|위원장|부부장|담화|측근|들|전문가|관영|매체|통신|\([A-Z]{2,6}\))){0,4}"
KO_TOPIC = re.compile(rf"{KO_OFFICE}(?:은|는|이|가|에서|에서는|도)(?=\s)")
KO_ACCORDING = re.compile(
    rf"{KO_OFFICE}(?:\s?(?:발표|자료|통계|집계|설명|보고))?(?:에\s?따르면|에\s?의하면|를\s인용|을\s인용|발표를|자료를|통계를|집계로|자료에)"
)

QUOTED = re.compile('[“"][^”"]{0,600}[”"]')
CONFIRMS = re.compile(
    r"\bconfirm(?:s|ed)\b|\bofficially\sconfirm|(?:공식\s)?확인(?:했|됐|된|하였)|\backnowledged\b", re.IGNORECASE
)
UNCONFIRMS = re.compile(
    r"not\s(?:yet\s)?(?:been\s)?(?:officially\s)?confirm|unconfirmed|확인(?:되지|하지)\s?않|확인\s?중|(?:could|can)\s?not\s(?:\w+\s)?confirm",
    re.IGNORECASE,
)
PRESUMES = re.compile(
    r"\b(?:presum\w+|believ\w+|suspect(?:s|ed)?|appears?\sto|is\sthought|are\sthought|likely)\b|추정|보고\s?있|것으로\s?보|것으로\s?판단|듯하",
    re.IGNORECASE,
)
BARE = re.compile(r"(?:(?:an?|the|another|one)\s)?(?:senior\s)?(?:official|spokes)|당국자|관계자", re.IGNORECASE)
"""An official of nobody named speaks for whom the text named last."""
ANONYMOUS = re.compile(
    r"\b(?:officials?|officers?|sources?|authorities|government)\b|관계자|소식통|당국", re.IGNORECASE
)
PARTIES = {I.KCNA, I.NK_MEDIA, I.NK_GOVERNMENT, I.FAMILY}
OFFICIAL = {
    I.JCS, I.MND, I.MOU, I.NIS, I.ROK_GOVERNMENT, I.ROK_POLICE, I.ROK_COAST_GUARD, I.ROK_COURT, I.ROK_FOREIGN_MINISTRY,
    I.UNC, I.US_GOVERNMENT,
}  # fmt: skip


def hear(text: str) -> Iterator[Voice]:
    """Yield who is heard in a sentence, with the span of the words that say so. One name speaks once."""
    at, unquoted = 0, QUOTED.sub(_blank, text)
    for name in NAMED.finditer(text):
        if name.start() < at:
            continue
        span = _spoken(text, name, unquoted)
        if span:
            at = span[1]
            yield Voice(
                *span,
                issuer := _issuer(name),
                certainty(text, issuer, named=not ANONYMOUS.search(text[max(0, span[0] - 20) : span[1]])),
            )


def _issuer(name: re.Match[str]) -> Issuer:
    return ISSUERS[int((name.lastgroup or "n0")[1:])][0]


def _spoken(text: str, name: re.Match[str], unquoted: str) -> tuple[int, int] | None:
    """Return the words around a name that make it speak: “according to ...”, “... said”, “...은 ... 밝혔다”."""
    if before := SPOKEN.search(text[max(0, name.start() - 90) : name.start()]):
        return max(0, name.start() - 90) + before.start(), name.end()
    after = SPEAKS.match(text, name.end(), name.end() + 120)
    if after and not (_is_general(name) and NAMED.search(text, name.end(), after.end())):
        return name.start(), after.end()
    if according := KO_ACCORDING.match(text, name.end()):
        return name.start(), according.end()
    if (topic := KO_TOPIC.match(text, name.end())) and KO_SPEAKS.match(unquoted, topic.end()):
        return name.start(), topic.end()
    return None


def _blank(quoted: re.Match[str]) -> str:
    return " " * len(quoted.group())


def _is_general(name: re.Match[str]) -> bool:
    """Tell whether a name gives way to another one before the verb: “an official of the Joint Chiefs said”."""
    return _issuer(name) in (I.ROK_GOVERNMENT, I.NK_GOVERNMENT)


def certainty(text: str, issuer: Issuer, *, named: bool) -> Certainty:
    """Return how sure an issuer is, by the words of the sentence. A named authority that says so confirms it."""
    if issuer in PARTIES:
        return Certainty.CLAIMED_BY_PARTY
    if PRESUMES.search(text):
        return Certainty.PRESUMED
    if issuer in OFFICIAL and not UNCONFIRMS.search(text) and (named or CONFIRMS.search(text)):
        return Certainty.OFFICIALLY_CONFIRMED
    return Certainty.REPORTED
