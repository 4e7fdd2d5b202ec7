"""Files of numbered releases. An address that carries the sum of its file never answers anything else."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from .. import releases

REVALIDATE = "public, max-age=0, must-revalidate"
FOR_GOOD = "private, max-age=31536000, immutable"
"""Of addresses with a sum, and private: a shared cache would go on handing out what was taken down."""

PLAIN = {"content_type": "text/plain; charset=utf-8"}


@require_safe
def show_file(request: HttpRequest, release: str, file: str) -> HttpResponseBase:
    """Answer one file; 503 while a takedown waits to be followed, 410 where the sum in the address is another one."""
    found = releases.find_file(release, file)
    if found is None:
        return _told(404, f"There is no {file} in release {release}. /api/v1/releases/ lists what there is.")
    if releases.is_behind():
        return _told(503, "Releases are being re-cut after a takedown. Ask again in a minute.", {"Retry-After": "60"})
    path, current = found
    asked = request.GET.get("sha256", "")
    if asked and asked != current:
        return _told(410, f"This file was re-cut; recuts.json of release {release} says when. Leave out sha256.")
    headers = {"Cache-Control": FOR_GOOD if asked else REVALIDATE, "Content-Type": releases.content_type(file)}
    return releases.send(request, path, releases.tag(path, current), headers | OPEN)


OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Content-Range, Accept-Ranges"}


def _told(status: int, words: str, headers: dict[str, str] | None = None) -> HttpResponse:
    """Answer in a sentence: these are addresses for programs, in no language of the pages."""
    kept = {"Cache-Control": "no-store"} | OPEN | (headers or {})
    return HttpResponse(f"{words}\n", status=status, headers=kept, **PLAIN)
