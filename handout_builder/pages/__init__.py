"""An Article and an Edition become a Page: documents and every asset they need."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from ..model import Article, Asset, Byline, Clinic, Cover, Document, Edition, Layout, Page, PageStart, direction_of
from .access import with_access_summary
from .binder import lay_out_binder, numbering_of
from .context import article_context, clinic_context
from .greys import without_colours
from .inner_links import InnerLinks, lost_links, without_source_links
from .labels import labels_for, missing_labels
from .layouts import load_layout, shipped_layouts
from .page_marks import mark_pages
from .templates import rendered, stylesheet_for
from .translations import grouped, own_name, together

__all__ = [
    "bind",
    "lay_out",
    "lay_out_binder",
    "load_layout",
    "lost_links",
    "missing_labels",
    "numbering_of",
    "shipped_layouts",
    "together",
]


def lay_out(
    article: Article,
    clinic: Clinic,
    layout: Layout,
    edition: Edition,
    printed: Edition | None = None,
    starts: Sequence[PageStart] = (),
) -> Page:
    """Lay one article out in one edition. Raises SettingsError where a template is wrong.

    `starts` are where the pages of its `printed` edition begin, for the page list of an ePub.
    """
    context = article_context(article, clinic, layout)
    context["body"] = Markup(without_source_links(context["body"]))
    assets = [Asset(f"pictures/{picture.name}", picture.media_type, picture.data) for picture in article.pictures]
    assets += context["assets"]
    if edition.is_grey:
        assets = [without_colours(asset) for asset in assets]
    if edition.is_printed:
        documents = [
            Document(edition.template, rendered(layout, edition.template, context), article.title, article.sections)
        ]
    else:
        documents = [_chapter(article, layout, context, starts)]
        if edition.profile != "kindle":
            documents.insert(0, _cover_document(layout, context, article.title))
        documents.append(_navigation(layout, context, documents))
    stylesheet = stylesheet_for(layout, clinic, edition, context["labels"])
    page = Page(
        edition=edition,
        slug=article.slug,
        title=f"{article.title} ({labels_for(clinic.language, clinic).copy})"
        if edition.kind == "booklet"
        else article.title,
        language=article.language,
        identifier=_identifier(clinic, article.slug, edition),
        documents=tuple(documents),
        stylesheet=stylesheet,
        assets=_used(assets, documents, stylesheet),
        bylines=article.bylines,
        modified=_modified([article]),
        publisher=clinic.name,
        direction=context["direction"],
        summary=article.summary,
        topics=article.topics,
        cover=_cover(article, clinic, layout, context) if edition.kind == "epub" else None,
        pages_of=_pages_of(clinic, printed, article.slug) if printed and starts else "",
        undescribed=_undescribed(article),
        source=article.source,
    )
    return page if edition.is_printed else with_access_summary(page, context["labels"])


def bind(
    articles: Sequence[Article],
    clinic: Clinic,
    layout: Layout,
    edition: Edition,
    slug: str,
    printed: Edition | None = None,
    starts: Mapping[str, Sequence[PageStart]] = MappingProxyType({}),
) -> Page:
    """Bind articles into one book: cover, contents, a chapter an article, the clinic's closing page.

    Translations stand together.

    `starts` are where the pages of each article's `printed` edition begin, by slug.
    """
    labels = labels_for(clinic.language, clinic)
    groups = grouped(articles, clinic)
    group_of = {article.slug: group for group in groups for article in group}
    articles = [article for group in groups for article in group]
    contexts = [article_context(article, clinic, layout) for article in articles]
    links = InnerLinks(articles, clinic, {article.slug: _chapter_name(article) for article in articles})
    for context in contexts:
        context["translations"] = _translations(context["article"], group_of[context["article"].slug])
        context["body"] = Markup(links.turned_inside(context["body"]))
    chapters = [
        _chapter(article, layout, context, starts.get(article.slug, ()))
        for article, context in zip(articles, contexts, strict=True)
    ]
    bylines = {context["article"].slug: context["byline"] for context in contexts}
    entries = [_entry(group, bylines) for group in groups]
    book = clinic_context(clinic, layout, labels) | {
        "language": clinic.language,
        "foreign": "",
        "direction": direction_of(clinic.language),
        "title": f"{clinic.name}: {labels.collection}",
        "entries": entries,
        "is_book": True,
    }
    documents = [
        _cover_document(layout, book, book["title"]),
        Document(
            "contents.xhtml",
            rendered(layout, "contents.xhtml", book),
            labels.contents,
            language=labels.language,
            landmark="toc",
        ),
        *chapters,
        Document(
            "closing.xhtml",
            rendered(layout, "closing.xhtml", book),
            labels.note,
            language=labels.language,
            landmark="backmatter",
        ),
    ]
    documents.append(_navigation(layout, book, documents))
    assets = [
        Asset(f"pictures/{picture.name}", picture.media_type, picture.data)
        for article in articles
        for picture in article.pictures
    ]
    assets += [asset for context in [book, *contexts] for asset in context["assets"]]
    stylesheet = stylesheet_for(layout, clinic, edition, labels)
    page = Page(
        edition=edition,
        slug=slug,
        title=book["title"],
        language=clinic.language,
        identifier=_identifier(clinic, "", edition),
        documents=tuple(documents),
        stylesheet=stylesheet,
        assets=_used(assets, documents, stylesheet),
        bylines=_everyone(articles),
        modified=_modified(articles),
        publisher=clinic.name,
        topics=tuple(dict.fromkeys(topic for article in articles for topic in article.topics)),
        cover=Cover(
            labels.collection,
            "",
            clinic.name,
            clinic.brand,
            tuple(article.title for article in articles),
            labels.others,
            _logo(layout, book),
            labels.cover,
        ),
        pages_of=_pages_of(clinic, printed, "*") if printed and any(starts.values()) else "",
        undescribed=sum(map(_undescribed, articles)),
    )
    return with_access_summary(page, labels)


def _cover(article: Article, clinic: Clinic, layout: Layout, context: dict[str, Any]) -> Cover:
    return Cover(
        article.title,
        context["byline"],
        clinic.name,
        clinic.brand,
        logo=_logo(layout, context),
        word=context["labels"].cover,
    )


def _logo(layout: Layout, context: dict[str, Any]) -> Asset | None:
    return next((asset for asset in layout.assets if asset.name == context["logo"]), None)


def _entry(group: Sequence[Article], bylines: Mapping[str, str]) -> dict[str, Any]:
    """Give an article's entry in the contents, those of its translations inside it."""
    first, *others = group
    return {
        "title": first.title,
        "byline": bylines[first.slug],
        "href": _chapter_name(first),
        "language": first.language,
        "translations": [
            {"title": other.title, "href": _chapter_name(other), "language": other.language} for other in others
        ],
    }


