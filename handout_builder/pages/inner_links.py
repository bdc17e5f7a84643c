"""Links from one article to another: inside a bundle they lead to its chapter, alone their words stay."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape, unescape
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import unquote, urldefrag, urlsplit

from ..model import SOURCE_LINK, Clinic, Finding, Listing

_LINK = re.compile(r'(<a\b[^>]*?\bhref=")((?:https?://|source:)[^"]+)(")')
_ALONE = re.compile(rf'<a\b([^>]*?) href="({SOURCE_LINK}[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def without_source_links(body: str) -> str:
    """Give a body whose links to other sources are just their words: the others are not in the file."""
    return _ALONE.sub(_words, body)


def _words(link: re.Match[str]) -> str:
    # An id may be where another link of the article leads.
    attributes = f"{link[1]}{link[3]}"
    return f"<span{attributes}>{link[4]}</span>" if attributes.strip() else link[4]


def links_of(body: str) -> tuple[str, ...]:
    """Give the addresses in a body that may be those of other articles, each once, as written."""
    return tuple(dict.fromkeys(link[2] for link in _LINK.finditer(body)))


def lost_links(listings: Iterable[Listing], sources: Iterable[str]) -> list[tuple[Listing, Finding]]:
    """Find the links to sources that are none of these, told by their paths relative to the clinic's folder."""
    known = {_place_in_sources(source) for source in sources}
    return [
        (listing, _lost(unescape(link)))
        for listing in listings
        for link in listing.links
        if link.startswith(SOURCE_LINK) and _named_source(unescape(link)) not in known
    ]


def _lost(href: str) -> Finding:
    name = unquote(urldefrag(href.removeprefix(SOURCE_LINK))[0])
    return Finding("X107", f'a link leads to "{name}", and no such article is in sources/. Correct it or take it out.')


def _place_in_sources(source: str) -> str:
    """Give the place of an article's source in sources/, without its ending: what a link tells it by."""
    return str(PurePosixPath(source.removeprefix("sources/")).with_suffix(""))


def _named_source(href: str) -> str:
    return str(PurePosixPath(unquote(urldefrag(href.removeprefix(SOURCE_LINK))[0])).with_suffix(""))


class Addressed(Protocol):
    """What tells where an article is to be found."""

    @property
    def slug(self) -> str:
        """Give its own name."""

    @property
    def source(self) -> str:
        """Give its path relative to the clinic's folder."""

    @property
    def source_url(self) -> str:
        """Give where it stands on the web; empty where that is not known."""


class Addresses:
    """The articles that are known, by the addresses that lead to them."""

    def __init__(self, articles: Iterable[Addressed], clinic: Clinic) -> None:
        # An article that does not tell its address is known by its name on the clinic's own web site.
        self._site = _host(clinic.web)
        self._known: dict[str, str] = {}
        self._sources: dict[str, str] = {}
        self._named: dict[str, str] = {}
        for one in articles:
            self._sources[_place_in_sources(one.source)] = one.slug
            if one.source_url:
                self._known[_place(one.source_url)] = one.slug
            else:
                self._named[one.slug] = one.slug

    def slug_at(self, address: str) -> str:
        """Give the slug of the article that an address leads to; empty where it leads to none."""
        if address.startswith(SOURCE_LINK):
            return self._sources.get(_named_source(address), "")
        return self._known.get(_place(address)) or self._by_name(address)

    def _by_name(self, address: str) -> str:
        if not self._site or _host(address) != self._site:
            return ""
        return self._named.get(urlsplit(address).path.rstrip("/").rpartition("/")[2], "")


class InnerLinks:
    """Where the articles of a bundle stand on the web, and their chapters."""

    def __init__(
        self,
        listings: Sequence[Listing],
        clinic: Clinic,
        chapters: Mapping[str, str],
        page_name: Callable[[str, int], str] | None = None,
    ) -> None:
        """Take the articles and the names of their chapters by slug.

        `page_name` names a page of an article by slug and number, where a long one is parted.
        """
        self._files = {
            chapters[listing.slug]: _files(listing, chapters[listing.slug], page_name) for listing in listings
        }
        self._chapters = chapters
        self._addresses = Addresses(listings, clinic)

    def targets(self, listing: Listing) -> list[tuple[str, str]]:
        """Give an article's links with where each leads in the bundle."""
        return [(link, self._inside(link)) for link in listing.links]

    def turned_inside(self, body: str) -> str:
        """Give an article's body with its links to articles of the bundle leading to their chapters."""
        return without_source_links(_LINK.sub(lambda link: f"{link[1]}{self._inside(link[2])}{link[3]}", body))

    def _inside(self, href: str) -> str:
        address = unescape(href)
        slug = self._addresses.slug_at(address)
        if not slug:
            return href
        chapter = self._chapters[slug]
        anchor = unquote(urlsplit(address).fragment)
        file = self._files[chapter].get(escape(anchor))
        return f"{file}#{escape(anchor)}" if file else chapter


def _files(listing: Listing, chapter: str, page_name: Callable[[str, int], str] | None) -> dict[str, str]:
    """Give the file that each anchor of an article is in."""
    if page_name and listing.pages:
        return {
            anchor: page_name(listing.slug, page) for anchor, page in zip(listing.anchors, listing.pages, strict=True)
        }
    return dict.fromkeys(listing.anchors, chapter)


def _place(address: str) -> str:
    """Give what tells one page of the web from another: not the scheme, nor marks of where a reader came from."""
    parts = urlsplit(address)
    query = [part for part in parts.query.split("&") if part and not part.startswith("utm_")]
    return f"{_host(address)}{parts.path.rstrip('/')}?{'&'.join(query)}"


def _host(address: str) -> str:
    whole = address if "//" in address else f"//{address}"
    return urlsplit(whole).netloc.casefold().removeprefix("www.")
