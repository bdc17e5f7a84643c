"""Whatever happens to a build or to what it left, the next one ends with the files of a clean build."""

import fcntl
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handout_builder import readers
from handout_builder.builder import Claims, Entry, Place, fingerprints, ledger_file, one_state, open_ledger
from handout_builder.builder.one_state import AsRead, UnreadableError
from handout_builder.builder.reading import Reading
from handout_builder.builder.sources import Source, find_sources
from handout_builder.errors import WorkerError
from handout_builder.model import Article, Facts

from .conftest import HOME, ClinicFolder
from .kill import MARK, NOT_COMPARED, PATIENCE, is_whole, processes_of

TEXT = "{title}\n\nJane Roe, LPCC\n\nA paragraph about {title}, long enough to be one, with an end.\n"
SETTINGS = 'name = "Test Clinic"\neditions = ["epub", "bundle"]\n'
"""Without print: what happens to a handout is the same for every kind, and an ePub is made sooner."""
PRINTED = 'name = "Test Clinic"\neditions = ["letter", "epub", "bundle"]\n'
LEDGER = "handouts/.ledger.sqlite3"


def files(folder: ClinicFolder) -> dict[str, bytes]:
    """Every file in handouts/ but the ledger and the lock: the report and what is hidden too."""
    root = folder.path / "handouts"
    found = (path for path in root.rglob("*") if path.is_file() and path.name not in NOT_COMPARED)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def clinic_of(path: Path, *titles: str, settings: str = SETTINGS) -> ClinicFolder:
    folder = ClinicFolder(path)
    folder.write("layouts/clinic.toml", settings)
    for title in titles:
        folder.write(f"sources/{title.lower()}.txt", TEXT.format(title=title))
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    """Two articles, built; to be copied, not changed."""
    folder = clinic_of(tmp_path_factory.mktemp("built"), "Sleep", "Breath")
    assert folder.start().code == 0
    return folder


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    """The same two, on paper too; to be copied, not changed."""
    folder = clinic_of(tmp_path_factory.mktemp("printed"), "Sleep", "Breath", settings=PRINTED)
    assert folder.start().code == 0
    return folder


