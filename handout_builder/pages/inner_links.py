"""Links from one article to another: inside a bundle they lead to its chapter, alone their words stay."""

import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import unquote, urldefrag, urlsplit

from ..model import SOURCE_LINK, Article, Clinic, Finding

_LINK = re.compile(r'(<a\b[^>]*?\bhref=")((?:https?://|source:)[^"]+)(")')
_ALONE = re.compile(rf'<a\b([^>]*?) href="({SOURCE_LINK}[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def without_source_links(body: str) -> str:
    """Give a body whose links to other sources are just their words: the others are not in the file."""
    return _ALONE.sub(_words, body)


def _words(link: re.Match[str]) -> str:
    # An id may be where another link of the article leads.
    attributes = f"{link[1]}{link[3]}"
    return f"<span{attributes}>{link[4]}</span>" if attributes.strip() else link[4]


def lost_links(articles: Sequence[Article]) -> list[tuple[Article, Finding]]:
    """Find the links to sources that are not among the articles."""
    known = {_source_place(article) for article in articles}
    return [
        (article, _lost(unescape(link[2])))
        for article in articles
        for link in _ALONE.finditer(article.body)
        if _named_source(unescape(link[2])) not in known
    ]


def _lost(href: str) -> Finding:
    name = unquote(urldefrag(href.removeprefix(SOURCE_LINK))[0])
    return Finding("X107", f'a link leads to "{name}", and no such article is in sources/. Correct it or take it out.')


def _source_place(article: Article) -> str:
    """Give the place of an article's source in sources/, without its ending: what a link tells it by."""
    return str(PurePosixPath(article.source.removeprefix("sources/")).with_suffix(""))


def _named_source(href: str) -> str:
    return str(PurePosixPath(unquote(urldefrag(href.removeprefix(SOURCE_LINK))[0])).with_suffix(""))


class InnerLinks:
    """Where the articles of a bundle stand on the web, and their chapters."""

    def __init__(self, articles: Sequence[Article], clinic: Clinic, chapters: Mapping[str, str]) -> None:
        """Take the articles and the names of their chapters by slug."""
        self._bodies = {chapters[article.slug]: article.body for article in articles}
        self._known = {_place(article.source_url): chapters[article.slug] for article in articles if article.source_url}
        # An article that does not tell its address is known by its name on the clinic's own web site.
        self._site = _host(clinic.web)
        self._sources = {_source_place(article): chapters[article.slug] for article in articles}
        self._named = {article.slug: chapters[article.slug] for article in articles if not article.source_url}

    def turned_inside(self, body: str) -> str:
        """Give an article's body with its links to articles of the bundle leading to their chapters."""
        return without_source_links(_LINK.sub(lambda link: f"{link[1]}{self._inside(link[2])}{link[3]}", body))

    def _inside(self, href: str) -> str:
        address = unescape(href)
        chapter = self._chapter(address)
        if not chapter:
            return href
        anchor = unquote(urlsplit(address).fragment)
        has_anchor = anchor and f'id="{escape(anchor)}"' in self._bodies[chapter]
        return f"{chapter}#{escape(anchor)}" if has_anchor else chapter

    def _chapter(self, address: str) -> str | None:
        if address.startswith(SOURCE_LINK):
            return self._sources.get(_named_source(address))
        return self._known.get(_place(address)) or self._by_name(address)

    def _by_name(self, address: str) -> str | None:
        if not self._site or _host(address) != self._site:
            return None
        return self._named.get(urlsplit(address).path.rstrip("/").rpartition("/")[2])


def _place(address: str) -> str:
    """Give what tells one page of the web from another: not the scheme, nor marks of where a reader came from."""
    parts = urlsplit(address)
    query = [part for part in parts.query.split("&") if part and not part.startswith("utm_")]
    return f"{_host(address)}{parts.path.rstrip('/')}?{'&'.join(query)}"


def _host(address: str) -> str:
    whole = address if "//" in address else f"//{address}"
    return urlsplit(whole).netloc.casefold().removeprefix("www.")
