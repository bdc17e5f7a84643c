"""Make what the plan says: the only writer of handouts/ and of the ledger."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import HandoutError, ProofError, SettingsError, SourceError
from ..model import Article, Clinic, Facts, Finding, Handout, Layout, Page, PageStart, Receipt
from ..pages import bind, lay_out, lost_links, together
from ..readers import read
from . import fingerprints
from .ledger import Entry, Ledger
from .plan import Plan, Source, Task, print_edition
from .printed_pages import PrintedPages
from .proving import render_and_prove, to_prove

AHEAD = 16
"""Pages laid out and not yet rendered, at most: they are what takes memory."""

_PART = ".part"


@dataclass
class _Build:
    folder: Path
    clinic: Clinic
    layout: Layout
    ledger: Ledger
    strict: bool
    unavailable: Mapping[str, str]
    executor: Executor
    printed: PrintedPages | None
    articles: dict[str, Article] = field(default_factory=dict)
    """By slug; what has been read."""
    unreadable: dict[str, str] = field(default_factory=dict)
    """By slug; what is wrong with it."""


def make(
    plan: Plan,
    folder: Path,
    clinic: Clinic,
    layout: Layout,
    ledger: Ledger,
    executor: Executor,
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
    printed = PrintedPages(edition, folder, clinic, layout, ledger) if edition else None
    build = _Build(folder, clinic, layout, ledger, strict, unavailable or {}, executor, printed)
    yield from plan.refused
    # An ePub lists the pages of the PDF, so all PDFs are finished first.
    prints = [task for task in plan.tasks if task.edition.kind == "pdf"]
    yield from _make_all(prints, plan, build)
    yield from _make_all([task for task in plan.tasks if task.edition.kind != "pdf"], plan, build)


def _make_all(tasks: Sequence[Task], plan: Plan, build: _Build) -> Iterator[Receipt]:
    pending: dict[Future[Handout], tuple[Task, list[Article], list[Finding]]] = {}
    try:
        for task in tasks:
            while len(pending) >= AHEAD:
                yield from _finish(pending, build)
            prepared = _prepare(task, plan, build)
            if isinstance(prepared, Receipt):
                yield prepared
                continue
            page, articles, findings = prepared
            future = build.executor.submit(render_and_prove, page, [to_prove(article) for article in articles])
            pending[future] = (task, articles, findings)
            if future.done():
                yield from _finish(pending, build)
        while pending:
            yield from _finish(pending, build)
    finally:
        for future in pending:
            future.cancel()


def remove(entry: Entry, folder: Path, ledger: Ledger) -> Receipt:
    """Take away a handout that is wanted no more."""
    try:
        (folder / entry.path).unlink(missing_ok=True)
    except OSError as error:
        why = f"{entry.path}: cannot be removed ({error.strerror}). Remove it by hand."
        return Receipt(entry.slug, entry.edition, entry.path, "failed", why, source=entry.path)
    ledger.forget(entry.slug, entry.edition)
    return Receipt(entry.slug, entry.edition, entry.path, "removed", why_gone(entry, folder), source=entry.source)


def why_gone(entry: Entry, folder: Path) -> str:
    """Say why a handout is wanted no more."""
    if entry.source and not (folder / entry.source).exists():
        return f"{entry.source} is gone"
    return f"the edition {entry.edition} is no longer made" if entry.source else "the bundle is no longer made"


def _prepare(task: Task, plan: Plan, build: _Build) -> Receipt | tuple[Page, list[Article], list[Finding]]:
    """Read and lay out; a receipt where that fails."""
    if task.edition.kind in build.unavailable:
        return _failed(task, build.unavailable[task.edition.kind])
    try:
        if task.source is None:
            return _prepare_bundle(task, plan, build)
        article = _article(task.source, build)
        findings = list(article.findings)
        if refusal := _strict_refusal(findings, build):
            return _failed(task, refusal, findings)
        starts = _starts([(task.source, article)], task, build).get(article.slug, ())
        edition = build.printed.edition if build.printed else None
        return lay_out(article, build.clinic, build.layout, task.edition, edition, starts), [article], findings
    except SourceError as error:
        return _failed(task, str(error))
    except SettingsError:
        raise
    except Exception as error:  # noqa: BLE001 - one handout must not stop the others
        return _failed(task, f"{_name(task)}: could not be laid out ({type(error).__name__}: {error}).")


def _prepare_bundle(task: Task, plan: Plan, build: _Build) -> Receipt | tuple[Page, list[Article], list[Finding]]:
    articles: list[tuple[Source, Article]] = []
    left_out: list[str] = []
    for source in plan.sources:
        try:
            articles.append((source, _article(source, build)))
        except SourceError:
            left_out.append(source.shown)
    if not articles:
        return _failed(task, "the bundle has no article that can be read.")
    findings = [Finding("X103", f"{name} is not in the bundle because it cannot be read.") for name in left_out]
    findings += [
        replace(finding, message=f"{article.source}: {finding.message}")
        for article, finding in lost_links([article for _, article in articles])
    ]
    if refusal := _strict_refusal(findings, build):
        return _failed(task, refusal, findings)
    starts = _starts(articles, task, build)
    bound = together([article for _, article in articles], build.clinic)
    edition = build.printed.edition if build.printed else None
    return bind(bound, build.clinic, build.layout, task.edition, task.slug, edition, starts), bound, findings


def _starts(articles: Sequence[tuple[Source, Article]], task: Task, build: _Build) -> dict[str, tuple[PageStart, ...]]:
    """Find where the printed pages of an ePub's articles begin; of none where it is a PDF or PDFs cannot be made."""
    if task.edition.is_printed or build.printed is None:
        return {}
    return build.printed.starts(articles, task.parts, build.executor)