@pytest.fixture(scope="session")
def of_breath(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a clean build of one of the two."""
    folder = clinic_of(tmp_path_factory.mktemp("breath"), "Breath")
    assert folder.start().code == 0
    return files(folder)


@pytest.fixture
def two(built: ClinicFolder, tmp_path: Path) -> ClinicFolder:
    return built.copy(tmp_path / "clinic")


@pytest.fixture
def two_printed(printed: ClinicFolder, tmp_path: Path) -> ClinicFolder:
    return printed.copy(tmp_path / "clinic")


def start(folder: ClinicFolder, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, str(HOME / "make_handouts.py"), "--folder", str(folder.path), *arguments]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=os.environ | folder.environment
    )


def await_file(folder: ClinicFolder, pattern: str) -> None:
    deadline = time.monotonic() + 120
    while not list((folder.path / "handouts").glob(pattern)):
        assert time.monotonic() < deadline, f"no {pattern} was made"
        time.sleep(0.01)


def test_builds_killed_in_the_middle_lose_nothing() -> None:
    command = [sys.executable, "-m", "tests.kill", "--times", "3", "--seed", "3"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HOME)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("3 builds were killed")


def test_workers_end_when_their_build_is_killed(tmp_path: Path) -> None:
    folder = clinic_of(tmp_path, *(f"Article {number}" for number in range(30)))
    folder.environment[MARK] = mark = str(tmp_path)
    process = start(folder, "--jobs", "2", "--edition", "letter")
    await_file(folder, "letter/*.pdf")
    assert len(processes_of(mark)) > 2
    process.kill()
    process.wait()
    deadline = time.monotonic() + PATIENCE
    while processes_of(mark) and time.monotonic() < deadline:
        time.sleep(0.05)
    left = processes_of(mark)
    for worker in left:
        os.kill(worker, signal.SIGKILL)
    process.communicate()
    assert left == []


def test_what_a_worker_that_died_left_without_pages_has_them_after_the_next_build(tmp_path: Path) -> None:
    titles = [f"Article {number}" for number in range(8)]
    folder = clinic_of(tmp_path / "killed", *titles, settings=PRINTED)
    folder.environment[MARK] = mark = str(tmp_path)
    process = start(folder, "--jobs", "1")
    await_file(folder, "letter/*.pdf")
    for worker in set(processes_of(mark)) - {process.pid}:
        os.kill(worker, signal.SIGKILL)
    _, said = process.communicate()
    # Unless it was between two calls, one PDF was not made.
    lost = said.count("was killed by SIGKILL")
    assert process.returncode == (3 if lost else 0)
    folder.environment.clear()
    again = folder.run()
    assert again.code == 0
    assert again.out.count("pages or an article were missing in it") == 2 * lost, "its ePub, and the bundle"
    clean = clinic_of(tmp_path / "clean", *titles, settings=PRINTED)
    assert clean.run().code == 0
    assert files(folder) == files(clean)
    assert folder.run().err.endswith("Nothing to do: 17 handouts are up to date.\n")


def test_an_article_that_could_not_be_read_once_is_in_the_bundle_after_the_next_build(
    built: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = clinic_of(tmp_path, "Sleep", "Breath")
    as_read = Reading.as_read

    def died(reading: Reading, source: Source) -> AsRead:
        if source.slug == "sleep":
            raise UnreadableError(f"{source.shown}: its worker died", source) from WorkerError("died")
        return as_read(reading, source)

    with monkeypatch.context() as patch:
        patch.setattr(Reading, "as_read", died)
        assert folder.call("build").code == 3
    assert files(folder).keys() < files(built).keys()
    assert folder.run().code == 0
    assert files(folder) == files(built)
    assert folder.run().err.endswith("Nothing to do: 3 handouts are up to date.\n")


def overwrite(data: bytes) -> Callable[[Path], object]:
    return lambda ledger: ledger.write_bytes(data)


def of_version_999(ledger: Path) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.executescript("DROP TABLE facts; CREATE TABLE facts (other TEXT); PRAGMA user_version = 999;")


def without_a_column(ledger: Path) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute("ALTER TABLE handouts DROP COLUMN parts")


def with_a_word_tipped_over(ledger: Path) -> None:
    data = ledger.read_bytes()
    assert b"Breath" in data
    ledger.write_bytes(data.replace(b"Breath", b"Breadh"))


def with_a_path_that_leads_out(ledger: Path) -> None:
    connection, entries = ledger_file.open_file(ledger)
    (entry,) = (entry for entry in entries if (entry.slug, entry.edition) == ("sleep", "epub"))
    ledger_file.write_entry(connection, replace(entry, path="handouts/../sources/breath.txt"))
    connection.commit()
    connection.close()


def cut_in_half(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[: ledger.stat().st_size // 2])


def a_link_to_another_ledger(ledger: Path) -> None:
    ledger.rename(ledger.parents[1] / "other.sqlite3")
    ledger.symlink_to(ledger.parents[1] / "other.sqlite3")


@pytest.mark.parametrize(
    "damage",
    [
        overwrite(b""),
        overwrite(b"no database, but bytes" * 500),
        of_version_999,
        without_a_column,
        with_a_word_tipped_over,
        with_a_path_that_leads_out,
        cut_in_half,
        a_link_to_another_ledger,
        Path.unlink,
    ],
)
def test_a_ledger_that_is_damaged_or_of_another_version_loses_no_file_and_leaves_none(
    two: ClinicFolder, of_breath: dict[str, bytes], damage: Callable[[Path], object]
) -> None:
    ledger = (two.path / LEDGER).read_bytes()
    damage(two.path / LEDGER)
    two.write("handouts/epub/own.epub", "a person's own file")
    (two.path / "sources" / "sleep.txt").unlink()
    done = two.run()
    assert done.code == 0, done.err
    assert files(two) == of_breath | {"epub/own.epub": b"a person's own file"}
    assert (two.path / "sources" / "breath.txt").is_file()
    if (two.path / "other.sqlite3").exists():
        assert (two.path / "other.sqlite3").read_bytes() == ledger
    assert two.run().out == ""


def test_what_was_left_half_written_is_swept_though_nothing_is_to_be_made(two: ClinicFolder) -> None:
    before = files(two)
    two.write("handouts/epub/.sleep.epub.4711.part", "half")
    two.write("handouts/.report.html.4711.part", "half")
    assert "Nothing to do" in two.run().err
    assert files(two) == before


@pytest.fixture
def held(two: ClinicFolder) -> Iterator[int]:
    """The lock of the clinic's folder, held by another process: this one."""
    place = os.open(two.path / "handouts" / ".lock", os.O_RDWR)
    fcntl.flock(place, fcntl.LOCK_EX)
    yield place
    os.close(place)


def test_a_second_build_waits_for_the_first_and_says_so(two: ClinicFolder, held: int) -> None:
    two.write("sources/calm.txt", TEXT.format(title="Calm"))
    part = two.write("handouts/epub/.calm.epub.4711.part", "what the other build is writing")
    process = start(two)
    assert process.stderr
    assert "Another build is at work" in process.stderr.readline()
    assert part.exists()
    assert "epub/calm.epub" not in files(two)
    assert "epub/calm.epub" in two.run("--dry-run").out
    fcntl.flock(held, fcntl.LOCK_UN)
    process.communicate(timeout=120)
    assert process.returncode == 0
    assert "epub/calm.epub" in files(two)
    assert not part.exists()


def test_the_lock_of_a_killed_build_is_free(two: ClinicFolder) -> None:
    code = "import fcntl, sys; f = open(sys.argv[1], 'r+'); fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(two.path / "handouts" / ".lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGKILL)
    done = two.run()
    assert done.code == 0
    assert "Another build" not in done.err


