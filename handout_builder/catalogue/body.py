"""An article's body on its page: its words as they are, its pictures and links where they are on the web."""

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from itertools import count

from lxml import etree

from ..model import Picture
from ..pictures import size_of
from .words import Words

MOST = 60_000
"""Bytes of a body on one page; a longer one goes on on the next."""
_PICTURE = re.compile(r'(<img\b[^>]*?) src="pictures/([^"]+)"')
_TABLE = re.compile(r'<table\b(?=[^>]*class="[^"]*\b(?:wide|tight|long-words)\b)[^>]*>.*?</table>', re.DOTALL)
_ANCHOR = re.compile(r'\bid="([^"]*)"')
_INSIDE = re.compile(r'(<a\b[^>]*?\bhref=")#([^"]+)(")')
_VOID = ("br", "hr", "img")


def picture_path(slug: str, name: str) -> str:
    """Name the place of an article's picture, relative to handouts/; a slug has no dot."""
    return f"pictures/{slug}.{name}"


def on_the_web(body: str, slug: str, pictures: Iterable[Picture], words: Words) -> str:
    """Give a body with its pictures beside it, as large as they are, and its wide tables to be moved sideways."""
    sizes = {picture.name: size_of(picture.data) for picture in pictures}

    def placed(found: re.Match[str]) -> str:
        name = unescape(found[2])
        width, height = sizes[name]
        return (
            f'{found[1]} src="../{escape(picture_path(slug, name))}" width="{width}" height="{height}" '
            'loading="lazy" decoding="async"'
        )

    numbers = count(1)

    def boxed(table: re.Match[str]) -> str:
        # A landmark, each of another name: what is moved by the keyboard has to be told apart.
        name = f"{words['table']} {next(numbers)}"
        return f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(name)}">{table[0]}</div>'

    return _TABLE.sub(boxed, _PICTURE.sub(placed, body))


def parted(body: str, name: Callable[[int], str]) -> list[str]:
    """Part a body that is too long for one page between its blocks, before a heading where one is near.

    `name` gives the file name of the page of a number, to which links to its anchors then lead.
    """
    if len(body.encode()) <= MOST:
        return [body]
    root = etree.fromstring(f"<div>{body}</div>", etree.XMLParser(huge_tree=True))
    parts = ["".join(blocks) for blocks in _shared_out(root)]
    parts[0] = escape(root.text or "", quote=False) + parts[0]
    pages = {anchor: number for number, part in enumerate(parts, start=1) for anchor in _ANCHOR.findall(part)}

    def leading(number: int) -> Callable[[re.Match[str]], str]:
        def lead(link: re.Match[str]) -> str:
            page = pages.get(link[2], number)
            return link[0] if page == number else f"{link[1]}{name(page)}#{link[2]}{link[3]}"

        return lead

    return [_INSIDE.sub(leading(number), part) for number, part in enumerate(parts, start=1)]


def _shared_out(root: etree._Element) -> Iterable[list[str]]:
    held: list[str] = []
    size = 0
    for block in root:
        text = _written(block)
        length = len(text.encode())
        is_heading = str(block.tag) in ("h2", "h3")
        if held and (size + length > MOST or (is_heading and size > MOST * 3 // 4)):
            yield held
            held, size = [], 0
        held.append(text)
        size += length
    yield held


def _written(block: etree._Element) -> str:
    """Write a block as XHTML that an HTML parser reads the same way."""
    for element in block.iter():
        if element.tag not in _VOID and len(element) == 0 and element.text is None:
            element.text = ""
    return str(etree.tostring(block, encoding="unicode"))
