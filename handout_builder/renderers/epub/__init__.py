"""A Page becomes an ePub (EPUB 3.3): one handout, or the bundle of all."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import partial
from io import BytesIO
from types import MappingProxyType
from typing import IO, Any

from ebooklib import epub

from ...model import UNDATED, Handout, Page
from ..cover import draw_cover
from .kindle import for_kindle, kindle_findings
from .kobo import for_kobo
from .metadata import credit, describe, name_page_source, tell_access
from .ncx import write_ncx
from .packing import FOLDER, Before, Packed, TimelessZip, pack

__all__ = ["FOLDER", "Before", "Packed", "render_epub", "write_epub"]


def render_epub(page: Page) -> Handout:
    """Render a page as an ePub for the readers of its edition: equal pages give equal bytes."""
    kobo, kindle = (page.edition.profile == name for name in ("kobo", "kindle"))
    out = BytesIO()
    write_epub(for_kobo(page) if kobo else for_kindle(page) if kindle else page, out)
    data = out.getvalue()
    return Handout(data, findings=kindle_findings(len(data)) if kindle else ())


def write_epub(page: Page, out: IO[bytes], elsewhere: Mapping[str, bytes | Packed] = MappingProxyType({})) -> None:
    """Write a page as an ePub.

    A large book does not bring its chapters and pictures: those that it leaves empty are found `elsewhere`, by their
    names in the zip, each when it is written.
    """
    book = epub.EpubBook()
    book.set_identifier(page.identifier)
    book.set_title(page.title)
    book.set_language(page.language)
    if page.direction == "rtl":
        book.set_direction("rtl")
    credit(book, page)
    describe(book, page)
    tell_access(book, page, elsewhere)
    name_page_source(book, page)
    _fill(book, page)
    # dcterms:modified is required.
    modified = datetime.combine(page.modified or UNDATED, time(), UTC)
    options = {
        "mtime": modified,
        "epub2_guide": True,
        "epub3_landmark": False,
        "epub3_pages": False,
    }
    pack(_zipped(book, options), out, partial(_mended, page), elsewhere)


def _zipped(book: epub.EpubBook, options: dict[str, Any]) -> BytesIO:
    """Do what EbookLib's write_epub does, with a zip of ours."""
    out = BytesIO()
    writer = epub.EpubWriter(out, book, options)
    writer.process()
    with TimelessZip(out, "w") as writer.out:
        writer.out.writestr("mimetype", "application/epub+zip")
        writer._write_container()
        writer._write_opf()
        writer._write_items()
    return out


def _mended(page: Page, name: str, data: bytes) -> bytes:
    """Give a file that EbookLib wrote as it should be."""
    if name == f"{FOLDER}toc.ncx":
        return write_ncx(page)
    if name == f"{FOLDER}content.opf":
        # The language of the metadata itself, which screen readers read to the user.
        return data.replace(b"<package ", f'<package xml:lang="{page.language}" '.encode(), 1)
    return data


def _fill(book: Any, page: Page) -> None:
    if page.cover:
        cover = epub.EpubCover(uid="cover-image", file_name="cover.png")
        cover.media_type = "image/png"
        cover.content = draw_cover(page.cover)
        book.add_item(cover)
        book.add_metadata(None, "meta", "", {"name": "cover", "content": "cover-image"})
    book.add_item(epub.EpubItem("style", "book.css", "text/css", page.stylesheet))
    for number, asset in enumerate(page.assets, start=1):
        book.add_item(epub.EpubItem(f"asset-{number}", asset.name, asset.media_type, asset.data))
    for number, document in enumerate(page.documents, start=1):
        item = epub.EpubItem(f"document-{number}", document.name, "application/xhtml+xml", document.text)
        # EbookLib would parse and rewrite an EpubHtml; ours are written as they are.
        item.is_linear = True
        item.properties = [] if document.in_spine else ["nav"]
        book.add_item(item)
        if document.in_spine:
            book.spine.append(item)
        elif page.edition.kind == "epub":
            # A landmark leads to it, so it must be in the spine; the bundle has a page of contents instead.
            book.spine.append((item, "no"))
        if document.landmark in ("cover", "toc", "bodymatter") and document.landmark not in {
            g["type"] for g in book.guide
        }:
            kind = "text" if document.landmark == "bodymatter" else document.landmark
            word = page.cover.word if page.cover else ""
            book.guide.append({"type": kind, "title": document.title or word, "href": document.name})
    book.add_item(epub.EpubNcx())
