"""The gate before the public: every text and every value that would become public is read for what could harm.

People were found out by details put together. Each finding names where it stands, its words and the rule; whoever
approves may override them all with one reason, and the record keeps which ones. See docs/adr/0022-gate.md.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils import timezone

from ..codebook import (
    YEARS_A_ROUTE_STAYS_SECRET,
    Finding,
    Spot,
    find_harm,
    find_harm_in_address,
    find_harm_in_place,
    find_small_cell,
)
from ..derive import Json
from ..errors import HarmfulText
from ..models import Place, Reviewed, Series
from ..vocabulary import Evidence, Issuer
from .publishing import SNAPSHOTS

FREE_TEXTS = (
    *("title", "title_en", "title_ko", "summary_en", "summary_ko", "definition_en", "definition_ko"),
    *("grounds_en", "grounds_ko", "scope_note_en", "scope_note_ko"),
    *("words", "quote", "locator", "public_note", "place_name_en", "place_name_ko"),
)
"""Keys of public documents under which people write freely."""
ADDRESSES = ("url", "archived_url")
FIELD_OF = {"place_name_en": "place", "place_name_ko": "place"}
AUTHORITIES = {code for code in Issuer.codes() if code.startswith("rok_")} | {
    *(Issuer.JCS, Issuer.MND, Issuer.MOU, Issuer.NIS, Issuer.UNC, Issuer.US_GOVERNMENT, Issuer.UN, Issuer.UNHCR),
    *(Issuer.KCNA, Issuer.NK_MEDIA, Issuer.NK_GOVERNMENT, Issuer.CHINA_GOVERNMENT, Issuer.OTHER_GOVERNMENT),
}
YOUNG = dt.timedelta(days=365)


def check_harm(snapshot: Json, cited: Sequence[Reviewed], reason: str, override: str = "") -> list[Finding]:
    """Return what was found in a snapshot, in what it cites and in the reason, if a reviewer overrides it.

    Raises: HarmfulText with all its findings unless `override` says why it may be published.
    """
    findings = find_all(snapshot, cited, reason)
    if findings and not override.strip():
        remedy = "Rewrite it, withhold it, or override with a reason that is recorded."
        raise refuse(findings, field="override", remedy=remedy)
    return findings


def check_words(texts: dict[str, str], end: dt.date | None, remedy: str) -> None:
    """Raise HarmfulText if texts that go public at once hold anything: nobody overrides that."""
    found = [f for name, text in texts.items() for f in read_text(text, name, in_use=is_in_use(end))]
    if found:
        raise refuse(found, field=found[0].field, remedy=remedy)


def refuse(findings: Sequence[Finding], *, field: str, remedy: str) -> HarmfulText:
    """Return the refusal that names some findings, where each stands, its rule and its words."""
    listed = "; ".join(map(str, findings))
    return HarmfulText(f"Could identify or endanger somebody: {listed}.", field=field, remedy=remedy, findings=findings)


def find_all(snapshot: Json, cited: Sequence[Reviewed], reason: str = "") -> list[Finding]:
    """Return everything harmful in what would become public, each once, in the order of the documents."""
    document, claims = snapshot["document"], snapshot.get("claims", [])
    in_use = is_in_use(day_of(document, "occurred_to"))
    found = [f for name in FREE_TEXTS for f in read_text(document.get(name), FIELD_OF.get(name, name), in_use=in_use)]
    for name in ADDRESSES:
        found += [Finding(f.rule, f.words, name) for f in find_harm_in_address(document.get(name) or "")]
    for claim in claims:
        for name in FREE_TEXTS:
            found += read_text(claim.get(name), claim["field"], f"{claim['id']}.{name}", in_use=in_use)
    found += read_text(snapshot.get("words"), "place", "place.aliases", in_use=in_use)
    found += _read_places(claims, in_use=in_use)
    found += _read_delay(document, claims)
    found += read_text(reason, "reason", in_use=in_use)
    for other in cited:
        found += _read_cited(other, document, in_use=in_use)
    return list(dict.fromkeys(found))


def is_in_use(end: dt.date | None) -> bool:
    """Whether a route is kept secret: the event is younger than ten years, or has no date."""
    oldest = timezone.localdate() - dt.timedelta(days=round(365.25 * YEARS_A_ROUTE_STAYS_SECRET))
    return end is None or end > oldest


def day_of(document: Json, name: str) -> dt.date | None:
    return dt.date.fromisoformat(document[name]) if document.get(name) else None


def read_text(text: str | None, field: str, where: str = "", *, in_use: bool) -> list[Finding]:
    """Return what a text holds, each finding with the place where it stands."""
    return [Finding(f.rule, f.words, field, where) for f in find_harm(text or "", route_in_use=in_use)]


def _read_cited(other: Reviewed, document: Json, *, in_use: bool) -> Iterator[Finding]:
    """Yield what a source or series says too much; a figure is held against the series that it belongs to."""
    content = SNAPSHOTS[type(other)](other)["document"]
    name = other.slug if isinstance(other, Series) else other.public_id
    for key in FREE_TEXTS:
        yield from read_text(content.get(key), "source", f"{name}.{key}", in_use=in_use)
    for key in ADDRESSES:
        for found in find_harm_in_address(content.get(key) or ""):
            yield Finding(found.rule, found.words, "source", f"{name}.{key}")
    if isinstance(other, Series) and "period_from" in document:
        yield from find_small_cell(document, content)


def _read_places(claims: Sequence[Json], *, in_use: bool) -> Iterator[Finding]:
    """Yield what the places of public claims tell too exactly, losing ones too: readers see those as well."""
    told = [claim for claim in claims if claim["field"] == "place" and claim["value"]["place"]]
    routes = {str(claim["value"]) for claim in claims if claim["field"] == "route_type"}
    places = {place.slug: place for place in Place.objects.filter(slug__in={c["value"]["place"] for c in told})}
    for claim in told:
        if (place := places.get(claim["value"]["place"])) is None:  # a losing claim whose place was renamed since
            continue
        spot = Spot(place.name_en, place.kind, place.country, place.lat is not None and not place.radius_km)
        for rule in find_harm_in_place(spot, claim["value"]["precision"], routes, route_in_use=in_use):
            yield Finding(rule, spot.name, "place", f"{claim['id']}.value")


def _read_delay(document: Json, claims: Sequence[Json]) -> Iterator[Finding]:
    """Yield a finding for a recent event of which one origin alone tells and no authority has spoken."""
    start = day_of(document, "occurred_from") or day_of(document, "occurred_to")
    recent = start is not None and start > timezone.localdate() - YOUNG
    spoken = any(claim["issuer"] in AUTHORITIES for claim in claims)
    if recent and document.get("evidence") == Evidence.REPORTED and not spoken:
        yield Finding("not yet made public by an authority or several reports", document["occurred"], "occurred")
