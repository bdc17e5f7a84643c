"""One build at a time in a folder: the lock is the system's, and ends with the process that holds it."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import SettingsError
from ..locking import takes_lock

FILE = ".lock"
PATIENCE = 600
"""Seconds that a build waits for the one before it."""
_EVERY = 0.1
"""Seconds between two looks."""


@contextmanager
def only_build(handouts: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Keep other builds out of a folder; wait, saying so, for one that is at work.

    Raises SettingsError where the folder cannot be written to, or the other build does not end.
    """
    try:
        handouts.mkdir(parents=True, exist_ok=True)
        if (handouts / FILE).is_symlink():
            (handouts / FILE).unlink()
        # The file stays when the lock is given up: taken away, the next two builds could lock two different files.
        place = os.open(handouts / FILE, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except OSError as error:
        raise SettingsError(
            [
                f"{error.filename or handouts}: cannot be written ({error.strerror}), so nothing was made; "
                "what is there stays. Allow writing there, or copy the clinic's folder to a disk where you may write."
            ]
        ) from error
    try:
        _wait(place, handouts, say)
        yield
    finally:
        os.close(place)


def _wait(place: int, handouts: Path, say: Callable[[str], None]) -> None:
    if takes_lock(place):
        return
    say(f"Another build is at work in {handouts}; this one goes on when it is done.")
    deadline = time.monotonic() + PATIENCE
    while not takes_lock(place):
        if time.monotonic() > deadline:
            raise SettingsError([f"{handouts}: another build is still at work there. Stop it, or build again later."])
        time.sleep(_EVERY)
