"""What a program costs, its children included."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    cpu: float
    """Seconds of user and system time, children included."""
    wall: float
    """Seconds."""
    memory: float
    """Megabytes that the largest of its processes held at most."""


def cost(command: Sequence[str | Path], folder: Path = HOME) -> Cost:
    """Run a program to its end and measure it. Raises RuntimeError where it fails."""
    environment = os.environ | {"PYTHONPATH": str(HOME)}
    # What is imported is compiled once, as on a clinic's machine.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    program = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert program.stderr
    said = program.stderr.read()
    _, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: {said}")
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024)


def best(costs: Sequence[Cost]) -> Cost:
    """Give the cheapest of several runs: other work on the machine only ever adds."""
    return min(costs, key=lambda one: one.cpu)


def build(folder: Path, *options: str) -> Cost:
    """Measure a build of a clinic's letter PDFs, ePubs and bundle, as a clinic without settings of its own has them."""
    return cost([sys.executable, HOME / "make_handouts.py", "--folder", folder, *options])


def script(code: str, *arguments: str | Path) -> Cost:
    """Measure a few lines of Python."""
    return cost([sys.executable, "-c", code, *arguments])
