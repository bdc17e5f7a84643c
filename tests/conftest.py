"""What tests share: clinics in temporary folders, and the program called as a person would call it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import chdir, nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from handout_builder.builder import only_build
from handout_builder.builder.copies import CAN_COPY
from handout_builder.commands import main

from .glossed_articles import ARTICLES, GLOSSARY
from .long_article import long_article
from .standby import copied_workers, standby
from .standby import run as run_copy

HOME = Path(__file__).resolve().parents[1]
SEED = HOME / "sources" / "how-ketamine-can-help-with-depression-and-anxiety.txt"
SLUG = SEED.stem

ACE = HOME / ".cache" / "ace"
ACE_PACKAGES = ("@daisy/ace-cli@1.4.6", "axe-core@4.11.0")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

# Every start of the program would compile it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A checker in Java ends before the compiler that makes long programs fast is done with it.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")


@dataclass
class Outcome:
    """What a call of the program did."""

    code: int
    out: str
    err: str

    def receipts(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class ClinicFolder:
    """A clinic's folder, and the program called in it."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    def start(self, *arguments: str) -> Outcome:
        """Start the program as a person starts it."""
        command = [sys.executable, str(HOME / "make_handouts.py"), *self._in_folder(arguments)]
        environment = os.environ | self.environment
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=self.path)
        assert "Traceback" not in done.stderr, done.stderr
        return Outcome(done.returncode, done.stdout, done.stderr)

    def run(self, *arguments: str) -> Outcome:
        """Call the program in a process of its own that has loaded it already, where none of the start is looked at."""
        if self.environment or not CAN_COPY:
            return self.start(*arguments)
        with chdir(self.path):
            done = Outcome(*run_copy(standby().address, self._in_folder(arguments)))
        assert "Traceback" not in done.err, done.err
        return done

    def _in_folder(self, arguments: Sequence[str]) -> list[str]:
        needs_none = arguments and arguments[0] in ("new", "doctor")
        return list(arguments) if needs_none else [*arguments, "--folder", str(self.path)]

    def call(self, command: str, *arguments: str) -> Outcome:
        """Call a command in this process, which may have been changed for a test: nothing has to start."""
        out, err = StringIO(), StringIO()
        workers = copied_workers(lambda: standby().address) if CAN_COPY else nullcontext()
        with chdir(self.path), workers, redirect_stdout(out), redirect_stderr(err):
            code = main([command, *arguments, "--folder", str(self.path)])
        assert "Something went wrong" not in err.getvalue(), err.getvalue()
        return Outcome(code, out.getvalue(), err.getvalue())

    def copy(self, path: Path) -> "ClinicFolder":
        """Give a copy at another place, with the dates of its files."""
        shutil.copytree(self.path, path)
        return ClinicFolder(path, self.environment | {})

    def made(self) -> dict[str, bytes]:
        """Every handout, by its path below handouts/."""
        root = self.path / "handouts"
        files = (path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))
        files = (path for path in files if path != root / "report.html")
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def png(number: int = 0) -> bytes:
    """Give a small picture; another number, another picture."""
    written = BytesIO()
    Image.new("RGB", (6, 4), (number, 120, 120)).save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def clinic(tmp_path: Path) -> ClinicFolder:
    """An empty clinic that makes one PDF and one ePub an article, and the bundle."""
    folder = ClinicFolder(tmp_path / "clinic")
    folder.write("sources/clinicians.toml", "")
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\n')
    return folder


@pytest.fixture
def paperless(clinic: ClinicFolder) -> ClinicFolder:
    """An empty clinic that prints nothing: no page is laid out, so that a build takes a third of the time."""
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub", "bundle"]\n')
    return clinic


