"""Pages for what went wrong outside any page: no such address, or a fault of ours. The latter ask no database."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers

from ..presenters import missing
from .names import preferred


def show_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Say in both languages that there is no such page; the frame is in the one that the browser prefers."""
    with translation.override(preferred(request)):
        response = render(request, "404.html", missing.page_of_neither(request.path_info), status=404)
    patch_vary_headers(response, ["Accept-Language"])
    return response


def show_fault(_request: HttpRequest) -> HttpResponse:
    """Say in both languages that something broke here; 503 where the database does not answer, so that one returns."""
    away = isinstance(sys.exception(), OperationalError)
    headers = {"Retry-After": "60"} if away else {}
    return HttpResponse(render_to_string("500.html", {"away": away}), status=503 if away else 500, headers=headers)
