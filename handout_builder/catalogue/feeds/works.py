"""What a feed tells of a handout: the same in Atom and in JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ...model import UNDATED, UNWRITABLE, Byline, Clinic, Download, Offer
from ...pages import labels_for, titled, volume_words
from ..articles import page_name
from ..cards import links_of
from ..words import Words, words_in
from .places import identifier, key_of

_EPUB = "application/epub+zip"


@dataclass(frozen=True)
class Picture:
    """A cover."""

    path: str
    """Relative to handouts/, with forward slashes."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""


@dataclass(frozen=True)
class Copy:
    """A handout that can be fetched, and what it is called."""

    text: str
    download: Download


@dataclass(frozen=True)
class Work:
    """An article, or what several are bound in."""

    name: str
    """Unique among the works of a clinic, fit for a file."""
    identifier: str
    """urn:uuid."""
    title: str
    language: str
    """BCP 47 tag."""
    copies: tuple[Copy, ...]
    """ePubs first, since readers of feeds are e-readers."""
    summary: str = ""
    bylines: tuple[Byline, ...] = ()
    topics: tuple[str, ...] = ()
    published: date | None = None
    modified: date = UNDATED
    cover: Picture | None = None
    page: str = ""
    """Its page on the download page, relative to handouts/; empty where it has none."""


def plain(text: str) -> str:
    """Leave out what no feed can hold."""
    return UNWRITABLE.sub("", text)


def work_of(offer: Offer, clinic: Clinic, cover: Picture | None) -> Work:
    """Give what the feeds tell of an article."""
    return Work(
        name=f"article.{offer.slug}",
        identifier=offer.identifier,
        title=plain(offer.title),
        language=offer.language,
        copies=_copies(offer.downloads, offer.language, clinic),
        summary=plain("\n".join(filter(None, (offer.subtitle, offer.summary)))),
        bylines=offer.bylines,
        topics=tuple(map(plain, offer.topics)),
        published=offer.published,
        modified=offer.modified or UNDATED,
        cover=cover,
        page=f"articles/{page_name(offer.slug)}",
    )


def books_of(
    books: Iterable[Download], articles: Iterable[Work], clinic: Clinic, covers: Mapping[str, Picture]
) -> list[Work]:
    """Give what articles are bound in: those of all, then those of a topic; a book that is made twice is one work."""
    works: dict[tuple[str, str, int], list[Download]] = {}
    for book in books:
        # What is in a volume depends on the edition, which may take more or fewer articles.
        key = (book.topic, book.edition, book.volume.number) if book.volume else (book.topic, "", 0)
        works.setdefault(key, []).append(book)
    known = list(articles)
    return [_book(works[key], known, clinic, covers) for key in sorted(works)]


def _book(downloads: list[Download], articles: Iterable[Work], clinic: Clinic, covers: Mapping[str, Picture]) -> Work:
    topic, volume = downloads[0].topic, downloads[0].volume
    which = f".{downloads[0].edition}-{volume.number}" if volume else ""
    labels = labels_for(clinic.language, clinic)
    bound = [work for work in articles if not topic or topic.casefold() in map(str.casefold, work.topics)]
    return Work(
        name=(f"book.{key_of(topic.casefold(), 'topic')}" if topic else "book") + which,
        identifier=identifier(clinic, f"book:{topic}{which}"),
        title=plain(titled(f"{clinic.name}: {topic or labels.collection}", volume_words(volume, labels))),
        language=clinic.language,
        copies=_copies(downloads, clinic.language, clinic),
        topics=(plain(topic),) if topic else (),
        modified=max((work.modified for work in bound), default=UNDATED),
        cover=next((covers[each.path] for each in downloads if each.path in covers), None),
        page="index.html",
    )


def _copies(downloads: Iterable[Download], language: str, clinic: Clinic) -> tuple[Copy, ...]:
    ordered = sorted(downloads, key=lambda each: each.media_type != _EPUB)
    links = links_of(ordered, _words_in(language, clinic))
    return tuple(Copy(link.text, each) for each, link in zip(ordered, links, strict=True))


@lru_cache(maxsize=16)
def _words_in(language: str, clinic: Clinic) -> Words:
    return words_in(language, clinic)
