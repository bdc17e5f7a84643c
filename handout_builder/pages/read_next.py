"""Read next: the articles that an article names, in the lines below it on its web page or by the links in its body."""

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from html import unescape
from typing import NamedTuple
from unicodedata import normalize

from ..model import Clinic, Listing, Neighbour
from ..model.slugs import slug_for
from .context import byline_of
from .inner_links import Addresses
from .labels import Labels, labels_for

MOST = 3
"""Articles that are offered at most."""

_SAME = str.maketrans("‘’‚‛“”„‟«»‹›–—―−‐‑", '\'\'\'\'""""""""------')
"""Quotation marks and dashes, which a web page writes otherwise than a title does."""


class _Known(NamedTuple):
    """What is kept of each article: there may be thousands."""

    slug: str
    source: str
    source_url: str
    original: str
    neighbour: Neighbour


class ReadNext:
    """The articles of a clinic, as others name them; they are looked at when one is asked for that names any."""

    def __init__(self, listings: Iterable[Listing], clinic: Clinic) -> None:
        self._listings, self._clinic = listings, clinic

    def after(self, listing: Listing) -> tuple[Neighbour, ...]:
        """Give the articles that an article names, in order: never itself, and none in two languages."""
        return self._index.after(listing) if names_others(listing) else ()

    @cached_property
    def _index(self) -> "_Index":
        return _Index(self._listings, self._clinic)


class _Index:
    def __init__(self, listings: Iterable[Listing], clinic: Clinic) -> None:
        labels = cache(lambda language: labels_for(language, clinic))
        self._known = {listing.slug: _known(listing, clinic, labels(listing.language)) for listing in listings}
        self._addresses = Addresses(self._known.values(), clinic)
        self._titled: dict[str, str] = {}
        self._translated: dict[tuple[str, str], str] = {}
        for slug, one in self._known.items():
            self._titled.setdefault(plain_title(one.neighbour.title), slug)
            for tag in _tags(one.neighbour.language):
                self._translated.setdefault((one.original or slug, tag), slug)

    def after(self, listing: Listing) -> tuple[Neighbour, ...]:
        own = listing.original or listing.slug
        found: dict[str, Neighbour] = {}
        for slug in self._named(listing):
            work = self._known[slug].original or slug
            if work != own and work not in found:
                found[work] = self._known[self._in_language(work, listing.language) or slug].neighbour
        return tuple(found.values())[:MOST]

    def _in_language(self, work: str, language: str) -> str:
        """Give what an article is called in a language; empty where it is not there."""
        return next(filter(None, (self._translated.get((work, tag)) for tag in _tags(language))), "")

    def _named(self, listing: Listing) -> Iterator[str]:
        for line in listing.named:
            if slug := self._addresses.slug_at(line) if "://" in line else self._by_title(line):
                yield slug
        for link in listing.links:
            if slug := self._addresses.slug_at(unescape(link)):
                yield slug

    def _by_title(self, line: str) -> str:
        slug = self._titled.get(plain_title(line), "")
        if slug:
            return slug
        # A web page may shorten a title, but its file is still named after the whole.
        name = slug_for(line, "article", "article")
        return name if name in self._known else ""


def names_others(listing: Listing) -> bool:
    """Tell whether an article names anything that may be another article."""
    return bool(listing.named or listing.links)


def plain_title(title: str) -> str:
    """Give what tells whether two titles are one: without case, and with one form of quotation marks and dashes."""
    text = normalize("NFKC", title).translate(_SAME).casefold()
    return "".join(text.split())


def _tags(language: str) -> tuple[str, str]:
    """Give a language as it is spoken somewhere, and as it is spoken anywhere."""
    tag = language.casefold()
    return tag, tag.split("-")[0]


def _known(listing: Listing, clinic: Clinic, labels: Labels) -> _Known:
    byline = byline_of(listing.bylines, labels)
    site = clinic.catalogue
    own_page = f"{site.url}/articles/{listing.slug}.html" if site.on and site.url else ""
    neighbour = Neighbour(listing.slug, listing.title, listing.language, byline, listing.source_url or own_page)
    return _Known(listing.slug, listing.source, listing.source_url, listing.original, neighbour)
