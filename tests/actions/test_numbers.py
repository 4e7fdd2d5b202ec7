"""What series, figures, bridges and checks must be: each refusal names its field and what to do about it."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from events import actions
from events.errors import InvalidValue, QuoteNotInText
from events.models import Bridge, Check, Event, Figure, Series
from tests.factories import SeriesFactory, change, new_source, recorded_figure

pytestmark = pytest.mark.django_db


def series(editor: User, measure: str = "flow", **given: Any) -> Series:
    more: dict[str, Any] = {"share": {"unit": "percent"}, "rank": {"unit": "rank"}, "cumulative": {"since": "1948"}}
    return actions.record(SeriesFactory.build(measure=measure, **more.get(measure, {}) | given), seen=None, by=editor)


def bridge(editor: User, **given: Any) -> Bridge:
    """Return a bridge between a cumulative and the flow that it adds up, unless something else is given."""
    for name, measure in (("series", "cumulative"), ("other", "flow")):
        given[name] = given.get(name) or series(editor, measure)
    given = {"kind": "accumulates", "grounds_en": "Both count arrivals.", "grounds_ko": "둘 다 입국을 센다."} | given
    return actions.record(Bridge(**given), seen=None, by=editor)


NUMBER = {"kind": "number", "period": "2024-01-01/2024-06-30", "comparator": "exact", "value": Decimal(105)}
FIRST = {"kind": "first_since", "since": "2019", "event_scope": "actor_type=active_duty_soldier"}


def check(editor: User, **given: Any) -> Check:
    """Return the check of a number, unless it is given another kind."""
    if given.get("kind") != "first_since":
        given = NUMBER | {"series": series(editor)} | given
    given = {"issuer": "mou", "words": "105 defections", "stated": "2024-08-20", "source": new_source(editor)} | given
    return actions.record(Check(**given), seen=None, by=editor)


def refusal(make: Any, *args: Any, **given: Any) -> tuple[str, bool]:
    """Return the field of a refusal, and whether it says what to do."""
    with pytest.raises(InvalidValue) as told:
        make(*args, **given)
    return told.value.field, bool(told.value.remedy)


# --- series ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"measure": "cumulative"}, "since"),
        ({"since": "soon"}, "since"),
        ({"measure": "share"}, "unit"),
        ({"unit": "percent"}, "unit"),
        ({"unit": "rank"}, "unit"),
        ({"measure": "rank", "unit": "percent"}, "unit"),
        ({"event_scope": "direction=sideways", "scope_note_en": "x"}, "event_scope"),
        ({"event_scope": "colour=red", "scope_note_en": "x"}, "event_scope"),
        ({"event_scope": "direction=north_to_south"}, "scope_note_en"),
    ],
)
def test_a_bad_series_is_refused_by_name(editor: User, given: dict[str, Any], field: str) -> None:
    built = SeriesFactory.build(**given)
    assert refusal(actions.record, built, seen=None, by=editor) == (field, True)
    assert Series.objects.count() == 0


def test_a_scope_that_can_be_asked_is_stored(editor: User) -> None:
    scope = "direction=north_to_south&movement_class=defection"
    assert series(editor, event_scope=scope, scope_note_en="Both count it.").event_scope == scope


# --- figures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "given", "field"),
    [
        ("flow", {"period": "../2024-06-30"}, "period"),
        ("flow", {"period": "", "as_of": "2024-06"}, "period"),
        ("flow", {"period": "2024-07/2024-01"}, "period"),
        ("cumulative", {}, "period"),
        ("share", {"value": Decimal("100.1")}, "value"),
        ("share", {"comparator": "range", "value": Decimal(60), "upper": Decimal(101)}, "upper"),
        ("flow", {"upper": Decimal(110)}, "upper"),
        ("flow", {"comparator": "range"}, "upper"),
        ("flow", {"comparator": "range", "upper": Decimal(104)}, "upper"),
        ("flow", {"value": Decimal(-1)}, "value"),
        ("flow", {"value": None}, "value"),
    ],
)
def test_a_bad_figure_is_refused_by_name(editor: User, measure: str, given: dict[str, Any], field: str) -> None:
    of = series(editor, measure)
    assert refusal(recorded_figure, editor, series=of, **given) == (field, True)
    assert Figure.objects.count() == 0


@pytest.mark.parametrize("comparator", ["single_digits", "dozens", "qualitative"])
def test_a_hedge_of_its_own_needs_no_number(editor: User, comparator: str) -> None:
    assert recorded_figure(editor, comparator=comparator, value=None).value is None


def test_a_circle_of_editions_is_refused_however_long(editor: User) -> None:
    first = recorded_figure(editor)
    second = recorded_figure(editor, series=first.series, source=first.source, supersedes=first)
    third = recorded_figure(editor, series=first.series, source=first.source, supersedes=second)
    assert refusal(change, first, editor, supersedes=third) == ("supersedes", True)
    assert refusal(change, first, editor, supersedes=first) == ("supersedes", True)


# --- bridges --------------------------------------------------------------------------------------------------------

FITTING = [
    ("accumulates", "cumulative", "flow"),
    *(("part_of", measure, measure) for measure in ("flow", "stock", "cumulative")),
    *(("subset_of", measure, measure) for measure in ("flow", "stock", "cumulative")),
    ("subset_of", "stock", "cumulative"),
    *(("share_of", "share", measure) for measure in ("flow", "stock", "cumulative")),
]
MEASURES = ("flow", "stock", "cumulative", "share", "rank")
KINDS = ("accumulates", "part_of", "subset_of", "share_of")


@pytest.fixture
def ends(editor: User) -> dict[str, tuple[Series, Series]]:
    """Two series of each measure."""
    return {measure: (series(editor, measure), series(editor, measure)) for measure in MEASURES}


@pytest.mark.parametrize("kind", KINDS)
def test_series_are_bound_where_their_measures_fit_and_nowhere_else(
    editor: User, kind: str, ends: dict[str, tuple[Series, Series]]
) -> None:
    bound, refused = [], set()
    for measure in MEASURES:
        for other in MEASURES:
            given = {"kind": kind, "series": ends[measure][0], "other": ends[other][1]}
            given["partition"] = "sex" if kind == "part_of" else ""
            try:
                made = bridge(editor, **given)
            except InvalidValue as error:
                refused.add((error.field, bool(error.remedy)))
            else:
                bound.append((kind, measure, other))
                Bridge.objects.filter(pk=made.pk).update(state="withdrawn", state_reason="Tried.")
    assert (sorted(bound), refused) == (sorted(row for row in FITTING if row[0] == kind), {("other", True)})


def test_series_of_different_units_are_not_bound(editor: User) -> None:
    boats = series(editor, unit="boats")
    assert refusal(bridge, editor, other=boats) == ("other", True)


@pytest.mark.parametrize(("kind", "partition"), [("part_of", ""), ("subset_of", "sex")])
def test_a_part_and_nothing_else_has_a_partition(editor: User, kind: str, partition: str) -> None:
    given = {"kind": kind, "partition": partition, "series": series(editor), "other": series(editor)}
    assert refusal(bridge, editor, **given) == ("partition", True)


def test_no_series_comes_to_lie_within_itself(editor: User) -> None:
    men, all_of_them, some = series(editor), series(editor), series(editor)
    bridge(editor, kind="part_of", partition="sex", series=men, other=all_of_them)
    bridge(editor, kind="subset_of", series=some, other=men)
    given = {"kind": "subset_of", "series": all_of_them, "other": some}
    assert refusal(bridge, editor, **given) == ("other", True)


def test_two_series_are_bound_once(editor: User) -> None:
    first = bridge(editor)
    with pytest.raises(InvalidValue, match="bound once"):
        bridge(editor, series=first.series, other=first.other)


# --- checks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"series": None}, "series"),
        ({"period": ""}, "period"),
        ({"comparator": ""}, "comparator"),
        ({"kind": "each_year", "period": "../2019", "comparator": ""}, "comparator"),
        ({"kind": "highest", "series": None, "period": "2023"}, "series"),
        ({"value": None}, "value"),
        ({"upper": Decimal(3)}, "upper"),
        ({"stated": "soon"}, "stated"),
        ({"period": "2024-07/2024-01"}, "period"),
        ({"since": "soon"}, "since"),
        ({"other_period": "2023"}, "other_series"),
        ({"event_scope": "actor_type=civilian"}, "event_scope"),
        ({**FIRST}, "event"),
    ],
)
def test_a_bad_check_is_refused_by_name(editor: User, given: dict[str, Any], field: str) -> None:
    assert refusal(check, editor, **given) == (field, True)
    assert Check.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"event_scope": ""}, "event_scope"),
        ({"event_scope": "actor_type=wizard"}, "event_scope"),
        ({"since": ""}, "since"),
        ({"period": "2024"}, "period"),
        ({"value": Decimal(1)}, "value"),
        ({"comparator": "exact"}, "comparator"),
    ],
)
def test_a_bad_check_of_events_is_refused_by_name(
    editor: User, event: Event, given: dict[str, Any], field: str
) -> None:
    assert refusal(check, editor, event=event, **FIRST | given) == (field, True)


def test_another_reading_needs_its_period(editor: User) -> None:
    assert refusal(check, editor, other_series=series(editor)) == ("other_period", True)


def test_a_share_in_a_sentence_is_at_most_the_whole(editor: User) -> None:
    assert refusal(check, editor, series=series(editor, "share"), value=Decimal(101)) == ("value", True)


def test_the_words_of_a_sentence_stand_in_the_text_of_its_source(editor: User) -> None:
    source = new_source(editor, text="Only 105 defections were counted.")
    assert check(editor, source=source, words="105 defections").words == "105 defections"
    with pytest.raises(QuoteNotInText):
        check(editor, source=source, words="106 defections")


def test_looking_at_a_record_stores_nothing(editor: User) -> None:
    figure = recorded_figure(editor)
    figure.value = Decimal(106)
    actions.prepare(figure)
    assert (figure.low, Figure.objects.get(pk=figure.pk).value) == (106, 105)
