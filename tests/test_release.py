"""What is released: a source archive and a wheel, and that the wheel works where nothing else of ours is."""

import os
import shutil
import site
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from .conftest import HOME

OUTSIDE = ("test_seed.py", "test_settings.py")
"""Tests that are run once more, against the installed wheel."""
NEEDED_THERE = ("tests", "sources", "docs", "layouts", "make_handouts.py", "pyproject.toml", "README.md")


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both from what is in the folder, apart from it."""
    work = tmp_path_factory.mktemp("release")
    ignored = shutil.ignore_patterns(
        ".venv", ".git", ".cache", "handouts", "build", "dist", "*.egg-info", "__pycache__"
    )
    shutil.copytree(HOME, work / "source", ignore=ignored, symlinks=True)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(work / "dist"), str(work / "source")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return work / "dist"


@pytest.fixture(scope="module")
def installed(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the Python of an empty environment with the wheel in it, which finds its dependencies where ours are."""
    place = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    python = place / "bin" / "python"
    (wheel,) = released.glob("*.whl")
    pip = [
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-index",
        "--no-deps",
        str(wheel),
    ]
    subprocess.run([sys.executable, *pip], check=True)
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "ours.pth").write_text("\n".join(site.getsitepackages()), "utf-8")
    return python


def run(place: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTEST_ADDOPTS")}
    # The folder in which a test stands is none from which Python may import.
    return subprocess.run(command, cwd=place, env=environment | {"PYTHONSAFEPATH": "1"}, capture_output=True, text=True)


def test_both_hold_every_layout_and_the_licence(released: Path) -> None:
    layouts = {f"layouts/{name}" for name in files_of(HOME / "layouts")}
    (archive,), (wheel,) = released.glob("*.tar.gz"), released.glob("*.whl")
    with tarfile.open(archive) as opened:
        held = {name.partition("/")[2] for name in opened.getnames()}
    assert layouts | {"LICENSE", "README.md", "handout_builder/__init__.py"} <= held
    names = set(ZipFile(wheel).namelist())
    assert {f"handout_builder/{name}" for name in layouts} <= names
    assert any(name.endswith("LICENSE") for name in names)
    assert not [name for name in names if name.startswith("tests/")]


def test_an_installed_wheel_makes_the_same_handouts(installed: Path, tmp_path: Path) -> None:
    made = {}
    programs: dict[str, list[str | Path]] = {
        "there": [installed.with_name("make-handouts")],
        "here": [sys.executable, HOME / "make_handouts.py"],
    }
    for name, program in programs.items():
        environment = os.environ if name == "here" else {}
        for command in ("new", "--folder"):
            done = subprocess.run(
                [*program, command, tmp_path / name], cwd=tmp_path, env=environment, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr
        folder = tmp_path / name / "handouts"
        made[name] = {path: (folder / path).read_bytes() for path in files_of(folder) if not path.startswith(".")}
    assert made["there"] == made["here"]
    assert any(path.endswith(".pdf") for path in made["there"])


def test_the_tests_pass_against_the_installed_wheel(installed: Path, tmp_path: Path) -> None:
    for name in NEEDED_THERE:
        copy = shutil.copytree if (HOME / name).is_dir() else shutil.copy
        copy(HOME / name, tmp_path / name)
    where = run(tmp_path, installed, "-c", "import handout_builder; print(handout_builder.__file__)")
    assert str(installed.parents[1]) in where.stdout
    tests = [f"tests/{name}" for name in OUTSIDE]
    done = run(tmp_path, installed, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests)
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout or "[100%]" in done.stdout
