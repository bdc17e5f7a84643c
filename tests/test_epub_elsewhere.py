"""Our ePubs in a reader that has nothing in common with what wrote them: MuPDF."""

from importlib import import_module
from pathlib import Path

import pytest

from handout_builder.readers import read
from handout_builder.readers.body import body_words

from .conftest import HOME, ClinicFolder

pymupdf = import_module("pymupdf")
"""By its name: its types are not told."""
# It tells of each selector of a stylesheet that it does not know, and passes over it.
pymupdf.TOOLS.mupdf_display_errors(False)


def letters(path: Path) -> str:
    """What the reader shows, page after page, without the spaces that its lines need."""
    with pymupdf.open(path) as book:
        return "".join("".join(page.get_text().split()) for page in book)


def headings(path: Path) -> list[tuple[int, str]]:
    with pymupdf.open(path) as book:
        return [(level, title) for level, title, _ in book.get_toc()]


def test_a_book_shows_the_articles_words_in_order(seed: ClinicFolder) -> None:
    (source,) = (HOME / "sources").glob("*.txt")
    (article,) = read(source, HOME)
    (book,) = (seed.path / "handouts" / "epub").glob("*.epub")
    assert "".join(body_words(article.body)) in letters(book)
    assert headings(book)[1:] == [(section.level, section.heading) for section in article.sections]


@pytest.mark.parametrize("folder", ["hard", "profiles"])
def test_every_book_opens_with_its_title_and_author(folder: str, request: pytest.FixtureRequest) -> None:
    handouts = request.getfixturevalue(folder).path / "handouts"
    books = sorted(handouts.rglob("*.epub"))
    assert books
    for path in books:
        with pymupdf.open(path) as book:
            assert book.metadata["title"], path
            assert len(book) > 0, path
        assert headings(path), path
        assert letters(path), path
