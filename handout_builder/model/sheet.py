"""A score sheet: a published instrument, with the answers that a program can give of an article."""

from dataclasses import dataclass
from typing import Literal

Answer = Literal["yes", "no", "not applicable", "open"]
"""Open is what a person has to judge."""


@dataclass(frozen=True)
class SheetItem:
    """One item of an instrument, and what was seen of it."""

    number: int
    """In the instrument."""
    question: str
    """In our words."""
    answer: Answer
    evidence: str
    """What the answer rests on, or what may help a person to give it; the article's own words stand in “ ”."""
    may_not_apply: bool = False
    """Whether the instrument lets raters answer so, for this item or the whole of its part."""
    point_for: Literal["yes", "no"] = "yes"
    """The answer that earns the point."""


@dataclass(frozen=True)
class SheetPart:
    """Items under one heading."""

    name: str
    items: tuple[SheetItem, ...]
    note: str = ""
    """When it applies, or how its items hang together; empty where there is nothing to say."""


@dataclass(frozen=True)
class Scale:
    """Parts that are scored together."""

    name: str
    parts: tuple[SheetPart, ...]

    @property
    def items(self) -> tuple[SheetItem, ...]:
        """Give the items of all parts in order."""
        return tuple(item for part in self.parts for item in part.items)

    @property
    def answered(self) -> int:
        """Count the items that are not left to a person."""
        return sum(item.answer != "open" for item in self.items)

    @property
    def applicable(self) -> int:
        """Count the items that are answered, and apply."""
        return sum(item.answer in ("yes", "no") for item in self.items)

    @property
    def points(self) -> int:
        """Count the points that the answers earn."""
        return sum(item.answer == item.point_for for item in self.items)


@dataclass(frozen=True)
class Sheet:
    """An instrument, filled in for one article as far as a program can."""

    key: str
    """A short name for programs."""
    name: str
    source: str
    """The guide in which the items stand in full, and its publisher."""
    place: str
    """Where on the web its publisher has it, without https://."""
    yes: str
    """What the instrument calls the answer."""
    no: str
    passes: str
    """From which score on the article passes."""
    scales: tuple[Scale, ...]
