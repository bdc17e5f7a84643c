"""A clinic: its people, its settings, and the editions that it makes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from .glossary import Form, Term


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


@dataclass(frozen=True)
class SiteSettings:
    """How the download page is made: the table [catalogue] of clinic.toml."""

    on: bool = False
    """Whether each build writes it."""
    url: str = ""
    """Where it will stand on the web, without a slash at the end; empty where that is not known."""
    search_engines: bool = True
    """Whether they may list it."""


@dataclass(frozen=True)
class MailSettings:
    """How handouts are e-mailed: the table [mail] of clinic.toml. A password is never among them."""

    server: str = ""
    """Name of the SMTP server; empty for drafts only."""
    port: int = 0
    """0 for the one that goes with the security."""
    security: str = "starttls"
    """starttls or tls."""
    user: str = ""
    """Who logs in; empty for a server that asks nobody."""
    sender: str = ""
    """The address that mails come from; empty for the clinic's own."""
    subject: str = ""
    """Empty for the neutral one."""
    pause: int = 2
    """Seconds between two mails to a list."""


@dataclass(frozen=True)
class PrinterSettings:
    """Where handouts are printed: the table [printer] of clinic.toml."""

    name: str = ""
    """The name of a queue or an ipp address; empty where a person names it each time."""


@dataclass(frozen=True)
class GlossarySettings:
    """Where the words of the glossary stand: the table [glossary] of clinic.toml, names of editions in each."""

    margin: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    off: tuple[str, ...] = ()

    def form_of(self, edition: str) -> Form | None:
        """Give where an edition has them; at the end where nothing is said of it, None where it has none."""
        if edition in self.off:
            return None
        return "margin" if edition in self.margin else "end"


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
    time_limit: int
    """Seconds that one article may take."""
    memory_limit: int
    """Megabytes that one article may take."""
    catalogue: SiteSettings = SiteSettings()
    mail: MailSettings = MailSettings()
    printer: PrinterSettings = PrinterSettings()
    glossing: GlossarySettings = GlossarySettings()
    clinicians: tuple[Clinician, ...] = ()
    glossary: tuple[Term, ...] = ()
    """Terms with the clinic's plain words for them."""
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
