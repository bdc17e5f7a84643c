"""A binder: the leaves of several articles between a cover, contents and an index of clinicians.

Its own documents are laid out here, with a place for each page number; the renderer, who counts the pages, fills it.
"""

from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ..model import (
    ARTICLE_ADDRESS,
    PAGE_PLACE,
    Article,
    Byline,
    Clinic,
    Document,
    Edition,
    Glossing,
    Layout,
    Leaves,
    Neighbour,
    Page,
    Volume,
    direction_of,
    name_as_sorted,
    plain_name,
)
from .context import article_context, clinic_context
from .glossary import glossing_of
from .labels import Labels, labels_for, titled, volume_words
from .particulars import words_of_settings
from .templates import rendered, stylesheet_for


def leaves_of(article: Article, data: bytes, pages: int, offered: Sequence[Neighbour], clinic: Clinic) -> Leaves:
    """Give the leaves of an article, with the words that its pages are numbered in."""
    labels = labels_for(article.language, clinic)
    return Leaves(
        data,
        pages,
        _numbering(labels),
        article.slug,
        tuple(each.slug for each in offered),
        labels.on_page,
        direction_of(labels.language),
    )


def _numbering(labels: Labels) -> str:
    return f"{labels.page}{{}}{labels.of}{{}}"


def lay_out_binder(
    articles: Sequence[Article],
    leaves: Sequence[Leaves],
    clinic: Clinic,
    layout: Layout,
    edition: Edition,
    slug: str,
    topic: str = "",
    volume: Volume | None = None,
) -> Page:
    """Lay out a binder of these articles, whose leaves are rendered already. Raises SettingsError."""
    labels = labels_for(clinic.language, clinic)
    entries = [_entry(number, article, clinic, layout) for number, article in enumerate(articles)]
    context = clinic_context(clinic, layout, labels) | {
        "language": clinic.language,
        "direction": direction_of(clinic.language),
        "foreign": "",
        "title": topic or labels.collection,
        "topic": topic,
        "volume": volume_words(volume, labels),
        "entries": entries,
        "people": _index(articles, entries),
        "authors": [byline.signature for byline in _authors(articles)],
    }
    return Page(
        edition=edition,
        slug=slug,
        title=titled(f"{clinic.name}: {labels.collection}", topic, volume_words(volume, labels)),
        language=clinic.language,
        identifier=uuid5(NAMESPACE_URL, f"handout:{clinic.name}/{slug}#binder").urn,
        documents=_documents(layout, context, labels),
        stylesheet=stylesheet_for(layout, clinic, edition, labels, clinic.language),
        assets=tuple(asset for asset in context["assets"] if asset.name == context["logo"]),
        bylines=tuple(_authors(articles)),
        publisher=clinic.name,
        settings=words_of_settings(clinic),
        direction=context["direction"],
        source=slug,
        leaves=tuple(leaves),
        glossings=tuple(glossing_of(article, clinic, edition) or Glossing() for article in articles),
    )


def _documents(layout: Layout, context: dict[str, Any], labels: Labels) -> tuple[Document, ...]:
    numbering = _numbering(labels)
    names = ("binder.html", "binder-index.html", "binder-numbers.html")
    titles = (labels.collection, labels.index, "")
    return tuple(
        Document(name, rendered(layout, name, context), title, numbering=numbering)
        for name, title in zip(names, titles, strict=True)
    )


def _entry(number: int, article: Article, clinic: Clinic, layout: Layout) -> dict[str, Any]:
    return {
        "title": article.title,
        "byline": article_context(article, clinic, layout)["byline"],
        "language": article.language,
        "direction": direction_of(article.language),
        "href": ARTICLE_ADDRESS.format(number),
        "page": PAGE_PLACE.format(number),
    }


def _authors(articles: Sequence[Article]) -> list[Byline]:
    """Give each author once, with the most that any article tells of their credentials, as a library sorts them."""
    known: dict[str, Byline] = {}
    for byline in (byline for article in articles for byline in article.bylines if byline.part == "author"):
        before = known.get(plain_name(byline.name))
        if before is None or len(before.letters) < len(byline.letters):
            known[plain_name(byline.name)] = byline
    return sorted(known.values(), key=lambda byline: name_as_sorted(byline.name).casefold())


def _index(articles: Sequence[Article], entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the clinicians with the articles that each wrote."""
    written: dict[str, list[dict[str, Any]]] = {}
    for article, entry in zip(articles, entries, strict=True):
        for name in dict.fromkeys(plain_name(byline.name) for byline in article.bylines if byline.part == "author"):
            written.setdefault(name, []).append(entry)
    return [
        {
            "name": byline.name,
            "letters": byline.letters,
            "role": byline.role,
            "entries": written[plain_name(byline.name)],
        }
        for byline in _authors(articles)
    ]
