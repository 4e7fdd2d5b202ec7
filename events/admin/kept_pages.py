"""Addresses of kept forms: to keep one while it is typed, to look at one, to throw one away."""

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import actions
from ..errors import TrackerError
from ..models import KeptForm
from .kept import address_of, fields_of, own_forms, told, version_of
from .refusals import refusal_of


def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep a form that is sent as it stands, with its path in `?form=`: 204, 400 with a sentence, or 403 signed out."""
    if not admin.site.has_permission(request):
        return HttpResponse(gettext("You are signed out."), "text/plain; charset=utf-8", 403)
    fields = fields_of(request)
    address = address_of(request.GET.get("form", ""), fields)
    try:
        actions.keep_form(address=address, fields=fields, version=version_of(fields), by=request.user)
    except TrackerError as error:
        return HttpResponse(refusal_of(error).text, "text/plain; charset=utf-8", 400)
    return HttpResponse(status=204)


def kept_view(request: HttpRequest, number: int) -> HttpResponse:
    """Show what was typed, to its owner alone; what has no page of its own can be sent again from here."""
    row = told(_find(request, number))
    shown = [(name, text) for name, texts in row["kept"].fields.items() for text in texts]
    context = {**admin.site.each_context(request), **row, "title": _("What you typed"), "fields": shown}
    return TemplateResponse(request, "admin/events/kept_form.html", context)


def throw_away_view(request: HttpRequest, number: int) -> HttpResponse:
    actions.forget_form(address=_find(request, number).address, by=request.user)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(back if safe and back.startswith("/admin/") else "/admin/")


def _find(request: HttpRequest, number: int) -> KeptForm:
    kept = own_forms(request).filter(pk=number).first() if number < 2**63 else None
    if kept is None:
        raise Http404
    return kept
