"""Paragraphs about an author: "About the author", or the name and what the person does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ..model import Byline, Clinician, Part
from .body import HEADINGS, plain_text
from .bylines import as_clinician, known_person
from .credentials import credentials_of
from .languages import Language, known_languages, language_words
from .names import Weight, is_cjk, name_words, weigh_name

LONGEST_HEADING = 80
"""Characters of the longest heading over a bio."""
LONGEST_NAME = 90
"""Characters, from a sentence's beginning, in which a name with its credentials ends."""
CLOSING_BLOCKS = 10
"""Blocks at an article's end among which a bio may stand; the same words further up are the text's."""


@dataclass(frozen=True)
class Bio:
    """What an article says about one of its people."""

    person: Byline
    text: str
    """The paragraph's words, without the heading's."""
    lines: int
    """How many of the lines given it takes, its heading among them."""
    heading: str = ""
    """The heading over it, as written; empty where it has none."""


def with_bios(bylines: Sequence[Byline], body: Any, words: Language, people: Sequence[Clinician]) -> list[Byline]:
    """Give the bylines with what the end of a parsed body says of each person; the body stays as it is.

    Where nobody is credited, the people of an "About the author" section are the authors.
    """
    credited = list(bylines)
    said: dict[Byline, list[str]] = {}
    heading, last = "", None
    for block in list(body)[-CLOSING_BLOCKS:]:
        text = plain_text(block)
        opened, rest = _heading(text, words, credited)
        if block.tag in HEADINGS or (opened and not rest):
            heading, last = opened, None
            continue
        bio = parse_bio([heading, text] if heading else [text], words, credited, people) if block.tag == "p" else None
        if bio and (heading or bio.heading or bio.person in credited):
            last = bio.person
            # "About Maria" may open a patient's story; "About the author" can only name the author.
            if not bylines and last not in credited and _is_plain_heading(heading or bio.heading, words):
                credited.append(last)
        if last and (bio or heading):
            said.setdefault(last, []).append(bio.text if bio else text)
    return [replace(byline, bio=" ".join(said.get(byline, ())) or byline.bio) for byline in credited]


def parse_bio(
    lines: Sequence[str], words: Language, bylines: Sequence[Byline] = (), people: Sequence[Clinician] = ()
) -> Bio | None:
    """Read the bio that the first of some lines opens, blank lines left out; None where it opens none.

    A heading such as "About the Author", then a sentence that names somebody. Without the heading only a sentence
    that opens with a person of the bylines or of `people`, and a word such as "is": other people are the text's.
    """
    given = [" ".join(line.split()) for line in lines[:2]]
    if not given:
        return None
    heading, rest = _heading(given[0], words, bylines)
    if heading and not rest and len(given) > 1:
        person = _subject(given[1], words, bylines, people, is_headed=True) or _named_in(
            heading, bylines, people, words
        )
        return Bio(person, given[1], 2, given[0]) if person else None
    if heading and rest:
        person = _subject(rest, words, bylines, people, is_headed=True)
        return Bio(person, rest, 1, heading) if person else None
    known = [*(byline.name for byline in bylines), *(person.name for person in people)]
    names = {part for name in known for part in name.casefold().split()}
    if not is_cjk(given[0]) and not names & set(given[0][:LONGEST_NAME].casefold().replace(",", " ").split()):
        return None
    person = _subject(given[0], words, bylines, people, is_headed=False)
    return Bio(person, given[0], 1) if person else None


def _heading(line: str, words: Language, bylines: Sequence[Byline]) -> tuple[str, str]:
    """Give the heading that a line is or opens with, and what follows it."""
    if _is_plain_heading(line, words):
        return line, ""
    folded = line.casefold()
    for language in (words, known_languages()["en"]):
        opening, colon, rest = line.replace("：", ":", 1).partition(":")
        if colon and rest.strip() and opening.casefold().strip() in language.bio.headings:
            return line[: len(opening) + 1], rest.strip()
        for opening in language.bio.openings:
            if not folded.startswith(opening):
                continue
            name = line[len(opening) :].strip(" :：")
            if weigh_name(name.split(",")[0], words) >= Weight.PLAUSIBLE or _of_bylines(name, bylines):
                return line, ""
    return "", ""


