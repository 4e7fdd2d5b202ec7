"""Every form says the same; an explicit format wins over Accept."""

import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pyarrow.parquet
import pytest
from django.test import Client

from events.api.urls import LISTS
from events.exports import COLUMNS, About
from events.exports.parquet import GROUP, parquet_rows
from tests.doors.api import rows
from tests.doors.api.conftest import API, Ask, body, csv_of, whole


@pytest.mark.parametrize("path", ["events.csv", "events/?format=csv", "events.csv?format=csv"])
@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html"])
def test_csv_is_asked_for_by_suffix_or_parameter(client: Client, path: str, accept: str) -> None:
    event = rows.event()

    response = client.get(API + path, headers={"accept": accept})

    assert [row["id"] for row in csv_of(response)] == [event.public_id]
    assert response.headers["Content-Disposition"] == 'attachment; filename="events.csv"'
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"


def test_csv_is_asked_for_by_accept(client: Client) -> None:
    response = client.get(f"{API}events/", headers={"accept": "text/csv"})

    assert body(response).startswith("id,version,title_en,")
    assert response.headers["Vary"] == "Accept, Accept-Encoding"


def test_csv_has_no_mark_before_its_header(client: Client) -> None:
    assert b"".join(client.get(f"{API}events.csv").streaming_content).startswith(b"id,")  # type: ignore[attr-defined]


def test_csv_is_the_whole_list(client: Client) -> None:
    for _ in range(60):
        rows.event()

    assert len(csv_of(client.get(f"{API}events.csv"))) == 60


def test_csv_is_a_page_where_one_is_asked_for(client: Client) -> None:
    for _ in range(3):
        rows.event()

    response = client.get(f"{API}events.csv?limit=2")

    assert len(csv_of(response)) == 2
    link = response.headers["Link"]
    assert link.startswith("<http://testserver/api/v1/events.csv?cursor=")
    rest = client.get(link[1:].partition(">")[0])
    assert len(csv_of(rest)) == 1
    assert "Link" not in rest.headers


def test_head_of_a_file_makes_no_file(client: Client, django_assert_num_queries: Any) -> None:
    rows.event()
    with django_assert_num_queries(3):  # the version, and the role that is taken and left
        response = client.head(f"{API}events.csv", headers={"Accept-Encoding": "gzip"})

    assert whole(response) == b""
    assert "Content-Length" not in response.headers
    assert response.headers["Content-Type"].startswith("text/csv")


def test_every_list_of_records_is_a_file_too(client: Client) -> None:
    event, source = rows.event(), rows.source()
    rows.claim(event, source)
    series = rows.series()
    rows.figure(series, source)
    rows.bridge(series, series)
    rows.check(series, source)
    rows.reckoned(series)
    rows.statistic()

    for name in LISTS:
        assert len(csv_of(client.get(f"{API}{name}.csv"))) == 1
        [row] = [json.loads(line) for line in body(client.get(f"{API}{name}.jsonl")).splitlines()]
        table = pyarrow.parquet.read_table(io.BytesIO(whole(client.get(f"{API}{name}.parquet"))))
        assert (table.num_rows, row.keys() >= {table.column_names[0]}) == (1, True)


def test_a_title_that_looks_like_a_formula_is_made_harmless(client: Client) -> None:
    rows.event(title_en="=HYPERLINK(1)")

    assert csv_of(client.get(f"{API}events.csv"))[0]["title_en"] == "'=HYPERLINK(1)"


TYPES = {"csv": "text/csv", "jsonl": "application/jsonl", "geojson": "application/geo+json"}
TYPES |= {"parquet": "application/vnd.apache.parquet"}


@pytest.mark.parametrize("form", TYPES)
def test_each_form_is_asked_for_by_suffix_parameter_and_accept(client: Client, form: str) -> None:
    rows.event(lat=38.38, lon=128.468)

    answers = [
        client.get(f"{API}events.{form}"),
        client.get(f"{API}events/?format={form}", headers={"accept": "text/html"}),
        client.get(f"{API}events/", headers={"accept": TYPES[form]}),
    ]

    assert {answer.headers["Content-Type"].partition(";")[0] for answer in answers} == {TYPES[form]}
    assert len({whole(answer) for answer in answers}) == 1


def test_json_lines_have_a_second_name(client: Client) -> None:
    event = rows.event()

    answer = client.get(f"{API}events/", headers={"accept": "application/x-ndjson"})

    assert json.loads(body(answer))["id"] == event.public_id


@pytest.mark.parametrize("form", TYPES)
def test_a_file_says_what_it_is(client: Client, form: str) -> None:
    rows.event(lat=38.38, lon=128.468)

    answer = client.get(f"{API}events.{form}?means=on_foot,-swim&q=군인")

    assert unquote(answer.headers["Filter-Sentence"]) == "Events; Means: On foot, not Swimming; Words: “군인”."
    assert (answer.headers["Dataset-Version"], answer.headers["Data-Licence"]) == ("1", "CC-BY-4.0")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="events.{form}"'


