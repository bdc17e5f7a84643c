"""Make what the plan says."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from pathlib import Path

from ..errors import HandoutError, ProofError, SettingsError, SourceError, TooLongError, WorkerError
from ..model import Article, Clinic, Facts, Finding, Handout, Layout, Receipt
from . import fingerprints
from .kept_readings import KeptReadings
from .ledger import Entry, Ledger
from .limits import Limits, Work
from .placing import Place, not_written
from .plan import Plan, Task, print_edition
from .preparing import Build, Prepared, prepare
from .printed_pages import PrintedPages
from .proving import render_and_prove, to_prove
from .reading import Reading
from .sources import Source
from .workers import Crew


def make(
    plan: Plan,
    folder: Path,
    clinic: Clinic,
    layout: Layout,
    ledger: Ledger,
    place: Place,
    crew: Crew,
    *,
    strict: bool = False,
    unavailable: Mapping[str, str] | None = None,
) -> Iterator[Receipt]:
    """Make every task of a plan; give a receipt as each handout finishes.

    A handout is written beside its place and renamed into it, so that what was there before stays until
    its replacement is whole. With `strict`, a handout with findings is not put in place. `unavailable`
    says, by kind of edition, why none can be made here. A task that fails, or whose handout fails its proof,
    gives a receipt; the others go on.
    """
    edition = None if "pdf" in (unavailable or {}) else print_edition(clinic)
    limits = Limits(clinic.time_limit, clinic.memory_limit)
    printed = PrintedPages(edition, clinic, layout, ledger, limits) if edition else None
    reading = Reading(_to_read(plan), folder, clinic, crew.readers, limits, KeptReadings(ledger, clinic))
    build = Build(folder, clinic, layout, ledger, place, crew, limits, reading, printed, strict, unavailable or {})
    yield from plan.refused
    # An ePub lists the pages of the PDF, and a binder holds some, so all PDFs are finished first.
    prints = [task for task in plan.tasks if task.edition.kind == "pdf"]
    for receipt in _make_all(prints, plan, build):
        if receipt.status == "failed":
            build.failed.add((receipt.slug, receipt.edition))
            if printed and receipt.edition == printed.edition.name:
                printed.give_up(receipt.slug)
        yield receipt
    yield from _make_all([task for task in plan.tasks if task.edition.kind != "pdf"], plan, build)


def _to_read(plan: Plan) -> list[Source]:
    """Give the sources that the tasks are made of, in their order."""
    if any(task.source is None for task in plan.tasks):
        return plan.sources
    return list({task.slug: task.source for task in plan.tasks if task.source}.values())


def _make_all(tasks: Sequence[Task], plan: Plan, build: Build) -> Iterator[Receipt]:
    pending: dict[Future[Handout], tuple[Task, Prepared]] = {}
    try:
        for task in tasks:
            while len(pending) >= build.crew.ahead:
                yield from _finish(pending, build)
            prepared = _prepared(task, plan, build)
            if isinstance(prepared, Receipt):
                yield prepared
                continue
            pending[_begin(prepared, build)] = (task, prepared)
        while pending:
            yield from _finish(pending, build)
    finally:
        for future in pending:
            future.cancel()


def _begin(prepared: Prepared, build: Build) -> Future[Handout]:
    """Have a page rendered and proved; several articles bound together may take as many times as much."""
    articles = [to_prove(article) for article in prepared.articles]
    files = [asset.data for asset in build.layout.assets]
    files += [person.photo_data for person in build.clinic.clinicians if person.photo_data]
    shared: tuple[str | bytes, ...] = (prepared.page.stylesheet, *files)
    work = Work(render_and_prove, build.limits.times(len(articles)), shared)
    return build.crew.renderers.submit(work, prepared.page, articles)


def _prepared(task: Task, plan: Plan, build: Build) -> Prepared | Receipt:
    """Read and lay out; a receipt where that fails."""
    if task.edition.kind in build.unavailable:
        return _failed(task, build.unavailable[task.edition.kind])
    if task.edition.is_printed and task.slug in build.endless:
        return _failed(task, build.endless[task.slug])
    try:
        prepared = prepare(task, plan, build)
    except SourceError as error:
        return _failed(task, str(error))
    except SettingsError:
        raise
    except Exception as error:  # noqa: BLE001 - one handout must not stop the others
        return _failed(task, f"{_name(task)}: could not be laid out ({type(error).__name__}: {error}).")
    refusal = _strict_refusal(prepared.findings, build)
    return _failed(task, refusal, prepared.findings) if refusal else prepared


def _finish(pending: dict[Future[Handout], tuple[Task, Prepared]], build: Build) -> Iterator[Receipt]:
    done, _ = wait(pending, return_when=FIRST_COMPLETED)
    for future in done:
        task, prepared = pending.pop(future)
        try:
            handout = future.result()
        except ProofError as error:
            yield _failed(task, _unproven(task, error, build), prepared.findings)
        except WorkerError as error:
            message = f"{_name(task)}: {error}"
            if isinstance(error, TooLongError):
                build.endless[task.slug] = message
                for other, (task_too, _) in pending.items():
                    if task_too.slug == task.slug:
                        other.cancel()
            yield _failed(task, message, prepared.findings)
        except HandoutError as error:
            yield _failed(task, str(error), prepared.findings)
        except CancelledError:
            why = build.endless.get(task.slug, f"{_name(task)}: was not made: its worker is gone. Build again.")
            yield _failed(task, why, prepared.findings)
        except Exception as error:  # noqa: BLE001 - one handout must not stop the others
            yield _failed(task, f"{_name(task)}: could not be rendered ({type(error).__name__}: {error}).")
        else:
            yield _put_in_place(task, handout, prepared, build)


def _put_in_place(task: Task, handout: Handout, prepared: Prepared, build: Build) -> Receipt:
    findings = [*prepared.findings, *handout.findings]
    if refusal := _strict_refusal(findings, build):
        return _failed(task, refusal, findings)
    digest = fingerprints.digest(handout.data)
    before = build.ledger.find(task.slug, task.edition.name)
    try:
        build.place.put(task.path, handout.data, digest)
        if before and before.path != task.path:
            build.place.remove(before.path)
    except OSError as error:
        return _failed(task, not_written(task.path, error))
    parts = dict(prepared.parts)
    if (not task.edition.is_printed and "pdf" in build.unavailable) or (task.edition.kind == "binder" and build.failed):
        # Without a page list, or without an article: it is made again when there is one.
        parts["edition"] = ""
    source = task.source.shown if task.source else ""
    build.ledger.record(
        Entry(
            task.slug,
            task.edition.name,
            source,
            task.path,
            parts,
            prepared.pictures,
            digest,
            len(handout.data),
            handout.pages,
            tuple(findings),
            handout.starts,
        ),
        _facts(task, handout, prepared.articles),
    )
    return Receipt(
        task.slug,
        task.edition.name,
        task.path,
        "made",
        task.why,
        len(handout.data),
        handout.pages,
        source,
        tuple(findings),
    )


def _facts(task: Task, handout: Handout, articles: list[Article]) -> Facts:
    title = articles[0].title if task.source else task.topic
    return Facts(task.slug, task.edition.name, title, handout.words, handout.checks, handout.picture)


def _strict_refusal(findings: list[Finding], build: Build) -> str:
    advice = [finding for finding in findings if finding.advice]
    return (
        f"not made because of {len(advice)} finding{'s' * (len(advice) > 1)} (--strict)."
        if build.strict and advice
        else ""
    )


def _unproven(task: Task, error: ProofError, build: Build) -> str:
    kept = "What was there before stays." if (build.folder / task.path).exists() else "It was not put in place."
    return (
        f"{_name(task)}: {task.path} failed its proof: {error} {kept} If layouts/ has files of your own, "
        "look there for what hides or prints these words; if not, please report it."
    )


def _failed(task: Task, why: str, findings: list[Finding] | None = None) -> Receipt:
    source = task.source.shown if task.source else ""
    return Receipt(
        task.slug, task.edition.name, task.path, "failed", why, source=source, findings=tuple(findings or ())
    )


def _name(task: Task) -> str:
    return task.source.shown if task.source else task.path