def test_an_article_edited_or_taken_away_during_a_build_is_noticed_by_the_next(tmp_path: Path) -> None:
    titles = [f"Article {number:02}" for number in range(24)]
    editions = ("--edition", "letter", "--edition", "bundle")
    folder = clinic_of(tmp_path / "clinic", *titles, settings=PRINTED)
    process = start(folder, "--jobs", "1", *editions)
    await_file(folder, "letter/*.pdf")
    folder.write("sources/article 23.txt", TEXT.format(title="Other words"))
    (folder.path / "sources" / "article 22.txt").unlink()
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 3
    assert "sources/article 22.txt: cannot be opened" in errors
    # What was planned must not vouch for what was read.
    for title in titles[22:]:
        folder.write(f"sources/{title.lower()}.txt", TEXT.format(title=title))
    assert folder.run(*editions).code == 0
    clean = clinic_of(tmp_path / "clean", *titles, settings=PRINTED)
    assert clean.run(*editions).code == 0
    assert folder.made() == clean.made()


@pytest.mark.parametrize("is_there_before", [True, False])
def test_a_picture_changed_while_its_article_is_read_is_of_one_state(
    clinic: ClinicFolder, monkeypatch: pytest.MonkeyPatch, is_there_before: bool
) -> None:
    clinic.write("sources/sleep.md", "# Sleep\n\nBy Jane Roe\n\nText of the article.\n\n![A bed](bed.png)\n")
    pictures = [(HOME / "tests" / "hard" / name).read_bytes() for name in ("face.png", "tall.png")]
    clinic.write("sources/bed.png", pictures[0] if is_there_before else b"no picture yet")
    read = readers.read

    def read_slowly(*about: Any) -> list[Article]:
        articles = read(*about)
        clinic.write("sources/bed.png", pictures[1])
        return articles

    monkeypatch.setattr(one_state, "read", read_slowly)
    (source,) = find_sources(clinic.path).sources
    found = one_state.read_one_state(source, clinic.path, (), "en")
    assert found.article.pictures[0].data == pictures[1]
    assert found.pictures == (("bed.png", fingerprints.digest(pictures[1])),)


