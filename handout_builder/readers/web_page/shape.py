"""The shape of a web page's article: what boxes on a page look like becomes paragraphs, lists, tables and figures."""

from typing import Any

from lxml import etree

from ..body import HEADINGS
from .notes import NOTE
from .parts import has_mark, holds_block, is_block, last_child, unwrap, words_in

_BOXES = frozenset(
    """
    div section article main header hgroup address center form fieldset legend aside footer details dialog body
    noframes menu dir nav caption template noscript optgroup option select textarea object video audio button
    """.split()
)
"""Blocks that mean nothing on paper but that their words stand apart."""
_WRAPPERS = ("td", "th", "li", "dd", "dt", "figcaption", "caption", "blockquote")
"""Blocks that may hold words without a paragraph."""
_ITEMS = ("td", "th", "li", "figcaption", "caption")
"""Blocks that need no paragraph for their words."""
_MEANINGLESS = ("span", "font", "tt", "label", "time", "data", "output", "wbr", "nobr")
LONGEST_CELL = 60
"""Words of the longest cell in a table of facts; a longer one holds a part of the page."""


def shape(article: Any) -> None:
    """Flatten an article into blocks; no word changes its place."""
    for element in article.xpath(".//*[@title][not(self::abbr or self::dfn)]"):
        element.attrib.pop("title")
    _make_captions(article)
    _shape_tables(article)
    _shape_figures(article)
    _open_inline(article)
    for element in reversed(list(article.iter())):
        is_kept = element.get(NOTE) or (element.tag == "caption" and element.getparent().tag == "table")
        if element is not article and element.tag in _BOXES and not is_kept:
            _unbox(element)
    for element in [article, *article.iter("blockquote", "div")]:
        if element is article or any(is_block(child) for child in element):
            _wrap_runs(element)
    for element in list(article.iter("p", *HEADINGS)):
        for inner in [inner for inner in element.iterdescendants() if is_block(inner)]:
            _unwrap_apart(inner)
    for paragraph in list(article.iter("p")):
        _split_at_breaks(paragraph)
    for element in list(article.iter(*_ITEMS)):
        _unwrap_only_paragraph(element)
    for element in article.iter("p", *_ITEMS, *HEADINGS):
        _trim(element)


def _make_captions(article: Any) -> None:
    """Make a figure of a box that holds a picture and the words marked as its caption, and nothing else."""
    for words in list(article.iter("div", "p", "span", "td", "em", "small", "dd")):
        if not has_mark(words, "caption") or next(words.iter("img", "table"), None) is not None:
            continue
        box = next((above for above in words.iterancestors() if next(above.iter("img"), None) is not None), None)
        alone = box is not None and box is not article and words_in(box) == words_in(words)
        if box is not None and alone and len(list(box.iter("img"))) == 1 and words_in(words):
            image = next(box.iter("img"))
            for child in list(box):
                box.remove(child)
            box.tag, box.text, words.tag, words.tail, image.tail = "figure", None, "figcaption", None, None
            box.extend([image, words])


def _shape_tables(article: Any) -> None:
    for table in list(article.iter("table")):
        if not _is_of_facts(table):
            for part in list(table.iter("caption", "thead", "tbody", "tfoot", "tr", "td", "th")):
                if next(part.iterancestors("table")) is table:
                    part.tag = "div"
            table.tag = "div"


def _is_of_facts(table: Any) -> bool:
    """Tell a table of facts from one that only lays a page out."""
    if table.get("role") in ("presentation", "none") or any(inner is not table for inner in table.iter("table")):
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if next(table.iter("th", "caption"), None) is not None:
        return any(rows)
    cells = [cell for row in rows for cell in row]
    holds_blocks = any(next(cell.iter(*HEADINGS), None) is not None for cell in cells)
    is_long = any(len(words_in(cell).split()) > LONGEST_CELL for cell in cells)
    return len(rows) > 1 and max(map(len, rows)) > 1 and not holds_blocks and not is_long


def _shape_figures(article: Any) -> None:
    """Keep figures that hold a picture, with nothing between the two; the others are boxes, their captions words."""
    for figure in reversed(list(article.iter("figure"))):
        inner = next((image for image in figure.iter("img", "figure") if image is not figure), None)
        if inner is None or inner.tag == "figure" or next(figure.iter("table", "pre", *HEADINGS), None) is not None:
            for caption in figure.iter("figcaption"):
                if next(caption.iterancestors("figure")) is figure:
                    caption.tag = "div"
            figure.tag = "div"
            continue
        for element in list(figure.iterdescendants()):
            in_caption = any(above.tag == "figcaption" for above in element.iterancestors())
            if element.tag not in ("img", "figcaption") and not in_caption:
                _unwrap_apart(element) if is_block(element) else unwrap(element)


