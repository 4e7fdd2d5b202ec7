"""What every address of the API shares: it only reads, and nothing but the public record."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from ...kept import keep
from ..admission import Admission
from ..conditional import CACHE_CONTROL, dataset_version, etag, not_modified
from ..negotiation import JSON_ONLY, Negotiation
from ..problems import NOT_FOUND, Problem

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
}


EXPOSED = "ETag, Link, Corrected-Words, Filter-Sentence, Dataset-Version, Data-Licence, Accept-Ranges, Content-Range"
EXPOSED += ", RateLimit, RateLimit-Policy, Retry-After"


class ReadView(APIView):
    """An address that answers GET, HEAD and OPTIONS, to everybody and from any site."""

    http_method_names = ["get", "head", "options"]
    content_negotiation_class = Negotiation
    renderer_classes: list[type[BaseRenderer]] = JSON_ONLY
    known_version = ""
    """The version that the ETag of this answer names."""

    admission: Admission
    """Whose quota the answer uses. A preflight has none and costs nothing."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Count first, whatever the answer will be."""
        if request.method != "OPTIONS":
            self.admission = Admission(request.META)
            self.admission.enter()
        super().initial(request, *args, **kwargs)

    def get(self, request: Request, **_: str) -> HttpResponseBase:
        self.known_version = self.version()
        tag = etag(request, request.accepted_renderer.media_type, self.known_version)
        if unchanged := not_modified(request, tag):
            return unchanged
        self.admission.go_on()
        response = keep(request, tag, self.answer)
        response.headers.setdefault("ETag", tag)  # a file that stands ready has its own
        response.headers["Cache-Control"] = CACHE_CONTROL
        return response

    def options(self, *_: Any, **__: Any) -> HttpResponse:  # type: ignore[override]
        return HttpResponse(status=204, headers=PREFLIGHT)

    def version(self) -> str:
        return dataset_version()

    @property
    def last_change(self) -> str:
        """The number of the last public change that this answer knows: what to cite."""
        return self.known_version.partition(".")[0]

    def answer(self) -> HttpResponseBase:
        raise NotImplementedError

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in (self.admission.headers() if hasattr(self, "admission") else {}).items():
            response.headers[name] = value
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
        return response


class Nowhere(ReadView):
    """Any other address under /api/: a problem, not a page."""

    def get(self, *_: Any, **__: Any) -> HttpResponseBase:
        raise Problem(NOT_FOUND, "There is nothing at this address. /api/v1/ lists every address.")
