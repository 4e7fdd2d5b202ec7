"""The work on one article: fetch it if it has only an address, read its text, mark what may carry a value or a figure.

Two phases. The first asks the network and the parser and holds no transaction; the second writes, in one. A worker
that dies between them leaves the article waiting, and the relay rings again.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from typing import Any
from urllib.parse import urljoin

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from .. import partial_dates
from ..errors import InvalidDate, TrackerError, Unreadable
from ..models import Article, OutboxRow, Place, Series, Suggestion
from ..vocabulary import ArticleState, MachineWritten, SuggestionState
from .addresses import canonical
from .copies import publisher_of, signature
from .decoding import PASTE, normalise
from .extract import Extract, extract, is_declared_machine_written, language_of, sha256
from .fetch import Answer, fetch
from .found import PlaceName, Reading
from .suggest import SeriesName, read

logger = logging.getLogger(__name__)
READ_ARTICLE = "events.read_article"
READING = 7_019

Fetcher = Callable[[str], Answer]


def work_off(row_id: int, *, get: Fetcher = fetch) -> bool:
    """Read the article of one outbox row unless that is done, or being done; return whether it was read now."""
    with only_one(READING, row_id) as mine:
        row = OutboxRow.objects.open().filter(pk=row_id).first() if mine else None
        if row is None:
            return False
        article = Article.objects.select_related("publisher").get(pk=row.payload["article"])
        if article.state == ArticleState.WAITING:
            _read(article, get)
        with transaction.atomic():
            waiting = Article.objects.select_for_update().filter(pk=article.pk, state=ArticleState.WAITING)
            if waiting.exists():  # else an editor pasted the text meanwhile
                _keep(article)
            row.done_at = timezone.now()
            row.save(update_fields=["done_at"])
    return True


@contextmanager
def only_one(name: int, part: int = 0) -> Iterator[bool]:
    """Yield whether this session alone holds a lock of that name; it goes with the session if the worker dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [name, part])
        held: bool = cursor.fetchone()[0]
    try:
        yield held
    finally:
        if held and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [name, part])


def _read(article: Article, get: Fetcher) -> None:
    """Fill in an article from its bytes or its address, or say why it can't be; nothing is written yet."""
    try:
        charset, url = "", article.url
        if article.raw is None:
            answer = get(article.url)
            article.raw, charset, url = answer.body, answer.charset, answer.url
            article.canonical_url = canonical(url)
            article.retrieved_at = timezone.now()
        take_extract(article, extract(bytes(article.raw), charset=charset, url=url), url)
        article.state, article.failure = ArticleState.READY, ""
    except TrackerError as error:
        _fail(article, error)
    except DatabaseError:
        raise  # it will be back
    except Exception as error:  # one strange document must not come back for ever; its words stay out of the log
        logger.error("Article %s could not be read: %s", article.pk, type(error).__name__)
        _fail(article, Unreadable(remedy=PASTE))


def _fail(article: Article, error: TrackerError) -> None:
    """Say what went wrong in a line and what to do in the next; what was fetched is not kept, an upload is."""
    article.state, article.failure = ArticleState.FAILED, f"{error.detail}\n{error.remedy}".strip()
    if article.way == "fetched":
        article.raw, article.retrieved_at = None, None


def take_extract(article: Article, found: Extract, url: str) -> None:
    """Give an article what its document says of itself, where the editor said nothing."""
    article.content_type = found.kind
    article.raw_sha256 = sha256(bytes(article.raw or b""))
    for name in ("title", "byline", "language"):
        longest: Any = Article._meta.get_field(name)
        setattr(article, name, getattr(article, name) or getattr(found, name)[: longest.max_length])
    with suppress(InvalidDate):  # a page that says it is of the year 1066 says nothing
        article.published = article.published or (found.published and partial_dates.read(found.published).text)
    if url and found.canonical and _same_site(url, found.canonical):
        article.canonical_url = canonical(urljoin(url, found.canonical)) or article.canonical_url
    take_text(article, found.text)


def _same_site(url: str, other: str) -> bool:
    """Tell whether a page's own word about its address can be believed: it must be longer than a front page's."""
    ours, theirs = canonical(url), canonical(urljoin(url, other))
    return ours.split("/")[2:3] == theirs.split("/")[2:3] and theirs.count("/") > 2


def take_text(article: Article, text: str) -> None:
    """Give an article its text, and what follows from the text alone. Raises: Unreadable."""
    article.text = normalise(text)
    article.text_sha256 = sha256(article.text.encode())
    article.signature = signature(article.text)
    article.language = article.language or language_of(article.text)
    if is_declared_machine_written(article.text):
        article.machine_written = MachineWritten.DECLARED
    if article.publisher is None and article.url:
        article.publisher = publisher_of(article.url)


def _keep(article: Article) -> None:
    """Write what was read, and the suggestions."""
    article.save()
    if article.state == ArticleState.READY:
        suggest_anew(article)


def suggest_anew(article: Article) -> None:
    """Mark an article's text again. Suggestions that somebody decided about stay; open ones are made anew."""
    try:
        reading = _suggest(article)
    except Exception as error:  # a fault of the aids must cost nobody the article; its words stay out of the log
        logger.error("Article %s got no suggestions: %s", article.pk, type(error).__name__)
        reading = Reading()
    Article.objects.filter(pk=article.pk).update(passages=[[p.start, p.end, p.kind] for p in reading.passages])
    article.suggestions.filter(state=SuggestionState.OPEN).delete()
    decided = {(s.kind, s.field, s.start, s.end) for s in article.suggestions.all()}
    Suggestion.objects.bulk_create(
        Suggestion(article=article, **vars(found))
        for found in reading.found
        if (found.kind, found.field, found.start, found.end) not in decided
    )


def _suggest(article: Article) -> Reading:
    """Return what the reading aids find in an article."""
    places = [
        PlaceName(place.slug, place.kind, (place.name_en, place.name_ko, *place.aliases))
        for place in Place.objects.order_by("slug")
    ]
    series = [
        SeriesName(**{field.name: getattr(row, field.name) for field in fields(SeriesName)})
        for row in Series.objects.order_by("slug")
    ]
    return read(
        article.words,
        published=article.published,
        language=article.language,
        title=article.title,
        places=places,
        series=series,
    )
