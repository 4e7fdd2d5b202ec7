"""What was typed in a form and is not saved: kept at each refusal, offered when the form is opened, saved once only.

It works on any form of the desk by its names and values. A form takes part by the hidden field of `{% form_token %}`.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.apps import apps
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from .. import actions
from ..errors import TrackerError
from ..models import KeptForm
from ..vocabulary import KeptWhy
from .refusals import Refusal

FORMS = "/admin/events/"
RECORD_FORM = re.compile(r"/admin/events/\w+/(?:add|[\w]+/change)/")
RECORD = re.compile(r"/admin/events/(\w+)/(?:(\d+)/)?")
TOKEN = re.compile(r"[0-9a-f]{32}")
NOT_OURS = ("kept", "_changelist_filters")
TITLES = ("title_en", "title", "name", "name_en", "slug", "words", "reason", "comment")
POPUP = "admin/popup_response.html"


def fields_of(request: HttpRequest) -> dict[str, list[str]]:
    return {name: [str(text) for text in texts] for name, texts in request.POST.lists()}


def address_of(path: str, fields: dict[str, list[str]]) -> str:
    """Return where a form is kept: its path, what its query says of it, and its token if it has one."""
    parts = urlsplit(path)
    query = urlencode([(name, text) for name, text in parse_qsl(parts.query) if name not in NOT_OURS])
    token = fields.get("form_token", [""])[0]
    return parts.path + (query and f"?{query}") + (f"#{token}" if TOKEN.fullmatch(token) else "")


def version_of(fields: dict[str, list[str]]) -> int | None:
    text = fields.get("seen_version", [""])[0]
    return int(text) if text.isdecimal() and len(text) < 10 else None


def keep(request: HttpRequest, why: KeptWhy) -> KeptForm | None:
    """Keep what a form sent; None where that can't be, as with a form of more than a megabyte."""
    fields = fields_of(request)
    with suppress(TrackerError):
        address = address_of(request.get_full_path(), fields)
        return actions.keep_form(address=address, fields=fields, why=why, version=version_of(fields), by=request.user)
    return None


# --- sent twice -----------------------------------------------------------------------------------------------------


def once(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer a form; sent twice it is saved once, refused it is kept, saved it is forgotten. All in one transaction."""
    fields = fields_of(request)
    address = address_of(request.get_full_path(), fields)
    if "#" not in address:
        return view()
    sent = fields | {name: [f"{one.name} {one.size}" for one in files] for name, files in request.FILES.lists()}
    with transaction.atomic():
        if led_to := actions.saved_before(address=address, fields=sent, by=request.user):
            return _lead_there_again(request, led_to)
        response = view()
        if (led_to := _led_to(response)) and not getattr(request, "was_refused", False):
            with suppress(TrackerError):
                actions.forget_form(address=address, fields=sent, led_to=led_to, by=request.user)
        else:
            keep(request, getattr(request, "kept_why", KeptWhy.AUTOSAVED))
    return response


def _led_to(response: HttpResponse) -> str:
    """Return the address to which a saved form leads, or what a window of its own hands back; empty if not saved."""
    if getattr(response, "template_name", None) == POPUP or POPUP in (getattr(response, "template_name", None) or ()):
        return f"popup {response.context_data['popup_response_data']}"
    return response["Location"] if response.status_code == 302 else ""


def _lead_there_again(request: HttpRequest, led_to: str) -> HttpResponse:
    if led_to.startswith("popup "):
        return TemplateResponse(request, POPUP, {"popup_response_data": led_to.removeprefix("popup ")})
    messages.info(request, gettext("This form was saved already; nothing was saved twice."))
    return HttpResponseRedirect(led_to)


# --- opened again ---------------------------------------------------------------------------------------------------


def brought_back(request: HttpRequest) -> HttpRequest | None:
    """Return a request that carries what was kept, as if it were sent now and refused; None if nothing is asked for.

    `refusal` makes the form invalid whatever it says, so that showing it never saves it.
    """
    number = request.GET.get("kept", "")
    if request.method != "GET" or not number:
        return None
    kept = own_forms(request).filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None
    if kept is None or urlsplit(kept.address).path != request.path:
        messages.warning(request, gettext("It is not kept any more."))
        return None
    typed = twin_of(request)
    typed.method, typed.POST, typed.kept = "POST", as_sent(kept), kept
    typed.refusal = Refusal(gettext("This is what you typed. It is not saved yet."))
    return typed


def twin_of(request: HttpRequest) -> HttpRequest:
    """Return a request that shares everything with another, to be answered otherwise. `copy` would leave parts out."""
    request.FILES  # noqa: B018 (read now: the body is read once)
    twin = type(request).__new__(type(request))
    twin.__dict__.update(request.__dict__)
    return twin


def as_sent(kept: KeptForm) -> QueryDict:
    """Return the fields of a kept form as its browser would send them, with the token and the version that it had."""
    data = QueryDict(mutable=True)
    for name, texts in kept.fields.items():
        data.setlist(name, texts)
    data["form_token"] = kept.address.partition("#")[2]
    if kept.version is not None:
        data["seen_version"] = str(kept.version)
    return data


def show_without_errors(context: dict[str, Any]) -> None:
    """Take the complaints off a form that was brought back half typed: they are told when it is saved."""
    context["errors"] = []
    context["adminform"].form.errors.clear()
    for inline in context["inline_admin_formsets"]:
        inline.formset.non_form_errors().clear()
        for form in inline.formset.forms:
            form.errors.clear()


def own_forms(request: HttpRequest) -> Any:
    """Return what a person typed and has not saved, newest first."""
    return KeptForm.objects.filter(owner=request.user).exclude(why=KeptWhy.SAVED).order_by("-kept_at")


def kept_here(request: HttpRequest) -> list[dict[str, Any]]:
    """Return what is kept of the form at this address, but for what it shows already. Costs: 1 query."""
    here = address_of(request.get_full_path(), {})
    shown = getattr(request, "kept", None)
    token = request.POST.get("form_token", "-")
    rows = own_forms(request).filter(address__startswith=f"{here}#")
    return [told(row) for row in rows if row != shown and not row.address.endswith(f"#{token}")]


def told(kept: KeptForm) -> dict[str, Any]:
    """Return a kept form as lists show it: of what, its title, why and when, and where it is brought back."""
    path, token = kept.address.partition("#")[::2]
    found = RECORD.match(path)
    model = apps.all_models["events"].get(found[1]) if found else None
    number = f"{getattr(model, 'prefix', '')}-{int(found[2]):06d}" if found and found[2] else gettext("new")
    title = next((kept.fields[name][0] for name in TITLES if kept.fields.get(name, [""])[0]), "")
    opens = RECORD_FORM.fullmatch(urlsplit(path).path) is not None
    back = f"{path}{'&' if '?' in path else '?'}kept={kept.pk}" if opens else reverse("admin:kept_form", args=[kept.pk])
    what = f"{model._meta.verbose_name} {number}" if model else path
    return {"kept": kept, "what": what, "title": title, "opens": opens, "back": back, "path": path, "token": token}
