"""Worker processes: one that dies costs the call that it died of; all end with the program, however that ends."""

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from handout_builder.builder import worker_process
from handout_builder.builder.limits import Limits, Work
from handout_builder.builder.parcels import Packer, unpack
from handout_builder.builder.worker_process import start
from handout_builder.builder.workers import Workers
from handout_builder.errors import WorkerError

from .conftest import HOME, ClinicFolder
from .endless_article import ENDLESS, HEAD

AMPLE = Limits(300, 2000)


def is_gone(pid: int) -> bool:
    try:
        # Its first thread can be gone before the others are; until then nobody is told of its death.
        is_last = len(list(Path(f"/proc/{pid}/task").iterdir())) == 1
        return is_last and " Z " in Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:
        return True


def is_loaded(name: str) -> bool:
    return name in sys.modules


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers(2)
    yield workers
    workers.stop()


def hand_in(workers: Workers, limits: Limits, do: Callable[..., Any], *arguments: Any) -> Future[Any]:
    return workers.submit(Work(do, limits), *arguments)


def outcome(future: Future[Any]) -> str:
    with pytest.raises(WorkerError) as caught:
        future.result()
    return str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_what_holds_itself_is_let_go_in_a_worker() -> None:
    workers = Workers(2, ["epub"])
    assert {hand_in(workers, AMPLE, gc.isenabled).result() for _ in range(4)} == {True}
    workers.shutdown()


def test_whoever_lets_them_go_at_once_still_hears_of_every_call() -> None:
    workers = Workers(2)
    futures = [hand_in(workers, AMPLE, abs, -number) for number in range(9)]
    workers.shutdown()
    assert [future.result(0) for future in futures] == list(range(9))


@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGABRT"])
def test_a_process_that_dies_is_named_and_costs_only_its_call(workers: Workers, name: str) -> None:
    futures = [hand_in(workers, AMPLE, abs, -number) for number in range(5)]
    death = hand_in(workers, AMPLE, signal.raise_signal, signal.Signals[name])
    futures += [hand_in(workers, AMPLE, abs, -number) for number in range(5, 20)]
    assert f"was killed by {name}" in outcome(death)
    assert [future.result() for future in futures] == list(range(20))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each starts anew")
def test_others_are_copies_of_the_first_with_all_that_it_has_loaded() -> None:
    first, second = start(2, ["pdf"])
    try:
        parcels = [Packer().pack(Work(call, AMPLE), (), {}) for call in (os.getpid, os.getppid)]
        ours, theirs = ([process.do(parcel, {}) for parcel in parcels] for process in (first, second))
        assert theirs[1] == ours[0]
        assert ours[1] == os.getpid()
        loaded = Packer().pack(Work(is_loaded, AMPLE), ("weasyprint",), {})
        assert second.do(loaded, {})
        os.kill(theirs[0], signal.SIGSEGV)
        with pytest.raises(WorkerError, match=f"number {theirs[0]}.*was killed by SIGSEGV"):
            second.do(parcels[0], {})
        assert first.do(parcels[0], {}) == ours[0]
    finally:
        second.end()
        first.end()
    assert is_gone(theirs[0])


