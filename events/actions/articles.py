"""Articles at the desk: they come in, become a source, and close when nothing in them waits for a decision."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from .. import partial_dates
from ..derive import lock
from ..errors import DuplicateArticle, InvalidValue, NotAllowedNow
from ..intake.addresses import canonical, check_url
from ..intake.copies import duplicate_of
from ..intake.decoding import PASTE
from ..intake.extract import LARGEST_FILE, kind_of, sha256
from ..intake.reading import READ_ARTICLE, READING, suggest_anew, take_text
from ..models import Article, OutboxRow, Publisher, Source
from ..vocabulary import ArticleState, IntakeWay, SuggestionKind, SuggestionState
from .history import check_columns, require
from .records import record

TYPED = ("url", "canonical_url", "title", "language", "file_name", "content_type")
"""Columns whose length or form an editor may get wrong; the others are computed, or checked on the way."""


@transaction.atomic
def add_article(
    *,
    way: str,
    url: str = "",
    text: str = "",
    file_name: str = "",
    raw: bytes | None = None,
    content_type: str = "",
    title: str = "",
    published: str = "",
    publisher: Publisher | None = None,
    language: str = "",
    double_coded: bool = False,
    by: User,
) -> Article:
    """Take a document into the inbox. A pasted text is ready at once; a file or an address waits for the worker.

    Raises: InvalidValue, ForbiddenAddress, Unreadable, DuplicateArticle, NotPermitted; each names its field.
    """
    require(by, "add_article")
    if way not in IntakeWay.codes():
        raise InvalidValue("Unknown way.", field="way", remedy="Choose pasted, fetched or uploaded.")
    article = Article(way=way, url=url.strip(), title=title.strip(), language=language.strip(), publisher=publisher)
    article.double_coded, article.added_by, article.file_name = double_coded, by, file_name[:200]
    article.published = partial_dates.read(published, field="published").text if published.strip() else ""
    if article.url or way == IntakeWay.FETCHED:
        check_url(article.url)
        article.canonical_url = canonical(article.url)
    _TAKE[IntakeWay(way)](article, text, raw, content_type)
    lock(READING)  # or two editors could bring in one document at once
    _refuse_duplicate(article)
    failed = Article.objects.filter(state=ArticleState.FAILED, canonical_url=article.canonical_url).exclude(
        canonical_url=""
    )
    if taken_over := failed.select_for_update().first():  # what could not be read then is here now
        article.pk, article.added_at, article._state.adding = taken_over.pk, taken_over.added_at, False
    check_columns(article, computed=[f.name for f in Article._meta.concrete_fields if f.name not in TYPED])
    article.save()
    _send(article)
    return article


def _take_paste(article: Article, text: str, _: bytes | None, __: str) -> None:
    article.state, article.content_type = ArticleState.READY, "text"
    article.retrieved_at = timezone.now()
    take_text(article, text)


def _take_file(article: Article, _: str, raw: bytes | None, content_type: str) -> None:
    if not raw:
        raise InvalidValue("The file is empty.", field="file", remedy="Choose another file, or paste the text.")
    if len(raw) > LARGEST_FILE:
        raise InvalidValue("The file is larger than 10 MB.", field="file", remedy=PASTE)
    kind_of(raw)
    article.state, article.content_type = ArticleState.WAITING, content_type[:100]
    article.raw, article.raw_sha256, article.retrieved_at = raw, sha256(raw), timezone.now()


def _take_address(article: Article, _: str, __: bytes | None, ___: str) -> None:
    article.state = ArticleState.WAITING


_TAKE = {IntakeWay.PASTED: _take_paste, IntakeWay.UPLOADED: _take_file, IntakeWay.FETCHED: _take_address}


def _refuse_duplicate(article: Article) -> None:
    held = duplicate_of(article)
    if held is not None:
        by_address = article.canonical_url and canonical(held.url) == article.canonical_url
        field = "url" if by_address else ("text" if article.text else "file")
        raise DuplicateArticle(field=field, remedy=f"→ {held.public_id}")


def _send(article: Article) -> None:
    """Let a waiting article be read by the worker; mark the text of a ready one here and now."""
    if article.state == ArticleState.WAITING:
        OutboxRow.objects.create(task=READ_ARTICLE, payload={"article": article.pk})
    else:
        suggest_anew(article)


@transaction.atomic
def retry_article(article: Article, *, by: User) -> Article:
    """Let the worker try again to fetch or read an article that failed."""
    require(by, "change_article")
    article = _locked(article)
    if article.state != ArticleState.FAILED:
        raise NotAllowedNow("This article did not fail.", field="state", remedy="Open it to see where it stands.")
    article.state, article.failure = ArticleState.WAITING, ""
    article.save(update_fields=["state", "failure"])
    _send(article)
    return article


@transaction.atomic
def make_source(
    article: Article,
    *,
    publisher: Publisher,
    title: str = "",
    title_withheld: bool = False,
    url_withheld: bool = False,
    published: str = "",
    kind: str = "article",
    language: str = "",
    derives_from: Source | None = None,
    derives_how: str = "",
    machine_written: str = "none",
    by: User,
    reason: str = "",
) -> Source:
    """Make the source of an article that was read; bytes and text move to it. Offsets into the text stay right.

    Raises: NotAllowedNow, InvalidValue, InvalidDate, DerivationCycle, NotPermitted.
    """
    require(by, "change_article")
    article = _locked(article)
    _need_unsourced(article)
    if not title.strip() and not title_withheld:
        remedy = "Give the headline as shown, or tick to withhold it."
        raise InvalidValue("A source has a title or withholds it.", field="title", remedy=remedy)
    source = Source(
        publisher=publisher,
        title=title.strip(),
        title_withheld=title_withheld,
        byline=article.byline,
        url=article.url,
        url_withheld=url_withheld,
        language=language.strip() or article.language or "en",
        published=published.strip(),
        kind=kind,
        machine_written=machine_written,
        derives_from=derives_from,
        derives_how=derives_how,
        retrieved_at=article.retrieved_at,
        retrieved_by=article.added_by,
        text=article.text,
        snapshot=article.raw,
        raw_sha256=article.raw_sha256,
    )
    record(source, seen=None, by=by, reason=reason)
    _hand_over(article, source)
    return source


def _hand_over(article: Article, source: Source) -> None:
    """Leave text and bytes with the source alone; a new date of publication makes “last Sunday” another day."""
    dated_anew = article.published != source.published
    article.source, article.raw, article.text = source, None, ""
    article.title, article.published, article.publisher = source.title, source.published, source.publisher
    article.save()
    if dated_anew:
        suggest_anew(article)


@transaction.atomic
def close_article(article: Article, *, by: User) -> Article:
    """Put an article away in which every value and figure was decided; attributions and numbers not ours go with it."""
    require(by, "change_article")
    article = _locked(article)
    _need_open(article)
    waiting = article.suggestions.filter(state=SuggestionState.OPEN)
    weighty = waiting.filter(kind__in=[SuggestionKind.VALUE, SuggestionKind.FIGURE]).count()
    if weighty:
        remedy = "Use each, say that it belongs to another event, or set it aside."
        detail = ngettext("%d suggestion is still open.", "%d suggestions are still open.", weighty) % weighty
        raise NotAllowedNow(detail, field="suggestions", remedy=remedy)
    return _close(article, by, "")


@transaction.atomic
def set_aside(article: Article, *, by: User, reason: str) -> Article:
    """Close an article that holds nothing for this record, as a copy: every open suggestion is out of scope."""
    require(by, "change_article")
    article = _locked(article)
    _need_open(article)
    if not reason.strip():
        raise InvalidValue("A reason is needed.", field="reason", remedy="Say why nothing in it is coded.")
    return _close(article, by, reason.strip())


def _close(article: Article, by: User, reason: str) -> Article:
    now: Any = timezone.now()
    article.suggestions.filter(state=SuggestionState.OPEN).update(
        state=SuggestionState.OUT_OF_SCOPE, reason=reason[:200], decided_by=by, decided_at=now
    )
    article.state, article.closed_by, article.closed_at = ArticleState.CLOSED, by, now
    article.failure = ""
    article.save(update_fields=["state", "closed_by", "closed_at", "failure"])
    return article


def _need_unsourced(article: Article) -> None:
    if article.source is not None:
        raise NotAllowedNow("This article has its source.", field="state", remedy="Open the source to change it.")
    if article.state != ArticleState.READY:
        raise NotAllowedNow("This article was not read yet.", field="state", remedy="Wait, or paste the text.")


def _need_open(article: Article) -> None:
    if article.state == ArticleState.CLOSED:
        raise NotAllowedNow("This article is closed.", field="state", remedy="Bring it in anew if it has to be read.")


def _locked(article: Article) -> Article:
    return Article.objects.select_for_update(of=("self",)).select_related("source").get(pk=article.pk)
