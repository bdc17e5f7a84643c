"""What becomes of a task: its handout in its place and in the ledger, or a receipt that says why there is none."""

from ..errors import ProofError
from ..model import Article, Facts, Finding, Handout, Receipt, excuse
from . import fingerprints
from .build import Build
from .bundling import BoundHandout
from .ledger import Entry
from .placing import not_written
from .plan import LACKS, Task
from .preparing import Prepared


def put_in_place(task: Task, handout: Handout, prepared: Prepared, build: Build) -> Receipt:
    """Put a handout that was proved in its place, and have the ledger take note; a receipt where that fails too."""
    excuses = prepared.articles[0].excused if task.source else ()
    findings = [*prepared.findings, *excuse(handout.findings, excuses)]
    if refusal := strict_refusal(findings, build):
        return failed(task, refusal, findings)
    before = build.ledger.find(task.slug, task.edition.name)
    try:
        digest, size = _placed(task, handout, prepared, build)
        if before and before.path != task.path:
            build.place.remove(before.path)
    except OSError as error:
        return failed(task, not_written(task.path, error))
    parts = dict(prepared.parts)
    if _lacks_something(task, prepared, build):
        parts[LACKS] = "something"
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
            size,
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
        size,
        handout.pages,
        source,
        tuple(findings),
    )


def _lacks_something(task: Task, prepared: Prepared, build: Build) -> bool:
    """Tell whether a handout is without what the next build may have: the list of its pages, or an article."""
    if task.edition.is_printed:
        return task.edition.kind == "binder" and bool(build.failed)
    listed = prepared.binding.listed if prepared.binding else ()
    slugs = [each.source.slug for each in listed] if listed else [task.slug]
    is_unsure = build.printed is not None and not build.printed.unsure.isdisjoint(slugs)
    return "pdf" in build.unavailable or is_unsure or (task.edition.is_book and bool(build.unread))


def _placed(task: Task, handout: Handout, prepared: Prepared, build: Build) -> tuple[str, int]:
    """Put a handout in its place; give its digest and its size. Raises OSError."""
    if not isinstance(handout, BoundHandout) or prepared.binding is None:
        digest = fingerprints.digest(handout.data)
        build.place.put(task.path, handout.data, digest)
        return digest, len(handout.data)
    written = prepared.binding.place
    digest, size = fingerprints.file_digest(written), written.stat().st_size
    build.place.put_beside(task.path, digest)
    build.ledger.keep_chapters(task.slug, handout.chapters)
    return digest, size


def _facts(task: Task, handout: Handout, articles: list[Article]) -> Facts:
    which = f"volume {task.volume.number} of {task.volume.count}" if task.volume else ""
    title = (
        articles[0].title
        if task.source
        else ", ".join(filter(None, [task.topic or "All articles" * bool(which), which]))
    )
    return Facts(task.slug, task.edition.name, title, handout.words, handout.checks, handout.picture)


def strict_refusal(findings: list[Finding], build: Build) -> str:
    """Say that a strict build does not make a handout because of what was found; nothing where it does."""
    advice = [finding for finding in findings if finding.refuses]
    return (
        f"not made because of {len(advice)} finding{'s' * (len(advice) > 1)} (--strict)."
        if build.strict and advice
        else ""
    )


def unproven(task: Task, error: ProofError, build: Build) -> str:
    """Say that a handout failed its proof, and what became of it."""
    kept = "What was there before stays." if (build.folder / task.path).exists() else "It was not put in place."
    return (
        f"{name_of(task)}: {task.path} failed its proof: {error} {kept} If layouts/ has files of your own, "
        "look there for what hides or prints these words; if not, please report it."
    )


def failed(task: Task, why: str, findings: list[Finding] | None = None) -> Receipt:
    """Give the receipt of a handout that could not be made."""
    source = task.source.shown if task.source else ""
    return Receipt(
        task.slug, task.edition.name, task.path, "failed", why, source=source, findings=tuple(findings or ())
    )


def name_of(task: Task) -> str:
    """Name what is wrong in a message: the article's file, or the book."""
    return task.source.shown if task.source else task.path
