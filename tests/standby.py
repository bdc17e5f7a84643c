"""A process that has loaded the program, and makes a copy of itself for each call of it and for each worker.

To load the engine, once in the program and once more in its worker, takes most of the time of a small build. A call is
still a process of its own, that knows nothing of those before it; only its start and its hash seed are not its own.
"""

import atexit
import gc
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from selectors import EVENT_READ, BaseSelector, DefaultSelector
from typing import Any, NoReturn
from unittest.mock import patch

import handout_builder
from handout_builder.builder import worker_process
from handout_builder.builder.worker import serve
from handout_builder.commands import main
from handout_builder.model import EDITIONS

STARTER = Path(handout_builder.__file__).with_name("starter")
LOADED_APART = "cluster"
"""In the name of a module: its library starts threads, and a process with threads cannot be copied."""
LONGEST = 1 << 17
"""Bytes of a message."""
_COMMAND = """
import sys
_, address, number, *sys.path[:] = sys.argv
from tests.standby import stand_by
stand_by(address, int(number))
"""


class Copy:
    """A copy at work, as seen by whoever asked for it: as much of subprocess.Popen as a worker process needs."""

    def __init__(self, address: str, kind: str, arguments: Sequence[str], places: Sequence[int]) -> None:
        """Ask for one, with what it has for standard input, output and errors."""
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._line.connect(address)
        wanted = json.dumps([kind, list(arguments), str(Path.cwd()), dict(os.environ)]).encode()
        socket.send_fds(self._line, [wanted], list(places))
        self.pid = int(self._line.recv(LONGEST))
        self.returncode: int | None = None

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select.select([self._line], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("", timeout or 0)
            # Left where it is: another thread may be waiting too.
            self.returncode = int(self._line.recv(LONGEST, socket.MSG_PEEK))
        return self.returncode

    def kill(self) -> None:
        if self.poll() is None:
            # It may end between the two.
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def __del__(self) -> None:
        self._line.close()


class WorkerCopy(Copy):
    """A copy that is a worker process."""

    def __init__(self, address: str, folder: Path) -> None:
        calls, stdin = os.pipe()
        stdout, outcomes = os.pipe()
        with (folder / "said").open("wb") as said:
            super().__init__(address, "worker", [str(folder)], [calls, outcomes, said.fileno()])
        os.close(calls)
        os.close(outcomes)
        self.stdin, self.stdout = os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb")


@contextmanager
def copied_workers(address: Callable[[], str]) -> Iterator[None]:
    """Let a worker that this process starts be a copy; where several start at once, they start as they always do."""
    start = worker_process._started

    def started(kinds: Sequence[str], seats: Sequence[Any]) -> tuple[Path, Any]:
        if seats:
            return start(kinds, seats)
        folder = worker_process._new_folder()
        return folder, WorkerCopy(address(), folder)

    with patch.object(worker_process, "_started", started):
        yield


def run(address: str, arguments: Sequence[str]) -> tuple[int, str, str]:
    """Call the program; give its exit code and what it printed."""
    with open(os.devnull) as nothing, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:  # noqa: PTH123
        code = Copy(address, "program", arguments, [file.fileno() for file in (nothing, out, err)]).wait()
        for file in (out, err):
            file.seek(0)
        return code, out.read().decode("utf-8"), err.read().decode("utf-8")


class Standby:
    """The process that copies are made of, as seen by the tests; it ends when they do, however they end."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="standby-")
        self.address = f"{self._folder.name}/socket"
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
            listening.bind(self.address)
            listening.listen(64)
            number = listening.fileno()
            command = [sys.executable, "-c", _COMMAND, self.address, str(number), *sys.path]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, pass_fds=[number]
            )

    def end(self) -> None:
        self._process.communicate()
        self._folder.cleanup()


@cache
def standby() -> Standby:
    """Give the process, which is started when it is asked for first."""
    return Standby()


def stand_by(address: str, number: int) -> None:
    """Make a copy for each who asks, and tell how each ended, until nobody can ask any more."""
    before = dict(os.environ)
    _load()
    # Of the environment, what was set up with the fonts belongs to what was loaded.
    fonts = {name: value for name, value in os.environ.items() if before.get(name) != value}
    gc.freeze()
    listening = socket.socket(fileno=number)
    with DefaultSelector() as selector:
        selector.register(0, EVENT_READ)
        selector.register(listening, EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj == 0:
                    return
                if key.fileobj is listening:
                    _copy(address, fonts, listening.accept()[0], selector)
                else:
                    selector.unregister(key.fileobj)
                    _tell(*key.data)


def _load() -> None:
    """Load every module, and make a first handout: what a worker then keeps for its next ones is for every copy."""
    # Not for whoever only asks for copies.
    from handout_builder.builder.proving import Judge, render_and_prove
    from handout_builder.pages import lay_out, load_layout
    from handout_builder.readers import read
    from handout_builder.settings import load_clinic

    for module in pkgutil.walk_packages(handout_builder.__path__, f"{handout_builder.__name__}."):
        if LOADED_APART not in module.name:
            import_module(module.name)
    clinic = load_clinic(STARTER)
    layout = load_layout(STARTER, clinic)
    articles = read(STARTER / "your-first-handout.md", STARTER)
    for edition in EDITIONS:
        if edition.name in ("letter", "epub"):
            render_and_prove(lay_out(articles[0], clinic, layout, edition), articles, Judge.of(clinic, date.today()))


def _tell(line: socket.socket, process: int, watch: int) -> None:
    """Tell who asked for a copy how it ended."""
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.close(watch)
    # Who asked may be gone.
    with line, suppress(OSError):
        line.send(str(code).encode())


def _copy(address: str, fonts: dict[str, str], line: socket.socket, selector: BaseSelector) -> None:
    wanted, places, _, _ = socket.recv_fds(line, LONGEST, 3)
    if not wanted:
        # Who asked is gone already.
        line.close()
        return
    process = os.fork()
    if not process:
        _let_go(line, selector)
        _be(address, fonts, json.loads(wanted), places)
    for place in places:
        os.close(place)
    with suppress(OSError):
        line.send(str(process).encode())
    watch = os.pidfd_open(process)
    selector.register(watch, EVENT_READ, (line, process, watch))


def _let_go(line: socket.socket, selector: BaseSelector) -> None:
    """Close, in a copy, what is for the process that it is a copy of."""
    for key in list(selector.get_map().values()):
        if key.data:
            key.data[0].close()
        if key.fd:
            os.close(key.fd)
    line.close()
    selector.close()


def _be(address: str, fonts: dict[str, str], wanted: list[Any], places: Sequence[int]) -> NoReturn:
    """Do, in a copy, what was asked for."""
    kind, arguments, folder, environment = wanted
    for number, place in enumerate(places):
        os.dup2(place, number)
        os.close(place)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment | fonts)
    # The folder of the fonts goes with the process that this is a copy of.
    atexit._clear()
    if kind == "worker":
        _be_worker(Path(*arguments))
    _be_program(address, arguments)


def _be_worker(folder: Path) -> NoReturn:
    os.setsid()
    os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder)))
    tempfile.tempdir = None
    serve(folder)
    os._exit(0)


def _be_program(address: str, arguments: Sequence[str]) -> NoReturn:
    try:
        with copied_workers(lambda: address):
            code = main(arguments)
    except BaseException:  # noqa: BLE001 - as Python does when nobody catches it
        traceback.print_exc()
        code = 1
    for file in (sys.stdout, sys.stderr):
        if file:
            file.flush()
    atexit._run_exitfuncs()
    os._exit(code)