def _is_plain_heading(line: str, words: Language) -> bool:
    return len(line) <= LONGEST_HEADING and _straight(line.casefold()).strip(" :：") in _headings(words.tag)


@cache
def _headings(tag: str) -> frozenset[str]:
    return frozenset(map(_straight, language_words(tag).bio.headings | known_languages()["en"].bio.headings))


def _straight(text: str) -> str:
    return text.replace("’", "'")


def _subject(
    text: str, words: Language, bylines: Sequence[Byline], people: Sequence[Clinician], *, is_headed: bool
) -> Byline | None:
    """Find the person whom a sentence opens with: a name, credentials, and a word such as "is"."""
    verbs = words.bio.verbs | known_languages()["en"].bio.verbs
    if is_cjk(text):
        return _cjk_subject(text, words, bylines, people, is_headed=is_headed)
    tokens = text[:LONGEST_NAME].split()
    for end in range(min(len(tokens) - 1, 12), 0, -1):
        after = tokens[end].casefold().strip(",.;:")
        if after not in verbs and not tokens[end - 1].endswith((",", ".")):
            continue
        name, letters = _parted(" ".join(tokens[:end]).strip(" ,"), words)
        stated = _of_bylines(name, bylines, is_headed=is_headed) or _of_people(name, people)
        if stated and after in verbs:
            return stated
        if is_headed and weigh_name(name, words) >= Weight.PLAUSIBLE:
            return as_clinician(Byline(name, letters), people)
    return None


def _cjk_subject(
    text: str, words: Language, bylines: Sequence[Byline], people: Sequence[Clinician], *, is_headed: bool
) -> Byline | None:
    opening = text.replace("　", " ")
    stated = next((byline for byline in bylines if opening.startswith(byline.name)), None)
    if stated:
        return stated
    person = next((person for person in people if opening.startswith(person.name)), None)
    if person:
        return as_clinician(Byline(person.name), people)
    if not is_headed:
        return None
    ends = "|".join(map(re.escape, sorted(words.bio.verbs, key=len, reverse=True)))
    name = re.split(rf"[，,、（(。：:]|{ends}", opening)[0].strip()
    names = (name, name.split(" ")[0])
    return next((Byline(name) for name in names if weigh_name(name, words) >= Weight.PLAUSIBLE), None)


def _parted(text: str, words: Language) -> tuple[str, tuple[str, ...]]:
    name, *pieces = [piece.strip() for piece in text.split(",")]
    letters = tuple(letter for piece in pieces for letter in credentials_of(piece, words))
    return name, letters


def _of_bylines(name: str, bylines: Sequence[Byline], *, is_headed: bool = True) -> Byline | None:
    """Find the byline of a name; under a heading its first or last name will do, where just one byline has it."""
    wanted = _plain(name)
    same = [byline for byline in bylines if wanted and _plain(byline.name) == wanted]
    found = same or [byline for byline in bylines if is_headed and _opens(wanted, byline)]
    return found[0] if len(found) == 1 else None


def _opens(wanted: list[str], byline: Byline) -> bool:
    known = _plain(byline.name)
    return len(wanted) == 1 and wanted[0] in (known[0], known[-1])


def _plain(name: str) -> list[str]:
    _, tokens = name_words(name.casefold(), known_languages()["en"])
    return [token.strip(".") for token in tokens]


def _of_people(name: str, people: Sequence[Clinician]) -> Byline | None:
    return as_clinician(Byline(name), people) if known_person(name, people) else None


def _named_in(heading: str, bylines: Sequence[Byline], people: Sequence[Clinician], words: Language) -> Byline | None:
    """Give the person whom a heading names: "About Jane Roe"; or the only author, whose bio has no name in it."""
    part: Part = "author"
    for opening in (*words.bio.openings, *known_languages()["en"].bio.openings):
        if heading.casefold().startswith(opening):
            name, letters = _parted(heading[len(opening) :].strip(" :："), words)
            if stated := _of_bylines(name, bylines) or _of_people(name, people):
                return stated
            if weigh_name(name, words) >= Weight.PLAUSIBLE:
                return as_clinician(Byline(name, letters, part=part), people)
    authors = [byline for byline in bylines if byline.part == part]
    return authors[0] if len(authors) == 1 else None
