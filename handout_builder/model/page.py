"""A page: a laid-out handout with every asset it needs."""

from dataclasses import dataclass, field
from datetime import date

from .article import Byline, Section
from .clinic import Edition
from .glossary import Glossing


@dataclass(frozen=True)
class Asset:
    """A file that a page needs: a picture, the logo, a QR code."""

    name: str
    """Relative address on the page, with forward slashes."""
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Layout:
    """Every file of a layout, by its name."""

    name: str
    files: tuple[tuple[str, str], ...] = field(repr=False)
    """(file name, text) in the order of their names."""
    assets: tuple[Asset, ...] = ()
    """The logo and the layout's own pictures and fonts."""
    digest: str = ""
    """Changes when any of the files does."""


@dataclass(frozen=True)
class Document:
    """One HTML or XHTML document of a page."""

    name: str
    """File name, ASCII."""
    text: str = field(repr=False)
    title: str = ""
    """Its entry in the navigation; empty where it has none."""
    sections: tuple[Section, ...] = ()
    """Nested under its title in the navigation."""
    language: str = ""
    """BCP 47 tag of its title, where the navigation may be in another language."""
    landmark: str = ""
    """What it is to an ePub reader (EPUB 3 structural semantics), such as bodymatter."""
    in_spine: bool = True
    """Whether it is part of the reading order of an ePub."""
    pages: tuple[str, ...] = ()
    """Numbers of the printed pages that are marked in it: page 3 begins at the id `page-3`."""
    numbering: str = ""
    """How the pages of a binder's own documents are numbered; {} stands for the number, then for how many there are."""


PAGE_PLACE = "\ue000{}\ue001"
"""In a binder's documents: where the page number of the article of this number, from 0, is put in."""
ARTICLE_ADDRESS = "https://binder.invalid/{}"
"""In a binder's documents: where a link leads to the article of this number."""

OFFERED_ADDRESS = "https://binder.invalid/offered/{}"
"""In the leaves of an article: where a link leads to an article of this slug, wherever that will stand in a binder."""


@dataclass(frozen=True)
class Volume:
    """Which of the files a book is that is too large for one."""

    number: int
    """From 1."""
    count: int


@dataclass(frozen=True)
class Leaves:
    """The pages of one article in a binder."""

    data: bytes = field(repr=False)
    """A PDF."""
    pages: int
    """How many it has."""
    numbering: str
    """How they are numbered, in the article's language; {} stands for the number, then for how many there are."""
    slug: str = ""
    """Of the article."""
    offered: tuple[str, ...] = ()
    """Slugs of the articles that it offers, which may be in the same binder."""
    on_page: str = ""
    """How the page is told on which one begins, in the words that its leaves have; {} stands for the number."""
    direction: str = "ltr"
    """Of the words that tell it."""


@dataclass(frozen=True)
class Cover:
    """What stands on an ePub's cover."""

    title: str
    byline: str
    clinic: str
    brand: str
    """Ground colour as #rrggbb."""
    inside: tuple[str, ...] = ()
    """The titles of a bundle's articles."""
    more: str = ""
    """What is said of titles that do not fit; {} stands for their number."""
    logo: Asset | None = None
    word: str = ""
    """What a cover is called, in the language of the builder's own words."""
    language: str = ""
    """BCP 47 tag of the title; it rules the side where lines begin and the forms of Chinese characters."""


@dataclass(frozen=True)
class Page:
    """A laid-out handout: its documents and every asset they need, nothing else."""

    edition: Edition
    slug: str
    title: str
    language: str
    identifier: str
    """A urn:uuid that stays the same from build to build."""
    documents: tuple[Document, ...]
    """In reading order; a PDF has just one."""
    stylesheet: str = field(repr=False)
    """CSS shared by all pages of a layout, edition and language; without var()."""
    assets: tuple[Asset, ...] = ()
    bylines: tuple[Byline, ...] = ()
    modified: date | None = None
    """Last day the article says it was worked on."""
    publisher: str = ""
    direction: str = "ltr"
    """Of the script: ltr or rtl."""
    summary: str = ""
    topics: tuple[str, ...] = ()
    cover: Cover | None = None
    pages_of: str = ""
    """The printed handouts whose pages are marked in an ePub; empty where none are."""
    undescribed: int = 0
    """Pictures that the authors gave no alternative text."""
    source: str = ""
    """The article's source, for messages."""
    settings: tuple[tuple[str, str], ...] = ()
    """What of the clinic's settings may be on it: (where it is written, its words) of each, for messages."""
    access_summary: str = ""
    """How an ePub can be read, in a few sentences; empty for a PDF."""
    labels_language: str = ""
    """BCP 47 tag of the builder's own words in an ePub."""
    glossings: tuple[Glossing, ...] = ()
    """What it explains of each of its articles, in their order; none where it explains nothing."""
    leaves: tuple[Leaves, ...] = ()
    """What is bound in a binder, in order; its documents have a place for the page on which each begins."""
