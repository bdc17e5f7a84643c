"""The nouns: what an article, a clinic, a page and a handout are made of.

Everything here is frozen and imports nothing of ours, so that a value can be hashed, compared and sent
to another process.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

PICTURE = "\ufffc"
"""What stands for a picture where letters are counted."""

SOURCE_LINK = "source:"
"""Begins a link in a body to another source; its place relative to sources/ follows."""

Part = Literal["author", "reviewer", "editor"]
Status = Literal["made", "kept", "failed", "removed", "would make", "would remove"]

PICTURED_PAGES = 6
"""Pages that the picture of a handout shows at most: its first ones."""


@dataclass(frozen=True)
class Finding:
    """Something about an article that a person should know."""

    code: str
    """Family letter and number, such as W101; the letter's meaning stands beside its check."""
    message: str
    """What, and what to do next, in the clinic's words."""
    line: int | None = None
    """Line of the source, 1-based; None where it concerns the whole article."""
    advice: bool = True
    """False for a plain note, which `--strict` does not fail on."""


@dataclass(frozen=True)
class Removed:
    """A line of the source that is not on the page, and why."""

    line: int
    """Line of the source, 1-based."""
    text: str
    """The line as written."""
    reason: str
    """Why it was left out, in the clinic's words."""


@dataclass(frozen=True)
class Decision:
    """A line that might have been a heading, and what was decided."""

    line: int
    """Line of the source, 1-based."""
    text: str
    """The line as written."""
    is_heading: bool
    chance: float
    """Of its being a heading, from 0 to 1."""
    reasons: tuple[str, ...]
    """What weighed most, in words."""


@dataclass(frozen=True)
class Clinician:
    """A person in sources/clinicians.toml."""

    name: str
    """As it is printed."""
    credentials: tuple[str, ...] = ()
    """Letters after the name, such as LPCC, in their printed order."""
    role: str = ""
    """What the person does at the clinic, such as Psychotherapist."""
    photo: str = ""
    """Path of a picture, relative to sources/."""
    bio: str = ""
    """Two or three sentences for the end of the handout."""
    link: str = ""
    """Web address with more about the person."""
    photo_data: bytes = field(default=b"", repr=False)
    """The photo's bytes; empty where there is none."""


_HONORIFICS = {"dr", "dra", "prof", "mr", "mrs", "ms", "rev"}


_AFTER_NAMES = {"jr", "sr", "ii", "iii", "iv"}


def plain_name(name: str) -> str:
    """Give a name without titles, pronouns in brackets and capitals: what tells whether two are one person."""
    words = re.sub(r"\([^)]*\)", "", name).casefold().split()
    return " ".join(word for word in words if word.strip(".") not in _HONORIFICS)


def name_as_sorted(name: str) -> str:
    """Give a name as a library sorts it: Roe, Jane. Particles are left with the given names, titles out."""
    words = re.sub(r"\([^)]*\)", "", name).replace(",", " ").split()
    words = [word for word in words if word.casefold().strip(".") not in _HONORIFICS]
    after: list[str] = []
    while len(words) > 2 and words[-1].casefold().strip(".") in _AFTER_NAMES:
        after.insert(0, words.pop())
    if len(words) < 2:
        return name
    return ", ".join([words[-1], " ".join(words[:-1]), *after])


@dataclass(frozen=True)
class Byline:
    """One person's credit on an article."""

    name: str
    """As the author wrote it, without credentials."""
    credentials: tuple[str, ...] = ()
    """Letters after the name, as written."""
    role: str = ""
    """Professional role, where it is known."""
    part: Part = "author"
    """What the person did for the article."""
    pronouns: str = ""
    """Pronouns that stand after the credentials, as written: (she/her). Those after the name are part of it."""
    bio: str = ""
    """The article's own paragraph about the person, which stays in its body."""

    @property
    def letters(self) -> str:
        """Give credentials and pronouns as they stand after the name."""
        joint = " " if self.pronouns[:1] in ("(", "（", "[") else ", "
        return joint.join(part for part in (", ".join(self.credentials), self.pronouns) if part)

    @property
    def signature(self) -> str:
        """Give the name with what stands after it."""
        joint = " " if self.letters[:1] in ("(", "（", "[") else ", "
        return joint.join(part for part in (self.name, self.letters) if part)


