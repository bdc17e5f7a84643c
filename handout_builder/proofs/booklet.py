"""The proof of a booklet: its sheets are folded in thought, and what is painted is read page after page.

A booklet has no tag tree, so that its words are those of the painting, in the order of the pages.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf

from ..model import direction_of
from .checks import Check, check
from .comparison import GLOSSARY_PASSED, WORDS_PASSED
from .folding import folded, placed_drawings, sheet_faults
from .following import follow_pages
from .manuscript import Manuscript, plain
from .painting import Painting, read_content
from .pdf import font_faults, glyph_faults
from .right_to_left import reads_as


def prove_booklet(data: bytes, manuscript: Manuscript | None) -> list[Check]:
    """Check a booklet; without a manuscript, what can be checked without one."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return _checks(pdf, manuscript)
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        return [check("file", "it opens", "V110", [f"the file is damaged ({type(error).__name__}: {error}).".strip()])]


def _checks(pdf: Any, manuscript: Manuscript | None) -> list[Check]:
    sides = [placed_drawings(page) for page in pdf.pages]
    language = manuscript.language if manuscript else str(pdf.Root.get("/Lang", ""))
    drawings = folded(sides, to_the_right=direction_of(language) == "rtl")
    painting = Painting()
    pages = [_blocks(drawing, painting) for drawing in drawings]
    return [
        *(_compared(pages, manuscript) if manuscript else []),
        check("sheets", "folded, every page is upright and in its place", "V117", sheet_faults(pdf, sides, drawings)),
        check(
            "metadata", "it says that it is a printer's copy, and how it is printed", "V104", _about(pdf, manuscript)
        ),
        check("glyphs", "every character has its glyph and its meaning", "V105", glyph_faults(painting)),
        check("fonts", "every font is embedded", "V106", font_faults(painting)),
    ]


def _blocks(drawing: Any, painting: Painting) -> list[str]:
    """Give the text objects of a page as they were painted, blank ones aside."""
    if drawing is None:
        return []
    before = len(painting.unmarked)
    read_content(0, drawing.read_bytes(), drawing.get("/Resources", {}), painting)
    return [block for text in painting.unmarked[before:] if (block := plain(text))]


def _compared(pages: Sequence[Sequence[str]], manuscript: Manuscript) -> list[Check]:
    found = follow_pages(manuscript.body, pages)
    around = " ".join(found.around)
    # A line may end between any two words, and a name be painted in pieces.
    letters = "".join(around.split())
    missing = [text for text in (manuscript.title, *manuscript.opening) if not reads_as(text, letters)]
    faults = [found.fault] if found.fault else []
    unseen = dict.fromkeys(word for person in manuscript.people for word in person if not reads_as(word, letters))
    return [
        check("words", WORDS_PASSED, "V101", faults + [f'"{text}" is not there.' for text in missing]),
        check(
            "bylines",
            "every name and credential is there to be seen",
            "V103",
            [f'"{word}" of the byline is not there.' for word in unseen],
        ),
        *_glossary(manuscript, letters),
    ]


def _glossary(manuscript: Manuscript, letters: str) -> list[Check]:
    missing = [words for words in manuscript.explained if not reads_as(words, letters)]
    faults = [f'"{words}" is not in the words explained.' for words in missing]
    return [check("glossary", GLOSSARY_PASSED, "V120", faults)] if manuscript.explained else []


def _about(pdf: Any, manuscript: Manuscript | None) -> list[str]:
    title = plain(str(pdf.trailer.get("/Info", {}).get("/Title", "")))
    wishes = pdf.Root.get("/ViewerPreferences", {})
    faults = []
    if not title.endswith(")") or (manuscript and not title.startswith(f"{manuscript.title} (")):
        faults.append("the title in the metadata does not say that it is a printer's copy.")
    if wishes.get("/Duplex") != "/DuplexFlipShortEdge":
        faults.append("the printer is not told to flip the sheets on their short edge.")
    if wishes.get("/PrintScaling") != "/None":
        faults.append("the printer is not told to keep the size, so that the fold may miss the middle.")
    return faults
