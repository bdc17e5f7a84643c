"""The page list of an ePub mirrors the pages of the printed handout, and changes no word."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout_builder.commands import main
from handout_builder.model import PageStart
from handout_builder.pages.page_marks import mark_pages
from handout_builder.programs import pango

from .conftest import SEED, ClinicFolder
from .long_article import long_article
from .open_epub import Chapter, Epub
from .open_pdf import Pdf

HARD = Path(__file__).parent / "hard"
SLUGS = ["awkward", "como-dormir-mejor", "long", "nobody", "short"]
SETTINGS = 'name = "Test Clinic"\neditions = {}\n'
MARKS = "//*[@role='doc-pagebreak']"
MARK = re.compile(r"<span [^>]*doc-pagebreak[^>]*></span>")


def furnish(folder: ClinicFolder, editions: str) -> ClinicFolder:
    for path in HARD.iterdir():
        folder.write(f"sources/{path.name}", path.read_bytes())
    folder.write("sources/long.md", long_article())
    folder.write("layouts/clinic.toml", SETTINGS.format(editions))
    return folder


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    folder = furnish(ClinicFolder(tmp_path_factory.mktemp("printed")), '["letter", "a4", "epub", "bundle"]')
    done = folder.run()
    assert done.code == 0, done.err
    return folder


def letters(text: str) -> str:
    return "".join(text.split())


def opening(text: str) -> str:
    """Give the first letters of a text, the signs and numbers of a list aside."""
    return re.sub(r"\W|\d", "", text)[:12]


def pages_in(chapter: Chapter) -> list[tuple[str, str]]:
    """Give each mark's number and the letters that follow it."""
    marks = chapter.find(MARKS)
    return [(mark.get("title"), letters("".join(mark.xpath("following::text()")))) for mark in marks]


def pages_printed(path: Path) -> list[str]:
    """Give each page's letters without the running header and a table's header printed again."""
    texts = [text.removeprefix("Test Clinic").strip() for text in Pdf(path).pages]
    return [letters(text) for text in texts]


@pytest.mark.parametrize("book", ["epub/{}.epub", "test-clinic-handouts.epub"])
@pytest.mark.parametrize("slug", SLUGS)
def test_each_mark_stands_at_the_first_word_of_its_page(printed: ClinicFolder, book: str, slug: str) -> None:
    handouts = printed.path / "handouts"
    marked = pages_in(Epub(handouts / book.format(slug)).chapter(slug))
    pages = pages_printed(handouts / "letter" / f"{slug}.pdf")
    assert [number for number, _ in marked] == [str(number) for number in range(1, len(pages) + 1)]
    for (_, after), page in list(zip(marked, pages, strict=True))[1:]:
        assert opening(after) in (opening(page), opening(page.removeprefix("DayMoodNotes")))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_navigation_lists_every_page(printed: ClinicFolder, slug: str) -> None:
    epub = Epub(printed.path / "handouts" / "epub" / f"{slug}.epub")
    numbers = [number for number, _ in pages_in(epub.chapter(slug))]
    links = epub.nav.find("//x:nav[@epub:type='page-list' and @role='doc-pagelist']//x:a")
    assert [link.text for link in links] == numbers
    assert [link.get("href") for link in links] == [f"chapter-{slug}.xhtml#page-{number}" for number in numbers]
    ncx = epub.document("toc.ncx")
    assert ncx.find("//ncx:pageTarget/ncx:navLabel/ncx:text/text()") == numbers
    assert ncx.find("//ncx:pageTarget/ncx:content/@src") == [link.get("href") for link in links]


def test_the_bundle_lists_the_pages_by_article(printed: ClinicFolder) -> None:
    epub = Epub(printed.path / "handouts" / "test-clinic-handouts.epub")
    links = {link.text: link.get("href") for link in epub.nav.find("//x:nav[@epub:type='page-list']//x:a")}
    assert links["Breathe, 1"] == "chapter-short.xhtml#page-1"
    assert links["Everything crosses a page, 3"] == "chapter-long.xhtml#page-3"
    marks = [mark for slug in SLUGS for mark in epub.chapter(slug).find(MARKS)]
    others = len(epub.chapter("signed-with-a-photo").find(MARKS))
    assert len(links) == len(marks) + others


def test_a_book_with_pages_names_their_source_and_claims_them(printed: ClinicFolder) -> None:
    epub = Epub(printed.path / "handouts" / "epub" / "short.epub")
    assert epub.meta("//dc:source/text()") == ["Test Clinic: letter/short.pdf"]
    assert epub.meta("//opf:meta[@property='pageBreakSource']/text()") == ["Test Clinic: letter/short.pdf"]
    assert {"pageBreakMarkers", "pageNavigation"} <= set(epub.schema("accessibilityFeature"))


def test_the_marks_change_no_word_and_without_a_pdf_there_are_none(printed: ClinicFolder, clinic: ClinicFolder) -> None:
    assert furnish(clinic, '["epub"]').run().code == 0
    for slug in SLUGS:
        marked, plain = (Epub(folder.path / "handouts" / "epub" / f"{slug}.epub") for folder in (printed, clinic))
        chapter = plain.files[f"EPUB/chapter-{slug}.xhtml"].decode()
        assert MARK.sub("", marked.files[f"EPUB/chapter-{slug}.xhtml"].decode()) == chapter
        assert "doc-pagebreak" not in chapter
        assert b"page-list" not in plain.files["EPUB/nav.xhtml"]
        assert "pageNavigation" not in plain.schema("accessibilityFeature")
        assert plain.meta("//dc:source/text()") == []


