"""`build`: make every handout that is not up to date."""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from .. import report
from ..builder import (
    REPORT,
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
    settled_digest,
)
from ..errors import MissingProgramError, SettingsError, SourceError
from ..model import EDITIONS, OFFERED, Clinic, Layout, Receipt
from ..pages import load_layout, shipped_layouts
from ..programs import pango
from ..renderers import scripts
from ..settings import CLINIC_FILE, EXAMPLE_NAME, load_clinic
from ..untouched import Sight, glance, remember
from .publishing import BY_COMMAND, SiteWanted, keep_site
from .receipts import judged, kept, removed, told, would_do
from .reporting import has_report, keep_report
from .slugs import SLUG
from .talk import Results, say, tell_advice, tell_findings, tracked


@dataclass(frozen=True)
class Wanted:
    """What was asked for at the command line."""

    folder: Path
    only: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    jobs: int | None = None
    cluster: str = ""
    """Empty for none."""
    force: bool = False
    keep: bool = False
    strict: bool = False
    verbose: bool = False
    site_asked_by: str = ""
    """Who asked for the download page beside the settings; empty where nobody did."""

    @property
    def is_plain(self) -> bool:
        """Whether nothing was asked for but to make what is not up to date."""
        return not (
            self.only or self.editions or self.force or self.keep or self.strict or self.verbose or self.site_asked_by
        )


@click.command("build")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(), help="The clinic's folder (default: here).")
@click.option("--only", multiple=True, type=SLUG, metavar="SLUG", help="Only this article's handouts; may be repeated.")
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
    wanted = Wanted(folder, only, editions, jobs, cluster, force, keep, strict, verbose)
    return _carry_out(wanted, dry_run=dry_run, as_json=as_json)


def build_with_site(folder: Path) -> int:
    """Make every handout that is not up to date, and the download page whether it is turned on or not."""
    wanted = Wanted(folder, site_asked_by=BY_COMMAND)
    return _carry_out(wanted, dry_run=False, as_json=False)


def _carry_out(wanted: Wanted, *, dry_run: bool, as_json: bool) -> int:
    started = time.monotonic()
    folder, verbose = wanted.folder, wanted.verbose
    check_folder(folder)
    results = Results(folder, as_json=as_json, verbose=verbose)
    is_plain = wanted.is_plain and not dry_run and not as_json
    # Before anything is read: what changes while it is read will be seen by the next glance.
    sight = glance(folder, _beside()) if is_plain else None
    try:
        plan, unavailable, faults = _show(wanted, results) if dry_run else build(wanted, results)
    finally:
        results.finish()
        tell_findings(results.receipts, verbose=verbose)
        tell_advice(results.receipts, folder)
    summary = "" if dry_run else _summary(results.receipts, plan, time.monotonic() - started)
    for message in (*faults, *filter(None, [summary])):
        say(message)
    if sight and not faults and all(receipt.status == "kept" for receipt in results.receipts):
        _remember(folder, sight, plan, summary)
    if unavailable:
        return MissingProgramError.exit_code
    has_failed = faults or any(receipt.status == "failed" for receipt in results.receipts)
    return SourceError.exit_code if has_failed else 0


def _checked(address: str | None) -> str:
    if address and not re.fullmatch(r"(\w+://)?[\w.\[\]:%-]+:\d+", address):
        raise click.BadParameter(f'"{address}" is no address of a scheduler, such as tcp://10.0.0.5:8786')
    return address or ""


Done = tuple[Plan, dict[str, str], list[str]]
"""A plan that was carried out, why some kinds of editions could not be made, and what went wrong with the page."""


def _show(wanted: Wanted, results: Results) -> Done:
    """Show what a build would do. It needs no lock: nothing is written, not even a ledger."""
    clinic, layout = _settings(wanted.folder)
    with read_ledger(wanted.folder / "handouts") as ledger:
        plan = _plan(wanted, clinic, layout, ledger, Claims(wanted.folder))
    _tell_about_folder(plan, clinic.name, wanted.verbose)
    results.add_all(told(judged(kept(plan), wanted.strict)))
    results.add_all(told(would_do(plan, wanted.folder, wanted.keep)))
    return plan, {}, []


