"""A listing: what a book tells of an article outside its chapter, so that thousands can be known at once."""

from dataclasses import dataclass
from datetime import date

from .article import Byline, Section


@dataclass(frozen=True)
class Listing:
    """An article without its words, but with what leads to other articles and what may lead to it."""

    slug: str
    source: str
    """Path relative to the clinic's folder."""
    title: str
    language: str
    """BCP 47 tag."""
    original: str = ""
    """Slug of the article that it translates; empty where it is no translation."""
    subtitle: str = ""
    summary: str = ""
    bylines: tuple[Byline, ...] = ()
    """Without what the article tells of the people."""
    topics: tuple[str, ...] = ()
    source_url: str = ""
    """Where the article stands on the web."""
    sections: tuple[Section, ...] = ()
    published: date | None = None
    reviewed: date | None = None
    updated: date | None = None
    modified: date | None = None
    """Last day the article says it was worked on."""
    words: int = 0
    """Of its body."""
    undescribed: int = 0
    """Pictures without alternative text, each time they are shown."""
    anchors: tuple[str, ...] = ()
    """Every id in its body, as written there."""
    pages: tuple[int, ...] = ()
    """For each anchor, the number of the page on the web that has it; empty where one page holds the body."""
    links: tuple[str, ...] = ()
    """Addresses in its body that may be those of other articles, as written there."""
    named: tuple[str, ...] = ()
    """What stood below it on its web page and may be titles or addresses of other articles."""
