"""One form for a body, so that what was written can be compared with what is read back.

Two bodies are the same where their elements, attributes and words are: how white space is spread, whether a
list item's words stand in a paragraph, and what an id that nothing links to is called make no difference.
"""

import re
from copy import deepcopy

from lxml import etree

from ..body import HEADINGS

PARAGRAPHS_INSIDE = ("div", "blockquote", "li", "dd", "td", "th")
"""Elements that hold words of their own or paragraphs."""
BLOCKS = {
    *HEADINGS,
    *("p div blockquote ul ol li dl dt dd table caption thead tbody tfoot tr td th figure figcaption pre hr".split()),
}
_STYLED = ("em", "strong", "b", "i", "u", "s", "a", "small", "mark", "span", "q", "cite", "sub", "sup", "code")
_SET_BY_CLEANING = {"wide", "tight", "crowded", "long-words"}
"""Classes that cleaning works out anew."""


def parse_body(xhtml: str) -> etree._Element:
    """Parse a clean body into a tidy <div>: its elements in one form, no white space that shows nothing."""
    root = etree.fromstring(f"<div>{xhtml}</div>", etree.XMLParser(huge_tree=True, resolve_entities=False))
    _drop_what_cleaning_sets(root)
    _wrap(root, ("div", "blockquote"))
    _drop_bare_boxes(root)
    _Collapsed().walk(root)
    for element in reversed(list(root.iter(*_STYLED))):
        _move_edges_out(element)
    _join_twins(root)
    return root


def forms_of(root: etree._Element) -> list[str]:
    """Give each block of a tidy body as a text that is equal for blocks that are the same."""
    root = deepcopy(root)
    _wrap(root, PARAGRAPHS_INSIDE)
    _Collapsed().walk(root)
    links = [element for element in root.iter("a") if (element.get("href") or "").startswith("#")]
    names = {link.get("href")[1:]: f"n{number}" for number, link in reversed(list(enumerate(links)))}
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", names[element.get("id")])
        if element.tag == "pre":
            _strip_end(element)
    for link in links:
        link.set("href", "#" + names[link.get("href")[1:]])
    return [etree.tostring(child, method="c14n", with_tail=False).decode() for child in root]


def _drop_what_cleaning_sets(root: etree._Element) -> None:
    wanted = {element.get("href", "")[1:] for element in root.iter("a")}
    for element in root.iter():
        if element.get("id") not in wanted:
            element.attrib.pop("id", None)
        names = [name for name in (element.get("class") or "").split() if name not in _SET_BY_CLEANING]
        element.attrib.pop("class", None)
        if names:
            element.set("class", " ".join(names))
    for cell in root.iter("th"):
        if cell.get("scope") in ("col", "row"):
            del cell.attrib["scope"]


def _wrap(root: etree._Element, holders: tuple[str, ...]) -> None:
    """Put words that stand beside paragraphs into paragraphs of their own."""
    for holder in list(root.iter(*holders)):
        children = list(holder)
        text, holder.text = holder.text, None
        run = _begin_run(holder, 0, text)
        for child in children:
            if child.tag in BLOCKS:
                tail, child.tail = child.tail, None
                _end_run(run)
                run = _begin_run(holder, holder.index(child) + 1, tail)
            else:
                run.append(child)
        _end_run(run)


def _begin_run(holder: etree._Element, index: int, text: str | None) -> etree._Element:
    run = etree.Element("p")
    run.text = text
    holder.insert(index, run)
    return run


def _end_run(run: etree._Element) -> None:
    if not "".join(run.itertext()).strip() and next(run.iter("img"), None) is None:
        run.getparent().remove(run)


def _drop_bare_boxes(root: etree._Element) -> None:
    for element in list(root.iter("div", "span")):
        if element is not root and not element.attrib:
            unwrap(element)


def unwrap(element: etree._Element) -> None:
    """Take an element away and leave what it holds in its place."""
    parent, index = element.getparent(), element.getparent().index(element)
    children = list(element)
    _add_text(parent, index, element.text)
    for offset, child in enumerate(children):
        parent.insert(index + offset, child)
    tail, element.tail = element.tail, None
    parent.remove(element)
    _add_text(parent, index + len(children), tail)


def _add_text(parent: etree._Element, index: int, text: str | None) -> None:
    """Add a text before the child at an index."""
    if not text:
        return
    if index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


class _Collapsed:
    """Makes runs of white space one space, and takes it away at the edges of blocks and line breaks."""

    def __init__(self) -> None:
        self._at_edge = True
        self._last: tuple[etree._Element, str] | None = None
        """Where the last space stands, until words follow it."""

    def walk(self, element: etree._Element) -> None:
        is_edge = element.tag in BLOCKS or element.tag == "br"
        if is_edge:
            self._edge()
        if element.tag != "pre":
            self._put(element, "text")
            for child in element:
                self.walk(child)
                self._put(child, "tail")
        else:
            for child in element:
                child.tail = child.tail or None
        if element.tag == "img":
            self._at_edge, self._last = False, None
        if is_edge:
            self._edge()

    def _edge(self) -> None:
        if self._last:
            element, slot = self._last
            setattr(element, slot, getattr(element, slot)[:-1] or None)
        self._at_edge, self._last = True, None

    def _put(self, element: etree._Element, slot: str) -> None:
        text = re.sub(r"[ \t\r\n\f]+", " ", getattr(element, slot) or "")
        if self._at_edge:
            text = text.removeprefix(" ")
        if text:
            self._at_edge = text.endswith(" ")
            self._last = (element, slot) if self._at_edge else None
        setattr(element, slot, text or None)


def _move_edges_out(element: etree._Element) -> None:
    """Move a space at the edge of emphasis or a link outside it; one with nothing left in it goes."""
    if element.getparent() is None or next(element.iterancestors("pre"), None) is not None:
        return
    if (element.text or "").startswith(" "):
        element.text = element.text[1:]
        parent = element.getparent()
        _add_text(parent, parent.index(element), " ")
    slot, holder = ("tail", element[-1]) if len(element) else ("text", element)
    if (getattr(holder, slot) or "").endswith(" "):
        setattr(holder, slot, getattr(holder, slot)[:-1])
        element.tail = " " + (element.tail or "")
    if not element.text and len(element) == 0 and not element.get("id"):
        unwrap(element)


def _join_twins(root: etree._Element) -> None:
    """Make one of two pieces of emphasis that touch."""
    for element in list(root.iter("em", "strong")):
        before = element.getprevious()
        if before is None or before.tail or before.tag != element.tag or dict(before.attrib) != dict(element.attrib):
            continue
        _add_text(before, len(before), element.text)
        for child in list(element):
            before.append(child)
        before.tail = element.tail
        element.getparent().remove(element)


def _strip_end(element: etree._Element) -> None:
    """Take line ends off the end of a block of code: mark-up puts one there that is not the author's."""
    holder, slot = element, "text"
    while len(holder):
        holder, slot = (holder[-1], "text") if not holder[-1].tail else (holder[-1], "tail")
        if slot == "tail":
            break
    setattr(holder, slot, (getattr(holder, slot) or "").rstrip("\n") or None)