@dataclass(frozen=True)
class Section:
    """A section heading and where it stands in the outline."""

    level: int
    """2 to 6; the title is level 1."""
    heading: str
    """The heading's words as written."""
    anchor: str
    """Its id in the body, unique within the article."""


@dataclass(frozen=True)
class Picture:
    """A picture that the body shows."""

    name: str
    """File name inside the page, ASCII, unique within the article: the body's src is `pictures/NAME`."""
    source: str
    """Path relative to sources/, with forward slashes; the name it has in the source that holds it."""
    media_type: str
    """image/jpeg, image/png, image/gif or image/webp."""
    data: bytes = field(repr=False)
    """The file's bytes."""
    alt: str = ""
    """Alternative text; empty where the author gave none."""


@dataclass(frozen=True)
class Article:
    """What a reader understood of one source."""

    slug: str
    """Name of the handout's files, ASCII, from the source's file name."""
    source: str
    """Path relative to the clinic's folder, for messages."""
    title: str
    """The words of the title, spaces made single."""
    body: str
    """Clean XHTML without a root element; headings from h2 on, each with an id."""
    language: str
    """BCP 47 tag, such as en or es."""
    original: str = ""
    """Slug of the article that it translates, by its file's name; empty where it is no translation."""
    subtitle: str = ""
    """From front matter, or from a Word file's style of that name."""
    bylines: tuple[Byline, ...] = ()
    """Authors first, then reviewers and editors."""
    published: date | None = None
    """Day of first publication."""
    reviewed: date | None = None
    """Day of the last clinical review."""
    updated: date | None = None
    """Day of the last change that the article tells."""
    summary: str = ""
    """From front matter."""
    key_points: tuple[str, ...] = ()
    """From front matter."""
    source_url: str = ""
    """Where the article stands on the web."""
    topics: tuple[str, ...] = ()
    """From front matter."""
    sections: tuple[Section, ...] = ()
    """Headings in reading order."""
    pictures: tuple[Picture, ...] = ()
    """In the order of first appearance."""
    picture_paths: tuple[str, ...] = ()
    """Every local picture path the source names, found or not, relative to sources/: what a change is told by."""
    removed: tuple[Removed, ...] = ()
    """Every line of the source that is not on the page, in order."""
    taken: tuple[str, ...] = ()
    """Lines that became title, byline or date, in order, spaces made single."""
    findings: tuple[Finding, ...] = ()
    """What the reader noticed."""
    decisions: tuple[Decision, ...] = ()
    """Where a source has no mark-up: each line that might have been a heading, in order."""


@dataclass(frozen=True)
class Clinic:
    """The clinic's settings, checked; settings/fields.py says what each means."""

    name: str
    tagline: str
    logo: str
    """Path relative to layouts/, or empty."""
    phone: str
    email: str
    web: str
    address: tuple[str, ...]
    disclaimer: str
    crisis: str
    language: str
    layout: str
    paper: str
    editions: tuple[str, ...]
    binder_topics: tuple[str, ...]
    """Topics that have a binder of their own."""
    brand: str
    """Colour as #rrggbb, at least 4.5:1 against white."""
    text: str
    """Colour as #rrggbb, at least 4.5:1 against white."""
    clinicians: tuple[Clinician, ...] = ()
    labels: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """The words that it prints otherwise than the builder does: (key of a language, (name, word) of each)."""


@dataclass(frozen=True)
class Edition:
    """A form that handouts are made in."""

    name: str
    """Also the name of its folder in handouts/, unless it is a part."""
    kind: Literal["pdf", "booklet", "binder", "epub", "bundle"]
    suffix: str
    """File name ending, with the dot."""
    paper: str = ""
    """letter or a4; empty for the paper in the clinic's printer, and where there is none."""
    stylesheet: str = "handout.css"
    """File of the layout that says how it looks."""
    is_grey: bool = False
    """Whether pictures and logo lose their colours."""
    profile: Literal["standard", "kobo", "kindle"] = "standard"
    """The readers that an ePub is for."""
    template: str = "handout.html"
    """File of the layout that a printed handout is made of."""
    part_of: str = ""
    """The edition that it is made for, where it is none by itself; kept out of sight in handouts/."""

    @property
    def is_printed(self) -> bool:
        """Whether it is a PDF, and no book for e-readers."""
        return self.kind in ("pdf", "booklet", "binder")

    @property
    def is_book(self) -> bool:
        """Whether several articles are bound in it."""
        return self.kind in ("binder", "bundle")

    @property
    def folder(self) -> str:
        """Where its files are, in handouts/."""
        return f".{self.part_of}" if self.part_of else self.name


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


