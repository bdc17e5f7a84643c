"""An article's body on its page: its words as they are, its pictures and links where they are on the web."""

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape, unescape
from itertools import count

from lxml import etree

from ..model import Picture
from ..pages import blocks_of, ids_in, shared_out
from ..pictures import size_of
from .words import Words

_PICTURE = re.compile(r'(<img\b[^>]*?) src="pictures/([^"]+)"')
_TABLE = re.compile(r'<table\b(?=[^>]*class="[^"]*\b(?:wide|tight|long-words)\b)[^>]*>.*?</table>', re.DOTALL)
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


def parted(body: str, starts: Sequence[int], name: Callable[[int], str]) -> list[str]:
    """Part a body that is too long for one page, so that its second page and the others begin with these blocks.

    `name` gives the file name of the page of a number, to which links to its anchors then lead.
    """
    if not starts:
        return [body]
    root = blocks_of(body)
    shares = shared_out(list(root), starts)
    pages = {anchor: number for number, share in enumerate(shares, start=1) for anchor in ids_in(share)}
    parts = ["".join(map(_written, share)) for share in shares]
    parts[0] = escape(root.text or "", quote=False) + parts[0]

    def leading(number: int) -> Callable[[re.Match[str]], str]:
        def lead(link: re.Match[str]) -> str:
            page = pages.get(unescape(link[2]), number)
            return link[0] if page == number else f"{link[1]}{name(page)}#{link[2]}{link[3]}"

        return lead

    return [_INSIDE.sub(leading(number), part) for number, part in enumerate(parts, start=1)]


def _written(block: etree._Element) -> str:
    """Write a block as XHTML that an HTML parser reads the same way."""
    for element in block.iter():
        if element.tag not in _VOID and len(element) == 0 and element.text is None:
            element.text = ""
    return str(etree.tostring(block, encoding="unicode"))
