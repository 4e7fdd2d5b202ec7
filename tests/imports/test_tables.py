"""Rows are checked before anything is written; all refusals are reported together, each with its line and column."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from events import imports
from events.errors import RefusedRows
from events.models import Event, PublicEvent, Publisher, Source

Change = Callable[[str, str], None]

SMALL = {
    "publishers": "id,name,name_ko,kind,country\npaper,Paper,신문,newspaper,KR\n",
    "sources": "id,publisher,title,language,url,archived_url,published,kind,machine_written,derives_from,derives_how,"
    "withhold_title,withhold_url,public_note\n"
    "S1,paper,One,en,https://example.org/1,,2024-08-20,article,none,S2,cites,,,\n"
    "S2,paper,Two,en,https://example.org/2,,2024-08-20,article,none,,,,,\n",
    "places": "id,name_en,name_ko,aliases,kind,country,lat,lon,radius_km,coord_source,parent\n"
    "goseong,Goseong,고성,Kosong; Kosŏng,county,KR,38.4,128.5,20,GeoNames,gangwon\n"
    "gangwon,Gangwon,강원,,province,KR,,,,,\n",
    "subjects": "id,public_note\nSB1,Crossed twice.\n",
    "events": "id,title_en,title_ko,summary_en,summary_ko,state,hold_reason,subjects\n"
    "E1,A crossing,귀순,A soldier crossed.,군인이 넘었다.,publish,,SB1\n"
    "E2,Another,재입북,Somebody went back.,누가 돌아갔다.,draft,Not yet read.,SB1\n",
    "claims": "id,event,field,value,source,issuer,stated,certainty,quote,locator,relation,related_to,standing,"
    "public_note\n"
    + "".join(
        f"C{number},E1,{field},{value},S1,jcs,2024-08-20,reported,,,,,accepted,\n"
        for number, (field, value) in enumerate(
            [
                ("occurred", "2024-08-20 crossing"),
                ("direction", "north_to_south"),
                ("movement_class", "defection"),
                ("route_type", "mdl_land"),
                ("means", "on_foot"),
                ("actor_type", "active_duty_soldier"),
                ("persons", "1"),
                ("outcome", "arrived"),
                ("intent", "stated"),
                ("first_public", "2024-08-20"),
                ("place", "goseong county"),
            ],
            start=1,
        )
    ),
    "links": "from,to,kind\nE1,E2,return_trip\n",
    "series": "id,title_en,title_ko,measure,concept,population,route_scope,subgroup,unit,authority,since,"
    "definition_en,definition_ko,event_scope,scope_note_en,scope_note_ko\n"
    "arrivals,Arrivals,입국,flow,arrivals,nk,all,all,persons,mou,,Persons.,사람.,,,\n"
    "arrivals-women,Women,여성,flow,arrivals,nk,all,female,persons,mou,,Women.,여성.,,,\n",
    "figures": "id,series,source,issuer,period,as_of,words,comparator,value,edition,released,supersedes,"
    "conflict_group,public_note,state\nF1,arrivals,S2,mou,2024,,,exact,236,final,2025,F2,,,publish\n"
    "F2,arrivals,S2,mou,2024,,,exact,235,provisional,2024,,,Still read.,draft\n",
    "bridges": "id,kind,series,other,partition,grounds_en,grounds_ko\n"
    "B1,subset_of,arrivals-women,arrivals,,Women are persons.,여성은 사람이다.\n",
    "checks": "id,kind,source,issuer,words,stated,series,period,comparator,value,other_series,other_period,since,event,"
    "event_scope,public_note,state\nC1,number,S2,outlet,236 came,2025,arrivals,2024,exact,236,,,,,,,publish\n"
    "C2,first_since,S2,outlet,the first since 2019,2025,,,,,,,2019,E1,actor_type=active_duty_soldier,,publish\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small whole dataset."""
    for name, text in SMALL.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def replace(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.django_db
def test_a_small_dataset_is_loaded(folder: Path) -> None:
    report = imports.load(folder)
    assert (report.refused, report.made, len(report.held)) == ([], 15, 2)
    assert PublicEvent.objects.get().place == "goseong"


@pytest.mark.django_db
def test_loading_again_finds_everything_standing(folder: Path) -> None:
    imports.load(folder)
    again = imports.load(folder)
    assert (again.made, again.standing) == (0, 15)


@pytest.mark.django_db
def test_the_progress_is_told(folder: Path) -> None:
    told: list[tuple[int, int, str]] = []
    imports.load(folder, progress=lambda done, total, name: told.append((done, total, name)))
    assert (told[0], told[-1]) == ((1, 15, "publishers"), (15, 15, "checks"))


BAD = [
    ("publishers", "name_ko", "naam_ko", "publishers.csv, naam_ko: unknown column"),
    ("publishers", "name_ko", "naam_ko", "publishers.csv, name_ko: the column is missing"),
    ("publishers", "KR\n", "KR,x\n", "publishers.csv line 2, x: more cells than columns"),
    ("publishers", "newspaper", "gazette", "publishers.csv line 2, kind: “gazette” is not a code"),
    ("publishers", "Paper,", ",", "publishers.csv line 2, name: empty"),
    ("publishers", "paper,", "The Paper,", "publishers.csv line 2, id: “The Paper” is not an id; write it as yonhap"),
    ("sources", "S2,paper", "S1,paper", "sources.csv lines 2, 3, id: “S1” must stand exactly once"),
    ("sources", "S2,paper", "S01,paper", "sources.csv lines 2, 3, id: “S1” must stand exactly once"),
    ("sources", "S2,paper", "X,paper", "sources.csv line 3, id: “X” is not an id; write it as E001"),
    ("sources", "S1,paper", "S1,daily", "sources.csv line 2, publisher: there is no daily in publishers.csv"),
    ("sources", "none,S2", "none,S9", "sources.csv line 2, derives_from: there is no S9 in sources.csv"),
    ("sources", "none,,,,,", "none,S1,cites,,,", "sources.csv, derives_from: S1 -> S2 -> S1 is a circle"),
    ("sources", "none,S2", "none,S1", "sources.csv, derives_from: S1 -> S1 is a circle"),
    ("sources", "2024-08-20,article,none,S2", "soon,article,none,S2", "sources.csv line 2, published: “soon”"),
    ("places", "38.4", "north", "places.csv line 2, lat: “north” is not a number"),
    ("events", "draft", "maybe", "events.csv line 3, state: maybe is neither publish nor draft"),
    ("events", "E1,A crossing", ",A crossing", "events.csv lines 2, id: “” must stand exactly once"),
    ("claims", "north_to_south", "northward", "claims.csv line 3, value: “northward” is not a code"),
    ("claims", "2024-08-20 crossing", "2024-13-45 crossing", "claims.csv line 2, value: “2024-13-45” is not a date"),
    ("claims", ",persons,1,", ",persons,2-1,", "claims.csv line 8, value: The least number"),
    ("claims", "goseong county", "atlantis county", "claims.csv line 12, value: there is no atlantis in places.csv"),
    ("links", "E1,E2", "E1,E7", "links.csv line 2, to: there is no E7 in events.csv"),
    ("figures", "236", "many", "figures.csv line 2, value: “many” is not a number"),
]


@pytest.mark.parametrize(("table", "old", "new", "refusal"), BAD)
def test_a_bad_row_is_refused_with_its_line_and_column(
    folder: Path, table: str, old: str, new: str, refusal: str
) -> None:
    replace(folder, table, old, new)
    with pytest.raises(RefusedRows) as refused:
        imports.read(folder)
    assert [sentence for sentence in refused.value.refusals if sentence.startswith(refusal)]


@pytest.mark.django_db
def test_all_refusals_are_reported_together_and_nothing_is_saved(folder: Path) -> None:
    for table, old, new, _ in (BAD[3], BAD[9], BAD[17]):
        replace(folder, table, old, new)
    with pytest.raises(CommandError) as refused, pytest.MonkeyPatch.context() as patch:
        patch.setattr(imports.load, "__defaults__", (folder, imports.load.__defaults__[1]))  # type: ignore[index]
        call_command("load_founding")
    assert len(str(refused.value).splitlines()) == 4
    assert not Publisher.objects.exists()


def test_a_missing_file_is_a_refusal(folder: Path) -> None:
    (folder / "links.csv").unlink()
    with pytest.raises(RefusedRows, match=r"links\.csv: the file is missing"):
        imports.read(folder)


def test_a_file_in_another_encoding_is_a_refusal(folder: Path) -> None:
    (folder / "publishers.csv").write_bytes(SMALL["publishers"].encode("euc-kr"))
    with pytest.raises(RefusedRows, match=r"publishers\.csv: the file is missing or is not UTF-8"):
        imports.read(folder)


def test_a_file_saved_by_a_spreadsheet_is_read(folder: Path) -> None:
    (folder / "subjects.csv").write_bytes(b"\xef\xbb\xbf" + SMALL["subjects"].replace("\n", "\r\n").encode())
    assert imports.read(folder).rows["subjects"][0]["id"] == "SB1"


@pytest.mark.django_db
def test_a_row_that_the_record_refuses_leaves_the_others_standing(folder: Path) -> None:
    replace(folder, "claims", "C3,", "C12,E1,direction,south_to_north,S1,jcs,,reported,,,,,accepted,\nC3,")
    report = imports.load(folder)
    assert [refusal.partition(":")[0] for refusal in report.refused] == ["events E1, direction", "checks C2"]
    assert (Event.objects.filter(pk=1).exists(), Event.objects.filter(pk=2).exists()) == (False, True)


@pytest.mark.django_db
def test_what_rests_on_a_refused_row_is_refused_too(folder: Path) -> None:
    replace(folder, "sources", "https://example.org/2", "nowhere")
    report = imports.load(folder)
    assert len(report.refused) == 7
    assert "sources S1: What it rests on, 2, was refused before." in report.refused
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_a_load_that_was_cut_short_goes_on_where_it_stopped(folder: Path) -> None:
    shutil.copytree(folder, folder / "first")
    (folder / "first" / "figures.csv").write_text(SMALL["figures"].splitlines()[0] + "\n", encoding="utf-8")
    imports.load(folder / "first")
    report = imports.load(folder)
    assert (report.made, report.standing) == (2, 13)


def test_the_shipped_dataset_is_written_as_it_is_read() -> None:
    for path in imports.FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert all(None not in row for row in csv.DictReader(file))
