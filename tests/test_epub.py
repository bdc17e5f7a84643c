"""The ePubs and the bundle, read as a zip of XML."""

import xml.etree.ElementTree as ElementTree

import pytest

from .conftest import SLUG, ClinicFolder
from .open_epub import Epub


@pytest.fixture(scope="module")
def bundle(hard: ClinicFolder) -> Epub:
    return Epub(hard.path / "handouts" / "riverside-clinic-handouts.epub")


def test_the_mimetype_comes_first_and_stored(bundle: Epub) -> None:
    assert (bundle.infos[0].filename, bundle.infos[0].compress_type) == ("mimetype", 0)
    assert bundle.files["mimetype"] == b"application/epub+zip"


def test_the_bundle_opens_with_cover_and_contents_and_ends_with_the_clinic(bundle: Epub) -> None:
    chapters = ["awkward", "como-dormir-mejor", "nobody", "short", "signed-with-a-photo"]
    assert bundle.spine == [
        "cover.xhtml",
        "contents.xhtml",
        *(f"chapter-{slug}.xhtml" for slug in chapters),
        "closing.xhtml",
    ]


def test_the_contents_page_has_each_title_and_its_byline(bundle: Epub) -> None:
    entries = bundle.document("contents.xhtml").text_of("li")
    assert (
        "Breathe Jane Roe, LPCC" in [" ".join(entry.split()) for entry in entries] or "BreatheJane Roe, LPCC" in entries
    )
    assert len(entries) == 5


def test_the_navigation_nests_the_section_headings(bundle: Epub) -> None:
    awkward = bundle.nav.find("//x:nav[@epub:type='toc']/x:ol/x:li[x:a[@href='chapter-awkward.xhtml']]")[0]
    top = [link.text for link in awkward.findall("{*}ol/{*}li/{*}a")]
    assert top == ["Nested lists", "A wide table"]
    deeper = [link.text for link in awkward.findall("{*}ol/{*}li/{*}ol/{*}li/{*}a")]
    assert deeper == ["A heading of level three"]


def test_every_link_and_picture_leads_to_something(bundle: Epub) -> None:
    for name, data in bundle.files.items():
        if not name.endswith(".xhtml"):
            continue
        root = ElementTree.fromstring(data)  # noqa: S314 - our own file
        for element in root.iter():
            address = element.get("href") or element.get("src") or ""
            if not address or address.startswith(("http", "mailto:", "tel:")):
                continue
            file, _, anchor = address.partition("#")
            target = bundle.files[f"EPUB/{file}"] if file else data
            assert not anchor or f'id="{anchor}"'.encode() in target


def test_a_chapter_opens_with_its_title_and_byline(bundle: Epub) -> None:
    blocks = bundle.chapter("short").blocks()
    assert blocks[0] == ("h1", "Breathe")
    assert blocks[1] == ("p", "By Jane Roe, LPCC")


def test_every_person_is_named_with_role_and_sort_form(hard: ClinicFolder) -> None:
    epub = Epub(hard.path / "handouts" / "epub" / "awkward.epub")
    creators = epub.meta("//dc:creator/text()")
    assert creators == [
        "Jane Roe, PhD, LPCC",
        "Alex Example, LCSW",
        "María José García López, LMFT",
        "Dr. John Doe, MD",
    ]
    assert epub.meta("//dc:contributor/text()") == ["Mary Major, PsyD"]
    assert epub.meta("//opf:meta[@property='role']/text()") == ["aut", "aut", "aut", "aut", "rev"]
    assert epub.meta("//opf:meta[@property='file-as']/text()")[0] == "Roe, Jane"
    assert epub.meta("//opf:meta[@property='file-as']/text()")[3] == "Doe, John"


@pytest.mark.parametrize("name", ["epub/awkward.epub", "epub/short.epub", "riverside-clinic-handouts.epub"])
def test_the_five_accessibility_facts_are_told_as_they_are(hard: ClinicFolder, name: str) -> None:
    epub = Epub(hard.path / "handouts" / name)
    has_pictures = any(file.startswith("EPUB/pictures/") for file in epub.files)
    assert ("visual" in epub.schema("accessMode")) == has_pictures
    assert ("alternativeText" in epub.schema("accessibilityFeature")) == has_pictures
    assert epub.schema("accessModeSufficient") == ["textual"]
    assert epub.schema("accessibilityHazard") == ["none"]
    assert len(epub.schema("accessibilitySummary")) == 1


def test_it_says_its_title_language_publisher_and_date(hard: ClinicFolder) -> None:
    epub = Epub(hard.path / "handouts" / "epub" / "como-dormir-mejor.epub")
    assert epub.meta("//dc:title/text()") == ["Cómo dormir mejor"]
    assert epub.meta("//dc:language/text()") == ["es"]
    assert epub.meta("//dc:publisher/text()") == ["Riverside Clinic"]
    assert epub.meta("//dc:date/text()") == ["2025-03-03"]
    chapter = epub.chapter("como-dormir-mejor")
    assert chapter.root.get("lang") == "es"
    assert "Por María García, LMFT" in chapter.text_of("p")


def test_identifiers_differ_and_stay(seed: ClinicFolder, hard: ClinicFolder) -> None:
    epubs = [path for folder in (seed, hard) for path in sorted((folder.path / "handouts").rglob("*.epub"))]
    identifiers = [Epub(path).meta("//dc:identifier/text()")[0] for path in epubs]
    assert len(set(identifiers)) == len(identifiers)


def test_old_readers_find_their_navigation(seed: ClinicFolder) -> None:
    epub = Epub(seed.path / "handouts" / "epub" / f"{SLUG}.epub")
    ncx = ElementTree.fromstring(epub.files["EPUB/toc.ncx"])  # noqa: S314 - our own file
    labels = [text.text for text in ncx.iter("{http://www.daisy.org/z3986/2005/ncx/}text")]
    assert labels[1] == "How Ketamine Can Help with Depression and Anxiety"
    assert len(labels) == 5


def test_the_stylesheet_is_plain_enough_for_old_readers(seed: ClinicFolder) -> None:
    css = Epub(seed.path / "handouts" / "epub" / f"{SLUG}.epub").files["EPUB/book.css"].decode()
    for word in ("var(", "flex", "grid", "--", "px;", "@page"):
        assert word not in css.replace("1px solid", "")


def test_the_cover_is_a_picture_that_shelves_can_show(bundle: Epub) -> None:
    from io import BytesIO

    from PIL import Image

    assert bundle.meta("//opf:item[@properties='cover-image']/@href") == ["cover.png"]
    with Image.open(BytesIO(bundle.files["EPUB/cover.png"])) as image:
        assert image.width / image.height == pytest.approx(2 / 3)
