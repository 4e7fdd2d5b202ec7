"""The guide for researchers names what there is."""

from pathlib import Path

import pytest
from django.conf import settings

from events.api import lists, numbers, problems
from events.api.urls import LISTS, RECORDS
from events.filters import EventFilter, Parameter, Question

GUIDE = (Path(settings.ROOT) / "docs" / "researchers.md").read_text(encoding="utf-8")
QUESTIONS = (
    *(EventFilter, lists.EventList, lists.SourceList, lists.ClaimList, lists.StatisticList, lists.ChangeList),
    *(numbers.FigureList, numbers.SeriesList, numbers.BridgeList, numbers.CheckList, numbers.ReconciliationList),
    numbers.CoverageList,
)


def parameters() -> set[str]:
    return {parameter.name for question in QUESTIONS for parameter in listed(question)}


def listed(question: type[Question]) -> tuple[Parameter, ...]:
    return question.parameters


@pytest.mark.parametrize("name", sorted(parameters()))
def test_every_parameter_is_in_the_guide(name: str) -> None:
    assert f"`{name}`" in GUIDE


@pytest.mark.parametrize(
    "name",
    ["reconciliation", *LISTS, *(folder for folder, _ in RECORDS.values()), "vocabularies", "codebook", "changes"],
)
def test_every_address_is_in_the_guide(name: str) -> None:
    assert f"`/api/v1/{name}/`" in GUIDE


@pytest.mark.parametrize("kind", problems.KINDS)
def test_every_problem_is_in_the_guide(kind: problems.Kind) -> None:
    assert f"| `{kind.name}` | {kind.status} |" in GUIDE