def _article(source: Source, build: _Build) -> Article:
    """Read a source once for all its editions."""
    if source.slug in build.unreadable:
        raise SourceError(build.unreadable[source.slug])
    if source.slug not in build.articles:
        try:
            (build.articles[source.slug],) = read(
                source.path, build.folder, build.clinic.clinicians, build.clinic.language
            )
        except SourceError as error:
            build.unreadable[source.slug] = str(error)
            raise
    return build.articles[source.slug]


def _finish(
    pending: dict[Future[Handout], tuple[Task, list[Article], list[Finding]]], build: _Build
) -> Iterator[Receipt]:
    done, _ = wait(pending, return_when=FIRST_COMPLETED)
    for future in done:
        task, articles, findings = pending.pop(future)
        try:
            handout = future.result()
        except ProofError as error:
            yield _failed(task, _unproven(task, error, build), findings)
        except HandoutError as error:
            yield _failed(task, str(error), findings)
        except BrokenProcessPool:
            yield _failed(
                task,
                f"{_name(task)}: the process that rendered it died. Build again; if it dies again, use --jobs 1.",
            )
        except Exception as error:  # noqa: BLE001 - one handout must not stop the others
            yield _failed(task, f"{_name(task)}: could not be rendered ({type(error).__name__}: {error}).")
        else:
            yield _put_in_place(task, handout, articles, findings, build)


def _put_in_place(
    task: Task, handout: Handout, articles: list[Article], findings: list[Finding], build: _Build
) -> Receipt:
    findings = [*findings, *handout.findings]
    if refusal := _strict_refusal(findings, build):
        return _failed(task, refusal, findings)
    path = build.folder / task.path
    try:
        write_beside(path, handout.data)
    except OSError as error:
        return _failed(
            task,
            f"{task.path}: cannot be written ({error.strerror}). Close it where it is open, and build again.",
        )
    before = build.ledger.find(task.slug, task.edition.name)
    names = tuple(name for article in articles for name in article.picture_paths)
    parts = task.parts | {"pictures": fingerprints.files_digest(build.folder / "sources", names)}
    if not task.edition.is_printed and "pdf" in build.unavailable:
        # Without a page list: it is made again when there is one.
        parts["edition"] = ""
    digest = fingerprints.digest(handout.data)
    source = task.source.shown if task.source else ""
    build.ledger.record(
        Entry(
            task.slug,
            task.edition.name,
            source,
            task.path,
            parts,
            names,
            digest,
            len(handout.data),
            handout.pages,
            tuple(findings),
            handout.starts,
        )
    )
    build.ledger.describe(_facts(task, handout, articles))
    if before and before.path != task.path:
        (build.folder / before.path).unlink(missing_ok=True)
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
    # It loads a parser, which a build that makes nothing does without.
    from ..readers.body import body_words

    words = sum(len(body_words(article.body)) for article in articles)
    title = articles[0].title if task.source else ""
    return Facts(task.slug, task.edition.name, title, words, handout.checks, handout.picture)


def write_beside(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it, so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}{_PART}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def sweep(handouts: Path) -> None:
    """Take away what a build that was killed left half-written."""
    for path in handouts.rglob(f".*{_PART}"):
        path.unlink(missing_ok=True)


def _strict_refusal(findings: list[Finding], build: _Build) -> str:
    advice = [finding for finding in findings if finding.advice]
    return (
        f"not made because of {len(advice)} finding{'s' * (len(advice) > 1)} (--strict)."
        if build.strict and advice
        else ""
    )


def _unproven(task: Task, error: ProofError, build: _Build) -> str:
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
