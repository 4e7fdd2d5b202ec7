"""Pages of one record for ever: versions of events, how to cite them, their cards; and what was corrected."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ..models import PublicEvent, PublicSource
from ..presenters import card, changes, citation, event_page, source_page, structured, version_page
from .frame import page
from .names import under_its_words


@page
@under_its_words
def show_event(request: HttpRequest, public_id: str, **_slug: str) -> HttpResponse:
    event = get_object_or_404(PublicEvent, public_id=public_id)
    if event.tombstone:
        return render(request, "events/tombstone.html", event_page.tombstone(event), status=410)
    told = event_page.page(event)
    told |= {"citations": citation.all_of(event, told["changed"], request.build_absolute_uri)}
    told |= {"structured": structured.of_event(event, told, request.build_absolute_uri)}
    return render(request, "events/event.html", told)


@page
def show_version(request: HttpRequest, public_id: str, version: int) -> HttpResponse:
    event = get_object_or_404(PublicEvent, public_id=public_id)
    if event.tombstone:
        return render(request, "events/tombstone.html", event_page.tombstone(event), status=410)
    if told := version_page.page(event, version):
        return render(request, "events/event_version.html", told)
    if 0 < version <= event.version:
        return render(request, "events/event_version_gone.html", version_page.gone(event, version), status=410)
    raise Http404


@page
def cite_event(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    event = get_object_or_404(PublicEvent, public_id=public_id)
    if event.tombstone:
        return HttpResponse(event_page.epitaph(event), content_type="text/plain; charset=utf-8", status=410)
    written, kind = citation.in_form(event, form, request.build_absolute_uri)
    return HttpResponse(written, content_type=kind)


@page
def show_card(_request: HttpRequest, public_id: str = "") -> HttpResponse:
    if not public_id:
        return HttpResponse(card.picture(card.of_record()), content_type="image/png")
    event = get_object_or_404(PublicEvent, public_id=public_id)
    drawing = card.of_tombstone(event) if event.tombstone else card.of_event(event)
    return HttpResponse(card.picture(drawing), content_type="image/png", status=410 if event.tombstone else 200)


@page
def show_source(request: HttpRequest, public_id: str) -> HttpResponse:
    source = get_object_or_404(PublicSource, public_id=public_id)
    return render(request, "events/source.html", source_page.page(source))


@page
def show_corrections(request: HttpRequest) -> HttpResponse:
    return render(request, "events/corrections.html", changes.corrections(request.GET))
