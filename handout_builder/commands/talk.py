"""How commands speak: results on stdout, talk and progress on stderr."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import TypeVar

import click

from ..model import Finding, Receipt

T = TypeVar("T")


def say(message: str) -> None:
    """Say something to the person at the keyboard."""
    click.echo(message, err=True)


def a_number(given: float) -> float:
    """Give back what an option was given. Raises click.BadParameter for what no clock reaches, such as nan."""
    if not isfinite(given):
        raise click.BadParameter(f"{given} is no number of seconds.")
    return given


def program() -> str:
    """Give the program's name as it was called, to be typed again."""
    called = Path(sys.argv[0]).name
    return called if called.startswith("make-handouts") else "python make_handouts.py"


class Results:
    """The receipts of a build: a line each as they come, or a table at the end on a terminal, or JSON.

    With `aside` they are talk, on stderr: another command's result goes to stdout.
    """

    def __init__(self, folder: Path, *, as_json: bool = False, verbose: bool = False, aside: bool = False) -> None:
        self.receipts: list[Receipt] = []
        self._folder = folder
        self._as_json = as_json
        self._verbose = verbose
        self._aside = aside
        self._has_reader = sys.stdout is not None
        self._table = self._has_reader and sys.stdout.isatty() and not as_json and not aside

    def add_all(self, receipts: Iterable[Receipt]) -> None:
        """Take receipts as they come and show each."""
        for receipt in receipts:
            self.receipts.append(receipt)
            if self._as_json:
                self._echo(json.dumps(asdict(receipt), ensure_ascii=False))
            elif not self._table and self._is_shown(receipt):
                self._echo(_line(receipt, self._folder))

    def _echo(self, line: str) -> None:
        """Print a line; when nobody reads on, the handouts are still made."""
        try:
            if self._has_reader:
                click.echo(line, err=self._aside)
        except OSError:
            self._has_reader = False

    def finish(self) -> None:
        """Show the table, where there is one."""
        shown = [receipt for receipt in self.receipts if self._is_shown(receipt)]
        if self._table and shown:
            _print_table(shown, self._folder)

    def _is_shown(self, receipt: Receipt) -> bool:
        return receipt.status != "kept" or self._verbose


def _line(receipt: Receipt, folder: Path) -> str:
    facts = [f"{receipt.pages} page{'s' * (receipt.pages != 1)}"] if receipt.pages else []
    facts += [_size(receipt.size)] if receipt.size else []
    # Why a handout failed is said once, on stderr, however many of an article's editions it keeps from being made.
    facts = [", ".join(facts), receipt.why] if receipt.status != "failed" else []
    said = "; ".join(fact for fact in facts if fact)
    return f"{receipt.status:<12} {folder / receipt.path}" + (f"  ({said})" if said else "")


def _print_table(receipts: list[Receipt], folder: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("", "Handout", "Pages", "Size", "Why"):
        table.add_column(heading, justify="right" if heading in ("Pages", "Size") else "left", overflow="fold")
    for receipt in receipts:
        pages = str(receipt.pages) if receipt.pages else ""
        style = "red" if receipt.status == "failed" else None
        why = receipt.why if receipt.status != "failed" else "see below"
        table.add_row(
            receipt.status,
            str(folder / receipt.path),
            pages,
            _size(receipt.size) if receipt.size else "",
            why,
            style=style,
        )
    Console().print(table)


def _size(size: int) -> str:
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def tracked(receipts: Iterable[Receipt], total: int) -> Iterator[Receipt]:
    """Show progress on a terminal while receipts come; elsewhere just pass them on."""
    return shown("Making handouts", receipts, total, lambda receipt: receipt.path)


def shown(doing: str, items: Iterable[T], total: int, name: Callable[[T], str]) -> Iterator[T]:
    """Show progress on a terminal while things come, with the name of each; elsewhere just pass them on."""
    if not total or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    # Output is passed on unchanged: results belong on stdout even while the bar is drawn.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        bar = progress.add_task("", total=total, name="")
        for item in items:
            progress.update(bar, advance=1, name=name(item))
            yield item


def tell_findings(receipts: Iterable[Receipt], *, verbose: bool) -> None:
    """Say each failure and each finding once, however many editions it concerns, but not what the checks advise."""
    for message in dict.fromkeys(_failure(receipt) for receipt in receipts if receipt.status == "failed"):
        say(message)
    told = [
        (receipt.source or receipt.path, f)
        for receipt in receipts
        if receipt.status != "kept" or verbose
        for f in receipt.findings
        if not f.is_checked and (verbose or not f.excused)
    ]
    for source, finding in dict.fromkeys(told):
        if finding.advice or finding.code != "X102" or verbose:
            say(finding_line(source, finding))


def tell_advice(receipts: Iterable[Receipt], folder: Path) -> None:
    """Say in one line how much the checks advise on what was made, and how to see it."""
    made = [receipt for receipt in receipts if receipt.status == "made"]
    advice = {(receipt.source, f) for receipt in made for f in receipt.findings if f.is_checked and f.advice}
    if advice:
        where = f' --folder "{folder}"' if folder != Path() else ""
        count = "1 thing" if len(advice) == 1 else f"{len(advice)} things"
        say(f"{count} could be better: {program()} check{where}")


def _failure(receipt: Receipt) -> str:
    where = receipt.source or receipt.path
    return receipt.why if receipt.why.startswith((where, "PDFs")) else f"{where}: {receipt.why}"


def finding_line(source: str, finding: Finding) -> str:
    """Write a finding as one line: where, what, its code."""
    place = f"{source}, line {finding.line}" if finding.line else source
    return f"{place}: {finding.message} [{finding.code}]"
