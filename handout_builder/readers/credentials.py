"""What follows a clinician's name: letters (the list is data: credentials.txt), roles, pronouns."""

import re
from functools import cache
from importlib.resources import files

from .languages import Language, known_languages
from .names import is_cjk

_STATES = frozenset("CT DC DE LA MA MD ME MS MT NC ND OD PA RI SC SD".split())
"""Letters that are a state too: "Boston, MA"."""


@cache
def credentials() -> dict[str, str]:
    """Give every credential we know, by its letters alone in upper case, with its family."""
    text = (files(__package__) / "credentials.txt").read_text("utf-8")
    families = (line.split(":", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return {_letters(word): family for family, words in families for word in words.split()}


def credentials_of(piece: str, words: Language) -> tuple[str, ...]:
    """Split `PhD LPCC` or `PsyD/LP` into credentials as written; empty where a word is none.

    "MFT Associate" and "MA in Counseling" are one each.
    """
    plain = re.sub(r"\s*\([^)]*\)$", "", piece)
    whole = _letters(plain.replace(" ", ""))
    if whole in credentials() and _is_capitals(plain):
        return (piece,)
    first, _, rest = plain.replace("-", " ", 1).partition(" ") if "-" in plain else plain.partition(" ")
    is_first = _letters(first) in credentials() and _is_capitals(first)
    if is_first and (rest.casefold() in words.byline.qualifiers or rest.casefold().startswith("in ")):
        return (piece,)
    found = tuple(re.split(r"[\s/]+", plain))
    if all(_letters(word) in credentials() and _is_capitals(word) for word in found):
        return found
    return ()


def credential_at_end(piece: str) -> tuple[str, tuple[str, ...]]:
    """Part a name from credentials that follow it without a comma: "Jane Roe PhD"."""
    tokens = piece.split()
    after: list[str] = []
    while len(tokens) > 2 and _is_capitals(tokens[-1]):
        if credentials().get(_letters(tokens[-1]), "ambiguous") == "ambiguous":
            break
        after.insert(0, tokens.pop())
    return " ".join(tokens), tuple(after)


def is_state_only(letters: tuple[str, ...]) -> bool:
    """Tell whether what follows a name may be a state after a town."""
    return len(letters) == 1 and letters[0] in _STATES


def is_role(piece: str, words: Language) -> bool:
    """Tell a role or a profession, such as Clinical Director."""
    if is_cjk(piece):
        return len(piece) <= 24 and any(role in piece for role in words.byline.roles)
    lower = f" {piece.casefold().replace('-', ' ')} "
    roles = (*words.byline.roles, *known_languages()["en"].byline.roles)
    return len(piece.split()) <= 10 and any(f" {role} " in lower for role in roles)


def is_suffix(piece: str, words: Language) -> bool:
    """Tell Jr. and its like."""
    return piece.casefold() in words.byline.suffixes


def is_pronouns(piece: str, words: Language) -> bool:
    """Tell pronouns, such as she/her."""
    first = re.split(r"[/\s]", piece.casefold())[0]
    return "/" in piece and first in {*words.byline.pronouns, *known_languages()["en"].byline.pronouns}


def _letters(word: str) -> str:
    return re.sub(r"[^\w/-]", "", word).upper()


def _is_capitals(word: str) -> bool:
    return sum(letter.isupper() for letter in word) >= 2
