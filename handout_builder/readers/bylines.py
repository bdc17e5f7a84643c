"""Bylines: who wrote and who reviewed, with credentials and roles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..model import Byline, Clinician, Part
from .credentials import credential_at_end, credentials_of, is_pronouns, is_role, is_state_only, is_suffix
from .credit_words import names_nobody, take_credit_words
from .languages import Language, known_languages
from .names import Weight, given_names, is_cjk, is_group, is_login, is_single_name, is_telling, weigh_name
from .people import as_clinician, known_person

__all__ = ["Place", "Reading", "as_clinician", "known_person", "parse_author", "parse_byline", "read_byline"]

LONGEST = 240
"""Characters of the longest line taken for a byline."""

Place = Literal["title", "end", "anywhere"]
"""Where a line stands: right under the title, where a name alone will do, at the article's end, or anywhere."""


@dataclass(frozen=True)
class Reading:
    """What a line was read as."""

    bylines: tuple[Byline, ...] = ()
    certain: bool = True
    """False where the line may be something else: a person should look."""


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
    if not text or len(text) > LONGEST or names_nobody(text, words):
        return Reading()
    part, is_faint, rest = take_credit_words(text, words)
    context = _Context(words, people, place, dated, "bare" if part is None else "faint" if is_faint else "marked")
    # An "and" may stand inside a role, and a comma inside "Last, First".
    for pieces in (_split(rest, words), [rest]):
        if found := _people(pieces, context, part or "author"):
            named, certain = found
            if context.lead == "bare":
                if not _may_stand_bare(named, context):
                    continue
                certain = certain and all(byline.credentials or context.knows(byline.name) for byline in named)
            return Reading(tuple(as_clinician(byline, people) for byline in named), certain)
    return Reading()


def parse_author(text: str, words: Language, part: Part, people: Sequence[Clinician] = ()) -> Byline:
    """Read an author named in front matter: a name and perhaps credentials; any name will do."""
    text = " ".join(text.split())
    credit, _, rest = take_credit_words(text, words)
    found = _people([rest], _Context(words, people, "title", False, "marked"), credit or part)
    if found and len(found[0]) == 1:
        return as_clinician(found[0][0], people)
    name, *after = [piece.strip() for piece in rest.split(",")]
    if person := known_person(rest, people):
        name, after = person.name, []
    return as_clinician(Byline(name, tuple(piece for piece in after if piece), part=part), people)


@dataclass(frozen=True)
class _Context:
    words: Language
    people: Sequence[Clinician]
    place: Place
    dated: bool
    lead: Literal["bare", "faint", "marked"]
    """What stands before the name: nothing, a word such as "By", or one that only bylines have."""

    def knows(self, name: str) -> bool:
        return known_person(name, self.people) is not None


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


def _people(groups: list[str], context: _Context, part: Part) -> tuple[list[Byline], bool] | None:
    """Read names with what follows them; None where any piece is none of that."""
    found: list[Byline] = []
    certain = True
    for group in groups:
        pieces = [piece.strip() for piece in re.split(r"[,，،]|(?=[(（])", group) if piece.strip()]
        if len(pieces) > 1 and context.knows(f"{pieces[0]}, {pieces[1]}"):
            pieces[:2] = [f"{pieces[0]}, {pieces[1]}"]
        for index, piece in enumerate(pieces):
            after = piece.strip("()（） ") if piece[0] in "(（" else piece
            if index and found and (letters := credentials_of(after, context.words)):
                found[-1] = replace(found[-1], credentials=found[-1].credentials + letters)
            elif index and found and is_pronouns(after, context.words):
                found[-1] = _with_pronouns(found[-1], piece)
            elif index and found and is_suffix(after, context.words):
                found[-1] = replace(found[-1], name=f"{found[-1].name}, {after}")
            elif index and found and is_role(after, context.words):
                found[-1] = replace(found[-1], role=f"{found[-1].role}, {after}".lstrip(", "))
            elif named := _named(piece, context, part):
                found.append(named[0])
                certain = certain and named[1]
            else:
                return None
    return (found, certain) if found else None


def _named(piece: str, context: _Context, part: Part) -> tuple[Byline, bool] | None:
    """Read a name, perhaps with credentials after it and no comma between, and say whether it is certain."""
    name, letters = credential_at_end(piece)
    byline = Byline(name, letters, part=part)
    if context.knows(name):
        return byline, True
    weight = weigh_name(name, context.words)
    if context.lead == "bare":
        return (byline, weight >= Weight.PLAUSIBLE) if weight or _is_bare_word(name, context) else None
    if context.lead == "marked" and weight:
        return byline, True
    if weight >= _least(name, context) or (weight and letters):
        return byline, weight == Weight.STRONG or bool(letters)
    is_certain = context.lead == "marked" and (is_telling(name, context.words) or " " in name)
    return (byline, is_certain) if _is_marked_name(name, context) else None


