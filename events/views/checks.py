"""Numbers in the news, checked: the list of sentences, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ..presenters import card, check_page, checks, structured
from .frame import page


@page
def show_checks(request: HttpRequest) -> HttpResponse:
    return render(request, "events/checks.html", checks.page(request.GET))


@page
def show_check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one sentence with its verdict of today; why, with 410, where it was withdrawn."""
    check = get_object_or_404(checks.listed(), public_id=public_id)
    if check.tombstone:
        return render(request, "events/checks/tombstone.html", check_page.tombstone(check), status=410)
    told = check_page.page(check)
    told |= {"citation": check_page.cite(told, request.build_absolute_uri)}
    told |= {"structured": structured.of_check(told, request.build_absolute_uri)}
    return render(request, "events/checks/check.html", told)


@page
def show_card(_request: HttpRequest, public_id: str) -> HttpResponse:
    check = get_object_or_404(checks.listed(), public_id=public_id, tombstone="")
    return HttpResponse(card.picture(card.of_check(checks.row(check))), content_type="image/png")
