"""`printers`: list the printers that can be found, what they can and how they are."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from ..delivery import printing
from ..errors import DeliveryError
from ..settings import load_clinic
from .talk import a_number, program, say

_STATES = {printing.IDLE: "ready", printing.PRINTING: "printing", printing.STOPPED: "stopped"}


@click.command("printers")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(), help="The clinic's folder (default: here).")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 60),
    callback=lambda _context, _option, given: a_number(given),
    default=printing.SEARCH,
    help=f"How long to listen for them (default: {printing.SEARCH:g}).",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per printer.")
def command(folder: Path, seconds: float, as_json: bool) -> int:
    """List the printers that can be found: name, address, what they can, how they are."""
    own = load_clinic(folder).printer.name
    found = printing.find_printers(seconds)
    if "://" in own and own not in [str(each.address) for each in found]:
        found.append(printing.Found(own, printing.address_of(own)))
    if not found:
        say(printing.NOTHING_FOUND)
        return 0
    with ThreadPoolExecutor(8) as asking:
        met = list(asking.map(_meet, found))
    for each, printer in zip(found, met, strict=True):
        is_own = own.casefold() in (each.name.casefold(), str(each.address).casefold())
        if as_json:
            click.echo(json.dumps(_facts(each, printer, is_own), ensure_ascii=False))
        else:
            click.echo("\n".join(_lines(each, printer, is_own)))
    if not own:
        say(f'To print: {program()} print SLUG --printer "{_typed(found[0])}"')
    return 0


def _typed(found: printing.Found) -> str:
    """Give a name that a shell takes as it is, or else the address."""
    return str(found.address) if set(found.name) & set('"$`\\!%') else found.name


def _meet(found: printing.Found) -> printing.Printer | str:
    """Give what a printer says of itself, or why it says nothing."""
    try:
        return printing.meet_printer(printing.Line(found.address))
    except DeliveryError as error:
        return str(error)


def _lines(found: printing.Found, met: printing.Printer | str, is_own: bool) -> Iterator[str]:
    yield f"{found.name}{' (the one of clinic.toml)' if is_own else ''}"
    yield f"  {found.address}"
    if isinstance(met, str):
        yield f"  {met}"
        return
    about = ", ".join(dict.fromkeys(filter(None, (met.model or found.model, met.place or found.place))))
    if about and about != found.name:
        yield f"  {about}"
    papers = " and ".join(printing.SHOWN[paper] for paper in met.papers)
    papers = papers or ("neither Letter nor A4" if met.media else "does not tell its papers")
    colour = "colour" if met.has_colour else "black and white"
    sides = "both sides" if met.is_two_sided else "one side (sheets are turned by hand)"
    yield f"  {colour}; {sides}; {papers}" + ("" if met.takes_pdf else "; no PDF files, so no handouts")
    yield f"  {_STATES.get(met.state, 'ready')}" + "".join(f"; {reason}" for reason in printing.in_words(met.reasons))


def _facts(found: printing.Found, met: printing.Printer | str, is_own: bool) -> dict[str, object]:
    facts: dict[str, object] = {"name": found.name, "address": str(found.address), "is_default": is_own}
    if isinstance(met, str):
        return facts | {"state": "silent", "why": met}
    return facts | {
        "model": met.model or found.model,
        "place": met.place or found.place,
        "state": _STATES.get(met.state, "ready"),
        "reasons": list(met.reasons),
        "colour": met.has_colour,
        "two_sided": met.is_two_sided,
        "papers": met.papers,
        "pdf": met.takes_pdf,
    }
