"""Blocks that have no form in Markdown, written as HTML, which Markdown lets through."""

import re
from copy import deepcopy
from urllib.parse import quote

from lxml import etree

from .inline import Manner

LOST = re.compile("[\t\u00ad\u200b\u2060\ufeff\u2028\u2029\u0085\ue000\r]")
"""What Markdown or the reader of text files changes, and so is written as its number."""
_LINES_INSIDE = ("table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "figure", "blockquote", "div")


def write_html(element: etree._Element, manner: Manner) -> str:
    """Write a block as HTML, an element of its structure a line."""
    copy = deepcopy(element)
    copy.tail = None
    for image in copy.iter("img"):
        image.set("src", quote(manner.addresses.get(image.get("src"), image.get("src")), safe="/:.-_~"))
    for holder in copy.iter(*_LINES_INSIDE):
        if not holder.text and all(not child.tail for child in holder):
            holder.text = "\n"
            for child in holder:
                child.tail = "\n"
    text: str = etree.tostring(copy, encoding="unicode", method="html")
    text = LOST.sub(lambda found: f"&#{ord(found[0])};", text)
    return re.sub(r"^([ \t]*)([•▪‣●○◦])", lambda found: f"{found[1]}&#{ord(found[2])};", text, flags=re.MULTILINE)
