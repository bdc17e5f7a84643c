"""The documents of an ePub: its chapters, the page of its cover, and its navigation."""

from collections.abc import Sequence
from typing import Any

from ..model import Article, Document, Layout, Listing, PageStart
from .page_marks import mark_pages
from .templates import rendered


def chapter(article: Article, layout: Layout, context: dict[str, Any], starts: Sequence[PageStart]) -> Document:
    """Lay an article out as a chapter, with marks where its printed pages begin."""
    text, pages = mark_pages(rendered(layout, "chapter.xhtml", context), starts)
    return chapter_document(article, text, pages)


def chapter_document(article: Article | Listing, text: str, pages: tuple[str, ...]) -> Document:
    """Give a chapter as a part of a book."""
    return Document(
        chapter_name(article.slug), text, article.title, article.sections, article.language, "bodymatter", pages=pages
    )


def chapter_name(slug: str) -> str:
    """Name the file of an article's chapter."""
    # A prefix, since an article may be called "cover" or "contents".
    return f"chapter-{slug}.xhtml"


def cover_document(layout: Layout, context: dict[str, Any], title: str) -> Document:
    """Lay out the page that shows the cover."""
    return Document("cover.xhtml", rendered(layout, "cover.xhtml", context | {"title": title}), landmark="cover")


def navigation(layout: Layout, context: dict[str, Any], documents: Sequence[Document]) -> Document:
    """Lay out the table of contents that e-readers show."""
    listed = [document for document in documents if document.title]
    landmarks = [document for document in documents if document.landmark]
    first = {document.landmark: document for document in reversed(landmarks)}
    text = rendered(
        layout,
        "nav.xhtml",
        context | {"documents": listed, "landmarks": list(reversed(first.values())), "nested": _nested},
    )
    return Document("nav.xhtml", text, in_spine=False)


def _nested(document: Document) -> list[dict[str, Any]]:
    """Nest a document's sections by their levels."""
    root: list[dict[str, Any]] = []
    stack: list[tuple[int, list[dict[str, Any]]]] = [(1, root)]
    for section in document.sections:
        while stack[-1][0] >= section.level:
            stack.pop()
        entry: dict[str, Any] = {
            "heading": section.heading,
            "href": f"{document.name}#{section.anchor}",
            "inside": [],
        }
        stack[-1][1].append(entry)
        stack.append((section.level, entry["inside"]))
    return root
