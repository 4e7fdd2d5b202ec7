"""oEmbed: how other sites show an event, a check or a view. See https://oembed.com, also for the statuses."""

import re
from collections.abc import Callable
from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.xmlutils import SimplerXMLGenerator

from ..presenters import oembed
from .frame import fresh

PLAIN = "text/plain; charset=utf-8"
KNOWN = ("url", "maxwidth", "maxheight", "format")


@fresh
def show(request: HttpRequest) -> HttpResponse:
    """Describe the address in `url`: 404 if it is not ours to embed, 501 for a format that nobody specified."""
    form, wrong = request.GET.get("format", "json"), _wrong(request)
    if form not in WRITERS:
        return HttpResponse("format: write json or xml.\n", content_type=PLAIN, status=501)
    if wrong:
        return HttpResponse(f"{wrong}\n", content_type=PLAIN, status=400)
    most = [int(request.GET[name]) if name in request.GET else None for name in ("maxwidth", "maxheight")]
    described = oembed.describe(request.GET["url"], request.build_absolute_uri("/").rstrip("/"), *most)
    if described is None:
        return HttpResponse("url: no event, check or view of this site.\n", content_type=PLAIN, status=404)
    return WRITERS[form](described)


def _wrong(request: HttpRequest) -> str:
    """Return what is wrong with the parameters, the first by name; empty if nothing is."""
    for name in request.GET:
        if name not in KNOWN:
            return f"{name[:40]}: there is no such parameter; known are {', '.join(KNOWN)}."
    if not request.GET.get("url"):
        return "url: write the address of an event, a check or a view."
    for name in ("maxwidth", "maxheight"):
        if not re.fullmatch("[1-9][0-9]{0,5}", request.GET.get(name, "1")):
            return f"{name}: write a number of pixels."
    return ""


def _xml(described: dict[str, Any]) -> HttpResponse:
    text = StringIO()
    writer = SimplerXMLGenerator(text, "utf-8")
    writer.startDocument()
    writer.startElement("oembed", AttributesImpl({}))
    for name, value in described.items():
        writer.addQuickElement(name, str(value))
    writer.endElement("oembed")
    return HttpResponse(text.getvalue(), content_type="text/xml; charset=utf-8")


WRITERS: dict[str, Callable[[dict[str, Any]], HttpResponse]] = {"json": JsonResponse, "xml": _xml}
