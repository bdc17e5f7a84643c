"""Who renders: this process, or several local ones."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from .parent import end_with_parent

P = ParamSpec("P")
T = TypeVar("T")

WORTH_A_PROCESS = 12
"""Handouts below which a second process costs more, in starting the engine, than it saves."""


class InThisProcess(Executor):
    """Does each task when it is handed in; for small builds and for debugging."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do the task now and give its finished future."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - handed on by the future, as every executor does
            future.set_exception(error)
        return future


@contextmanager
def open_executor(jobs: int | None, tasks: int) -> Iterator[Executor]:
    """Open an executor for a number of tasks; with None for `jobs`, as many processes as the cores and the tasks merit.

    Processes are started anew, not forked: forking after the engine is loaded crashes on macOS.
    """
    count = jobs or min(os.cpu_count() or 1, -(-tasks // WORTH_A_PROCESS))
    if min(count, tasks) <= 1:
        yield InThisProcess()
        return
    executor = ProcessPoolExecutor(min(count, tasks), get_context("spawn"), initializer=end_with_parent)
    try:
        _start(executor)
        yield executor
    finally:
        # A second Ctrl-C would leave the shutdown half done, and the exit waiting for it.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        executor.shutdown(wait=True, cancel_futures=True)
        signal.signal(signal.SIGINT, before)


def _start(executor: ProcessPoolExecutor) -> None:
    """Start the processes deaf to Ctrl-C: this process hears it, and ends them when their tasks are done."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        executor.submit(os.getpid)
    finally:
        signal.signal(signal.SIGINT, before)
