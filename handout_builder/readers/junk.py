"""A web page's own lines: reading times, counters, notices, invitations and what stands around an article."""

import re
from functools import cache

from .languages.tables import Junk, known_languages

LONGEST = 300
"""Characters of the longest line that is looked at."""

_NUMBER = re.compile(r"\d[\d.,]*(?:\s?[km万千](?![^\W\d_]))?")
_NARROW = str.maketrans("：（）’", ":()'")
_MARKS = " ←→<>«»|·•-–—….!！。"
FIRST_PUBLISHED = "where the article was published first"
_WHOLE = {
    "navigation": "web navigation",
    "reading_time": "reading time",
    "counters": "a counter of the web page",
    "social": "links to social media",
    "calls": "an invitation of the web page",
    "footer": "the web page's footer",
    "comments": "the web page's comments",
    "cookies": "cookie notice",
}
"""What a line may be as a whole, and how that is reported."""
_OPENING = {
    "frame": "the web page's frame",
    "cookies": "cookie notice",
    "calls": "an invitation of the web page",
    "phrases": FIRST_PUBLISHED,
    "comments": "the web page's comments",
}
"""What a line may begin with."""
REASONS = _WHOLE | _OPENING
"""What each kind of line is reported as."""
_LEAST = {"frame": 0, "phrases": 0, "cookies": 13, "calls": 24, "comments": 24}
"""Letters of an opening that says enough to stand before any words; a shorter one is taken as a whole line."""


def junk_reason(line: str) -> str:
    """Say in plain words why a line is the web page's own, in whatever language; empty where it is not known to be.

    It looks at the line alone: the caller knows whether it stands where a page's frame may be.
    """
    return REASONS.get(junk_kind(line), "")


def junk_kind(line: str) -> str:
    """Name the list of words that a line is known by, such as "comments"; empty where it is in none."""
    if not line.strip() or len(line) > LONGEST:
        return ""
    text = _plain(line)
    if kind := _kinds().get(text):
        return kind
    for kind, openings, forms in _beginnings():
        if text.startswith(openings) or any(form.match(text) for form in forms):
            return kind
    return ""


def is_reading_time_or_counter(line: str) -> bool:
    """Tell whether a line, or a piece of one, is nothing but a reading time or a counter."""
    return any(_plain(line) in _whole(kind) for kind in ("reading_time", "counters"))


def _plain(line: str) -> str:
    """Write a line without spaces, marks at its ends and figures: "12 Shares" and "12shares" are one."""
    return _narrow(line).strip(_MARKS)


def _narrow(line: str) -> str:
    return "".join(_NUMBER.sub("{n}", line.casefold().translate(_NARROW)).split())


@cache
def _whole(kind: str) -> frozenset[str]:
    return frozenset(map(_plain, _entries(kind)))


@cache
def _kinds() -> dict[str, str]:
    """Give the kind of each line that is known as a whole; what is in two lists is of the first."""
    return {entry: kind for kind in reversed(_WHOLE) for entry in _whole(kind)}


@cache
def _beginnings() -> list[tuple[str, tuple[str, ...], tuple[re.Pattern[str], ...]]]:
    """Give each kind of line that is known by its beginning, with the beginnings."""
    return [(kind, _openings(kind), _forms(kind)) for kind in _OPENING]


@cache
def _openings(kind: str) -> tuple[str, ...]:
    """Give the openings of a kind that say enough; a Chinese character says as much as two letters."""
    sizes = {entry: sum(2 if letter > "\u2e80" else 1 for letter in entry) for entry in _entries(kind)}
    said = (entry for entry, size in sizes.items() if size >= _LEAST[kind] and "{x}" not in entry)
    # The mark after "Home /" is all that tells it from any word that begins so.
    return tuple(_narrow(entry).lstrip(_MARKS) for entry in said)


@cache
def _forms(kind: str) -> tuple[re.Pattern[str], ...]:
    """Give the openings that hold words of their own: "The post {x} appeared first on"."""
    held = (_plain(entry).split("{x}") for entry in _entries(kind) if "{x}" in entry)
    return tuple(re.compile(".+".join(map(re.escape, parts))) for parts in held)


def _entries(kind: str) -> list[str]:
    tables: list[Junk] = [language.junk for language in known_languages().values()]
    return [entry for table in tables for entry in getattr(table, kind)]
