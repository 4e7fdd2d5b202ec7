"""Whether the process and what it leans on are well."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from tracker.celery import app as celery

from ..derive import status


@require_safe
def livez(_request: HttpRequest) -> HttpResponse:
    """Answer that the process serves requests, whatever else is down."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Tell whether database, broker and statistics keep up; 503 while the database does not answer."""
    try:
        state = status()
    except OperationalError:
        return JsonResponse({"database": False}, status=503)
    told = {key: state[key] for key in ("dataset_version", "from_change", "open_rows", "oldest_open_at")}
    return JsonResponse({"database": True, "broker": broker_answers(), **told})


def broker_answers() -> bool:
    """Return whether the broker takes a connection. Pages and edits work without it; statistics wait."""
    try:
        with celery.connection_for_read() as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
    except (OSError, *celery.connection_for_read().connection_errors):
        return False
    return True
