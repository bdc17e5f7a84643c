"""What the ledger knows of one handout, and of one chapter of the bundle."""

from dataclasses import dataclass

from ..model import Finding, PageStart, Receipt


@dataclass(frozen=True)
class Entry:
    """What is known of a handout that was made."""

    slug: str
    edition: str
    source: str
    """Path relative to the clinic's folder; empty for the bundle."""
    path: str
    """Path relative to the clinic's folder."""
    parts: dict[str, str]
    """What it was made of: name of the part -> digest."""
    pictures: tuple[str, ...]
    """Paths relative to sources/ that the source names."""
    digest: str
    """Of the handout's bytes."""
    size: int
    pages: int | None
    findings: tuple[Finding, ...]
    starts: tuple[PageStart, ...] = ()
    """Where its printed pages begin."""


@dataclass(frozen=True)
class KeptChapter:
    """What is known of a chapter of the bundle that was made."""

    slug: str
    made_of: str
    """Digest of all that is on it."""
    digest: str
    """Of the document's bytes, which were proved."""
    pages: tuple[str, ...]
    """Numbers of the printed pages that are marked in it."""
    assets: tuple[tuple[str, str], ...]
    """Name and media type of each file that it shows."""


@dataclass(frozen=True)
class SiteEntry:
    """What is known of a file of the download page."""

    path: str
    """Relative to the clinic's folder; empty for the page as a whole."""
    owner: str
    """The path of the page that it belongs to: its own, or that of the article which shows it."""
    made_of: str
    """Digest of all that its owner was made of; empty for what is made anew each time and compared."""
    digest: str
    """Of its bytes."""


def receipt_of(entry: Entry) -> Receipt:
    """Give the receipt of a handout that is up to date."""
    return Receipt(
        entry.slug,
        entry.edition,
        entry.path,
        "kept",
        "up to date",
        entry.size,
        entry.pages,
        entry.source,
        entry.findings,
    )
