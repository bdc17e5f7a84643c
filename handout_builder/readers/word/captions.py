"""Captions: bound to the picture or table that they belong to."""

from typing import Any

from lxml import etree

from ..body import plain_text
from .places import paragraph_of
from .writer import Paragraph


def bind_captions(container: Any, paragraphs: list[Paragraph]) -> None:
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