def test_json_geojson_and_parquet_hold_the_sentence_the_version_and_the_licence(ask: Ask, client: Client) -> None:
    rows.event()
    told = {"filter": "Events; Persons, at most: 3.", "dataset_version": "1", "licence": "CC-BY-4.0"}

    found = [ask("events/?persons_max=3"), json.loads(body(client.get(f"{API}events.geojson?persons_max=3")))]
    schema = pyarrow.parquet.read_schema(io.BytesIO(whole(client.get(f"{API}events.parquet?persons_max=3"))))

    assert all(told.items() <= one.items() for one in found)
    assert told.items() <= {key.decode(): value.decode() for key, value in schema.metadata.items()}.items()


def test_an_event_without_a_public_place_has_no_geometry(client: Client) -> None:
    rows.event("2020", lat=38.38, lon=128.468, place_precision="county")
    rows.event("2024")

    nowhere, somewhere = json.loads(body(client.get(f"{API}events.geojson")))["features"]

    assert nowhere["geometry"] is None
    assert somewhere["geometry"] == {"type": "Point", "coordinates": [128.468, 38.38]}
    assert somewhere["properties"]["place_precision"] == "county"


def test_parquet_has_the_types_of_the_codebook(client: Client) -> None:
    rows.event(outcome_parts=[{"outcome": "arrived", "persons": 2}], subjects=["SB-0001"])

    table = pyarrow.parquet.read_table(io.BytesIO(whole(client.get(f"{API}events.parquet"))))

    kinds = {name: str(table.schema.field(name).type) for name in table.column_names}
    assert list(kinds) == [column.key for column in COLUMNS["event"]]
    wanted = {"id": "string", "version": "int64", "occurred_from": "date32[day]", "lat": "double"}
    assert wanted.items() <= kinds.items()
    assert table.to_pylist()[0]["outcome_parts"] == [{"outcome": "arrived", "persons": 2}]
    assert table.to_pylist()[0]["subjects"] == ["SB-0001"]


@pytest.mark.parametrize("form", TYPES)
def test_a_form_of_no_event_can_be_read(client: Client, form: str) -> None:
    answer = whole(client.get(f"{API}events.{form}"))

    assert {"csv": lambda: len(answer.splitlines()) == 1, "jsonl": lambda: answer == b""}.get(form, lambda: True)()
    if form == "geojson":
        assert json.loads(answer)["features"] == []
    if form == "parquet":
        assert pyarrow.parquet.read_table(io.BytesIO(answer)).num_rows == 0


@pytest.mark.parametrize("form", TYPES)
def test_an_unchanged_file_answers_304(client: Client, form: str) -> None:
    tag = client.get(f"{API}events.{form}").headers["ETag"]

    assert client.get(f"{API}events.{form}", headers={"if-none-match": tag}).status_code == 304
    assert client.head(f"{API}events.{form}").headers["ETag"] == tag


def test_a_file_is_written_in_groups_of_rows() -> None:
    drawn = 0

    def documents() -> Iterator[str]:
        nonlocal drawn
        for drawn in range(1, 2 * GROUP + 2):
            yield json.dumps({"key": "all", "year": drawn})

    pieces = parquet_rows("statistic", documents(), About("All.", "1"), ["year", "key"])
    first = next(pieces)

    assert drawn == GROUP
    table = pyarrow.parquet.ParquetFile(io.BytesIO(first + b"".join(pieces)))
    assert (table.num_row_groups, table.metadata.num_rows) == (3, 2 * GROUP + 1)


@pytest.mark.parametrize("path", ["events/", "events.csv", "events.jsonl", "events.geojson", "events.parquet"])
def test_an_unknown_column_is_refused_with_the_nearest(client: Client, path: str) -> None:
    problem = json.loads(body(client.get(f"{API}{path}?fields=id,occured")))

    assert problem["errors"][0]["parameter"] == "fields"
    assert problem["errors"][0]["nearest"] == "occurred"


def test_chosen_columns_stand_in_the_order_of_the_codebook(ask: Ask, client: Client) -> None:
    event = rows.event()

    [row] = ask("events/?fields=means,id&include=claims")["results"]

    assert list(row.items()) == [("id", event.public_id), ("means", "on_foot"), ("claims", [])]
    assert body(client.get(f"{API}events.csv?fields=means,id")).splitlines()[0] == "id,means"


def test_an_unknown_format_is_refused(client: Client) -> None:
    assert client.get(f"{API}events/?format=xml").status_code == 400


def test_options_tell_what_is_offered(client: Client) -> None:
    response = client.options(f"{API}events/")

    assert (response.status_code, response.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
