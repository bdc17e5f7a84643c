"""An article: who wrote it, its words, its pictures, and what a reader noticed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

PICTURE = "\ufffc"
"""What stands for a picture where letters are counted."""


SOURCE_LINK = "source:"
"""Begins a link in a body to another source; its place relative to sources/ follows."""


UNDATED = date(2000, 1, 1)
"""Stands where a format requires a day and an article tells none; the same on every build."""


Part = Literal["author", "reviewer", "editor"]


@dataclass(frozen=True)
class Finding:
    """Something about an article that a person should know."""

    code: str
    """Family letter and number, such as W101; the letter's meaning stands beside its check."""
    message: str
    """What, and what to do next, in the clinic's words."""
    line: int | None = None
    """Line of the source, 1-based; None where it concerns the whole article."""
    advice: bool = True
    """False for a plain note, which `--strict` does not fail on."""
    words: str = ""
    """The words it is about, as written; empty where it concerns the whole article."""
    excused: str = ""
    """Why the author leaves it as it is; empty where it is not excused."""

    @property
    def untold(self) -> str:
        """Give the words where the message does not say them within its sentence."""
        is_told = re.search(rf"(?<!\w){re.escape(self.words)}(?!\w)", self.message)
        return "" if is_told else self.words

    @property
    def is_checked(self) -> bool:
        """Tell whether a check gave it, and nobody who read or made the article: those have the numbers up to 200."""
        return int(self.code[1:]) > 200

    @property
    def refuses(self) -> bool:
        """Tell whether a strict build does not make a handout because of it; what checks advise never stops one."""
        return self.advice and not self.is_checked


def excuse(findings: Iterable[Finding], excuses: Iterable[tuple[str, str]]) -> list[Finding]:
    """Mark the findings that are excused; they are no advice any more. `excuses` are codes and reasons."""
    reasons = {code: reason for code, reason in excuses if reason}
    return [
        replace(finding, excused=reasons[finding.code], advice=False) if finding.code in reasons else finding
        for finding in findings
    ]


@dataclass(frozen=True)
class Removed:
    """A line of the source that is not on the page, and why."""

    line: int
    """Line of the source, 1-based."""
    text: str
    """The line as written."""
    reason: str
    """Why it was left out, in the clinic's words."""


@dataclass(frozen=True)
class Decision:
    """A line that might have been a heading, and what was decided."""

    line: int
    """Line of the source, 1-based."""
    text: str
    """The line as written."""
    is_heading: bool
    chance: float
    """Of its being a heading, from 0 to 1."""
    reasons: tuple[str, ...]
    """What weighed most, in words."""


_HONORIFICS = {"dr", "dra", "prof", "mr", "mrs", "ms", "rev"}


_AFTER_NAMES = {"jr", "sr", "ii", "iii", "iv"}


def plain_name(name: str) -> str:
    """Give a name without titles, pronouns in brackets and capitals: what tells whether two are one person."""
    words = re.sub(r"\([^)]*\)", "", name).casefold().split()
    return " ".join(word for word in words if word.strip(".") not in _HONORIFICS)


def name_as_sorted(name: str) -> str:
    """Give a name as a library sorts it: Roe, Jane. Particles are left with the given names, titles out."""
    words = re.sub(r"\([^)]*\)", "", name).replace(",", " ").split()
    words = [word for word in words if word.casefold().strip(".") not in _HONORIFICS]
    after: list[str] = []
    while len(words) > 2 and words[-1].casefold().strip(".") in _AFTER_NAMES:
        after.insert(0, words.pop())
    if len(words) < 2:
        return name
    return ", ".join([words[-1], " ".join(words[:-1]), *after])


@dataclass(frozen=True)
class Byline:
    """One person's credit on an article."""

    name: str
    """As the author wrote it, without credentials."""
    credentials: tuple[str, ...] = ()
    """Letters after the name, as written."""
    role: str = ""
    """Professional role, where it is known."""
    part: Part = "author"
    """What the person did for the article."""
    pronouns: str = ""
    """Pronouns that stand after the credentials, as written: (she/her). Those after the name are part of it."""
    bio: str = ""
    """The article's own paragraph about the person, which stays in its body."""

    @property
    def letters(self) -> str:
        """Give credentials and pronouns as they stand after the name."""
        joint = " " if self.pronouns[:1] in ("(", "（", "[") else ", "
        return joint.join(part for part in (", ".join(self.credentials), self.pronouns) if part)

    @property
    def signature(self) -> str:
        """Give the name with what stands after it."""
        joint = " " if self.letters[:1] in ("(", "（", "[") else ", "
        return joint.join(part for part in (self.name, self.letters) if part)


@dataclass(frozen=True)
class Section:
    """A section heading and where it stands in the outline."""

    level: int
    """2 to 6; the title is level 1."""
    heading: str
    """The heading's words as written."""
    anchor: str
    """Its id in the body, unique within the article."""


@dataclass(frozen=True)
class Picture:
    """A picture that the body shows."""

    name: str
    """File name inside the page, ASCII, unique within the article: the body's src is `pictures/NAME`."""
    source: str
    """Path relative to sources/, with forward slashes; the name it has in the source that holds it."""
    media_type: str
    """image/jpeg, image/png, image/gif or image/webp."""
    data: bytes = field(repr=False)
    """Bytes as they are printed: upright, without metadata, no larger than any page shows it."""
    alt: str = ""
    """Alternative text; empty where the author gave none."""
    read_from: str = ""
    """Digest of the bytes that it was made from."""
    own_size: tuple[int, int] = (0, 0)
    """Width and height in pixels of what it was made from, upright: the author's own file."""


@dataclass(frozen=True)
class Article:
    """What a reader understood of one source."""

    slug: str
    """Name of the handout's files, ASCII, from the source's file name."""
    source: str
    """Path relative to the clinic's folder, for messages."""
    title: str
    """The words of the title, spaces made single."""
    body: str
    """Clean XHTML without a root element; headings from h2 on, each with an id."""
    language: str
    """BCP 47 tag, such as en or es."""
    original: str = ""
    """Slug of the article that it translates, by its file's name; empty where it is no translation."""
    subtitle: str = ""
    """From front matter, or from a Word file's style of that name."""
    bylines: tuple[Byline, ...] = ()
    """Authors first, then reviewers and editors."""
    published: date | None = None
    """Day of first publication."""
    reviewed: date | None = None
    """Day of the last clinical review."""
    updated: date | None = None
    """Day of the last change that the article tells."""
    summary: str = ""
    """From front matter."""
    key_points: tuple[str, ...] = ()
    """From front matter."""
    source_url: str = ""
    """Where the article stands on the web."""
    topics: tuple[str, ...] = ()
    """From front matter."""
    excused: tuple[tuple[str, str], ...] = ()
    """From front matter: code of each finding that is left as it is, and the reason, empty where none is given."""
    sections: tuple[Section, ...] = ()
    """Headings in reading order."""
    pictures: tuple[Picture, ...] = ()
    """In the order of first appearance."""
    picture_paths: tuple[str, ...] = ()
    """Every local picture path the source names, found or not, relative to sources/: what a change is told by."""
    removed: tuple[Removed, ...] = ()
    """Every line of the source that is not on the page, in order."""
    named: tuple[str, ...] = ()
    """What stood below it on its web page and may be titles or addresses of other articles, in order."""
    taken: tuple[str, ...] = ()
    """Lines that became title, byline or date, in order, spaces made single."""
    findings: tuple[Finding, ...] = ()
    """What the reader noticed."""
    decisions: tuple[Decision, ...] = ()
    """Where a source has no mark-up: each line that might have been a heading, in order."""
