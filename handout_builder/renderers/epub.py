"""A Page becomes an ePub (EPUB 3.3): one handout, or the bundle of all."""

import zipfile
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

from ebooklib import epub

from ..model import Byline, Handout, Page
from .cover import draw_cover

COMPRESSION = 6
_STEADY = (1980, 1, 1, 0, 0, 0)
"""The time of every file inside: an ePub made twice is the same file twice."""
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""dcterms:modified is required; an article that tells no date gets this one, the same on every build."""
_RELATORS = {"author": "aut", "reviewer": "rev", "editor": "edt"}
"""MARC relator codes."""


def render_epub(page: Page) -> Handout:
    """Render a page as an ePub: equal pages give equal bytes."""
    book = epub.EpubBook()
    book.set_identifier(page.identifier)
    book.set_title(page.title)
    book.set_language(page.language)
    if page.language.split("-")[0] in ("ar", "he", "fa", "ur"):
        book.set_direction("rtl")
    _credit(book, page)
    _describe(book, page)
    _fill(book, page)
    out = BytesIO()
    modified = datetime.combine(page.modified, time(), UTC) if page.modified else _UNDATED
    options = {
        "mtime": modified,
        "raise_exceptions": True,
        "compresslevel": 0,
        "epub2_guide": True,
        "epub3_landmark": False,
        "epub3_pages": False,
    }
    epub.write_epub(out, book, options)
    return Handout(_packed(out))


def _credit(book: Any, page: Page) -> None:
    """Name each person with role and sort form (EPUB 3.3, section 5.5.3.1)."""
    for number, byline in enumerate(page.bylines, start=1):
        uid = f"person-{number}"
        element = "creator" if byline.part == "author" else "contributor"
        book.add_metadata("DC", element, byline.signature, {"id": uid})
        for name, value in (("role", _RELATORS[byline.part]), ("file-as", file_as(byline))):
            attributes = {"refines": f"#{uid}", "property": name}
            if name == "role":
                attributes["scheme"] = "marc:relators"
            book.add_metadata(None, "meta", value, attributes)


def file_as(byline: Byline) -> str:
    """Give a name as a library sorts it: Roe, Jane. Particles and titles are left with the given names."""
    words = [
        word
        for word in byline.name.split()
        if word.casefold().strip(".") not in ("dr", "dra", "prof", "rev") and not word.startswith("(")
    ]
    words = [word for word in words if not word.endswith(")")]
    if len(words) < 2:
        return byline.name
    return f"{words[-1]}, {' '.join(words[:-1])}"


def _describe(book: Any, page: Page) -> None:
    """Write what the book is and, as it really is, how it can be read (EPUB Accessibility 1.1, section 2.2)."""
    if page.publisher:
        book.add_metadata("DC", "publisher", page.publisher)
    if page.summary:
        book.add_metadata("DC", "description", page.summary)
    if page.modified:
        book.add_metadata("DC", "date", page.modified.isoformat())
    for topic in page.topics:
        book.add_metadata("DC", "subject", topic)
    has_pictures = any(asset.media_type.startswith("image/") for asset in page.assets)
    facts = [("accessMode", "textual"), ("accessModeSufficient", "textual")]
    if has_pictures:
        facts.insert(1, ("accessMode", "visual"))
    features = (
        "tableOfContents",
        "structuralNavigation",
        "readingOrder",
        "displayTransformability",
        "alternativeText",
    )
    facts += [("accessibilityFeature", feature) for feature in features if feature != "alternativeText" or has_pictures]
    facts.append(("accessibilityHazard", "none"))
    for name, value in facts:
        book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})
    summary = (
        "The text is in reading order, with headings that can be jumped to from the table of contents. "
        + ("Pictures have alternative texts. " if has_pictures else "")
        + "Font, size and colours can be changed."
    )
    book.add_metadata(None, "meta", summary, {"property": "schema:accessibilitySummary"})


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
        if document.title:
            book.toc.append(_entry(document, number))
        if document.landmark in ("cover", "toc", "bodymatter") and document.landmark not in {
            g["type"] for g in book.guide
        }:
            kind = "text" if document.landmark == "bodymatter" else document.landmark
            book.guide.append({"type": kind, "title": document.title or kind, "href": document.name})
    book.add_item(epub.EpubNcx())


def _entry(document: Any, number: int) -> Any:
    """Give a document's entry in the NCX, its top sections nested under it."""
    link = epub.Link(document.name, document.title, f"entry-{number}")
    if not document.sections:
        return link
    inside: list[Any] = []
    top = min(section.level for section in document.sections)
    for place, section in enumerate(document.sections, start=1):
        entry = epub.Link(f"{document.name}#{section.anchor}", section.heading, f"entry-{number}-{place}")
        if section.level == top or not inside:
            inside.append(entry)
        else:
            head, under = (
                inside[-1] if isinstance(inside[-1], tuple) else (epub.Section(inside[-1].title, inside[-1].href), [])
            )
            inside[-1] = (head, [*under, entry])
    return (epub.Section(document.title, document.name), inside)


def _packed(written: BytesIO) -> bytes:
    """Pack again with sorted names and a fixed time, the mimetype first and stored (OCF 3.3, section 4.3)."""
    out = BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "mimetype", name)):
            info = zipfile.ZipInfo(name, _STEADY)
            stored = name == "mimetype" or name.endswith((".png", ".jpg", ".gif", ".webp"))
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, source.read(name), compresslevel=None if stored else COMPRESSION)
    return out.getvalue()
