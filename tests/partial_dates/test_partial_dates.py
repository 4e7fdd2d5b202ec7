"""A date is as exact as its source and no more."""

import contextlib
import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.errors import InvalidDate
from events.partial_dates import REMEDY, read, show
from events.vocabulary import DatePrecision

EDTF_LIKE = st.text(alphabet="0129X-/.?~%TZYES[]{},: ", max_size=24)
MARK = st.sampled_from(["", "", "", "?", "~", "%"])
YEAR = st.integers(1890, 2110).map(str) | st.sampled_from(["196X", "210X", "19XX", "XXXX", "0000", "199"])
PART = st.integers(0, 45).map(lambda number: f"-{number:02}") | st.sampled_from(["-XX", "-1X"])
PARTS = st.lists(st.tuples(MARK, PART), max_size=3).map(lambda parts: "".join(mark + part for mark, part in parts))
MOMENT = st.builds("{}{}{}{}".format, MARK, YEAR, PARTS, MARK)
NEARLY_EDTF = MOMENT | st.builds("{}/{}".format, MOMENT | st.just(".."), MOMENT | st.just(".."))
ANY_DATE = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-08-20", "2024-08-20", "2024-08-20"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2015", "2015-01-01", "2015-12-31"),
        ("196X", "1960-01-01", "1969-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2024-08-XX", "2024-08-01", "2024-08-31"),
        ("2024-XX", "2024-01-01", "2024-12-31"),
        ("2024-XX-XX", "2024-01-01", "2024-12-31"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-23", "2024-09-01", "2024-11-30"),
        ("2024-33", "2024-01-01", "2024-03-31"),
        ("2024-36", "2024-10-01", "2024-12-31"),
        ("2024-40", "2024-01-01", "2024-06-30"),
        ("2024-41", "2024-07-01", "2024-12-31"),
        ("1997-08-25?", "1997-08-25", "1997-08-25"),
        ("2010-03-02~", "2010-03-02", "2010-03-02"),
        ("2024-~08-20", "2024-08-20", "2024-08-20"),
        ("2004-07-27/2004-07-28", "2004-07-27", "2004-07-28"),
        ("2016-07~/2016-08", "2016-07-01", "2016-08-31"),
        ("202X/2024", "2020-01-01", "2024-12-31"),
        ("../2004-10-26", None, "2004-10-26"),
        ("/2004-10", None, "2004-10-31"),
        ("2019-09/..", "2019-09-01", None),
        ("2019/", "2019-01-01", None),
        ("1900", "1900-01-01", "1900-12-31"),
        ("2100", "2100-01-01", "2100-12-31"),
    ],
)
def test_a_text_covers_its_first_to_its_last_day(text, start, end):
    span = read(text)
    assert (span.start, span.end) == (day(start), day(end))


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2024-08-20", "day"),
        ("2024-08-20/2024-08-20", "day"),
        ("2004-07-27/2004-07-28", "interval"),
        ("2025-06-30/2025-07-06", "week"),
        ("2017-06", "month"),
        ("2024-01/2024-03", "quarter"),
        ("2024-34", "quarter"),
        ("2024-02/2024-04", "interval"),
        ("2024-01/2024-06", "half_year"),
        ("2024-41", "half_year"),
        ("2024-04/2024-09", "interval"),
        ("2015", "year"),
        ("2015-01-01/2015-12-31", "year"),
        ("2015-07/2016-06", "interval"),
        ("2015/2016", "interval"),
        ("196X", "decade"),
        ("1960/1969", "decade"),
        ("1961/1970", "interval"),
        ("1990/2009", "interval"),
        ("19XX", "interval"),
        ("2024-21", "interval"),
        ("2024-01-02/2024-01-31", "interval"),
        ("2024-01-01/2024-01-30", "interval"),
        ("../2004-10-26", "before_after"),
        ("2019/..", "before_after"),
    ],
)
def test_the_precision_is_the_smallest_whole_unit(text, precision):
    assert read(text).precision == precision


@pytest.mark.parametrize("text", ["2024?", "2024-08~", "196X%", "2024-~08", "2016-07~/2016-08", "../2004?", "2019~/"])
def test_a_mark_of_doubt_is_kept(text):
    assert read(text).doubtful


@pytest.mark.parametrize("text", ["2024", "2024-08-20", "196X", "../2004", "2019-09/2019-10"])
def test_without_a_mark_there_is_no_doubt(text):
    assert not read(text).doubtful


def test_the_text_is_kept_without_the_space_around_it():
    assert read(" 2024-08~\n").text == "2024-08~"


@pytest.mark.parametrize(
    "text",
    [
        "unknown",
        "20 August 2024",
        "2024-8-2",
        "20240820",
        "２０２４",
        "2024-00",
        "2024-13",
        "2024-08-00",
        "2024-08-32",
        "2023-02-29",
        "2024-02-30",
        "2024-02-29/2025-02-29",
        "0000",
        "2024-",
        "2024 -08",
        "2024 / 2025",
        "2024//2025",
        "2024/2025/2026",
        "..2024",
        "??2024",
        "?202X",
        "2024\x00",
        "\ud800",
    ],
)
def test_what_is_not_a_date_is_refused(text):
    with pytest.raises(InvalidDate, match="is not a date"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "2024-08-20T23:00:00Z",
        "2024-24",
        "2024-37",
        "XXXX",
        "19X9",
        "1999-X1",
        "2024-XX-08",
        "1999-01-3X",
        "[2017, 2020]",
        "{2017..2020}",
        "1999S2",
        "-2024",
        "Y2024",
        "Y1E99999999",
    ],
)
def test_edtf_that_no_date_of_this_record_can_be_is_refused(text):
    with pytest.raises(InvalidDate, match="is not a date"):
        read(text)


