"""The report: one page, opened from the disk, that shows every handout."""

import base64
import re
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from .conftest import SLUG, ClinicFolder

SLEEP = "Sleep\n\nJane Roe, LPCC\n\nA paragraph about sleep, long enough to be one, with an end.\n"


def report(folder: ClinicFolder) -> html.HtmlElement:
    return html.fromstring((folder.path / "handouts" / "report.html").read_bytes().decode("utf-8"))


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def pictures(page: html.HtmlElement) -> list[Image.Image]:
    found = [image.get("src") for image in page.iter("img")]
    assert all(src.startswith("data:image/jpeg;base64,") for src in found)
    return [Image.open(BytesIO(base64.b64decode(src.partition(",")[2]))) for src in found]


def built(path: Path) -> ClinicFolder:
    folder = ClinicFolder(path)
    folder.write("sources/clinicians.toml", "")
    folder.write("layouts/clinic.toml", 'name = "Test & Clinic"\neditions = ["letter", "epub", "bundle"]\n')
    folder.write("sources/sleep.txt", SLEEP)
    assert folder.run("--jobs", "1").code == 0
    return folder


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    """To be copied, not changed."""
    return built(tmp_path_factory.mktemp("one"))


@pytest.fixture
def one(made_once: ClinicFolder, tmp_path: Path) -> ClinicFolder:
    return made_once.copy(tmp_path / "clinic")


def test_it_shows_each_handout_with_picture_proof_size_and_reading_time(seed: ClinicFolder) -> None:
    page = report(seed)
    (sheet,) = page.xpath(f"//section[@id='{SLUG}']")
    assert "How Ketamine Can Help with Depression and Anxiety" in words(sheet)
    assert "378 words, about 2 minutes to read" in words(sheet)
    assert re.search(r"letter pdf 2 \d+ KB 11 checks passed", words(sheet))
    assert re.search(r"epub epub \d+ KB 8 checks passed", words(sheet))
    assert "Line 25: 3 lines were left out" in words(sheet)
    assert "All articles together" in words(page)
    (picture,) = pictures(page)
    # Two pages beside each other, with something printed on both.
    half = picture.width // 2
    for side in (picture.crop((20, 20, half - 20, 150)), picture.crop((half + 20, 20, picture.width - 20, 150))):
        assert min(side.convert("L").tobytes()) < 120


def test_it_needs_no_other_file_and_its_links_lead_to_the_handouts(seed: ClinicFolder) -> None:
    text = (seed.path / "handouts" / "report.html").read_text("utf-8")
    assert not re.search(r"<script|<link|https?:|url\(|@import", text)
    links = {link.get("href") for link in report(seed).iter("a") if not link.get("href").startswith("#")}
    assert links == set(seed.made())


def test_the_first_pages_stand_for_a_long_handout(long: ClinicFolder) -> None:
    page = report(long)
    assert re.search(r"The first 6 of \d\d pages of the letter edition", words(page))
    (picture,) = pictures(page)
    assert picture.height > picture.width


def test_a_build_that_makes_nothing_leaves_it_alone(one: ClinicFolder) -> None:
    path = one.path / "handouts" / "report.html"
    before = path.stat().st_mtime_ns
    done = one.run()
    assert "Nothing to do" in done.err
    assert path.stat().st_mtime_ns == before
    path.unlink()
    assert "Nothing to do" in one.run().err
    assert path.exists()


def test_the_same_articles_give_the_same_report(one: ClinicFolder, tmp_path: Path) -> None:
    other = built(tmp_path / "other")
    assert (other.path / "handouts" / "report.html").read_bytes() == (
        one.path / "handouts" / "report.html"
    ).read_bytes()


def test_what_is_gone_or_could_not_be_made_is_told(one: ClinicFolder) -> None:
    one.write("sources/sleep.txt", SLEEP.replace("with an end", "with a \U00013000"))
    one.write("sources/breath.txt", SLEEP.replace("leep", "igh"))
    assert one.run().code == 3
    page = words(report(one))
    assert "1 could not be made." in page
    assert "Not made. sources/sleep.txt: no font has" in page
    assert "Sigh" in page
    one.write("sources/sleep.txt", SLEEP)
    (one.path / "sources" / "breath.txt").unlink()
    assert one.run().code == 0
    assert "Sigh" not in words(report(one))
    assert "could not be made" not in words(report(one))


def test_the_clinics_name_is_text_and_no_markup(one: ClinicFolder) -> None:
    assert "Test & Clinic" in words(report(one))


def test_a_dry_run_writes_none(clinic: ClinicFolder) -> None:
    clinic.write("sources/sleep.txt", SLEEP)
    assert clinic.run("--dry-run").code == 0
    assert not (clinic.path / "handouts" / "report.html").exists()
