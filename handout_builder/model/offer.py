"""An offer: an article as the download page and the feeds tell of it, with the files that can be had."""

from dataclasses import dataclass
from datetime import date

from .article import Byline
from .page import Volume

WORDS_A_MINUTE = 200
"""How fast a grown-up reads plain prose to themselves."""


@dataclass(frozen=True)
class Download:
    """A handout that can be downloaded."""

    edition: str
    """Its name, such as letter or epub."""
    path: str
    """Relative to handouts/, with forward slashes."""
    media_type: str
    """application/pdf or application/epub+zip."""
    size: int
    """Bytes."""
    pages: int | None = None
    """Number of printed pages; None for an ePub."""
    topic: str = ""
    """What the articles of a book are about; empty where all are bound in it."""
    volume: Volume | None = None
    """Which one it is of a book that is too large for one file."""


@dataclass(frozen=True)
class Offer:
    """An article without its words, and its downloads."""

    slug: str
    title: str
    language: str
    """BCP 47 tag."""
    identifier: str
    """The urn:uuid that its ePub has too; the same however often it is made."""
    subtitle: str = ""
    summary: str = ""
    bylines: tuple[Byline, ...] = ()
    topics: tuple[str, ...] = ()
    original: str = ""
    """Slug of the article that it translates; empty where it is no translation."""
    published: date | None = None
    reviewed: date | None = None
    updated: date | None = None
    words: int = 0
    """Of its body."""
    downloads: tuple[Download, ...] = ()
    """In the order of the editions."""

    @property
    def minutes(self) -> int:
        """Give the reading time, at least one minute."""
        return max(1, round(self.words / WORDS_A_MINUTE))

    @property
    def changed(self) -> date | None:
        """Give the day of the last change that the article tells, which a review need not be."""
        return self.updated or self.published

    @property
    def modified(self) -> date | None:
        """Give the last day that the article says it was worked on."""
        return max(filter(None, (self.published, self.reviewed, self.updated)), default=None)


@dataclass(frozen=True)
class Offers:
    """All that a clinic offers."""

    articles: tuple[Offer, ...]
    """In the order of their titles, translations after what they translate."""
    books: tuple[Download, ...] = ()
    """What all articles are bound in."""
