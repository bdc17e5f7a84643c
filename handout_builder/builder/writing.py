"""Files written whole or not at all."""

import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_PART = ".part"
_LEFT = re.compile(rf"\..+\.\d+\{_PART}")


def write_beside(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it, so that nobody ever sees half of it.

    Where a link stands in its place, what it leads to is written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path.resolve(), data)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place, wait until the disk has it, and rename it.

    Where a link stands in its place, the file takes the link's place.
    """
    part = beside(path)
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as file:
            file.write(data)
        put_beside(part, path)
    finally:
        part.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    """Give the place where a file is written before it is put in its place."""
    return path.with_name(f".{path.name}.{os.getpid()}{_PART}")


def put_beside(part: Path, path: Path) -> None:
    """Put a file that was written beside its place there, once the disk has it."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    if path.is_file() and not path.is_symlink():
        shutil.copymode(path, part)
    part.replace(path)


def make_safe(folders: Iterable[Path]) -> None:
    """Wait until the disk knows which files are in the folders: a rename alone does not outlive a loss of power."""
    for folder in folders:
        # Windows opens no folders, and some network disks know no such wish.
        with suppress(OSError):
            place = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(place)
            finally:
                os.close(place)


def sweep(folders: Iterable[Path]) -> None:
    """Take away what a process that was killed left half-written in these folders."""
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as found:
            for left in [entry.path for entry in found if _LEFT.fullmatch(entry.name)]:
                os.unlink(left)  # noqa: PTH108 - as scandir gave it
