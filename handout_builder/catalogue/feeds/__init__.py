"""What was made -> OPDS feeds for e-readers: 1.2 (Atom) and 2.0 (JSON), as static files."""

from collections.abc import Iterator, Mapping

from ...model import Clinic, Offers, SiteFile
from ...pages import web_link
from ..people import people_of
from ..words import words_in
from .atom import AtomWriter
from .opds2 import JsonWriter
from .places import ATOM, JSON, file_name, path_of, publication_name
from .shelves import Feed, FeedPage, Shelves, pages_of
from .works import Picture, books_of, work_of

__all__ = ["Picture", "feed_files"]


def feed_files(offers: Offers, clinic: Clinic, covers: Mapping[str, Picture]) -> Iterator[SiteFile]:
    """Give the feeds of what a clinic offers, one file after the other.

    `covers` are those of articles by their slugs, and those of books by their paths. No day is asked: equal offers give
    equal bytes.
    """
    articles = [work_of(offer, clinic, covers.get(offer.slug)) for offer in offers.articles]
    books = books_of(offers.books, articles, clinic, covers)
    shelves = Shelves(clinic, words_in(clinic.language, clinic))
    root = shelves.root(articles, books, offers.articles, people_of(offers.articles, clinic).values())
    web = web_link(clinic.web)
    atom, opds2 = AtomWriter(clinic, web.href if web else ""), JsonWriter(clinic)
    for page in _every_page(root):
        stem, number = page.feed.stem, page.number
        yield SiteFile(path_of(file_name(stem, ATOM, number)), atom.write(page))
        yield SiteFile(path_of(file_name(stem, JSON, number)), opds2.write(page))
    for work in (*articles, *books):
        yield SiteFile(path_of(publication_name(work.name)), opds2.write_alone(work))


def _every_page(feed: Feed) -> Iterator[FeedPage]:
    """Give the pages of a feed and of all feeds below it."""
    yield from pages_of(feed)
    for below in feed.feeds:
        yield from _every_page(below)
