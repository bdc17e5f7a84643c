"""sources/glossary.toml and the table [glossary] of clinic.toml: what else is wrong than a value by itself."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import normalize

from ..model import Term, one_line
from .labels import LANGUAGE

_MARGINS = ("letter", "a4", "greyscale", "binder", "epub", "kobo", "kindle", "bundle")
"""The editions that have room beside the text, or notes in its place."""
_LONGEST_TERM, _LONGEST_WORDS = 60, 300
"""Letters."""


def taken_together(values: Mapping[str, Any], language: str) -> Term:
    """Make a term of its values; `language` is the clinic's, which it is for where it names none."""
    term = _plain(values["term"])
    also = dict.fromkeys(_plain(form) for form in values["also"])
    return Term(
        term,
        _plain(values["plain"]),
        tuple(form for form in also if form and form != term),
        values["languages"] or (language,),
    )


def _plain(text: str) -> str:
    return normalize("NFC", one_line(text))


def term_mistakes(term: Term, known: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Give what is wrong with a term that stands after those with `known` keys: (key, what)."""
    for key, forms in (("term", (term.term,)), ("also", term.also)):
        for form in filter(None, forms):
            if not re.search(r"[^\W\d_]", form):
                yield key, f'"{form}" has no letter; write a word'
            elif len(form) > _LONGEST_TERM:
                yield key, f'"{form[:30]}…" is longer than {_LONGEST_TERM} letters; write a word or a few'
            elif twice := _known_as(form, term, known):
                yield key, twice
    if term.plain and term.plain.casefold() in map(str.casefold, term.forms):
        yield "plain", f'"{term.plain}" is the term itself; say what it means in everyday words'
    if len(term.plain) > _LONGEST_WORDS:
        yield "plain", f"is longer than {_LONGEST_WORDS} letters; a sentence is enough"
    for tag in term.languages:
        if not LANGUAGE.fullmatch(tag):
            yield "languages", f'has "{tag}", which is no language tag, such as en, es or pt-BR'


def keys_of(term: Term) -> Iterator[tuple[str, str]]:
    """Give what no other term may have: a language and a form, in lower case."""
    return ((tag.casefold(), form.casefold()) for tag in term.languages for form in term.forms)


def _known_as(form: str, term: Term, known: set[tuple[str, str]]) -> str:
    shared = next((tag for tag in term.languages if (tag.casefold(), form.casefold()) in known), "")
    return f'"{form}" stands here a second time for {shared}; keep one entry' if shared else ""


def form_mistakes(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give what is wrong with the lists of editions in clinic.toml: (key, what)."""
    roomless = [name for name in values["glossary.margin"] if name not in _MARGINS]
    if roomless:
        yield (
            "glossary.margin",
            f'has "{roomless[0]}", whose pages have no room beside the text; '
            f"write it under end. Those with room are {', '.join(_MARGINS)}",
        )
    named: dict[str, str] = {}
    for key in ("glossary.margin", "glossary.end", "glossary.off"):
        for name in values[key]:
            if name in named:
                yield key, f'has "{name}", which stands under {named[name]} too; keep one of them'
            named.setdefault(name, key.removeprefix("glossary."))