def _least(name: str, context: _Context) -> Weight:
    """Give what a name after a word such as "By" must weigh: more where no capitals tell names from other words."""
    if context.words.tag in ("ar", "he"):
        return Weight.STRONG
    is_english_byline = context.words.tag == "en" and context.place != "anywhere"
    is_given = name.split()[0].casefold() in given_names()
    return Weight.POSSIBLE if is_given or is_english_byline else Weight.PLAUSIBLE


def _is_bare_word(name: str, context: _Context) -> bool:
    """Tell what may be an author though no full name: a login, a given name, a group, Latin words in a Chinese text."""
    words = context.words
    if is_single_name(name, words) or _is_bare_group(name, context):
        return True
    return context.dated and (is_login(name, words) or _is_foreign(name, words))


def _is_marked_name(name: str, context: _Context) -> bool:
    """Tell what is a name just because of the word before it: a login, a given name, a group, jane roe."""
    words = context.words
    if context.place == "anywhere" and context.lead == "faint":
        return False
    if is_telling(name, words) or is_group(name, words):
        return True
    if is_single_name(name, words) and (words.tag == "en" or context.lead == "marked"):
        return True
    is_word = re.fullmatch(r"[^\W_][\w.'’-]{1,30}", name) and words.tag not in ("ar", "he")
    if context.lead == "marked" and len(name) > 1 and (is_cjk(name) or is_word):
        return len(name) <= 12 and not any(token.casefold() in words.ordinary for token in (name, *name.split()))
    return name.islower() and (weigh_name(name.title(), words) >= Weight.STRONG or _is_foreign(name, words))


def _is_foreign(name: str, words: Language) -> bool:
    """Tell Latin words that stand for a name in a text without Latin letters, whatever their capitals."""
    is_latin = name.isascii() and len(name.split()) <= 4
    return words.tag in ("zh", "ja", "ar", "he") and is_latin and weigh_name(name.title(), words) >= Weight.PLAUSIBLE


def _is_bare_group(name: str, context: _Context) -> bool:
    if context.place != "title" or not (context.dated or context.words.tag in ("zh", "ja")):
        return False
    return not is_cjk(name) and is_group(name, context.words) and weigh_name(name.title(), context.words) != Weight.NONE


def _may_stand_bare(named: list[Byline], context: _Context) -> bool:
    """Tell whether names without a word before them are a byline, by what is after them and where they stand."""
    stand = [_stands(byline, context) for byline in named]
    if all(stand):
        return True
    others = [byline for byline, does in zip(named, stand, strict=True) if not does]
    are_names = all(weigh_name(b.name, context.words) >= Weight.PLAUSIBLE and not b.credentials for b in others)
    return context.place == "title" and any(byline.credentials for byline in named) and are_names


def _stands(byline: Byline, context: _Context) -> bool:
    words, name = context.words, byline.name
    weight = weigh_name(name, words)
    if context.knows(name):
        return True
    if byline.credentials:
        if name.casefold() in words.places or name.casefold() in known_languages()["en"].places:
            return False
        if is_state_only(byline.credentials):
            single = context.place == "title" and is_single_name(name, words)
            return weight >= Weight.PLAUSIBLE or single
        return weight >= Weight.POSSIBLE or (context.place != "anywhere" and is_single_name(name, words))
    if context.place != "title":
        return False
    if byline.role:
        return weight >= Weight.PLAUSIBLE and len(byline.role.split()) <= 6
    if weight == Weight.NONE:
        return context.dated or is_telling(name, words) or _is_bare_group(name, context)
    # Names that end in s are many, but plural words are more.
    is_short = len(name.split()) < 4 and not name.endswith("s")
    if context.dated or (is_short and (words.tag == "en" or _is_foreign(name, words))):
        return weight >= Weight.PLAUSIBLE
    return weight == Weight.STRONG


def _with_pronouns(byline: Byline, piece: str) -> Byline:
    """Keep pronouns where they stand: after the name, or after the last credential."""
    if not byline.credentials:
        return replace(byline, name=f"{byline.name} {piece}" if piece[0] in "(（" else f"{byline.name}, {piece}")
    *letters, last = byline.credentials
    return replace(byline, credentials=(*letters, f"{last} {piece}" if piece[0] in "(（" else f"{last}, {piece}"))
