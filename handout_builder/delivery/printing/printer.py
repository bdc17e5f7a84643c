"""A printer and what it can do, as it says itself (RFC 8011, 5.4; PWG 5100.13, 5100.14)."""

from dataclasses import dataclass

from .connection import Line
from .conversation import ask_printer, spoken
from .messages import Attributes

PDF = "application/pdf"
IDLE, PRINTING, STOPPED = 3, 4, 5
"""States (RFC 8011, 5.4.11)."""
MEDIA = {
    "letter": ("na_letter_8.5x11in", "na_letter", "na-letter", "letter"),
    "a4": ("iso_a4_210x297mm", "iso_a4", "iso-a4", "a4"),
}
"""Paper -> its name (PWG 5101.1), then those that older printers know it by."""
SHOWN = {"letter": "Letter", "a4": "A4"}
_ASKED = (
    "printer-name",
    "printer-info",
    "printer-location",
    "printer-make-and-model",
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "document-format-supported",
    "media-supported",
    "media-ready",
    "sides-supported",
    "color-supported",
    "print-color-mode-supported",
    "copies-supported",
    "multiple-document-handling-supported",
    "print-scaling-supported",
)


@dataclass(frozen=True)
class Printer:
    """What a printer says of itself."""

    line: Line
    name: str
    model: str = ""
    place: str = ""
    """Where it stands, as whoever set it up wrote."""
    state: int = IDLE
    reasons: tuple[str, ...] = ()
    """What keeps it from printing, or soon will."""
    is_accepting: bool = True
    formats: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    """The papers it can print on; empty where it does not tell, as some queues of CUPS."""
    loaded: tuple[str, ...] = ()
    """Those it has in its trays; empty where it does not tell."""
    sides: tuple[str, ...] = ()
    has_colour: bool = False
    colour_modes: tuple[str, ...] = ()
    most_copies: int = 1
    handlings: tuple[str, ...] = ()
    """How it can put several copies together."""
    scalings: tuple[str, ...] = ()

    def medium(self, paper: str) -> str:
        """Give its own name of a paper; empty where it does not have that size."""
        return next((name for name in MEDIA[paper] if name in map(str.casefold, self.media)), "")

    def has_loaded(self, paper: str) -> bool:
        """Tell whether a paper is in a tray, as far as it tells."""
        return not self.loaded or bool(set(MEDIA[paper]) & set(map(str.casefold, self.loaded)))

    @property
    def papers(self) -> list[str]:
        """Give those of our papers that it can print on."""
        return [paper for paper in MEDIA if self.medium(paper)]

    @property
    def takes_pdf(self) -> bool:
        """Whether it prints PDF files as they are."""
        return PDF in self.formats

    @property
    def is_two_sided(self) -> bool:
        """Whether it turns sheets over by itself."""
        return "two-sided-long-edge" in self.sides


def meet_printer(line: Line) -> Printer:
    """Ask a printer what it is and what it can do. Raises DeliveryError."""
    line = spoken(line)
    told = ask_printer(line, _ASKED)
    state = next(iter(told.get("printer-state", ())), IDLE)
    return Printer(
        line,
        name=_word(told, "printer-info") or _word(told, "printer-name") or str(line.address),
        model=_word(told, "printer-make-and-model"),
        place=_word(told, "printer-location"),
        state=state if isinstance(state, int) else IDLE,
        reasons=_words(told, "printer-state-reasons"),
        is_accepting=told.get("printer-is-accepting-jobs") != (False,),
        formats=_words(told, "document-format-supported"),
        media=_words(told, "media-supported"),
        loaded=_words(told, "media-ready"),
        sides=_words(told, "sides-supported"),
        has_colour=told.get("color-supported") == (True,) or "color" in _words(told, "print-color-mode-supported"),
        colour_modes=_words(told, "print-color-mode-supported"),
        most_copies=_most(told, "copies-supported"),
        handlings=_words(told, "multiple-document-handling-supported"),
        scalings=_words(told, "print-scaling-supported"),
    )


def _words(told: Attributes, name: str) -> tuple[str, ...]:
    return tuple(value for value in told.get(name, ()) if isinstance(value, str))


def _word(told: Attributes, name: str) -> str:
    return " ".join(next(iter(_words(told, name)), "").split())


def _most(told: Attributes, name: str) -> int:
    most = next(iter(told.get(name, ())), 1)
    return most[1] if isinstance(most, tuple) else most if isinstance(most, int) else 1
