"""Sentences in the news that say something with a number: each with its verdict, and the list of them."""

import json
import re
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from ..filters import CheckFilter
from ..models import PublicCheck, PublicVerdict
from ..vocabulary import Bilingual, CheckKind, CheckVerdict, Comparator, Issuer
from . import addresses, chips, notices, sources, words

WAITING = "waiting"
NOT_ASKED = Bilingual("Not asked yet", "아직 판정 전")
MARKS = {
    CheckVerdict.HOLDS.value: "M3 8.6l3.3 3.2L13 4.4",
    CheckVerdict.HOLDS_OTHERWISE.value: "M2.5 6.6q2.75-3.2 5.5-.2t5.5-.2M2.5 11q2.75-3.2 5.5-.2t5.5-.2",
    CheckVerdict.FAILS.value: "M4 4l8 8M12 4l-8 8",
    CheckVerdict.UNTESTABLE.value: "M5.4 6.2a2.6 2.6 0 1 1 3.8 2.3Q8 9.1 8 10.3M8 13v.1",
    WAITING: "M3 8h.1M8 8h.1M13 8h.1",
}
"""The shape of each verdict in a square of 16: a tick, two waves, a cross, a question, three points."""

SINCE = {
    CheckKind.HIGHEST: Bilingual("the highest since {}", "{} 이후 최다"),
    CheckKind.LOWEST: Bilingual("the lowest since {}", "{} 이후 최소"),
    CheckKind.FIRST_SINCE: Bilingual("the first of its kind since {}", "{} 이후 처음"),
}
IN_YEARS = {
    CheckKind.HIGHEST: Bilingual("the highest in years", "수년 만의 최다"),
    CheckKind.LOWEST: Bilingual("the lowest in years", "수년 만의 최소"),
}
HEDGED = {
    Comparator.ABOUT: Bilingual("about {}", "약 {}"),
    Comparator.SLIGHTLY_OVER: Bilingual("somewhat over {}", "{} 남짓"),
    Comparator.NEARLY: Bilingual("nearly {}", "{} 가까이"),
    Comparator.OVER: Bilingual("over {}", "{} 초과"),
    Comparator.AT_LEAST: Bilingual("at least {}", "{} 이상"),
    Comparator.UNDER: Bilingual("under {}", "{} 미만"),
    Comparator.AT_MOST: Bilingual("at most {}", "{} 이하"),
    Comparator.UP_TO: Bilingual("up to {}", "최대 {}"),
}
SORTS = {
    "newest": Bilingual("newest first", "최근 순"),
    "oldest": Bilingual("oldest first", "오래된 순"),
    "changed": Bilingual("last changed first", "최근 수정순"),
}
YEARS = re.compile("([0-9]{4})(?:-01-01)?/(?!\\1)([0-9]{4})(?:-12-31)?")
CITED = ("series", "source", "publisher")


def listed() -> QuerySet[Any]:
    """Return the checks with what a row needs: their document and series, and the finding as JSON or nothing."""
    verdict = PublicVerdict.objects.filter(public_id=OuterRef("public_id"))
    rows = PublicCheck.objects.select_related("source", "series")
    return rows.annotate(finding=Subquery(verdict.values("document")), verdict=Subquery(verdict.values("verdict")))


def page(params: Any) -> dict[str, Any]:
    """Return the list for a query string. Costs: 2 queries, 1 more for each of series, source and publisher."""
    question = CheckFilter(params, listed())
    found = question.page()
    others: QuerySet[Any] = question.others
    counts = dict(others.order_by().values_list("verdict").annotate(n=Count("pk")))
    query = question.query(limit=None)
    chosen = question.values.get("verdict", [])
    return {
        "errors": notices.of(question),
        "rows": [row(check) for check in found.rows],
        "tabs": [_tab(question, code, counts) for code in CheckVerdict.codes()],
        "every": {"href": at(question.query(verdict=None)), "count": sum(counts.values()), "chosen": not chosen},
        "waiting": counts.get(None, 0),
        "chips": chips.of(question, lambda **changes: at(question.query(**changes))),
        "kinds": [{"code": kind.value, "label": kind.label} for kind in CheckKind],
        "kind": question.values.get("kind", [""])[0],
        "carried": [(name, ",".join(question.values[name])) for name in ("verdict", *CITED) if name in question.values],
        "sorts": [{"code": code, "label": SORTS[code]} for code in CheckFilter.orders],
        "sort": question.order.name,
        "filtered": bool(question.query(sort=None, limit=None)),
        "sentence": question.describe(addresses.language()),
        "next": at(question.query(cursor=found.next)) if found.next else "",
        "previous": at(question.query(cursor=found.previous)) if found.previous else "",
        "feed": f"{addresses.page('feed_checks', 'atom')}{_asking(question.query(sort=None, limit=None))}",
        **addresses.downloads("checks", query),
    }