def build(wanted: Wanted, results: Results) -> Done:
    """Make what was asked for."""
    folder = wanted.folder
    with only_build(folder / "handouts", say):
        clinic, layout = _settings(folder)
        claims = Claims(folder)
        place = Place(folder, claims)
        place.sweep()
        with open_ledger(folder / "handouts", place.make_safe) as ledger:
            plan = _plan(wanted, clinic, layout, ledger, claims)
            has_work = plan.tasks or plan.waiting or plan.gone or not has_report(folder, ledger)
            if has_work and ledger.begin_anew_if_damaged():
                say("What was known of the handouts was damaged, so they are made again.")
                plan = _plan(wanted, clinic, layout, ledger, claims)
            _tell_about_folder(plan, clinic.name, wanted.verbose)
            unavailable = _unavailable(plan, clinic)
            results.add_all(told(judged(kept(plan), wanted.strict)))
            results.add_all(told(removed(plan, wanted.keep, folder, ledger, place)))
            with ExitStack() as stack:
                tasks = [*plan.tasks, *plan.waiting]
                if tasks or plan.refused:
                    from ..builder.workers import open_crew

                    kinds = {task.edition.kind for task in tasks} - unavailable.keys()
                    crew = stack.enter_context(open_crew(wanted.jobs, len(tasks), wanted.cluster, kinds))
                    # It takes more than a tenth of a second, and the workers are loading meanwhile.
                    from ..builder.make import make

                    report.load()
                    receipts = make(
                        plan,
                        folder,
                        clinic,
                        layout,
                        ledger,
                        place,
                        crew,
                        today=date.today(),
                        strict=wanted.strict,
                        unavailable=unavailable,
                    )
                    results.add_all(told(judged(tracked(receipts, len(tasks)), wanted.strict)))
                    crew.dismiss()
                is_whole = not wanted.only and not wanted.editions
                if is_whole and not any(receipt.status == "failed" for receipt in results.receipts):
                    ledger.record_settled(settled_digest(plan.sources, clinic))
                keep_report(folder, clinic, ledger, place, results.receipts, is_whole=is_whole)
            # A build of some handouts leaves the download page as it is.
            site = SiteWanted(folder, clinic, layout, ledger, place, wanted.site_asked_by)
            faults = keep_site(site) if is_whole else []
            ledger.commit()
            _settle(claims, ledger)
    return plan, unavailable, faults


def _settings(folder: Path) -> tuple[Clinic, Layout]:
    try:
        clinic = load_clinic(folder)
        return clinic, load_layout(folder, clinic)
    except OSError as error:
        # It was there a moment ago: somebody is at work in layouts/ or sources/.
        raise SettingsError([f"{error.filename}: cannot be read ({error.strerror}). Build again."]) from error


def _plan(wanted: Wanted, clinic: Clinic, layout: Layout, ledger: Ledger, claims: Claims) -> Plan:
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
    made += [(path, entry.digest) for path, entry in ledger.site().items() if path]
    _, told = ledger.report()
    # A list that is too long says nothing wrong: the next build shortens it.
    with suppress(OSError):
        claims.settle([*made, (REPORT, told)] if told else made)


def _beside() -> list[str]:
    """Name what handouts are made of beside the clinic's folder and the packages."""
    shipped = [shipped_layouts(), *shipped_layouts().rglob("*")]
    return [*map(str, shipped), *(file for script in scripts.SCRIPTS for file in script.files)]


def _remember(folder: Path, sight: Sight, plan: Plan, summary: str) -> None:
    """Spare the next build the reading, if a glance at the folder is enough to see that nothing was touched."""
    clinic = load_clinic(folder)
    # A logo or a photo elsewhere on the disk is not looked at.
    files = (clinic.logo, *(person.photo for person in clinic.clinicians))
    is_inside = all(not Path(name).is_absolute() and ".." not in Path(name).parts for name in files)
    if sight.is_telling and is_inside and not plan.gone:
        remember(folder, sight, [*_about_folder(plan, clinic.name), *filter(None, [summary])], _beside())


def _tell_about_folder(plan: Plan, clinic_name: str, verbose: bool) -> None:
    for line in _about_folder(plan, clinic_name):
        say(line)
    if verbose:
        say(f"{len(plan.sources)} articles, {len(plan.tasks)} handouts to make, {len(plan.kept)} up to date.")


def _about_folder(plan: Plan, clinic_name: str) -> Iterator[str]:
    """Say what is to be known of a clinic's folder at each build."""
    if clinic_name == EXAMPLE_NAME:
        yield f"{CLINIC_FILE} still has the example's name, \"{EXAMPLE_NAME}\". Put your clinic's name there."
    for name in plan.ignored:
        yield f"{name}: not an article that can be read (.txt or .md), so it was passed over."
    if not plan.sources and not plan.refused:
        yield "There is no article in sources/. Put one there as .txt or .md and build again."


def _unavailable(plan: Plan, clinic: Clinic) -> dict[str, str]:
    tasks = [*plan.tasks, *plan.waiting]
    needs_pages = any(task.edition.is_printed for task in tasks)
    if not needs_pages and not (tasks and print_edition(clinic)):
        return {}
    missing = pango.missing()
    if not missing:
        return {}
    why = f"PDFs cannot be made: {', '.join(missing)} not installed. ePubs are still made. To mend it: {pango.advice()}"
    return {edition.kind: why for edition in EDITIONS if edition.is_printed}


def _summary(receipts: Iterable[Receipt], plan: Plan, seconds: float) -> str:
    """Sum a build up in one line."""
    counts = {
        status: sum(receipt.status == status for receipt in receipts)
        for status in ("made", "kept", "removed", "failed")
    }
    if counts["made"] or counts["failed"] or counts["removed"]:
        return f"{', '.join(f'{number} {status}' for status, number in counts.items() if number)} in {seconds:.1f} s."
    return f"Nothing to do: {counts['kept']} handouts are up to date." if plan.sources else ""
