"""The corpus is what the issue asks for: two languages, every trap named, gold that the codebook knows."""

from events.intake.measure import CORPUS

from .planted import ARTICLES


def test_there_are_articles_enough_in_both_languages() -> None:
    languages = [article.language for article in ARTICLES.values()]
    assert languages.count("en") >= 13
    assert languages.count("ko") >= 11
    assert set(languages) == {"en", "ko"}


def test_every_file_is_an_article_and_has_gold() -> None:
    assert {path.stem for path in CORPUS.glob("*.txt")} == set(ARTICLES)
    assert all(article.gold and article.trap for article in ARTICLES.values())


def test_articles_are_as_long_as_articles() -> None:
    words = {article.id: len(article.text.split()) for article in ARTICLES.values()}
    assert {id: count for id, count in words.items() if not 100 <= count <= 350} == {}


def test_one_article_has_no_date_and_one_is_not_about_us() -> None:
    assert [article.id for article in ARTICLES.values() if not article.published] == ["ko-nalja-eomneun-oegyogwan"]
    assert [row for row in ARTICLES["en-party-defector"].gold if row.kind in ("value", "figure")] == []
