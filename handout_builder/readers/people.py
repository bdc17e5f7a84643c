"""The people of clinicians.toml, found however their names are written."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from unicodedata import combining, normalize

from ..model import Byline, Clinician, plain_name
from .languages import language_words
from .names import name_words


def as_clinician(byline: Byline, people: Sequence[Clinician]) -> Byline:
    """Give a person of clinicians.toml the credentials and role that stand there, unless the byline has its own.

    A name written in another way, such as "J. Roe" or "jane roe", becomes the one that is printed.
    """
    person = known_person(byline.name, people)
    if person is None:
        return byline
    is_as_printed = plain_name(person.name) == plain_name(byline.name) and not byline.name.islower()
    return replace(
        byline,
        name=byline.name if is_as_printed and not byline.name.isupper() else person.name,
        credentials=byline.credentials or person.credentials,
        role=byline.role or person.role,
    )


def known_person(name: str, people: Sequence[Clinician]) -> Clinician | None:
    """Find a clinician by name: titles, capitals and accents apart, "Last, First", initials, a middle name left out.

    None where two clinicians would fit.
    """
    wanted = _parts(name)
    if not wanted or not people:
        return None
    for fits in (_is_same, _is_login, _is_shortened, _is_family_name):
        found = [person for person in people if fits(wanted, _parts(person.name), name)]
        if len({plain_name(person.name) for person in found}) == 1:
            return found[0]
        if found:
            return None
    return None


@lru_cache(4096)
def _parts(name: str) -> list[str]:
    """Give the words of a name in a plain form, first name first; remembered, since each line is held to all people."""
    last, comma, first = name.partition(",")
    ordered = f"{first} {last}" if comma and first.strip() else name
    plain = "".join(c for c in normalize("NFKD", ordered.casefold()) if not combining(c))
    _, words = name_words(plain, language_words("en"))
    return [
        word for word in (re.sub(r"[^\w-]", "", part) for part in " ".join(words).replace(".", ". ").split()) if word
    ]


def _is_same(wanted: list[str], known: list[str], _: str) -> bool:
    return "".join(wanted).replace("-", "") == "".join(known).replace("-", "") and len(wanted) > 1


def _is_login(wanted: list[str], known: list[str], name: str) -> bool:
    """Tell jane-roe, jane.roe and janeroe."""
    login = re.sub(r"[\W_]", "", "".join(wanted))
    return " " not in name.strip() and len(known) > 1 and login in ("".join(known), known[0] + known[-1])


def _is_shortened(wanted: list[str], known: list[str], _: str) -> bool:
    if len(wanted) < 2 or len(known) < 2 or wanted[-1] != known[-1] or not _agree(wanted[0], known[0]):
        return False
    middle, other = wanted[1:-1], known[1:-1]
    return not middle or not other or all(map(_agree, middle, other))


def _is_family_name(wanted: list[str], known: list[str], name: str) -> bool:
    """Tell "Dr. Roe"."""
    is_titled, _ = name_words(name, language_words("en"))
    return is_titled and len(wanted) == 1 and len(known) > 1 and wanted[0] == known[-1]


def _agree(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])
