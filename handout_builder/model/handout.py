"""A handout: a file that was made, and what became of it."""

from dataclasses import dataclass, field
from typing import Literal

from .article import Finding

Status = Literal["made", "kept", "failed", "removed", "would make", "would remove"]


PICTURED_PAGES = 6
"""Pages that the picture of a handout shows at most: its first ones."""


@dataclass(frozen=True)
class PageStart:
    """Where a printed page begins in its article."""

    offset: int
    """Letters before it, without spaces, counted from the title's first; a picture counts as one."""
    letters: str
    """The first letters on the page, without spaces."""


@dataclass(frozen=True)
class Handout:
    """A file that was made, before it is put in place."""

    data: bytes = field(repr=False)
    pages: int | None = None
    """Number of printed pages; None for an ePub."""
    findings: tuple[Finding, ...] = ()
    """What the renderer noticed."""
    starts: tuple[PageStart, ...] = ()
    """Where the printed pages begin; none for an ePub."""
    picture: bytes = field(default=b"", repr=False)
    """Its first pages, small, as a JPEG; empty for an ePub."""
    checks: int = 0
    """How many checks its proof passed."""
    words: int = 0
    """Of all its articles' bodies."""


@dataclass(frozen=True)
class Facts:
    """What the report tells of a handout, beside what its receipt tells."""

    slug: str
    edition: str
    title: str
    """The article's title; empty for the bundle."""
    words: int
    """Of all its articles' bodies."""
    checks: int
    """How many checks its proof passed."""
    picture: bytes = field(default=b"", repr=False)
    """Its first pages, small, as a JPEG; empty for an ePub."""


@dataclass(frozen=True)
class Receipt:
    """What became of one handout."""

    slug: str
    """Empty for the bundle."""
    edition: str
    path: str
    """Relative to the clinic's folder, with forward slashes."""
    status: Status
    why: str = ""
    """What made it necessary, or what went wrong."""
    size: int | None = None
    """Bytes."""
    pages: int | None = None
    source: str = ""
    findings: tuple[Finding, ...] = ()
