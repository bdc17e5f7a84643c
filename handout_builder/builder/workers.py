"""Who reads and renders: processes on this machine, and a cluster where one is named."""

import os
import sys
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from ..errors import MissingProgramError, WorkerError
from .interrupts import deaf
from .parcels import Packer, Parcel
from .worker_process import WorkerProcess, result_of, start

if TYPE_CHECKING:
    from .cluster import Cluster

P = ParamSpec("P")
T = TypeVar("T")

WORTH_A_PROCESS = 12
"""Handouts below which a second process costs more, in starting the engine, than it saves."""

AHEAD = 16
"""Pages laid out and not yet rendered, for a few cores: they are what takes memory."""


_SWITCH = 0.0005
"""Seconds until a thread that is at work lets another one go on."""


@dataclass(frozen=True)
class Crew:
    """Who makes handouts."""

    readers: Executor
    """On this machine, where the sources are."""
    renderers: Executor
    ahead: int = AHEAD
    """Pages laid out and not yet rendered, at most."""

    def dismiss(self) -> None:
        """Let the processes on this machine end, while something else is done that needs none."""
        self.readers.shutdown(wait=False)


class Workers(Executor):
    """Processes that do one call each at a time, so that it is known which call a process died of.

    Such a call's future has a WorkerError, another process takes the dead one's place, and all others are done.
    """

    def __init__(self, count: int, kinds: Collection[str] = ()) -> None:
        """Start them; they will render editions of some kinds."""
        self._packer = Packer()
        self._calls: SimpleQueue[tuple[Future[Any], Parcel] | None] = SimpleQueue()
        # They load what they need while this process goes on. Where none can start, the first call's future tells.
        self._processes: dict[int, WorkerProcess] = {}
        with suppress(OSError):
            self._processes |= enumerate(start(count, sorted(kinds)))
        self._is_stopped = False
        self._threads = [Thread(target=self._attend, args=(number,), daemon=True) for number in range(count)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand in a call of Work."""
        future: Future[T] = Future()
        self._calls.put((future, self._packer.pack(fn, args, kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the processes end when what was handed in is done."""
        while cancel_futures:
            try:
                call = self._calls.get_nowait()
            except Empty:
                break
            if call:
                call[0].cancel()
        for _ in self._threads:
            self._calls.put(None)
        for thread in self._threads if wait else ():
            thread.join()

    def stop(self) -> None:
        """End the processes at once; what they were at is not done."""
        self._is_stopped = True
        for process in list(self._processes.values()):
            process.kill()
        self.shutdown(cancel_futures=True)

    def _attend(self, number: int) -> None:
        """Hand calls to one process, and to another one when it is lost."""
        untold: list[Callable[[], None]] = []
        while call := self._next(untold):
            future, parcel = call
            if future.set_running_or_notify_cancel():
                self._do(number, future, parcel, untold)
        _tell(untold)
        if number == 0:
            # The others may be copies of this one's process, which ends after them.
            for thread in self._threads[1:]:
                thread.join()
        if process := self._processes.pop(number, None):
            process.end()

    def _next(self, untold: list[Callable[[], None]]) -> tuple[Future[Any], Parcel] | None:
        """Give the next call; where there is none yet, first tell what came of the last one, which may bring it."""
        try:
            return self._calls.get_nowait()
        except Empty:
            _tell(untold)
            return self._calls.get()

    def _process(self, number: int) -> WorkerProcess:
        process = self._processes.get(number)
        if process and not process.is_alive:
            process.end()
            process = None
        return process or WorkerProcess()

    def _do(self, number: int, future: Future[Any], parcel: Parcel, untold: list[Callable[[], None]]) -> None:
        """Have a call done; meanwhile tell what came of the last one, and leave behind how to tell of this one."""
        try:
            process = self._processes[number] = self._process(number)
            if self._is_stopped:
                process.kill()
            process.begin(parcel, self._packer.parts)
            _tell(untold)
            untold.append(partial(_tell_result, future, process.outcome()))
        except WorkerError as error:
            _tell(untold)
            lost = self._processes.pop(number)
            has_begun = lost.has_begun
            lost.end()
            if has_begun or self._is_stopped:
                future.set_exception(error)
            else:
                # The call has nothing to do with it; the next process is no copy.
                self._do(number, future, parcel, untold)
        except Exception as error:  # noqa: BLE001 - handed on by the future, as every executor does
            _tell(untold)
            future.set_exception(error)


def _tell(untold: list[Callable[[], None]]) -> None:
    while untold:
        untold.pop()()


def _tell_result(future: Future[Any], outcome: bytes) -> None:
    try:
        future.set_result(result_of(outcome))
    except Exception as error:  # noqa: BLE001 - likewise
        future.set_exception(error)


@contextmanager
def open_crew(jobs: int | None, tasks: int, cluster: str = "", kinds: Collection[str] = ()) -> Iterator[Crew]:
    """Open a crew for a number of tasks; with None for `jobs`, as many processes as the cores and the tasks merit.

    `kinds` are those of the editions that will be rendered. With the address of a cluster, that renders, and the
    processes here read. Raises MissingProgramError where it cannot be reached.
    """
    count = jobs or min(os.cpu_count() or 1, -(-tasks // WORTH_A_PROCESS))
    with ExitStack() as stack:
        renderers = stack.enter_context(_open_cluster(cluster)) if cluster else None
        count = max(1, min(count, tasks))
        workers = stack.enter_context(_open_workers(count, () if cluster else kinds))
        at_once = renderers.slots if renderers else count
        yield Crew(workers, renderers or workers, max(AHEAD, 2 * at_once))


@contextmanager
def _open_workers(count: int, kinds: Collection[str]) -> Iterator[Workers]:
    interval = sys.getswitchinterval()
    # A process that waits for its next call is given it at once, whatever this one is at.
    sys.setswitchinterval(_SWITCH)
    workers = Workers(count, kinds)
    try:
        yield workers
    except BaseException:
        with deaf():
            workers.stop()
        raise
    finally:
        sys.setswitchinterval(interval)
    with deaf():
        workers.shutdown()


def _open_cluster(address: str) -> "AbstractContextManager[Cluster]":
    if not find_spec("distributed"):
        raise MissingProgramError(
            f'--cluster needs Dask, which is not installed. To mend it: "{sys.executable}" -m pip install distributed'
        )
    # A slow import, and an optional one.
    from .cluster import open_cluster

    return open_cluster(address)