def test_an_epub_made_alone_lists_the_same_pages_as_one_made_with_the_pdf(
    printed: ClinicFolder, clinic: ClinicFolder
) -> None:
    furnish(clinic, '["letter", "a4", "epub", "bundle"]')
    assert clinic.run("build", "--edition", "epub", "--edition", "bundle", "--jobs", "1").code == 0
    alone = clinic.made()
    together = {name: data for name, data in printed.made().items() if name in alone}
    assert len(alone) == 7
    assert alone == together


def test_where_only_other_paper_is_printed_the_pages_are_those_of_that_paper(clinic: ClinicFolder) -> None:
    clinic.write("sources/article.txt", SEED.read_bytes())
    clinic.write("layouts/clinic.toml", SETTINGS.format('["a4", "epub"]\npaper = "a4"'))
    assert clinic.run().code == 0
    epub = Epub(clinic.path / "handouts" / "epub" / "article.epub")
    assert epub.meta("//dc:source/text()") == ["Test Clinic: a4/article.pdf"]
    _, (_, after) = pages_in(epub.chapter("article"))
    assert opening(after) == opening(pages_printed(clinic.path / "handouts" / "a4" / "article.pdf")[1])


def test_when_letter_is_made_too_its_pages_come_to_the_epub(clinic: ClinicFolder) -> None:
    clinic.write("sources/article.txt", SEED.read_bytes())
    clinic.write("layouts/clinic.toml", SETTINGS.format('["epub"]'))
    assert clinic.run().code == 0
    clinic.write("layouts/clinic.toml", SETTINGS.format('["letter", "epub"]'))
    done = clinic.run("build", "--json")
    assert [receipt["edition"] for receipt in done.receipts() if receipt["status"] == "made"] == ["letter", "epub"]
    assert len(pages_in(Epub(clinic.path / "handouts" / "epub" / "article.epub").chapter("article"))) == 2
    assert {receipt["status"] for receipt in clinic.run("build", "--json").receipts()} == {"kept"}


def test_an_epub_made_without_pango_is_made_again_with_its_pages(
    clinic: ClinicFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic.write("sources/article.txt", SEED.read_bytes())
    clinic.write("layouts/clinic.toml", SETTINGS.format('["letter", "epub"]'))
    monkeypatch.setattr(pango, "missing", lambda: ["Pango"])
    assert main(["--folder", str(clinic.path)]) == 5
    assert pages_in(Epub(clinic.path / "handouts" / "epub" / "article.epub").chapter("article")) == []
    assert clinic.run().code == 0
    assert len(pages_in(Epub(clinic.path / "handouts" / "epub" / "article.epub").chapter("article"))) == 2


def test_an_epub_made_again_takes_the_pages_of_the_pdf_that_is_kept(printed: ClinicFolder) -> None:
    before = printed.made()
    (printed.path / "handouts" / "epub" / "long.epub").unlink()
    done = printed.run("build", "--json", "-v")
    assert [r["slug"] for r in done.receipts() if r["status"] == "made"] == ["long"]
    assert printed.made() == before


WORDS = st.lists(st.text("abcé<&中文", min_size=1, max_size=6), min_size=1, max_size=12)


@given(WORDS, st.lists(st.tuples(st.integers(0, 60), st.text("abcé", max_size=4)), max_size=5))
def test_a_mark_never_stands_within_a_word(words: list[str], starts: list[tuple[int, str]]) -> None:
    shown = [word.replace("&", "&amp;").replace("<", "&lt;") for word in words]
    body = " ".join(f"<em>{word[:1]}</em>{word[1:]}" if word[:1] in "abc" else word for word in shown)
    chapter = f'<h1 id="title">A title</h1><p title="a > b">{body}</p>'
    marked, numbers = mark_pages(chapter, [PageStart(*start) for start in starts])
    assert MARK.sub("", marked) == chapter
    assert len(numbers) == len(starts) == len(MARK.findall(marked))
    text = MARK.sub("|", marked).replace("a > b", "").replace("</h1>", " ")
    text = unescape(re.sub(r"<[^>]*>", "", text))
    assert not re.search(r"[^\s|中文]\|+[^\s|中文]", text)


@pytest.mark.parametrize(
    ("body", "offset", "expected"),
    [
        ("<h2>One</h2><p>two</p>", 6, "{}<h2>One</h2><p>two</p>"),
        ("<h2>One</h2><p>two</p>", 9, "<h2>One</h2><p>{}two</p>"),
        ("<p>one <a href='#x'>two</a></p>", 9, "<p>one {}<a href='#x'>two</a></p>"),
        ("<p>a<b>b</b>c d</p>", 8, "<p>{}a<b>b</b>c d</p>"),
        ("<ul><li>one</li><li>two</li></ul>", 9, "<ul><li>one</li><li>{}two</li></ul>"),
        ("<figure><img src='x'/></figure><p>y</p>", 6, "<figure>{}<img src='x'/></figure><p>y</p>"),
        ("<p>one<br/>two</p>", 9, "<p>one<br/>{}two</p>"),
        ("<p>安心して眠る</p>", 9, "<p>安心し{}て眠る</p>"),
    ],
)
def test_a_mark_stands_where_a_reader_would_put_it(body: str, offset: int, expected: str) -> None:
    text = "Atitle" + letters(re.sub(r"<img[^>]*>", "\ufffc", body).replace("\ufffc", "￼"))
    plain = re.sub(r"<[^>]*>", "", text)
    marked, _ = mark_pages(f"<h1>A title</h1>{body}", [PageStart(offset, plain[offset : offset + 2])])
    assert MARK.sub("{}", marked) == f"<h1>A title</h1>{expected}"