@pytest.mark.parametrize("text", ["", "  ", "/", "..", "../..", "../", "/.."])
def test_a_date_without_any_end_is_refused(text):
    with pytest.raises(InvalidDate, match="says nothing of when"):
        read(text)


@pytest.mark.parametrize("text", ["2024-08-20/2024-08-19", "2025/2024", "2024-09/2024-08", "2024/201X"])
def test_an_end_before_its_start_is_refused(text):
    with pytest.raises(InvalidDate, match="ends before it starts"):
        read(text)


@pytest.mark.parametrize("text", ["1899", "1899-12-31", "189X", "2101", "210X", "21XX", "0800", "../1899", "2101/.."])
def test_a_year_outside_1900_to_2100_is_refused(text):
    with pytest.raises(InvalidDate, match="outside 1900 to 2100"):
        read(text)


def test_a_refusal_names_the_field_and_the_remedy():
    with pytest.raises(InvalidDate) as refusal:
        read("soon", field="occurred")
    assert (refusal.value.field, refusal.value.remedy) == ("occurred", REMEDY)


def test_a_refusal_repeats_no_more_than_forty_characters():
    with pytest.raises(InvalidDate) as refusal:
        read("9" * 10_000)
    assert refusal.value.detail == f"“{'9' * 40}” is not a date."


@pytest.mark.parametrize("text", ["1999-1X", "1999-0X", "1999-X1", "1999-1X/2000", "../1999-X1", "2024-08-20"])
def test_nothing_is_ever_printed(text, capfd):
    with contextlib.suppress(InvalidDate):
        read(text)
    assert capfd.readouterr() == ("", "")


@settings(deadline=None)
@given(st.text() | EDTF_LIKE | NEARLY_EDTF)
def test_any_text_is_read_or_refused_as_a_date(text):
    try:
        span = read(text)
    except InvalidDate:
        return
    assert span.text == text.strip()
    assert (span.start or dt.date.min) <= (span.end or dt.date.max)


@given(ANY_DATE, ANY_DATE)
def test_any_two_days_are_read_back(one, other):
    start, end = sorted([one, other])
    span = read(f"{start}/{end}")
    assert (span.start, span.end) == (start, end)


@given(ANY_DATE, ANY_DATE)
def test_no_day_is_made_up_when_a_range_is_shown(one, other):
    span = read("{}/{}".format(*sorted([one, other])))
    days = {span.start.day, span.end.day}
    words = show(span.start, span.end, span.precision, "ko")
    assert {int(number) for number in re.findall(r"(\d+)일", words)} in (days, set())


@pytest.mark.parametrize(
    ("text", "english", "korean"),
    [
        ("2024-08-20", "20 Aug 2024", "2024년 8월 20일"),
        ("2017-06", "Jun 2017", "2017년 6월"),
        ("2015", "2015", "2015년"),
        ("196X", "1960s", "1960년대"),
        ("2024-33", "2024 Q1", "2024년 1분기"),
        ("2024-36", "2024 Q4", "2024년 4분기"),
        ("2024-40", "first half of 2024", "2024년 상반기"),
        ("2024-41", "second half of 2024", "2024년 하반기"),
        ("2004-07-27/2004-07-28", "27 Jul 2004–28 Jul 2004", "2004년 7월 27일–2004년 7월 28일"),
        ("2025-06-30/2025-07-06", "30 Jun 2025–6 Jul 2025", "2025년 6월 30일–2025년 7월 6일"),
        ("19XX", "1 Jan 1900–31 Dec 1999", "1900년 1월 1일–1999년 12월 31일"),
        ("../2004-10-26", "on or before 26 Oct 2004", "2004년 10월 26일 또는 그 이전"),
        ("2019-09/..", "on or after 1 Sep 2019", "2019년 9월 1일 또는 그 이후"),
    ],
)
def test_a_range_is_shown_in_words_of_its_precision(text, english, korean):
    span = read(text)
    assert show(span.start, span.end, span.precision) == english
    assert show(span.start, span.end, span.precision, "ko") == korean


@pytest.mark.parametrize(("language", "words"), [("en", "date not known"), ("ko", "날짜 미상")])
def test_a_date_that_nobody_knows_is_said_to_be_unknown(language, words):
    assert show(None, None, DatePrecision.UNKNOWN, language) == words


def test_the_plain_code_of_a_precision_will_do():
    assert show(dt.date(2024, 1, 1), dt.date(2024, 3, 31), "quarter") == "2024 Q1"


@pytest.mark.parametrize("text", ["2024", "2024-08", "2024-08-20", "196X", "2024-08/2024-09", "2024?", "2024~"])
def test_every_form_that_the_remedy_teaches_is_read(text):
    assert read(text).start
