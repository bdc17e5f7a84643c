"""What a handout is rendered from: its articles are read, each once, and laid out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from ..errors import SourceError
from ..model import Article, Finding, Leaves, Page, PageStart, excuse
from ..pages import lay_out, lay_out_binder, leaves_of, lost_links, missing_labels, together
from . import fingerprints
from .books import articles_digest, members_digest, source_part
from .build import Build
from .bundling import Binding, collate
from .neighbours import next_parts, offers_the_same
from .one_state import AsRead, Listed
from .plan import Plan, Task, article_parts, is_about
from .sources import Source

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
