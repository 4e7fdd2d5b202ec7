"""What a Korean person's name looks like in Latin and in Korean letters, in either order, with and without a title."""

import re

_SURE = (
    "Kim|Gim|Lee|Rhee|Yi|Ri|Park|Pak|Bak|Choi|Choe|Jung|Jeong|Chung|Chong|Jong|Kang|Cho|Yoon|Yun|Jang|Chang|Lim|Rim"
    "|Han|Seo|Suh|Shin|Kwon|Gwon|Hwang|Ahn|Ryu|Ryoo|Yoo|Yu|Hong|Jeon|Chun|Koh|Moon|Mun|Sohn|Yang|Bae|Pae|Baek|Paek"
    "|Heo|Hur|Nam|Shim|Noh|Roh|Kwak|Gwak|Joo|Woo|Koo|Jin|Eom|Chae|Bang|Pang|Kong|Hyun|Hyon|Byun|Pyon|Thae|Tae|Seok"
    "|Kil|Gil|Pyo|Ji|Cha|Jo|Um|Wang|Myung|Namkung|Hwangbo"
)
_UNSURE = "No|Oh|Ha|Ho|Do|To|So|Go|Ko|Ro|Ra|Na|Ma|An|Im|Ban|Ham|Min|Son|Song|Sun|Sung|Sin|Sim|Won|Om|Ok|Ku|Goo|Wi|Ki"
"""Surnames that are English words too: they count only before a hyphenated name."""

_VOWEL = r"(?:yeo|yae|yoo|you|eui|ae|eo|eu|ee|oo|ou|oi|oe|ui|ue|ya|ye|yo|yu|wa|we|wi|wo|woo|weo|[aeiou])"
_SYLLABLE = rf"(?:kk|gg|tt|dd|pp|bb|ss|jj|ch|kh|th|ph|sh|[bcdghjklmnprst])?h?w?{_VOWEL}(?:ng|ck|[nmlkgpbtrh])?"
_CAPITAL = rf"(?=[A-Z])(?i:{_SYLLABLE})"
_HYPHENED = rf"{_CAPITAL}[-–‑](?i:{_SYLLABLE})"
_GIVEN = rf"(?:{_HYPHENED}|{_CAPITAL}\s{_CAPITAL}|{_CAPITAL}(?-i:{_SYLLABLE}))"
_TITLE_EN = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev)\.?|(?:Staff\s)?(?:Sgt|Sergeant)\.?|Pvt\.?|Private|Cpl\.?|Corporal|Lt\.?"
    r"|Lieutenant|Capt\.?|Captain|Maj\.?|Major|Col\.?|Colonel|Gen\.?"
)
ENGLISH = (
    rf"\b(?:{_SURE})(?:,)?\s{_GIVEN}(?![A-Za-z])"
    rf"|\b(?:{_UNSURE})\s{_HYPHENED}(?![A-Za-z])"
    rf"|\b(?:KIM|LEE|RI|PAK|PARK|CHOE|CHOI|JANG|RYU|HWANG|THAE|HAN|JO|OH)\s{_GIVEN}(?![A-Za-z])"
    rf"|\b(?:{_HYPHENED}|{_CAPITAL}\s{_CAPITAL})\s(?:{_SURE})(?![A-Za-z])"
    rf"|\b(?:{_TITLE_EN})\s(?:{_SURE}|{_UNSURE})(?![A-Za-z'’-])"
    r"|\b(?:Mr|Mrs|Ms|Miss)\.?\s[A-Z][a-z]*"
    r"|\b(?:surnamed|full name is|real name is|named)\s[A-Z][a-z]+"
    rf"|\b(?:family name|surname)(?:\s(?:is|was|of))?,?\s(?:{_SURE}|{_UNSURE})\b"
)

_SURNAME_KO = (
    "(?:남궁|황보|제갈|선우|사공|독고|[김이박최정강조윤장임림한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구"
    "민진나지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁리태])"
)
_NOT_A_NAME = (
    "(?!한국|북한|조선|인민|남한|주한|미국|중국|정부|정보|유엔|외교|전직|현직|고위|이탈|귀순|탈북|통일|국방|현지|해당|"
    r"기획|선전|조직|신임|소속|고급|하급|상급|인사|문화|공안|무역|여성|남성|노동|원자|이산|장거|지방|지역|군사|연락|[가-힣]{2,3}[군부청당측생단]|[가-힣]{2}[의은는이]\s)"
)
_TITLE_KO = (
    "(?:씨|군|양|님|상사|중사|하사|병장|상병|일병|이병|준위|소위|중위|대위|소령|중령|대령|상위|소좌|중좌|상좌|대좌|소장|중장"
    "|대장|전사|공사|대사|대사대리|참사|참사관|서기관|영사|위원장|지배인|비서|의원|목사|선교사|박사|교수|대표|선장|조종사|대원)"
)
_PARTICLE = r"(?=[은는이가의을를와과도로에께]|[\s,.()·”’'\"]|$)"
KOREAN = (
    rf"(?<![가-힣]){_NOT_A_NAME}{_SURNAME_KO}[가-힣]{{2}}\s(?:전\s)?{_TITLE_KO}{_PARTICLE}"
    rf"|(?<![가-힣]){_NOT_A_NAME}{_SURNAME_KO}[가-힣]{{1,2}}\s?씨{_PARTICLE}"
    rf"|(?<![가-힣]){_SURNAME_KO}\s?모\s?(?:\(\d{{1,2}}\))?\s?{_TITLE_KO}{_PARTICLE}"
    rf"|(?<![가-힣]){_NOT_A_NAME}{_SURNAME_KO}[가-힣]{{2}}\s?\((?:당시\s)?\d{{1,2}}세?\)"
    rf"|(?:본명은|이름은|성명은|실명은)\s?[‘'“\"]?{_SURNAME_KO}[가-힣]{{1,2}}"
)

_PUBLIC = re.compile(
    r"Kim Jong[- ]?(?:[Uu]n|[Ii]l)\b|Kim Il[- ]?[Ss]ung\b|Kim Yo[- ]?[Jj]ong\b|Syngman Rhee|Park Chung[- ]?[Hh]ee"
    r"|Chun Doo[- ]?[Hh]wan|Roh Tae[- ]?[Ww]oo|Kim Young[- ]?[Ss]am|Kim Dae[- ]?[Jj]ung|Roh Moo[- ]?[Hh]yun"
    r"|Lee Myung[- ]?[Bb]ak|Park Geun[- ]?[Hh]ye|Moon Jae[- ]?[Ii]n|Yoon Suk[- ]?[Yy]eol|Lee Jae[- ]?[Mm]yung"
    r"|김정은|김정일|김일성|김여정|이승만|박정희|전두환|노태우|김영삼|김대중|노무현|이명박|박근혜|문재인|윤석열|이재명"
)


def hide_heads_of_state(text: str) -> str:
    """Return a text in which leaders and presidents stand as dots: they are named in every report and nobody is met."""
    return _PUBLIC.sub(lambda match: "·" * len(match.group()), text)
