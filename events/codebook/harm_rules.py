"""Expressions for what must not stand in a public text, each under the rule that it breaks, in English and Korean.

They miss much and sometimes find what harms nobody; docs/adr/0022-gate.md says which side each errs on.
"""

from . import harm_names

_NUMBER = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen)"
)
_TENS = r"(?:\d0s|(?:twen|thir|for|fif|six|seven|eigh)ties|teens)"
_PERSON = r"(?:man|woman|soldier|sergeant|defector|resident|person|civilian|sailor|fisherman|officer|student)"
_KO_TENS = "(?:열|스물|스무|서른|마흔|쉰|예순|일흔|여든)"
_KO_ONES = "(?:하나|한|둘|두|셋|세|넷|네|다섯|여섯|일곱|여덟|아홉)"
_KIN = (
    r"(?:wife|husband|spouse|mother|father|parents?|sisters?|brothers?|siblings?|sons?|daughters?|child(?:ren)?"
    r"|famil(?:y|ies)|relatives?|cousins?|uncle|aunt|nephew|niece|grand(?:mother|father|parents|child|children|son"
    r"|daughter)|fianc[eé]e?|girlfriend|boyfriend|twin)"
)
_KO_KIN = (
    "(?:아내|남편|부인|어머니|아버지|모친|부친|부모|누나|언니|오빠|여동생|남동생|아들|딸|친척|삼촌|고모"
    "|사촌|조카|장인|장모)"
)
_ABROAD = (
    r"(?:China|Chinese|Russian?|Lao|Laos|Thai|Thailand|Vietnam(?:ese)?|Mongolian?|Myanmar|Burma|Cambodian?"
    r"|Malaysian?)"
)

