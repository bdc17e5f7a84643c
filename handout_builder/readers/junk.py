"""A web page's own lines: reading times, counters, notices, invitations and what stands around an article."""

import re
from functools import cache

from .languages.tables import Junk, known_languages

LONGEST = 300
"""Characters of the longest line that is looked at."""

_NUMBER = r"[\d٠-٩][\d٠-٩.,]*\s?[km万千]?"
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
_LEAST = {"frame": 0, "phrases": 0, "cookies": 13, "calls": 24, "comments": 24}
"""Letters of an opening that says enough to stand before any words; a shorter one is taken as a whole line."""


def junk_reason(line: str) -> str:
    """Say in plain words why a line is the web page's own, in whatever language; empty where it is not known to be.

    It looks at the line alone: the caller knows whether it stands where a page's frame may be.
    """
    text = _plain(line)
    if not text or len(text) > LONGEST:
        return ""
    for kind, reason in _WHOLE.items():
        if _whole(kind).fullmatch(text):
            return reason
    return next((reason for kind, reason in _OPENING.items() if _opening(kind).match(text)), "")


def is_reading_time_or_counter(line: str) -> bool:
    """Tell whether a line, or a piece of one, is nothing but a reading time or a counter."""
    return any(_whole(kind).fullmatch(_plain(line)) for kind in ("reading_time", "counters"))


def _plain(line: str) -> str:
    return " ".join(line.casefold().replace("：", ":").replace("（", "(").replace("）", ")").split()).strip(
        " ←→<>«»|·•-–—…"
    )


@cache
def _whole(kind: str) -> re.Pattern[str]:
    forms = "|".join(map(_form, sorted(set(_entries(kind)), key=len, reverse=True)))
    return re.compile(rf"(?:{forms})[.!…]?")


@cache
def _opening(kind: str) -> re.Pattern[str]:
    """Build the openings of a kind; a Chinese character says as much as two letters."""
    sizes = {entry: sum(2 if letter > "\u2e80" else 1 for letter in _plain(entry)) for entry in _entries(kind)}
    long = [entry for entry, size in sizes.items() if size >= _LEAST[kind]]
    return re.compile("|".join(map(_form, sorted(long, key=len, reverse=True))) or r"(?!)")


def _form(entry: str) -> str:
    # Chinese and Japanese are written with and without spaces around a number.
    parts = [re.escape(part).replace(r"\ ", r"\s?") for part in re.split(r"\{[nx]\}", _plain(entry))]
    holes = [r"\s?" + _NUMBER + r"\s?" if hole == "{n}" else ".+" for hole in re.findall(r"\{[nx]\}", entry)]
    return "".join(part + hole for part, hole in zip(parts, [*holes, ""], strict=True))


def _entries(kind: str) -> list[str]:
    tables: list[Junk] = [language.junk for language in known_languages().values()]
    return [entry for table in tables for entry in getattr(table, kind)]
