"""What follows a name in a byline, piece by piece: credentials, pronouns, Jr., a role."""

import re
from dataclasses import dataclass, replace

from ..model import Byline
from .credentials import credential_words, credentials_of, is_known, is_shaped, is_where_held
from .languages import Language, known_languages
from .names import Weight, is_cjk, weigh_name

_BRACKETS = "(（["


@dataclass(frozen=True)
class Person:
    """Somebody named in a byline, and what of it was told by its shape alone."""

    byline: Byline
    guessed: tuple[str, ...] = ()
    """Credentials that are not in the list."""
    is_certain: bool = True
    """Whether the name is one for sure."""


def followed_by(person: Person, piece: str, words: Language) -> Person | None:
    """Add what a piece after a comma, or in brackets, says of the person; None where it says nothing of a person."""
    byline = person.byline
    is_bracket = piece[0] in _BRACKETS
    after = piece.strip("()（）[] ") if is_bracket else piece
    if is_bracket and byline.credentials and not byline.role and is_where_held(after, words):
        changed = _with_bracket(byline, piece)
    elif letters := credentials_of(after, words):
        changed = replace(byline, credentials=byline.credentials + letters)
    elif is_pronouns(after, words):
        changed = _with_pronouns(byline, piece)
    elif is_suffix(after, words):
        changed = replace(byline, name=f"{byline.name}, {after}")
    elif is_role(after, words):
        changed = replace(byline, role=f"{byline.role}, {after}".lstrip(", "))
    else:
        return None
    return replace(person, byline=changed)


def followed_by_unknown(person: Person, piece: str, words: Language) -> Person | None:
    """Add a piece that has a credential's shape, though it is not in the list; None where it has another."""
    byline = person.byline
    is_bracket = piece[0] in _BRACKETS
    after = piece.strip("()（）[] ") if is_bracket else piece
    if not is_shaped(after, words, in_capitals=byline.name.isupper()):
        return None
    if is_bracket and byline.credentials and not byline.role:
        return replace(person, byline=_with_bracket(byline, piece), guessed=(*person.guessed, after))
    found = credential_words(after)
    unknown = [word for word in found if not is_known(word)]
    return replace(
        person, byline=replace(byline, credentials=byline.credentials + found), guessed=(*person.guessed, *unknown)
    )


def _with_bracket(byline: Byline, bracket: str) -> Byline:
    """Keep a bracket with the credential that it stands after."""
    *letters, last = byline.credentials
    return replace(byline, credentials=(*letters, f"{last} {bracket}"))


def _with_pronouns(byline: Byline, piece: str) -> Byline:
    """Keep pronouns where they stand: after the name, or after the credentials."""
    if byline.credentials:
        return replace(byline, pronouns=piece)
    return replace(byline, name=f"{byline.name} {piece}" if piece[0] in _BRACKETS else f"{byline.name}, {piece}")


def is_role(piece: str, words: Language) -> bool:
    """Tell a role or a profession, such as Clinical Director."""
    if is_cjk(piece):
        return len(piece) <= 24 and any(role in piece for role in words.byline.roles) and not _is_titled(piece, words)
    lower = f" {piece.casefold().replace('-', ' ')} "
    roles = (*words.byline.roles, *known_languages()["en"].byline.roles)
    return len(piece.split()) <= 10 and any(f" {role} " in lower for role in roles)


def _is_titled(piece: str, words: Language) -> bool:
    """Tell a name with its title, 李博士, from a degree or a profession, 临床心理学博士."""
    title = max((role for role in words.byline.roles if piece.endswith(role)), key=len, default="")
    name = piece.removesuffix(title)
    is_short = len(name.replace(" ", "")) <= (3 if words.tag == "zh" else 5)
    return name in words.family or (bool(name) and is_short and weigh_name(name, words) >= Weight.PLAUSIBLE)


def role_apart(piece: str, words: Language) -> list[str]:
    """Part a Chinese or Japanese name from the role after a space: 林雅文 諮商心理師; a title such as 先生 stays."""
    tokens = piece.split() if is_cjk(piece) else []
    for n in range(1, len(tokens)):
        roles = tokens[n:]
        if all(is_role(token, words) and token not in words.byline.honorifics for token in roles):
            return [" ".join(tokens[:n]), " ".join(roles)]
    return [piece]


def is_suffix(piece: str, words: Language) -> bool:
    """Tell Jr. and its like."""
    return piece.casefold() in words.byline.suffixes


def is_pronouns(piece: str, words: Language) -> bool:
    """Tell pronouns, such as she/her."""
    first = re.split(r"[/\s]", piece.casefold())[0]
    return "/" in piece and first in {*words.byline.pronouns, *known_languages()["en"].byline.pronouns}
