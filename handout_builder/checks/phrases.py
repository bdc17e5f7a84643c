"""The words that checks look for, in each language that has a list: words/."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from ..model import Finding
from .rules import Rule

_MOST = 10
"""Findings of a rule in an article that are told one by one."""
_APOSTROPHES = "['’ʼ]"
_LONGEST = 100
"""Letters of a phrase with the signs around it."""
_HYPHENS = "[-‐‑]"
_WORD = re.compile(r"\w+")


@cache
def phrases_in(language: str) -> dict[str, tuple[str, ...]]:
    """Give the lists of a language, by their names; none where there are none. `language` is a BCP 47 tag."""
    place = files(__package__) / "words" / f"{language.split('-')[0].casefold()}.toml"
    if not place.is_file():
        return {}
    lists = tomllib.loads(place.read_text("utf-8"))
    return {name: tuple(filter(None, re.split(r"\s*[;\n]\s*", text.strip()))) for name, text in lists.items()}


def has_phrases(language: str) -> bool:
    """Tell whether there are lists for a language; without them its words are not looked at."""
    return bool(phrases_in(language))


def found_phrases(text: str, language: str, name: str) -> Iterator[re.Match[str]]:
    """Find the phrases of a list in a text, whole, in any capitals, with any apostrophe and hyphen."""
    phrases = phrases_in(language).get(name, ())
    # To look at every letter of a text takes long; few texts have so much as a phrase's first word.
    return iter(()) if _first_words(phrases).isdisjoint(_words(text)) else _pattern(phrases).finditer(text)


def is_phrase(text: str, language: str, name: str) -> bool:
    """Tell whether a text is one of the phrases of a list, but for the signs around it."""
    phrases = phrases_in(language).get(name, ())
    # What is longer is none, and may be a page of signs.
    plain = re.sub(r"^[\W_]+|[\W_]+$", "", text) if len(text) <= _LONGEST else ""
    return bool(phrases) and bool(plain) and _pattern(phrases).fullmatch(plain) is not None


def each_of(rule: Rule, message: str, found: Iterable[str]) -> Iterator[Finding]:
    """Give a finding for each of some words, however often they stand; of very many, one for all the rest."""
    words = _distinct(found)
    for each in words[:_MOST]:
        yield rule.found(message, each)
    if rest := words[_MOST:]:
        yield rule.found(f"{message}, and {len(rest)} more of the kind from here on", rest[0])


def _distinct(found: Iterable[str]) -> list[str]:
    """Leave out what differs from an earlier one in its capitals only."""
    first: dict[str, str] = {}
    for words in found:
        first.setdefault(words.casefold(), words)
    return list(first.values())


@cache
def _first_words(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_WORD.findall(phrase.casefold())[0] for phrase in phrases)


@lru_cache(maxsize=512)
def _words(text: str) -> frozenset[str]:
    """Give the words of a text, which is looked at once for each list."""
    return frozenset(_WORD.findall(text.casefold()))


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    # The longest first: "call today to schedule" is told whole.
    ways = "|".join(_way(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{ways})(?![\w-])", re.IGNORECASE)


def _way(phrase: str) -> str:
    words = (re.escape(word).replace("'", _APOSTROPHES).replace(r"\-", _HYPHENS) for word in phrase.split())
    return r"\s+".join(words)
