"""`build`: make every handout that is not up to date."""

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import click

from ..builder import (
    REPORT,
    STRAY,
    Claims,
    Ledger,
    Place,
    Plan,
    check_folder,
    make_plan,
    only_build,
    open_ledger,
    print_edition,
    read_ledger,
    remove,
    remove_stray,
    why_gone,
)
from ..errors import MissingProgramError, SettingsError, SourceError
from ..model import EDITIONS, OFFERED, Clinic, Layout, Receipt
from ..pages import load_layout
from ..programs import pango
from ..settings import CLINIC_FILE, EXAMPLE_NAME, load_clinic
from .reporting import has_report, keep_report, receipt_of
from .talk import Results, say, tell_findings, tracked

_PARTS = {edition.name for edition in EDITIONS if edition.part_of}
"""What is made only to be bound in another edition, and is no handout to tell of."""


@dataclass(frozen=True)
class _Wanted:
    """What was asked for at the command line."""

    folder: Path
    only: tuple[str, ...]
    editions: tuple[str, ...]
    jobs: int | None
    force: bool
    keep: bool
    strict: bool
    verbose: bool


@click.command("build")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(), help="The clinic's folder (default: here).")
@click.option("--only", multiple=True, metavar="SLUG", help="Only this article's handouts; may be repeated.")
@click.option(
    "--edition",
    "editions",
    multiple=True,
    type=click.Choice(OFFERED),
    help="Only this edition; may be repeated.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    help="Processes that render (default: the cores, fewer for small builds).",
)
@click.option("--force", is_flag=True, help="Make everything again.")
@click.option("--keep", is_flag=True, help="Keep the handouts of articles that are gone.")
@click.option("--dry-run", is_flag=True, help="Say what would be made and why; make nothing.")
@click.option("--strict", is_flag=True, help="Do not make a handout that has findings.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per handout.")
@click.option("-v", "--verbose", is_flag=True, help="Say also what is kept and every finding's details.")
def command(
    folder: Path,
    only: tuple[str, ...],
    editions: tuple[str, ...],
    jobs: int | None,
    force: bool,
    keep: bool,
    dry_run: bool,
    strict: bool,
    as_json: bool,
    verbose: bool,
) -> int:
    """Make every handout that is not up to date."""
    started = time.monotonic()
    check_folder(folder)
    wanted = _Wanted(folder, only, editions, jobs, force, keep, strict, verbose)
    results = Results(folder, as_json=as_json, verbose=verbose)
    try:
        plan, unavailable = _show(wanted, results) if dry_run else _build(wanted, results)
    finally:
        results.finish()
        tell_findings(results.receipts, verbose=verbose)
    _sum_up(results.receipts, plan, time.monotonic() - started, dry_run)
    if unavailable:
        return MissingProgramError.exit_code
    return SourceError.exit_code if any(receipt.status == "failed" for receipt in results.receipts) else 0


def _show(wanted: _Wanted, results: Results) -> tuple[Plan, dict[str, str]]:
    """Show what a build would do. It needs no lock: nothing is written, not even a ledger."""
    clinic, layout = _settings(wanted.folder)
    with read_ledger(wanted.folder / "handouts") as ledger:
        plan = _plan(wanted, clinic, layout, ledger, Claims(wanted.folder))
    _tell_about_folder(plan, clinic.name, wanted.verbose)
    results.add_all(_told(_kept(plan, wanted.strict)))
    results.add_all(_told(_would_do(plan, wanted.folder, wanted.keep)))
    return plan, {}


def _build(wanted: _Wanted, results: Results) -> tuple[Plan, dict[str, str]]:
    folder = wanted.folder
    with only_build(folder / "handouts", say):
        clinic, layout = _settings(folder)
        claims = Claims(folder)
        place = Place(folder, claims)
        place.sweep()
        with open_ledger(folder / "handouts", place.make_safe) as ledger:
            plan = _plan(wanted, clinic, layout, ledger, claims)
            has_work = plan.tasks or plan.gone or not has_report(folder, ledger)
            if has_work and ledger.begin_anew_if_damaged():
                say("What was known of the handouts was damaged, so they are made again.")
                plan = _plan(wanted, clinic, layout, ledger, claims)
            _tell_about_folder(plan, clinic.name, wanted.verbose)
            unavailable = _unavailable(plan, clinic)
            results.add_all(_told(_kept(plan, wanted.strict)))
            results.add_all(_told(_removed(plan, wanted.keep, folder, ledger, place)))
            if plan.tasks or plan.refused:
                from ..builder.make import make
                from ..builder.workers import open_executor

                with open_executor(wanted.jobs, len(plan.tasks)) as executor:
                    receipts = make(
                        plan,
                        folder,
                        clinic,
                        layout,
                        ledger,
                        place,
                        executor,
                        strict=wanted.strict,
                        unavailable=unavailable,
                    )
                    results.add_all(_told(tracked(receipts, len(plan.tasks))))
            is_whole = not wanted.only and not wanted.editions
            keep_report(folder, clinic, ledger, place, results.receipts, is_whole=is_whole)
            ledger.commit()
            _settle(claims, ledger)
    return plan, unavailable


