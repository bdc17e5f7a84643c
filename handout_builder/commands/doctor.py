"""`doctor`: say what is installed, what is missing and the one command that mends it."""

import platform

import click

from .. import __version__
from ..programs import epubcheck, outloud, packages, pango, tesseract, verapdf

_BAD = "missing"


@click.command("doctor")
def command() -> int:
    """Say what is installed, what is missing and what mends it."""
    rows = [("Handout Builder", __version__), ("Python", platform.python_version())]
    rows += [(name, version or _BAD) for name, version in packages.installed().items()]
    absent = pango.missing()
    rows.append(("Pango (for PDFs)", f"{_BAD}: {', '.join(absent)}" if absent else "installed"))
    slow = pango.missing_for_speed()
    rows.append(("HarfBuzz subsetting (makes PDFs faster)", _BAD if slow else "installed"))
    for checker in (epubcheck, outloud, verapdf):
        rows.append((f"{checker.NAME} (asked by prove)", "not installed" if checker.missing() else "installed"))
    unread = tesseract.missing()
    rows.append((f"{tesseract.NAME} (asked by check)", f"not installed: {unread}" if unread else "installed"))
    for name, state in rows:
        click.echo(f"{name:<42}{state}")
    lost = [name for name, version in packages.installed().items() if not version]
    mending = [packages.advice(lost)] if lost else []
    mending += [pango.advice()] if absent or slow else []
    if absent:
        click.echo("Without Pango no PDF can be made; ePubs still are.")
    for line in mending:
        click.echo(f"To mend it: {line}")
    if not mending:
        click.echo("Everything is here.")
    return 5 if lost or absent else 0
