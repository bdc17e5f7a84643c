"""A Dask cluster that renders: its workers get values and give bytes back, and share no disk with this machine."""

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from typing import Any, ParamSpec, TypeVar
from uuid import uuid4

from distributed import Client

from ..errors import MissingProgramError, WorkerError
from .cluster_worker import Luggage, carry_out
from .fingerprints import differences, versions
from .interrupts import deaf
from .parcels import Packer, Parts

P = ParamSpec("P")
T = TypeVar("T")

_PATIENCE = 15
"""Seconds in which a scheduler has to answer, and a first worker to be there."""


class Cluster(Executor):
    """Does calls of Work on the workers of a Dask cluster.

    Each worker does them in processes of its own, under the same limits as on this machine. A call whose worker
    is killed is done again by another one.
    """

    def __init__(self, client: Any, address: str) -> None:
        self._client, self._address = client, address
        # Whether a handout has to be made is told by the ledger: Dask must not take two calls for one.
        self._executor: Executor = client.get_executor(pure=False)
        self._packer = Packer()
        self._sent: set[str] = set()
        self._build = f"handouts-{uuid4().hex}"
        self._luggage: list[str] = []
        """Names of what was sent to every worker."""
        self._send({})

    @property
    def slots(self) -> int:
        """How many calls the workers that are there now do at once."""
        return sum(self._client.nthreads().values())

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand in a call of Work."""
        parcel = self._packer.pack(fn, args, kwargs)
        try:
            new = {name: self._packer.parts[name] for name in parcel.parts if name not in self._sent}
            if new:
                self._send(new)
            return self._executor.submit(carry_out, parcel, self._build, versions())
        except Exception:  # noqa: BLE001 - whatever Dask raises when its scheduler is gone
            lost: Future[T] = Future()
            message = f"was not made: the cluster at {self._address} is gone. Build again."
            lost.set_exception(WorkerError(message))
            return lost

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the workers as they were found."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        with suppress(Exception):
            # Where they are gone there is nothing to be left in order.
            for name in self._luggage:
                self._client.unregister_worker_plugin(name)

    def _send(self, parts: Parts) -> None:
        """Send shared values to every worker there is; the scheduler gives them to those that come later."""
        self._luggage.append(f"{self._build}-{len(self._luggage)}")
        self._client.register_plugin(Luggage(self._build, parts), name=self._luggage[-1])
        self._sent |= parts.keys()


@contextmanager
def open_cluster(address: str) -> Iterator[Cluster]:
    """Connect to the scheduler of a cluster.

    Raises MissingProgramError where nobody answers, no worker is there, or one is of other versions.
    """
    client = _connect(address)
    try:
        _check_workers(client, address)
        cluster = Cluster(client, address)
        try:
            yield cluster
        except BaseException:
            with deaf():
                cluster.shutdown(cancel_futures=True)
            raise
        with deaf():
            cluster.shutdown()
    finally:
        with deaf():
            client.close()


def _connect(address: str) -> Any:
    # What it would log of lost connections is said by us, once.
    for name in logging.root.manager.loggerDict:
        if name.split(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise MissingProgramError(
            f"--cluster {address}: no Dask scheduler answers there. Start one with "
            '"dask scheduler" (docs/scaling.md says how), or see whether the address is right.'
        ) from error


def _check_workers(client: Any, address: str) -> None:
    """Wait for a worker, and see that every one makes the same bytes."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise MissingProgramError(
            f"--cluster {address}: the scheduler has no workers. Start some on each machine with "
            f'"dask worker {address}" (docs/scaling.md says how).'
        ) from error
    for worker, found in client.run(versions, on_error="return").items():
        refusal = _refusal(found)
        if refusal:
            raise MissingProgramError(f"--cluster {address}: the worker {worker} {refusal}")


def _refusal(found: Mapping[str, str] | Exception) -> str:
    if isinstance(found, Exception):
        return (
            f"does not have this program ({type(found).__name__}: {found}). Install the same version of it there, "
            "in the environment that runs the worker."
        )
    different = differences(found, versions())
    return f"makes other handouts than this machine: {different}. Install the same versions there." if different else ""