Once = Callable[[str, Callable[[ClinicFolder], None]], ClinicFolder]
"""Name of a folder, what furnishes it -> the folder, built."""


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Once:
    """Build a folder that tests look at and none changes: once, whichever process of the run asks first."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if hasattr(request.config, "workerinput") else root

    def build(name: str, furnish: Callable[[ClinicFolder], None]) -> ClinicFolder:
        folder, state = ClinicFolder(root / name), root / f"{name}-state"
        with only_build(state, print):
            built = state / "built"
            if not built.exists():
                shutil.rmtree(folder.path, ignore_errors=True)
                furnish(folder)
                done = folder.start()
                assert done.code == 0, done.err
                built.touch()
        return folder

    return build


@pytest.fixture(scope="session")
def seed(once: Once) -> ClinicFolder:
    """The example article, built in every edition by the program itself."""

    def furnish(folder: ClinicFolder) -> None:
        shutil.copytree(HOME / "sources", folder.path / "sources")
        folder.write("layouts/clinic.toml", (HOME / "layouts" / "clinic.toml").read_text("utf-8"))
        shutil.copy(HOME / "layouts" / "logo.svg", folder.path / "layouts" / "logo.svg")

    return once("seed", furnish)


@pytest.fixture(scope="session")
def hard(once: Once) -> ClinicFolder:
    """Awkward articles, built in every edition: see tests/hard/."""

    def furnish(folder: ClinicFolder) -> None:
        shutil.copytree(Path(__file__).parent / "hard", folder.path / "sources")
        folder.write(
            "layouts/clinic.toml", 'name = "Riverside Clinic"\neditions = ["letter", "a4", "epub", "bundle"]\n'
        )

    return once("hard", furnish)


@pytest.fixture(scope="session")
def bound(once: Once) -> ClinicFolder:
    """The example, awkward articles and Hebrew with its vowel marks, bound in a binder."""

    def furnish(folder: ClinicFolder) -> None:
        shutil.copytree(Path(__file__).parent / "hard", folder.path / "sources")
        shutil.copy(SEED, folder.path / "sources")
        hebrew = "---\ntitle: שלום\nlanguage: he\n---\n\nזה חשוב מאוד, שָׁלוֹם לכולם.\n"
        folder.write("sources/hebrew.md", hebrew)
        folder.write("layouts/clinic.toml", 'name = "Riverside Clinic"\neditions = ["binder"]\n')

    return once("bound", furnish)


@pytest.fixture(scope="session")
def profiles(once: Once) -> ClinicFolder:
    """An awkward article and a WebP picture, built as an ePub for every kind of reader."""

    def furnish(folder: ClinicFolder) -> None:
        for name in ("awkward.md", "clinicians.toml", "face.png", "tall.png", "wide.jpg"):
            shutil.copy(Path(__file__).parent / "hard" / name, folder.write(f"sources/{name}", ""))
        picture = BytesIO()
        Image.new("RGB", (40, 30), "teal").save(picture, "WEBP")
        folder.write("sources/square.webp", picture.getvalue())
        folder.write("sources/pictures.md", f"# Pictures\n\nBy Jane Roe\n\n![A square](square.webp)\n\n{LONG_WORDS}")
        # A word explained in a note for Kindle, at the end for the others.
        folder.write("sources/glossary.toml", WORDS_EXPLAINED)
        folder.write(
            "layouts/clinic.toml",
            'name = "Riverside Clinic"\neditions = ["letter", "epub", "kobo", "kindle"]\n[glossary]\nmargin = ["kindle"]\n',
        )

    return once("profiles", furnish)


@pytest.fixture(scope="session")
def long(once: Once) -> ClinicFolder:
    """An article of many pages, everything in it going over a page's end, built as PDFs."""

    def furnish(folder: ClinicFolder) -> None:
        folder.write("sources/long.md", long_article())
        folder.write("sources/wide.jpg", (Path(__file__).parent / "hard" / "wide.jpg").read_bytes())
        folder.write("layouts/clinic.toml", 'name = "Riverside Clinic"\neditions = ["letter", "a4"]\n')

    return once("long", furnish)


@pytest.fixture(scope="session")
def variants(once: Once) -> ClinicFolder:
    """The example, awkward articles and one with every kind of mark, in the editions that a clinic turns on."""

    def furnish(folder: ClinicFolder) -> None:
        shutil.copytree(Path(__file__).parent / "hard", folder.path / "sources")
        shutil.copy(SEED, folder.path / "sources")
        # Where its endless address is broken, checkers miss a link over the first line.
        awkward = (folder.path / "sources" / "awkward.md").read_text("utf-8")
        folder.write("sources/awkward.md", re.sub(r"https://example\.org/a+", "an address", awkward))
        folder.write("sources/marks.md", MARKS)
        settings = (HOME / "layouts" / "clinic.toml").read_text("utf-8")
        wanted = 'editions = ["large-print", "clear-print", "greyscale"]'
        folder.write("layouts/clinic.toml", re.sub(r"^editions = .*$", wanted, settings, flags=re.MULTILINE))
        shutil.copy(HOME / "layouts" / "logo.svg", folder.path / "layouts" / "logo.svg")

    return once("variants", furnish)


