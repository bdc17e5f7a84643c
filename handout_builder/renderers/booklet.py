"""A booklet: pages set two beside each other on sheets that are printed on both sides, stacked and folded once.

A printer's copy. What a screen reader needs is not in it, since its pages are read in the order of the folds.
"""

from functools import partial
from typing import Any

from ..model import Handout, Page
from .pdf import findings_of, laid_out
from .tag_tree import turn_ligatures

_SHEETS = {"letter": (792.0, 612.0), "a4": (841.89, 595.28)}
"""Paper -> width and height of the sheet on its side, in points."""


def render_booklet(page: Page) -> Handout:
    """Render a page as a booklet. Raises RenderError where a character has no font or an asset is missing."""
    with laid_out(page) as (document, log):
        data = document.write_pdf(finisher=partial(_impose, page))
    return Handout(data, len(document.pages), tuple(findings_of(log.messages)))


def fold_order(count: int) -> list[tuple[int, int]]:
    """Give the pages on each side of each sheet, left and right, from 0; those from `count` on are blank.

    The sides come as they are printed, front and back in turn, for a booklet that opens to the left.
    """
    last = -(-count // 4) * 4 - 1
    sides: list[tuple[int, int]] = []
    for first in range(0, (last + 1) // 2, 2):
        sides += [(last - first, first), (first + 1, last - first - 1)]
    return sides


def _impose(page: Page, _document: Any, pdf: Any) -> None:
    """Put the sheets in the place of the pages, each of which becomes a drawing on one of them."""
    drawings = [_as_drawing(pdf.objects[number], pdf) for number in pdf.pages["Kids"][::3]]
    pdf.pages |= {"Kids": type(pdf.pages["Kids"])(), "Count": 0}
    for pair in fold_order(len(drawings)):
        _add_side(pdf, page, drawings, pair if page.direction == "ltr" else (pair[1], pair[0]))
    for leads_to_pages in ("Outlines", "Names", "PageMode"):
        pdf.catalog.pop(leads_to_pages, None)
    _describe(page, pdf)
    turn_ligatures(pdf)


def _as_drawing(old: Any, pdf: Any) -> Any:
    """Make a page's content a drawing (ISO 32000-1, 8.10), and empty the page."""
    content = pdf.objects[int(old["Contents"].split()[0])]
    content.extra |= {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": old["MediaBox"],
        "Resources": old["Resources"],
    }
    # The object stays, since others count on its number.
    old.clear()
    return content


def _add_side(pdf: Any, page: Page, drawings: list[Any], pair: tuple[int, int]) -> None:
    import pydyf

    width, height = _SHEETS[page.edition.paper]
    stream = pydyf.Stream(compress=True)
    shown = pydyf.Dictionary()
    for half, number in enumerate(pair):
        if number < len(drawings):
            drawing = drawings[number]
            _, _, wide, high = drawing.extra["BBox"]
            left = width / 2 * half + (width / 2 - wide) / 2
            shown[f"p{number + 1}"] = drawing.reference
            stream.push_state()
            stream.set_matrix(1, 0, 0, 1, round(left, 2), round((height - high) / 2, 2))
            stream.draw_x_object(f"p{number + 1}")
            stream.pop_state()
    pdf.add_object(stream)
    entries = {
        "Type": "/Page",
        "Parent": pdf.pages.reference,
        "MediaBox": pydyf.Array([0, 0, width, height]),
        "Contents": stream.reference,
        "Resources": pydyf.Dictionary({"XObject": shown}),
    }
    pdf.add_page(pydyf.Dictionary(entries))


def _describe(page: Page, pdf: Any) -> None:
    """Say in the file what it is, and to the printer how it is printed."""
    import pydyf

    pdf.info["Title"] = pydyf.String(page.title)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary(
        {"DisplayDocTitle": "true", "Duplex": "/DuplexFlipShortEdge", "PrintScaling": "/None"}
    )
