"""`python -m tests.kill --times 200`: builds killed in the middle, and what the next build makes of what they left.

Each time a build is killed with SIGKILL, at a moment of its whole length or right after a file came or went in
handouts/; then sources come, go or change, and the next build has to end with the very bytes that a build in an
empty folder gives, the report included. Meanwhile every file is looked at as soon as it has its name.

The builds are children of a process that has loaded the libraries already, so that the kills meet the build and not
the loading.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from threading import Event, Thread

from handout_builder.commands import main as handouts

from .standby import copied_workers, standby

MARK = "BUILD_TO_BE_KILLED"
"""A variable that a build's workers inherit, and are known by."""
PATIENCE = 20
"""Seconds that a worker may take to end after its build was killed, on a machine that does much else."""
NOT_COMPARED = {".ledger.sqlite3", ".ledger.sqlite3-journal", ".lock", ".untouched"}
OWN = {"notes.txt": b"a list of a person's own", "letter/own.pdf": b"a person's own file"}
STATES: tuple[dict[str, int], ...] = (
    {"sleep": 1, "breath": 1},
    {"sleep": 2, "breath": 1},
    {"breath": 1, "calm": 1},
    {"sleep": 1},
)
"""What is in sources/: name of an article -> its wording."""
PLAIN = ("letter", "epub", "bundle")
BINDER = (*PLAIN, "binder")
EDITIONS = (PLAIN, PLAIN, PLAIN, BINDER)


