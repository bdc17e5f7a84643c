"""How often a word is said in English: counted in the subtitles of films, by the list that pyspellchecker carries."""

import gzip
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from math import log10

from .sorted_lines import rest_of_line

_ENDINGS = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"ies$", ("y",)),
        (r"es$", ("", "e")),
        (r"s$", ("",)),
        (r"(?:ed|ing|er|ers|est|able|ability|ation|ations|or|ors)$", ("", "e")),
        (r"(.)\1(?:ed|ing|er|est)$", (r"\1",)),
        (r"i(?:er|est|ness|ly)$", ("y",)),
        (r"(?:ly|ness|less|lessness|fully|ful|ment|ments|like|wise|ship|hood|ism|ist|ists)$", ("",)),
        (r"iz(?:e|es|ed|ing)$|is(?:e|es|ed|ing)$", ("", "y")),
    )
)
_BRITISH_OUR, _BRITISH_S = re.compile(r"(?<=\w\w)our(?=\w*$)"), re.compile(r"(?<=[iy])s(?=e[srd]?$|ing$|ations?$)")
_PREFIX = re.compile(r"^(?:un|re|non|over|under|self|mis|dis|out|multi|mid)(?=\w{4})")


ALL_COUNTED = 1_646_569_324
"""Words of the films, each as often as it is said: the sum of the list."""


@lru_cache(maxsize=1)
def counted() -> list[str]:
    """Give the list's lines, as `"word": count,` in the order of their words; read when first asked.

    To read it as the JSON that it is, a number for each word, takes three times as long.
    """
    text = gzip.decompress((files("spellchecker") / "resources" / "en.json.gz").read_bytes()).decode("utf-8")
    return text.splitlines()[1:-1]


def count_of(word: str) -> int:
    """Tell how often a word in lower case is said in the films."""
    return int(rest_of_line(f'"{word}": ', counted()).rstrip(",") or 0)


def zipf(word: str) -> float:
    """Give a word's frequency on the Zipf scale: 3 is once in a million words, 6 a thousand times, 0 is unknown."""
    count = count_of(word)
    return log10(count / ALL_COUNTED * 1e9) if count else 0.0


@lru_cache(maxsize=20_000)
def familiarity(word: str) -> float:
    """Give the frequency of the best known word that a word in lower case is made of: sleepless of sleep."""
    return max(map(zipf, forms_of(word)))


def forms_of(word: str) -> Iterator[str]:
    """Give a word in lower case and the words that it may be made of, the likely ones first; some are no words."""
    yield word
    yield from _bases(word)
    american = _BRITISH_OUR.sub("or", _BRITISH_S.sub("z", re.sub("[ao]e", "e", re.sub("tre(?=s?$)", "ter", word))))
    if american != word:
        yield american
        yield from _bases(american)
    shorter = _PREFIX.sub("", word)
    if shorter != word:
        yield shorter
        yield from _bases(shorter)


def _bases(word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        for other in instead:
            base = ending.sub(other, word)
            if base != word and len(base) > 3:
                yield base
