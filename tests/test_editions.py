"""The editions for eyes and machines with needs of their own, measured in the finished PDFs."""

from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from handout_builder.settings.colours import contrast_on_white

from .conftest import SLUG, ClinicFolder
from .open_marks import Letter, letters, off_white, shapes, underlined
from .open_pdf import Pdf
from .open_tags import TagTree
from .test_seed import HEADINGS, WORDS

ARTICLES = (SLUG, "awkward", "como-dormir-mejor", "marks", "nobody", "short", "signed-with-a-photo")
EDITIONS = ("large-print", "clear-print", "greyscale")
TITLE = "How Ketamine Can Help with Depression and Anxiety"


def path_of(variants: ClinicFolder, edition: str, article: str = SLUG) -> Path:
    return variants.path / "handouts" / edition / f"{article}.pdf"


def text_of(found: list[Letter]) -> str:
    return "".join(letter.character for letter in found)


def together(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_word_is_there_once_and_in_order(variants: ClinicFolder, edition: str) -> None:
    tree = TagTree(path_of(variants, edition))
    words = tree.root.text.split()
    start = words.index("once") - 1
    found = " ".join(tag.text for tag in tree.root.walk() if tag.name in ("P", "H2")).split()
    start = next(n for n in range(len(found)) if found[n : n + 3] == WORDS[:3])
    assert found[start : start + len(WORDS)] == WORDS


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_is_on_the_clinics_paper_and_keeps_the_outline(variants: ClinicFolder, edition: str) -> None:
    pdf = Pdf(path_of(variants, edition))
    assert {(round(width), round(height)) for width, height in pdf.sizes} == {(612, 792)}
    assert pdf.outline == [(0, TITLE), *((1, heading) for heading in HEADINGS)]
    assert all(f"Page {n} of {len(pdf.pages)}" in text for n, text in enumerate(pdf.pages, 1))


@pytest.mark.parametrize(("edition", "floor"), [("large-print", 18), ("clear-print", 14)])
@pytest.mark.parametrize("article", ARTICLES)
def test_no_mark_is_smaller_than_the_floor(variants: ClinicFolder, edition: str, floor: int, article: str) -> None:
    found = letters(path_of(variants, edition, article))
    assert len(found) > 200
    assert [letter for letter in found if letter.size < floor] == []


@pytest.mark.parametrize("article", ARTICLES)
def test_large_print_has_bold_in_headings_only_and_no_italics(variants: ClinicFolder, article: str) -> None:
    found = letters(path_of(variants, "large-print", article))
    assert any("Bold" in letter.font for letter in found)
    assert all(letter.size >= 20 for letter in found if "Bold" in letter.font)
    assert {letter.size for letter in found} == {18, 20, 22}
    assert not any("Italic" in letter.font for letter in found)


def test_large_print_headings_have_the_sizes_of_the_standard(variants: ClinicFolder) -> None:
    found = letters(path_of(variants, "large-print"))
    assert text_of([letter for letter in found if letter.size == 22]) == together(TITLE)
    headings = text_of([letter for letter in found if letter.size == 20])
    assert [heading for heading in HEADINGS if together(heading) not in headings] == []


def test_large_print_lines_stand_one_and_a_half_apart(variants: ClinicFolder) -> None:
    found = letters(path_of(variants, "large-print"))
    for page in {letter.page for letter in found}:
        # Running header and footer stand beyond these.
        inside = {round(x.base, 1) for x in found if x.page == page and 100 < x.base < 700 and x.size == 18}
        assert len(inside) > 4
        assert min(above - below for below, above in pairwise(sorted(inside))) >= 27 - 0.2


def test_large_print_shows_emphasis_by_underlining(variants: ClinicFolder) -> None:
    path = path_of(variants, "large-print", "marks")
    lined = text_of(underlined(letters(path), shapes(path)))
    for word in ("slanted", "heavy", "heavyslantedwords", "lined", "inserted", "ib", "marked", "cited"):
        assert word in lined
    for word in ("Some", "smallish", "Enter", "ACT", "quoted", "Words"):
        assert word not in lined


@pytest.mark.parametrize("edition", ["large-print", "clear-print"])
def test_a_wide_table_lies_across_the_sheet_with_its_heading(variants: ClinicFolder, edition: str) -> None:
    pdf = Pdf(path_of(variants, edition, "awkward"))
    (across,) = [number for number, (width, height) in enumerate(pdf.sizes) if width > height]
    words = " ".join(pdf.pages[across].split())
    assert "A wide table Day Wake Breakfast Walk Lunch Mood Sleep Notes Monday" in words
    assert "A wide table" not in pdf.pages[across - 1]


@pytest.mark.parametrize("article", ARTICLES)
def test_clear_print_has_neither_italics_nor_underlines(variants: ClinicFolder, article: str) -> None:
    path = path_of(variants, "clear-print", article)
    found = letters(path)
    assert not any("Italic" in letter.font for letter in found)
    assert text_of(underlined(found, shapes(path))) == ""


def test_clear_print_shows_emphasis_in_bold(variants: ClinicFolder) -> None:
    found = letters(path_of(variants, "clear-print", "marks"))
    bold = text_of([letter for letter in found if "Bold" in letter.font])
    for word in ("slanted", "heavy", "heavyslanted", "lined", "inserted", "marked", "cited"):
        assert word in bold
    assert "Some" not in bold


@pytest.mark.parametrize("article", ARTICLES)
def test_greyscale_is_grey_and_its_text_reads_on_white(variants: ClinicFolder, article: str) -> None:
    path = path_of(variants, "greyscale", article)
    found, painted = letters(path), shapes(path)
    colours = {letter.colour for letter in found} | {c for shape in painted for c in (shape.fill, shape.stroke) if c}
    assert all(red == green == blue for red, green, blue in colours)
    assert min(contrast_on_white(letter.colour) for letter in found) >= 4.5
    assert off_white(path) == []


def test_greyscale_shows_logo_photo_and_pictures_in_grey(clinic: ClinicFolder) -> None:
    from PIL import Image

    picture = Image.new("RGB", (90, 60), "#c02020")
    clear = Image.new("RGBA", (90, 60), "#2020c080")
    picture.save(clinic.write("sources/red.jpg", b""), quality=95)
    clear.save(clinic.write("sources/blue.png", b""))
    picture.save(clinic.write("sources/jane.png", b""))
    clinic.write("sources/clinicians.toml", '[[clinician]]\nname = "Jane Roe"\nphoto = "jane.png"\n')
    clinic.write(
        "sources/a.md", "# Sleep\n\nBy Jane Roe\n\nLook:\n\n![A red field](red.jpg)\n\n![A blue field](blue.png)\n"
    )
    logo = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path style="fill:#08f" d="M0 0h9v9z"/></svg>'
    clinic.write("layouts/logo.svg", logo)
    clinic.write("layouts/clinic.toml", 'name = "Test"\nlogo = "logo.svg"\neditions = ["letter", "greyscale"]\n')
    assert clinic.run().code == 0
    assert not _is_grey(clinic.path / "handouts" / "letter" / "a.pdf")
    assert _is_grey(clinic.path / "handouts" / "greyscale" / "a.pdf")
    document = pypdfium2.PdfDocument(clinic.path / "handouts" / "greyscale" / "a.pdf")
    greys = document[0].render(scale=1).to_pil().convert("L").histogram()
    # The red has the lightness of grey 80; of the blue, half of it shows on white as 152.
    assert sum(greys[78:83]) > 4000
    assert sum(greys[150:155]) > 3000


def _is_grey(path: Path) -> bool:
    document = pypdfium2.PdfDocument(path)
    pictures = [page.render(scale=1).to_pil().convert("RGB") for page in document]
    return all(red == green == blue for picture in pictures for _, (red, green, blue) in picture.getcolors(1 << 24))


def test_greyscale_links_show_their_address(variants: ClinicFolder) -> None:
    text = " ".join(Pdf(path_of(variants, "greyscale", "marks")).text.split())
    assert "this guide (example.org/guide)" in text
    assert "write to us (desk@clinic.example)" in text


def test_editions_follow_the_paper_in_the_printer(clinic: ClinicFolder) -> None:
    settings = 'name = "Test"\neditions = ["large-print", "greyscale"]\n'
    clinic.write("sources/a.txt", "Sleep well\n\nJane Roe, LPCC\n\nA paragraph that is long enough to be one.\n")
    clinic.write("layouts/clinic.toml", settings)
    assert clinic.run().code == 0
    assert sorted(clinic.made()) == ["greyscale/a.pdf", "large-print/a.pdf"]
    clinic.write("layouts/clinic.toml", settings + 'paper = "a4"\n')
    whys = [receipt["why"] for receipt in clinic.run("--json").receipts()]
    assert whys == ["the edition changed", "the edition changed"]
    (size,) = Pdf(clinic.path / "handouts" / "large-print" / "a.pdf").sizes
    assert (round(size[0]), round(size[1])) == (595, 842)
