"""A glance at a clinic's folder, to see whether anything was touched since a build found everything up to date.

What is stale is told by contents alone. But once a build has compared all contents and found nothing to do, a later
one need not read them again as long as every file is the very one that was read: the same place on the disk, the same
size, the same times to the nanosecond. Whatever differs, or is too young to be told apart, is read again.
"""

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from . import __version__

FILE = ".untouched"
_OWN = {FILE, ".lock"}
"""What a build touches that finds nothing to do."""
_ROOMS = ("sources", "layouts", "handouts")
_TELLING = 3_000_000_000
"""Nanoseconds after which a file system tells a later change by another time: FAT counts in steps of two seconds."""


class _Uncertain(Exception):  # noqa: N818 - nothing goes wrong: the contents have to be read
    """A file of which no glance can tell whether it is the same."""


@dataclass(frozen=True)
class Sight:
    """How a folder looked at one moment."""

    digest: str
    """Of every file's place, size and times."""
    youngest: int
    """When the last of its files was touched, in nanoseconds since 1970."""
    taken: int
    """When it was looked at, in nanoseconds since 1970."""

    @property
    def is_telling(self) -> bool:
        """Whether any change that comes after it will be seen by another glance."""
        return self.youngest < self.taken - _TELLING


def glance(folder: Path, beside: Iterable[str]) -> Sight | None:
    """Look at a clinic's folder, and at files and folders beside it, without reading any; None where that won't do."""
    taken = time.time_ns()
    places = [str(folder / room) for room in _ROOMS]
    try:
        lines = [line for place in places if os.path.isdir(place) for line in _inside(place, "")]  # noqa: PTH112
        # Where packages are installed, a folder comes and goes with each.
        lines += [_outside(place) for place in (*beside, *filter(_holds_packages, sys.path))]
    except (OSError, _Uncertain):
        return None
    lines.append(("", f"{__version__} {sys.version} {__file__}", 0))
    text = "\n".join(f"{name}\0{facts}" for name, facts, _ in sorted(lines))
    return Sight(_digest(text), max(touched for _, _, touched in lines), taken)


def recall(folder: Path) -> list[str] | None:
    """Give what the last build that found nothing to do had to say; None where anything may have been touched since."""
    try:
        seal, text = (folder / "handouts" / FILE).read_text("utf-8").split("\n", 1)
    except (OSError, ValueError):
        return None
    if seal != _digest(text):
        return None
    seen, said, beside = json.loads(text)
    sight = glance(folder, beside)
    return said if sight and sight.digest == seen else None


def remember(folder: Path, sight: Sight, said: Sequence[str], beside: Sequence[str]) -> None:
    """Keep what a build said that found nothing to do; `sight` is of the moment before it read anything."""
    text = json.dumps([sight.digest, list(said), list(beside)])
    place = folder / "handouts" / FILE
    # Without it the next build reads everything, which is never wrong.
    with suppress(OSError):
        # A link that stands there is not written through.
        place.unlink(missing_ok=True)
        place.write_text(f"{_digest(text)}\n{text}", "utf-8")


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _holds_packages(place: str) -> bool:
    return os.path.basename(place) in ("site-packages", "dist-packages")  # noqa: PTH119


def _inside(root: str, inner: str) -> Iterator[tuple[str, str, int]]:
    with os.scandir(f"{root}/{inner}") as found:
        for entry in found:
            name = f"{inner}{entry.name}"
            if entry.is_symlink():
                # What it leads to may change while it does not.
                raise _Uncertain
            if entry.is_dir():
                yield from _inside(root, f"{name}/")
            elif inner or entry.name not in _OWN:
                yield _line(f"{root}/{name}", entry.stat())


def _outside(place: str) -> tuple[str, str, int]:
    try:
        return _line(place, os.stat(place))  # noqa: PTH116 - as quick as can be
    except FileNotFoundError:
        return place, "", 0


def _line(name: str, told: os.stat_result) -> tuple[str, str, int]:
    # An editor that sets a file's date back cannot set back when its entry was changed.
    facts = f"{told.st_dev} {told.st_ino} {told.st_mode} {told.st_size} {told.st_mtime_ns} {told.st_ctime_ns}"
    return name, facts, max(told.st_mtime_ns, told.st_ctime_ns)
