"""`build`: make every handout that is not up to date."""

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from ..builder import (
    Entry,
    Ledger,
    Plan,
    make_plan,
    open_ledger,
    print_edition,
    remove,
    sweep,
    why_gone,
    write_beside,
)
from ..errors import MissingProgramError, SourceError
from ..model import EDITIONS, OFFERED, Clinic, Receipt
from ..pages import load_layout
from ..programs import pango
from ..report import FILE, write_report
from ..settings import CLINIC_FILE, EXAMPLE_NAME, load_clinic
from .talk import Results, say, tell_findings, tracked

_PARTS = {edition.name for edition in EDITIONS if edition.part_of}
"""What is made only to be bound in another edition, and is no handout to tell of."""


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
@click.option(
    "--cluster",
    metavar="ADDRESS",
    callback=lambda _context, _option, address: _checked(address),
    help="Render on the Dask cluster whose scheduler is at this address.",
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
    cluster: str,
    force: bool,
    keep: bool,
    dry_run: bool,
    strict: bool,
    as_json: bool,
    verbose: bool,
) -> int:
    """Make every handout that is not up to date."""
    started = time.monotonic()
    clinic = load_clinic(folder)
    layout = load_layout(folder, clinic)
    handouts = folder / "handouts"
    with open_ledger(handouts) as ledger:
        plan = make_plan(folder, clinic, layout, ledger, only=only, editions=editions, force=force)
        results = Results(folder, as_json=as_json, verbose=verbose)
        _tell_about_folder(plan, clinic.name, verbose)
        results.add_all(_told(_kept(plan, strict)))
        unavailable = {} if dry_run else _unavailable(plan, clinic)
        if dry_run:
            results.add_all(_told(_would_do(plan, folder, keep)))
        else:
            results.add_all(_told(_removed(plan, keep, folder, ledger)))
            if plan.tasks or plan.refused:
                from ..builder.make import make
                from ..builder.workers import open_crew

                sweep(handouts)
                with open_crew(jobs, len(plan.tasks), cluster) as crew:
                    receipts = make(plan, folder, clinic, layout, ledger, crew, strict=strict, unavailable=unavailable)
                    results.add_all(_told(tracked(receipts, len(plan.tasks))))
            _write_report(handouts / FILE, clinic, ledger, results.receipts)
        results.finish()
    tell_findings(results.receipts, verbose=verbose)
    _sum_up(results.receipts, plan, time.monotonic() - started, dry_run)
    if unavailable:
        return MissingProgramError.exit_code
    return SourceError.exit_code if any(receipt.status == "failed" for receipt in results.receipts) else 0


def _checked(address: str | None) -> str:
    if address and not re.fullmatch(r"(\w+://)?[\w.\[\]:%-]+:\d+", address):
        raise click.BadParameter(f'"{address}" is no address of a scheduler, such as tcp://10.0.0.5:8786')
    return address or ""


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
        receipt = _receipt(entry)
        if strict and advice:
            receipt = replace(receipt, status="failed", why=f"{advice} findings (--strict).")
        yield receipt


def _receipt(entry: Entry) -> Receipt:
    return Receipt(
        entry.slug,
        entry.edition,
        entry.path,
        "kept",
        "up to date",
        entry.size,
        entry.pages,
        entry.source,
        entry.findings,
    )


def _write_report(path: Path, clinic: Clinic, ledger: Ledger, receipts: Iterable[Receipt]) -> None:
    """Write the report of every handout there is, unless this build changed nothing."""
    changed = [receipt for receipt in receipts if receipt.status in ("made", "failed", "removed")]
    if path.exists() and not changed:
        return
    failed = {(receipt.slug, receipt.edition): receipt for receipt in changed if receipt.status == "failed"}
    entries = [entry for entry in ledger.entries() if entry.edition not in _PARTS]
    there = [_receipt(entry) for entry in entries if (entry.slug, entry.edition) not in failed]
    if not there and not failed:
        return
    data = write_report(clinic, [*failed.values(), *there], ledger.facts()).encode("utf-8")
    if not path.exists() or path.read_bytes() != data:
        write_beside(path, data)
        say(f"{path} shows every handout and what was found.")


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


def _removed(plan: Plan, keep: bool, folder: Path, ledger: Ledger) -> Iterator[Receipt]:
    for entry in plan.gone:
        if keep and entry.edition not in _PARTS:
            say(f"{why_gone(entry, folder)}; {entry.path} is kept.")
        elif entry.edition in _PARTS:
            yield remove(entry, folder, ledger)
        else:
            say(f"{why_gone(entry, folder)}; {entry.path} is removed (--keep would keep it).")
            yield remove(entry, folder, ledger)


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
