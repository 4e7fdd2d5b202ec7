"""Every public address, in every language and format, with every parameter: right, wrong, and asking after drafts."""

from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import urlencode

from django.test import Client
from django.urls import resolve

from events.api import urls
from events.api.views import Counts, Reconciliation
from events.filters import CHECK_PARAMETERS, EVENT_PARAMETERS, FIGURE_PARAMETERS, Parameter
from events.measures import DIMENSIONS
from events.models import (
    PublicBridge,
    PublicCheck,
    PublicClaim,
    PublicEvent,
    PublicFigure,
    PublicSeries,
    PublicSource,
    public_id,
)
from events.presenters.charts import CHARTS
from tests.factories import receipt_of

from .world import HIDDEN, HIDDEN_TABLES, next_numbers

LANGUAGES = ("en", "ko")
PAGES = ("", "card.png", "figures/", "checks/", "statistics/", "method/", "data/", "corrections/", "report/")
PAGES += ("codebook/", "codebook/columns/", "map/")
FORMS = ("txt", "bib", "ris", "csl.json")
WORDS = ("soldier", "고성", f"soldier -{HIDDEN}", HIDDEN, "title withheld")


def all_addresses() -> list[str]:
    """Return every address that the public may ask for, and many that it should not."""
    hidden = [public_id(model.prefix, number) for model in HIDDEN_TABLES for number in next_numbers(model)]
    return list(dict.fromkeys(chain(pages(hidden), api(hidden), OUTSIDE, ("/", "/livez", "/nothing/", "/api/", "/en"))))


def pages(hidden: Iterable[str]) -> Iterator[str]:
    events = [*PublicEvent.objects.order_by("pk").values_list("public_id", flat=True), *hidden]
    sources = [*PublicSource.objects.order_by("pk").values_list("public_id", flat=True), *hidden]
    for language in LANGUAGES:
        yield from (f"/{language}/{page}" for page in (*PAGES, "nothing/"))
        yield from (f"/{language}/events/{number}/" for number in events)
        yield from (f"/{language}/events/{number}/some-words/" for number in events[:2])
        yield from (f"/{language}/events/{number}/versions/{one}/" for number in events for one in (1, 2, 9))
        yield from (f"/{language}/events/{number}.{form}" for number in events for form in FORMS)
        yield from (f"/{language}/events/{number}/card.png" for number in (*events[:1], *hidden[:1]))
        yield from (f"/{language}/corrections/?{query}" for query in ("severity=x", "severity=detail", "record=event"))
        yield from (f"/{language}/sources/{number}/" for number in sources)
        yield from reported(language, hidden)
        yield from followed(language, events)
        yield from checked(language, [*PublicCheck.objects.order_by("pk").values_list("public_id", flat=True), *hidden])
        yield from (f"/{language}/report/?record={number}" for number in (*events[:2], *sources[:1], *hidden))
        yield from (f"/{language}/report/{receipt}/" for receipt in (receipt_of(), "0000-0000-0000-0000"))
        for dimension in DIMENSIONS:
            yield f"/{language}/statistics/?dimension={dimension.name}&direction=north_to_south"
        yield from (f"/{language}/statistics/{chart}.{form}" for chart in CHARTS for form in ("csv", "svg"))
        yield f"/{language}/statistics/events.png"
    for number, query in enumerate(queries(EVENT_PARAMETERS, hidden)):
        yield f"/{LANGUAGES[number % 2]}/?{query}"
        yield f"/{LANGUAGES[number % 2]}/feeds/events.{('atom', 'json')[number % 3 == 0]}?{query}"
        yield f"/{LANGUAGES[number % 2]}/{('map', 'statistics')[number % 3 == 0]}/?{query}"
        yield f"/{LANGUAGES[number % 2]}/embed/?{query}"
        yield f"/{LANGUAGES[number % 2]}/embed/?{query}&pinned=4"
    for number, query in enumerate(queries(FIGURE_PARAMETERS, hidden)):
        yield f"/{LANGUAGES[number % 2]}/figures/?{query}"
    for number, query in enumerate(queries(CHECK_PARAMETERS, hidden)):
        yield f"/{LANGUAGES[number % 2]}/checks/?{query}"
        yield f"/{LANGUAGES[number % 2]}/feeds/checks.{('atom', 'json')[number % 3 == 0]}?{query}"


