"""Whether the addresses of sources still answer. Only addresses that readers see, or that were fetched before, are
asked: a request tells a publisher that somebody is interested.
"""

import time
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit

from django.db.models import F, Q
from django.utils import timezone

from ..errors import TrackerError
from ..models import LinkCheck, PublicSource, Source
from ..vocabulary import IntakeWay
from .fetch import Answer, ask
from .reading import only_one

CHECKING = 7_020
MOST = 300
MOST_OF_A_HOST = 20
PAUSE = 3.0
LONGEST_RUN = 600.0

Asker = Callable[[str, str], Answer]


def check_links(
    limit: int = MOST, *, get: Asker = ask, pause: float = PAUSE, longest: float = LONGEST_RUN
) -> dict[str, int]:
    """Ask the addresses that were not asked for longest and keep what they answered.

    Shape: {"checked": n, "dead": n}. Costs: 10 minutes at most; no host is asked twice within 3 seconds, nor more than
           20 times in a run.
    """
    count = {"checked": 0, "dead": 0}
    with only_one(CHECKING) as mine:
        asked_at: dict[str, float] = defaultdict(lambda: float("-inf"))
        end = time.monotonic() + longest
        for source in due(limit) if mine else []:
            host = urlsplit(source.url).hostname or ""
            wait = asked_at[host] + pause - time.monotonic()
            if time.monotonic() + max(wait, 0) > end:
                break
            time.sleep(max(wait, 0))
            check = check_link(source, get)
            asked_at[host] = time.monotonic()
            count["checked"] += 1
            count["dead"] += not check.alive
    return count


def due(limit: int) -> list[Source]:
    """Return the sources to ask, the longest unasked first, hosts in turn."""
    public = Q(pk__in=PublicSource.objects.values("pk"))
    known = public | Q(article__way=IntakeWay.FETCHED)
    candidates = Source.objects.filter(known, url_withheld=False).exclude(url="").select_related("link")
    oldest_first = F("link__checked_at").asc(nulls_first=True)
    of_host: dict[str, int] = defaultdict(int)
    turns = []
    for place, source in enumerate(candidates.defer("text", "snapshot").order_by(oldest_first, "pk")):
        host = urlsplit(source.url).hostname or ""
        of_host[host] += 1
        if of_host[host] <= MOST_OF_A_HOST:
            turns.append((of_host[host], place, source))
    chosen = sorted(sorted(turns, key=lambda turn: turn[1])[:limit], key=lambda turn: turn[:2])
    return [source for _, _, source in chosen]


def check_link(source: Source, get: Asker = ask) -> LinkCheck:
    """Ask one address, gently first, and keep the answer."""
    status, note = None, ""
    try:
        status = get("HEAD", source.url).status
        if status >= 400:  # many sites answer HEAD wrongly
            status = get("GET", source.url).status
    except TrackerError as error:
        note = error.detail
    alive = status is not None and (status < 400 or status in (401, 402, 403, 429, 451))
    if status is not None and status >= 400:
        note = "The site does not let programs read this page." if alive else "The page is not there."
        note = note if status < 500 else "The site answered with an error."
    before = getattr(source, "link", None)
    check, _ = LinkCheck.objects.update_or_create(
        source=source,
        defaults={
            "url": source.url,
            "checked_at": timezone.now(),
            "alive": alive,
            "status": status,
            "failures": 0 if alive else (before.failures if before and before.url == source.url else 0) + 1,
            "note": note[:200],
        },
    )
    return check
