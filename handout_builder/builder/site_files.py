"""The files of the download page: put in their place where they changed, taken away where they are gone."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from itertools import islice
from pathlib import Path

from ..model import SiteFile
from . import fingerprints
from .claims import is_of_site
from .ledger import Ledger, SiteEntry
from .placing import Place, not_written
from .site_marks import is_marked

SITE = "handouts/index.html"
"""The download page itself, relative to the clinic's folder."""
_AT_ONCE = 50
"""Files that are in memory at once, before they are put in their places."""
_WHOLE = ""
"""The path under which the ledger keeps what the page as a whole was made of."""


class SiteFiles:
    """The files that one build finds, puts and takes away."""

    def __init__(self, folder: Path, ledger: Ledger, place: Place) -> None:
        self._folder, self._ledger, self._place = folder, ledger, place
        self._known = ledger.site()
        self._owned: dict[str, list[SiteEntry]] = defaultdict(list)
        for entry in self._known.values():
            self._owned[entry.owner].append(entry)
        self._wanted: set[str] = set()
        self.changed = 0
        """How many files were put or taken away."""
        self.faults: list[str] = []
        """Why a file could not be."""
        self.remade: list[str] = []
        """What somebody else had put in a file's place, a sentence each."""

    @property
    def made_of(self) -> str:
        """Give what the page as a whole was made of; empty where there is none."""
        whole = self._known.get(_WHOLE)
        return whole.made_of if whole else ""

    @property
    def asked_by(self) -> str:
        """Give what the page was made by: the settings, or the command."""
        whole = self._known.get(_WHOLE)
        return whole.owner if whole else ""

    def is_whole(self) -> bool:
        """Tell whether every file is there as it was put."""
        return all(self._is_in_place(entry) for entry in self._known.values() if entry.path)

    def keep(self, owner: str, made_of: str) -> bool:
        """Keep a page, and what belongs to it, as they are; tell whether they are there and made of the same."""
        owner = f"handouts/{owner}"
        own = self._owned.get(owner, [])
        if not own or any(entry.made_of != made_of or not self._is_in_place(entry) for entry in own):
            return False
        self._wanted |= {entry.path for entry in own}
        return True

    def keep_as_it_is(self, owner: str) -> bool:
        """Keep a page, and what belongs to it, whatever they were made of; tell whether there is one."""
        own = self._owned.get(f"handouts/{owner}", [])
        self._wanted |= {entry.path for entry in own}
        return bool(own) and self._is_in_place(own[0])

    def put(self, files: Iterable[SiteFile], owner: str = "", made_of: str = "") -> None:
        """Put files in their place, unless they are there already. Raises StorageError.

        They belong to their `owner`, a page relative to handouts/, where it is not they themselves.
        """
        left = iter(files)
        # To wait for the disk takes longer than to write a page.
        while some := list(islice(left, _AT_ONCE)):
            self._put_all(some, owner, made_of)

    def _put_all(self, files: Sequence[SiteFile], owner: str, made_of: str) -> None:
        entries, new = [], []
        for file in files:
            path = f"handouts/{file.path}"
            digest = fingerprints.digest(file.data)
            found = fingerprints.handout_digest(self._folder, path)
            self._wanted.add(path)
            if found != digest and self._is_somebody_elses(path, found):
                self.faults.append(
                    f"{path}: was put there by somebody else, so the download page is not written over it. "
                    "Move it away and build again."
                )
                continue
            entries.append(SiteEntry(path, f"handouts/{owner or file.path}", made_of, digest))
            if found != digest:
                self._note_change(path, found)
            if found != digest or not self._place.claims.has(path, digest):
                new.append((path, file.data, digest))
        faults = self._placed(new)
        for entry in entries:
            if entry.path not in faults:
                self._remember(entry)

    def _placed(self, files: Sequence[tuple[str, bytes, str]]) -> Container[str]:
        """Put files in their places; give the paths of those that could not be."""
        try:
            faults = self._place.put_all(files) if files else {}
        except OSError as error:
            faults = dict.fromkeys((path for path, _, _ in files), error)
        self.changed += len(files) - len(faults)
        self.faults += [not_written(path, error) for path, error in faults.items()]
        return faults

    def settle(self, made_of: str, asked_by: str) -> None:
        """Take away what is wanted no more, and remember what all was made of. Raises StorageError."""
        self._take_away(path for path in self._known if path and path not in self._wanted)
        self._take_away(self._place.claims.strays(self._wanted, is_of_site))
        if made_of:
            self._ledger.record_site(SiteEntry(_WHOLE, asked_by, "" if self.faults else made_of, ""))
        elif _WHOLE in self._known:
            self._ledger.forget_site(_WHOLE)

    def _remember(self, entry: SiteEntry) -> None:
        before = self._known.get(entry.path)
        if before != entry:
            self._ledger.record_site(entry)
            self._known[entry.path] = entry
            if before:
                self._owned[before.owner].remove(before)
            self._owned[entry.owner].append(entry)

    def _take_away(self, paths: Iterable[str]) -> None:
        for path in list(paths):
            found = fingerprints.handout_digest(self._folder, path)
            # What somebody wrote in its place is not ours to take away.
            if found and self._place.claims.has(path, found):
                try:
                    self._place.remove(path)
                except OSError as error:
                    self.faults.append(f"{path}: cannot be removed ({error.strerror}). Remove it by hand.")
                    continue
                self.changed += 1
            self._ledger.forget_site(path)
            self._known.pop(path, None)

    def _is_in_place(self, entry: SiteEntry) -> bool:
        return fingerprints.handout_digest(self._folder, entry.path) == entry.digest

    def _is_somebody_elses(self, path: str, found: str) -> bool:
        if path in self._known or self._place.claims.names(path):
            return False
        file = self._folder / path
        return not is_marked(file) if found else file.is_symlink()

    def _note_change(self, path: str, found: str) -> None:
        """Note that what is written over is no more what was put there, so that nobody's work is lost unheard."""
        was_ours = path in self._known or self._place.claims.names(path)
        if found and was_ours and not self._place.claims.has(path, found):
            self.remade.append(f"{path} was changed by hand; it is written anew.")
        elif not found and (self._folder / path).is_symlink():
            self.remade.append(f"{path} was a link; it is written anew, and what the link led to stays as it is.")