RULES: tuple[tuple[str, str], ...] = (
    ("a name", f"{harm_names.ENGLISH}|{harm_names.KOREAN}"),
    (
        "an age",
        r"\b(?:aged?|age of)\s\d{1,2}\b|\b\d{1,2}[- ]years?[- ]old\b"
        rf"|\b(?i:{_NUMBER})[- ]years?[- ]old\b|\baged?\s{_NUMBER}\b"
        rf"|\b(?:in|his|her|their|late|early|mid)[- ]+{_TENS}\b|\b{_PERSON},\s(?:aged\s)?\d{{2}},"
        rf"|\b{_PERSON}\s\(\d{{2}}\)|\bborn (?:in|on)\s[^.]{{0,15}}(?:19|20)\d\d\b"
        r"|(?<!\d)\d{1,2}\s?세(?![기대계력])|(?<!\d)\d{1,2}\s?살"
        r"|(?<!\d)[1-9]0\s?대(?![가-힣]|\s(?:국회|대통령|총선))|(?<!\d)[1-9]0\s?대(?=[가-힣]*\s?(?:남|여|초|중반|후반))"
        rf"|{_KO_TENS}{_KO_ONES}?\s?살|[이삼사오육칠팔]십{_KO_ONES}?\s?(?:대|세|살)|(?<!\d)(?:19|20)?\d\d년생",
    ),
    (
        "a minor",
        r"\bteen(?:age|ager|agers|aged|s)\b|\b(?:infant|toddler|baby|babies|newborn|schoolchild(?:ren)?|schoolboy"
        r"|schoolgirl|young (?:boy|girl)|little (?:boy|girl))\b"
        r"|\b(?:boys?|girls?)\b|미성년|갓난|(?<![가-힣])[영유]아(?=[가는를와의\s,.]|$)|젖먹이|초등학생|중학생|고등학생|소년(?!단|원)|소녀|청소년|10대",
    ),
    (
        "a military unit",
        r"\b\d+(?:st|nd|rd|th)\s(?:[A-Z][a-z]+\s)?(?:Division|Corps|Regiment|Battalion|Brigade|Company|Platoon|Fleet"
        r"|Squadron|Army)\b|\b(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Twenty-\w+)"
        r"\s(?:[A-Z][a-z]+\s)?(?:Division|Corps|Regiment|Battalion|Brigade|Fleet)\b|\b[Uu]nit\s(?:No\.\s?)?\d{2,}\b"
        r"|\d+\s?(?:보병|기계화|기갑|해병)?\s?(?:사단|군단|연대(?!기)|대대|여단|함대|비행단|전대|해안대)|제?\d{3,}\s?(?:군)?부대",
    ),
    (
        "a detail of the border's defences",
        r"\b(?:drains?|drainage|culverts?|sensors?|cameras?|CCTV|fences?|barbed wire|guard posts?|outposts?"
        r"|watchtowers?"
        r"|observation posts?|thermal imag\w+|(?:hole|gap|opening)s? (?:in|under) the|patrol (?:route|schedule|gap)s?"
        r"|landmine map)\b|(?<![A-Za-z])(?:GP|GOP|TOD|CCTV)(?![A-Za-z])"
        r"|배수로|배수관|배수문|철책|철조망|감시\s?(?:카메라|장비)|초소|소초|센서|열상\s?(?:감시|장비)|경계\s?(?:공백|취약)|통문",
    ),
    (
        "a birthplace, school or workplace",
        r"\b(?:born in|natives? of|hails? from|home ?town|birthplace|graduates? (?:of|from)|graduated|alumn\w+"
        r"|studied at|(?:high|middle|elementary|primary) school|(?-i:(?:[A-Z]\w+\s){1,5}(?:University|College))"
        r"|workplace|(?:works?|worked|employed|working|job) at|co-?workers?|colleagues)\b"
        r"|출신\s?(?:고교|학교|대학)|에서 태어|태생|고향|졸업|대학교|고등학교|중학교|초등학교|직장(?!인)|재직",
    ),
    (
        "a photo",
        rf"\b(?:photo(?:graph)?s?|pictures?|portraits?|images?|footage|video)\s(?:of|shows?|showing)\s(?:him|her"
        rf"|them|(?:an?|the)\s{_PERSON})\b"
        r"|\b(?:his|her|their) (?:faces?|photo\w*|pictures?)\b"
        r"|(?:얼굴|본인|그의|그녀의)\s?사진|얼굴이 공개|신원이 드러",
    ),
    (
        "a relative",
        rf"\b(?:his|her|their|(?:{_PERSON}|defector)['’]s)\s(?:\w+\s)?{_KIN}(?!\s(?:group|unit)s?\b)\b"
        rf"|\b{_KIN}\s(?:members\s)?(?:left behind|still in the North|in North Korea|remain\w*)\b|\b(?:left"
        rf"|leaving) behind\b"
        rf"|(?<![가-힣]){_KO_KIN}(?=[가은는이를을와과의도에,.\s]|$)|(?:남은|남겨진|두고 온|북에 있는)\s?가족",
    ),
    (
        "a helper or payment",
        r"\b(?:brokers?|smugglers?|paid|bribe[ds]?|bribery|ransom|safe ?house|pastors?|missionar(?:y|ies)|helpers?"
        r"|guided by|accomplices?|remittances?|wired money|(?:mobile|cell|smart)\s?phones?|phone calls?|phoned"
        r"|SIM cards?"
        r"|underground railroad)\b"
        r"|브로커|은신처|안전\s?가옥|조력자|밀수(?:꾼|업자)|선교사|뇌물|송금|비용을 지불|돈을 (?:주|건네|지불|받)"
        r"|휴대\s?(?:전화|폰)|전화\s?통화",
    ),
    (
        "an allegation of crime",
        r"\b(?:murder\w*|rap(?:e[ds]?|ists?)|sexual(?:ly)? (?:assault|abuse|violence|harass)\w*|sex crimes?|molest\w+"
        r"|embezzl\w+|theft|thief|stole|robber\w*|fraud|drug (?:use|dealing|crime)\w*|criminal (?:record|past)"
        r"|(?:accused|convicted|suspected|allegations?|charged) (?:of|with)|wanted for|traffick(?:ed|er|ers|ing)"
        r"|prostitut\w+)\b"
        r"|살인|성폭행|성폭력|성추행|강간|횡령|절도|마약|사기(?=[\s를로죄혐])|전과|지명수배|혐의|인신매매|성매매",
    ),
    (
        "a finding of health",
        r"\b(?:parasit\w+|hepatitis|tuberculosis|pregnan\w+|HIV|cancer|depress(?:ed|ion)|mental(?:ly)? ill\w*"
        r"|diagnos\w+"
        r"|surger(?:y|ies)|operated on|blood type|intestin\w+|suicid\w+|malnourish\w+|disabilit(?:y|ies))\b"
        r"|기생충|결핵|간염|임신|우울증|정신\s?질환|수술|진단|총상|투병|영양실조|자살|장애인",
    ),
    (
        "a point on the map",
        r"\b\d{1,3}\.\d{3,}\s?°?\s?[NS]?\s?,\s?\d{1,3}\.\d{3,}\b|\b\d{1,3}°\s?\d{1,2}[′']|\bcoordinates\b"
        r"|\b5[12]S\s?[A-Z]{2}\s?\d{4,10}\b|(?:북위|동경)\s?\d{1,3}도|좌표",
    ),
    ("a phone number", r"\b0\d{1,2}[-. ]\d{3,4}[-. ]\d{4}\b|\+\d{2}[- ]?\d{1,2}[- ]?\d{3,4}[- ]?\d{4}\b"),
)  # fmt: skip

