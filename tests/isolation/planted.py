"""Addresses planted for a test: public views that ask the desk, by mistake or because a reader made them."""

from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from events.models import Event, PublicEvent

INJECTED = "nothing' UNION SELECT id, title_en FROM events_event WHERE '1' = '1"


def by_mistake(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{Event.objects.count()} {Event.objects.first()}")


def by_injection(request: HttpRequest) -> HttpResponse:
    statement = f"SELECT number, title_en FROM events_publicevent WHERE public_id = '{request.GET['id']}'"
    return HttpResponse(", ".join(row.title_en for row in PublicEvent.objects.raw(statement)))


def by_cursor(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT title_en FROM events_event")
        return HttpResponse(str(cursor.fetchall()))


def by_name(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(list(Event.objects.using("default").values_list("title_en"))))


def by_relation(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(list(User.objects.values_list("username", "password"))))


def late(request: HttpRequest) -> Any:
    from django.http import StreamingHttpResponse

    return StreamingHttpResponse(str(title) for title in Event.objects.values_list("title_en").iterator())


VIEWS = (by_mistake, by_injection, by_cursor, by_name, by_relation, late)
urlpatterns: list[URLPattern | URLResolver] = [path(f"en/planted/{view.__name__}/", view) for view in VIEWS]
urlpatterns.append(path("", include("tracker.urls")))
