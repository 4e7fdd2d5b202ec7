import pytest

from events.presenters import claims, event_page
from tests.presenters import rows

pytestmark = pytest.mark.django_db


def shaped(event: rows.PublicEvent) -> list[dict]:
    found = list(event.claims.select_related("source"))
    return [claims.shape(claim, claims.place_names(found)) for claim in found]


@pytest.fixture
def crossing() -> rows.PublicEvent:
    """The case of 2022: unknown, then a soldier by mistake, then presumed and confirmed as a resettled defector."""
    event = rows.event(occurred="2022-01-01", direction="south_to_north", movement_class="re_entry")
    wire, copy = rows.source(), rows.source(publisher_name="Post")
    rows.claim(
        event,
        wire,
        field="actor_type",
        value="unknown",
        stated="2022-01-02",
        standing="superseded",
        public_note="Named later.",
    )
    rows.claim(
        event,
        copy,
        field="actor_type",
        value="active_duty_soldier",
        stated="2022-01-02",
        standing="rejected",
        public_note="Wrong.",
    )
    rows.claim(
        event,
        wire,
        field="actor_type",
        value="former_nk_defector",
        stated="2022-01-03",
        standing="superseded",
        public_note="Presumed.",
    )
    rows.claim(event, wire, field="actor_type", value="former_nk_defector", stated="2022-01-05", issuer="mnd")
    return event


def test_history_has_the_accepted_value_on_top_then_the_latest_stated(crossing: rows.PublicEvent) -> None:
    (field,) = claims.history(shaped(crossing))
    told = [(value["words"], value["standing"]) for value in field["values"]]
    assert told == [
        ("Resettled NK defector", "accepted"),
        ("Resettled NK defector", "superseded"),
        ("Active-duty soldier", "rejected"),
        ("Unknown", "superseded"),
    ]


def test_history_names_date_issuer_and_source(crossing: rows.PublicEvent) -> None:
    (field,) = claims.history(shaped(crossing))
    (claim,) = field["values"][0]["claims"]
    assert (claim["stated"], str(claim["issuer"]), claim["source"]["publisher"]) == (
        "5 Jan 2022",
        "Ministry of National Defense",
        "Yonhap",
    )


def test_a_field_with_one_value_has_no_history() -> None:
    event = rows.event()
    rows.claim(event, rows.source())
    rows.claim(event, rows.source())
    assert claims.history(shaped(event)) == []


def test_an_older_statement_of_the_same_value_does_not_differ(crossing: rows.PublicEvent) -> None:
    (row,) = claims.table(shaped(crossing), event_page.page(crossing)["sources"])
    differing = [claim["words"] for cell in row["cells"] for claim in cell["claims"] if claim["differs"]]
    assert sorted(differing) == ["Active-duty soldier", "Unknown"]


def test_a_source_that_is_silent_has_an_empty_cell() -> None:
    event, one, other = rows.event(), rows.source(), rows.source(publisher_name="Post")
    rows.claim(event, one)
    rows.claim(event, other, field="means", value="on_foot")
    table = claims.table(shaped(event), event_page.page(event)["sources"])
    assert [[len(cell["claims"]) for cell in row["cells"]] for row in table] == [[1, 0], [0, 1]]


def test_a_place_is_called_by_its_name() -> None:
    event = rows.event(**rows.GOSEONG)
    rows.claim(event, rows.source(), field="place", value={"place": "goseong-gangwon", "precision": "county"})
    assert shaped(event)[0]["words"] == "Goseong County (County or city)"


def test_a_place_of_no_public_event_is_readable_still() -> None:
    event = rows.event()
    rows.claim(event, rows.source(), field="place", value={"place": "eastern-front", "precision": "front_sector"})
    assert shaped(event)[0]["words"] == "Eastern front (Front sector)"
