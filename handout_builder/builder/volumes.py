"""The volumes of a book: what too many articles for one file are bound in, so that no process holds them all.

How many there are is known only when the articles are: one is bound where its topic leads it, and its translations
stay with it. So a book is one task of a plan, and becomes its volumes when it is made.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ..errors import SourceError
from ..model import Clinic, Edition, Receipt, Volume
from ..pages import grouped
from ..pages.translations import Translated
from . import fingerprints
from .books import book_path, members_digest, volume_slug, volumes_of
from .build import Build
from .entry import receipt_of
from .placing import remove
from .plan import Plan, Task, is_about

T = TypeVar("T", bound=Translated)

ARTICLES = {"bundle": 2_000, "binder": 100}
"""Kind of a book -> the articles of a volume at most: what 300 MB hold, and what a ring binder does."""


@dataclass(frozen=True)
class _Member:
    """What tells where an article is bound, and whether it is as it was: thousands are known at once."""

    slug: str
    original: str
    language: str
    state: str
    number: int
    """Its place among the sources, from 0."""


def in_volumes(task: Task, plan: Plan, build: Build) -> Iterator[Task | Receipt]:
    """Give the tasks of a book's volumes, and receipts of those that hold just what they held."""
    members, unreadable = _members(task, plan, build)
    volumes = filled(members, task.edition, build.clinic)
    if not volumes:
        # What is bound in nothing says why.
        yield replace(task, members=tuple(plan.sources))
    for number, volume in enumerate(volumes, start=1):
        # What cannot be read is told of once.
        left_out = unreadable if number == len(volumes) else []
        each = _volume_task(task, plan, volume, left_out, Volume(number, len(volumes)))
        yield _kept(each, build) or each


def filled(articles: Iterable[T], edition: Edition, clinic: Clinic) -> list[list[T]]:
    """Fill volumes one after the other; translations are not parted."""
    volumes: list[list[T]] = []
    for group in grouped(list(articles), clinic):
        if not volumes or len(volumes[-1]) + len(group) > ARTICLES[edition.kind]:
            volumes.append([])
        volumes[-1] += group
    return volumes


def clear_away(task: Task, made: Sequence[Task | Receipt], build: Build) -> Iterator[Receipt]:
    """Take away the volumes that a book has no more, once all that it has are made."""
    slugs = {each.slug for each in made}
    for entry in volumes_of(build.ledger, task.slug, task.edition.name):
        if entry.slug not in slugs:
            receipt = remove(entry, build.folder, build.ledger, build.place)
            is_gone = receipt.status == "removed"
            yield replace(receipt, why="its articles are in other volumes") if is_gone else receipt


def _members(task: Task, plan: Plan, build: Build) -> tuple[list[_Member], list[int]]:
    """Give the articles of a book, and the numbers of the sources that cannot be read."""
    members, unreadable = [], []
    for number, source in enumerate(plan.sources):
        try:
            found = build.listed(source)
        except SourceError:
            unreadable.append(number)
            continue
        one = found.listing
        if is_about(one, task.topic):
            state = build.state_of(found)
            members.append(_Member(one.slug, one.original, one.language, state, number))
    return members, unreadable


def _volume_task(task: Task, plan: Plan, volume: Sequence[_Member], left_out: Sequence[int], place: Volume) -> Task:
    in_order = sorted(volume, key=lambda member: member.number)
    numbers = sorted([*(member.number for member in volume), *left_out])
    own = place if place.count > 1 else None
    slug = volume_slug(task.slug, place.number) if own else task.slug
    states = [member.state for member in in_order]
    parts = members_digest(states, [plan.sources[number] for number in left_out], own)
    return replace(
        task,
        slug=slug,
        path=book_path(slug, task.edition),
        parts=task.parts | parts,
        members=tuple(plan.sources[number] for number in numbers),
        volume=own,
    )


def _kept(task: Task, build: Build) -> Receipt | None:
    """Keep a volume that holds what it held, and is as it was made, though other articles changed."""
    entry = build.ledger.find(task.slug, task.edition.name)
    if entry is None or task.why == "forced" or task.edition.kind in build.unavailable:
        return None
    # A part that is there no more is a change too.
    is_same = _own_parts(task.parts) == _own_parts(entry.parts) and entry.path == task.path
    if not is_same or fingerprints.handout_digest(build.folder, entry.path) != entry.digest:
        return None
    pictures = fingerprints.files_digest(build.folder / "sources", entry.pictures)
    build.ledger.renew(replace(entry, parts=task.parts | {"pictures": pictures}))
    return receipt_of(entry)


def _own_parts(parts: Mapping[str, str]) -> dict[str, str]:
    """Give what a volume is made of, without what is told of all articles; those bound in it are parts of their own."""
    return {name: part for name, part in parts.items() if name not in ("articles", "pictures")}