def at(query: str) -> str:
    """Return the address of the list with a query string."""
    return addresses.page("checks") + _asking(query)


def row(check: PublicCheck) -> dict[str, Any]:
    """Return one check as it is told everywhere: the words, who printed them and when, and what became of them.

    A title can't say its language, so it has the words only where they are in the reader's; else how they are read.
    """
    document, source = json.loads(check.document), check.source
    assert source is not None
    outcome, printed = verdict(check), sources.name(source)
    tongue, read = json.loads(source.document)["language"], reading(check)
    named = f"“{document['words']}”" if tongue == addresses.language() else read
    other = "" if document["issuer"] == Issuer.OUTLET else str(words.label(Issuer, document["issuer"]))
    return {
        "id": check.public_id,
        "href": addresses.page("check", check.public_id),
        "words": document["words"],
        "lang": tongue,
        "source": printed,
        "issuer": other,
        "speaker": other or printed["publisher"],
        "stated": words.date(document["stated"]),
        "kind": CheckKind(document["kind"]).label,
        "reading": read,
        "verdict": outcome,
        "title": f"{outcome['word']}: {named}",
        "named": named,
    }


def verdict(check: PublicCheck) -> dict[str, Any]:
    """Return what became of a check: code, word, shape and sentence; “waiting” until the worker has asked it."""
    finding = json.loads(getattr(check, "finding", None) or "{}")
    code = finding.get("verdict", WAITING)
    word = CheckVerdict(code).label if finding else NOT_ASKED
    said = finding.get(f"sentence_{addresses.language()}", "")
    return {"code": code, "word": word, "mark": MARKS[code], "sentence": said, "finding": finding}


def reading(check: PublicCheck) -> str:
    """Return how the sentence is read: “Arrivals, first half of 2024: 105”."""
    document = json.loads(check.document)
    kind, about = CheckKind(document["kind"]), ""
    if check.series is not None:
        about = json.loads(check.series.document)[f"title_{addresses.language()}"]
    when = period(document["period"])
    if kind == CheckKind.EACH_YEAR:
        when = gettext("each year, %(period)s") % {"period": when}
    told = ", ".join(filter(None, [about, when]))
    said = _since(kind, document["since"]) if kind in SINCE else hedged(document)
    return f"{told}: {said}" if told else said[:1].upper() + said[1:]


def period(edtf: str) -> str:
    """Return a period in words: whole years by their numbers, one without a start by its end: “up to 2019”."""
    if years := YEARS.fullmatch(edtf):
        return str(Bilingual("{}–{}", "{}–{}년")).format(*years.groups())
    if edtf.startswith("../"):
        return gettext("up to %(date)s") % {"date": words.date(edtf[3:])}
    return words.date(edtf)


def hedged(document: dict[str, Any]) -> str:
    """Return a number with its hedge: “over 1,000”, “200–250”."""
    said, hedge = words.number(document["value"]), Comparator(document["comparator"])
    if hedge == Comparator.RANGE:
        return f"{said}–{words.number(document['upper'])}"
    if not said:
        return str(hedge.label)
    return str(HEDGED.get(hedge, Bilingual("{}", "{}"))).format(said)


def naming(public_id: str) -> list[dict[str, Any]]:
    """Return the checks that name an event or rest on it. Costs: 1 query."""
    quoted = f'"{public_id}"'
    resting = PublicVerdict.objects.filter(public_id__startswith="CK-", document__contains=quoted)
    about = Q(document__contains=quoted) | Q(public_id__in=resting.values("public_id"))
    return [row(check) for check in listed().filter(about, tombstone="")]


def of_source(public_id: str) -> list[dict[str, Any]]:
    """Return the checks of what one document prints. Costs: 1 query."""
    return [row(check) for check in listed().filter(source__public_id=public_id, tombstone="")]


def _since(kind: CheckKind, since: str) -> str:
    return str(SINCE[kind]).format(words.date(since)) if since else str(IN_YEARS[kind])


def _tab(question: CheckFilter, code: str, counts: dict[str | None, int]) -> dict[str, Any]:
    return {
        "href": at(question.query(verdict=code)),
        "word": CheckVerdict(code).label,
        "definition": CheckVerdict(code).definition,
        "code": code,
        "mark": MARKS[code],
        "count": counts.get(code, 0),
        "chosen": question.values.get("verdict") == [code],
    }


def _asking(query: str) -> str:
    return f"?{query}" if query else ""
