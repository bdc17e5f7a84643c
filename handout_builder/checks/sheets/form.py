"""The form of an instrument: its items, and for each what a program can say of an article."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from ...model import Answer, SheetItem
from .seen import Seen

Judged = tuple[Answer, str]
"""An answer, and what it rests on; or open, and what may help to judge."""

_SHOWN = 64
"""Letters of the article's words that are quoted."""


@dataclass(frozen=True)
class Question:
    """An item of an instrument."""

    number: int
    words: str
    """Our own; the guide has the instrument's."""
    judge: Callable[[Seen], Judged]
    rests_on: str
    """What the answer that a program gives rests on, for the manual."""
    may_not_apply: bool = False
    point_for: Literal["yes", "no"] = "yes"

    def answered(self, seen: Seen) -> SheetItem:
        """Give the item with its answer for an article."""
        answer, evidence = self.judge(seen)
        return SheetItem(self.number, self.words, answer, evidence, self.may_not_apply, self.point_for)


@dataclass(frozen=True)
class FormPart:
    """Items under one heading."""

    name: str
    questions: tuple[Question, ...]
    note: str = ""


@dataclass(frozen=True)
class Form:
    """An instrument."""

    key: str
    name: str
    source: str
    place: str
    yes: str
    no: str
    passes: str
    scales: tuple[tuple[str, tuple[FormPart, ...]], ...]


def quoted(words: Iterable[str], most: int = 3) -> str:
    """Give some words of the article as a sentence has them, each between “ and ”, and how many more there are."""
    texts = [text for text in words if any(map(str.isalnum, text))]
    shown = [f"“{_short(text)}”" for text in texts[:most]]
    if len(texts) > most:
        return f"{', '.join(shown)} and {len(texts) - most} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Give a number with its noun: 1 list, 2 lists, no list."""
    return f"{number or 'no'} {noun if number in (0, 1) else nouns or noun + 's'}"


def is_or_are(number: int) -> str:
    """Give the verb that goes with a number."""
    return "is" if number == 1 else "are"


def sentence(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def _short(text: str) -> str:
    # An address that leads nowhere from here would only be in the way.
    plain = re.sub(r"https?://\S+", "…", text.replace("“", "‘").replace("”", "’"))
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN].rsplit(" ", 1)[0][:_SHOWN] + "…"
