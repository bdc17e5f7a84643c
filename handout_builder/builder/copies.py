"""Worker processes that are copies of the first one, made when it has loaded what they all need.

To load the engine takes a second. On Linux a process can be copied with all that it has loaded; elsewhere each starts
anew: a copy made after the engine is loaded crashes on macOS.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CAN_COPY = sys.platform == "linux"
_LOOK = 0.005
"""Seconds between two looks at whether a process has ended: the system tells only the one that was copied."""
_NUMBER = "number"
"""In a worker's temporary folder: the file with the number of its process."""


@dataclass(frozen=True)
class Seat:
    """Where a copy will work."""

    folder: str
    """Its temporary folder."""
    calls: int
    """The file descriptor that calls come in by."""
    outcomes: int
    """The file descriptor that what came of them goes out by."""


def take_seat(seat: Seat) -> bool:
    """Make a copy of this process, and let go of its seat; True in the copy, which has taken it.

    This process must have no other threads. Raises OSError where it cannot be copied, or cannot tell of it: then it is
    for this process to end, by which the one that started both knows.
    """
    if number := os.fork():
        let_go([seat])
        told = Path(seat.folder) / f"{_NUMBER}.new"
        told.write_text(str(number), "ascii")
        told.rename(told.with_name(_NUMBER))
        return False
    # A session of its own, so that it can be ended with all that it started.
    os.setsid()
    said = os.open(Path(seat.folder) / "said", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for given, own in ((seat.calls, 0), (seat.outcomes, 1), (said, 2)):
        os.dup2(given, own)
        os.close(given)
    os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), seat.folder))
    tempfile.tempdir = None
    return True


def let_go(seats: Sequence[Seat]) -> None:
    """Close what this process has of seats that are for others."""
    for seat in seats:
        os.close(seat.calls)
        os.close(seat.outcomes)


def wait_for_copies() -> None:
    """Take note of the end of this process's copies, so that nothing of them is left and their time is counted."""
    with suppress(ChildProcessError):
        while CAN_COPY:
            os.waitpid(-1, 0)


class Copy:
    """A copy as seen by whoever started the first process: as much of subprocess.Popen as a worker process needs."""

    def __init__(self, folder: Path, first: "subprocess.Popen[bytes]", stdin: IO[bytes], stdout: IO[bytes]) -> None:
        self.stdin, self.stdout = stdin, stdout
        self.returncode: int | None = None
        self._folder, self._first = folder, first
        self._number = 0
        self._begun = ""

    @property
    def pid(self) -> int:
        """Its number; 0 as long as it is not there."""
        if not self._number:
            with suppress(OSError):
                number = int((self._folder / _NUMBER).read_text("ascii"))
                self._begun = _look(number)[2]
                self._number = number
        return self._number

    def poll(self) -> int | None:
        """Give what it ended with; None while it goes on, or is not there yet."""
        if self.returncode is None:
            if self.pid:
                self.returncode = self._ended()
            elif self._first.poll() is not None:
                # It never came to be.
                self.returncode = self._first.returncode
        return self.returncode

    def _ended(self) -> int | None:
        try:
            state, status, begun = _look(self._number)
        except OSError:
            state, status, begun = "X", 0, ""
        if begun != self._begun:
            # The first process is gone, and with it who could tell.
            return 0
        return os.waitstatus_to_exitcode(status) if state in "ZX" else None

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises subprocess.TimeoutExpired after so many seconds."""
        end = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("", timeout or 0)
            time.sleep(_LOOK)
        return code

    def kill(self) -> None:
        """End it at once; where it is not there yet, as soon as it is."""
        while self.poll() is None:
            if self.pid:
                with suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)
                return
            time.sleep(_LOOK)


def _look(number: int) -> tuple[str, int, str]:
    """Give a process's state, what it ended with and when it began: proc_pid_stat(5). Raises OSError."""
    fields = Path(f"/proc/{number}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    return fields[0], int(fields[-1]), fields[19]
