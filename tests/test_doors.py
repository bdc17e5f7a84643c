"""The front door: commands, help, exit codes, what a newcomer meets."""

import subprocess
import sys
from pathlib import Path

import pytest

from handout_builder.commands import COMMANDS, main
from handout_builder.programs import pango

from .conftest import HOME, SEED, ClinicFolder


def test_new_writes_a_folder_that_builds_at_once(tmp_path: Path) -> None:
    clinic = ClinicFolder(tmp_path)
    done = clinic.start("new", str(tmp_path / "our clinic"))
    assert done.code == 0
    folder = ClinicFolder(tmp_path / "our clinic")
    assert sorted(path.name for path in folder.path.iterdir()) == ["handouts", "layouts", "sources"]
    assert (folder.path / "sources" / "glossary.toml").is_file()
    built = folder.start("--strict")
    assert built.code == 0, built.err
    assert "letter/your-first-handout.pdf" in folder.made()
    again = clinic.run("new", str(folder.path))
    assert again.code == 4
    assert "Nothing was written" in again.err


def test_doctor_says_what_is_here(clinic: ClinicFolder) -> None:
    done = clinic.start("doctor")
    assert done.code == 0
    for word in ("Python", "weasyprint", "ebooklib", "Pango", "Everything is here."):
        assert word in done.out


def test_doctor_names_the_command_that_mends_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pango, "_loads", lambda _files: False)
    for system, command in (
        ("Linux", "apt-get install libpango"),
        ("Darwin", "brew install pango"),
        ("Windows", "pacman -S"),
    ):
        monkeypatch.setattr("platform.system", lambda name=system: name)
        assert main(["doctor"]) == 5
        assert command in capsys.readouterr().out


def test_without_pango_the_epub_is_still_made(
    clinic: ClinicFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic.write("sources/seed.txt", SEED.read_bytes())
    monkeypatch.setattr(pango, "missing", lambda: ["Pango"])
    assert main(["--folder", str(clinic.path)]) == 5
    assert set(clinic.made()) == {"epub/seed.epub", "test-clinic-handouts.epub"}
    errors = capsys.readouterr().err
    assert errors.count("PDFs cannot be made: Pango not installed. ePubs are still made.") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["bild"], 2, 'Did you mean "build"'),
        (["--jobs", "none"], 2, "--jobs"),
        (["--no-such-option"], 2, "--no-such-option"),
        (["read"], 2, "FILES"),
        (["read", "nothere.txt"], 4, "there is no such file"),
        (["--folder", "/nowhere/at/all"], 4, "there is no such folder"),
    ],
)
def test_wrong_calls_are_told_what_is_right(
    arguments: list[str],
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == code
    assert said in capsys.readouterr().err


def test_a_copy_that_was_not_set_up_says_what_to_do(tmp_path: Path) -> None:
    copy = tmp_path / "make_handouts.py"
    copy.write_text((HOME / "make_handouts.py").read_text("utf-8"), "utf-8")
    done = subprocess.run([sys.executable, "-S", "-I", str(copy)], capture_output=True, text=True)
    assert done.returncode == 5
    assert "Run `make` in this folder once" in done.stderr


def test_help_names_every_command() -> None:
    done = subprocess.run([sys.executable, str(HOME / "make_handouts.py"), "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert all(name in done.stdout and line[:30] in done.stdout for name, line in COMMANDS.items())


def test_read_shows_an_outline_and_what_is_left_out(clinic: ClinicFolder) -> None:
    out = clinic.run("read", str(SEED)).out
    assert out.startswith("How Ketamine Can Help with Depression and Anxiety\n  By Kelsey Geiger, LPCC\n")
    assert "\n  Integration: Supporting Lasting Change\n" in out
    assert "\n  line 28: What to Expect in Your First Ketamine-Assisted" in out


def test_one_unreadable_file_does_not_hide_the_others(clinic: ClinicFolder) -> None:
    bad = clinic.write("sources/bad.txt", b"")
    done = clinic.run("read", str(bad), str(SEED))
    assert done.code == 3
    assert "sources/bad.txt: is empty" in done.err
    assert "How Ketamine" in done.out


def test_a_read_only_place_is_one_clear_message(clinic: ClinicFolder) -> None:
    clinic.write("sources/seed.txt", SEED.read_bytes())
    clinic.write("handouts/letter", "a file where a folder should be")
    done = clinic.run()
    assert done.code == 3
    assert "handouts/letter/seed.pdf: cannot be written" in done.err
    assert "epub/seed.epub" in clinic.made()


def test_a_python_without_the_libraries_goes_on_in_the_environment() -> None:
    environment = HOME / ".venv"
    if not environment.is_dir():
        pytest.skip("there is no .venv here to go on in")
    code = f"import sys; sys.path[:] = [p for p in sys.path if 'site-packages' not in p]; sys.argv = ['{HOME}/make_handouts.py', '--version'];"
    code += f"import runpy; runpy.run_path('{HOME}/make_handouts.py', run_name='__main__')"
    base = Path(sys.base_prefix) / "bin" / "python3"
    done = subprocess.run([str(base), "-I", "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "make-handouts" in done.stdout
