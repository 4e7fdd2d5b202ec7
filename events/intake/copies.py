"""Whether a document is there already, and whose words it repeats. A proposal: a person says what derives from what."""

import datetime as dt
import heapq
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet

from .. import partial_dates
from ..errors import InvalidDate
from ..models import Article, Publisher, Source
from ..vocabulary import ArticleState
from .addresses import canonical

SKETCH = 128
"""How many of the smallest hashes stand for a text. Two sketches tell the share of common word groups to about 0.05."""

ALIKE = 0.15
"""The share of common word groups from which a text is proposed as a rewrite; others on one event have less."""

SAME = 0.85


@dataclass(frozen=True)
class Copy:
    """A document that is the same as an article, or much like it. `how` is address, bytes, text or words."""

    how: str
    article: Article | None
    source: Source | None
    similarity: float = 1.0
    is_earlier: bool = True

    @property
    def percent(self) -> int:
        return round(self.similarity * 100)

    @property
    def derives_how(self) -> str:
        """How the later of the two would derive from the earlier."""
        return "quotes" if self.similarity >= SAME else "rewrites"


def signature(text: str) -> list[int]:
    """Return the smallest hashes of a text's word groups: four words, or eight syllables of Hangul. Shape: sorted."""
    tokens = re.findall(r"[가-힣一-鿿]|[^\W_가-힣一-鿿]+", text.casefold())
    size = 8 if sum("가" <= token <= "힣" for token in tokens) > 0.5 * len(tokens) else 4
    groups = {" ".join(tokens[at : at + size]) for at in range(max(len(tokens) - size + 1, 1))} if tokens else set()
    hashes = {int.from_bytes(blake2b(g.encode(), digest_size=8).digest(), signed=True) for g in groups}
    return heapq.nsmallest(SKETCH, hashes)


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the estimated share of word groups that two texts have in common, from 0 to 1."""
    both = heapq.nsmallest(SKETCH, {*one, *other})
    common = set(one) & set(other)
    return sum(value in common for value in both) / len(both) if both else 0.0


def find_copies(article: Article) -> list[Copy]:
    """Return documents that are the same as an article or much like it, the likest first. Costs: 4 queries."""
    others = Article.objects.exclude(pk=article.pk).defer("raw", "text").select_related("source__publisher")
    same = [Copy(how, found, found.source) for how, found in _same_articles(article, others)]
    seen = {copy.article.pk for copy in same if copy.article}
    linked = {copy.source.pk for copy in same if copy.source} | ({article.source_id} if article.source_id else set())
    same += [Copy(how, None, found) for how, found in same_sources(article) if found.pk not in linked]
    near = []
    if article.signature:
        for other in others.exclude(pk__in=seen).filter(signature__overlap=article.signature):
            share = similarity(article.signature, other.signature)
            if share >= ALIKE:
                near.append(Copy("words", other, other.source, share, _is_earlier(other, article)))
    return same + sorted(near, key=lambda copy: -copy.similarity)


def _same_articles(article: Article, others: QuerySet[Article]) -> list[tuple[str, Article]]:
    keys = [("address", "canonical_url"), ("bytes", "raw_sha256"), ("text", "text_sha256")]
    wanted = [(how, name) for how, name in keys if getattr(article, name)]
    if not wanted:
        return []
    condition = Q(pk__in=[])
    for _, name in wanted:
        condition |= Q(**{name: getattr(article, name)})
    return [
        (next(how for how, name in wanted if getattr(found, name) == getattr(article, name)), found)
        for found in others.filter(condition)
    ]


def same_sources(article: Article) -> list[tuple[str, Source]]:
    """Return [(how, source)] for sources with the address, bytes or text of an article. Costs: 2 queries."""
    sources = Source.objects.select_related("publisher").defer("text", "snapshot")
    by_hash = Q(pk__in=[])
    for name in ("raw_sha256", "text_sha256"):
        if value := getattr(article, name):
            by_hash |= Q(**{name: value})
    found = {}
    for one in sources.filter(by_hash):
        found[one.pk] = ("text" if one.text_sha256 == article.text_sha256 else "bytes", one)
    for one in _of_site(sources, article.canonical_url):
        if canonical(one.url) == article.canonical_url:
            found[one.pk] = ("address", one)
    return list(found.values())


def _of_site(sources: QuerySet[Source], address: str) -> QuerySet[Source]:
    """Return the sources whose address may be another spelling of one; the host's name narrows it down."""
    host = urlsplit(address).hostname
    return sources.filter(url__icontains=host) if host else sources.none()


def _is_earlier(other: Article, article: Article) -> bool:
    """Tell whether another article stands first: by its date of publication, else by its arrival here."""
    theirs, ours = _day(other), _day(article)
    if theirs and ours and theirs != ours:
        return theirs < ours
    return bool(other.pk < (article.pk or other.pk + 1))


def _day(article: Article) -> dt.date | None:
    published = article.source.published if article.source else article.published
    try:
        return partial_dates.read(published).start if published else None
    except InvalidDate:
        return None


def publisher_of(url: str) -> Publisher | None:
    """Return who published most of what we hold from the site of an address."""
    host = urlsplit(canonical(url)).hostname
    if not host:
        return None
    held = Source.objects.filter(url__icontains=host).values_list("url", "publisher_id")
    votes = Counter(publisher for held_url, publisher in held if urlsplit(canonical(held_url)).hostname == host)
    return Publisher.objects.get(pk=votes.most_common(1)[0][0]) if votes else None


def duplicate_of(article: Article) -> Article | Source | None:
    """Return the article or source that holds this document already, under the same address, bytes or text.

    One that could not be read is none: adding its document once more takes its place.
    """
    held = Article.objects.exclude(pk=article.pk).exclude(state=ArticleState.FAILED).defer("raw", "text")
    for _, found in _same_articles(article, held):
        return found
    return next((source for _, source in same_sources(article)), None)


def mark_copies(articles: Sequence[Article]) -> dict[int, list[Copy]]:
    """Return {article: the articles that are the same or much alike} for a page of the inbox. Costs: 2 queries."""
    rows = {one.pk: one for one in Article.objects.filter(pk__in=[a.pk for a in articles]).only(*KEYS)}
    hashes = {value for one in rows.values() for value in one.signature}
    addresses = {one.canonical_url for one in rows.values() if one.canonical_url}
    others = Article.objects.filter(Q(signature__overlap=list(hashes)) | Q(canonical_url__in=addresses)).only(*KEYS)
    found: dict[int, list[Copy]] = {pk: [] for pk in rows}
    for other in others if hashes or addresses else []:
        for pk, one in rows.items():
            if pk == other.pk:
                continue
            same = bool(one.canonical_url) and one.canonical_url == other.canonical_url
            share = 1.0 if same else similarity(one.signature, other.signature)
            if share >= ALIKE:
                found[pk].append(Copy("address" if same else "words", other, None, share))
    return found


KEYS = ("pk", "canonical_url", "signature", "title")
