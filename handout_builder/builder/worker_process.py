"""A worker process, as seen by whoever started it: one call at a time, given up when it takes too long."""

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from ..errors import TooLongError, WorkerError
from .alarms import ALARMS
from .copies import CAN_COPY, Copy, Seat, let_go
from .limits import Limits
from .parcels import Parcel, Parts
from .worker import read_frame, write_frame

_PATIENCE = 10
"""Seconds in which a process that is told to end has to."""

_TRIES, _PAUSE = 20, 0.05
"""How often, and after how many seconds, it is tried again to take away what a process left."""

# What is loaded stays: to look through it again and again for what nobody holds takes a tenth of the time.
_COMMAND = """
import gc
gc.disable()
import sys
from pathlib import Path
_, folder, kinds, seats, *sys.path[:] = sys.argv
from handout_builder.builder.worker import serve
serve(Path(folder), kinds, seats)
"""


class WorkerProcess:
    """A process of its own for calls that may take too much, or kill it."""

    def __init__(self, place: "tuple[Path, subprocess.Popen[bytes] | Copy] | None" = None) -> None:
        """Start one; or take one that is started, with its temporary folder."""
        self._folder, self._process = place or _started((), ())
        """Of the folder, what a process leaves there when it dies is taken away."""
        self._sent: set[str] = set()
        self._limits, self._alarm = Limits(0, 0), 0
        """Those of the call in progress."""
        self._is_overdue = False

    @property
    def is_alive(self) -> bool:
        """Whether it can do a call: one that was killed while it waited did not die of any."""
        return self._process.poll() is None

    @property
    def has_begun(self) -> bool:
        """Whether it ever was there: a copy is not where the first process ends before it is made."""
        return self._process.pid != 0

    def do(self, parcel: Parcel, parts: Parts) -> Any:
        """Give the result of a call, or raise what it raised; `parts` are the values that were left out of it.

        Raises WorkerError where it took too much or the process died: then it does no more calls.
        """
        self.begin(parcel, parts)
        return result_of(self.outcome())

    def begin(self, parcel: Parcel, parts: Parts) -> None:
        """Hand in a call, whose outcome is to be asked for. Raises WorkerError where the process is dead."""
        new = {name: parts[name] for name in parcel.parts if name not in self._sent}
        frame = pickle.dumps((parcel.limits.megabytes, new, parcel.call), pickle.HIGHEST_PROTOCOL)
        self._limits = parcel.limits
        self._alarm = ALARMS.set(parcel.limits.seconds, self._give_up)
        assert self._process.stdin  # noqa: S101 - for the type checker: it is a pipe
        try:
            write_frame(self._process.stdin, frame)
        except OSError as error:
            raise self._death() from error
        self._sent |= new.keys()

    def outcome(self) -> bytes:
        """Wait for the outcome of the call that was begun. Raises WorkerError where it took too much, or killed it."""
        assert self._process.stdout  # noqa: S101 - for the type checker
        try:
            outcome = read_frame(self._process.stdout)
        except (OSError, EOFError) as error:
            raise self._death() from error
        finally:
            ALARMS.call_off(self._alarm)
        if self._is_overdue:
            # It came as the process was given up, which could not do the next call.
            raise self._death()
        return outcome

    def _death(self) -> WorkerError:
        """Say why this process is no more, and see to it that it is not."""
        ALARMS.call_off(self._alarm)
        self.kill()
        self._process.wait()
        if self._is_overdue:
            return TooLongError(
                f"took longer than {self._limits.seconds} seconds and was given up. Make it shorter, "
                "or raise time_limit in layouts/clinic.toml."
            )
        return WorkerError(self._obituary())

    def _give_up(self) -> None:
        self._is_overdue = True
        self.kill()

    def _obituary(self) -> str:
        """Say what a process died of."""
        code = self._process.wait()
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        if -code == getattr(signal, "SIGKILL", 0):
            how += ", as the system does when memory runs out"
        elif code < 0:
            how += ", as happens when something is nested too deeply or needs more memory than there is"
        said = self._said().strip().splitlines()
        last = f' Its last words: "{said[-1][:200]}".' if said else ""
        return (
            f"the process at work on it (number {self._process.pid}) {how}.{last} What else there was to make was not "
            "touched by it; build again to try this one once more."
        )

    def _said(self) -> str:
        try:
            return (self._folder / "said").read_text("utf-8", "replace")
        except OSError:
            # A copy that never came to be said nothing.
            return ""

    def end(self) -> None:
        """Let the process end, and make it if it does not; take away what it left."""
        try:
            assert self._process.stdin  # noqa: S101 - for the type checker
            write_frame(self._process.stdin, b"")
            self._process.wait(_PATIENCE)
        except (OSError, subprocess.TimeoutExpired):
            self.kill()
        self._clear_away()

    def kill(self) -> None:
        """End the process at once, with all that it started; a call in progress raises WorkerError."""
        # A copy that is not there yet has the number 0, which to the system is the group of this program itself.
        if self._process.poll() is None and self._process.pid and hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                # A session of its own has its number.
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()

    def _clear_away(self) -> None:
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:
                # What could not be written is not wanted any more.
                continue
        for _ in range(_TRIES):
            rmtree(self._folder, ignore_errors=True)
            if not self._folder.exists():
                break
            # What the process started may still be ending, and leave a file meanwhile.
            time.sleep(_PAUSE)


def result_of(outcome: bytes) -> Any:
    """Give the result that an outcome tells of, or raise the error."""
    result, error = pickle.loads(outcome)  # noqa: S301 - from a process that was started here
    if error is not None:
        raise error
    return result


def start(count: int, kinds: Sequence[str]) -> list[WorkerProcess]:
    """Start some processes that will render editions of some kinds."""
    if count == 1 or not CAN_COPY:
        return [WorkerProcess() for _ in range(count)]
    seats, places = [], []
    for _ in range(count - 1):
        folder = _new_folder()
        calls, stdin = os.pipe()
        stdout, outcomes = os.pipe()
        seats.append(Seat(str(folder), calls, outcomes))
        places.append((folder, os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb")))
    try:
        first = _started(kinds, seats)
    finally:
        let_go(seats)
    copies = [WorkerProcess((folder, Copy(folder, first[1], stdin, stdout))) for folder, stdin, stdout in places]
    return [WorkerProcess(first), *copies]


def _started(kinds: Sequence[str], seats: Sequence[Seat]) -> "tuple[Path, subprocess.Popen[bytes]]":
    """Start a process that loads what some kinds of editions take, and copies itself to some seats."""
    folder = _new_folder()
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    told = [str(folder), json.dumps(list(kinds)), json.dumps([vars(seat) for seat in seats])]
    with (folder / "said").open("wb") as said:
        # A session of its own: Ctrl-C is for the program that started it, which ends it.
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", _COMMAND, *told, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            env=os.environ | places,
            start_new_session=True,
            pass_fds=[number for seat in seats for number in (seat.calls, seat.outcomes)],
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    return folder, process


def _new_folder() -> Path:
    return Path(mkdtemp(prefix="handout-worker-"))
