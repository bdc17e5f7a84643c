"""Files put in their place and taken away: the only writer of handouts/."""

import errno
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ..errors import StorageError
from ..model import EDITIONS, Receipt
from . import fingerprints
from .claims import SITE_FOLDERS, Claims
from .ledger import Entry, Ledger
from .writing import beside, make_safe, put_beside, sweep, write_whole

_NO_MORE = {
    errno.ENOSPC: "the disk is full. Make room",
    errno.EDQUOT: "your share of the disk is full. Make room",
    errno.EROFS: "the disk can only be read. Allow writing there",
}
"""What stops a build, since it would stop every other handout too, and what to do."""


class Place:
    """The folder handouts/ of a clinic, for the one build that may write there."""

    def __init__(self, folder: Path, claims: Claims) -> None:
        self.claims = claims
        self._folder = folder
        self._handouts = folder / "handouts"
        self._unsafe: set[Path] = set()
        """Folders whose last renames a loss of power could undo."""

    def put(self, path: str, data: bytes, digest: str) -> None:
        """Put a file in its place, relative to the clinic's folder, in one stroke. Raises OSError."""
        write_whole(self._claimed(path, digest), data)

    def put_all(self, files: Sequence[tuple[str, bytes, str]]) -> dict[str, OSError]:
        """Put files in their places, each told by path, data and digest, with one claim for all.

        Give what went wrong by path. Raises OSError where nothing can be claimed.
        """
        faults: dict[str, OSError] = {}
        ready = []
        for path, data, digest in files:
            try:
                self._make_room(path)
                ready.append((path, data, digest))
            except OSError as error:
                faults[path] = error
        self.claims.add((path, digest) for path, _, digest in ready)
        for path, data, _ in ready:
            try:
                write_whole(self._cleared(path), data)
            except OSError as error:
                faults[path] = error
        return faults

    def beside(self, path: str) -> Path:
        """Give the place where a file may be written that is too large to be handed over."""
        return beside(self._folder / path)

    def write_beside(self, path: str, pieces: Iterable[bytes]) -> str:
        """Write a file beside its place, piece by piece; give its digest. Raises OSError."""
        written = self.beside(path)
        with written.open("wb", buffering=1024 * 1024) as file:
            file.writelines(pieces)
        return fingerprints.file_digest(written)

    def put_beside(self, path: str, digest: str) -> None:
        """Put a file in its place that was written beside it. Raises OSError."""
        put_beside(self.beside(path), self._claimed(path, digest))

    def _claimed(self, path: str, digest: str) -> Path:
        """Claim a file before it is put in its place; give the place, where nothing stands in its way."""
        self._make_room(path)
        self.claims.add([(path, digest)])
        return self._cleared(path)

    def _make_room(self, path: str) -> None:
        parent = (self._folder / path).parent
        parent.mkdir(parents=True, exist_ok=True)
        self._check_is_ours(parent)

    def _cleared(self, path: str) -> Path:
        """Give a place that nothing stands in the way of."""
        target = self._folder / path
        if target.is_dir() and not target.is_symlink():
            # An empty folder is nobody's work; one that is not stays, and the rename fails.
            with suppress(OSError):
                target.rmdir()
        # The second, since the first may be new there.
        self._unsafe |= {target.parent, self._handouts}
        return target

    def remove(self, path: str) -> None:
        """Take a file away, if it is there, and its folder where that is empty then. Raises OSError."""
        target = self._folder / path
        if target.parent.is_dir():
            self._check_is_ours(target.parent)
            target.unlink(missing_ok=True)
            self._unsafe |= {target.parent, self._handouts}
            if target.parent != self._handouts:
                # It goes with the last file that was in it.
                with suppress(OSError):
                    target.parent.rmdir()

    def make_safe(self) -> None:
        """Wait until the disk has all that was put in place and taken away."""
        make_safe(self._unsafe)
        self._unsafe.clear()

    def sweep(self) -> None:
        """Take away what a build that was killed left half-written."""
        names = (*(edition.folder for edition in EDITIONS), *SITE_FOLDERS)
        folders = dict.fromkeys(self._handouts / name for name in names)
        sweep([self._handouts, *(folder for folder in folders if not folder.is_symlink())])

    def _check_is_ours(self, parent: Path) -> None:
        """Hold back where a folder of handouts/ is a link to another place, whose files are not ours."""
        inside = parent.relative_to(self._handouts)
        if parent.resolve() != self._handouts.resolve() / inside:
            raise OSError(errno.ELOOP, "leads to another folder", str(parent))


def remove(entry: Entry, folder: Path, ledger: Ledger, place: Place) -> Receipt:
    """Take away a handout that is wanted no more."""
    receipt = Receipt(entry.slug, entry.edition, entry.path, "removed", why_gone(entry, folder), source=entry.source)
    receipt = _removed(receipt, place)
    if receipt.status == "removed":
        ledger.forget(entry.slug, entry.edition)
    return receipt


def stray(path: str) -> Receipt:
    """Give the receipt of a handout that the ledger does not know, before it is taken away."""
    edition = next((each.name for each in EDITIONS if each.folder == Path(path).parent.name), "")
    why = "left by a build that was stopped"
    return Receipt(Path(path).stem, edition, path, "would remove", why)


def remove_stray(receipt: Receipt, place: Place) -> Receipt:
    """Take away a handout that is wanted no more, and that the ledger does not know."""
    return _removed(replace(receipt, status="removed"), place)


def _removed(receipt: Receipt, place: Place) -> Receipt:
    try:
        place.remove(receipt.path)
    except OSError as error:
        why = f"{receipt.path}: cannot be removed ({error.strerror}). Remove it by hand."
        return replace(receipt, status="failed", why=why, source=receipt.path)
    return receipt


def why_gone(entry: Entry, folder: Path) -> str:
    """Say why a handout is wanted no more."""
    if entry.source and not (folder / entry.source).exists():
        return f"{entry.source} is gone"
    return f"the edition {entry.edition} is no longer made" if entry.source else "the bundle is no longer made"


def not_written(path: str, error: OSError) -> str:
    """Say why a file cannot be put in its place. Raises StorageError where no other could be either."""
    if error.errno in _NO_MORE:
        raise StorageError(
            f"{path}: cannot be written, for {_NO_MORE[error.errno]} and build again. What was there stays."
        ) from error
    if error.errno == errno.ELOOP:
        advice = "Take that link away, since what it leads to is not ours to change; then build again."
    elif error.errno in (errno.EISDIR, errno.EEXIST, errno.ENOTDIR, errno.ENOTEMPTY):
        advice = "Move away what stands in its place, and build again."
    else:
        advice = "Close it where it is open, see that you may write there, and build again."
    where = str(error.filename or "")
    # Where it is not the file itself, or what is written beside it.
    named = "" if where.endswith((path, ".part")) or not where else f"{where}: "
    return f"{path}: cannot be written ({named}{error.strerror}). {advice}"
