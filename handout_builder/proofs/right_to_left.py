"""Right-to-left words in a PDF: they are painted from the left, so that they are found by their letters alone."""

from collections import Counter
from unicodedata import bidirectional

from .checks import Check, check
from .manuscript import Manuscript
from .reading import Reading


def is_turned(manuscript: Manuscript) -> bool:
    """Tell whether an article has letters that run from right to left (UAX 9, table 4)."""
    return any(bidirectional(letter) in ("R", "AL") for letter in manuscript.title + manuscript.body.text)


def compare_turned(reading: Reading, manuscript: Manuscript) -> list[Check]:
    """Look for each word of an article as often as it stands there; no line's order can be told from its paint."""
    wanted = " ".join([manuscript.title, *manuscript.opening, manuscript.body.text])
    missing = Counter(map(_letters, wanted.split())) - Counter(map(_letters, reading.text.split()))
    absent = dict.fromkeys(word for word in wanted.split() if _letters(word) in missing)
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


def _letters(word: str) -> str:
    return "".join(sorted(word.strip(",.;:،؛·")))
