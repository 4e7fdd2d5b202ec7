"""One text as its readers see it: what may be read of it, in sentences, and when it was published."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..found import Passage, PlaceName
from . import attribution, dates, passages
from .clock import Clock
from .dates import Said
from .sentences import Sentence, split

LONGEST = 60_000
"""Characters that are read: some ten long articles. What a paste holds beyond is not an article."""

ABROAD = re.compile(
    r"\b(?:diplomats?|ambassador|counsell?or|embassy|posted\s(?:in|at|to)|stationed\s(?:in|at)|restaurant\sworkers?|overseas\s(?:worker|restaurant|post)|studying\sabroad|trade\s(?:mission|representative))\b"
    r"|외교관|대사관|참사|대사대리|해외\s?(?:식당|파견|주재)|주재\s?북한|파견\s?노동자",
    re.IGNORECASE,
)
LINE = re.compile(
    r"\b(?:DMZ|MDL|NLL|Demilitari[sz]ed|Demarcation|Northern\sLimit|inter-Korean\sborder|Panmunj[eo]+m|Han\sRiver|estuary|Imjin|front(?:line)?)\b"
    r"|군사분계선|비무장지대|북방한계선|한강\s?하구|판문점|임진강|전선",
    re.IGNORECASE,
)

KOREA = re.compile(
    r"\b(?:Korean?s?|Pyongyang|Seoul|DPRK|DMZ|Panmunj\w+)\b|북한|남한|한국|북한이탈주민|탈북|월북|귀순|재입북|군사분계선|합참|통일부",
    re.IGNORECASE,
)
SINCE = re.compile(r"\bsince\s(?:the\s)?$", re.IGNORECASE)


@dataclass(frozen=True)
class SeriesName:
    """A series of reported figures as the reader knows it: its slug and its scope."""

    slug: str
    concept: str
    measure: str
    unit: str
    subgroup: str = "all"
    route_scope: str = "all"
    authority: str = ""
    population: str = ""
    since: str = ""


@dataclass
class Article:
    """A text, its passages, and its sentences outside of them."""

    text: str
    title: str
    clock: Clock
    places: Sequence[PlaceName] = ()
    series: Sequence[SeriesName] = ()
    passages: list[Passage] = field(default_factory=list)
    masked: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    asked: dict[re.Pattern[str], bool] = field(default_factory=dict)

    @classmethod
    def of(
        cls, text: str, title: str, clock: Clock, places: Sequence[PlaceName], series: Sequence[SeriesName]
    ) -> "Article":
        """Return an article whose sentences know who is heard in them. Costs: linear in the text, which is cut."""
        text = text[:LONGEST]
        found = list(passages.find(text))
        masked = passages.mask(text, found)
        sentences = list(split(masked, title.strip()))
        named = None
        for sentence in sentences:
            for voice in attribution.hear(sentence.text):
                is_bare = attribution.BARE.match(sentence.text, voice.start)
                sentence.voices.append(replace(voice, issuer=named) if is_bare and named else voice)
                named = voice.issuer if voice.issuer in attribution.OFFICIAL and not is_bare else named
        return cls(text, title, clock, places, series, found, masked, sentences)

    @cached_property
    def dates(self) -> dict[int, list[Said]]:
        """Dates by the start of their sentence; words such as “이날” follow the last date before them."""
        found, before = {}, ""
        for sentence in self.sentences:
            found[sentence.start] = dates.find(sentence.text, self.clock, before)
            before = next((said.edtf for said in reversed(found[sentence.start]) if said.is_day), before)
        return found

    @cached_property
    def is_of_korea(self) -> bool:
        """Whether the text speaks of the two Koreas at all; “defect” is also said of members of a party."""
        return KOREA.search(self.masked) is not None or KOREA.search(self.title) is not None

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether a pattern stands anywhere in what is read; asked often, searched once."""
        if pattern not in self.asked:
            self.asked[pattern] = pattern.search(self.masked) is not None
        return self.asked[pattern]

    @cached_property
    def telling(self) -> list[Sentence]:
        """Sentences that may tell of one event: not those of aggregate numbers, nor general statements.

        First asked for when the figures were read, which says which sentences count.
        """
        return self.is_of_korea * [sentence for sentence in self.sentences if sentence.tells]

    def is_past(self, sentence: Sentence) -> bool:
        """Tell whether a sentence names a year before that of publication, and none nearer."""
        text = sentence.text
        since = [
            said for said in self.dates[sentence.start] if SINCE.search(text[max(0, said.start - 12) : said.start])
        ]
        since += [said for said in self.dates[sentence.start] if text[said.end :].lstrip().startswith(("이후", "이래"))]
        years = [said.year for said in self.dates[sentence.start] if said.year and said not in since]
        if any(
            said.doubt and said.year and self.clock.year and said.year >= self.clock.year - 1
            for said in self.dates[sentence.start]
        ):
            return False
        return bool(years and self.clock.year and max(years) < self.clock.year)

    @cached_property
    def began_abroad(self) -> bool:
        """Whether sentences of the event speak of embassies, postings and the like."""
        return any(ABROAD.search(sentence.text) for sentence in self.telling if not sentence.background)

    @cached_property
    def line_crossed(self) -> bool:
        return any(LINE.search(sentence.text) for sentence in self.telling if not sentence.background)
