"""From the converter's paragraphs to what they are: headings, quotes, lists, boxes, figures, notes."""

import re
from typing import Any

from lxml import etree

from ..body import plain_text
from .numbers import Item
from .writer import Paragraph

KEY = "data-paragraph"
"""Attribute that leads from an element to its Paragraph; cleaning drops it."""
_LIST_DATA = "data-list"


def shape(root: Any, paragraphs: list[Paragraph]) -> None:
    """Give every block its element, in place."""
    _know_again(root)
    _keep_places(root)
    _mark_notes(root)
    for element in list(root.iter("p")):
        if (about := paragraph_of(element, paragraphs)) is not None:
            _name(element, about)
    _gather_boxes(root, paragraphs)
    for container in list(root.iter("td", "th", "div", "li")):
        _make_lists(container, paragraphs)
        _gather_quotes(container, paragraphs)
        _caption(container, paragraphs)
    for cell in root.iter("td", "th"):
        _unwrap_single(cell)


def paragraph_of(element: Any, paragraphs: list[Paragraph]) -> Paragraph | None:
    """Give what is known of an element's paragraph; None for what was no paragraph."""
    key = element.get(KEY)
    return paragraphs[int(key)] if key else None


def _know_again(root: Any) -> None:
    """Turn the bookmark that opens each paragraph into an attribute."""
    for mark in list(root.iter("a")):
        if re.fullmatch(r"w-\d+", mark.get("id") or ""):
            mark.getparent().set(KEY, mark.get("id")[2:])
            mark.drop_tree()


def _keep_places(root: Any) -> None:
    """Move the ids that links lead to from empty anchors to their paragraphs."""
    moved: dict[str, str] = {}
    for mark in list(root.iter("a")):
        name = mark.get("id") or ""
        if re.fullmatch(r"place-\d+", name) and not mark.get("href"):
            block = next(mark.iterancestors("p"), mark.getparent())
            moved[name] = block.get("id") or name
            block.set("id", moved[name])
            mark.drop_tree()
    for link in root.iter("a"):
        if (href := link.get("href") or "").startswith("#place-"):
            link.set("href", "#" + moved.get(href[1:], href[1:]))


def _mark_notes(root: Any) -> None:
    """Give notes the form that all readers give them, without the converter's arrows and brackets."""
    for link in list(root.iter("a")):
        href = link.get("href") or ""
        if href.startswith("#footnote-ref-"):
            before = link.getprevious()
            text = link.getparent().text if before is None else before.tail
            if before is None:
                link.getparent().text = (text or "").rstrip()
            else:
                before.tail = (text or "").rstrip()
            link.drop_tree()
        elif href.startswith("#footnote-"):
            link.attrib.clear()
            link.set("class", "footnote-ref")
            link.set("href", href.replace("#footnote-", "#fn-"))
            link.text = (link.text or "").strip("[]")
            wrappers = [above for above in link.iterancestors() if above.tag in ("em", "strong", "u", "s", "sub")]
            for wrapper in wrappers:
                wrapper.drop_tag()
    notes = [item for item in root.iter("li") if (item.get("id") or "").startswith("footnote-")]
    for item in notes:
        item.set("id", item.get("id").replace("footnote-", "fn-"))
    if notes:
        holder = etree.Element("div", {"class": "footnote"})
        numbered = notes[0].getparent()
        root.append(holder)
        holder.append(numbered)


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


def _make_lists(container: Any, paragraphs: list[Paragraph]) -> None:
    """Nest list items by their depth; a list that goes on after other text goes on counting."""
    open_lists: list[Any] = []
    children = list(container)
    for place, child in enumerate(children):
        about = paragraph_of(child, paragraphs)
        item = about.item if about is not None and child.tag in ("p", *(f"h{n}" for n in range(1, 7))) else None
        if about is None or item is None or child.tag != "p":
            if item is not None and item.label and child.tag != "p":
                _write_label(child, item)
            following = paragraph_of(children[place + 1], paragraphs) if place + 1 < len(children) else None
            if open_lists and _goes_on(child, about, following, open_lists[-1]):
                open_lists[-1][-1].append(child)
            else:
                open_lists = []
            continue
        open_lists = [one for one in open_lists if _depth(one) <= item.depth]
        if not item.kind:
            _write_label(child, item)
            open_lists = [one for one in open_lists if _depth(one) < item.depth]
            if open_lists:
                open_lists[-1][-1].append(child)
            continue
        if not open_lists or not _continues(open_lists[-1], item):
            open_lists = [one for one in open_lists if _depth(one) < item.depth]
            made = _new_list(item)
            if open_lists:
                open_lists[-1][-1].append(made)
            else:
                child.addprevious(made)
            open_lists.append(made)
        _add_item(open_lists[-1], child, item)


