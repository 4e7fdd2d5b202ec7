"""Laws over random questions: page, JSON and CSV give the same events, and no text gives a fault."""

from urllib.parse import urlencode

from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from events.api import lists, numbers
from events.filters import CODED, EventFilter
from events.models import PublicEvent
from tests.doors.api import rows
from tests.doors.api.conftest import API, Ask, csv_of

DAYS = ["1999", "2019-05", "2024-08-20", "../2004-10-26", "2021/..", "2020/2022-03", "196X"]


def small_world() -> None:
    """Events of every kind of date, with differing codes, places and sources."""
    sources = [rows.source(), rows.source(publisher="kbs")]
    for place, day in zip(("seoul", "goseong", ""), DAYS * 3, strict=False):
        rows.event(day, place=place)
    for number, day in enumerate(DAYS):
        coded = {p.name: p.known[number % 3] for p in CODED}
        rows.claim(rows.event(day, **coded), sources[number % 2])


def questions() -> st.SearchStrategy[dict[str, str]]:
    """Valid questions about the small world, in any combination."""
    coded = {p.name: st.lists(st.sampled_from(p.known[:4]), min_size=1, max_size=3).map(",".join) for p in CODED}
    return st.fixed_dictionaries(
        {},
        optional=coded
        | {
            "from": st.sampled_from(["1960", "2004-10", "2020"]),
            "to": st.sampled_from(["2020", "2024-08-20", "2100"]),
            "date_match": st.sampled_from(["overlaps", "within"]),
            "place": st.sampled_from(["seoul", "goseong,seoul"]),
            "publisher": st.sampled_from(["yonhap", "kbs", "kbs,yonhap"]),
            "q": st.sampled_from(["soldier", "고성", "-soldier", "line or 표류", '"the line" 귀순']),
            "sort": st.sampled_from(["newest", "oldest", "changed"]),
        },
    )


def test_page_json_and_csv_give_the_same_events(ask: Ask, client: Client) -> None:
    small_world()

    @settings(max_examples=60, deadline=None)
    @given(questions())
    def agree(question: dict[str, str]) -> None:
        page = list(EventFilter(question, PublicEvent.objects.all()).queryset.values_list("public_id", flat=True))
        query = urlencode(question)
        assert [row["id"] for row in ask(f"events/?limit=500&{query}")["results"]] == page
        assert [row["id"] for row in csv_of(client.get(f"{API}events.csv?{query}"))] == page

    agree()


def test_every_facet_counts_the_events_that_its_choice_would_give(ask: Ask) -> None:
    small_world()

    @settings(max_examples=20, deadline=None)
    @given(questions())
    def agree(question: dict[str, str]) -> None:
        found = EventFilter(question, PublicEvent.objects.all())
        for name, facets in found.facets().items():
            for facet in facets[:4]:
                chosen = EventFilter(question | {name: facet.code}, PublicEvent.objects.all())
                assert facet.count == chosen.queryset.count()

    agree()


NAMES = sorted(
    {p.name for p in (*lists.EventList.parameters, *numbers.FigureList.parameters, *lists.StatisticList.parameters)}
    | {p.name for q in (numbers.CheckList, numbers.ReconciliationList, numbers.CoverageList) for p in q.parameters}
)
TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["\x00", "0", "-1", "99999999999", "1e9", "null", "[]", "'", '"', "%", "a or -", "2024-99", "EV-1", "é,,"]
    ),
    st.from_regex(r"[A-Za-z0-9_-]{4,60}", fullmatch=True),
)
WHERE = [
    "events/",
    "events.csv",
    "sources/",
    "claims/",
    "figures/",
    "series/",
    "statistics/",
    "changes/",
    "bridges/",
    "checks/",
    "checks.csv",
    "reconciliation/",
    "coverage/",
    "events/EV-000001/",
]


def test_no_text_of_a_parameter_is_a_fault(client: Client) -> None:
    small_world()

    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from(WHERE), st.lists(st.tuples(st.sampled_from([*NAMES, "zz"]), TEXTS), max_size=3))
    def answer(path: str, pairs: list[tuple[str, str]]) -> None:
        query = urlencode(pairs, errors="surrogatepass")
        assert client.get(f"{API}{path}?{query}").status_code in (200, 400, 404)

    answer()


def test_no_path_is_a_fault(client: Client) -> None:
    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(["events", "series", "vocabularies", "claims"]), st.text(max_size=20))
    def answer(folder: str, text: str) -> None:
        path = "".join(f"%{byte:02X}" for byte in text.encode(errors="surrogatepass"))
        assert client.get(f"{API}{folder}/{path}/").status_code in (200, 301, 400, 404)

    answer()
