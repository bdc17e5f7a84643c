"""`serve`: let e-readers and phones fetch the handouts from this machine."""

import socket
import sys
from io import StringIO
from pathlib import Path

import click

from ..delivery.server import HOME, USUAL, application, listen, listen_from, own_addresses, serve
from ..errors import SettingsError
from ..model import OPDS
from . import INTERRUPTED
from .build import build_with_site
from .talk import program, say


@click.command("serve")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(), help="The clinic's folder (default: here).")
@click.option("--lan", "is_open", is_flag=True, help="Let everybody on this network fetch them, not only this machine.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help=f"The port to listen on; 0 takes any (default: {USUAL}, or the next that is free).",
)
@click.option("-v", "--verbose", is_flag=True, help="Say what is fetched, but never by whom.")
def command(folder: Path, is_open: bool, port: int | None, verbose: bool) -> int:
    """Serve the handouts to e-readers and phones, until Ctrl-C."""
    root = folder / "handouts"
    _have_page(folder)
    if not any(path.suffix in (".html", ".pdf", ".epub") for path in root.rglob("*")):
        raise SettingsError([f"{root}: has no handout, so there is nothing to serve. Build first."])
    listening = _listen(port, is_open)
    addresses = _addresses(listening.getsockname()[1], is_open)
    _tell(root, addresses, is_open)
    try:
        serve(application(root, is_open=is_open, said=say if verbose else lambda _line: None), listening)
    except KeyboardInterrupt:
        say("Stopped. Nothing is served any more.")
        return INTERRUPTED
    return 0


def _have_page(folder: Path) -> None:
    """Have a download page written where there is none: its address would lead nowhere."""
    if not (folder / "handouts" / "index.html").exists() and (folder / "sources").is_dir():
        say("There is no download page yet, so it is written first.")
        build_with_site(folder)


def _listen(port: int | None, is_open: bool) -> socket.socket:
    try:
        return listen_from(USUAL, is_open=is_open) if port is None else listen(port, is_open=is_open)
    except OSError as error:
        raise click.BadParameter(_taken(port or USUAL, is_open, error), param_hint="--port") from error


def _taken(port: int, is_open: bool, error: OSError) -> str:
    why = f"port {port} cannot be had ({error.strerror})."
    try:
        with listen_from(max(port + 1, USUAL), is_open=is_open) as free:
            return f"{why} Try --port {free.getsockname()[1]}, which is free."
    except OSError:
        return f"{why} End the program that has it, or name another with --port."


def _addresses(port: int, is_open: bool) -> list[str]:
    return [f"http://{host}:{port}/" for host in (own_addresses() if is_open else [HOME])]


def _tell(root: Path, addresses: list[str], is_open: bool) -> None:
    has_page, has_feeds = (root / "index.html").is_file(), (root / OPDS / "index.xml").is_file()
    if is_open:
        say(
            f"Everybody on this network can now read every PDF, ePub, picture, page and feed in {root.absolute()}, "
            "without a password. The clinic's report and hidden files are not shown."
        )
    else:
        say("Only this machine can read them; --lan opens them to the phones and e-readers on this network.")
    if has_page and not has_feeds:
        say(f'There is no feed yet. To have it: {program()} catalogue --folder "{root.parent}"')
    if not addresses:
        say("This machine has no address on a network. Join one, and start again.")
    for address in addresses[:1]:
        for name, place in _places(address, has_page, has_feeds):
            click.echo(f"{name}: {place}")
            # No phone gets to an address that every machine has for itself.
            if is_open:
                click.echo(_qr_code(place))
    for address in addresses[1:]:
        click.echo(f"Also: {address}")
    say("Ctrl-C ends it.")


def _places(address: str, has_page: bool, has_feeds: bool) -> list[tuple[str, str]]:
    """Give what an address leads to, with what it is called."""
    places = [("Download page" if has_page else "Handouts, by their own addresses", address)]
    return [*places, ("Feed for e-readers (OPDS)", f"{address}{OPDS}/")] if has_feeds else places


def _qr_code(address: str) -> str:
    """Draw a QR code for the terminal: light on dark, in half blocks or, where it has none, in plain characters."""
    import segno

    code = segno.make(address, error="m", micro=False)
    if _can_draw():
        drawn = StringIO()
        code.terminal(drawn, compact=True)
        lines = drawn.getvalue().splitlines()
    else:
        lines = ["".join("  " if is_dark else "##" for is_dark in row) for row in code.matrix_iter(border=4)]
    return "\n".join(click.style(line, fg="bright_white", bg="black") for line in lines)


def _can_draw() -> bool:
    return "utf" in (getattr(sys.stdout, "encoding", None) or "").casefold()
