"""The explorer: one address for each view."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from ..presenters import explorer
from ..presenters.asked import Asked
from .frame import page


@page
def show_explorer(request: HttpRequest) -> HttpResponse:
    """Show a view, or lead to its one address: a form without a script sends empty fields, in the order of the form."""
    asked = Asked.read(request.GET)
    if address := asked.better_address(request.META["QUERY_STRING"]):
        return HttpResponseRedirect(address)
    return render(request, "events/explorer.html", explorer.page(asked))