def _new_list(item: Item) -> Any:
    made = etree.Element("ul" if item.kind == "-" else "ol", {_LIST_DATA: f"{item.depth} {item.count} {item.list_id}"})
    if item.kind not in ("-", "1"):
        made.set("type", item.kind)
    if item.kind != "-" and item.count != 1:
        made.set("start", str(item.count))
    return made


def _add_item(holder: Any, paragraph: Any, item: Item) -> None:
    entry = etree.SubElement(holder, "li")
    entry.append(paragraph)
    if paragraph.get("id"):
        entry.set("id", paragraph.attrib.pop("id"))
    for name in ("class", "dir"):
        if paragraph.get(name):
            entry.set(name, paragraph.attrib.pop(name))
    paragraph.tail = None
    paragraph.drop_tag()
    holder.set(_LIST_DATA, f"{item.depth} {item.count} {item.list_id}")


def _depth(holder: Any) -> int:
    return int(holder.get(_LIST_DATA).split(" ")[0])


def _continues(holder: Any, item: Item) -> bool:
    depth, count, list_id = holder.get(_LIST_DATA).split(" ", 2)
    if int(depth) != item.depth or (holder.tag == "ul") != (item.kind == "-"):
        return False
    if item.kind == "-":
        return True
    return list_id == item.list_id and item.count == int(count) + 1 and holder.get("type", "1") == item.kind


def _goes_on(child: Any, about: Paragraph | None, following: Paragraph | None, holder: Any) -> bool:
    """Tell whether a paragraph belongs to the item above: moved in, and the same list goes on below it."""
    if about is None or child.tag != "p" or about.item or about.role or about.indent <= 0:
        return False
    return (
        following is not None
        and following.item is not None
        and holder.get(_LIST_DATA).endswith(f" {following.item.list_id}")
    )


def _write_label(element: Any, item: Item) -> None:
    """Put the label that Word shows before a paragraph into its text, where HTML's lists have no such label."""
    element.text = f"{item.label} {element.text or ''}"


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


def _caption(container: Any, paragraphs: list[Paragraph]) -> None:
    """Bind captions to the pictures above them (or below) and the tables under them."""
    for child in list(container):
        if child.getparent() is not container:
            continue
        if _is_picture(child):
            below, above = child.getnext(), child.getprevious()
            words = next((e for e in (below, above) if _is_caption(e, paragraphs, is_below=e is below)), None)
            if words is not None:
                figure = etree.Element("figure")
                (child if words is below else words).addprevious(figure)
                words.tag = "figcaption"
                words.attrib.pop("class", None)
                parts = [child, words] if words is below else [words, child]
                figure.extend(parts)
                child.drop_tag()
        elif child.tag == "table" and _is_caption(child.getprevious(), paragraphs, is_below=False):
            words = child.getprevious()
            words.tag = "caption"
            words.attrib.pop("class", None)
            child.insert(0, words)


def _is_picture(element: Any) -> bool:
    pictures = list(element.iter("img")) if element.tag == "p" else []
    return len(pictures) == 1 and not plain_text(element)


def _is_caption(element: Any, paragraphs: list[Paragraph], *, is_below: bool) -> bool:
    about = paragraph_of(element, paragraphs) if element is not None and element.tag == "p" else None
    if about is None or not about.text or next(element.iter("img"), None) is not None:
        return False
    return about.role == "caption" or (about.has_sequence and (is_below or len(about.text) < 200))


def _unwrap_single(cell: Any) -> None:
    """Take the paragraph away around a cell's only text."""
    if len(cell) == 1 and cell[0].tag == "p" and not (cell.text or "").strip():
        for name in ("class", "dir", "id"):
            if cell[0].get(name) and not cell.get(name):
                cell.set(name, cell[0].attrib.pop(name))
        cell[0].drop_tag()
