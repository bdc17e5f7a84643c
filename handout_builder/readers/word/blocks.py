"""From the converter's paragraphs to what they are: headings, quotes, lists, boxes, figures, notes."""

from typing import Any

from lxml import etree

from ..body import plain_text
from .captions import bind_captions
from .lists import make_lists
from .places import KEY, keep_places, mark_notes, paragraph_of
from .writer import Paragraph


def shape(root: Any, paragraphs: list[Paragraph]) -> None:
    """Give every block its element, in place."""
    keep_places(root)
    mark_notes(root)
    for element in list(root.iter("p")):
        if (about := paragraph_of(element, paragraphs)) is not None:
            _name(element, about)
    _gather_boxes(root, paragraphs)
    for container in list(root.iter("td", "th", "div", "li")):
        make_lists(container, paragraphs)
        _gather_quotes(container, paragraphs)
        bind_captions(container, paragraphs)
    for cell in root.iter("td", "th"):
        _unwrap_single(cell)


def _name(element: Any, about: Paragraph) -> None:
    if about.role == "heading":
        make_heading(element, about.level)
    if about.align and about.role != "heading":
        element.set("class", f"align-{about.align}")
    if about.is_rtl:
        element.set("dir", "rtl")


def make_heading(element: Any, level: int) -> None:
    """Make a paragraph a heading; the look that set it apart goes, for a heading has its own."""
    if not plain_text(element):
        return
    element.tag = f"h{min(level, 6)}"
    element.attrib.pop("class", None)
    for look in list(element.iter("strong", "u")):
        look.drop_tag()


def _gather_boxes(container: Any, paragraphs: list[Paragraph]) -> None:
    """Put the blocks of one text box into one div, right where they stand."""
    open_box, holder = 0, None
    for child in list(container):
        keyed = next((inner for inner in child.iter() if inner.get(KEY)), None)
        about = paragraph_of(keyed, paragraphs) if keyed is not None else None
        if about is None or not about.box:
            open_box, holder = 0, None
            continue
        if about.box != open_box or holder is None:
            open_box, holder = about.box, etree.Element("div", {"class": "admonition"})
            child.addprevious(holder)
        holder.append(child)


def _gather_quotes(container: Any, paragraphs: list[Paragraph]) -> None:
    """Put quoted paragraphs that follow one another into one block."""
    holder = None
    for child in list(container):
        about = paragraph_of(child, paragraphs) if child.tag == "p" else None
        if about is None or about.role != "quote":
            holder = None
            continue
        if holder is None:
            holder = etree.Element("blockquote")
            child.addprevious(holder)
        holder.append(child)


def _unwrap_single(cell: Any) -> None:
    """Take the paragraph away around a cell's only text."""
    if len(cell) == 1 and cell[0].tag == "p" and not (cell.text or "").strip():
        for name in ("class", "dir", "id"):
            if cell[0].get(name) and not cell.get(name):
                cell.set(name, cell[0].attrib.pop(name))
        cell[0].drop_tag()
