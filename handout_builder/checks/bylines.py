"""Who signs: whether it is somebody whom the clinic's directory knows, and as it knows them (family B)."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from ..model import Article, Byline, Clinic, Finding, plain_name
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
RULES = (UNKNOWN, OTHER_LETTERS)


def check_bylines(article: Article, clinic: Clinic, today: date) -> Iterator[Finding]:  # noqa: ARG001 - as every check
    """Hold each byline against the clinic's directory; a clinic without one is told nothing."""
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


def _plain(credentials: tuple[str, ...]) -> set[str]:
    return {re.sub(r"[\W_]", "", letters).casefold() for letters in credentials}