def checked(language: str, numbers: list[str]) -> Iterator[str]:
    """Yield every address of checked sentences."""
    yield from (f"/{language}/feeds/checks.{form}" for form in ("atom", "json"))
    for number in numbers:
        yield f"/{language}/checks/{number}/"
        yield f"/{language}/checks/{number.lower()}/"
        yield f"/{language}/embed/checks/{number}/?theme=dark"
        yield f"/{language}/report/?record={number}"
        yield f"/oembed?url=http://testserver/{language}/checks/{number}/"
    yield f"/{language}/checks/{numbers[0]}/card.png"


def reported(language: str, hidden: list[str]) -> Iterator[str]:
    """Yield the pages of series as they are, as known on some days, and the addresses of figures."""
    for slug in (*PublicSeries.objects.order_by("pk").values_list("slug", flat=True), HIDDEN):
        yield from (f"/{language}/figures/{slug}/{query}" for query in ("", "?known_on=2025-06-01", "?known_on=x"))
    figures = PublicFigure.objects.order_by("pk").values_list("public_id", flat=True)
    yield from (f"/{language}/figures/{number}/" for number in (*figures, *hidden))


def followed(language: str, events: list[str]) -> Iterator[str]:
    """Yield feeds, and addresses that lead to others, written in ways that readers write them."""
    for form in ("atom", "json"):
        yield from (f"/{language}/feeds/{name}.{form}" for name in ("events", "corrections"))
        yield from (f"/{language}/feeds/corrections.{form}?event={number}" for number in events)
    yield f"/{language}/feeds/corrections.json?before=5"
    yield from (f"/{language}/events/{number.lower()}/{words}" for number in events[-2:] for words in ("", "words/"))
    yield from (f"/{language}/nothing/{number}/" for number in events)
    for number in events:
        yield from (f"/{language}/embed/events/{number}/{pinned}" for pinned in ("", "?pinned=3&theme=dark"))
        yield f"/oembed?url=http://testserver/{language}/events/{number}/&format={('json', 'xml')[language == 'ko']}"
    yield f"/oembed?url=http://testserver/{language}/&maxwidth=300"


OUTSIDE = ("/sitemap.xml", "/robots.txt", "/.well-known/security.txt")
OUTSIDE += tuple(f"/sitemap-{part}.xml" for part in ("pages", "events", "sources", "checks", "series"))
OUTSIDE += ("/api/v1/releases/", "/data/releases/2026.1/events.csv", "/data/releases/2026.1/SHA256SUMS")
OUTSIDE += ("/events/EV-000001/", "/events/ev-000001/words/", "/nothing/EV-000001/", "/checks/ck-000001/")


