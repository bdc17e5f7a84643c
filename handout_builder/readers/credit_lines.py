"""Lines that credit an article: bylines and dates, alone or together in one line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ..model import Byline, Clinician, plain_name
from ..model.credentials import near_credential
from .after_names import is_role
from .bylines import LONGEST, Place, Reading, is_too_long, read_byline
from .credentials import credentials_of
from .credit_words import credits_something_else, names_nobody, opens_with_credit, split_credits
from .dates import FoundDate, find_dates
from .junk import is_reading_time_or_counter
from .languages import Language

_CUT = "\ue000"
"""Stands where a date was taken out of a line."""
_SEPARATOR = re.compile(rf"\s*[|•｜{_CUT}]\s*|\s+[·‧∙–—/-]\s+(?![^(（]*[)）])|(?<=[a-z0-9.)])·(?=[A-Z0-9])")
_SENTENCE = re.compile(r"[.!?。！？](?:\s|$)")


@dataclass(frozen=True)
class Doubt:
    """Something about a credit line that a person should look at."""

    code: str
    message: str
    """What it was taken for, and what to do where that is wrong."""


@dataclass
class Credits:
    """What the lines read so far have said."""

    bylines: list[Byline] = field(default_factory=list)
    dates: dict[str, date] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    """Pieces of those lines that are on no page, and why."""
    tried: "dict[tuple[str, Place, bool], Credits | None]" = field(default_factory=dict, compare=False, repr=False)
    """What each line was read as: an article's are looked at several times, with the same words and people."""

    def take(
        self, line: str, words: Language, people: Sequence[Clinician], place: Place = "anywhere", beside: str = ""
    ) -> bool:
        """Read a line; False, and nothing taken, where any piece of it is none of byline, date and counter.

        `place` says where the line stands, `beside` is the line under it: a date there makes a name likelier.
        """
        if len(line) > 2 * LONGEST and is_too_long(line):
            return False
        key = line, place, bool(find_dates(beside[:LONGEST], words))
        if key not in self.tried:
            self.tried[key] = _read(line, words, people, place, is_dated=key[2])
        found = self.tried[key]
        if found is None or not self._adds(found):
            return False
        self.bylines = _merged(self.bylines, found.bylines)
        self.dates |= {kind: day for kind, day in found.dates.items() if kind not in self.dates}
        self.doubts += found.doubts
        self.left += found.left
        return True

    def _adds(self, found: "Credits") -> bool:
        """Tell whether a line says something new, and nothing against what is known."""
        if any(self.dates.get(kind, day) != day for kind, day in found.dates.items()):
            return False
        if found.bylines:
            return _merged(self.bylines, found.bylines) != self.bylines
        return bool(found.left) or any(kind not in self.dates for kind in found.dates)


def date_doubt(line: str, words: Language) -> Doubt | None:
    """Say what is unclear about a line of dates and reading times, one of which cannot be printed: it is no one day.

    A month and its year alone, such as March 2025, may be the author's heading: nothing is said of it.
    """
    text = " ".join(line.split())
    found = find_dates(text, words) if len(text) <= LONGEST else []
    unclear = [day for day in found if len(day.readings) != 1]
    if (
        not unclear
        or any(day.is_month and not day.label for day in unclear)
        or not all(map(is_reading_time_or_counter, _pieces(_without(text, found), words)))
    ):
        return None
    day = unclear[0]
    return _date_doubt(text[day.start : day.end], day, day.label or "published")


def _read(line: str, words: Language, people: Sequence[Clinician], place: Place, *, is_dated: bool) -> Credits | None:
    text = " ".join(re.sub(r"\s{3,}|\t", " | ", line.strip()).split())
    if not text or is_too_long(text):
        return None
    found_dates = find_dates(text, words)
    found = Credits()
    pieces = _pieces(_without(text, found_dates), words)
    leftovers: list[str] = []
    guessed: list[str] = []
    certain = True
    for piece in pieces:
        readings = _read_piece(piece, words, people, place, is_dated=is_dated or bool(found_dates))
        if readings:
            found.bylines = _merged(found.bylines, [byline for reading in readings for byline in reading.bylines])
            certain = certain and all(reading.certain for reading in readings)
            guessed += [word for reading in readings for word in reading.guessed]
        elif is_reading_time_or_counter(piece):
            found.left.append((piece, "a reading time or a counter of the web page"))
        elif names_nobody(piece, words):
            found.left.append((piece, "names nobody"))
        elif piece.casefold() not in words.dates.before:
            leftovers.append(piece)
    if not _take_dates(found, found_dates, text, place):
        return None
    if leftovers and not (found.bylines and certain and found_dates and all(map(_is_category, leftovers))):
        return None
    if not found.bylines and not found.dates and not (found.left and place != "anywhere"):
        return None
    found.left += [(piece, "beside the byline: the web page's category") for piece in leftovers]
    if found.bylines and not certain:
        found.doubts.append(_name_doubt(line, found.bylines))
    found.doubts += map(_letters_doubt, guessed)
    return found