def _settings(folder: Path) -> tuple[Clinic, Layout]:
    try:
        clinic = load_clinic(folder)
        return clinic, load_layout(folder, clinic)
    except OSError as error:
        # It was there a moment ago: somebody is at work in layouts/ or sources/.
        raise SettingsError([f"{error.filename}: cannot be read ({error.strerror}). Build again."]) from error


def _plan(wanted: _Wanted, clinic: Clinic, layout: Layout, ledger: Ledger, claims: Claims) -> Plan:
    return make_plan(
        wanted.folder,
        clinic,
        layout,
        ledger,
        claims=claims,
        only=wanted.only,
        editions=wanted.editions,
        force=wanted.force,
    )


def _settle(claims: Claims, ledger: Ledger) -> None:
    made = [(entry.path, entry.digest) for entry in ledger.entries()]
    _, report = ledger.report()
    # A list that is too long says nothing wrong: the next build shortens it.
    with suppress(OSError):
        claims.settle([*made, (REPORT, report)] if report else made)


def _tell_about_folder(plan: Plan, clinic_name: str, verbose: bool) -> None:
    if clinic_name == EXAMPLE_NAME:
        say(f"{CLINIC_FILE} still has the example's name, \"{EXAMPLE_NAME}\". Put your clinic's name there.")
    for name in plan.ignored:
        say(f"{name}: not an article that can be read (.txt or .md), so it was passed over.")
    if not plan.sources and not plan.refused:
        say("There is no article in sources/. Put one there as .txt or .md and build again.")
    if verbose:
        say(f"{len(plan.sources)} articles, {len(plan.tasks)} handouts to make, {len(plan.kept)} up to date.")


def _told(receipts: Iterable[Receipt]) -> Iterator[Receipt]:
    """Pass on the receipts of handouts; what is made only to be bound is told of where it fails."""
    return (receipt for receipt in receipts if receipt.edition not in _PARTS or receipt.status == "failed")


def _kept(plan: Plan, strict: bool) -> Iterator[Receipt]:
    for entry in plan.kept:
        advice = sum(finding.advice for finding in entry.findings)
        receipt = receipt_of(entry)
        if strict and advice:
            receipt = replace(receipt, status="failed", why=f"{advice} findings (--strict).")
        yield receipt


def _would_do(plan: Plan, folder: Path, keep: bool) -> Iterator[Receipt]:
    yield from plan.refused
    for task in plan.tasks:
        source = task.source.shown if task.source else ""
        yield Receipt(task.slug, task.edition.name, task.path, "would make", task.why, source=source)
    for entry in plan.gone if not keep else ():
        yield Receipt(
            entry.slug,
            entry.edition,
            entry.path,
            "would remove",
            why_gone(entry, folder),
            source=entry.source,
        )
    for path in plan.strays if not keep else ():
        yield Receipt(Path(path).stem, Path(path).parent.name, path, "would remove", STRAY)


def _removed(plan: Plan, keep: bool, folder: Path, ledger: Ledger, place: Place) -> Iterator[Receipt]:
    for entry in plan.gone:
        if keep and entry.edition not in _PARTS:
            say(f"{why_gone(entry, folder)}; {entry.path} is kept.")
        elif entry.edition in _PARTS:
            yield remove(entry, folder, ledger, place)
        else:
            say(f"{why_gone(entry, folder)}; {entry.path} is removed (--keep would keep it).")
            yield remove(entry, folder, ledger, place)
    for path in plan.strays if not keep else ():
        say(f"{path} was {STRAY}; it is removed (--keep would keep it).")
        yield remove_stray(path, place)


def _unavailable(plan: Plan, clinic: Clinic) -> dict[str, str]:
    needs_pages = any(task.edition.is_printed for task in plan.tasks)
    if not needs_pages and not (plan.tasks and print_edition(clinic)):
        return {}
    missing = pango.missing()
    if not missing:
        return {}
    why = f"PDFs cannot be made: {', '.join(missing)} not installed. ePubs are still made. To mend it: {pango.advice()}"
    return {edition.kind: why for edition in EDITIONS if edition.is_printed}


def _sum_up(receipts: Iterable[Receipt], plan: Plan, seconds: float, dry_run: bool) -> None:
    counts = {
        status: sum(receipt.status == status for receipt in receipts)
        for status in ("made", "kept", "removed", "failed")
    }
    if dry_run:
        return
    if not counts["made"] and not counts["failed"] and not counts["removed"]:
        if plan.sources:
            say(f"Nothing to do: {counts['kept']} handouts are up to date.")
        return
    parts = [f"{number} {status}" for status, number in counts.items() if number]
    say(f"{', '.join(parts)} in {seconds:.1f} s.")
