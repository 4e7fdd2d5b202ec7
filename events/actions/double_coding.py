"""Two people code an article apart: drafts that nobody else sees, handing in, and settling what differs."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from .. import agreement, codebook
from ..derive import Json, find_place
from ..errors import FourEyes, InvalidValue, NotAllowedNow, StaleVersion, TrackerError
from ..models import CODERS, Adjudication, Article, Coding, Source
from ..vocabulary import ArticleState, Issuer, Standing
from .claims import ClaimInput, find_quote
from .coding import code_event
from .history import require


class Take(StrEnum):
    """Whose value an adjudicator takes for a field."""

    FIRST = "first"
    SECOND = "second"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True)
class Choice:
    """The decision on one field. `value` and `quote` are read for another value only; `issuer` is who says it there."""

    take: str
    value: Any = None
    quote: str = ""
    issuer: str = Issuer.OUTLET.value


@transaction.atomic
def save_coding(article: Article, *, values: Mapping[str, Json], seen: dt.datetime | None = None, by: User) -> Coding:
    """Keep what one of two coders says of an article so far: {field: {value, quote}}, as their whole coding.

    `seen` is when the coding that the form showed was saved; None before the first time.
    Raises: InvalidValue, QuoteNotInText (naming field or field.quote), StaleVersion, NotAllowedNow, NotPermitted.
    """
    require(by, "change_event")
    article = _locked(article)
    _expect_codable(article)
    coding = Coding.objects.filter(article=article, coder=by).first() or Coding(article=article, coder=by)
    if coding.pk is None and Coding.objects.filter(article=article).count() >= CODERS:
        raise NotAllowedNow(
            "Two people code this article already.", field="coder", remedy="Choose another article to code."
        )
    _expect_open(coding)
    if seen != coding.saved_at:
        raise StaleVersion(
            "You saved this coding in another window while this one was open.",
            field="seen",
            remedy="Compare with what is stored now and save again.",
        )
    coding.values = {key: check_entry(article, key, entry) for key, entry in values.items()}
    coding.save()
    return coding


@transaction.atomic
def hand_in(article: Article, *, by: User) -> Coding:
    """End one's coding of an article. It can't be changed any more, and is shown when the other is handed in too."""
    require(by, "change_event")
    article = _locked(article)
    coding = Coding.objects.filter(article=article, coder=by).first()
    if coding is None or not coding.values:
        raise NotAllowedNow("There is no value in this coding yet.", field="values", remedy="Code a field first.")
    _expect_open(coding)
    coding.handed_in_at = timezone.now()
    coding.save(update_fields=["handed_in_at"])
    return coding


@transaction.atomic
def adjudicate(
    article: Article, *, choices: Mapping[str, Choice], texts: dict[str, str], by: User, reason: str = ""
) -> Adjudication:
    """Settle two codings and return the adjudication, with the draft of an event made from the chosen values.

    Every field that somebody coded needs a choice. The adjudicator is a reviewer who coded neither.
    Raises: FourEyes, NotAllowedNow, InvalidValue, QuoteNotInText, NotPermitted.
    """
    require(by, "review")
    article = _locked(article)
    first, second = _both(article, by)
    source = _source_of(article)
    found = agreement.compare(first, second)
    if surplus := choices.keys() - found.keys():
        raise InvalidValue("Nobody coded this field.", field=min(surplus), remedy="Add it to the event afterwards.")
    chosen = {key: _chosen(article, key, choices.get(key), first, second) for key in found}
    claims = [_claim(key, entry, choices[key], source) for key, entry in chosen.items() if entry]
    event = code_event(None, texts=texts, claims=claims, seen=None, by=by, reason=reason)
    settled = {
        key: {
            "first": agreement.value_of(first, key),
            "second": agreement.value_of(second, key),
            "agreed": agreed.likeness.value,
            "chosen": entry and entry["value"],
        }
        for (key, agreed), entry in zip(found.items(), chosen.values(), strict=True)
    }
    return Adjudication.objects.create(article=article, event=event, fields=settled, by=by)


def check_entry(article: Article, key: str, entry: Json) -> Json:
    """Return {value, quote} of a field as it is kept. Raises: InvalidValue, QuoteNotInText (naming field.quote)."""
    value = codebook.check(key, entry["value"])
    if codebook.find(key).kind == codebook.PLACE:
        find_place(value["place"])
    quote = entry.get("quote", "").strip()
    try:
        find_quote(quote, article.words)
    except TrackerError as error:
        error.field = f"{key}.quote"
        raise
    return {"value": value, "quote": quote}


def _locked(article: Article) -> Article:
    locked = Article.objects.select_for_update(no_key=True, of=("self",)).select_related("source")
    return locked.defer("raw", "source__snapshot").get(pk=article.pk)


def _expect_codable(article: Article) -> None:
    if not article.double_coded:
        raise NotAllowedNow(
            "This article is not coded by two people.",
            field="double_coded",
            remedy="Switch on double coding at the article first.",
        )
    if article.state != ArticleState.READY or not article.words:
        raise NotAllowedNow(
            "This article can't be coded: it has no text, or it is closed.",
            field="state",
            remedy="See at the article what is the matter.",
        )


def _expect_open(coding: Coding) -> None:
    if coding.handed_in_at is not None:
        raise NotAllowedNow(
            "This coding was handed in and can't be changed any more.",
            field="handed_in_at",
            remedy="What differs is settled when the other coder has handed in too.",
        )


def _both(article: Article, by: User) -> list[Coding]:
    """Return the two codings of an article that may be settled now, the earlier first."""
    if Coding.objects.filter(article=article, coder=by).exists():
        raise FourEyes("Whoever coded an article can't settle it.", field="by", remedy="Ask another reviewer.")
    codings = list(Coding.objects.complete().filter(article=article).order_by("pk"))
    if not codings:
        raise NotAllowedNow(
            "There are no two codings to settle yet.", field="article", remedy="Wait until both coders have handed in."
        )
    if Adjudication.objects.filter(article=article).exists():
        remedy = "Change the event that came of it."
        raise NotAllowedNow("These codings are settled already.", field="article", remedy=remedy)
    return codings


def _source_of(article: Article) -> Source:
    if article.source is None:
        raise NotAllowedNow(
            "This article has no source yet, on which claims could rest.",
            field="source",
            remedy="Make its source at the article first.",
        )
    return article.source


def _chosen(article: Article, key: str, choice: Choice | None, first: Coding, second: Coding) -> Json | None:
    """Return {value, quote} that an adjudicator decides on; None for no claim at all."""
    if choice is None or choice.take not in list(Take):
        raise InvalidValue(
            "Nothing is decided on this field.", field=key, remedy="Choose one of the values, another one, or none."
        )
    if choice.take == Take.NONE:
        return None
    given = {"value": choice.value, "quote": choice.quote}
    entry = {Take.FIRST: first.values.get(key), Take.SECOND: second.values.get(key)}.get(Take(choice.take), given)
    if entry is None:
        raise InvalidValue(
            "This coder gave no value.", field=key, remedy="Choose the other value, another one, or none."
        )
    return check_entry(article, key, entry)


def _claim(key: str, entry: Json, choice: Choice, source: Source) -> ClaimInput:
    issuer = codebook.code_of(Issuer, choice.issuer, f"{key}.issuer")
    accepted = Standing.ACCEPTED.value
    return ClaimInput(
        key, entry["value"], source, issuer, stated=source.published, quote=entry["quote"], standing=accepted
    )
