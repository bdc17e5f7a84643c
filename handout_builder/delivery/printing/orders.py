"""A handout and what is wished for it become the jobs that a printer gets, by what the printer can do.

Pages are chosen in the PDF, not by the printer, which would number them in its own way. What the printer cannot do is
done otherwise, and said in a note; what cannot be done is refused before anything is sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ...errors import DeliveryError
from ...model import Edition
from .messages import Sent
from .printer import SHOWN, Printer
from .sheets import backs, count_pages, fronts, wanted_pages, with_pages

_COLLATED = "separate-documents-collated-copies"
_GREY = ("monochrome", "auto-monochrome", "process-monochrome")
"""The last is what a printer may call it that mixes grey of its colours (PWG 5100.13, 6.2.4)."""


@dataclass(frozen=True)
class Wish:
    """How handouts are to be printed."""

    copies: int = 1
    pages: str = ""
    """Such as 1-3,5; empty for all."""
    is_grey: bool = False
    is_one_sided: bool = False


@dataclass(frozen=True)
class Leaf:
    """A handout to print."""

    slug: str
    edition: Edition
    """With its paper."""
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Run:
    """What goes through the printer without a person's help."""

    side: Literal["both", "front", "back"]
    """Both also stands for the only one."""
    data: bytes = field(repr=False)
    copies: tuple[int, ...]
    """Of each job: more than one job where the printer makes too few copies at once."""
    attributes: dict[str, Sent]
    """What the printer is asked for, copies aside."""
    data_last_first: bytes = field(default=b"", repr=False)
    """Backs from the last to the first, for a printer that takes the last sheet first."""


@dataclass(frozen=True)
class Order:
    """A handout as it will be printed."""

    leaf: Leaf
    copies: int
    pages: int
    """Of each copy; of a booklet the sides of its sheets."""
    sheets: int
    """Of all copies."""
    runs: tuple[Run, ...]
    notes: tuple[str, ...] = ()
    """What the printer cannot do and is done otherwise."""

    @property
    def is_turned_by_hand(self) -> bool:
        """Whether a person has to turn the sheets over."""
        return len(self.runs) > 1


def plan_order(leaf: Leaf, wish: Wish, printer: Printer) -> Order:
    """Plan how a handout is printed. Raises DeliveryError where the printer cannot."""
    _refuse_what_cannot_be(leaf, printer)
    total = count_pages(leaf.data)
    if wish.pages and leaf.edition.kind == "booklet":
        raise DeliveryError("The sides of a booklet belong together. Leave --pages out, or print another edition.")
    pages = wanted_pages(wish.pages, total) if wish.pages else list(range(1, total + 1))
    chosen = leaf.data if len(pages) == total else with_pages(leaf.data, pages)
    notes = list(_notes(leaf, wish, printer))
    two_sided = _two_sided(leaf) if len(pages) > 1 and not wish.is_one_sided else "one-sided"
    attributes = _attributes(leaf, wish, printer)
    per_copy = len(pages) if two_sided == "one-sided" else -(-len(pages) // 2)
    by_hand = two_sided != "one-sided" and two_sided not in printer.sides
    copies, note = _split(wish.copies, per_copy, printer)
    notes += note
    if by_hand:
        notes.append(
            "the printer prints on one side only: the front sides come first, then you are told how to turn the sheets"
        )
        runs = _by_hand(leaf, pages, copies, attributes | _sides("one-sided", printer))
    else:
        runs = (Run("both", chosen, copies, attributes | _sides(two_sided, printer)),)
    return Order(leaf, wish.copies, len(pages), per_copy * wish.copies, runs, tuple(notes))


def _refuse_what_cannot_be(leaf: Leaf, printer: Printer) -> None:
    if not printer.takes_pdf:
        raise DeliveryError(
            f"{printer.name} does not print PDF files. Print the handout from a PDF viewer, or use a printer with "
            "AirPrint or IPP Everywhere."
        )
    if not printer.is_accepting:
        raise DeliveryError(f"{printer.name} accepts no jobs at the moment. Look at its display, or ask who runs it.")
    if printer.media and not printer.medium(leaf.edition.paper):
        raise DeliveryError(
            f"{printer.name} cannot print on {SHOWN[leaf.edition.paper]}, which {leaf.slug} ({leaf.edition.name}) is "
            f"made for. {_fitting(printer.papers)}"
        )


def _fitting(papers: list[str]) -> str:
    if not papers:
        return "It has neither Letter nor A4; use another printer."
    return f"Print what fits its paper: --edition {papers[0]}."


def _two_sided(leaf: Leaf) -> str:
    """Give the edge that sheets are turned over.

    A booklet's sheets lie on their side, two pages beside each other, and turn as its pages do: over the short edge.
    """
    return "two-sided-short-edge" if leaf.edition.kind == "booklet" else "two-sided-long-edge"


def _attributes(leaf: Leaf, wish: Wish, printer: Printer) -> dict[str, Sent]:
    medium = printer.medium(leaf.edition.paper)
    attributes: dict[str, Sent] = {"media": medium} if medium else {}
    grey = next((mode for mode in _GREY if mode in printer.colour_modes), "")
    if grey and (wish.is_grey or leaf.edition.is_grey):
        attributes["print-color-mode"] = grey
    if "none" in printer.scalings:
        attributes["print-scaling"] = "none"
    if wish.copies > 1 and _COLLATED in printer.handlings:
        attributes["multiple-document-handling"] = _COLLATED
    return attributes


def _sides(sides: str, printer: Printer) -> dict[str, Sent]:
    return {"sides": sides} if sides in printer.sides else {}


def _notes(leaf: Leaf, wish: Wish, printer: Printer) -> Iterator[str]:
    paper = leaf.edition.paper
    if not printer.has_loaded(paper):
        others = [other for other in printer.papers if other != paper and printer.has_loaded(other)]
        instead = f", or print what fits its paper: --edition {others[0]}" if others else ""
        yield f"no {SHOWN[paper]} paper is in its trays. Put it in{instead}"
    if wish.is_grey and printer.has_colour and not set(_GREY) & set(printer.colour_modes):
        yield "it cannot be told to print without colours. Print --edition greyscale, which has none"


def _split(copies: int, sheets: int, printer: Printer) -> tuple[tuple[int, ...], list[str]]:
    """Give the copies of each job, and a note where there is more than one."""
    most = max(1, min(copies, printer.most_copies))
    mixes = sheets > 1 and bool(printer.handlings) and _COLLATED not in printer.handlings
    if copies > 1 and mixes:
        return (1,) * copies, [f"it would mix the sheets of {copies} copies, so each is sent for itself"]
    jobs = (most,) * (copies // most) + ((copies % most,) if copies % most else ())
    if len(jobs) == 1:
        return jobs, []
    return jobs, [
        f"it makes {most if most > 1 else 'one'} cop{'ies' if most > 1 else 'y'} at once, "
        f"so the handout is sent {len(jobs)} times"
    ]


def _by_hand(leaf: Leaf, pages: list[int], copies: tuple[int, ...], attributes: dict[str, Sent]) -> tuple[Run, ...]:
    front, back = fronts(pages), backs(pages)
    return (
        Run("front", with_pages(leaf.data, front), copies, attributes),
        Run("back", with_pages(leaf.data, back), copies, attributes, with_pages(leaf.data, back[::-1])),
    )
