"""What this program put into handouts/, in a plain list beside the ledger.

A line is written before a file is put in its place, so that no file of ours is ever unknown: not after a build that
was killed before the ledger took note, and not after a ledger that was lost. A build that ends leaves a line a file,
sorted.
"""

import errno
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from . import fingerprints
from .writing import write_whole

FILE = ".made"

SITE_FOLDERS = ("articles", "clinicians", "covers", "opds", "pictures", "site")
"""Of the download page in handouts/, beside those of the editions."""
_ABOVE = re.compile(r"handouts/(index(\.\d+)?\.html|robots\.txt|sitemap\.xml)")

_LINE = re.compile(r"([0-9a-f]{32})  (handouts/[^\0]+)")


class Claims:
    """The list, read once; a claim reaches the disk before anything is done about it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "handouts" / FILE
        self._pieces = [_text_of(self._file)]
        """The list as it stands in the file; joined, since text that grows line by line is copied each time."""
        self._digests: dict[str, tuple[str, ...]] = {}
        for line in self._pieces[0].splitlines():
            match = _LINE.fullmatch(line)
            if match and is_inside(match[2]):
                self._note(match[2], match[1])

    def add(self, claims: Iterable[tuple[str, str]]) -> None:
        """Claim that what is put at a path, relative to the clinic's folder, is ours if it has this digest."""
        claims = list(claims)
        # What was cut off in the middle of a line must not swallow the next one.
        line = "\n" if self._pieces[-1] and not self._pieces[-1].endswith("\n") else ""
        line += "".join(f"{digest}  {path}\n" for path, digest in claims)
        data = line.encode("utf-8")
        if self._file.is_symlink():
            self._file.unlink()
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        place = os.open(self._file, flags, 0o666)
        try:
            written = os.write(place, data)
            os.fsync(place)
        finally:
            os.close(place)
        if written:
            self._pieces.append(data[:written].decode("utf-8", "replace"))
        if written < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._file))
        for path, digest in claims:
            self._note(path, digest)

    def _note(self, path: str, digest: str) -> None:
        self._digests[path] = (*self._digests.get(path, ()), digest)

    def has(self, path: str, digest: str) -> bool:
        """Tell whether a file of this digest at this path is ours."""
        return digest in self._digests.get(path, ())

    def names(self, path: str) -> bool:
        """Tell whether a file of ours was ever put at this path."""
        return path in self._digests

    def strays(self, known: Iterable[str], is_meant: Callable[[str], bool] = lambda _: True) -> list[str]:
        """Give the paths that are meant where a file of ours lies that is none of the known ones."""
        unknown = filter(is_meant, self._digests.keys() - set(known))
        return sorted(path for path in unknown if self.has(path, fingerprints.handout_digest(self._folder, path)))

    def settle(self, made: Iterable[tuple[str, str]]) -> None:
        """End the list with a line a file: what the ledger knows, as path and digest, and what it does not."""
        lines = dict(made)
        lines |= {path: fingerprints.handout_digest(self._folder, path) for path in self.strays(lines)}
        text = "".join(f"{digest}  {path}\n" for path, digest in sorted(lines.items()))
        if text != "".join(self._pieces):
            write_whole(self._file, text.encode("utf-8"))
            self._pieces = [text]


def is_inside(path: str) -> bool:
    """Tell whether a path that stands in a file of ours can be a handout's."""
    first, *rest = path.split("/")
    return first == "handouts" and bool(rest) and not {"", ".", ".."} & set(rest) and "\\" not in path


def _text_of(file: Path) -> str:
    # Where a link leads is no list of ours.
    if file.is_symlink() or not file.is_file():
        return ""
    return file.read_bytes().decode("utf-8", "replace")


def is_of_site(path: str) -> bool:
    """Tell whether a path, relative to the clinic's folder, is one that the download page may take."""
    parts = path.split("/")
    return bool(_ABOVE.fullmatch(path)) or (len(parts) > 2 and parts[1] in SITE_FOLDERS)
