import pytest

from events.presenters import sources
from tests.presenters import rows

pytestmark = pytest.mark.django_db


def test_a_copy_of_a_copy_has_one_origin() -> None:
    ministry = rows.source(publisher_name="Ministry")
    journal = rows.copy_of(ministry, "cites", publisher_name="Journal")
    copy = rows.copy_of(journal, publisher_name="Copy", machine_written="declared")
    shape = sources.shape(copy, sources.Library([copy]))
    assert [(str(link["how"]), link["publisher"]) for link in shape["chain"]] == [
        ("rewrites", "Journal"),
        ("cites", "Ministry"),
    ]
    assert shape["origin"] == ministry.public_id
    assert shape["machine"] == "declared"


def test_an_origin_is_its_own() -> None:
    source = rows.source()
    assert sources.Library([source]).origin(source.number) == source.public_id


def test_a_circle_of_sources_ends() -> None:
    one = rows.source()
    other = rows.copy_of(one)
    rows.PublicSource.objects.filter(pk=one.pk).update(derives_from=other.number)
    one.refresh_from_db()
    assert len(sources.Library([one]).chain(one.number)) == 1


def test_a_long_chain_costs_a_query_a_step(django_assert_num_queries: object) -> None:
    one = rows.source()
    two = rows.copy_of(one)
    three = rows.copy_of(two)
    with django_assert_num_queries(2):  # type: ignore[operator]
        sources.Library([three])


@pytest.mark.parametrize(("title", "language"), [("하나", "ko"), ("[Report of May]", "en"), ("[5월 보도]", "ko")])
def test_a_description_in_square_brackets_is_in_our_language(title: str, language: str) -> None:
    one = rows.source(title=title, language="ko")
    assert sources.shape(one, sources.Library([one]))["title_lang"] == language
