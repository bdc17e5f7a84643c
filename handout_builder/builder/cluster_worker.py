"""What runs on a worker of a Dask cluster: calls are handed on to processes of its own, which may die without it."""

from collections.abc import Mapping
from threading import Lock
from typing import Any

from distributed import WorkerPlugin

from ..errors import WorkerError
from .fingerprints import differences, versions
from .parcels import Parcel, Parts
from .worker_process import WorkerProcess

_parts: dict[str, dict[str, str | bytes]] = {}
"""By build; the shared values that were sent to this worker."""
_idle: list[WorkerProcess] = []
"""Processes that wait for a call of any build."""
_lock = Lock()
"""A worker may do several calls at once, each in a thread of its own."""


class Luggage(WorkerPlugin):
    """Shared values on their way to every worker, once each."""

    def __init__(self, build: str, parts: Parts) -> None:
        self._build, self._values = build, parts

    def setup(self, worker: object) -> None:  # noqa: ARG002 - Dask's signature
        """Keep the values here."""
        _parts.setdefault(self._build, {}).update(self._values)

    def teardown(self, worker: object) -> None:  # noqa: ARG002 - Dask's signature
        """Let go what a build brought that is over, and after the last one the processes."""
        _parts.pop(self._build, None)
        if not _parts:
            with _lock:
                waiting, _idle[:] = list(_idle), []
            for process in waiting:
                process.end()


def carry_out(parcel: Parcel, build: str, wanted: Mapping[str, str]) -> Any:
    """Do a call in a process of this worker. Raises WorkerError where that dies, or is of other versions."""
    if different := differences(versions(), wanted):
        raise WorkerError(f"was not made: a worker of the cluster has {different}. Install the same versions there.")
    process = _process()
    try:
        result = process.do(parcel, _parts[build])
    except WorkerError:
        process.end()
        raise
    except Exception:
        _give_back(process)
        raise
    _give_back(process)
    return result


def _process() -> WorkerProcess:
    with _lock:
        waiting = _idle.pop() if _idle else None
    if waiting and not waiting.is_alive:
        waiting.end()
        waiting = None
    return waiting or WorkerProcess()


def _give_back(process: WorkerProcess) -> None:
    if _parts:
        with _lock:
            _idle.append(process)
    else:
        # The build that asked for it is over meanwhile.
        process.end()
