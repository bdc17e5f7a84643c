"""Web and mail addresses that an author typed as plain words: made links, their words untouched."""

import re
from typing import Any

from lxml import etree

_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9_@/.:-])(?:(?P<web>https?://[^\W_][!#-;=?-~\u00c0-\u024f]*|www\.[^\W_][!#-;=?-~\u00c0-\u024f]*)"
    r"|(?P<mail>[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+))"
)
_LITERAL = {"a", "code", "pre", "kbd", "samp"}
_AFTER = ".,;:!?'*_~|…"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def link_typed_addresses(root: Any) -> None:
    """Make a link of each address that stands in the text; what closes the sentence after it stays outside."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if not _is_literal(element):
            _link(element, 0, element.text)
        parent = element.getparent()
        if element is not root and parent is not None and not _is_literal(parent):
            _link(parent, parent.index(element) + 1, element.tail)


def _is_literal(element: Any) -> bool:
    return element.tag in _LITERAL or any(parent.tag in _LITERAL for parent in element.iterancestors())


def _link(parent: Any, place: int, text: str | None) -> None:
    """Put links at a place among an element's children, into the text that stands before it."""
    if not text or ("://" not in text and "www." not in text and "@" not in text):
        return
    links: list[Any] = []
    rest, done = "", 0
    for found in _ADDRESS.finditer(text):
        words = _without_end(found[0])
        if "." not in words.rpartition("://")[2].removeprefix("www."):
            continue
        before = text[done : found.start()]
        if links:
            links[-1].tail = before
        else:
            rest = before
        link = etree.Element("a", {"href": _href(words, is_mail=bool(found["mail"]))})
        link.text = words
        links.append(link)
        done = found.start() + len(words)
    if not links:
        return
    links[-1].tail = text[done:]
    if place:
        parent[place - 1].tail = rest
    else:
        parent.text = rest
    parent[place:place] = links


def _without_end(address: str) -> str:
    """Leave off the marks that close a sentence or a bracket which the address did not open."""
    while address[-1] in _AFTER or (
        address[-1] in _PAIRS and address.count(address[-1]) > address.count(_PAIRS[address[-1]])
    ):
        address = address[:-1]
    return address


def _href(words: str, *, is_mail: bool) -> str:
    if is_mail:
        return f"mailto:{words}"
    return words if words.startswith(("http://", "https://")) else f"https://{words}"
