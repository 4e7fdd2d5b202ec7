"""Reports of errors: the form that anybody may send, and the page that its receipt opens."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ..callers import network_of
from ..intake import receipts, reports
from ..presenters import addresses, report_page
from .frame import unkept


@csrf_exempt  # no cookie names a sender, so there is nothing that another site could use; the form has its own stamp
@require_http_methods(["GET", "HEAD", "POST"])
@unkept
def show_form(request: HttpRequest) -> HttpResponse:
    """Show the form, take it, or lead to the page of a receipt that was typed."""
    if request.method == "POST":
        return take(request)
    if typed := request.GET.get("receipt", ""):
        return find(typed)
    form = reports.open_form(request.GET.get("record", ""), request.GET.get("field", ""))
    return render(request, "events/report.html", report_page.form(form, request.GET))


def take(request: HttpRequest) -> HttpResponse:
    """Store what was sent and lead to its page, or show it again with everything in it."""
    form, wait = reports.read_form(request.POST), 0
    if not form.errors:
        try:
            network = network_of(request.META)
            return lead_to(reports.receive(form, language=addresses.language(), network=network))
        except reports.TooMany as error:
            wait = error.seconds
    status = 429 if wait else 400
    response = render(request, "events/report.html", report_page.form(form, wait=wait), status=status)
    return with_wait(response, wait)


def with_wait(response: HttpResponse, seconds: int) -> HttpResponse:
    if seconds:
        response["Retry-After"] = str(seconds)
    return response


def find(typed: str) -> HttpResponse:
    receipt = receipts.read_receipt(typed)
    if not receipt:
        raise Http404
    return lead_to(receipt)


def lead_to(receipt: str) -> HttpResponse:
    response = HttpResponseRedirect(addresses.page("report_status", receipt))
    response.status_code = 303
    return response


@require_safe
@unkept
def show_status(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show what became of a report; a receipt that opens nothing is a page that is not there, like any other."""
    found = reports.find_report(receipts.read_receipt(receipt))
    if found is None:
        raise Http404
    return render(request, "events/report/status.html", report_page.status(found, receipts.read_receipt(receipt)))
