"""Every public address, in every language and format, with every parameter: right, wrong, and asking after drafts."""

from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import urlencode

from django.test import Client
from django.urls import resolve

from events.api import urls
from events.filters import EVENT_PARAMETERS, FIGURE_PARAMETERS, Parameter
from events.measures import DIMENSIONS
from events.models import PublicClaim, PublicEvent, PublicFigure, PublicSeries, PublicSource, public_id

from .world import HIDDEN, HIDDEN_TABLES, next_numbers

LANGUAGES = ("en", "ko")
PAGES = ("", "figures/", "statistics/", "method/", "data/", "corrections/")
WORDS = ("soldier", "고성", f"soldier -{HIDDEN}", HIDDEN, "title withheld")


def all_addresses() -> list[str]:
    """Return every address that the public may ask for, and many that it should not."""
    hidden = [public_id(model.prefix, number) for model in HIDDEN_TABLES for number in next_numbers(model)]
    return list(dict.fromkeys(chain(pages(hidden), api(hidden), ("/", "/livez", "/nothing/", "/api/", "/en"))))


def pages(hidden: Iterable[str]) -> Iterator[str]:
    events = [*PublicEvent.objects.order_by("pk").values_list("public_id", flat=True), *hidden]
    sources = [*PublicSource.objects.order_by("pk").values_list("public_id", flat=True), *hidden]
    for language in LANGUAGES:
        yield from (f"/{language}/{page}" for page in (*PAGES, "nothing/"))
        yield from (f"/{language}/events/{number}/" for number in events)
        yield from (f"/{language}/events/{number}/some-words/" for number in events[:2])
        yield from (f"/{language}/sources/{number}/" for number in sources)
        for dimension in DIMENSIONS:
            yield f"/{language}/statistics/?dimension={dimension.name}&direction=north_to_south"
    for number, query in enumerate(queries(EVENT_PARAMETERS, hidden)):
        yield f"/{LANGUAGES[number % 2]}/?{query}"
    for number, query in enumerate(queries(FIGURE_PARAMETERS, hidden)):
        yield f"/{LANGUAGES[number % 2]}/figures/?{query}"


def api(hidden: list[str]) -> Iterator[str]:
    yield from (f"/api/{path}" for path in ("v1/", "docs/", "v1/schema/", "v1/schema/?format=json", "v2/"))
    yield from (
        f"/api/v1/{path}" for path in ("codebook/", "vocabularies/", "vocabularies/direction/", "vocabularies/x/")
    )
    yield from (f"/api/v1/changes/{query}" for query in ("", "?after=2&limit=2", "?after=100000", "?after=x"))
    for name, view in urls.LISTS.items():
        asked = list(queries(view.question.parameters, hidden))
        yield from (f"/api/v1/{name}/", f"/api/v1/{name}.csv", f"/api/v1/{name}/?limit=1&count=1")
        yield from (f"/api/v1/{name}/?{query}" for query in asked)
        yield from (f"/api/v1/{name}.csv?{query}" for query in asked[::5])
    known: dict[str, Iterable[str]] = {"series": PublicSeries.objects.values_list("slug", flat=True)}
    for name, model in (
        ("events", PublicEvent),
        ("sources", PublicSource),
        ("claims", PublicClaim),
        ("figures", PublicFigure),
    ):
        known[name] = model.objects.order_by("pk").values_list("public_id", flat=True)  # type: ignore[attr-defined]
    for name, numbers in known.items():
        yield from (f"/api/v1/{name}/{number}/" for number in (*list(numbers)[:6], *(n for n in hidden), HIDDEN))
    yield "/api/v1/events/?include=claims,sources,links"


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
        case "ids":
            return [f"{parameter.prefix}-000001", *(number for number in hidden if number.startswith(parameter.prefix))]
        case "slugs":
            return [HIDDEN, "xx", "goseong", "hidden-desk-words", "all"]
        case "words":
            return list(WORDS)
        case "number":
            return ["1", "0"]
        case "cursor":
            return ["x"]
    return [*parameter.known[:2], "swimmng"]


def names(addresses: Iterable[str]) -> set[str]:
    """Return the names of the addresses that lead somewhere."""
    found = set()
    for address in addresses:
        path = address.partition("?")[0]
        if path not in ("/nothing/", "/en/nothing/", "/ko/nothing/", "/en"):
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
    """Return an answer as bytes."""
    head = f"{response.status_code}\n" + "".join(f"{name}: {value}\n" for name, value in response.headers.items())  # type: ignore[attr-defined]
    cookies = response.cookies.output()  # type: ignore[attr-defined]
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return (head + cookies).encode() + b"\n" + body