def test_the_ledger_speaks_of_nothing_that_a_loss_of_power_could_undo(
    two: ClinicFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[tuple[str, str]] = []
    fsync, rename = os.fsync, Path.replace

    def logged_fsync(place: int) -> None:
        fsync(place)
        events.append(("on the disk", Path(f"/proc/self/fd/{place}").readlink().name))

    def logged_replace(path: Path, target: Path) -> Path:
        events.append(("named", target.name))
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", logged_fsync)
    monkeypatch.setattr(Path, "replace", logged_replace)
    place = Place(two.path, Claims(two.path))
    entry = Entry("calm", "a4", "sources/calm.txt", "handouts/a4/calm.pdf", {}, (), "0" * 32, 4, 1, ())
    with open_ledger(two.path / "handouts", place.make_safe) as ledger:
        ledger._connection.set_trace_callback(lambda said: events.append(("sql", said)) if said == "COMMIT" else None)
        place.put(entry.path, b"%PDF", entry.digest)
        ledger.record(entry, Facts("calm", "a4", "Calm", 1, 1))
    assert events[:2] == [("on the disk", ".made"), ("on the disk", f".calm.pdf.{os.getpid()}.part")]
    assert events[2] == ("named", "calm.pdf")
    assert sorted(events[3:]) == [("on the disk", "a4"), ("on the disk", "handouts"), ("sql", "COMMIT")]
    assert events[-1] == ("sql", "COMMIT")


def test_handouts_deleted_edited_or_replaced_by_hand_come_back(two_printed: ClinicFolder) -> None:
    before = files(two_printed)
    outside = two_printed.write("outside.pdf", "not ours")
    same = two_printed.write("same.epub", before["epub/sleep.epub"])
    letter = two_printed.path / "handouts" / "letter"
    (letter / "sleep.pdf").unlink()
    (letter / "sleep.pdf").symlink_to(outside)
    (letter / "breath.pdf").unlink()
    (letter / "breath.pdf").mkdir()
    (two_printed.path / "handouts" / "epub" / "sleep.epub").unlink()
    (two_printed.path / "handouts" / "epub" / "sleep.epub").symlink_to(same)
    (two_printed.path / "handouts" / "epub" / "breath.epub").unlink()
    os.mkfifo(two_printed.path / "handouts" / "epub" / "breath.epub")
    two_printed.write("handouts/report.html", "edited")
    done = two_printed.run()
    assert done.code == 0, done.err
    assert files(two_printed) == before
    assert not any(path.is_symlink() for path in (two_printed.path / "handouts").rglob("*"))
    assert outside.read_text("utf-8") == "not ours"
    shutil.rmtree(two_printed.path / "handouts")
    assert two_printed.run().code == 0
    assert files(two_printed) == before


def test_what_a_person_put_in_a_handouts_place_is_not_ours_to_take(two_printed: ClinicFolder) -> None:
    before = files(two_printed)
    (two_printed.path / "handouts" / "letter" / "sleep.pdf").unlink()
    two_printed.write("handouts/letter/sleep.pdf/own.txt", "own")
    shutil.rmtree(two_printed.path / "handouts" / "epub")
    elsewhere = two_printed.write("elsewhere/sleep.epub", "not ours").parent
    (two_printed.path / "handouts" / "epub").symlink_to(elsewhere)
    done = two_printed.run()
    assert done.code == 3
    assert "handouts/letter/sleep.pdf: cannot be written" in done.err
    assert "Move away what stands in its place" in done.err
    assert "handouts/epub: leads to another folder" in done.err
    assert (two_printed.path / "handouts" / "letter" / "sleep.pdf" / "own.txt").is_file()
    assert [path.name for path in elsewhere.iterdir()] == ["sleep.epub"]
    assert (elsewhere / "sleep.epub").read_text("utf-8") == "not ours"
    shutil.rmtree(two_printed.path / "handouts" / "letter" / "sleep.pdf")
    (two_printed.path / "handouts" / "epub").unlink()
    assert two_printed.run().code == 0
    assert files(two_printed) == before


def test_the_report_forgets_an_article_that_failed_and_was_taken_away(two: ClinicFolder) -> None:
    before = files(two)
    two.write("sources/bad.txt", b"\x89PNG\r\n\x1a\n not text")
    assert two.run().code == 3
    assert b"bad.txt" in files(two)["report.html"]
    (two.path / "sources" / "bad.txt").unlink()
    assert two.run().code == 0
    assert files(two) == before


def test_without_articles_nothing_of_ours_is_left(clinic: ClinicFolder) -> None:
    clinic.write("sources/bad.txt", b"\x89PNG\r\n\x1a\n not text")
    assert clinic.run().code == 3
    assert "report.html" in files(clinic)
    (clinic.path / "sources" / "bad.txt").unlink()
    assert clinic.run().code == 0
    assert {name for name, data in files(clinic).items() if data} == set()


def test_a_clock_that_stands_before_1980_changes_nothing(printed: ClinicFolder, tmp_path: Path) -> None:
    folder = clinic_of(tmp_path / "clinic", "Sleep", "Breath", settings=PRINTED)
    # A zip cannot tell such a year.
    clock = "import time\nfor name in ('time', 'time_ns'):\n    setattr(time, name, lambda: 86400 * 365)\n"
    folder.write("clock/sitecustomize.py", clock)
    folder.environment["PYTHONPATH"] = str(folder.path / "clock")
    folder.environment["TZ"] = "Pacific/Kiritimati"
    assert folder.run().code == 0
    assert files(folder) == files(printed)
    for path in folder.path.rglob("*"):
        os.utime(path, (4e9, 4e9))
    assert folder.run().out == ""


def test_a_dry_run_and_a_wrong_folder_leave_no_trace(tmp_path: Path) -> None:
    folder = clinic_of(tmp_path / "clinic", "Sleep")
    assert "would make" in folder.run("--dry-run").out
    assert not (folder.path / "handouts").exists()
    nowhere = ClinicFolder(tmp_path)
    command = [sys.executable, str(HOME / "make_handouts.py"), "--folder", str(nowhere.path / "clinik")]
    assert subprocess.run(command, capture_output=True).returncode == 4
    assert not (tmp_path / "clinik").exists()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], object]]:
    """A small disk of its own for the handouts of tmp_path/clinic; called with options, it is mounted anew with them."""
    handouts = tmp_path / "clinic" / "handouts"
    handouts.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(handouts)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield lambda options: subprocess.run(["mount", "-o", f"remount,{options}", str(handouts)], check=True)
    subprocess.run(["umount", "--lazy", str(handouts)], check=True)


