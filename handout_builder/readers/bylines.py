"""Bylines: who wrote and who reviewed, with credentials and roles."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from ..model import Byline, Clinician, Part, plain_name
from .languages import Language

LONGEST = 240
"""Characters of the longest line taken for a byline."""

_PARTICLES = frozenset(
    "al ap bin da das de del della den der di do dos du el ibn la las le lo los san ten ter van von y".split()
)
_NAME_WORD = re.compile(r"(?:[^\W\d_]\.?|[^\W\d_][^\W\d_]*(?:[-'’.][^\W\d_]+)*\.?)")
_PRONOUNS = re.compile(r"\(\s*(?:she|he|they|ze|any|ella|él|elle)\b[^)]*\)", re.IGNORECASE)


@cache
def credentials() -> dict[str, str]:
    """Give every credential we know, by its letters alone in upper case, with its family."""
    text = (files(__package__) / "credentials.txt").read_text("utf-8")
    families = (line.split(":", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return {_letters(word): family for family, words in families for word in words.split()}


def parse_byline(line: str, words: Language, people: Sequence[Clinician] = ()) -> tuple[Byline, ...]:
    """Read a line as a byline; empty where it is none.

    Without a word such as "By" before it, each name must be followed by a credential or be in `people`:
    nothing is guessed from words that can be ordinary words.
    """
    text = " ".join(line.split()).strip(" |·•—–-")
    if not text or len(text) > LONGEST:
        return ()
    part, rest = _credit(text, words)
    bylines = _people(rest, words, part or "author", people)
    if part is None and not all(byline.credentials or _is_known(byline.name, people) for byline in bylines):
        return ()
    return tuple(as_clinician(byline, people) for byline in bylines)


def parse_author(text: str, words: Language, part: Part, people: Sequence[Clinician] = ()) -> Byline:
    """Read an author named in front matter: a name and perhaps credentials; any name will do."""
    text = " ".join(text.split())
    credit, rest = _credit(text, words)
    found = _people(rest, words, credit or part, people)
    if len(found) == 1:
        return as_clinician(found[0], people)
    name, *after = [piece.strip() for piece in rest.split(",")]
    return as_clinician(Byline(name, tuple(piece for piece in after if piece), part=part), people)


def as_clinician(byline: Byline, people: Sequence[Clinician]) -> Byline:
    """Give a person of clinicians.toml the credentials and role that stand there, unless the byline has its own."""
    person = known_person(byline.name, people)
    if person is None:
        return byline
    return replace(byline, credentials=byline.credentials or person.credentials, role=byline.role or person.role)


def known_person(name: str, people: Sequence[Clinician]) -> Clinician | None:
    """Find a clinician by name, whatever the titles, pronouns and capitals."""
    return next((person for person in people if plain_name(person.name) == plain_name(name)), None)


def _is_known(name: str, people: Sequence[Clinician]) -> bool:
    return known_person(name, people) is not None


def _letters(word: str) -> str:
    return re.sub(r"[^\w/-]", "", word).upper()


def _credit(text: str, words: Language) -> tuple[Part | None, str]:
    """Take the words before the name off, and say what they mean."""
    for label in sorted(words.credits, key=len, reverse=True):
        # "By Jane", but only "Author: Jane": there are people called Author.
        after = r"\s*:\s*|\s+" if label.split()[-1] in ("by", "por", "de") else r"\s*:\s*"
        if text.casefold().startswith(label) and re.match(after, text[len(label) :]):
            return words.credits[label], text[len(label) :].lstrip(" :")
    return None, text


def _people(text: str, words: Language, part: Part, people: Sequence[Clinician]) -> tuple[Byline, ...]:
    found: list[Byline] = []
    joiners = "|".join(re.escape(joiner) for joiner in words.joiners)
    for group in re.split(rf"\s*;\s*|,?\s+(?:{joiners})\s+", text):
        pieces = [piece.strip() for piece in group.split(",") if piece.strip()]
        for index, piece in enumerate(pieces):
            letters = _credentials_of(piece) if index else ()
            if letters and found:
                found[-1] = replace(found[-1], credentials=found[-1].credentials + letters)
            elif index and _is_role(piece, words):
                found[-1] = replace(found[-1], role=f"{found[-1].role}, {piece}".lstrip(", "))
            elif named := _named(piece, words, part, people):
                found.append(named)
            else:
                return ()
    return tuple(found)


def _named(piece: str, words: Language, part: Part, people: Sequence[Clinician]) -> Byline | None:
    """Read a name, perhaps with credentials after it and no comma between."""
    tokens = piece.split()
    after: list[str] = []
    while (
        len(tokens) > 2
        and credentials().get(_letters(tokens[-1]), "ambiguous") != "ambiguous"
        and _is_capitals(tokens[-1])
    ):
        after.insert(0, tokens.pop())
    name = " ".join(tokens)
    if _is_known(name, people) or _is_name(name, words):
        return Byline(name, tuple(after), part=part)
    return None


def _is_name(text: str, words: Language) -> bool:
    tokens = [token for token in _PRONOUNS.sub("", text).split() if token.casefold() not in words.honorifics]
    if not 2 <= len(tokens) <= 6 or len(text) > 60:
        return False
    if not all(_NAME_WORD.fullmatch(token) for token in tokens):
        return False
    if any(token.casefold() in words.common and token.casefold() not in _PARTICLES for token in tokens):
        return False
    return all(token[0].isupper() or not token[0].islower() or token in _PARTICLES for token in tokens)


def _is_role(piece: str, words: Language) -> bool:
    lower = f" {piece.casefold()} "
    return len(piece.split()) <= 8 and any(f" {role} " in lower.replace("-", " ") for role in words.roles)


def _is_capitals(word: str) -> bool:
    return sum(letter.isupper() for letter in word) >= 2


def _credentials_of(piece: str) -> tuple[str, ...]:
    """Split `PhD LPCC` or `PsyD/LP` into credentials as written; empty where a word is none."""
    whole = _letters(piece.replace(" ", ""))
    if whole in credentials() and _is_capitals(piece):
        return (piece,)
    found = tuple(re.split(r"[\s/]+", piece))
    if all(_letters(word) in credentials() and _is_capitals(word) for word in found):
        return found
    return ()
