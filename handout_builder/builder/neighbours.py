"""Which articles an article offers at its end: told from what is known of all of them, so it may change with any."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Clinic, Listing, Neighbour
from ..pages import ReadNext, names_others
from . import fingerprints
from .kept_readings import KeptReadings
from .sources import Source

if TYPE_CHECKING:
    from .plan import Plan, Same, Task

NEXT = "next"
"""The part of a handout that is the articles it offers; it has none where it offers nothing."""
WHY = "an article it offers changed"


def next_parts(neighbours: Sequence[Neighbour]) -> dict[str, str]:
    """Give the part of a handout that is what it offers."""
    if not neighbours:
        return {}
    return {NEXT: fingerprints.digest(repr(tuple(neighbours)).encode("utf-8", "surrogatepass"))}


def offers_the_same(parts: Mapping[str, str], neighbours: Sequence[Neighbour]) -> bool:
    """Tell whether what was made of these parts offers these articles."""
    return parts.get(NEXT, "") == next_parts(neighbours).get(NEXT, "")


def part_by_neighbours(plan: "Plan", same: Iterable["Same"], readings: KeptReadings, clinic: Clinic) -> None:
    """Plan what is made of the same as before by what it would offer now: kept, made again, or left till it is known.

    Of the articles only those that changed are not known yet, so most of it is decided without reading any.
    """
    unknown: set[str] = set()
    naming: set[str] = set()
    for source in plan.sources:
        found = readings.listed(source)
        if found is None:
            unknown.add(source.slug)
        elif names_others(found.listing):
            naming.add(source.slug)
    read_next = ReadNext(_known(plan.sources, readings), clinic)
    for task, entry in same:
        if task.slug in unknown or (unknown and task.slug in naming):
            plan.waiting.append(task)
        elif offers_the_same(entry.parts, _own(task, naming, read_next, readings)):
            plan.kept.append(entry)
        else:
            plan.tasks.append(replace(task, why=WHY))


def _known(sources: Iterable[Source], readings: KeptReadings) -> Iterator[Listing]:
    return (found.listing for found in map(readings.listed, sources) if found)


def _own(task: "Task", naming: set[str], read_next: ReadNext, readings: KeptReadings) -> tuple[Neighbour, ...]:
    found = readings.listed(task.source) if task.source and task.slug in naming else None
    return read_next.after(found.listing) if found else ()
