"""The receipts of a build for what it does not make: what is kept, what is taken away, what would be done."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ..builder import Ledger, Place, Plan, receipt_of, remove, remove_stray, stray, why_gone
from ..model import EDITIONS, Receipt
from .talk import say

_PARTS = {edition.name for edition in EDITIONS if edition.part_of}
"""What is made only to be bound in another edition, and is no handout to tell of."""


def told(receipts: Iterable[Receipt]) -> Iterator[Receipt]:
    """Pass on the receipts of handouts; what is made only to be bound is told of where it fails."""
    return (receipt for receipt in receipts if receipt.edition not in _PARTS or receipt.status == "failed")


def kept(plan: Plan, strict: bool) -> Iterator[Receipt]:
    """Give the receipts of what is up to date; with `strict`, what has findings is no success."""
    for entry in plan.kept:
        advice = sum(finding.refuses for finding in entry.findings)
        receipt = receipt_of(entry)
        if strict and advice:
            receipt = replace(receipt, status="failed", why=f"{advice} findings (--strict).")
        yield receipt


def would_do(plan: Plan, folder: Path, keep: bool) -> Iterator[Receipt]:
    """Give the receipts of a build that does nothing."""
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
