"""Where a body that is too long for one page on the web is parted."""

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

_MOST = 60_000
"""Bytes of a body on one page; a longer one goes on on the next."""
_MORE = {b"<img": 120, b"<table": 120, b'href="http': 60}
"""Bytes that each of these takes more on its page: a size and a way, a frame, a printed address."""


def blocks_of(body: str) -> etree._Element:
    """Give a body's blocks as the children of one element."""
    return etree.fromstring(f"<div>{body}</div>", etree.XMLParser(huge_tree=True))


def page_starts(body: str) -> tuple[int, ...]:
    """Give which blocks of a body begin its second page and those after it, before a heading where one is near.

    It is told from an article's own body, so that it is known wherever the article is.
    """
    return tuple(_starts(blocks_of(body))) if _is_long(body) else ()


def anchor_pages(body: str) -> tuple[int, ...]:
    """Give for each id in a body, in order, the number of the page that has it; nothing where there is one page."""
    if not _is_long(body):
        return ()
    root = blocks_of(body)
    pages = shared_out(list(root), tuple(_starts(root)))
    return tuple(number for number, blocks in enumerate(pages, start=1) for _ in ids_in(blocks))


def shared_out(blocks: Sequence[etree._Element], starts: Sequence[int]) -> list[Sequence[etree._Element]]:
    """Share blocks out among pages, of which all but the first begin with the blocks of these numbers."""
    return [blocks[start:end] for start, end in zip((0, *starts), (*starts, None), strict=True)]


def ids_in(blocks: Iterable[etree._Element]) -> Iterator[str]:
    """Give every id in some blocks, in order."""
    return (str(element.get("id")) for block in blocks for element in block.iter() if element.get("id"))


def _is_long(body: str) -> bool:
    return _size(body.encode()) > _MOST


def _size(text: bytes) -> int:
    return len(text) + sum(more * text.count(mark) for mark, more in _MORE.items())


def _starts(root: etree._Element) -> Iterator[int]:
    size = 0
    for number, block in enumerate(root):
        length = _size(etree.tostring(block, encoding="utf-8"))
        is_heading = str(block.tag) in ("h2", "h3")
        if size and (size + length > _MOST or (is_heading and size > _MOST * 3 // 4)):
            yield number
            size = 0
        size += length
