"""Law 1: every column of every table has exactly one class of data, and only the public record is public."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from events import codebook
from events.models import PUBLIC_RECORD

REMEDY = "Give each column one class in events/codebook/columns.py (C0 only in the public record), and drop stale ones."
Classes = dict[str, dict[str, str]]


def columns_of(model: type[models.Model]) -> set[str]:
    """Return the columns of a model and its relations of many to many."""
    return {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}


def unclassified(
    tables: Iterable[type[models.Model]], public: Iterable[type[models.Model]], classes: Classes
) -> list[str]:
    """Return every column without exactly one fitting class, and every class without its column."""
    broken = []
    tables = {model.__name__: model for model in tables}
    for name in tables.keys() | classes.keys():
        given = [(column, kind) for kind, columns in classes.get(name, {}).items() for column in columns.split()]
        present = columns_of(tables[name]) if name in tables else set()
        names = [column for column, _ in given]
        broken += [f"{name}.{column}: no class" for column in present - set(names)]
        broken += [f"{name}.{column}: no such column" for column in set(names) - present]
        broken += [f"{name}.{column}: two classes" for column in set(names) if names.count(column) > 1]
        broken += [
            f"{name}.{column}: no class is called {kind}" for column, kind in given if kind not in codebook.CORE_CLASSES
        ]
        is_public = tables.get(name) in tuple(public)
        broken += [
            f"{name}.{column}: {kind} on the wrong side" for column, kind in given if (kind == "C0") != is_public
        ]
    return sorted(broken)


def tables() -> list[type[models.Model]]:
    return list(apps.get_app_config("events").get_models())


def test_every_column_has_exactly_one_class() -> None:
    broken = unclassified(tables(), PUBLIC_RECORD, codebook.COLUMNS)
    assert not broken, "\n  ".join([REMEDY, *broken])


@isolate_apps("events")
def test_a_planted_column_is_found() -> None:
    class Diary(models.Model):
        page = models.TextField()
        readers = models.ManyToManyField("self")

        class Meta:
            app_label = "events"

    assert unclassified([Diary], [], {"Diary": {"C1": "id page"}}) == ["Diary.readers: no class"]


@pytest.mark.parametrize(
    ("model", "kind", "columns", "said"),
    [
        ("Place", "C0", "slug", "Place.slug: C0 on the wrong side"),
        ("Place", "C0", "slug", "Place.slug: two classes"),
        ("PublicLink", "C2", "kind", "PublicLink.kind: C2 on the wrong side"),
        ("Event", "C3", "name", "Event.name: no such column"),
        ("Event", "C9", "state", "Event.state: no class is called C9"),
        ("Ghost", "C1", "id", "Ghost.id: no such column"),
    ],
)
def test_a_planted_class_is_found(model: str, kind: str, columns: str, said: str) -> None:
    classes = codebook.COLUMNS | {model: codebook.COLUMNS.get(model, {}) | {kind: columns}}
    assert said in unclassified(tables(), PUBLIC_RECORD, classes)
