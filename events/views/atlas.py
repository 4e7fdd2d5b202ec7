"""The page of the map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..presenters import map_page
from .frame import page


@page
def show_map(request: HttpRequest) -> HttpResponse:
    return render(request, "events/map.html", map_page.page(request.GET))
