"""Right-to-left words in a PDF: they are painted from the left, while the tags tell them in the author's order."""

import re
from collections import Counter
from collections.abc import Iterable
from unicodedata import bidirectional

from .manuscript import UNSEEN, plain

_MARKS = ",.;:،؛·"
_HEBREW = r"\u0591-\u05c7\u05d0-\u05f4\ufb1d-\ufb4f"
_ARABIC = r"\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u08ff\ufb50-\ufdfb\ufe70-\ufefc"
_LETTERS = _HEBREW + _ARABIC
_WORD = re.compile(rf"[{_LETTERS}]+|(?:(?![{_LETTERS}])\w)+|\S")
"""Digits run from the left beside letters that do not."""
_ONE_SIDED = str.maketrans(")]}»›>≥≫⟩", "([{«‹<≤≪⟨")
"""A glyph may be the opening bracket of one line and the closing one of another, and has one meaning only."""


def is_same(words: str, painted: str, *, turned: bool) -> bool:
    """Tell whether a piece of a line is what was painted; in turned lines its words may stand in any order."""
    return words == painted or (turned and len(words) == len(painted) and _words(words) == _seen(painted))


def is_told(words: str, told: str) -> bool:
    """Tell whether words stand in what the tags tell, whichever way their brackets look."""
    return words.translate(_ONE_SIDED) in told.translate(_ONE_SIDED)


def reads_as(words: str, letters: str) -> bool:
    """Tell whether words stand in painted letters without spaces, from either side."""
    if not is_turned(words):
        return "".join(words.split()) in letters
    return all(word.strip(_MARKS) in letters + "\0" + letters[::-1] for word in words.split())


def told_faults(told: str, painted: Iterable[str]) -> list[str]:
    """Name what is painted otherwise than the tags tell it: each piece has the words that are told next."""
    left = " ".join(told.translate(UNSEEN).split())
    for seen in painted:
        piece = seen.translate(UNSEEN)
        letters = len("".join(piece.split()))
        end = _end_of(left, letters)
        if _words(plain(left[:end])) != _seen(piece):
            return [f'"{left[:60].strip()}" is told to screen readers, but not what is painted.']
        left = left[end:]
    return [f'"{left.strip()[:60]}" is told to screen readers, but not painted.'] if left.strip() else []


def _end_of(text: str, letters: int) -> int:
    """Give the place behind a number of letters, spaces aside."""
    place = 0
    while letters and place < len(text):
        letters -= not text[place].isspace()
        place += 1
    return place


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.translate(_ONE_SIDED)))


def _seen(text: str) -> Counter[str]:
    """Count the words of a painted line, those turned that run from the right."""
    words = _WORD.findall(text.translate(_ONE_SIDED))
    # Composed when turned: vowel marks stand behind their letter only then.
    seen = Counter(plain(word[::-1] if is_turned(word) else word) for word in words)
    del seen[""]
    return seen


def is_turned(text: str) -> bool:
    """Tell whether a text has letters that run from right to left (UAX 9, table 4)."""
    return not text.isascii() and any(bidirectional(letter) in ("R", "AL") for letter in text)
