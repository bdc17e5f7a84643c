"""The words of each language, from one readable file a language."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ...model import Part


@dataclass(frozen=True)
class DateWords:
    """The words of dates, in lower case."""

    months: dict[str, int]
    """Every name of a month, and its number."""
    weekdays: tuple[str, ...]
    order: str
    """What an all-number date begins with: day, month or year; empty where it may be day or month."""
    within: tuple[str, ...]
    before: tuple[str, ...]
    time: tuple[str, ...]
    labels: dict[str, str]
    """Words before a date, and what they date: published, reviewed or updated."""


@dataclass(frozen=True)
class BylineWords:
    """The words around names, in lower case."""

    faint: tuple[str, ...]
    """Words before a name that stand elsewhere too, such as "by"."""
    credits: dict[str, Part]
    """All other words before a name, and what the person did; with a colon where they need one."""
    uncredited: frozenset[str]
    """Words before those that make them credit something else than the text: "Photo by"."""
    joiners: tuple[str, ...]
    joined_prefix: str
    """An "and" that is written as one word with the name after it."""
    articles: tuple[str, ...]
    """Words that may stand before a title: "por la Dra. Ana Ruiz"."""
    honorifics: frozenset[str]
    suffixes: frozenset[str]
    roles: tuple[str, ...]
    qualifiers: tuple[str, ...]
    """Words after a credential that say how it is held: as an associate, or accredited."""
    groups: frozenset[str]
    """Words of a name that is no person's: Riverside Clinic Staff."""
    nobody: frozenset[str]
    """Who signs where nobody does: admin."""
    pronouns: tuple[str, ...]


@dataclass(frozen=True)
class BioWords:
    """The words that open a paragraph about an author, in lower case."""

    headings: frozenset[str]
    openings: tuple[str, ...]
    verbs: frozenset[str]


@dataclass(frozen=True)
class Junk:
    """A web page's own lines, in lower case; {n} stands for a number, {x} for any words."""

    navigation: frozenset[str]
    frame: tuple[str, ...]
    """How lines begin that belong to a page's frame."""
    reading_time: tuple[str, ...]
    counters: tuple[str, ...]
    cookies: tuple[str, ...]
    social: tuple[str, ...]
    calls: tuple[str, ...]
    phrases: tuple[str, ...]
    footer: tuple[str, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """The words by which bylines, dates and a web page's leftovers are known, all in lower case."""

    tag: str
    common: frozenset[str]
    """Words that are frequent here; no name but a particle is among them."""
    ordinary: frozenset[str]
    """Words of headings, health and institutions, months and weekdays, with the common ones."""
    endings: tuple[str, ...]
    """How ordinary words end."""
    given: frozenset[str]
    family: frozenset[str]
    """Family names, where they stand first."""
    surnames: frozenset[str]
    """Ordinary words that are family names too."""
    places: frozenset[str]
    dates: DateWords
    byline: BylineWords
    bio: BioWords
    junk: Junk
    simplified: str
    """Characters of one way of writing the language, and below of the other."""
    traditional: str


@cache
def language_words(tag: str) -> Language:
    """Give the words of a language; English where there is no file for it."""
    return known_languages().get(tag.split("-")[0].casefold()) or known_languages()["en"]


@cache
def known_languages() -> dict[str, Language]:
    """Give every language that has a file, by its tag."""
    found = sorted((file for file in files(__package__).iterdir() if file.name.endswith(".toml")), key=lambda f: f.name)
    return {file.name[:-5]: _load(file.name[:-5], tomllib.loads(file.read_text("utf-8"))) for file in found}


@cache
def navigation_words() -> frozenset[str]:
    """Give the navigation words of all languages: a page's frame is often in another one than its article."""
    return frozenset().union(*(language.junk.navigation for language in known_languages().values()))


@cache
def frame_openings() -> tuple[str, ...]:
    """Give the openings of a page frame's lines in all languages."""
    return tuple(opening for language in known_languages().values() for opening in language.junk.frame)


def _load(tag: str, raw: dict[str, Any]) -> Language:
    dates = _dates(raw["dates"])
    common = frozenset(raw["common"].split())
    calendar = {word for name in (*dates.months, *dates.weekdays) for word in name.split()}
    return Language(
        tag=tag,
        common=common,
        ordinary=common | frozenset(raw["ordinary"].split()) | calendar,
        endings=tuple(raw["endings"].split()),
        given=frozenset(raw["given"].split()),
        family=frozenset(raw.get("family", "").split()),
        surnames=frozenset(raw["surnames"].split()),
        places=frozenset(raw["places"]),
        dates=dates,
        byline=_byline(raw["byline"]),
        bio=BioWords(*(kind(raw["bio"][key]) for key, kind in _BIO.items())),
        junk=Junk(frozenset(raw["junk"]["navigation"]), *(tuple(raw["junk"][key]) for key in _JUNK)),
        simplified=raw.get("simplified", ""),
        traditional=raw.get("traditional", ""),
    )


_BIO = {"headings": frozenset, "openings": tuple, "verbs": frozenset}
_JUNK = ("frame", "reading_time", "counters", "cookies", "social", "calls", "phrases", "footer", "comments")


def _dates(raw: dict[str, Any]) -> DateWords:
    return DateWords(
        months={name: number for number, names in enumerate(raw["months"], 1) for name in names},
        weekdays=tuple(raw["weekdays"]),
        order=raw["order"],
        within=tuple(raw["within"]),
        before=tuple(raw["before"]),
        time=tuple(raw["time"]),
        labels={label: kind for kind in ("published", "reviewed", "updated") for label in raw[kind]},
    )


def _byline(raw: dict[str, Any]) -> BylineWords:
    parts: tuple[Part, ...] = ("author", "reviewer", "editor")
    return BylineWords(
        faint=tuple(raw["by"]),
        credits={words: part for part in parts for words in raw[part]},
        uncredited=frozenset(raw.get("uncredited", ())),
        joiners=tuple(raw["and"]),
        joined_prefix=raw.get("and_prefix", ""),
        articles=tuple(raw.get("articles", ())),
        honorifics=frozenset(raw["honorifics"]),
        suffixes=frozenset(raw["suffixes"]),
        roles=tuple(raw["roles"]),
        qualifiers=tuple(raw["qualifiers"]),
        groups=frozenset(raw["groups"]),
        nobody=frozenset(raw["nobody"]),
        pronouns=tuple(raw["pronouns"]),
    )