def _open_inline(article: Any) -> None:
    """Drop elements that mean nothing, and make boxes of inline ones that stand around blocks."""
    for element in list(article.iter("summary")):
        element.tag = "div"
        if not holds_block(element):
            strong = etree.Element("strong")
            strong.text, element.text = element.text, None
            strong.extend(list(element))
            element.append(strong)
    for element in reversed(list(article.iter())):
        if element is article or is_block(element) or element.tag in ("img", "br"):
            continue
        if holds_block(element):
            element.tag = "div"
        elif element.tag in _MEANINGLESS and not any(map(element.get, ("id", "lang", "dir", "data-about"))):
            unwrap(element)


def _unbox(box: Any) -> None:
    """Take the walls of a box down; what stood loose in it becomes paragraphs."""
    parent = box.getparent()
    if any(is_block(child) for child in box):
        _wrap_runs(box)
        _hand_down(box)
        _unwrap_apart(box)
    elif (not words_in(box) and next(box.iter("img"), None) is None) or (
        parent.tag in _WRAPPERS and len(parent) == 1 and not (parent.text or box.tail or "").strip()
    ):
        _unwrap_apart(box)
    else:
        box.tag = "p"


def _hand_down(box: Any) -> None:
    """Give what a box says of its contents to each of its blocks."""
    for name in ("lang", "dir", "data-about", "data-standfirst"):
        if (value := box.get(name)) and value != "auto":
            for child in box:
                if child.get(name) is None:
                    child.set(name, value)
    if (name := box.get("id")) and len(box) and box[0].get("id") is None:
        box[0].set("id", name)


def _unwrap_apart(element: Any) -> None:
    """Drop a tag that parted words, and part them by white space instead."""
    element.text = "\n" + (element.text or "")
    element.tail = "\n" + (element.tail or "")
    unwrap(element)


def _wrap_runs(box: Any) -> None:
    """Make a paragraph of every run of words and inline elements that stands loose between blocks."""
    run: Any = None
    if box.text and box.text.strip():
        run = _paragraph(box)
        run.text, box.text = box.text, None
        box.insert(0, run)
    for child in [child for child in box if child is not run]:
        tail, child.tail = child.tail, None
        if is_block(child):
            run = None
        elif run is None:
            run = _paragraph(child)
            child.addprevious(run)
            run.append(child)
        else:
            run.append(child)
        if tail and run is None and tail.strip():
            run = _paragraph(child)
            child.addnext(run)
        if tail and run is not None:
            _add_text(run, tail)


def _paragraph(place: Any) -> Any:
    paragraph = etree.Element("p")
    paragraph.sourceline = place.sourceline or 1
    return paragraph


def _add_text(element: Any, text: str) -> None:
    last = last_child(element)
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        element.text = (element.text or "") + text


def _split_at_breaks(paragraph: Any) -> None:
    """Make paragraphs of what stands between two or more line breaks, as their writer meant."""
    last, gap = paragraph, False
    for child in list(paragraph):
        following = child.getnext()
        blank = not (child.tail or "").strip()
        if child.tag == "br" and blank and following is not None and following.tag == "br":
            gap = True
            child.getparent().remove(child)
            continue
        if gap and child.tag == "br":
            tail = child.tail
            child.getparent().remove(child)
            new = _paragraph(last)
            new.text = tail
            for name in ("class", "style", "lang", "dir"):
                if paragraph.get(name):
                    new.set(name, paragraph.get(name))
            new.tail, last.tail = last.tail, None
            last.addnext(new)
            last, gap = new, False
        elif last is not paragraph:
            last.append(child)


def _unwrap_only_paragraph(element: Any) -> None:
    """Take off the paragraph that is all there is in a cell or an item, but for a list below it."""
    first, *rest = [*element] or [None]
    is_plain = first is not None and first.tag == "p" and not any(map(first.get, ("id", "lang", "dir")))
    if (
        is_plain
        and "text-align" not in first.get("style", "")
        and not (element.text or "").strip()
        and all(child.tag in ("ul", "ol") for child in rest)
    ):
        element.text = None
        unwrap(first)


def _trim(element: Any) -> None:
    """Take off the white space at a block's ends, which shows nothing."""
    element.text = (element.text or "").lstrip(" \t\r\n")
    if len(element) and element[-1].tag != "br":
        element[-1].tail = (element[-1].tail or "").rstrip(" \t\r\n")
    elif not len(element):
        element.text = element.text.rstrip(" \t\r\n")
