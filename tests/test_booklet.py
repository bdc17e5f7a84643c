"""The booklet, printed, stacked and folded in thought: what lies where, and what the printer is told."""

import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from handout_builder.model import EDITIONS
from handout_builder.proofs import prove
from handout_builder.readers import read

from . import damage
from .conftest import HOME, SEED, SLUG, ClinicFolder
from .damage import Damage, pdf_damage
from .open_pdf import Pdf
from .test_seed import WORDS

SETTINGS = 'name = "Test Clinic"\neditions = ["booklet"]\n'
FOOTER = re.compile(r"Page (\d+) of")
ADVICE = "Printer's copy. Print on both sides, flip on the short edge, fold in the middle."


BOOKLET = next(edition for edition in EDITIONS if edition.kind == "booklet")


def sides_of(path: Path) -> list[tuple[str, str]]:
    """The text of the left and of the right half of each side."""
    document = pypdfium2.PdfDocument(path)
    sides = []
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        halves = [text.get_text_bounded(left, 0, left + width / 2, height) for left in (0, width / 2)]
        sides.append((halves[0], halves[1]))
        text.close()
        page.close()
    document.close()
    return sides


def folded(sides: list[tuple[str, str]]) -> list[str]:
    """The pages as they are turned: sheets lie in each other, the first outside, and open to the left.

    Turned over its short edge, a sheet shows behind its right half the left half of its back.
    """
    assert len(sides) % 2 == 0
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    towards_the_middle = [half for front, back in sheets for half in (front[1], back[0])]
    away_from_it = [half for front, back in reversed(sheets) for half in (back[1], front[0])]
    return towards_the_middle + away_from_it


def numbers(pages: list[str]) -> list[int]:
    """The number in each page's footer; 0 where the page is blank."""
    return [int(found[1]) if (found := FOOTER.search(page)) else 0 for page in pages]


@pytest.fixture(scope="module")
def booklets(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    folder = ClinicFolder(tmp_path_factory.mktemp("booklets"))
    shutil.copytree(HOME / "sources", folder.path / "sources")
    for count in (1, 8, 14, 20, 26, 32, 38):
        body = "\n\n".join(f"{'Words of a paragraph ' * 12}and number {n}." for n in range(count))
        folder.write(f"sources/long-{count}.md", f"# A long article\n\nBy Jane Roe\n\n{body}\n")
    folder.write("layouts/clinic.toml", SETTINGS)
    done = folder.run()
    assert done.code == 0, done.err
    return folder


def test_the_pages_are_in_order_when_the_sheets_are_folded(booklets: ClinicFolder) -> None:
    remainders = set()
    for path in (booklets.path / "handouts" / "booklet").glob("*.pdf"):
        found = numbers(folded(sides_of(path)))
        count = max(found)
        assert found == [*range(1, count + 1), *[0] * (-count % 4)], path.name
        remainders.add(count % 4)
    assert remainders == {0, 1, 2, 3}, "the articles no longer have every number of blank pages"


def test_every_word_is_there_once_and_in_order(booklets: ClinicFolder) -> None:
    pages = folded(sides_of(booklets.path / "handouts" / "booklet" / f"{SLUG}.pdf"))
    lines = [line.strip() for page in pages for line in page.splitlines()]
    # A footer is two lines here: title with page number, and byline.
    running = re.compile(
        r"^How Ketamine Can Help with Depression and Anxiety ·|^Kelsey Geiger, LPCC$|^Page \d|^Test Clinic$|^Printer's copy"
    )
    words = " ".join(line for line in lines if not running.search(line)).split()
    start = next(n for n in range(len(words)) if words[n : n + 3] == WORDS[:3])
    assert words[start : start + len(WORDS)] == WORDS


def test_the_person_at_the_printer_is_told_what_to_do(booklets: ClinicFolder) -> None:
    path = booklets.path / "handouts" / "booklet" / f"{SLUG}.pdf"
    (left, right), *others = sides_of(path)
    assert right.count(ADVICE) == 1
    assert "Printer's copy" not in left + "".join(map("".join, others))
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo.Title) == "How Ketamine Can Help with Depression and Anxiety (printer's copy)"
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/DuplexFlipShortEdge"
        assert str(pdf.Root.ViewerPreferences.PrintScaling) == "/None"
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize(("paper", "size"), [("letter", (792, 612)), ("a4", (842, 595))])
def test_the_sheets_are_the_clinics_paper_on_its_side(clinic: ClinicFolder, paper: str, size: tuple[int, int]) -> None:
    clinic.write("layouts/clinic.toml", f'{SETTINGS}paper = "{paper}"\n')
    clinic.write("sources/a.txt", "Sleep well\n\nJane Roe, LPCC\n\nA paragraph that is long enough to be one.\n")
    assert clinic.run().code == 0
    first = clinic.made()
    pdf = Pdf(clinic.path / "handouts" / "booklet" / "a.pdf")
    assert [(round(width), round(height)) for width, height in pdf.sizes] == [size] * 2
    assert clinic.run("--force").code == 0
    assert clinic.made() == first


