"""What machines ask of a site before they read it: robots.txt and security.txt."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"


@require_safe
def show_robots(request: HttpRequest) -> HttpResponse:
    """Allow everything but the desk, and name the map of the site."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(f"User-agent: *\nDisallow: /admin/\n\nSitemap: {sitemap}\n", content_type=PLAIN)


@require_safe
def show_security(request: HttpRequest) -> HttpResponse:
    """Tell whom to write to about a hole (RFC 9116). Nothing stands here that whoever runs this has not set."""
    if not settings.SECURITY_CONTACTS or not settings.SECURITY_EXPIRES:
        raise Http404
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS]
    lines += [f"Expires: {settings.SECURITY_EXPIRES}", "Preferred-Languages: en, ko"]
    lines += [f"Canonical: {request.build_absolute_uri(request.path)}", ""]
    return HttpResponse("\n".join(lines), content_type=PLAIN)
