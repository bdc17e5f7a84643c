"""The language that a file's name tells: `sleep.es.md` is the Spanish one beside `sleep.md`."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..model import Finding
from .languages import guess_language, known_languages

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")
_NO_LANGUAGE = ("und", "mul", "mis", "zxx", "root")


@dataclass(frozen=True)
class NamedLanguage:
    """What stands before a file's ending."""

    stem: str
    """The name without the tag."""
    tag: str = ""
    """As BCP 47 writes it; empty where the name tells no language."""
    name: str = ""
    """The language's English name, for messages."""


def named_language(path: Path) -> NamedLanguage:
    """Tell the language in a file's name: its last part between dots, where that is a tag of a known language."""
    stem, dot, part = path.stem.rpartition(".")
    if not dot or not stem or not _TAG.fullmatch(part):
        return NamedLanguage(path.stem)
    tag = _written(part)
    name = _english_name(tag)
    return NamedLanguage(stem, tag, name) if name else NamedLanguage(path.stem)


def choose_language(named: NamedLanguage, stated: str, text: str, default: str) -> tuple[str, bool, list[Finding]]:
    """Give an article's language, whether the file's name tells it, and what a person should know of that.

    `stated` is the language that the article itself states, if it does; it wins over its file's name. `default`
    is the language that holds where nothing tells.
    """
    if not named.tag:
        return stated or guess_language(text, default), False, []
    if stated:
        # A tag that is a word or a number too, such as ii or no, is not made a language against what is stated.
        is_named = _first(named.tag) in {_first(stated), *known_languages()}
        return stated, is_named, _contradiction(named, stated) if is_named else []
    read_as = guess_language(text, named.tag)
    if _first(read_as) == _first(named.tag):
        return named.tag, True, []
    if _first(named.tag) in known_languages():
        return named.tag, True, [_doubt(named, read_as)]
    return (named.tag, True, []) if _first(read_as) != _first(default) else (read_as, False, [_no_language(named)])


def _contradiction(named: NamedLanguage, stated: str) -> list[Finding]:
    if _first(stated) == _first(named.tag):
        return []
    message = (
        f'the file\'s name says "{named.tag}" ({named.name}), its front matter "{stated}", which was taken. '
        "Rename the file or correct the front matter."
    )
    return [Finding("L101", message, 1)]


def _doubt(named: NamedLanguage, read_as: str) -> Finding:
    message = (
        f'the file\'s name says "{named.tag}" ({named.name}), which was taken, but its words look like "{read_as}". '
        "Look whether it is the right file."
    )
    return Finding("L102", message)


def _no_language(named: NamedLanguage) -> Finding:
    message = (
        f'".{named.tag}" in the file\'s name was taken for a part of the name, not for {named.name}: the words are in '
        f'another language. If it is {named.name}, put "language: {named.tag}" at the top.'
    )
    return Finding("L103", message, advice=False)


def _first(tag: str) -> str:
    return tag.split("-")[0].casefold()


def _written(part: str) -> str:
    """Write a tag as BCP 47 does: pt-BR, zh-Hans."""
    first, *more = re.split("[-_]", part)
    return "-".join([first.lower(), *(each.title() if len(each) == 4 else each.upper() for each in more)])


@cache
def _english_name(tag: str) -> str:
    """Give a tag's English name; empty where one of its parts is unknown."""
    # A slow import, and few files have such names.
    from babel import Locale

    english = Locale("en")
    first, *more = tag.split("-")
    places = {**english.scripts, **english.territories}
    if first in _NO_LANGUAGE or first not in english.languages or not all(part in places for part in more):
        return ""
    return str(english.languages[first])
