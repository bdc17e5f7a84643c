"""Right-to-left words in a PDF: they are painted from the left, so that they are found by their letters alone."""

import re
from collections import Counter
from collections.abc import Iterable
from unicodedata import bidirectional

from .checks import Check, check
from .manuscript import Manuscript
from .reading import Reading

_RUNS = re.compile(r"[^\W\d_]+|\d+")
_ENDLESS = 40
"""Letters of a run that is broken wherever a line ends."""


def is_turned(manuscript: Manuscript) -> bool:
    """Tell whether an article has letters that run from right to left (UAX 9, table 4)."""
    return any(bidirectional(letter) in ("R", "AL") for letter in manuscript.title + manuscript.body.text)


def compare_turned(reading: Reading, manuscript: Manuscript) -> list[Check]:
    """Look for each word of an article as often as it stands there; no line's order can be told from its paint."""
    wanted = " ".join([manuscript.title, *manuscript.opening, manuscript.body.text])
    absent = dict.fromkeys(_absent(wanted.split(), reading.text.split()))
    names = [word for person in manuscript.people for part in person for word in part.split()]
    # A name may be painted right beside the words before it: it is looked for in the letters from either side.
    painted = "".join(reading.text.split())
    seen = painted + "\0" + painted[::-1]
    return [
        check("words", "every word of the article is there", "V101", [f'"{word}" is not there.' for word in absent]),
        check(
            "bylines",
            "every name and credential is there to be seen",
            "V103",
            [f'"{word}" of the byline is not there.' for word in names if word.strip(",.") not in seen],
        ),
    ]


def _absent(wanted: list[str], painted: list[str]) -> list[str]:
    """Give the words that are painted neither for themselves nor run together with their neighbours."""
    missing, left = _unmatched(wanted, painted), _unmatched(painted, wanted)
    # Where the direction turns, and at a raised mark, no space is painted between two words.
    together = "".join(left)
    absent = []
    for word in missing:
        for piece in _pieces(word):
            place = _place(piece, together)
            if place is None:
                absent.append(word)
                break
            together = f"{together[:place]}\0{together[place + len(piece) :]}"
    return absent


def _place(piece: str, text: str) -> int | None:
    """Find the letters of a piece beside each other, in whatever order: ligatures are turned around within a word."""
    size, wanted = len(piece), sorted(piece)
    return next((start for start in range(len(text) - size + 1) if sorted(text[start : start + size]) == wanted), None)


def _unmatched(words: list[str], others: Iterable[str]) -> list[str]:
    """Give the words that do not stand among the others, each as often as it is there more."""
    there = Counter(map(_letters, others))
    unmatched = []
    for word in words:
        there[_letters(word)] -= 1
        if there[_letters(word)] < 0:
            unmatched.append(word)
    return unmatched


def _pieces(word: str) -> list[str]:
    """Part a word where its direction turns or a line may end: letters, numbers, and the parts of what is endless."""
    return [piece for run in _RUNS.findall(word) for piece in (run if len(run) > _ENDLESS else [run])]


def _letters(word: str) -> str:
    return "".join(sorted(word.strip(",.;:،؛·")))
