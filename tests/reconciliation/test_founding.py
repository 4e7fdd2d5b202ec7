"""What must come out on the founding data, from the public record to the kept verdicts, with the numbers written in."""

import json
from datetime import date

import pytest

from events import derive, reconciliation
from events.imports.founding import Report
from events.models import OutboxRow, PublicVerdict, ReckonedSeries, StatisticRun

pytestmark = pytest.mark.django_db


def found(public_id: str) -> dict[str, object]:
    document: dict[str, object] = json.loads(PublicVerdict.objects.get(pk=public_id).document)
    return document


@pytest.fixture
def reckoned(founding: Report) -> StatisticRun:
    return derive.reconcile_all()


@pytest.mark.usefixtures("reckoned")
def test_the_latest_edition_reconciles_without_a_conflict() -> None:
    documents = [json.loads(text) for text in ReckonedSeries.objects.values_list("document", flat=True)]
    assert len(documents) == 33
    arrivals = {told["id"]: told for told in documents if told["id"].endswith(("rok", "male"))}
    assert all(told["consistent"] and not told["conflicts"] for told in arrivals.values())


@pytest.mark.usefixtures("reckoned")
@pytest.mark.parametrize(
    ("check", "verdict", "said"),
    [
        ("CK-000001", "holds", "43 + 62 = 105."),
        ("CK-000002", "holds", "It holds for each year from 2002 to 2019; 2001 had 583."),
        ("CK-000003", "untestable", "nobody published how many there were"),
        ("CK-000004", "untestable", "2024 had"),
        ("CK-000005", "holds_otherwise", "it would be 32,868, 132 below the least that the sentence allows; it fits"),
        ("CK-000006", "fails", "it would be 210"),
        ("CK-000007", "fails", "2023 had 196"),
        ("CK-000008", "holds", "1,047"),
        ("CK-000009", "fails", "67"),
    ],
)
def test_each_sentence_has_its_verdict(check: str, verdict: str, said: str) -> None:
    document = found(check)
    assert document["verdict"] == verdict
    assert said in str(document["sentence_en"])
    assert document["sentence_ko"]


@pytest.mark.usefixtures("reckoned")
@pytest.mark.parametrize(
    ("figure", "verdict"),
    [("109", "revised"), ("146", "revised"), ("024", "consistent"), ("174", "in_conflict"), ("210", "within_rounding")],
)
def test_figures_have_their_verdicts(figure: str, verdict: str) -> None:
    assert found(f"FG-000{figure}")["verdict"] == verdict


@pytest.mark.usefixtures("reckoned")
def test_a_cell_that_nobody_published_is_derived() -> None:
    told = json.loads(ReckonedSeries.objects.get(pk="arrivals-rok").document)
    cells = {(cell["from"], cell["to"]): (cell["low"], cell["high"]) for cell in told["derived"]}
    assert cells["2024-10-01", "2024-12-31"] == (55, 55)


@pytest.mark.usefixtures("reckoned")
def test_coverage_is_an_interval_with_its_remainder_or_not_comparable() -> None:
    told = json.loads(ReckonedSeries.objects.get(pk="soldier-crossings-incidents").document)
    (row,) = told["coverage"]
    assert (row["documented_low"], row["documented_high"], row["low"], row["remainder_low"]) == (8, 8, 9, 1)
    assert "actor_type=active_duty_soldier" in row["query"]
    apart = json.loads(ReckonedSeries.objects.get(pk="arrivals-rok").document)
    assert (apart["comparable"], apart["coverage"]) == (False, [])
    assert "different populations" in apart["scope_note_en"]


@pytest.mark.usefixtures("founding")
def test_the_work_of_all_approvals_is_done_at_once_and_a_full_run_agrees() -> None:
    rows = OutboxRow.objects.open().of(derive.RECONCILE).values_list("pk", flat=True)
    first, *others = rows
    assert others
    assert (derive.work_off_reconciling(first), derive.work_off_reconciling(others[0])) == (True, False)
    derive.reconcile_all()
    assert derive.reconcile_all().differences == []


@pytest.mark.usefixtures("reckoned")
def test_a_verdict_that_was_changed_by_hand_is_an_alarm_and_is_mended() -> None:
    OutboxRow.objects.all().delete()
    PublicVerdict.objects.filter(pk="FG-000174").update(
        document=json.dumps(found("FG-000174") | {"verdict": "consistent"})
    )
    assert derive.reconcile_all().differences == ["FG-000174: consistent -> in_conflict"]
    assert not derive.reconcile_all().alarm


@pytest.mark.usefixtures("founding")
def test_a_day_in_the_past_knows_what_had_been_published_by_then() -> None:
    then = reconciliation.reckon(["arrivals-rok"], known_on=date(2026, 1, 25))
    assert then.verdicts["FG-000177"].standing  # 224, withdrawn on 4 February
    assert "FG-000178" not in then.verdicts
    now = reconciliation.reckon(["arrivals-rok"])
    assert (now.verdicts["FG-000177"].standing, now.verdicts["FG-000177"].code) == (False, "revised")
