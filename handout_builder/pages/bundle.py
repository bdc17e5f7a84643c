"""The bundle: all articles in one ePub, laid out a chapter at a time, since thousands are too many for memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..model import (
    Article,
    Asset,
    Byline,
    Clinic,
    Cover,
    Document,
    Edition,
    Layout,
    Listing,
    Page,
    PageStart,
    Volume,
    direction_of,
)
from .access import with_access_summary
from .chapters import chapter, chapter_document, chapter_name, cover_document, navigation
from .context import article_context, byline_of, clinic_context, offered_at
from .inner_links import InnerLinks
from .labels import Labels, labels_for, titled, volume_words
from .particulars import identifier, logo, pages_of, used, words_of_settings
from .read_next import ReadNext
from .screens import for_screens
from .templates import rendered, stylesheet_for
from .translations import grouped, own_name


@dataclass(frozen=True)
class Chapter:
    """An article laid out as a chapter."""

    document: Document
    assets: tuple[Asset, ...]
    """The files that it shows."""


class Bundle:
    """A book of articles: cover, contents, a chapter an article, the clinic's closing page.

    Translations stand together.
    """

    def __init__(self, listings: Sequence[Listing], clinic: Clinic, layout: Layout, edition: Edition) -> None:
        self._clinic, self._layout, self._edition = clinic, layout, edition
        self._groups = grouped(listings, clinic)
        self._group_of = {listing.slug: group for group in self._groups for listing in group}
        self.listings = [listing for group in self._groups for listing in group]
        """In the order of their chapters."""
        self._listing_of = {listing.slug: listing for listing in self.listings}
        names = {listing.slug: chapter_name(listing.slug) for listing in listings}
        self._links = InnerLinks(listings, clinic, names)
        self._next = ReadNext(self.listings, clinic)

    def surroundings(self, listing: Listing) -> str:
        """Give what is on a chapter because of others: where its links lead, its translations, what it offers."""
        return repr((self._links.targets(listing), self._translations(listing), self._offered(listing)))

    def document_of(self, listing: Listing, pages: tuple[str, ...]) -> Document:
        """Give a chapter without its text; `pages` are the printed pages that are marked in it."""
        return chapter_document(listing, "", pages)

    def chapter(self, article: Article, starts: Sequence[PageStart]) -> Chapter:
        """Lay out the chapter of an article; `starts` are where the pages of its printed edition begin.

        Raises SettingsError where a template is wrong.
        """
        context = article_context(article, self._clinic, self._layout, self._edition)
        context["translations"] = self._translations(article)
        context["neighbours"] = self._offered(self._listing_of[article.slug])
        context["body"] = Markup(self._links.turned_inside(context["body"]))
        document = chapter(article, self._layout, context, starts)
        assets = [Asset(f"pictures/{picture.name}", picture.media_type, picture.data) for picture in article.pictures]
        shown = used([*assets, *context["assets"]], [document], "")
        return Chapter(document, tuple(map(for_screens, shown)))

    def bind(
        self,
        chapters: Sequence[Document],
        assets: Iterable[Asset],
        slug: str,
        printed: Edition | None = None,
        volume: Volume | None = None,
    ) -> Page:
        """Bind chapters, which need not bring their text, and the files that they show, which need not bring theirs.

        `printed` is the edition whose pages are marked in the chapters; `volume` tells a book of several files.
        Raises SettingsError.
        """
        clinic, labels = self._clinic, labels_for(self._clinic.language, self._clinic)
        book = clinic_context(clinic, self._layout, labels) | {
            "language": clinic.language,
            "foreign": "",
            "direction": direction_of(clinic.language),
            "title": titled(f"{clinic.name}: {labels.collection}", volume_words(volume, labels)),
            "entries": [self._entry(group) for group in self._groups],
            "is_book": True,
        }
        documents = self._documents(chapters, book, labels)
        stylesheet = stylesheet_for(self._layout, clinic, self._edition, labels, clinic.language)
        own = used(book["assets"], [document for document in documents if document.text], stylesheet)
        page = Page(
            edition=self._edition,
            slug=slug,
            title=book["title"],
            language=clinic.language,
            identifier=identifier(clinic, f"volume-{volume.number}" if volume else "", self._edition),
            documents=tuple(documents),
            stylesheet=stylesheet,
            assets=tuple({asset.name: asset for asset in (*assets, *own)}.values()),
            bylines=_everyone(self.listings),
            modified=max(filter(None, (listing.modified for listing in self.listings)), default=None),
            publisher=clinic.name,
            settings=words_of_settings(clinic),
            direction=book["direction"],
            topics=tuple(dict.fromkeys(topic for listing in self.listings for topic in listing.topics)),
            cover=_cover(self.listings, clinic, logo(book), labels, volume_words(volume, labels)),
            pages_of=pages_of(clinic, printed, "*") if printed and any(each.pages for each in chapters) else "",
            undescribed=sum(listing.undescribed for listing in self.listings),
        )
        return with_access_summary(page, labels)

    def _documents(self, chapters: Sequence[Document], book: dict[str, Any], labels: Labels) -> list[Document]:
        documents = [
            cover_document(self._layout, book, book["title"]),
            self._own_document("contents.xhtml", labels.contents, "toc", book, labels),
            *chapters,
            self._own_document("closing.xhtml", labels.note, "backmatter", book, labels),
        ]
        return [*documents, navigation(self._layout, book, documents)]

    def _own_document(self, name: str, title: str, landmark: str, book: dict[str, Any], labels: Labels) -> Document:
        text = rendered(self._layout, name, book)
        return Document(name, text, title, language=labels.language, landmark=landmark)

    def _entry(self, group: Sequence[Listing]) -> dict[str, Any]:
        """Give an article's entry in the contents, those of its translations inside it."""
        first, *others = group
        return {
            "title": first.title,
            "byline": byline_of(first.bylines, labels_for(first.language, self._clinic)),
            "href": chapter_name(first.slug),
            "language": first.language,
            "translations": [
                {"title": other.title, "href": chapter_name(other.slug), "language": other.language} for other in others
            ],
        }

    def _offered(self, listing: Listing) -> list[dict[str, Any]]:
        """Give the chapters of the articles that an article names."""
        return [offered_at(each, chapter_name(each.slug)) for each in self._next.after(listing)]

    def _translations(self, article: Article | Listing) -> list[dict[str, str]]:
        """Give the chapters that hold an article in other languages, each by its language's own name."""
        return [
            {"name": own_name(other.language), "href": chapter_name(other.slug), "language": other.language}
            for other in self._group_of[article.slug]
            if other.slug != article.slug
        ]


def _cover(listings: Sequence[Listing], clinic: Clinic, picture: Asset | None, labels: Labels, volume: str) -> Cover:
    titles = tuple(listing.title for listing in listings)
    return Cover(
        labels.collection,
        volume,
        clinic.name,
        clinic.brand,
        titles,
        labels.others,
        picture,
        labels.cover,
        labels.language,
    )


def _everyone(listings: Sequence[Listing]) -> tuple[Byline, ...]:
    """Name each person once: authors first, in the order of the chapters."""
    everyone = [byline for listing in listings for byline in listing.bylines]
    by_name: dict[tuple[str, str], Byline] = {}
    for byline in sorted(everyone, key=lambda byline: byline.part != "author"):
        by_name.setdefault((byline.name, byline.part), byline)
    return tuple(by_name.values())
