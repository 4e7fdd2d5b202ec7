"""Reading aids: what the words of a text may carry, found by rules. Nothing is coded by them; an editor decides.

The same text always gives the same suggestions: no model, no network, no database. Tables of words, one module a kind.
Source: docs/adr/0018-reading-aids.md
"""

from collections.abc import Sequence

from ...vocabulary import SuggestionKind
from ..found import Found, PlaceName, Reading
from . import actors, codes, direction, figures, not_ours, occurred, persons
from . import places as gazetteer
from .article import LONGEST, Article, SeriesName
from .choose import choose
from .clock import Clock

__all__ = ["LONGEST", "SeriesName", "read"]

VALUES = (occurred, direction, actors, codes, gazetteer, persons)


def read(
    text: str,
    *,
    published: str = "",
    language: str = "",  # noqa: ARG001 each sentence is read in its own script
    title: str = "",
    places: Sequence[PlaceName] = (),
    series: Sequence[SeriesName] = (),
) -> Reading:
    """Return the passages of a text that are not read, and what its other words may carry.

    `published` is the day of publication (EDTF, Korean time), from which relative words count; without it they give no
    date. Each sentence is read in its own language, so `language` decides nothing.
    Costs: linear in the text, of which `LONGEST` characters are read.
    """
    article = Article.of(text, title, Clock.of(published), places, series)
    found: list[Found] = list(figures.find(article))  # first: it marks sentences that count many events
    for kind in VALUES:
        found.extend(kind.find(article))
    found.extend(not_ours.find(article, found))
    for sentence in article.sentences:
        for voice in sentence.voices:
            found.append(sentence.found(SuggestionKind.ATTRIBUTION, (voice.start, voice.end), f"voice:{voice.issuer}"))
    return Reading(article.passages, choose(article, found))
