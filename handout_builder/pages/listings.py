"""What a book has to know of an article to list it."""

import re
from dataclasses import replace

from ..model import Article, Listing
from .inner_links import links_of
from .particulars import modified, undescribed
from .parting import anchor_pages

_ANCHOR = re.compile(r'<(?:[^<>"]|"[^"]*")*?\sid="([^"]+)"')
"""In a tag, since a text may well show such words."""


def listing_of(article: Article, words: int) -> Listing:
    """Give the listing of an article whose body has so many words."""
    return Listing(
        slug=article.slug,
        source=article.source,
        title=article.title,
        language=article.language,
        original=article.original,
        subtitle=article.subtitle,
        summary=article.summary,
        bylines=tuple(replace(byline, bio="") for byline in article.bylines),
        topics=article.topics,
        source_url=article.source_url,
        sections=article.sections,
        published=article.published,
        reviewed=article.reviewed,
        updated=article.updated,
        modified=modified(article),
        words=words,
        undescribed=undescribed(article),
        anchors=tuple(_ANCHOR.findall(article.body)),
        pages=anchor_pages(article.body),
        links=links_of(article.body),
        named=article.named,
    )
