"""Ways to follow and to use a page elsewhere, for its head: feeds, and oEmbed where it can be embedded."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse

from ..presenters import addresses, feeds, oembed

register = template.Library()


@register.inclusion_tag("events/links.html", takes_context=True)
def following(context: template.Context) -> dict[str, Any]:
    """Return the feeds that every page names, and where it describes itself for embedding.

    The explorer names the feed of its own view instead of the feed of all events.
    """
    request = context["request"]
    here = getattr(request.resolver_match, "url_name", "")
    described = urlencode({"url": request.build_absolute_uri()})
    return {
        "language": addresses.language(),
        "events": "" if here == "explorer" else addresses.page("feed_events", "atom"),
        "events_title": feeds.NEW,
        "corrections": addresses.page("feed_corrections", "atom"),
        "corrections_title": feeds.CORRECTIONS,
        "oembed": f"{reverse('oembed')}?{described}" if here in oembed.HEIGHTS else "",
    }


@register.simple_tag
def source_code() -> str:
    """Return where the source of the running program is; empty if whoever runs it has not said."""
    return str(settings.SOURCE_URL)