@dataclass(frozen=True)
class Clinic:
    """A clinic's folder, and what it holds."""

    path: Path

    def write(self, state: dict[str, int], editions: tuple[str, ...]) -> None:
        shutil.rmtree(self.path / "sources", ignore_errors=True)
        (self.path / "sources").mkdir(parents=True)
        (self.path / "layouts").mkdir(exist_ok=True)
        listed = ", ".join(f'"{name}"' for name in editions)
        (self.path / "layouts" / "clinic.toml").write_text(f'name = "Test Clinic"\neditions = [{listed}]\n', "utf-8")
        for name, wording in state.items():
            text = f"{name.title()}\n\nJane Roe, LPCC\n\nA paragraph about {name}, in wording {wording}, with an end.\n"
            (self.path / "sources" / f"{name}.txt").write_text(text, "utf-8")

    def write_own(self) -> None:
        for name, data in OWN.items():
            (self.path / "handouts" / name).parent.mkdir(parents=True, exist_ok=True)
            (self.path / "handouts" / name).write_bytes(data)

    def start(self, jobs: int, worker: AbstractContextManager[None] | None = None) -> int:
        """Start a build in a process of its own; give its id, which is also its workers' mark."""
        process = os.fork()
        if process:
            return process
        try:
            os.environ[MARK] = str(os.getpid())
            nowhere = os.open(self.path / "said.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            with worker or nullcontext():
                code = handouts(["build", "--folder", str(self.path), "--jobs", str(jobs)])
            sys.stdout.flush()
            sys.stderr.flush()
        except BaseException:  # noqa: BLE001 - a child must never go on as its parent
            os._exit(99)
        os._exit(code)

    def build(self) -> None:
        """Build without being killed, by a worker that has nothing to load."""
        loaded = standby()
        _, status = os.waitpid(self.start(1, copied_workers(lambda: loaded.address)), 0)
        assert status == 0, f"{status}: " + (self.path / "said.txt").read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """Every file in handouts/ but the ledger and the lock, hidden ones included."""
        root = self.path / "handouts"
        files = (path for path in root.rglob("*") if path.is_file() and path.name not in NOT_COMPARED)
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@dataclass
class Watcher:
    """Looks at every file as soon as it has its name, and counts what comes and goes."""

    root: Path
    looks: int = 0
    changes: int = 0
    parts: int = 0
    """Files seen while they were written."""
    halves: list[str] = field(default_factory=list)
    _seen: set[tuple[str, int, int, int]] = field(default_factory=set)
    _stop: Event = field(default_factory=Event)

    def start(self) -> Thread:
        thread = Thread(target=self._watch, daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        self._stop.set()

    def _watch(self) -> None:
        while not self._stop.wait(0.001):
            self.look()

    def look(self) -> None:
        for place, _, names in os.walk(self.root):
            for name in names:
                self._look_at(Path(place) / name)

    def _look_at(self, path: Path) -> None:
        try:
            found = path.stat()
            seen = (str(path), found.st_ino, found.st_size, found.st_mtime_ns)
            if seen in self._seen:
                return
            data = path.read_bytes()
        except FileNotFoundError:
            return
        self._seen.add(seen)
        self.changes += 1
        self.parts += path.name.endswith(".part")
        if not path.name.startswith(".") and path.relative_to(self.root).as_posix() not in OWN:
            self.looks += 1
            if not is_whole(path.name, data):
                self.halves.append(path.name)


def is_whole(name: str, data: bytes) -> bool:
    if name.endswith(".pdf"):
        return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
    if name.endswith(".epub"):
        return zipfile.is_zipfile(BytesIO(data)) and zipfile.ZipFile(BytesIO(data)).testzip() is None
    return data.rstrip().endswith(b"</html>")


def processes_of(mark: str) -> list[int]:
    """Give the processes that were started with a mark and have not ended, whatever session they are in."""
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{MARK}={mark}".encode() in place.read_bytes().split(b"\0"):
                found.append(int(place.parent.name))
        except OSError:
            continue
    return found


@dataclass
class Trial:
    """Builds killed again and again in one folder."""

    base: Path
    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0
    """Seconds that workers took to end."""
    _clean: dict[str, dict[str, bytes]] = field(default_factory=dict)
    _lengths: dict[str, float] = field(default_factory=dict)

    def load(self) -> None:
        """Build once in this process, which loads the libraries for all builds that come of it."""
        clinic = Clinic(self.base / "loaded")
        clinic.write(STATES[0], BINDER)
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            assert handouts(["build", "--folder", str(clinic.path), "--jobs", "1"]) == 0

    def run(self, times: int) -> None:
        self.load()
        chance = random.Random(self.seed)  # noqa: S311 - the same kills on every run
        clinic = Clinic(self.base / "clinic")
        for number in range(4 * times):
            if self.counts["killed"] == times:
                break
            if number % 4 == 0:
                shutil.rmtree(clinic.path / "handouts", ignore_errors=True)
                clinic.write_own()
            self._kill_one(clinic, chance.choice(STATES), chance.choice(EDITIONS), chance)
            state, editions = chance.choice(STATES), chance.choice(EDITIONS)
            clinic.write(state, editions)
            clinic.build()
            self._compare(clinic, self._clean_files(state, editions))
            self.counts["compared"] += 1

    def _kill_one(
        self, clinic: Clinic, state: dict[str, int], editions: tuple[str, ...], chance: random.Random
    ) -> None:
        self._clean_files(state, editions)
        clinic.write(state, editions)
        watcher = Watcher(clinic.path / "handouts")
        watcher.look()
        before, thread = watcher.changes, watcher.start()
        process = clinic.start(2 if chance.random() < 0.2 else 1)
        moment = time.monotonic() + chance.uniform(0, self._lengths[f"{state} {editions}"])
        changes, parts = before + chance.randint(1, 12), chance.randint(1, 5)
        is_time: Callable[[], bool] = chance.choice(
            (
                lambda: time.monotonic() > moment,
                lambda: watcher.changes >= changes,
                lambda: watcher.parts >= parts,
            )
        )
        pause = chance.choice((0, 0.001, 0.01))
        limit = time.monotonic() + 120
        ended = status = 0
        while not ended and time.monotonic() < limit:
            if is_time():
                time.sleep(pause)
                break
            time.sleep(0.0005)
            ended, status = os.waitpid(process, os.WNOHANG)
        if not ended:
            os.kill(process, signal.SIGKILL)
            _, status = os.waitpid(process, 0)
        assert status in (0, signal.SIGKILL), (clinic.path / "said.txt").read_text("utf-8")
        self.counts["killed" if status else "ended before"] += 1
        self._await_workers(str(process))
        watcher.stop()
        thread.join()
        watcher.look()
        assert not watcher.halves, f"half files: {watcher.halves}"
        self.counts["looks"] += watcher.looks
        left = list((clinic.path / "handouts").rglob("*.part"))
        self.counts["left half-written"] += bool(left)

    def _await_workers(self, mark: str) -> None:
        start = time.monotonic()
        while (left := processes_of(mark)) and time.monotonic() < start + PATIENCE:
            time.sleep(0.01)
        assert not left, f"workers outlived their build by {PATIENCE} s: {left}"
        self.longest = max(self.longest, time.monotonic() - start)

    def _clean_files(self, state: dict[str, int], editions: tuple[str, ...]) -> dict[str, bytes]:
        name = f"{state} {editions}"
        if name not in self._clean:
            clinic = Clinic(self.base / f"clean-{len(self._clean)}")
            clinic.write(state, editions)
            start = time.monotonic()
            clinic.build()
            self._lengths[name] = time.monotonic() - start
            self._clean[name] = clinic.files()
        return self._clean[name]

    def _compare(self, clinic: Clinic, clean: dict[str, bytes]) -> None:
        found = clinic.files()
        own = {name: found.pop(name, b"") for name in OWN}
        assert own == OWN, "a person's own file was lost"
        assert found.keys() == clean.keys(), found.keys() ^ clean.keys()
        different = [name for name, data in clean.items() if found[name] != data]
        assert not different, different


def main() -> None:
    """Kill builds and print what came of it."""
    parser = argparse.ArgumentParser(description="Kill builds in the middle, and look at what the next build makes.")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        trial = Trial(Path(name), asked.seed)
        try:
            trial.run(asked.times)
        finally:
            print(told(trial))  # noqa: T201
            standby().end()
    print("Every next build gave the files of a clean build, byte for byte.")  # noqa: T201


def told(trial: Trial) -> str:
    """Say what was done and seen."""
    counts = trial.counts
    return (
        f"{counts['killed']} builds were killed in the middle, {counts['ended before']} ended before; "
        f"{counts['compared']} next builds were compared; {counts['left half-written']} left a half-written file under a name of its own; "
        f"{counts['looks']} files were looked at under their names, all whole; "
        f"workers ended within {trial.longest:.1f} s."
    )


if __name__ == "__main__":
    main()
