"""The bundle: all articles in one ePub."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from ..model import Article, Asset, Byline, Clinic, Cover, Document, Edition, Layout, Page, PageStart, direction_of
from .access import with_access_summary
from .chapters import chapter, chapter_name, cover_document, navigation
from .context import article_context, clinic_context
from .inner_links import InnerLinks
from .labels import Labels, labels_for
from .particulars import identifier, logo, modified, pages_of, undescribed, used, words_of_settings
from .screens import for_screens
from .templates import rendered, stylesheet_for
from .translations import grouped, own_name


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

    Translations stand together. `starts` are where the pages of each article's `printed` edition begin, by slug.
    """
    labels = labels_for(clinic.language, clinic)
    groups = grouped(articles, clinic)
    articles = [article for group in groups for article in group]
    contexts = _contexts(groups, clinic, layout)
    chapters = [chapter(each["article"], layout, each, starts.get(each["article"].slug, ())) for each in contexts]
    bylines = {each["article"].slug: each["byline"] for each in contexts}
    book = clinic_context(clinic, layout, labels) | {
        "language": clinic.language,
        "foreign": "",
        "direction": direction_of(clinic.language),
        "title": f"{clinic.name}: {labels.collection}",
        "entries": [_entry(group, bylines) for group in groups],
        "is_book": True,
    }
    documents = _documents(chapters, layout, book, labels)
    assets = [
        for_screens(Asset(f"pictures/{picture.name}", picture.media_type, picture.data))
        for article in articles
        for picture in article.pictures
    ]
    assets += [asset for context in [book, *contexts] for asset in context["assets"]]
    stylesheet = stylesheet_for(layout, clinic, edition, labels, clinic.language)
    page = Page(
        edition=edition,
        slug=slug,
        title=book["title"],
        language=clinic.language,
        identifier=identifier(clinic, "", edition),
        documents=tuple(documents),
        stylesheet=stylesheet,
        assets=used(assets, documents, stylesheet),
        bylines=_everyone(articles),
        modified=modified(articles),
        publisher=clinic.name,
        settings=words_of_settings(clinic),
        direction=book["direction"],
        topics=tuple(dict.fromkeys(topic for article in articles for topic in article.topics)),
        cover=_cover(articles, clinic, logo(book), labels),
        pages_of=pages_of(clinic, printed, "*") if printed and any(starts.values()) else "",
        undescribed=sum(map(undescribed, articles)),
    )
    return with_access_summary(page, labels)


def _contexts(groups: Sequence[Sequence[Article]], clinic: Clinic, layout: Layout) -> list[dict[str, Any]]:
    """Give what the template of each chapter knows, with links that lead to other chapters."""
    articles = [article for group in groups for article in group]
    links = InnerLinks(articles, clinic, {article.slug: chapter_name(article) for article in articles})
    contexts = []
    for group in groups:
        for article in group:
            context = article_context(article, clinic, layout)
            context["translations"] = _translations(article, group)
            context["body"] = Markup(links.turned_inside(context["body"]))
            contexts.append(context)
    return contexts


def _documents(chapters: list[Document], layout: Layout, book: dict[str, Any], labels: Labels) -> list[Document]:
    documents = [
        cover_document(layout, book, book["title"]),
        _own_document("contents.xhtml", labels.contents, "toc", layout, book, labels),
        *chapters,
        _own_document("closing.xhtml", labels.note, "backmatter", layout, book, labels),
    ]
    return [*documents, navigation(layout, book, documents)]


def _own_document(
    name: str, title: str, landmark: str, layout: Layout, book: dict[str, Any], labels: Labels
) -> Document:
    return Document(name, rendered(layout, name, book), title, language=labels.language, landmark=landmark)


def _cover(articles: Sequence[Article], clinic: Clinic, picture: Asset | None, labels: Labels) -> Cover:
    titles = tuple(article.title for article in articles)
    return Cover(
        labels.collection,
        "",
        clinic.name,
        clinic.brand,
        titles,
        labels.others,
        picture,
        labels.cover,
        labels.language,
    )


def _entry(group: Sequence[Article], bylines: Mapping[str, str]) -> dict[str, Any]:
    """Give an article's entry in the contents, those of its translations inside it."""
    first, *others = group
    return {
        "title": first.title,
        "byline": bylines[first.slug],
        "href": chapter_name(first),
        "language": first.language,
        "translations": [
            {"title": other.title, "href": chapter_name(other), "language": other.language} for other in others
        ],
    }


def _translations(article: Article, group: Sequence[Article]) -> list[dict[str, str]]:
    """Give the chapters that hold an article in other languages, each by its language's own name."""
    return [
        {"name": own_name(other.language), "href": chapter_name(other), "language": other.language}
        for other in group
        if other.slug != article.slug
    ]


def _everyone(articles: Sequence[Article]) -> tuple[Byline, ...]:
    """Name each person once: authors first, in the order of the chapters."""
    everyone = [byline for article in articles for byline in article.bylines]
    by_name: dict[tuple[str, str], Byline] = {}
    for byline in sorted(everyone, key=lambda byline: byline.part != "author"):
        by_name.setdefault((byline.name, byline.part), byline)
    return tuple(by_name.values())