def _translations(article: Article, group: Sequence[Article]) -> list[dict[str, str]]:
    """Give the chapters that hold an article in other languages, each by its language's own name."""
    return [
        {"name": own_name(other.language), "href": _chapter_name(other), "language": other.language}
        for other in group
        if other.slug != article.slug
    ]


def _chapter(article: Article, layout: Layout, context: dict[str, Any], starts: Sequence[PageStart]) -> Document:
    text, pages = mark_pages(rendered(layout, "chapter.xhtml", context), starts)
    return Document(
        _chapter_name(article), text, article.title, article.sections, article.language, "bodymatter", pages=pages
    )


def _chapter_name(article: Article) -> str:
    # A prefix, since an article may be called "cover" or "contents".
    return f"chapter-{article.slug}.xhtml"


def _cover_document(layout: Layout, context: dict[str, Any], title: str) -> Document:
    return Document("cover.xhtml", rendered(layout, "cover.xhtml", context | {"title": title}), landmark="cover")


def _navigation(layout: Layout, context: dict[str, Any], documents: Sequence[Document]) -> Document:
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


def _everyone(articles: Sequence[Article]) -> tuple[Byline, ...]:
    """Name each person once: authors first, in the order of the chapters."""
    everyone = [byline for article in articles for byline in article.bylines]
    by_name: dict[tuple[str, str], Byline] = {}
    for byline in sorted(everyone, key=lambda byline: byline.part != "author"):
        by_name.setdefault((byline.name, byline.part), byline)
    return tuple(by_name.values())


def _modified(articles: Sequence[Article]) -> date | None:
    days = [day for article in articles for day in (article.published, article.reviewed, article.updated) if day]
    return max(days, default=None)


def _pages_of(clinic: Clinic, printed: Edition, name: str) -> str:
    """Name the printed handouts as they lie in the clinic's folder."""
    return f"{clinic.name}: {printed.name}/{name}{printed.suffix}"


def _undescribed(article: Article) -> int:
    """Count the pictures without alternative text, each time they are shown."""
    return len(re.findall(r'<img\b[^>]*?\balt=""', article.body))


def _identifier(clinic: Clinic, slug: str, edition: Edition) -> str:
    # A library that holds two profiles of one handout must not take them for one file.
    profile = "" if edition.profile == "standard" else f"#{edition.profile}"
    return uuid5(NAMESPACE_URL, f"handout:{clinic.name}/{slug}{profile}").urn


def _used(assets: list[Asset], documents: Sequence[Document], stylesheet: str) -> tuple[Asset, ...]:
    """Keep what the documents and their stylesheet show, each once; the rest would be dead weight."""
    text = "".join(document.text for document in documents)
    shown = [asset for asset in assets if f'"{asset.name}"' in text or asset.name in stylesheet]
    return tuple({asset.name: asset for asset in shown}.values())
