"""The receipts of a build for what it does not make: what is kept, what is taken away, what would be done."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ..builder import Ledger, Place, Plan, receipt_of, remove, remove_stray, stray, why_gone
from ..model import EDITIONS, Receipt
from .talk import say

_PARTS = {edition.name for edition in EDITIONS if edition.part_of}
"""What is made only to be bound in another edition, and is no handout to tell of."""

_MAY_CHANGE = "up to date, unless an article it offers changed"


def told(receipts: Iterable[Receipt]) -> Iterator[Receipt]:
    """Pass on the receipts of handouts; what is made only to be bound is told of where it fails."""
    return (receipt for receipt in receipts if receipt.edition not in _PARTS or receipt.status == "failed")


def kept(plan: Plan) -> Iterator[Receipt]:
    """Give the receipts of what is up to date."""
    return map(receipt_of, plan.kept)


def judged(receipts: Iterable[Receipt], strict: bool) -> Iterator[Receipt]:
    """Pass receipts on; with `strict`, what is kept and has findings is no success."""
    for receipt in receipts:
        advice = sum(finding.refuses for finding in receipt.findings) if receipt.status == "kept" else 0
        is_success = not (strict and advice)
        yield receipt if is_success else replace(receipt, status="failed", why=f"{advice} findings (--strict).")


def would_do(plan: Plan, folder: Path, keep: bool) -> Iterator[Receipt]:
    """Give the receipts of a build that does nothing."""
    yield from plan.refused
    for task in plan.tasks:
        source = task.source.shown if task.source else ""
        yield Receipt(task.slug, task.edition.name, task.path, "would make", task.why, source=source)
    for task in plan.waiting:
        source = task.source.shown if task.source else ""
        yield Receipt(task.slug, task.edition.name, task.path, "kept", _MAY_CHANGE, source=source)
    for entry in plan.gone if not keep else ():
        yield Receipt(
            entry.slug,
            entry.edition,
            entry.path,
            "would remove",
            why_gone(entry, folder),
            source=entry.source,
        )
    yield from map(stray, plan.strays if not keep else ())


def removed(plan: Plan, keep: bool, folder: Path, ledger: Ledger, place: Place) -> Iterator[Receipt]:
    """Take away what is wanted no more, saying so, and give a receipt for each."""
    for entry in plan.gone:
        if keep and entry.edition not in _PARTS:
            say(f"{why_gone(entry, folder)}; {entry.path} is kept.")
        elif entry.edition in _PARTS:
            yield remove(entry, folder, ledger, place)
        else:
            say(f"{why_gone(entry, folder)}; {entry.path} is removed (--keep would keep it).")
            yield remove(entry, folder, ledger, place)
    for receipt in map(stray, plan.strays if not keep else ()):
        if receipt.edition not in _PARTS:
            say(f"{receipt.path} was {receipt.why}; it is removed (--keep would keep it).")
        yield remove_stray(receipt, place)
