"""What a handout is rendered from: its articles are read, each once, and laid out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from ..errors import SourceError
from ..model import Article, Clinic, Finding, Layout, Leaves, Listing, Neighbour, Page, PageStart, excuse
from ..pages import (
    ReadNext,
    lay_out,
    lay_out_binder,
    leaves_of,
    lost_links,
    missing_labels,
    names_others,
    together,
)
from . import fingerprints
from .books import articles_digest, members_digest, source_part, state_of
from .bundling import Binding, collate
from .ledger import Entry, Ledger
from .limits import Limits
from .neighbours import NEXT, next_parts, offers_the_same
from .one_state import IN_MEMORY, AsRead, Listed, UnreadableError, listing_name, reading_name
from .placing import Place
from .plan import Plan, Task, article_parts, is_about
from .printed_pages import PrintedPages
from .proving import Judge
from .reading import Reading
from .shelf import Shelf
from .sources import Source
from .workers import Crew

L = TypeVar("L", bound=Listed)

LEAVES = "binder-leaves"
"""The edition whose handouts are bound in a binder."""


@dataclass(frozen=True)
class Prepared:
    """A page ready to be rendered, and what it was made of."""

    page: Page | None
    """None for a bundle, which is laid out by a worker."""
    articles: list[Article]
    findings: list[Finding]
    parts: dict[str, str]
    """Those of the task, of the bytes that were really read."""
    pictures: tuple[str, ...]
    """Paths relative to sources/ that its articles name."""
    binding: Binding | None = None
    """What a bundle is made from, instead of articles."""


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


def prepare(task: Task, plan: Plan, build: Build) -> Prepared:
    """Read and lay out what a task needs. Raises SourceError, and SettingsError where a template is wrong."""
    if task.source is None:
        return (
            _prepare_binder(task, plan, build) if task.edition.kind == "binder" else _prepare_bundle(task, plan, build)
        )
    reading = build.as_read(task.source)
    article = reading.article
    starts = _starts([reading], task, build).get(article.slug, ())
    edition = build.printed.edition if build.printed else None
    neighbours = build.neighbours_of(reading.listing)
    page = lay_out(article, build.clinic, build.layout, task.edition, edition, starts, neighbours)
    findings = excuse([*article.findings, *missing_labels(article.language, build.clinic)], article.excused)
    parts = task.parts | article_parts(reading.source, task.edition, build.clinic) | next_parts(neighbours)
    return _prepared(page, [reading], findings, parts)


def _prepared(page: Page, readings: list[AsRead], findings: list[Finding], parts: dict[str, str]) -> Prepared:
    pictures = [picture for reading in readings for picture in reading.pictures]
    parts = parts | {"pictures": fingerprints.together(pictures)}
    articles = [reading.article for reading in readings]
    return Prepared(page, articles, findings, parts, tuple(name for name, _ in pictures))


def _book_parts(task: Task, plan: Plan, build: Build, found: Sequence[Listed]) -> dict[str, str]:
    """Give the parts of a book as they were really read."""
    known = {each.source.slug for each in found}
    left_out = [source for source in task.members if source.slug not in known]
    states = [build.state_of(each) for each in found]
    articles = articles_digest(map(build.source_as_read, plan.sources))
    return task.parts | {"articles": articles} | members_digest(states, left_out, task.volume)


def _prepare_bundle(task: Task, plan: Plan, build: Build) -> Prepared:
    printed = build.printed.edition if build.printed else None
    listed, findings = _gathered(task, build.listed)
    while True:
        before = listed
        try:
            binding = collate(task, listed, _starts(listed, task, build), printed, build)
        except SourceError:
            listed, findings = _gathered(task, build.listed)
            if listed == before:
                raise
            continue
        # What was read for it now may not be what was listed; each source is read once, so this comes to an end.
        listed, findings = _gathered(task, build.listed)
        if listed == before:
            break
    lost = lost_links((each.listing for each in listed), (source.shown for source in plan.sources))
    findings += [replace(finding, message=f"{listing.source}: {finding.message}") for listing, finding in lost]
    findings += missing_labels(build.clinic.language, build.clinic)
    pictures = [picture for each in listed for picture in each.pictures]
    parts = _book_parts(task, plan, build, listed) | {"pictures": fingerprints.together(pictures)}
    return Prepared(None, [], findings, parts, tuple(name for name, _ in pictures), binding)


def _prepare_binder(task: Task, plan: Plan, build: Build) -> Prepared:
    found, findings = _gathered(task, build.as_read)
    readings = {reading.source.slug: reading for reading in found}
    listings = together([reading.listing for reading in found], build.clinic)
    bound: list[AsRead] = []
    leaves: list[Leaves] = []
    for reading in (readings[listing.slug] for listing in listings):
        own = _leaves(reading, task, build)
        if own is None:
            findings.append(_left_out(reading.source, task, "its pages could not be made"))
        else:
            bound.append(reading)
            leaves.append(own)
    if not bound:
        raise SourceError(f"{task.path}: has no article whose pages could be made.")
    articles = [reading.article for reading in bound]
    page = lay_out_binder(
        articles, leaves, build.clinic, build.layout, task.edition, task.slug, task.topic, task.volume
    )
    findings += missing_labels(build.clinic.language, build.clinic)
    return _prepared(page, bound, findings, _book_parts(task, plan, build, found))


def _leaves(reading: AsRead, task: Task, build: Build) -> Leaves | None:
    """Give the leaves of an article; None where they could not be made.

    Raises SourceError where they are of another text than what was read.
    """
    source, article = reading.source, reading.article
    entry = build.ledger.find(source.slug, LEAVES)
    if entry is None or (source.slug, LEAVES) in build.failed:
        return None
    made_of = {"source": source_part(source), "pictures": fingerprints.together(reading.pictures)}
    data = _bytes_of(build.folder / entry.path)
    neighbours = build.neighbours_of(reading.listing)
    is_same = made_of.items() <= entry.parts.items() and offers_the_same(entry.parts, neighbours)
    if fingerprints.digest(data) != entry.digest or not is_same:
        raise SourceError(f"{task.path}: {source.shown} was changed while it was being bound. Build again.")
    return leaves_of(article, data, entry.pages or 1, neighbours, build.clinic)


def _gathered(task: Task, ask: Callable[[Source], L]) -> tuple[list[L], list[Finding]]:
    """Ask for the articles that are bound together; those that cannot be read are left out, with a finding."""
    found: list[L] = []
    findings: list[Finding] = []
    for source in task.members:
        try:
            one = ask(source)
        except SourceError:
            findings.append(_left_out(source, task, "it cannot be read"))
        else:
            if is_about(one.listing, task.topic):
                found.append(one)
    if not found and task.topic:
        raise SourceError(
            f'{task.path}: no article has the topic "{task.topic}". Write topics: [{task.topic}] at the top of each '
            "that belongs there, or change binder_topics in layouts/clinic.toml."
        )
    if not found:
        raise SourceError(f"the {task.edition.name} has no article that can be read.")
    return found, findings


def _left_out(source: Source, task: Task, why: str) -> Finding:
    return Finding("X103", f"{source.shown} is not in the {task.edition.name} because {why}.")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _starts(listed: Sequence[Listed], task: Task, build: Build) -> Mapping[str, tuple[PageStart, ...]]:
    """Find where the printed pages of an ePub's articles begin; of none where it is a PDF or PDFs cannot be made."""
    if task.edition.is_printed or build.printed is None:
        return {}
    return build.printed.starts(listed, task.parts, build.crew.renderers, build.as_read, build.neighbours_of)
