"""Links from one article of a bundle to another stay inside the bundle."""

import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from urllib.parse import urlsplit

from ..model import Article, Clinic

_LINK = re.compile(r'(<a\b[^>]*?\bhref=")(https?://[^"]+)(")')


class InnerLinks:
    """Where the articles of a bundle stand on the web, and their chapters."""

    def __init__(self, articles: Sequence[Article], clinic: Clinic, chapters: Mapping[str, str]) -> None:
        """Take the articles and the names of their chapters by slug."""
        self._bodies = {chapters[article.slug]: article.body for article in articles}
        self._known = {_place(article.source_url): chapters[article.slug] for article in articles if article.source_url}
        # An article that does not tell its address is known by its name on the clinic's own web site.
        self._site = _host(clinic.web)
        self._named = {article.slug: chapters[article.slug] for article in articles if not article.source_url}

    def turned_inside(self, body: str) -> str:
        """Give an article's body with its links to articles of the bundle leading to their chapters."""
        return _LINK.sub(lambda link: f"{link[1]}{self._inside(link[2])}{link[3]}", body)

    def _inside(self, href: str) -> str:
        address = unescape(href)
        chapter = self._known.get(_place(address)) or self._by_name(address)
        if not chapter:
            return href
        anchor = urlsplit(address).fragment
        has_anchor = anchor and f'id="{escape(anchor)}"' in self._bodies[chapter]
        return f"{chapter}#{escape(anchor)}" if has_anchor else chapter

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