def test_a_booklet_read_from_right_to_left_opens_to_the_right(clinic: ClinicFolder) -> None:
    # Persian by its tag alone: the packaged fonts have no letters for it.
    body = "\n\n".join("Words of a paragraph " * 14 for _ in range(9))
    clinic.write("sources/a.md", f"---\ntitle: Sleep\nlanguage: fa\n---\n\n{body}\n")
    clinic.write("layouts/clinic.toml", SETTINGS)
    assert clinic.run().code == 0
    sides = sides_of(clinic.path / "handouts" / "booklet" / "a.pdf")
    found = numbers(folded([(right, left) for left, right in sides]))
    count = max(found)
    assert count > 2
    assert found == [*range(1, count + 1), *[0] * (-count % 4)]


DAMAGES = [
    (pdf_damage(damage.move_halves(b"1 0 0 1 396 0 cm", b"1 0 0 1 0 0 cm")), "V101", "the article"),
    (pdf_damage(damage.turn_a_sheet_over), "V101", "the article"),
    (pdf_damage(damage.leave_a_page_out), "V117", "folded, page 2 is blank"),
    (pdf_damage(damage.leave_a_page_out), "V101", "the article goes on"),
    (pdf_damage(damage.turn_a_side), "V117", "side 2 is turned"),
    (
        pdf_damage(damage.move_halves(b"1 0 0 1 0 0 cm", b"-1 0 0 -1 396 612 cm")),
        "V117",
        "is turned or not in its size",
    ),
    (pdf_damage(damage.move_halves(b"1 0 0 1 396 0 cm", b"1 0 0 1 396 0 cm")), "V117", "lie on each other"),
    (pdf_damage(damage.drawing_change(rb"\[<(....)>", rb"[<0000>")), "V105", "has no glyph"),
    (pdf_damage(damage.drawing_change(rb"\[[^\]]*\] TJ", b"")), "V101", "the article goes on"),
    (pdf_damage(damage.take_a_drawings_font_out), "V106", "is not embedded"),
    (pdf_damage(damage.forget_the_fold), "V104", "short edge"),
    (lambda data: data[: len(data) // 2], "V110", "damaged"),
]
"""What is done to the example's booklet, the code that catches it, and words of the message."""


@pytest.mark.parametrize(("damaged", "code", "words"), DAMAGES)
def test_a_damaged_booklet_is_caught(damaged: Damage, code: str, words: str, booklets: ClinicFolder) -> None:
    data = booklets.made()[f"booklet/{SLUG}.pdf"]
    (article,) = read(booklets.path / "sources" / SEED.name, booklets.path)
    assert prove(data, [article], BOOKLET) == []
    found = [(finding.code, finding.message) for finding in prove(damaged(data), [article], BOOKLET)]
    assert any(code == caught and words in message for caught, message in found), found


def test_the_checkers_for_screen_readers_are_not_asked_of_a_booklet(booklets: ClinicFolder) -> None:
    done = booklets.call("prove", str(booklets.path / "handouts" / "booklet" / f"{SLUG}.pdf"))
    assert done.code == 0
    assert "  ok      words" in done.out
    assert "  note    booklet    a printer's copy" in done.out
    assert "veraPDF" not in done.out + done.err
