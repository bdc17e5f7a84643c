"""The words of each language, from one readable file a language, and the guess which language a text is in."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ...model import Part


@dataclass(frozen=True)
class Language:
    """The words by which bylines, dates and a web page's leftovers are known, all in lower case."""

    tag: str
    common: frozenset[str]
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    credits: dict[str, Part]
    """Words before a name, and what the person did."""
    joiners: tuple[str, ...]
    honorifics: frozenset[str]
    roles: tuple[str, ...]
    published: tuple[str, ...]
    reviewed: tuple[str, ...]
    navigation: frozenset[str]
    frame: tuple[str, ...]
    """How lines begin that belong to a page's frame."""


@cache
def language_words(tag: str) -> Language:
    """Give the words of a language; English where there is no file for it."""
    return known_languages().get(tag.split("-")[0].casefold()) or known_languages()["en"]


@cache
def navigation_words() -> frozenset[str]:
    """Give the navigation words of all languages: a page's frame is often in another one than its article."""
    return frozenset().union(*(language.navigation for language in known_languages().values()))


@cache
def frame_openings() -> tuple[str, ...]:
    """Give the openings of a page frame's lines in all languages."""
    return tuple(opening for language in known_languages().values() for opening in language.frame)


@cache
def known_languages() -> dict[str, Language]:
    """Give every language that has a file, by its tag."""
    found = (file for file in files(__name__).iterdir() if file.name.endswith(".toml"))
    return {file.name[:-5]: _load(file.name[:-5], file.read_text("utf-8")) for file in found}


def _load(tag: str, text: str) -> Language:
    raw = tomllib.loads(text)
    byline = raw["byline"]
    parts: tuple[Part, ...] = ("author", "reviewer", "editor")
    return Language(
        tag=tag,
        common=frozenset(raw["common"]),
        months=tuple(raw["months"]),
        short_months=tuple(raw["short_months"]),
        credits={words: part for part in parts for words in byline[part]},
        joiners=tuple(byline["and"]),
        honorifics=frozenset(byline["honorifics"]),
        roles=tuple(byline["roles"]),
        published=tuple(raw["dates"]["published"]),
        reviewed=tuple(raw["dates"]["reviewed"]),
        navigation=frozenset(raw["junk"]["navigation"]),
        frame=tuple(raw["junk"]["frame"]),
    )


_SCRIPTS = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u4e00-\u9fff"),
    ("he", "\u0590-\u05ff"),
    ("ar", "\u0600-\u06ff"),
    ("el", "\u0370-\u03ff"),
    ("ru", "\u0400-\u04ff"),
    ("hi", "\u0900-\u097f"),
    ("th", "\u0e00-\u0e7f"),
)

_OTHER_SCRIPT = re.compile(f"[{''.join(letters for _, letters in _SCRIPTS)}]")


def guess_language(text: str, default: str) -> str:
    """Guess a text's language from its script and its short words; `default` where neither tells."""
    sample = text[:4_000]
    if _OTHER_SCRIPT.search(sample):
        letters = len(re.findall(r"[^\W\d_]", sample))
        for tag, letters_of_script in _SCRIPTS:
            if len(re.findall(f"[{letters_of_script}]", sample)) > letters / (10 if tag == "ja" else 3):
                return tag
    counts = Counter(re.findall(r"[^\W\d_]+", sample.casefold()))
    scores = {tag: sum(counts[word] for word in language.common) for tag, language in known_languages().items()}
    best = max(scores, key=lambda tag: (scores[tag], tag == default.split("-")[0]))
    if scores[best] < max(3, counts.total() / 10) or best == default.split("-")[0]:
        return default
    return best