IN_USE: tuple[tuple[str, str], ...] = (
    (
        "a transit country",
        r"\b(?:Laos|Laotian|Vientiane|Thailand|Bangkok|Vietnam|Hanoi|Ho Chi Minh City|Mongolian?|Ulaanbaatar"
        r"|Myanmar|Burma"
        r"|Cambodian?|Phnom Penh)\b|라오스|태국|방콕|베트남|하노이|호찌민|몽골|울란바토르|미얀마|캄보디아|프놈펜",
    ),
    (
        "a crossing point",
        r"\b(?:Hyesan|Musan|Hoeryong|Sinuiju|Namyang|Onsong|Dandong|Tumen City|Changbai|Helong|Longjing|Yanji"
        r"|Kunming|Mekong"
        r"|Chiang (?:Rai|Khong|Saen)|Nongkhai|Erenhot|Zamyn|crossing points? (?:at|in|near|was|is at)"
        r"|river crossing)\b"
        r"|혜산|무산|회령|신의주|온성|단둥|창바이|장백현|쿤밍|메콩|치앙라이|도강\s?(?:지점|장소)",
    ),
    (
        "a time of detection",
        r"\b(?:[01]?\d|2[0-3]):[0-5]\d\b|\b\d{1,2}\s?[ap]\.?m\b|\b(?:[01]\d|2[0-3])[0-5]\d\s?(?:hours|hrs|KST)\b"
        r"|(?:오전|오후|새벽|밤|저녁|아침)\s?\d{1,2}시(?:\s?\d{1,2}분)?|\d{1,2}시\s?\d{1,2}분",
    ),
    (
        "custody in a third country",
        rf"\b(?:detained|held|jailed|imprisoned|in custody|arrested)\s(?:\w+\s){{0,3}}{_ABROAD}\b"
        rf"|\b{_ABROAD}\s(?:jail|prison|detention|custody)\b"
        r"|(?:중국|러시아|라오스|태국|베트남|몽골|미얀마)(?:에|에서)?\s?(?:공안에\s?)?(?:구금|억류|수감|체포)",
    ),
)  # fmt: skip
"""What may be told once an event is older than the years for which its route is kept secret."""
