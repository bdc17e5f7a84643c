"""Files put in their place and taken away: the only writer of handouts/."""

import os
import shutil
from pathlib import Path

from ..model import Receipt
from .ledger import Entry, Ledger

_PART = ".part"


def write_beside(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it, so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}{_PART}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def sweep(handouts: Path) -> None:
    """Take away what a build that was killed left half-written."""
    for path in handouts.rglob(f".*{_PART}"):
        path.unlink(missing_ok=True)


def remove(entry: Entry, folder: Path, ledger: Ledger) -> Receipt:
    """Take away a handout that is wanted no more."""
    try:
        (folder / entry.path).unlink(missing_ok=True)
    except OSError as error:
        why = f"{entry.path}: cannot be removed ({error.strerror}). Remove it by hand."
        return Receipt(entry.slug, entry.edition, entry.path, "failed", why, source=entry.path)
    ledger.forget(entry.slug, entry.edition)
    return Receipt(entry.slug, entry.edition, entry.path, "removed", why_gone(entry, folder), source=entry.source)


def why_gone(entry: Entry, folder: Path) -> str:
    """Say why a handout is wanted no more."""
    if entry.source and not (folder / entry.source).exists():
        return f"{entry.source} is gone"
    return f"the edition {entry.edition} is no longer made" if entry.source else "the bundle is no longer made"
