"""The NCX: contents of a book for readers older than EPUB 3 (OPF 2.0.1, section 2.4.1)."""

from collections.abc import Iterator, Sequence
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from ...model import Document, Page

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang={language}>\n'
    '<head><meta name="dtb:uid" content={identifier}/><meta name="dtb:depth" content="{depth}"/>'
    '<meta name="dtb:totalPageCount" content="{pages}"/><meta name="dtb:maxPageNumber" content="{last}"/></head>\n'
    "<docTitle><text>{title}</text></docTitle>\n"
)


def write_ncx(page: Page) -> bytes:
    """Write the NCX of a book: its documents, their sections nested under them."""
    listed = [document for document in page.documents if document.title and document.in_spine]
    numbers = count(1)
    pages = [(document, number) for document in listed for number in document.pages]
    head = _HEAD.format(
        language=quoteattr(page.language),
        identifier=quoteattr(page.identifier),
        depth=max(_depth(document) for document in listed),
        pages=len(pages),
        last=max((int(number) for _, number in pages), default=0),
        title=escape(page.title),
    )
    # Piece by piece as bytes: of a large book, this is among the largest files.
    points = (_points(document, numbers).encode() for document in listed)
    return b"".join([head.encode(), b"<navMap>\n", *points, b"</navMap>\n", *_page_list(pages), b"</ncx>\n"])


def _page_list(pages: Sequence[tuple[Document, str]]) -> Iterator[bytes]:
    """Give the printed pages; in a bundle each article has a page 1."""
    several = len({document.name for document, _ in pages}) > 1
    if not pages:
        return
    yield b"<pageList>\n"
    for place, (document, number) in enumerate(pages, start=1):
        words = escape(f"{document.title}, {number}" if several else number)
        target = (
            f'<pageTarget id="page-{place}" type="normal"><navLabel><text>{words}</text></navLabel>'
            f"<content src={quoteattr(f'{document.name}#page-{number}')}/></pageTarget>\n"
        )
        yield target.encode()
    yield b"</pageList>\n"


def _points(document: Document, numbers: "count[int]") -> str:
    """Give a document's entry, and those of its sections inside it by their levels."""
    written = _opened(next(numbers), document.title, document.name)
    levels = [1]
    for section in document.sections:
        while levels[-1] >= section.level:
            levels.pop()
            written += "</navPoint>\n"
        levels.append(section.level)
        written += _opened(next(numbers), section.heading, f"{document.name}#{section.anchor}")
    return written + "</navPoint>\n" * len(levels)


def _opened(number: int, words: str, target: str) -> str:
    label = f"<navLabel><text>{escape(words)}</text></navLabel>"
    return f'<navPoint id="entry-{number}">{label}<content src={quoteattr(target)}/>\n'


def _depth(document: Document) -> int:
    deepest, levels = 1, [1]
    for section in document.sections:
        while levels[-1] >= section.level:
            levels.pop()
        levels.append(section.level)
        deepest = max(deepest, len(levels))
    return deepest