def _without(text: str, dates: list[FoundDate]) -> str:
    for found in reversed(dates):
        text = text[: found.start] + _CUT + text[found.end :]
    return text


def _pieces(text: str, words: Language) -> list[str]:
    """Split a line at its separators; not at one inside the words before a name, such as 文｜."""
    start = opens_with_credit(text, words)
    pieces = _SEPARATOR.split(text[start:])
    pieces[0] = text[:start] + pieces[0]
    stripped = (piece.strip(" ,，،;:：-–—·").rstrip("(（ ").lstrip(")） ") for piece in pieces)
    return _gathered([piece for piece in stripped if re.search(r"\w", piece)], words)


def _gathered(pieces: list[str], words: Language) -> list[str]:
    """Put credentials back after the name before them, and a role between the two: Jane Roe | Counselor | LPC."""
    gathered: list[str] = []
    for piece, after in zip(pieces, [*pieces[1:], ""], strict=False):
        is_letters = bool(credentials_of(piece.split(",")[0], words))
        if gathered and (is_letters or (credentials_of(after.split(",")[0], words) and is_role(piece, words))):
            gathered[-1] += f", {piece}"
        else:
            gathered.append(piece)
    return gathered


def _read_piece(
    piece: str, words: Language, people: Sequence[Clinician], place: Place, *, is_dated: bool
) -> list[Reading]:
    """Read a piece as a byline, or as several: "Written by Jane Roe, LPCC Reviewed by John Doe, MD"."""
    whole = read_byline(piece, words, people, place, dated=is_dated)
    if whole.bylines:
        return [whole]
    joiners = "|".join(map(re.escape, words.byline.joiners))
    parts = [re.sub(rf"[\s,;]+(?:{joiners})$", "", part) for part in split_credits(piece, words)]
    if any(credits_something_else(part, words) for part in parts[:-1]):
        return []
    readings = [read_byline(part, words, people, place, dated=is_dated) for part in parts]
    return readings if len(parts) > 1 and all(reading.bylines for reading in readings) else []


def _take_dates(found: Credits, dates: list[FoundDate], text: str, place: Place) -> bool:
    """Sort a line's dates; False where it has two of a kind, or one alone that cannot be read as a day.

    Under a title one that says what it dates, such as "Updated: Jun 2", is the page's and no sentence: it is left out.
    """
    parts = {byline.part for byline in found.bylines}
    by_part = {"reviewer": "reviewed", "editor": "updated"}
    usual = by_part.get(parts.pop(), "published") if len(parts) == 1 else "published"
    for day in dates:
        written = text[day.start : day.end]
        kind = day.label or usual
        if len(day.readings) == 1:
            if found.dates.setdefault(kind, day.readings[0]) != day.readings[0]:
                return False
        elif not found.bylines and not (day.label and place == "title"):
            return False
        else:
            found.left.append((written, "a date that cannot be told for sure"))
            found.doubts.append(_date_doubt(written, day, kind))
    return True


def _is_category(piece: str) -> bool:
    return len(piece.split()) <= 5 and len(piece) <= 60 and not _SENTENCE.search(piece)


def _merged(known: list[Byline], more: list[Byline]) -> list[Byline]:
    """Put bylines together; a person named twice gains the credentials and the role that only one line has."""
    merged = list(known)
    for byline in more:
        same = [
            n
            for n, one in enumerate(merged)
            if plain_name(one.name) == plain_name(byline.name) and one.part == byline.part
        ]
        if not same:
            merged.append(byline)
            continue
        one = merged[same[0]]
        merged[same[0]] = replace(
            one,
            credentials=one.credentials or byline.credentials,
            role=one.role or byline.role,
            pronouns=one.pronouns or byline.pronouns,
        )
    return merged


def _name_doubt(line: str, bylines: list[Byline]) -> Doubt:
    names = ", ".join(byline.name for byline in bylines)
    return Doubt(
        "B102",
        f'"{" ".join(line.split())[:60]}" is taken as a byline ({names}). If it is none, write the real one at the top '
        'of the file as "author:", and this line stays in the text.',
    )


def _letters_doubt(word: str) -> Doubt:
    guess = near_credential(word)
    hint = f" (did you mean {guess}?)" if guess else ""
    return Doubt(
        "B103",
        f'"{word}" is taken for a credential, by its shape: it is in no list{hint}. If it is none, write the right '
        'byline at the top of the file as "author:".',
    )


def _date_doubt(written: str, found: FoundDate, kind: str) -> Doubt:
    if found.readings:
        first, second = (day.isoformat() for day in found.readings)
        return Doubt(
            "D101",
            f'"{written}" may be {first} or {second}; it is not printed. Put "{kind}:" and the right one at the top.',
        )
    return Doubt(
        "D102",
        f'"{written}" is no whole date; it is not printed. Put "{kind}:" and the day, as 2025-03-31, at the top.',
    )
