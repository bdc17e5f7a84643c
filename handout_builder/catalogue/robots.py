"""What search engines are told: robots.txt (RFC 9309) and sitemap.xml (sitemaps.org 0.9)."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from ..model import SiteSettings
from .previews import absolute

_MOST = 50_000
"""Addresses that a sitemap may hold."""


def robots_txt(settings: SiteSettings) -> str:
    """Write robots.txt. It speaks of the page's own folder only, since it may end up at the root of a larger site."""
    address = absolute(settings.url)
    path = f"{urlsplit(address).path}/"
    if not settings.search_engines:
        return f"# Written by Handout Builder.\nUser-agent: *\nDisallow: {path}\n"
    sitemap = f"\nSitemap: {address}/sitemap.xml\n" if address else ""
    return f"# Written by Handout Builder.\nUser-agent: *\nAllow: {path}\n{sitemap}"


def sitemap_xml(settings: SiteSettings, pages: Iterable[tuple[str, date | None]]) -> str:
    """Write sitemap.xml of pages, each told by its place in handouts/ and the last day that it tells."""
    address = absolute(settings.url)
    lines = [_entry(f"{address}/{quote(path)}", day) for path, day in list(pages)[:_MOST]]
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- Written by Handout Builder. -->\n'
    return f'{start}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{"".join(lines)}</urlset>\n'


def _entry(address: str, day: date | None) -> str:
    changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<url><loc>{escape(address)}</loc>{changed}</url>\n"
