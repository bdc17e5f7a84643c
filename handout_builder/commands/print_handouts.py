"""`print`: print handouts on the clinic's printer, and wait until they are printed."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from ..delivery import printing
from ..errors import DeliveryError, SettingsError
from ..model import EDITIONS, Clinic, editions_of
from ..settings import CLINIC_FILE, load_clinic
from . import INTERRUPTED
from .making import Made, check_slugs, made_handouts
from .slugs import SLUG
from .talk import a_number, say

_PRINTABLE = tuple(
    edition.name for edition in EDITIONS if edition.is_printed and not edition.is_book and not edition.part_of
)
_WAIT = 900


@dataclass(frozen=True)
class _Wanted:
    """What was asked for at the command line."""

    slugs: tuple[str, ...]
    edition: str
    """Empty for that of the clinic's paper."""
    wish: printing.Wish
    printer: str
    """Empty for the clinic's own."""
    fingerprint: str


@click.command("print")
@click.argument("slugs", nargs=-1, required=True, type=SLUG, metavar="SLUG...")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(), help="The clinic's folder (default: here).")
@click.option(
    "--edition",
    type=click.Choice(_PRINTABLE),
    multiple=True,
    callback=lambda _context, _option, given: _only_one(given),
    help="The edition (default: that of your paper).",
)
@click.option("--copies", type=click.IntRange(1, 999), default=1, help="How many of each (default: 1).")
@click.option("--printer", default="", metavar="NAME|ADDRESS", help="The printer (default: that of clinic.toml).")
@click.option("--pages", default="", metavar="1-3,5", help="Only these pages.")
@click.option("--grey", is_flag=True, help="Print without colours, where the printer can be told to.")
@click.option("--one-sided", is_flag=True, help="Leave the backs of the sheets blank.")
@click.option(
    "--trust-certificate",
    default="",
    metavar="FINGERPRINT",
    callback=lambda _context, _option, given: _digits(given),
    help="Take a printer's own certificate that has this SHA-256 fingerprint.",
)
@click.option(
    "--wait",
    type=click.FloatRange(0),
    callback=lambda _context, _option, given: a_number(given),
    default=_WAIT,
    help=f"Seconds to wait for each job until it is printed (default: {_WAIT}).",
)
@click.option("--dry-run", is_flag=True, help="Show what would be printed and how; print nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per handout.")
def command(
    slugs: tuple[str, ...],
    folder: Path,
    edition: str,
    copies: int,
    printer: str,
    pages: str,
    grey: bool,
    one_sided: bool,
    trust_certificate: str,
    wait: float,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Print handouts on the clinic's printer. What is not made or out of date is made first."""
    wish = printing.Wish(copies, pages, grey, one_sided)
    wanted = _Wanted(tuple(dict.fromkeys(slugs)), edition, wish, printer, trust_certificate)
    press, planned = _plan(wanted, folder)
    paths = {order.leaf.slug: made.path for made, order in planned}
    orders = [order for _, order in planned]
    if dry_run:
        for order in orders:
            _show(_told("would print", press, order, paths[order.leaf.slug], []), as_json)
            if order.is_turned_by_hand:
                say(f"You would be told: {printing.how_to_turn(order, press.name)}")
        return 0
    try:
        for order, jobs in printing.print_orders(press, orders, wait, say, lambda order: _turned(order, press)):
            _show(_told("printed", press, order, paths[order.leaf.slug], jobs), as_json)
    except KeyboardInterrupt:
        say("Stopped. What was printed before is complete.")
        return INTERRUPTED
    return 0


def _only_one(given: tuple[str, ...]) -> str:
    if len(given) > 1:
        raise click.BadParameter(f"one edition is printed at a time. Print {' and '.join(given)} one after the other.")
    return "".join(given)


def _digits(given: str) -> str:
    digits = given.replace(":", "").replace(" ", "").lower()
    if digits and (len(digits) != 64 or set(digits) - set("0123456789abcdef")):
        raise click.BadParameter(f'"{given}" is no SHA-256 fingerprint, which has 64 digits from 0 to f.')
    return digits


def _plan(wanted: _Wanted, folder: Path) -> tuple[printing.Printer, list[tuple[Made, printing.Order]]]:
    """Meet the printer, have the handouts made, and plan and check all jobs before any is sent."""
    clinic = load_clinic(folder)
    check_slugs(folder, wanted.slugs)
    line = printing.Line(printing.address_of(_name(wanted, clinic)), wanted.fingerprint)
    press = printing.meet_printer(line)
    edition = editions_of(clinic, [wanted.edition or clinic.paper])[0]
    made = made_handouts(folder, wanted.slugs, [edition.name])
    leaves = [printing.Leaf(each.slug, edition, each.path.read_bytes()) for each in made]
    orders = [printing.plan_order(leaf, wanted.wish, press) for leaf in leaves]
    for line_of_talk in [*_state(press), *_notes(press, orders), *printing.check_orders(press, orders)]:
        say(line_of_talk)
    return press, list(zip(made, orders, strict=True))


def _name(wanted: _Wanted, clinic: Clinic) -> str:
    name = wanted.printer.strip() or clinic.printer.name
    if not name:
        found = ", ".join(f'"{each.name}"' for each in printing.find_printers())
        known = f"Found were: {found}." if found else printing.NOTHING_FOUND
        raise SettingsError(
            [f"No printer is named. Name it with --printer, or in {CLINIC_FILE} as name under [printer]. {known}"]
        )
    return name


def _state(press: printing.Printer) -> Iterator[str]:
    for reason in printing.in_words(press.reasons):
        yield f"{press.name} {reason}"


def _notes(press: printing.Printer, orders: list[printing.Order]) -> Iterator[str]:
    notes: dict[str, list[str]] = {}
    for order in orders:
        for note in order.notes:
            notes.setdefault(note, []).append(order.leaf.slug)
    for note, slugs in notes.items():
        yield f"{press.name}, {', '.join(slugs)}: {note}."


def _turned(order: printing.Order, press: printing.Printer) -> bool:
    """Have the stack turned; give whether the printer takes its last sheet first."""
    say(printing.how_to_turn(order, press.name))
    say(printing.asked())
    answer = sys.stdin.readline()
    if not answer:
        raise DeliveryError(
            f"Nobody is here to press Enter, so the back sides of {order.leaf.slug} are not printed. "
            "Print it from a terminal, or with --one-sided."
        )
    return answer.strip().strip("\"'.").casefold() == "last"


def _told(
    status: str, press: printing.Printer, order: printing.Order, path: Path, jobs: list[int]
) -> dict[str, object]:
    run = order.runs[0]
    asked = {name: value for name, value in run.attributes.items() if name != "sides"}
    sides = "by hand" if order.is_turned_by_hand else str(run.attributes.get("sides", "one-sided"))
    return {
        "slug": order.leaf.slug,
        "edition": order.leaf.edition.name,
        "path": str(path),
        "status": status,
        "printer": press.name,
        "address": str(press.line.address),
        "copies": order.copies,
        "pages": order.pages,
        "sheets": order.sheets,
        "sides": sides,
        "options": asked,
        "jobs": jobs,
        "notes": list(order.notes),
    }


_SIDES = {
    "one-sided": "on one side",
    "by hand": "on both sides, turned by hand",
    "two-sided-long-edge": "on both sides",
    "two-sided-short-edge": "on both sides, to fold",
}


def _show(told: dict[str, object], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    counts = ", ".join(
        f"{told[what]} {one if told[what] == 1 else many}"
        for what, one, many in (
            ("copies", "copy", "copies"),
            ("pages", "page", "pages each"),
            ("sheets", "sheet", "sheets"),
        )
    )
    click.echo(f"{told['status']:<12} {told['path']}  ({counts}, {_SIDES[str(told['sides'])]}; {told['printer']})")