def api(hidden: list[str]) -> Iterator[str]:
    yield from (f"/api/{path}" for path in ("v1/", "docs/", "v1/schema/", "v1/schema/?format=json", "v2/"))
    yield from (
        f"/api/v1/{path}"
        for path in ("codebook/", "codebook/schema/", "vocabularies/", "vocabularies/direction/", "vocabularies/x/")
    )
    yield from (f"/api/v1/changes/{query}" for query in ("", "?after=2&limit=2", "?after=100000", "?after=x"))
    yield from (f"/api/v1/reconciliation/?{query}" for query in queries(Reconciliation.question.parameters, hidden))
    for form in ("counts/", "counts.csv"):
        yield from (f"/api/v1/events/{form}?{query}" for query in queries(Counts.question.parameters, hidden))
    for name, view in urls.LISTS.items():
        asked = list(queries(view.question.parameters, hidden))
        yield from (f"/api/v1/{name}/", f"/api/v1/{name}.csv", f"/api/v1/{name}/?limit=1&count=1")
        yield from (f"/api/v1/{name}/?{query}" for query in asked)
        for form in view.forms():
            yield f"/api/v1/{name}.{form}"
            yield from (f"/api/v1/{name}.{form}?{query}" for query in asked[::11])
        yield from (f"/api/v1/{name}.csv?{query}" for query in asked[::5])
    slugs = PublicSeries.objects.values_list("slug", flat=True)
    known: dict[str, Iterable[str]] = {"series": slugs, "reconciliation": slugs}
    for name, model in (
        ("events", PublicEvent),
        ("sources", PublicSource),
        ("claims", PublicClaim),
        ("figures", PublicFigure),
        ("bridges", PublicBridge),
        ("checks", PublicCheck),
    ):
        known[name] = model.objects.order_by("pk").values_list("public_id", flat=True)  # type: ignore[attr-defined]
    for name, numbers in known.items():
        yield from (f"/api/v1/{name}/{number}/" for number in (*list(numbers)[:6], *(n for n in hidden), HIDDEN))
    yield "/api/v1/events/?include=claims,sources,links"
    yield from (f"/api/v1/{name}?include=verdict&known_on=2025-06-30" for name in ("figures/", "figures.csv"))
    yield from (f"/api/v1/reconciliation/{slug}/?known_on=2025-06-30" for slug in slugs)


def queries(parameters: Iterable[Parameter], hidden: Iterable[str]) -> Iterator[str]:
    """Yield query strings in which each parameter is given right, wrong, or with what only a draft has."""
    for parameter in parameters:
        for value in values(parameter, hidden):
            yield urlencode({parameter.name: value})
    yield urlencode({"nonsense": "1"})


def values(parameter: Parameter, hidden: Iterable[str]) -> list[str]:
    match parameter.kind:
        case "date":
            return ["2024", "1999-09", "2031", "soon"]
        case "day":
            return ["2025-06-30", "1990-01-01", "2999-01-01", "soon"]
        case "ids":
            return [f"{parameter.prefix}-000001", *(number for number in hidden if number.startswith(parameter.prefix))]
        case "slugs":
            return [HIDDEN, "xx", "goseong", "hidden-desk-words", "all"]
        case "words":
            return list(WORDS)
        case "number":
            return ["1", "0"]
        case "box":
            return ["124,37,131,39", "-180,-90,180,90", "1,2"]
        case "cursor":
            return ["x"]
    excluded = [f"-{code}" for code in parameter.known[:1]] if parameter.excludes else []
    return [*parameter.known[:2], *excluded, "swimmng"]


def names(addresses: Iterable[str]) -> set[str]:
    """Return the names of the addresses that lead somewhere."""
    found = set()
    for address in addresses:
        path = address.partition("?")[0]
        if "/nothing/" not in path and path != "/en":
            found.add(resolve(path).view_name)
    return found


def ask(client: Client, addresses: Iterable[str]) -> dict[str, bytes]:
    """Return the whole answer of each address, and how some answer HEAD, POST, OPTIONS and a second GET."""
    answers = {address: whole(client.get(address)) for address in addresses}
    for address in ("/en/", "/ko/statistics/", "/api/v1/events/", "/api/v1/events.csv", "/api/docs/"):
        answers[f"HEAD {address}"] = whole(client.head(address))
        answers[f"POST {address}"] = whole(client.post(address))
        answers[f"OPTIONS {address}"] = whole(client.options(address))
        again = {"If-None-Match": client.get(address).headers.get("ETag", "")}
        answers[f"AGAIN {address}"] = whole(client.get(address, headers=again))
    answers["/ in Korean"] = whole(client.get("/", headers={"Accept-Language": "ko"}))
    return answers


def whole(response: object) -> bytes:
    """Return an answer as bytes, but for `RateLimit`: that counts how often one asked, so it differs each time."""
    told = [(name, value) for name, value in response.headers.items() if name != "RateLimit"]  # type: ignore[attr-defined]
    head = f"{response.status_code}\n" + "".join(f"{name}: {value}\n" for name, value in told)  # type: ignore[attr-defined]
    cookies = response.cookies.output()  # type: ignore[attr-defined]
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return (head + cookies).encode() + b"\n" + body
