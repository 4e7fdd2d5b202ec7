"""Embeds: the only pages that another site may show in a frame. They run no script and send nothing anywhere."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

from ..presenters import embeds
from .frame import page

POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": ["*"],
}


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view a page that others may frame. Outermost, so that a 304 renews the same policy as the 200."""
    return csp_override(POLICY)(xframe_options_exempt(page(view)))


@framed
def show_view(request: HttpRequest) -> HttpResponse:
    told = embeds.view(request.GET)
    return render(request, "events/embed/view.html", told, status=400 if told["errors"] else 200)


@framed
def show_event(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one event; what was taken back since shows why, whatever it is pinned to."""
    told = embeds.event(public_id, request.GET)
    status = 400 if told["errors"] else 410 if told.get("tombstone") else 200 if "card" in told else 404
    return render(request, "events/embed/event.html", told, status=status)


@framed
def show_check(request: HttpRequest, public_id: str) -> HttpResponse:
    told = embeds.check(public_id, request.GET)
    status = 400 if told["errors"] else 410 if told.get("tombstone") else 200 if "check" in told else 404
    return render(request, "events/embed/check.html", told, status=status)
