"""What all handouts of a build share: what was asked for, and what is known of the articles so far."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import SourceError, WorkerError
from ..model import Clinic, Layout, Listing, Neighbour
from ..pages import ReadNext, names_others
from .books import state_of
from .ledger import Entry, Ledger
from .limits import Limits
from .neighbours import NEXT, next_parts
from .one_state import IN_MEMORY, AsRead, Listed, UnreadableError, listing_name, reading_name
from .placing import Place
from .printed_pages import PrintedPages
from .proving import Judge
from .reading import Reading
from .shelf import Shelf
from .sources import Source
from .workers import Crew


@dataclass
class Build:
    """What all handouts of a build share."""

    folder: Path
    clinic: Clinic
    layout: Layout
    ledger: Ledger
    place: Place
    crew: Crew
    limits: Limits
    """Of what is made of one article."""
    reading: Reading
    printed: PrintedPages | None
    shelf: Shelf
    """Where what was read waits for its turn."""
    judge: Judge
    sources: Sequence[Source] = ()
    """Every article that has a slug of its own."""
    is_whole: bool = True
    """Whether all of them may be read, to know what an article offers."""
    strict: bool = False
    unavailable: Mapping[str, str] = field(default_factory=dict)
    failed: set[tuple[str, str]] = field(default_factory=set)
    """Slug and edition of each handout that could not be made."""
    endless: dict[str, str] = field(default_factory=dict)
    """By slug of what took too long to print, what is said of it; it is not tried again on other paper."""
    unread: set[str] = field(default_factory=set)
    """Slugs of the articles that another build may be able to read: of these a worker died, or took too much."""
    judged: set[str] = field(default_factory=set)
    """Slugs of the articles that were checked."""
    _listed: dict[str, Listed] = field(default_factory=dict)
    """By slug, what a book has to know of the first sources; that of the others is on the shelf."""
    _read: dict[str, Source] = field(default_factory=dict)
    """By slug, the sources that were read in another state than they were planned in."""
    _unreadable: dict[str, UnreadableError] = field(default_factory=dict)
    _read_next: ReadNext | None = None

    def as_read(self, source: Source) -> AsRead:
        """Read a source once for all its editions. Raises SourceError each time."""
        name = reading_name(source.slug)
        if name not in self.shelf:
            self._refuse_unreadable(source)
            try:
                found = self.reading.as_read(source)
            except UnreadableError as error:
                self._unreadable[source.slug] = error
                if isinstance(error.__cause__, WorkerError):
                    self.unread.add(source.slug)
                self._take_note(source, error.source)
                raise SourceError(str(error)) from error
            self._take_note(source, found.source)
            self._keep(found.listed)
            self.shelf.put_value(name, found)
            return found
        kept: AsRead = self.shelf.get_value(name)
        return kept

    def listed(self, source: Source) -> Listed:
        """Give what a book has to know of a source, which is not read for it if that is known. Raises SourceError."""
        self._refuse_unreadable(source)
        slug = source.slug
        if slug not in self._listed and listing_name(slug) not in self.shelf:
            known = self.reading.listed(source)
            self._keep(known) if known else self.as_read(source)
        return self._listed[slug] if slug in self._listed else self.shelf.get_value(listing_name(slug))

    def names_others(self, source: Source) -> bool:
        """Tell whether what an article's handouts offer has to be told from all articles; its reading may fail."""
        try:
            return names_others(self.listed(source).listing)
        except SourceError:
            return False

    def neighbours_of(self, listing: Listing) -> tuple[Neighbour, ...]:
        """Give the articles that an article offers; for the first that names any, all are read."""
        if self._read_next is None:
            self._read_next = ReadNext(self._all_listings(), self.clinic)
        return self._read_next.after(listing)

    def state_of(self, listed: Listed) -> str:
        """Give the digest of all that an article is made of."""
        return state_of(listed.source, listed.pictures, next_parts(self.neighbours_of(listed.listing)).get(NEXT, ""))

    def _all_listings(self) -> Iterator[Listing]:
        made = {} if self.is_whole else {entry.slug: entry for entry in self.ledger.entries() if entry.source}
        for source in self.sources:
            with suppress(SourceError):
                if found := self.listed(source) if self.is_whole else self._known(source, made.get(source.slug)):
                    yield found.listing

    def _known(self, source: Source, made: Entry | None) -> Listed | None:
        """Give what is known of a source that is not to be read: as it is, or as its handouts were made."""
        if source.slug in self._listed or listing_name(source.slug) in self.shelf:
            return self.listed(source)
        return self.reading.listed(source) or (self.reading.listed_as_made(made) if made else None)

    def source_as_read(self, source: Source) -> Source:
        """Give a source with the digest of what was read; as it was planned where it was not."""
        return self._read.get(source.slug, source)

    def _refuse_unreadable(self, source: Source) -> None:
        if source.slug in self._unreadable:
            raise SourceError(str(self._unreadable[source.slug]))

    def _take_note(self, planned: Source, found: Source) -> None:
        if found != planned:
            self._read[planned.slug] = found

    def _keep(self, listed: Listed) -> None:
        slug = listed.source.slug
        if slug in self._listed or len(self._listed) < IN_MEMORY:
            self._listed[slug] = listed
        else:
            self.shelf.put_value(listing_name(slug), listed)
