"""ePubs for readers with wishes of their own: Kobo and Kindle."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from handout_builder.renderers.epub.kindle import kindle_findings

from .conftest import HOME, ClinicFolder
from .open_epub import Epub


@pytest.fixture(scope="module")
def handouts(profiles: ClinicFolder) -> Path:
    return profiles.path / "handouts"


def words_of(epub: Epub) -> list[str]:
    (chapter,) = epub.chapter("awkward").find("//x:body")
    return "".join(chapter.itertext()).split()


@pytest.mark.parametrize("name", ["kobo/awkward.kepub.epub", "kindle/awkward.epub"])
def test_each_profile_has_the_words_and_pages_of_the_standard_book(handouts: Path, name: str) -> None:
    standard, other = Epub(handouts / "epub" / "awkward.epub"), Epub(handouts / name)
    assert words_of(other) == words_of(standard)
    pages = "//x:nav[@epub:type='page-list']//x:a/@href"
    assert other.nav.find(pages) == standard.nav.find(pages) != []
    assert other.meta("//dc:creator/text()") == standard.meta("//dc:creator/text()")
    assert other.meta("//dc:identifier/text()") != standard.meta("//dc:identifier/text()")


def test_kobo_can_count_each_sentence_and_picture(handouts: Path) -> None:
    chapter = Epub(handouts / "kobo" / "awkward.kepub.epub").chapter("awkward")
    spans = chapter.find("//x:span[@class='koboSpan']")
    identifiers = [span.get("id") for span in spans]
    assert len(set(identifiers)) == len(identifiers)
    assert all(re.fullmatch(r"kobo\.\d+\.\d+", identifier) for identifier in identifiers)
    assert chapter.find("//x:body//text()[normalize-space() and not(ancestor::x:span[@class='koboSpan'])]") == []
    assert chapter.find("//x:img[not(parent::x:span[@class='koboSpan'])]") == []
    quoted = [span.text for span in chapter.find("//x:blockquote//x:span[@class='koboSpan']")]
    assert quoted[0].startswith("A quotation that somebody said")


def test_a_kindle_gets_no_page_for_the_cover_and_no_webp(handouts: Path) -> None:
    epub = Epub(handouts / "kindle" / "pictures.epub")
    assert epub.spine[0] == "chapter-pictures.xhtml"
    assert epub.meta("//opf:item[@properties='cover-image']/@href") == ["cover.png"]
    assert "EPUB/cover.xhtml" not in epub.files
    assert epub.nav.find("//x:a[@epub:type='cover']") == []
    assert not [name for name in epub.files if name.endswith(".webp")]
    (source,) = epub.chapter("pictures").find("//x:img/@src")
    with Image.open(BytesIO(epub.files[f"EPUB/{source}"])) as image:
        assert (image.format, image.size) == ("PNG", (40, 30))
    assert "image/webp" not in epub.meta("//opf:item/@media-type")


def test_a_book_too_big_to_be_sent_is_told(handouts: Path) -> None:
    assert kindle_findings((handouts / "kindle" / "pictures.epub").stat().st_size) == ()
    (finding,) = kindle_findings(60_000_000)
    assert "60 MB" in finding.message


def test_the_profiles_are_made_only_when_asked_for(clinic: ClinicFolder) -> None:
    clinic.write("sources/a.md", "# A\n\nBy Jane Roe\n\nWords.\n")
    assert clinic.run().code == 0
    assert set(clinic.made()) == {"letter/a.pdf", "epub/a.epub", "test-clinic-handouts.epub"}
    assert clinic.run("build", "--edition", "kobo").code == 0
    assert "kobo/a.kepub.epub" in clinic.made()


def test_the_stylesheet_fixes_no_size_and_sets_no_colour_without_its_ground() -> None:
    css = (HOME / "layouts" / "clinic" / "book.css").read_text("utf-8")
    assert not re.search(r"\d(px|pt|mm|cm|in)\b", css)
    assert "font-family" not in css
    for rule in re.findall(r"\{([^}]*)\}", css):
        set_here = [one.partition(":") for one in rule.split(";")]
        names = {name.strip() for name, _, value in set_here if value.strip() != "inherit"}
        assert ("color" in names) == bool(names & {"background", "background-color"})
