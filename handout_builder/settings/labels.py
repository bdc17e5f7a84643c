"""layouts/labels.toml: words that a clinic prints otherwise, and languages that it adds."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from ..labels import ENGLISH, is_of_site, key_of, shipped, site_words_for, words_for
from ..model import UNSEEN
from .place import Place, load

LABELS_FILE = "layouts/labels.toml"

Words = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language tag (BCP 47), as far as people write them."""

_MAY_BE_EMPTY = ("page",)


def load_labels(folder: Path, mistakes: list[str]) -> Words:
    """Read a clinic's own words: the key of each language with its words. Mistakes are added to `mistakes`."""
    raw, lines = load(folder / LABELS_FILE, LABELS_FILE, mistakes)
    # The shipped words are parsed only where there are others to hold against them.
    if not raw:
        return ()
    place = Place(LABELS_FILE, "", lines, mistakes)
    before = len(mistakes)
    tables: dict[str, dict[str, str]] = {}
    for tag, table in raw.items():
        if what := _tag_mistake(tag, table, tables):
            place.add(tag, what)
        else:
            tables[key_of(tag)] = dict(_words(tag, table, place))
    if len(mistakes) == before:
        for tag in raw:
            _tell_missing(tag, tables, place)
    return tuple((key, tuple(sorted(words.items()))) for key, words in sorted(tables.items()))


def _tag_mistake(tag: str, table: object, known: dict[str, dict[str, str]]) -> str:
    if not isinstance(table, dict):
        return f"stands in no language; write a line such as [{ENGLISH}] above it"
    if not LANGUAGE.fullmatch(tag):
        return "is no language tag; write one such as [pl] or [pt-BR]"
    return "stands here a second time; keep one table" if key_of(tag) in known else ""


def _words(tag: str, table: dict[str, object], place: Place) -> Iterator[tuple[str, str]]:
    """Give the words of a table that are right; note the others."""
    english = shipped()[ENGLISH]
    for name, word in table.items():
        if name not in english:
            place.add(f"{tag}.{name}", f"is none of the words; {_guess(name)}")
        elif not isinstance(word, str):
            place.add(f"{tag}.{name}", f'must be text in quotes, such as {name} = "{english[name]}"')
        elif what := _mistake(name, word, english[name]):
            place.add(f"{tag}.{name}", what)
        else:
            yield name, UNSEEN.sub(" ", word)


def _guess(name: str) -> str:
    known = shipped()[ENGLISH]
    guess = get_close_matches(name.casefold(), known, 1, 0.6)
    return f"did you mean {guess[0]}?" if guess else f"known are: {', '.join(known)}"


def _mistake(name: str, word: str, english: str) -> str:
    if not word.strip() and name not in _MAY_BE_EMPTY:
        return f'must not be empty; in English it is "{english}"'
    wanted = english.count("{}")
    if word.count("{}") != wanted or re.search(r"[{}]", word.replace("{}", "")):
        times = {1: "once", 2: "twice"}.get(wanted, f"{wanted} times")
        return f'must have {{}} {times}, as in "{english}"' if wanted else "must have no { or }"
    return ""


def _tell_missing(tag: str, tables: dict[str, dict[str, str]], place: Place) -> None:
    """Note what a new language has no words for, with the English ones."""
    own = tables[key_of(tag)]
    known = own.keys() | words_for(tag, tables).keys()
    # The download page stays English in a language that has none of its words.
    is_whole = bool(site_words_for(tag, tables)) or not any(map(is_of_site, own))
    missing = [
        f'{name} ("{word}")'
        for name, word in shipped()[ENGLISH].items()
        if name not in known and not (is_whole and is_of_site(name))
    ]
    if missing:
        place.add(tag, f"is a new language, which needs all words; missing are: {', '.join(missing)}")
