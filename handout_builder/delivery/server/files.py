"""The path of a request becomes a file of handouts/, opened once, so that nobody gets half of another."""

import os
import re
import stat
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from typing import BinaryIO

from ...model import media_type_of

INDEXES = ("index.html", "index.xml")
"""What stands for a folder, the first that is there."""

_REPORT = "report.html"


@dataclass(frozen=True)
class Opened:
    """A file that is being served; a rebuild that puts another in its place does not change this one."""

    file: BinaryIO
    media_type: str
    size: int
    """Bytes."""
    tag: str
    """Strong entity tag, quoted (RFC 9110, section 8.8.3)."""
    touched: int
    """When it was put in place, in seconds since 1970."""

    @property
    def is_text(self) -> bool:
        """Whether it becomes much smaller when it is compressed."""
        return bool(re.search(r"^text/|xml|json", self.media_type))

    @property
    def last_modified(self) -> str:
        """Give the date as HTTP writes it."""
        return formatdate(self.touched, usegmt=True)


class Shelf:
    """The files of handouts/ that may be seen from outside."""

    def __init__(self, root: Path, *, shows_report: bool) -> None:
        self._root = root.resolve()
        self._shows_report = shows_report

    def open(self, path: str) -> Opened | None:
        """Open the file of a path that begins with a slash, decoded; None where there is none to be shown."""
        parts = self._parts(path)
        if parts is None:
            return None
        names = INDEXES if path.endswith("/") else ("",)
        found = (self._opened([*parts, name] if name else parts) for name in names)
        return next((opened for opened in found if opened), None)

    def is_folder(self, path: str) -> bool:
        """Tell whether a path without a slash at its end is that of a folder that has an index."""
        opened = self.open(f"{path}/") if path != "/" else None
        if opened:
            opened.file.close()
        return bool(opened)

    def _parts(self, path: str) -> list[str] | None:
        """Split a path; None where it is no plain place in the folder, or a hidden one."""
        parts = path.removeprefix("/").split("/")
        if not parts[-1]:
            parts.pop()
        is_plain = path.startswith("/") and all(map(_is_name, parts))
        return parts if is_plain else None

    def _opened(self, parts: list[str]) -> Opened | None:
        media_type = media_type_of("/".join(parts))
        if not media_type or (not self._shows_report and "/".join(parts).casefold() == _REPORT):
            return None
        place = self._root.joinpath(*parts)
        # A pipe or a device must not be waited for, and a link not be followed.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            if not self._is_plain(place):
                return None
            file = os.fdopen(os.open(place, flags), "rb")
        except (OSError, RuntimeError):
            # Before Python 3.13, a link that leads to itself is a RuntimeError.
            return None
        told = os.fstat(file.fileno())
        if not stat.S_ISREG(told.st_mode):
            file.close()
            return None
        tag = f'"{told.st_mtime_ns:x}-{told.st_ino:x}-{told.st_size:x}"'
        return Opened(file, media_type, told.st_size, tag, int(told.st_mtime))

    def _is_plain(self, place: Path) -> bool:
        """Tell whether no link is on the way to a place: one could lead out of the folder."""
        return place.resolve() == place


def _is_name(part: str) -> bool:
    """Tell whether a part of a path is a name that is not hidden: no dots, drives, streams or control characters."""
    return part.isprintable() and bool(part) and not part.startswith(".") and not set(part) & set('\\:*?"<>|')
