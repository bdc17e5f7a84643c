"""Make what the plan says."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..errors import (
    HandoutError,
    ProofError,
    SettingsError,
    SourceError,
    StorageError,
    TooLongError,
    WorkerError,
)
from ..model import Clinic, Handout, Layout, Receipt
from ..pages import rehearse
from .build import Build
from .bundling import bind_and_prove
from .entry import receipt_of
from .kept_readings import KeptReadings
from .ledger import Ledger
from .limits import Limits, Work
from .neighbours import WHY, offers_the_same
from .outcomes import failed, name_of, put_in_place, strict_refusal, unproven
from .placing import Place
from .plan import Plan, Task, print_edition
from .preparing import Prepared, prepare
from .printed_pages import PrintedPages
from .proving import Judge, render_and_prove, to_prove
from .reading import Reading
from .shelf import Shelf
from .sources import Source
from .volumes import clear_away, in_volumes
from .workers import Crew

_VOLUMES_AHEAD = 2
"""Bundles that are begun at once at most."""


def make(
    plan: Plan,
    folder: Path,
    clinic: Clinic,
    layout: Layout,
    ledger: Ledger,
    place: Place,
    crew: Crew,
    *,
    today: date,
    strict: bool = False,
    unavailable: Mapping[str, str] | None = None,
) -> Iterator[Receipt]:
    """Make every task of a plan; give a receipt as each handout finishes.

    A handout is written beside its place and renamed into it, so that what was there before stays until
    its replacement is whole. `today` is the day from which the checks count. With `strict`, a handout with
    findings of those who read or made it is not put in place. `unavailable` says, by kind of edition, why none
    can be made here. A task that fails, or whose handout fails its proof, gives a receipt; the others go on.
    """
    edition = None if "pdf" in (unavailable or {}) else print_edition(clinic)
    limits = Limits(clinic.time_limit, clinic.memory_limit)
    printed = PrintedPages(edition, clinic, layout, ledger, limits) if edition else None
    kept = KeptReadings(ledger, clinic, folder)
    reading = Reading(_to_read(plan, kept), folder, clinic, crew.readers, limits, kept)
    shelf = Shelf(place.beside("handouts/shelf"))
    why = unavailable or {}
    judge = Judge.of(clinic, today)
    build = Build(
        folder,
        clinic,
        layout,
        ledger,
        place,
        crew,
        limits,
        reading,
        printed,
        shelf,
        judge,
        plan.sources,
        plan.is_whole,
        strict,
        why,
    )
    # The workers are loading meanwhile.
    rehearse(clinic, layout, {task.edition for task in plan.tasks if task.source})
    # Until all is made, none of it is sure to offer what it should.
    ledger.record_settled("")
    try:
        yield from plan.refused
        yield from _make_in_turn(plan, build)
    finally:
        shelf.take_away()


def _make_in_turn(plan: Plan, build: Build) -> Iterator[Receipt]:
    # An ePub lists the pages of the PDF, and a binder holds some, so all PDFs are finished first.
    tasks = [*plan.tasks, *plan.waiting]
    prints = [task for task in tasks if task.edition.kind == "pdf"]
    for receipt in _make_all(_naming_last(prints, build), plan, build):
        if receipt.status == "failed":
            build.failed.add((receipt.slug, receipt.edition))
            if build.printed and receipt.edition == build.printed.edition.name:
                build.printed.give_up(receipt.slug)
        yield receipt
    # A book takes longest: it is begun first, so that no other worker is idle when it is the last one at work.
    others = [task for task in tasks if task.edition.kind != "pdf"]
    books: list[tuple[Task, list[Task | Receipt]]] = []
    missing = set()
    others.sort(key=lambda task: not task.edition.is_book)
    for receipt in _make_all(_in_volumes(_naming_last(others, build), plan, build, books), plan, build):
        if receipt.status == "failed":
            missing.add((receipt.slug, receipt.edition))
        yield receipt
    for task, volumes in books:
        if not missing & {(volume.slug, task.edition.name) for volume in volumes}:
            yield from clear_away(task, volumes, build)


def _naming_last(tasks: Iterable[Task], build: Build) -> Iterator[Task | Receipt]:
    """Give the tasks of articles that name others at the end: what they offer is told when all are read."""
    later = []
    for task in tasks:
        if task.source and (not task.why or build.names_others(task.source)):
            later.append(task)
        else:
            yield task
    for task in later:
        yield task if task.why else _looked_at_again(task, build)


def _looked_at_again(task: Task, build: Build) -> Task | Receipt:
    """Keep a handout that offers what it would offer now that all articles are read."""
    entry = build.ledger.find(task.slug, task.edition.name)
    assert entry and task.source  # noqa: S101 - for the type checker
    try:
        neighbours = build.neighbours_of(build.listed(task.source).listing)
    except SourceError as error:
        return failed(task, str(error))
    return receipt_of(entry) if offers_the_same(entry.parts, neighbours) else replace(task, why=WHY)


def _in_volumes(
    tasks: Iterable[Task | Receipt], plan: Plan, build: Build, books: list[tuple[Task, list[Task | Receipt]]]
) -> Iterator[Task | Receipt]:
    """Give the tasks with each book in its volumes, of which `books` takes note."""
    for task in tasks:
        if isinstance(task, Task) and task.edition.is_book:
            books.append((task, list(in_volumes(task, plan, build))))
            yield from books[-1][1]
        else:
            yield task


def _to_read(plan: Plan, kept: KeptReadings) -> list[Source]:
    """Give the sources that the tasks are made of, in their order."""
    wanted = {task.slug: task.source for task in plan.tasks if task.source}
    if plan.waiting or any(task.source is None for task in plan.tasks):
        others = [source for source in plan.sources if source.slug not in wanted]
        wanted |= {source.slug: source for source in others if not kept.listed(source)}
    return list(wanted.values())


def _make_all(tasks: Iterable[Task | Receipt], plan: Plan, build: Build) -> Iterator[Receipt]:
    pending: dict[Future[Handout], tuple[Task, Prepared]] = {}
    try:
        for task in tasks:
            while _is_full(pending, build):
                yield from _finish(pending, build)
            if isinstance(task, Receipt):
                yield task
                continue
            prepared = _prepared(task, plan, build)
            if isinstance(prepared, Receipt):
                yield prepared
                continue
            pending[_begin(task, prepared, build)] = (task, prepared)
        while pending:
            yield from _finish(pending, build)
    finally:
        for future in pending:
            future.cancel()


def _is_full(pending: Mapping[Future[Handout], tuple[Task, Prepared]], build: Build) -> bool:
    """Tell whether what is begun is enough for now; what is known of thousands of articles is much to hold."""
    volumes = sum(bool(prepared.binding) for _, prepared in pending.values())
    return len(pending) >= build.crew.ahead or volumes >= _VOLUMES_AHEAD


def _begin(task: Task, prepared: Prepared, build: Build) -> Future[Handout]:
    """Have a page rendered and proved; several articles bound together may take as many times as much."""
    if prepared.page is None:
        # A bundle may be too large to be sent to another machine and back.
        assert prepared.binding  # noqa: S101 - for the type checker
        limits = build.limits.times(len(prepared.binding.listed))
        return build.crew.readers.submit(Work(bind_and_prove, limits), prepared.binding)
    articles = [to_prove(article) for article in prepared.articles]
    files = [asset.data for asset in build.layout.assets]
    files += [person.photo_data for person in build.clinic.clinicians if person.photo_data]
    shared: tuple[str | bytes, ...] = (prepared.page.stylesheet, *files)
    work = Work(render_and_prove, build.limits.times(len(articles)), shared)
    return build.crew.renderers.submit(work, prepared.page, articles, _judge_for(task, build))


def _judge_for(task: Task, build: Build) -> Judge | None:
    """Have an article checked with the first of its handouts that is told of, whatever their number."""
    if task.source is None or task.edition.part_of or task.slug in build.judged:
        return None
    build.judged.add(task.slug)
    return build.judge


def _prepared(task: Task, plan: Plan, build: Build) -> Prepared | Receipt:
    """Read and lay out; a receipt where that fails."""
    if task.edition.kind in build.unavailable:
        return failed(task, build.unavailable[task.edition.kind])
    if task.edition.is_printed and task.slug in build.endless:
        return failed(task, build.endless[task.slug])
    try:
        prepared = prepare(task, plan, build)
    except SourceError as error:
        return failed(task, str(error))
    except (SettingsError, StorageError):
        raise
    except Exception as error:  # noqa: BLE001 - one handout must not stop the others
        return failed(task, f"{name_of(task)}: could not be laid out ({type(error).__name__}: {error}).")
    refusal = strict_refusal(prepared.findings, build)
    return failed(task, refusal, prepared.findings) if refusal else prepared


def _finish(pending: dict[Future[Handout], tuple[Task, Prepared]], build: Build) -> Iterator[Receipt]:
    done, _ = wait(pending, return_when=FIRST_COMPLETED)
    for future in done:
        task, prepared = pending.pop(future)
        try:
            yield _finished(task, future, prepared, pending, build)
        finally:
            if prepared.binding:
                prepared.binding.place.unlink(missing_ok=True)


def _finished(
    task: Task,
    future: Future[Handout],
    prepared: Prepared,
    pending: Mapping[Future[Handout], tuple[Task, Prepared]],
    build: Build,
) -> Receipt:
    try:
        handout = future.result()
    except ProofError as error:
        return failed(task, unproven(task, error, build), prepared.findings)
    except WorkerError as error:
        message = f"{name_of(task)}: {error}"
        if isinstance(error, TooLongError):
            build.endless[task.slug] = message
            for other, (task_too, _) in pending.items():
                if task_too.slug == task.slug:
                    other.cancel()
        return failed(task, message, prepared.findings)
    except (SettingsError, StorageError):
        raise
    except HandoutError as error:
        return failed(task, str(error), prepared.findings)
    except CancelledError:
        why = build.endless.get(task.slug, f"{name_of(task)}: was not made: its worker is gone. Build again.")
        return failed(task, why, prepared.findings)
    except Exception as error:  # noqa: BLE001 - one handout must not stop the others
        return failed(task, f"{name_of(task)}: could not be rendered ({type(error).__name__}: {error}).")
    return put_in_place(task, handout, prepared, build)
