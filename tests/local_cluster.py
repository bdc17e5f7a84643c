"""A real Dask cluster on this machine: a scheduler and workers, each a process, listening on loopback only."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from .conftest import HOME

_PATIENCE = 120
"""Seconds in which a scheduler or a worker has to be there."""


@dataclass
class LocalCluster:
    """A scheduler and the workers that it was given."""

    folder: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _all: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Start the scheduler on a free port."""
        self._run("scheduler", "dask_scheduler", "--port", "0", "--no-show")

    @property
    def address(self) -> str:
        """The scheduler's address, once it has one."""
        file = self.folder / "scheduler.json"
        deadline = time.monotonic() + _PATIENCE
        # The scheduler makes the file before it writes into it.
        while not (file.exists() and file.read_text("utf-8").endswith("}")) and time.monotonic() < deadline:
            time.sleep(0.05)
        address: str = json.loads(file.read_text("utf-8"))["address"]
        return address

    def add_worker(self, packages: Path | None = None) -> None:
        """Start a worker; `packages` are found there before those that are installed."""
        assert self.address
        name = f"worker-{len(self.workers)}"
        path = os.pathsep.join([*([str(packages)] if packages else []), str(HOME)])
        options = ("--no-nanny", "--nthreads", "1", "--local-directory", str(self.folder / name))
        self.workers.append(self._run(name, "dask_worker", *options, path=path))

    def wait_for(self, worker: int) -> None:
        """Wait until the scheduler knows a worker."""
        deadline = time.monotonic() + _PATIENCE
        while "Registered to" not in self.said(worker) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert "Registered to" in self.said(worker)

    def said(self, worker: int) -> str:
        """What a worker wrote into its log."""
        return (self.folder / f"worker-{worker}.log").read_text("utf-8")

    def stop(self) -> None:
        """End every process that was started."""
        for process in reversed(self._all):
            process.kill()
            process.wait()

    def _run(self, name: str, program: str, *options: str, path: str = str(HOME)) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--host", "127.0.0.1", "--no-dashboard"]
        command += ["--scheduler-file", str(self.folder / "scheduler.json"), *options]
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"PYTHONPATH": path})
        self._all.append(process)
        return process
