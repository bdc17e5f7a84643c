"""The tag tree of a PDF: what a screen reader reads, and in which order.

WeasyPrint makes an element of each box, so that a paragraph, a list, a table or a link which crosses a page
or a line is several things to a reader. Here the tree is made anew from the boxes, an element of each HTML
element, and takes the place of WeasyPrint's before the file is written. Running headers and footers become
artifacts (ISO 14289-1, 7.8), and spaces that the layout dropped are painted, so that no two words run together.
"""

from typing import Any

from .content import make_artifacts, paint_spaces, place_labels
from .elements import Element
from .lines import lost_spaces
from .links import describe_links, drop_strays
from .margins import adopt_margins
from .marks import note_marks
from .reading import read_boxes
from .spoken import tell_order, turn_ligatures
from .writing import write_tree

__all__ = ["mend", "note_marks", "turn_ligatures"]


def mend(document: Any, pdf: Any, *, is_bound: bool = False) -> None:
    """Replace a PDF's tag tree, in a document that went through `note_marks`; WeasyPrint calls it as its finisher.

    What is bound with others has margins that run, though it may be of one page.
    """
    root, lines = read_boxes(document.pages)
    if len(document.pages) == 1 and not is_bound:
        adopt_margins(document.pages[0], root)
    _prune(root)
    describe_links(root)
    drop_strays(pdf, root)
    make_artifacts(pdf, root, document.pages)
    lost = lost_spaces(lines)
    paint_spaces(pdf, document.fonts, lost)
    place_labels(pdf, root)
    tell_order(root, document.pages, lost)
    turn_ligatures(pdf)
    write_tree(pdf, root)


def _prune(element: Element) -> None:
    """Leave out elements that hold nothing; a table's empty cells count."""
    for child in element.children():
        _prune(child)
        if not child.kids and child.tag not in ("TD", "TH", "TR"):
            element.kids.remove(child)