@pytest.fixture(scope="session")
def glossed(once: Once) -> ClinicFolder:
    """Articles with terms, explained in the margin of Letter and the binder, in notes of the bundle, else at the end."""

    def furnish(folder: ClinicFolder) -> None:
        folder.write("sources/glossary.toml", GLOSSARY)
        for name, text in ARTICLES.items():
            folder.write(f"sources/{name}", text)
        folder.write(
            "layouts/clinic.toml",
            'name = "Test Clinic"\neditions = ["letter", "a4", "booklet", "epub", "bundle", "binder"]\n'
            '[catalogue]\non = true\n[glossary]\nmargin = ["letter", "binder", "bundle"]\n',
        )

    return once("glossed", furnish)


@pytest.fixture(scope="session")
def shelved(once: Once) -> ClinicFolder:
    """Three articles with people, topics and a translation, offered on a download page and in feeds."""

    def furnish(folder: ClinicFolder) -> None:
        for name, text in OFFERED_ARTICLES.items():
            folder.write(f"sources/{name}", text)
        folder.write(
            "layouts/clinic.toml",
            'name = "Test Clinic"\neditions = ["letter", "epub", "kobo", "bundle", "binder"]\n'
            'binder_topics = ["Sleep"]\n[catalogue]\non = true\n',
        )

    return once("shelved", furnish)


@pytest.fixture(scope="session")
def ace() -> Path:
    """Install DAISY Ace and axe-core once, in the versions named above."""
    if not shutil.which("npm") or not CHROMIUM:
        pytest.skip("DAISY Ace needs npm and Chromium: sudo apt-get install npm chromium")
    versions = ACE / "versions.txt"
    wanted = "\n".join(ACE_PACKAGES)
    if not versions.exists() or versions.read_text("utf-8") != wanted:
        ACE.mkdir(parents=True, exist_ok=True)
        # The browser is the machine's own.
        environment = os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"}
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(ACE), *ACE_PACKAGES]
        if subprocess.run(command, env=environment, capture_output=True).returncode:
            pytest.skip("DAISY Ace could not be fetched by npm; run `make test` with a network")
        versions.write_text(wanted, "utf-8")
    return ACE


MARKS = """---
title: Every kind of mark
author: Jane Roe, LPCC
language: en
---

Some *slanted* and **heavy** and ***heavyslanted* words**, <u>lined</u> and <ins>inserted</ins>, <i>i</i> and <b>b</b>,
<small>smallish</small> and <mark>marked</mark>, <cite>cited</cite>, <kbd>Enter</kbd>, `code`, H<sub>2</sub>O,
<abbr title="acceptance and commitment therapy">ACT</abbr>, <q>quoted</q>, <s>struck</s>.

Read [this guide](https://www.example.org/guide) or [write to us](mailto:desk@clinic.example).

    a line of code

| Term | Meaning |
|---|---|
| First | Words |

: A table's caption
"""


OFFERED_ARTICLES = {
    "sleep.md": "---\ntitle: Sleeping well\nauthor: Jane Roe, LPCC\npublished: 2025-03-31\ntopics: [Sleep]\n---\n\nGo to bed.\n",
    "sleep.es.md": "---\ntitle: Dormir bien\nauthor: Jane Roe, LPCC\ntopics: [Sleep]\n---\n\nVaya a la cama.\n",
    "grief.md": "---\ntitle: Grief & loss\nauthor: [Max Doe, Jane Roe]\ntopics: [Grief]\nupdated: 2026-02-01\n---\n\nIt takes time.\n",
}


LONG_WORDS = """| Antidepressants | Benzodiazepines | Stabilisers | Antipsychotics |
|---|---|---|---|
| Sertraline | Clonazepam | Lithium | A sentence about quetiapine |
"""


WORDS_EXPLAINED = """[[term]]
term = "antidepressants"
plain = "medicines against a low mood"
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-expected", action="store_true", help="Write what the readers understand as expected.")


def pytest_unconfigure() -> None:
    if standby.cache_info().currsize:
        standby().end()


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a file beside the test's source, or write it there with --update-expected."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-expected"):
            path.write_text(text, "utf-8")
        assert path.is_file(), f"{path.name} is missing; run pytest --update-expected and read what it wrote"
        assert text == path.read_text("utf-8")

    return compare
