"""Who signs: whether it is somebody whom the clinic's directory knows, and as it knows them (family B)."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from ..model import Article, Byline, Clinic, Finding, plain_name
from ..model.credentials import PLACES, families, letters_of, near_credential
from .language.frequency import zipf
from .rules import Rule

UNKNOWN = Rule(
    "B201",
    "A name that is not in the clinic's directory",
    "Correct the name, or add the person to sources/clinicians.toml; their bio then closes the article.",
    "CMS Toolkit: a handout says who produced it",
)
OTHER_LETTERS = Rule(
    "B202",
    "Other credentials than in the clinic's directory",
    "Correct those that are out of date, here or in sources/clinicians.toml.",
    "CMS Toolkit: a handout says who produced it",
)
UNLISTED = Rule(
    "B203",
    "Letters after a name that are no known credential",
    "Correct them. If they are right, excuse them at the top of the article and say what they stand for.",
    "CMS Toolkit: a handout says who produced it, and a patient can look up what the letters say",
)
RULES = (UNKNOWN, OTHER_LETTERS, UNLISTED)

_TITLES = frozenset("CEO CFO COO CTO CMO CNO EVP SVP VP HR JR SR".split())
"""Letters after a name that are an office, or a part of the name."""
_LONGEST = 8
"""Letters of what may be a credential; more are rather a word in capitals."""
_ADDITION = 4
"""Letters of what states and boards add to a credential after a hyphen."""
_EVERYDAY = 3.5
"""Zipf frequency from which letters are rather a word in capitals, such as a role."""


def check_bylines(article: Article, clinic: Clinic, today: date) -> Iterator[Finding]:  # noqa: ARG001 - as every check
    """Hold each byline against the clinic's directory, if there is one, and its letters against those that we know."""
    # Of those that it took for credentials by their shape, the reader told.
    told = " ".join(finding.message for finding in article.findings if finding.code == "B103")
    unlisted = dict.fromkeys(word for byline in article.bylines for word in _unlisted(byline))
    for word in unlisted:
        if f'"{word}"' not in told:
            guess = near_credential(word)
            yield UNLISTED.found(f"no known credential{f' (did you mean {guess}?)' if guess else ''}", word)
    people = {plain_name(person.name): person for person in clinic.clinicians}
    for byline in article.bylines if people else ():
        person = people.get(plain_name(byline.name))
        if person is None:
            yield from _unknown(byline, {name: one.name for name, one in people.items()}, clinic)
        elif byline.credentials and person.credentials and _plain(byline.credentials) != _plain(person.credentials):
            listed = ", ".join(person.credentials)
            message = f"the directory says {person.name}, {listed}; the article"
            yield OTHER_LETTERS.found(message, byline.signature)


def _unknown(byline: Byline, names: dict[str, str], clinic: Clinic) -> Iterator[Finding]:
    guess = get_close_matches(plain_name(byline.name), names, 1, 0.8)
    if guess:
        yield UNKNOWN.found(f"the directory has no such name, but {names[guess[0]]}", byline.name)
    # Who reviews or edits may be from elsewhere, and a clinic may sign as a whole.
    elif byline.part == "author" and clinic.name.casefold() not in byline.name.casefold():
        yield UNKNOWN.found("the directory has no such name", byline.name)


def _unlisted(byline: Byline) -> Iterator[str]:
    """Give the letters of somebody that are in no list: not degrees in words, roles, states and register numbers."""
    for piece in byline.credentials:
        plain = re.sub(r"\s*[(（\[].*", "", piece)
        if re.search(r"\d\d|[#º]", plain) or letters_of(plain) in families():
            continue
        words = [word for word in re.split(r"[\s/;|]+", plain) if word]
        yield from (word for word in words if _is_letters(word, alone=len(words) == 1) and not _is_listed(word))


def _is_letters(word: str, *, alone: bool) -> bool:
    """Tell letters from a word: mostly capitals, and not one that is said; beside others, none that could be said."""
    letters = re.sub(r"[\W\d_]", "", word)
    capitals = sum(letter.isupper() for letter in letters)
    if capitals < 2 or capitals * 2 < len(letters) or len(letters) > _LONGEST or not letters.isascii():
        return False
    if letters in PLACES or letters.upper() in _TITLES or re.fullmatch("[IVX]+", letters):
        return False
    can_be_said = letters.isupper() and re.search("[AEIOUY]", letters) is not None
    return "." in word or not can_be_said or (alone and zipf(letters.casefold()) < _EVERYDAY)


def _is_listed(word: str) -> bool:
    """Tell whether letters are known, by themselves or with a state's or a board's addition: LPC-X."""
    base, _, addition = letters_of(word).partition("-")
    return letters_of(word) in families() or (base in families() and len(addition) <= _ADDITION)


def _plain(credentials: tuple[str, ...]) -> set[str]:
    return {re.sub(r"[\W_]", "", letters).casefold() for letters in credentials}
