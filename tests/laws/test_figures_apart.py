"""Law 8: figures that others published are shown beside events and never added to them, or to each other."""

import ast
from collections.abc import Iterable
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from events import actions, derive
from events.models import YearlyStatistic
from tests import factories

from .house import Module, calls, functions, imports, modules, names_in, told

FIGURES = {"Figure", "PublicFigure", "Series", "PublicSeries", "FigureFilter"}
EVENTS = {"Event", "PublicEvent", "YearlyStatistic", "StatisticYear", "EventFilter"}
ADDING = {"Sum", "Avg", "Count", "aggregate", "annotate", "union", "sum"}

DRAWING = {"drawing", "axis", "Bar"}
MEASURED = {"measures", "count_codes", "spread", "groups"}

ADDED = {
    "events.actions.publishing.next_public_number": "the last number of the public feed",
    "events.admin.queue._in_review": "when each waiting record was handed in; nothing is counted",
    "events.derive.rebuild._write_feed": "the last number of the public feed",
    "events.derive.reconcile.reckoning_status": "the change up to which verdicts are kept",
    "events.reconciliation.reckoning.counts_of": "the engine calls a Count what a series counts; nothing is added",
    "events.imports.founding.Loader.run": "how many rows are loaded, for the bar of progress",
    "events.presenters.data_page.counts": "how many rows each file has, every list by itself",
    "events.admin.queue.queue_page": "the rows of the queue, one kind after the other",
    "events.admin.verdicts.number_of": "the engine calls a Count what a series counts; nothing is added",
    "events.sitemaps.ByNumber.__len__": "the largest number of an event or a source",
    "events.sitemaps.Numbered.get_latest_lastmod": "when the last change of an event or a source was",
    "events.templatetags.desk._in_work": "how many records wait at the desk, each kind by itself",
    "events.templatetags.desk._verdicts": "how many figures are in conflict, and when that was found",
}
"""Functions that add or count in modules that know figures: none of them adds a figure."""


def mixed(read: Iterable[Module]) -> set[str]:
    """Return the functions that name both a figure and an event or a count of events, and add."""
    found = set()
    for module in read:
        for place, function in functions(module):
            used = names_in(function)
            if used & FIGURES and used & EVENTS and any(map(adds, ast.walk(function))):
                found.add(place)
    return found


def adds(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return called in ADDING
    return isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Add)


def added(read: Iterable[Module]) -> set[str]:
    """Return the functions that add or count rows in modules that know figures."""
    found = set()
    for module in read:
        if {name for _, name in imports(module)} & FIGURES:
            for place, call in calls(module):
                if adds(call):
                    found.add(place)
    return found


def strays(read: Iterable[Module]) -> list[str]:
    """Return what `measures` knows of figures, and `figures` of any database."""
    broken = []
    for module in read:
        for source, name in imports(module):
            if module.room == "measures" and name in FIGURES | {"figures"}:
                broken.append(f"{module.name} imports {name}")
            if module.room == "figures" and (source.startswith("django") or source.endswith("models")):
                broken.append(f"{module.name} imports {source}")
    return broken


def on_one_axis(read: Iterable[Module]) -> list[str]:
    """Return the modules that draw, of figures and of events or their counts both."""
    broken = []
    for module in read:
        drawn = {source.rpartition(".")[2] for source, _ in imports(module)} | {name for _, name in imports(module)}
        known = names_in(module.tree)
        if drawn & DRAWING and known & FIGURES and known & (EVENTS | MEASURED):
            broken.append(module.name)
    return broken


def test_no_module_draws_figures_and_events() -> None:
    broken = on_one_axis(modules())
    assert not broken, told(broken, "Draw figures in a chart of their own: two layers never share an axis.")


def test_no_function_adds_where_it_speaks_of_figures_and_events() -> None:
    broken = sorted(mixed(modules()))
    assert not broken, told(broken, "Split the function: figures on one side, events on the other.")


def test_no_figure_is_added_to_anything() -> None:
    found = added(modules())
    broken = sorted(found - ADDED.keys())
    assert not broken, told(broken, "Show figures one by one: a sum of published numbers is nobody's number.")
    assert not ADDED.keys() - found, told(sorted(ADDED.keys() - found), "Take these out of ADDED.")


def test_measures_and_figures_know_nothing_of_each_other() -> None:
    broken = strays(modules())
    assert not broken, told(broken, "Measures count events, figures read printed numbers without a database.")


@pytest.mark.django_db
def test_a_published_figure_changes_no_count_of_events(editor: User, reviewer: User) -> None:
    factories.published_event(editor, reviewer)
    derive.rebuild_all()
    figure = factories.recorded_figure(editor, value=Decimal(105))
    before = list(YearlyStatistic.objects.order_by("pk").values())
    actions.submit(figure, by=editor)
    actions.approve(figure, by=reviewer)
    assert not derive.rebuild_all().alarm
    assert list(YearlyStatistic.objects.order_by("pk").values()) == before


PLANTED = Module(
    "events.presenters.planted",
    "from ..models import PublicEvent, PublicFigure\n"
    "def total(year):\n"
    "    told = PublicFigure.objects.aggregate(n=Sum('low'))['n']\n"
    "    return told + PublicEvent.objects.count()\n",
)


def test_a_planted_sum_is_found_by_both() -> None:
    assert mixed([PLANTED]) == added([PLANTED]) == {"events.presenters.planted.total"}


def test_a_planted_common_axis_is_found() -> None:
    both = "from .charts import drawing\nfrom ..models import PublicFigure\nfrom ..filters import EventFilter\n"
    assert on_one_axis([Module("events.presenters.planted", both + "used = PublicFigure, EventFilter, drawing\n")])


def test_a_planted_stray_import_is_found() -> None:
    assert strays([Module("events.measures", "from .models import PublicFigure")])
    assert strays([Module("events.figures", "from django.db import connection")])