@dataclass(frozen=True)
class Leaves:
    """The pages of one article in a binder."""

    data: bytes = field(repr=False)
    """A PDF."""
    pages: int
    """How many it has."""
    numbering: str
    """How they are numbered, in the article's language; {} stands for the number, then for how many there are."""


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
    access_summary: str = ""
    """How an ePub can be read, in a few sentences; empty for a PDF."""
    labels_language: str = ""
    """BCP 47 tag of the builder's own words in an ePub."""
    leaves: tuple[Leaves, ...] = ()
    """What is bound in a binder, in order; its documents have a place for the page on which each begins."""


@dataclass(frozen=True)
class PageStart:
    """Where a printed page begins in its article."""

    offset: int
    """Letters before it, without spaces, counted from the title's first; a picture counts as one."""
    letters: str
    """The first letters on the page, without spaces."""


@dataclass(frozen=True)
class Handout:
    """A file that was made, before it is put in place."""

    data: bytes = field(repr=False)
    pages: int | None = None
    """Number of printed pages; None for an ePub."""
    findings: tuple[Finding, ...] = ()
    """What the renderer noticed."""
    starts: tuple[PageStart, ...] = ()
    """Where the printed pages begin; none for an ePub."""
    picture: bytes = field(default=b"", repr=False)
    """Its first pages, small, as a JPEG; empty for an ePub."""
    checks: int = 0
    """How many checks its proof passed."""


@dataclass(frozen=True)
class Facts:
    """What the report tells of a handout, beside what its receipt tells."""

    slug: str
    edition: str
    title: str
    """The article's title; empty for the bundle."""
    words: int
    """Of all its articles' bodies."""
    checks: int
    """How many checks its proof passed."""
    picture: bytes = field(default=b"", repr=False)
    """Its first pages, small, as a JPEG; empty for an ePub."""


@dataclass(frozen=True)
class Receipt:
    """What became of one handout."""

    slug: str
    """Empty for the bundle."""
    edition: str
    path: str
    """Relative to the clinic's folder, with forward slashes."""
    status: Status
    why: str = ""
    """What made it necessary, or what went wrong."""
    size: int | None = None
    """Bytes."""
    pages: int | None = None
    source: str = ""
    findings: tuple[Finding, ...] = ()


EDITIONS = (
    Edition("letter", "pdf", ".pdf", "letter"),
    Edition("a4", "pdf", ".pdf", "a4"),
    Edition("large-print", "pdf", ".pdf", stylesheet="large-print.css"),
    Edition("clear-print", "pdf", ".pdf", stylesheet="clear-print.css"),
    Edition("greyscale", "pdf", ".pdf", stylesheet="greyscale.css", is_grey=True),
    Edition("booklet", "booklet", ".pdf", stylesheet="booklet.css"),
    Edition("binder-leaves", "pdf", ".pdf", stylesheet="binder.css", template="leaves.html", part_of="binder"),
    Edition("binder", "binder", "-binder.pdf", stylesheet="binder.css"),
    Edition("epub", "epub", ".epub", stylesheet="book.css"),
    Edition("kobo", "epub", ".kepub.epub", stylesheet="book.css", profile="kobo"),
    Edition("kindle", "epub", ".epub", stylesheet="book.css", profile="kindle"),
    Edition("bundle", "bundle", "-handouts.epub", stylesheet="book.css"),
)
"""Every edition, in the order they are made."""

OFFERED = tuple(edition.name for edition in EDITIONS if not edition.part_of)
"""The names of those that a clinic can turn on."""


def editions_of(clinic: Clinic, names: Iterable[str] = ()) -> list[Edition]:
    """Give the editions of these names, else those the clinic makes, each with its paper."""
    wanted = set(names) or set(clinic.editions)
    return [
        replace(edition, paper=edition.paper or clinic.paper) if edition.is_printed else edition
        for edition in EDITIONS
        if wanted & {edition.name, edition.part_of}
    ]
