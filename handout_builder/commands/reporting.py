"""The report of a build: written when what it tells has changed, or when the file has."""

from collections.abc import Iterable
from pathlib import Path

from ..builder import REPORT, Entry, Ledger, Place, fingerprints, not_written, receipt_of
from ..errors import StorageError
from ..model import EDITIONS, Clinic, Receipt
from ..report import write_report
from .talk import say

_TOLD = {edition.name for edition in EDITIONS if not edition.part_of}


def has_report(folder: Path, ledger: Ledger) -> bool:
    """Tell whether the report is there as it was written."""
    return bool(ledger.report()[1]) and ledger.report()[1] == fingerprints.handout_digest(folder, REPORT)


def keep_report(
    folder: Path, clinic: Clinic, ledger: Ledger, place: Place, receipts: Iterable[Receipt], *, is_whole: bool
) -> None:
    """Write the report of every handout there is, unless it is up to date.

    `is_whole` tells that the build looked at all handouts: one that did not does not know what failed before.
    Raises StorageError.
    """
    changed = [receipt for receipt in receipts if receipt.status in ("made", "failed", "removed")]
    failed = {(receipt.slug, receipt.edition): receipt for receipt in changed if receipt.status == "failed"}
    entries = [entry for entry in ledger.entries() if entry.edition in _TOLD]
    entries = [entry for entry in entries if (entry.slug, entry.edition) not in failed]
    made_of = _made_of(clinic, entries, failed.values())
    found = fingerprints.handout_digest(folder, REPORT)
    if ledger.report() == (made_of, found) or (found and not changed and not is_whole):
        return
    try:
        if entries or failed:
            told = [*failed.values(), *map(receipt_of, entries)]
            pieces = write_report(clinic, told, ledger.facts(), ledger.picture)
            digest = place.write_beside(REPORT, (piece.encode("utf-8") for piece in pieces))
            if digest != found:
                place.put_beside(REPORT, digest)
                say(f"{folder / REPORT} shows every handout and what was found.")
            ledger.record_report(made_of, digest)
        else:
            if place.claims.has(REPORT, found):
                place.remove(REPORT)
            ledger.forget_report()
    except OSError as error:
        raise StorageError(not_written(REPORT, error)) from error
    finally:
        place.beside(REPORT).unlink(missing_ok=True)


def digest_of(one: Entry | Receipt) -> str:
    """Give the digest of all that is known of a handout: thousands of them in full are too many for memory."""
    return fingerprints.digest(repr(one).encode("utf-8", "surrogatepass"))


def _made_of(clinic: Clinic, entries: Iterable[Entry], failed: Iterable[Receipt]) -> str:
    told = sorted([*map(digest_of, entries), *map(digest_of, failed)])
    return fingerprints.digest(repr((fingerprints.settings_digest(clinic), told)).encode())
