"""A worker process, as seen by whoever started it: one call at a time, given up when it takes too long."""

import os
import pickle
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Timer
from typing import Any

from ..errors import TooLongError, WorkerError
from .limits import Limits
from .parcels import Parcel, Parts
from .worker import read_frame, write_frame

_PATIENCE = 10
"""Seconds in which a process that is told to end has to."""

_TRIES, _PAUSE = 20, 0.05
"""How often, and after how many seconds, it is tried again to take away what a process left."""

_COMMAND = """
import sys
from pathlib import Path
_, folder, *sys.path[:] = sys.argv
from handout_builder.builder.worker import serve
serve(Path(folder))
"""


class WorkerProcess:
    """A process of its own for calls that may take too much, or kill it.

    It is started anew, not forked: forking after the engine is loaded crashes on macOS.
    """

    def __init__(self) -> None:
        self._folder = Path(mkdtemp(prefix="handout-worker-"))
        """Its temporary folder: what it leaves there when it dies is taken away."""
        self._sent: set[str] = set()
        self._is_overdue = False
        places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self._folder))
        with (self._folder / "said").open("wb") as said:
            # A session of its own: Ctrl-C is for the program that started it, which ends it.
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                [sys.executable, "-c", _COMMAND, str(self._folder), *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                env=os.environ | places,
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )

    @property
    def is_alive(self) -> bool:
        """Whether it can do a call: one that was killed while it waited did not die of any."""
        return self._process.poll() is None

    def do(self, parcel: Parcel, parts: Parts) -> Any:
        """Give the result of a call, or raise what it raised; `parts` are the values that were left out of it.

        Raises WorkerError where it took too much or the process died: then it does no more calls.
        """
        new = {name: parts[name] for name in parcel.parts if name not in self._sent}
        frame = pickle.dumps((parcel.limits.megabytes, new, parcel.call), pickle.HIGHEST_PROTOCOL)
        outcome = self._ask(frame, parcel.limits)
        self._sent |= new.keys()
        result, error = pickle.loads(outcome)  # noqa: S301 - from the process that was started here
        if error is not None:
            raise error
        return result

    def _ask(self, frame: bytes, limits: Limits) -> bytes:
        assert self._process.stdin  # noqa: S101 - for the type checker: both are pipes
        assert self._process.stdout  # noqa: S101
        watch = Timer(limits.seconds, self._give_up)
        watch.start()
        try:
            write_frame(self._process.stdin, frame)
            return read_frame(self._process.stdout)
        except (OSError, EOFError) as error:
            self.kill()
            self._process.wait()
            if self._is_overdue:
                raise TooLongError(
                    f"took longer than {limits.seconds} seconds and was given up. Make it shorter, "
                    "or raise time_limit in layouts/clinic.toml."
                ) from error
            raise WorkerError(self._obituary()) from error
        finally:
            watch.cancel()
            watch.join()

    def _give_up(self) -> None:
        self._is_overdue = True
        self.kill()

    def _obituary(self) -> str:
        """Say what a process died of."""
        code = self._process.returncode
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        if -code == getattr(signal, "SIGKILL", 0):
            how += ", as the system does when memory runs out"
        elif code < 0:
            how += ", as happens when something is nested too deeply or needs more memory than there is"
        said = (self._folder / "said").read_text("utf-8", "replace").strip().splitlines()
        last = f' Its last words: "{said[-1][:200]}".' if said else ""
        return (
            f"the process at work on it (number {self._process.pid}) {how}.{last} What else there was to make was not "
            "touched by it; build again to try this one once more."
        )

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
        if self._process.poll() is None and hasattr(os, "killpg"):
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
