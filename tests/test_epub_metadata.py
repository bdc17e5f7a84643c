"""What each ePub says of itself: its people, and how it can be read, as it really is."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from handout_builder.model import name_as_sorted

from .conftest import ClinicFolder
from .open_epub import Epub

ARTICLES = {
    "plain": "Just words.",
    "described": "![Two hands](still.png)",
    "undescribed": "![Two hands](still.png)\n\n![](still.png)",
    "moving": "![Breathe in and out](moving.gif)",
}


def picture(*shades: int, kind: str) -> bytes:
    frames = [Image.new("L", (30, 30), shade) for shade in shades]
    out = BytesIO()
    frames[0].save(out, kind, **({"save_all": True, "append_images": frames[1:]} if len(frames) > 1 else {}))
    return out.getvalue()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = ClinicFolder(tmp_path_factory.mktemp("metadata"))
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub", "bundle"]\n')
    folder.write("sources/still.png", picture(90, kind="PNG"))
    folder.write("sources/moving.gif", picture(0, 255, kind="GIF"))
    for name, text in ARTICLES.items():
        folder.write(f"sources/{name}.md", f"# About {name}\n\nBy Jane Roe, LPCC\n\n{text}\n")
    done = folder.run()
    assert done.code == 0, done.err
    return folder.path / "handouts"


@pytest.mark.parametrize(
    ("name", "modes", "sufficient", "described", "hazard"),
    [
        ("epub/plain.epub", ["textual"], ["textual"], False, "none"),
        ("epub/described.epub", ["textual", "visual"], ["textual", "textual,visual"], True, "none"),
        ("epub/undescribed.epub", ["textual", "visual"], ["textual,visual"], False, "none"),
        ("epub/moving.epub", ["textual", "visual"], ["textual", "textual,visual"], True, "unknown"),
        ("test-clinic-handouts.epub", ["textual", "visual"], ["textual,visual"], False, "unknown"),
    ],
)
def test_a_book_claims_only_what_it_has(
    shelf: Path, name: str, modes: list[str], sufficient: list[str], described: bool, hazard: str
) -> None:
    epub = Epub(shelf / name)
    assert epub.schema("accessMode") == modes
    assert epub.schema("accessModeSufficient") == sufficient
    assert ("alternativeText" in epub.schema("accessibilityFeature")) == described
    assert epub.schema("accessibilityHazard") == [hazard]
    (summary,) = epub.schema("accessibilitySummary")
    assert ("Pictures have alternative texts" in summary) == described
    assert epub.meta("//opf:meta[@property='dcterms:conformsTo']/text()") == []


@pytest.mark.parametrize(
    ("name", "sorted_by"),
    [
        ("Jane Roe", "Roe, Jane"),
        ("Dr. Jane Roe", "Roe, Jane"),
        ("Jane Roe (she/her)", "Roe, Jane"),
        ("John Doe, Jr.", "Doe, John, Jr."),
        ("John Q. Doe III", "Doe, John Q., III"),
        ("Madonna", "Madonna"),
        ("王小明", "王小明"),
    ],
)
def test_a_person_is_sorted_by_the_family_name(name: str, sorted_by: str) -> None:
    assert name_as_sorted(name) == sorted_by
