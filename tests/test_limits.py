"""An article that takes too much, or kills who works on it, is named by its file; all the others are made."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from handout_builder.builder import make_plan, open_ledger
from handout_builder.builder.limits import Limits, Work
from handout_builder.builder.make import make
from handout_builder.builder.parcels import Packer, unpack
from handout_builder.builder.printed_pages import PrintedPages
from handout_builder.builder.sources import find_sources
from handout_builder.builder.workers import Crew, Workers
from handout_builder.errors import TooLongError, WorkerError
from handout_builder.model import EDITIONS as EVERY_EDITION
from handout_builder.pages import load_layout
from handout_builder.readers import read
from handout_builder.settings import load_clinic

from .conftest import HOME, ClinicFolder

EDITIONS = 'name = "Test Clinic"\neditions = ["letter", "epub", "bundle"]\n'
HEAD = "# {}\n\nBy Jane Roe, LPCC\n\nA paragraph that is long enough to be one.\n\n"
ENDLESS = HEAD.format("Endless") + "a" * 1_000_000 + "\n"
"""No line of a PDF holds this word, and the engine tries each of its letters."""
AMPLE = Limits(300, 2000)


def is_gone(pid: int) -> bool:
    try:
        return " Z " in Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:
        return True


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
@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGABRT"])
def test_a_process_that_dies_is_named_and_costs_only_its_call(workers: Workers, name: str) -> None:
    futures = [hand_in(workers, AMPLE, abs, -number) for number in range(5)]
    death = hand_in(workers, AMPLE, signal.raise_signal, signal.Signals[name])
    futures += [hand_in(workers, AMPLE, abs, -number) for number in range(5, 20)]
    assert f"was killed by {name}" in outcome(death)
    assert [future.result() for future in futures] == list(range(20))


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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deep.md", HEAD.format("Deep") + ">" * 3000 + " x\n"),
        (
            "deep.html",
            f"<article><h1>Deep</h1><p>By Jane Roe</p>{'<blockquote>' * 800}<p>{'A sentence. ' * 99}</article>",
        ),
    ],
)
def test_what_is_nested_too_deeply_is_a_clear_message(clinic: ClinicFolder, name: str, text: str) -> None:
    clinic.write("layouts/clinic.toml", EDITIONS)
    clinic.write(f"sources/{name}", text)
    clinic.write("sources/calm.md", HEAD.format("Calm"))
    done = clinic.run()
    assert done.code == 3
    assert f"sources/{name}: is nested too deeply" in done.err
    assert "RecursionError" not in done.err
    assert {"letter/calm.pdf", "epub/calm.epub", "test-clinic-handouts.epub"} <= set(clinic.made())


def test_an_endless_article_is_given_up_and_all_others_are_made(clinic: ClinicFolder) -> None:
    printed = 'editions = ["letter", "a4", "large-print", "clear-print", "greyscale", "booklet", "epub", "bundle"]\n'
    clinic.write("layouts/clinic.toml", f'name = "Test Clinic"\n{printed}time_limit = 25\n')
    clinic.write("sources/endless.md", ENDLESS)
    clinic.write("sources/calm.md", HEAD.format("Calm"))
    done = clinic.run("--json")
    assert done.code == 3
    assert done.err.count("sources/endless.md: took longer than 25 seconds and was given up") == 1
    statuses = {receipt["path"]: receipt["status"] for receipt in done.receipts()}
    assert len(statuses) == 15
    assert {path for path, status in statuses.items() if status == "failed"} == {
        path for path in statuses if "endless" in path and path.endswith(".pdf")
    }


class Here(Executor):
    """Does every call in this process."""

    def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*arguments, **named))
        return future


class Failing(Executor):
    """Fails every call in the same way."""

    def __init__(self, error: Exception) -> None:
        self.asked: list[Future[Any]] = []
        self._error = error

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        self.asked.append(Future())
        self.asked[-1].set_exception(self._error)
        return self.asked[-1]


def test_what_took_too_long_is_not_tried_on_other_paper(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["letter", "a4", "booklet", "epub"]\n')
    clinic.write("sources/calm.md", HEAD.format("Calm"))
    settings = load_clinic(clinic.path)
    layout = load_layout(clinic.path, settings)
    renderers = Failing(TooLongError("took too long."))
    with open_ledger(clinic.path / "handouts") as ledger:
        plan = make_plan(clinic.path, settings, layout, ledger)
        made = list(make(plan, clinic.path, settings, layout, ledger, Crew(Here(), renderers, ahead=1)))
    assert [(receipt.edition, receipt.why) for receipt in made] == [
        (name, "sources/calm.md: took too long.") for name in ("letter", "a4", "booklet", "epub")
    ]
    # Once on paper, and the ePub, for which nothing is laid out on pages.
    assert len(renderers.asked) == 2


def test_an_article_whose_printed_pages_cannot_be_found_has_none(clinic: ClinicFolder) -> None:
    renderers = Failing(WorkerError("was killed."))
    clinic.write("sources/calm.md", HEAD.format("Calm"))
    settings = load_clinic(clinic.path)
    (source,) = find_sources(clinic.path).sources
    (article,) = read(source.path, clinic.path)
    with open_ledger(clinic.path / "handouts") as ledger:
        letter = next(edition for edition in EVERY_EDITION if edition.name == "letter")
        layout = load_layout(clinic.path, settings)
        printed = PrintedPages(letter, clinic.path, settings, layout, ledger, AMPLE)
        for _ in range(2):
            assert printed.starts([(source, article)], {}, renderers) == {"calm": ()}
    assert len(renderers.asked) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system holds no limit of memory")
def test_reading_is_held_to_the_limits_too(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", EDITIONS + "memory_limit = 1\n")
    clinic.write("sources/calm.md", HEAD.format("Calm"))
    done = clinic.run()
    assert done.code == 3
    assert "sources/calm.md: needs more than 1 MB of memory" in done.err
    assert "memory_limit in layouts/clinic.toml" in done.err


def children(process: subprocess.Popen[str]) -> list[int]:
    found = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(pid) for file in found for pid in file.read_text("ascii").split()]


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
    workers = children(busy)
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
    workers = children(busy)
    os.killpg(busy.pid, signal.SIGINT)
    _, errors = busy.communicate(timeout=60)
    assert busy.returncode == 130
    assert "Stopped" in errors
    assert "Traceback" not in errors
    assert all(map(is_gone, workers))
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_an_article_whose_worker_is_killed_is_reported_by_its_file(busy: subprocess.Popen[str]) -> None:
    for pid in children(busy):
        os.kill(pid, signal.SIGKILL)
    _, errors = busy.communicate(timeout=120)
    assert busy.returncode == 3
    assert "sources/endless.md: the process at work on it" in errors
    assert "was killed by SIGKILL" in errors
    assert "sources/calm.md" not in errors
