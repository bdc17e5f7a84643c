"""The ePubs and the bundle, read as a zip of XML."""

import xml.etree.ElementTree as ElementTree
from collections import Counter
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from handout_builder.model import Asset, Cover
from handout_builder.renderers.cover import draw_cover

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
    name = "{http://www.daisy.org/z3986/2005/ncx/}"
    labels = [text.text for text in ncx.iterfind(f"{name}navMap//{name}text")]
    assert labels[0] == "How Ketamine Can Help with Depression and Anxiety"
    assert len(labels) == 4


def test_old_readers_find_headings_under_headings(bundle: Epub) -> None:
    ncx = bundle.document("toc.ncx")
    point = "ncx:navPoint[ncx:navLabel/ncx:text='{}']"
    path = "/".join(point.format(text) for text in ("A wide table", "A heading of level three"))
    assert len(ncx.find(f"//{path}")) == 1
    deepest = max(
        len(entry.xpath("ancestor-or-self::*[local-name()='navPoint']")) for entry in ncx.find("//ncx:navPoint")
    )
    assert ncx.find("string(//ncx:meta[@name='dtb:depth']/@content)") == str(deepest)
    assert ncx.find("string(//ncx:meta[@name='dtb:uid']/@content)") == bundle.meta("//dc:identifier/text()")[0]


def test_the_stylesheet_is_plain_enough_for_old_readers(seed: ClinicFolder) -> None:
    css = Epub(seed.path / "handouts" / "epub" / f"{SLUG}.epub").files["EPUB/book.css"].decode()
    for word in ("var(", "flex", "grid", "--", "px", "@page"):
        assert word not in css


def cover_of(epub: Epub) -> Image.Image:
    assert epub.meta("//opf:item[@properties='cover-image']/@href") == ["cover.png"]
    return Image.open(BytesIO(epub.files["EPUB/cover.png"])).convert("RGB")


def inked(cover: Image.Image, top: int, bottom: int) -> int:
    """Count the rows that hold more than the ground."""
    ground = cover.getpixel((0, 0))
    rows = (cover.crop((0, row, cover.width, row + 1)) for row in range(top, bottom))
    return sum(row.getcolors() != [(cover.width, ground)] for row in rows)


def test_the_cover_has_the_size_of_shelves_and_the_brand_for_its_ground(seed: ClinicFolder) -> None:
    cover = cover_of(Epub(seed.path / "handouts" / "epub" / f"{SLUG}.epub"))
    assert cover.size == (1600, 2400)
    assert cover.getpixel((0, 0)) == (0x1D, 0x5C, 0x63)
    assert inked(cover, 540, 1500) > 300


def test_the_bundles_cover_lists_what_is_inside(bundle: Epub, hard: ClinicFolder) -> None:
    listed = inked(cover_of(bundle), 1000, 2100)
    assert listed > inked(cover_of(Epub(hard.path / "handouts" / "epub" / "short.epub")), 1000, 2100) + 200


def test_a_cover_with_more_titles_than_fit_says_how_many_more() -> None:
    titles = tuple(f"What to know about sleep {number}" for number in range(40))
    few, many = (
        Image.open(BytesIO(draw_cover(Cover("Patient handouts", "", "A Clinic", "#1d5c63", titles[:count], more))))
        for count, more in ((40, "and {} others"), (40, ""))
    )
    assert inked(few.convert("RGB"), 0, 2200) > inked(many.convert("RGB"), 0, 2200)
    assert inked(few.convert("RGB"), 2130, 2209) == 0


def png_of(width: int, height: int, ground: str, ink: str) -> Asset:
    picture = Image.new("RGBA", (width, height), ground)
    ImageDraw.Draw(picture).ellipse((8, 8, width - 8, height - 8), fill=ink)
    data = BytesIO()
    picture.save(data, "PNG")
    return Asset("logo.png", "image/png", data.getvalue())


def colours(picture: Image.Image) -> Counter[tuple[int, ...]]:
    pixels = picture.tobytes()
    return Counter(zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True))


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="18" fill="#1d5c63"/></svg>'
)


@pytest.mark.parametrize(
    "logo",
    [
        png_of(1200, 150, "white", "#c02020"),
        png_of(150, 600, "#00000000", "#1d5c63"),
        png_of(300, 300, "#00000000", "white"),
        Asset("logo.svg", "image/svg+xml", SVG),
    ],
    ids=["wide", "tall", "white", "drawing"],
)
def test_the_logo_stands_above_the_clinics_name_in_the_colours_of_the_cover(logo: Asset) -> None:
    plain, signed = (
        Image.open(BytesIO(draw_cover(Cover("Sleep", "Jane Roe", "A Clinic", "#1d5c63", logo=asset)))).convert("RGB")
        for asset in (None, logo)
    )
    assert set(colours(signed)) <= set(colours(plain))
    top = colours(signed.crop((0, 160, 1600, 280)))
    assert min(top[0x1D, 0x5C, 0x63], top[255, 255, 255]) > 1500
    assert inked(signed, 0, 540) > inked(plain, 0, 540) + 60


def test_a_damaged_logo_leaves_the_cover_without_one() -> None:
    cover = Cover("Sleep", "", "A Clinic", "#1d5c63", logo=Asset("logo.png", "image/png", b"no picture"))
    assert draw_cover(cover) == draw_cover(Cover("Sleep", "", "A Clinic", "#1d5c63"))


def test_many_authors_stay_above_the_foot_of_the_cover() -> None:
    byline = "; ".join(f"Maria Fernandez Garcia {number}, PhD, LPCC" for number in range(12))
    title = "Living with panic attacks, poor sleep and grief at the same time " * 2
    cover = Image.open(BytesIO(draw_cover(Cover(title, byline, "A Clinic", "#1d5c63")))).convert("RGB")
    assert inked(cover, 1800, 2170) > 100
    assert inked(cover, 2180, 2209) == 0


def test_the_clinics_logo_is_on_the_covers_of_its_books(seed: ClinicFolder) -> None:
    cover = cover_of(Epub(seed.path / "handouts" / "epub" / f"{SLUG}.epub"))
    assert inked(cover, 160, 400) > 230
