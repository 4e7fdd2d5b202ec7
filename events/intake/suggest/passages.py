"""Stretches that say nothing of ours: captions, cross-links and boilerplate. Nothing is suggested from inside one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..found import Passage

BOILERPLATE, CAPTION, CROSS_LINK = "boilerplate", "caption", "cross_link"
WINDOW = 400
"""Characters of a line that are looked at, from its start and from its end."""

LINES = (
    (
        BOILERPLATE,
        r"""^\W*(?:©|ⓒ|\(c\)\s|copyright\b) | \ball\srights\sreserved\b | 무단\s?전재 | 재배포\s?금지 | 저작권자
          | ^\W*(?:leave\sa\s(?:reply|comment)|(?:\d{1,5}\s)?comments?|댓글(?:\s?\d+개?)?|advertisements?|광고|share\sthis|공유하기)\W*$
          | \byour\semail\saddress\swill\snot | \brequired\sfields\sare | ^\W*(?:subscribe|sign\sup|follow\sus)\b
          | \b(?:newsletter|our\sstandards:|thomson\sreuters\strust|privacy\spolicy|terms\sof\s(?:use|service))\b
          | \b(?:this|the)\s(?:story|article|post|content)\swas\s(?:\w+\s)?(?:generated|produced|translated|originally\spublished|first\spublished)
          | \bdoes\snot\sprovide\sinvestment\sadvice
          | ^\W*\(?(?:additional\s)?(?:reporting|writing|editing)\sby\b | ^\W*by\s(?:[A-Z][\w.’'-]+\s?){1,4}(?:,\s[\w\s]{1,40})?$
          | ^(?:[A-Z][\w.’'-]+\s){1,4}is\s(?:an?\s|the\s)?(?:[\w-]+\s){0,4}(?:editor|reporter|writer|correspondent|journalist|columnist|author)\b
          | \bhas\sarticles\spublished\b | \b(?:the\s(?:author|writer)\sis|about\sthe\sauthor)\b | ^필자는 | 본지의\s편집 | \breprinted\s(?:with|from)\b | \bthis\sstory\sis\sa\stranslation\b | 보도자료를?\s바탕 | \bcontact\s(?:us|the\swriter|the\seditor|the\sauthor)\b
          | ^\W*(?:click|tap)\shere | [\w.-]{1,40}@[\w-]{1,40}\.[a-z]{2,6} | 제보(?:는|하기|를|\s?:) | 카카오톡 | 구독
          | ^\W*(?:입력|수정|송고|등록|승인|기사입력|업데이트)(?:시간|일시|일)?\s?:?\s?\d{4} | ^\W*[가-힣]{2,4}\s(?:선임|수석|인턴)?\s?기자\W*$""",
    ),
    (
        CAPTION,
        r"""\bvia\s(?:reuters|ap|afp|getty|flickr|kcna|yonhap|epa)\b | \battention\seditors\b | \bgetty\simages\b
          | ^\W*(?:photo\s)?captions?\s?: | ^\W*(?:image|images|photo|photos|picture|pictures|credit|photograph|video|graphic|illustration)\s?(?:via|by|credit|courtesy|:|/)
          | \((?:photo|image|picture|file|ap\sphoto)\b[^)]{0,80}\) | \b(?:file|handout|ap|afp|reuters)\s(?:photo|picture|image)\b
          | \bin\sthis\s(?:\w+\s){0,3}(?:photo|picture|image)\b | \b(?:photo|picture|image)\s(?:released|provided|taken)\b
          | \b(?:is|are)\s(?:seen|pictured|shown)\b.{0,200}\b(?:photo|file|image|picture)\b | \bpictured\s(?:above|below|here)\b
          | ^\W*(?:\[|\()?\s?(?:자료\s?)?사진\s?(?:설명)?\s?(?:=|:|\]|\)|제공|출처) | 사진\s?=\s? | ^\W*▲ | ^\W*△ | 자료\s?사진 | 사진\s?제공
          | (?:연합뉴스|뉴시스|뉴스1|AP|AFP|로이터|합참|국방부|통일부|합동참모본부|조선중앙통신)\s?(?:제공|자료|사진)\W{0,3}$
          | /\s?(?:연합뉴스|뉴시스|뉴스1|AP연합뉴스|로이터|AFP|조선중앙통신|노동신문)\W{0,3}$""",
    ),
    (
        CROSS_LINK,
        r"""^\W*(?:see\salso|read\s(?:more|also|next|:)|also\sread|related(?:\s(?:posts?|articles?|stories|news|coverage|content|links?))?\W*(?:$|:)
          |check\sthis\sout|more\s(?:on|from)\sthis|more\sstories|recommended|most\s(?:read|popular|viewed)|you\smay\salso|don[’']t\smiss
          |trending|watch\s?:|listen\s?:|up\snext|latest\snews|top\sstories)
          | ^\W*(?:관련\s?(?:기사|뉴스|글|링크)|함께\s?(?:볼|보면|읽)|많이\s?본|이\s?시각|추천\s?(?:기사|뉴스)|주요\s?(?:기사|뉴스)|더\s?보기|이\s?기사도|다른\s?기사)
          | ^\s*[▶☞►➤■◆👉]\s?\S | (?:기사|영상)?\s?바로\s?가기\W*$""",
    ),
)
_LINES = tuple((kind, re.compile(pattern, re.VERBOSE | re.IGNORECASE)) for kind, pattern in LINES)

TO_THE_END = re.compile(
    r"^\W*(?:leave\sa\s(?:reply|comment)|(?:\d{1,5}\s)?comments|댓글(?:\s?\d{1,5}개?)?)\W*$", re.IGNORECASE
)
LIST_ITEM = re.compile(r"^\s*[-–—*•·ㆍ▶☞>]\s?\S")
HEADING = re.compile(r"^[^.!?]{1,60}$")
FINISHED = re.compile(r"[.!?:;,…”\"’」』)\]]\s*$|다$|요$")
LEAD = re.compile(
    r"""^\s*(?: [\[(](?:[가-힣A-Za-z·/\s]{1,12})=[^)\]]{1,24}[\])](?:\s?[가-힣·,\s]{2,24}(?:기자|특파원))?\s?=?
      | [A-Z][A-Z]{2,20}(?:[,/]\s?[A-Z][\w\s]{1,16})?(?:,\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}))?\s?(?:\([\w\s/]{2,24}\))?\s?[—–-]\s )""",
    re.VERBOSE,
)
"""The place and day before the first sentence: of the desk that wrote it, not of the event."""


@dataclass(frozen=True)
class Line:
    """A line of the text; `gap` tells whether more than one empty line stands before or after it."""

    start: int
    end: int
    words: str
    gap: bool


def find(text: str) -> Iterator[Passage]:
    """Yield passages in order, neighbours of one kind as one. Costs: linear in the text."""
    held: Passage | None = None
    for one in _of_lines(list(_lines(text))):
        if held and held.kind == one.kind and not text[held.end : one.start].strip():
            held = Passage(held.start, one.end, held.kind)
        else:
            if held:
                yield held
            held = one
    if held:
        yield held


def mask(text: str, passages: list[Passage]) -> str:
    """Return the text, as long as it was, with line ends in place of passages and of the dateline."""
    pieces, at = [], 0
    for passage in passages:
        pieces += [text[at : passage.start], "\n" * (passage.end - passage.start)]
        at = passage.end
    masked = "".join([*pieces, text[at:]])
    return re.sub(
        r"^.{1,160}",
        lambda line: LEAD.sub(lambda lead: "\n" * len(lead.group()), line.group(), count=1),
        masked,
        flags=re.M,
    )


def _lines(text: str) -> Iterator[Line]:
    found = [match.span() for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
    for number, (start, end) in enumerate(found):
        before = text.count("\n", found[number - 1][1], start) if number else 0
        after = text.count("\n", end, found[number + 1][0]) if number + 1 < len(found) else 0
        words = text[start:end]
        yield Line(
            start + len(words) - len(words.lstrip()), start + len(words.rstrip()), words.strip(), max(before, after) > 2
        )


def _of_lines(lines: list[Line]) -> Iterator[Passage]:
    listing = ended = False
    prose = False
    for number, line in enumerate(lines):
        follows = _kind(lines[number + 1].words) if number + 1 < len(lines) else ""
        kind = _kind(line.words)
        if (ended := ended or TO_THE_END.match(line.words) is not None) or (
            not kind and follows == BOILERPLATE and len(line.words) < 40 and prose and not FINISHED.search(line.words)
        ):
            kind = BOILERPLATE
        elif not kind and listing and (LIST_ITEM.match(line.words) or not FINISHED.search(line.words[-WINDOW:])):
            kind = CROSS_LINK
        elif not kind and prose and _is_left_over(line, follows):
            kind = CAPTION if follows != BOILERPLATE else BOILERPLATE
        listing = kind == CROSS_LINK
        prose = prose or (not kind and FINISHED.search(line.words[-WINDOW:]) is not None)
        if kind:
            yield Passage(line.start, line.end, kind)


def _kind(words: str) -> str:
    looked_at = words if len(words) <= 2 * WINDOW else f"{words[:WINDOW]}\n{words[-WINDOW:]}"
    return next((kind for kind, pattern in _LINES if pattern.search(looked_at)), "")


def _is_left_over(line: Line, follows: str) -> bool:
    """Words without a full stop that a picture or an author's box left behind: beside a gap, or before its credit."""
    if len(line.words) > WINDOW or FINISHED.search(line.words):
        return False
    return line.gap or follows == CAPTION or (follows == BOILERPLATE and len(line.words) < 60)
