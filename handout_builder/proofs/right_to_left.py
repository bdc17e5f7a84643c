"""Right-to-left words in a PDF: they are painted from the left, so that they are found by their letters alone."""

from collections import Counter
from unicodedata import bidirectional

from .checks import Check, check
from .manuscript import Manuscript
from .reading import Reading

_LANGUAGES = frozenset("ar dv fa he ps sd ug ur yi".split())
"""Those whose script runs from right to left."""
_MARKS = ",.;:،؛·"


def is_turned(manuscript: Manuscript) -> bool:
    """Tell whether an article has letters that run from right to left (UAX 9, table 4)."""
    return _is_right(manuscript.title + manuscript.body.text)


def opens_to_the_right(language: str) -> bool:
    """Tell whether a booklet in a language is turned from its right to its left."""
    return language.split("-")[0].casefold() in _LANGUAGES


def is_same(words: str, painted: str) -> bool:
    """Tell whether a piece of a line is what was painted; of letters from right to left, in whatever order."""
    return words == painted or (len(words) == len(painted) and _is_right(painted) and sorted(words) == sorted(painted))


def reads_as(words: str, letters: str) -> bool:
    """Tell whether words stand in painted letters without spaces, from either side."""
    if not _is_right(words):
        return "".join(words.split()) in letters
    return all(word.strip(_MARKS) in letters + "\0" + letters[::-1] for word in words.split())


def _is_right(text: str) -> bool:
    return not text.isascii() and any(bidirectional(letter) in ("R", "AL") for letter in text)


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
    return "".join(sorted(word.strip(_MARKS)))
