"""Bylines: who wrote and who reviewed, with credentials and roles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Byline, Clinician, Part
from .after_names import Person, followed_by, followed_by_unknown, role_apart
from .credentials import credential_at_end, is_clear, is_registration
from .credit_words import names_nobody, take_credit_words
from .languages import Language
from .name_places import Context, Lead, Place, certainty, may_stand_bare
from .names import Weight, is_cjk, weigh_name
from .people import as_clinician, known_person

__all__ = ["Place", "Reading", "as_clinician", "known_person", "parse_author", "parse_byline", "read_byline"]

LONGEST = 240
"""Characters of the longest line taken for a byline, unless it is a list of people."""
_LONGEST_LIST = 1200
"""Characters of the longest list of people: 25 with credentials and roles."""
_LONGEST_ENTRY = 40
"""Characters between two commas of such a list, on average; prose has fewer commas."""
_LIST_COMMA = re.compile("[,;，；、|•]")


@dataclass(frozen=True)
class Reading:
    """What a line was read as."""

    bylines: tuple[Byline, ...] = ()
    certain: bool = True
    """False where the line may be something else: a person should look."""
    guessed: tuple[str, ...] = ()
    """Credentials that are not in the list, told by their shape."""


def is_too_long(text: str) -> bool:
    """Tell that a line is no byline because of its length."""
    if len(text) <= LONGEST:
        return False
    return len(text) > _LONGEST_LIST or len(_LIST_COMMA.findall(text)) * _LONGEST_ENTRY < len(text)


def parse_byline(
    line: str, words: Language, people: Sequence[Clinician] = (), place: Place = "anywhere"
) -> tuple[Byline, ...]:
    """Read a line as a byline; empty where it is none.

    Anywhere, a name needs a word such as "By" before it, a credential after it, or a place in `people`:
    nothing is guessed from words that can be ordinary words.
    """
    return read_byline(line, words, people, place).bylines


def read_byline(
    line: str, words: Language, people: Sequence[Clinician] = (), place: Place = "anywhere", *, dated: bool = False
) -> Reading:
    """Read a line as a byline and say how sure that is; `dated` says that a date stands beside it or under it."""
    text = " ".join(line.split()).strip(" |·•—–-,;")
    text = re.sub(r"(?<=[A-Z]{2})\.$", "", text)  # a sentence's full stop: "Reviewed by John Doe, MD."
    if not text or is_too_long(text) or names_nobody(text, words):
        return Reading()
    part, is_faint, rest = take_credit_words(text, words)
    lead: Lead = "bare" if part is None else "faint" if is_faint else "marked"
    context = Context(words, people, place, dated, lead, has_letters=_has_letters(re.split(r"[,，،(（)）]", rest)))
    # An "and" may stand inside a role, and a comma inside "Last, First".
    for pieces in (_split(rest, words), [rest]):
        found = _people(pieces, context, part or "author")
        if found and (context.lead != "bare" or may_stand_bare([person.byline for person in found], context)):
            return _reading_of(found, context)
    return Reading()


def _reading_of(found: list[Person], context: Context) -> Reading:
    bylines = [person.byline for person in found]
    certain = all(person.is_certain for person in found)
    if context.lead == "bare":
        certain = certain and all(byline.credentials or context.knows(byline.name) for byline in bylines)
    guessed = tuple(word for person in found for word in person.guessed)
    return Reading(tuple(as_clinician(byline, context.people) for byline in bylines), certain, guessed)


def parse_author(text: str, words: Language, part: Part, people: Sequence[Clinician] = ()) -> Byline:
    """Read an author named in front matter: a name and perhaps credentials; any name will do."""
    text = " ".join(text.split())
    credit, _, rest = take_credit_words(text, words)
    found = _people([rest], Context(words, people, "title", False, "marked"), credit or part)
    if found and len(found) == 1:
        return as_clinician(found[0].byline, people)
    name, *after = [piece.strip() for piece in rest.split(",")]
    if person := known_person(rest, people):
        name, after = person.name, []
    return as_clinician(Byline(name, tuple(piece for piece in after if piece), part=part), people)


def _split(text: str, words: Language) -> list[str]:
    """Split at the words that join names."""
    joiners = [joiner for joiner in words.byline.joiners if joiner not in (",", "，")]
    text = _split_prefix(text, words)
    if is_cjk(text):
        pieces = re.split(r"\s*[、，,;；/／&]\s*", text)
        spoken = [joiner for joiner in joiners if joiner not in "、，,;；/／&"]
        halves = re.split("|".join(map(re.escape, spoken)), text) if spoken else []
        are_names = len(halves) == 2 and all(weigh_name(half, words) >= Weight.PLAUSIBLE for half in halves)
        return halves if are_names else pieces
    return re.split(rf"\s*[;؛]\s*|[,،]?\s+(?:{'|'.join(map(re.escape, joiners))})\s+", text, flags=re.IGNORECASE)


def _split_prefix(text: str, words: Language) -> str:
    """Part an "and" from the name that it is written as one word with."""
    prefix = words.byline.joined_prefix
    if not prefix:
        return text
    return " ".join(
        f"{prefix} {token[len(prefix) :]}"
        if place and token[len(prefix) :] in words.given and token[: len(prefix)] == prefix
        else token
        for place, token in enumerate(text.split())
    )


def _people(groups: list[str], context: Context, part: Part) -> list[Person] | None:
    """Read names with what follows them; None where any piece is none of that."""
    found: list[Person] = []
    for group in groups:
        pieces = _comma_pieces(group, context)
        for index, piece in enumerate(pieces):
            # A Chinese comma parts people as it parts a person from what they do.
            before = found[-1] if found and (index or is_cjk(piece)) else None
            person = before and _followed(before, piece, pieces[index + 1 :], context)
            if before and person:
                found[-1] = person
            elif named := _named(piece, pieces[index + 1 :], context, part):
                found.append(named)
            else:
                return None
    return found or None


def _comma_pieces(group: str, context: Context) -> list[str]:
    """Part a group at its commas, though not at those in brackets, and before brackets."""
    pieces = [piece.strip() for piece in re.split(r"[,，،](?![^(（]*[)）])|(?=[(（\[])", group) if piece.strip()]
    if len(pieces) > 1 and context.knows(f"{pieces[0]}, {pieces[1]}"):
        pieces[:2] = [f"{pieces[0]}, {pieces[1]}"]
    return [part for piece in pieces for part in role_apart(piece, context.words)]


def _followed(person: Person, piece: str, after: list[str], context: Context) -> Person | None:
    """Add a piece to the person before it; one that is in no list only after a word such as "By", or beside letters."""
    if found := followed_by(person, piece, context.words):
        return found
    if context.lead == "bare" and not _has_letters([*person.byline.credentials, *after]):
        return None
    return followed_by_unknown(person, piece, context.words)


def _has_letters(pieces: Sequence[str]) -> bool:
    return any(
        is_clear(word) or is_registration(piece.strip())
        for piece in pieces
        for word in re.split(r"[\s/]+", piece.strip())
    )


def _named(piece: str, after: list[str], context: Context, part: Part) -> Person | None:
    """Read a name, perhaps with credentials after it and no comma between, and say whether it is certain."""
    is_beside = context.lead != "bare" or _has_letters(after)
    name, letters, guessed = credential_at_end(piece, context.words, is_beside=is_beside)
    byline = Byline(name, letters, part=part)
    certain = certainty(byline, context)
    return None if certain is None else Person(byline, guessed, certain)