@pytest.mark.parametrize("pages", [1, 4, 12, 18, 24, 30])
def test_a_full_disk_is_one_clear_message_and_loses_nothing(
    built: ClinicFolder, tmp_path: Path, disk: Callable[[str], object], pages: int
) -> None:
    disk(f"size={pages * 4}k")
    folder = clinic_of(tmp_path / "clinic", "Sleep", "Breath")
    done = folder.run()
    assert done.code in (3, 4)
    assert "is full" in done.err
    assert "build again" in done.err
    assert "Something went wrong" not in done.err
    assert "OSError" not in done.err
    assert all(is_whole(name, data) for name, data in folder.made().items())
    assert not list((folder.path / "handouts").rglob("*.part"))
    disk("size=1m")
    assert folder.run().code == 0
    assert files(folder) == files(built)


def test_a_place_that_can_only_be_read_is_one_clear_message(
    built: ClinicFolder, tmp_path: Path, disk: Callable[[str], object]
) -> None:
    folder = clinic_of(tmp_path / "clinic", "Sleep")
    assert folder.run().code == 0
    before = files(folder)
    folder.write("sources/breath.txt", TEXT.format(title="Breath"))
    disk("ro")
    done = folder.run()
    assert done.code == 4
    assert "cannot be written (Read-only file system), so nothing was made" in done.err
    assert "epub/breath.epub" in folder.run("--dry-run").out
    assert files(folder) == before
    disk("rw")
    assert folder.run().code == 0
    assert files(folder) == files(built)


def test_files_that_may_grow_no_more_are_one_clear_message_each(printed: ClinicFolder, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    folder = clinic_of(tmp_path / "clinic", "Sleep", "Breath", settings=PRINTED)
    command = [sys.executable, str(HOME / "make_handouts.py"), "--folder", str(folder.path)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (14000, 14000)),
    )
    assert done.returncode in (3, 4)
    assert "cannot be" in done.stderr
    assert "Something went wrong" not in done.stderr
    assert folder.run().code == 0
    assert files(folder) == files(printed)
