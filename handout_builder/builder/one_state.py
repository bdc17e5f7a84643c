"""An article as it was read, with the digests of the very bytes that were read: a person may be writing meanwhile."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import SourceError
from ..model import Article, Clinician, Listing
from ..pages import listing_of
from ..readers import read
from . import fingerprints
from .sources import Source

TRIES = 4


@dataclass(frozen=True)
class Listed:
    """What a book has to know of one state of a source."""

    source: Source
    """With the digest of the bytes that were read, which can be newer than those that were planned for."""
    listing: Listing
    pictures: tuple[tuple[str, str], ...]
    """Path, relative to sources/, and digest of each picture that the source names; without a digest where none is."""


@dataclass(frozen=True)
class AsRead(Listed):
    """What was understood of one state of a source."""

    article: Article

    @property
    def listed(self) -> Listed:
        """Give what a book has to know of it."""
        return Listed(self.source, self.listing, self.pictures)


IN_MEMORY = 2_000
"""Articles of which a process remembers what books have to know; a few kilobytes each."""


def listing_name(slug: str) -> str:
    """Name what books have to know of a source on the shelf of a build."""
    return f"listing:{slug}"


def reading_name(slug: str) -> str:
    """Name what was understood of a source on the shelf of a build."""
    return f"reading:{slug}"


class UnreadableError(SourceError):
    """A source cannot be read in the state that it is in."""

    def __init__(self, why: str, source: Source) -> None:
        super().__init__(why)
        self.source = source
        """With the digest of what cannot be read; empty where it changes all the time."""

    def __reduce__(self) -> tuple[type, tuple[str, Source]]:
        return type(self), (str(self), self.source)


def read_one_state(source: Source, folder: Path, clinicians: Sequence[Clinician], language: str) -> AsRead:
    """Read a source and its pictures, and once more where one of them changed meanwhile. Raises UnreadableError."""
    before: dict[str, str] = {}
    for _ in range(TRIES):
        found = fingerprints.file_digest(source.path)
        as_found = replace(source, digest=found)
        try:
            (article,) = read(source.path, folder, clinicians, language)
        except SourceError as error:
            if fingerprints.file_digest(source.path) == found:
                raise UnreadableError(str(error), as_found) from error
            continue
        names = article.picture_paths
        pictures = tuple((name, fingerprints.file_digest(folder / "sources" / name)) for name in names)
        if fingerprints.file_digest(source.path) == found and _are_those_read(pictures, article, before):
            # It loads a parser, which the process that asks for readings does without.
            from ..readers.body import body_words

            return AsRead(as_found, listing_of(article, len(body_words(article.body))), pictures, article)
        before = dict(pictures)
    why = f"{source.shown}: changes while it is read. Save it, and build again when nobody writes in it."
    raise UnreadableError(why, replace(source, digest=""))


def _are_those_read(pictures: tuple[tuple[str, str], ...], article: Article, before: dict[str, str]) -> bool:
    """Tell whether pictures are as they were read; of one that could not be shown, as it was before it was read."""
    read_digests: dict[str, set[str]] = defaultdict(set)
    for picture in article.pictures:
        read_digests[picture.source].add(picture.read_from)
    return all(found in (read_digests.get(name) or {before.get(name, "")}) for name, found in pictures)
