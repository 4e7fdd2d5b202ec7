"""CSV of public records: one header, safe cells, and columns as the documents have them."""

import csv
import io
import json

import pytest

from events.exports import COLUMNS, cell, csv_rows, safe
from events.vocabulary import AXES
from tests.doors.api import rows


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1", "＠a", " =1", "\ufeff=1"]
)
def test_a_formula_is_made_harmless(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1-2", "a=b", "군인", "2024-08-20", "'"])
def test_a_plain_text_is_left_alone(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("persons_max", None, ""),
        ("lat", -5.5, "-5.5"),
        ("persons_min", 3, "3"),
        ("title_withheld", True, "true"),
        ("title_withheld", False, "false"),
        ("subjects", ["SB-0001", "SB-0002"], "SB-0001; SB-0002"),
        ("subjects", [], ""),
        ("outcome_parts", [], ""),
        (
            "outcome_parts",
            [{"outcome": "arrived", "persons": 2}, {"outcome": "killed", "persons": 1}],
            "arrived:2; killed:1",
        ),
        ("value", {"min": 1, "max": 2}, '{"min":1,"max":2}'),
        ("value", [{"outcome": "arrived", "persons": None}], '[{"outcome":"arrived","persons":null}]'),
        ("title_en", "=1", "'=1"),
    ],
)
def test_a_cell_tells_its_value(key: str, value: object, expected: str) -> None:
    assert cell(key, value) == expected


def test_the_header_comes_even_without_rows() -> None:
    assert "".join(csv_rows("link", [])) == "kind,event,title_en,title_ko\r\n"


def test_many_rows_come_piece_by_piece() -> None:
    document = json.dumps({"kind": "aftermath", "event": "EV-000001", "title_en": "a, b", "title_ko": "가\n나"})

    pieces = list(csv_rows("link", [document] * 450))

    assert len(pieces) == 3
    table = list(csv.reader(io.StringIO("".join(pieces), newline="")))
    assert table[1:] == [["aftermath", "EV-000001", "a, b", "가\n나"]] * 450


def test_the_value_of_a_claim_reads_as_editors_write_it(db: None) -> None:
    claim = rows.claim(rows.event(), rows.source(), field="persons", value={"min": 1, "max": 2})

    assert ",persons,1-2," in "".join(csv_rows("claim", [claim.document]))


def test_the_columns_of_a_record_are_the_keys_of_its_document(db: None) -> None:
    event, source = rows.event(), rows.source()
    records = {
        "event": event,
        "source": source,
        "claim": rows.claim(event, source),
        "series": (series := rows.series()),
        "figure": rows.figure(series, source),
    }

    for record, row in records.items():
        assert [column.key for column in COLUMNS[record]] == list(json.loads(row.document))


def test_every_column_is_defined_in_both_languages_and_every_code_has_its_vocabulary() -> None:
    for columns in COLUMNS.values():
        for column in columns:
            assert all(column.definition), column
            assert (column.axis in AXES) is (column.type in ("code", "parts")), column