KILLED_AT_ONCE = """
from handout_builder.builder.worker_process import start
first, second = start(2, ["pdf"])
second.kill()
second.end()
first.end()
print("still here")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each starts anew")
def test_a_copy_that_is_killed_before_it_is_there_takes_nobody_with_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT_ONCE], cwd=HOME, capture_output=True, text=True, start_new_session=True
    )
    assert (done.returncode, done.stdout) == (0, "still here\n"), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each starts anew")
def test_a_first_process_that_cannot_tell_of_its_copy_hangs_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [Path(mkdtemp()), Path(mkdtemp())]
    # Of the copy: its number cannot be written.
    (folders[0] / "number.new").mkdir()
    monkeypatch.setattr(worker_process, "_new_folder", iter(folders).__next__)
    first, second = start(2, [])
    parcel = Packer().pack(Work(os.getpid, AMPLE), (), {})
    with pytest.raises(WorkerError, match="ended with code 1"):
        first.do(parcel, {})
    for process in (second, first):
        process.end()
    assert not any(folder.exists() for folder in folders)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each starts anew")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGSTOP"])
def test_a_first_process_that_fails_while_it_loads_costs_its_call_alone(name: str) -> None:
    workers = Workers(3, ["pdf"])
    os.kill(workers._processes[0]._process.pid, signal.Signals[name])
    futures = [hand_in(workers, Limits(3, 2000), abs, -number) for number in range(9)]
    failed = [future.exception(60) for future in futures if future.exception(60)]
    assert len(failed) <= (1 if name == "SIGKILL" else 3)
    assert all(isinstance(error, WorkerError) for error in failed)
    workers.shutdown()


def test_what_takes_too_long_is_given_up_and_the_others_are_done(workers: Workers) -> None:
    endless = hand_in(workers, Limits(1, 2000), time.sleep, 3600)
    futures = [hand_in(workers, AMPLE, abs, -number) for number in range(20)]
    assert [future.result() for future in futures] == list(range(20))
    assert "took longer than 1 seconds and was given up" in outcome(endless)
    assert "time_limit in layouts/clinic.toml" in outcome(endless)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system holds no limit of memory")
def test_what_needs_too_much_memory_is_given_up_and_the_others_are_done(workers: Workers) -> None:
    glutton = hand_in(workers, Limits(300, 100), bytearray, 500_000_000)
    futures = [hand_in(workers, Limits(300, 100), bytearray, 20_000_000) for _ in range(4)]
    assert "needs more than 100 MB of memory" in outcome(glutton)
    assert [len(future.result()) for future in futures] == [20_000_000] * 4


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_a_process_killed_while_it_waits_is_laid_at_nobodys_door(workers: Workers) -> None:
    for pid in {hand_in(workers, AMPLE, os.getpid).result() for _ in range(20)}:
        os.kill(pid, signal.SIGKILL)
        while not is_gone(pid):
            time.sleep(0.01)
    assert [hand_in(workers, AMPLE, abs, -number).result() for number in range(5)] == list(range(5))


def test_what_many_calls_share_is_packed_once() -> None:
    logo, own = b"logo" * 100_000, b"own" * 100
    packer = Packer()
    work: Work[..., Any] = Work(dict, AMPLE, (logo, "style" * 1000))
    parcels = [packer.pack(work, (), {"picture": own, "logo": logo, "title": title}) for title in ("One", "Two")]
    assert all(len(parcel.call) < 1000 for parcel in parcels)
    assert [len(packer.parts[name]) for name in parcels[0].parts] == [len(logo)]
    function, arguments, named = unpack(parcels[1].call, packer.parts)
    assert function(*arguments, **named) == {"picture": own, "logo": logo, "title": "Two"}


def descendants(number: int) -> list[int]:
    found = Path(f"/proc/{number}/task").glob("*/children")
    own = [int(pid) for file in found for pid in file.read_text("ascii").split()]
    return own + [pid for child in own for pid in descendants(child)]


@pytest.fixture
def busy(clinic: ClinicFolder, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A build whose other article is made, and that is at work on one that never ends."""
    (tmp_path / "tmp").mkdir()
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["letter"]\n')
    clinic.write("sources/endless.md", ENDLESS)
    clinic.write("sources/calm.md", HEAD.format("Calm"))
    process = subprocess.Popen(
        [sys.executable, str(HOME / "make_handouts.py"), "--folder", str(clinic.path), "--jobs", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"TMPDIR": str(tmp_path / "tmp")},
        # Where the tests run in the background, a shell has made them deaf to it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while process.poll() is None and not clinic.made():
        time.sleep(0.05)
    assert process.poll() is None
    yield process
    process.kill()
    process.communicate()


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_workers_end_when_the_program_was_killed(busy: subprocess.Popen[str], tmp_path: Path) -> None:
    workers = descendants(busy.pid)
    assert len(workers) == 2
    busy.kill()
    busy.wait()
    deadline = time.monotonic() + 60
    while not all(map(is_gone, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert all(map(is_gone, workers))
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_ctrl_c_does_not_wait_for_an_endless_article(busy: subprocess.Popen[str], tmp_path: Path) -> None:
    workers = descendants(busy.pid)
    os.killpg(busy.pid, signal.SIGINT)
    _, errors = busy.communicate(timeout=60)
    assert busy.returncode == 130
    assert "Stopped" in errors
    assert "Traceback" not in errors
    assert all(map(is_gone, workers))
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_an_article_whose_worker_is_killed_is_reported_by_its_file(busy: subprocess.Popen[str]) -> None:
    for pid in descendants(busy.pid):
        os.kill(pid, signal.SIGKILL)
    _, errors = busy.communicate(timeout=120)
    assert busy.returncode == 3
    assert "sources/endless.md: the process at work on it" in errors
    assert "was killed by SIGKILL" in errors
    assert "sources/calm.md" not in errors
