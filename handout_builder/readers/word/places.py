"""What the converter's elements are: their paragraphs, the places that links lead to, and notes."""

import re
from copy import deepcopy
from typing import Any

from lxml import etree

from ..body import plain_text
from .writer import Paragraph

KEY = "data-paragraph"
"""Attribute that leads from an element to its Paragraph; cleaning drops it."""


def paragraph_of(element: Any, paragraphs: list[Paragraph]) -> Paragraph | None:
    """Give what is known of an element's paragraph; None for what was no paragraph."""
    key = element.get(KEY)
    return paragraphs[int(key)] if key else None


def words_of(block: Any) -> str:
    """Give a block's words in one line, without the numbers of notes."""
    block = deepcopy(block)
    for mark in [mark for mark in block.iter("sup") if next(mark.iter("a"), None) is not None]:
        mark.drop_tree()
    return plain_text(block)


def know_again(root: Any) -> None:
    """Turn the bookmark that opens each paragraph into an attribute."""
    for mark in list(root.iter("a")):
        if re.fullmatch(r"w-\d+", mark.get("id") or ""):
            mark.getparent().set(KEY, mark.get("id")[2:])
            mark.drop_tree()


def keep_places(root: Any) -> None:
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


def mark_notes(root: Any) -> None:
    """Give notes the form that all readers give them, without the converter's arrows and brackets."""
    for link in list(root.iter("a")):
        href = link.get("href") or ""
        if href.startswith("#footnote-ref-"):
            _drop_arrow(link)
        elif href.startswith("#footnote-"):
            _mark_reference(link, href)
    notes = [item for item in root.iter("li") if (item.get("id") or "").startswith("footnote-")]
    for item in notes:
        item.set("id", item.get("id").replace("footnote-", "fn-"))
    if notes:
        holder = etree.Element("div", {"class": "footnote"})
        numbered = notes[0].getparent()
        root.append(holder)
        holder.append(numbered)


def _drop_arrow(link: Any) -> None:
    """Take the way back away from a note's end, with the space before it."""
    before, around = link.getprevious(), link.getparent()
    if before is None:
        around.text = (around.text or "").rstrip()
    else:
        before.tail = (before.tail or "").rstrip()
    link.drop_tree()


def _mark_reference(link: Any, href: str) -> None:
    link.attrib.clear()
    link.set("class", "footnote-ref")
    link.set("href", href.replace("#footnote-", "#fn-"))
    link.text = (link.text or "").strip("[]")
    for wrapper in [above for above in link.iterancestors() if above.tag in ("em", "strong", "u", "s", "sub")]:
        wrapper.drop_tag()
