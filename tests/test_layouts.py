"""What a designer may change, and what is said when it goes wrong."""

import shutil
from pathlib import Path

import fontpkg_inter
import pytest

from .conftest import HOME, ClinicFolder
from .open_pdf import Pdf

CSS = (HOME / "layouts" / "clinic" / "handout.css").read_text("utf-8")


@pytest.fixture
def one(clinic: ClinicFolder) -> ClinicFolder:
    clinic.write("layouts/clinic.toml", 'name = "Test \\"Clinic\\" </style>"\neditions = ["letter"]\n')
    clinic.write("sources/sleep.txt", "Sleep well\n\nJane Roe, LPCC\n\nA paragraph that is long enough to be one.\n")
    return clinic


def test_a_file_of_the_same_name_takes_the_place_of_the_shipped_one(one: ClinicFolder) -> None:
    one.write(
        "layouts/clinic/parts.html",
        (HOME / "layouts" / "clinic" / "parts.html").read_text("utf-8").replace("{{ labels.crisis }}", "Right now"),
    )
    assert one.run().code == 0
    text = Pdf(one.path / "handouts" / "letter" / "sleep.pdf").text
    assert "Right now" in text
    assert "Questions?" in text
    assert 'Test "Clinic" </style>' in text


def test_a_layout_may_bring_its_own_fonts_and_pictures(one: ClinicFolder) -> None:
    shutil.copytree(Path(fontpkg_inter.ROOT) / "files", one.path / "layouts" / "clinic" / "fonts")
    (one.path / "layouts" / "clinic" / "fonts" / "Inter[opsz,wght].ttf").rename(
        one.path / "layouts" / "clinic" / "fonts" / "own.ttf"
    )
    shutil.copy(HOME / "tests" / "hard" / "face.png", one.path / "layouts" / "clinic" / "ground.png")
    css = CSS.replace('--body-font: "Atkinson Hyperlegible", "Inter"', '--body-font: "Own"')
    css += '@font-face { font-family: "Own"; src: url("fonts/own.ttf"); }\nheader { background: url("ground.png") }\n'
    one.write("layouts/clinic/handout.css", css)
    done = one.run()
    assert done.code == 0, done.err
    fonts = {font.family for font in Pdf(one.path / "handouts" / "letter" / "sleep.pdf").fonts}
    assert fonts
    assert not any("Atkinson" in font for font in fonts)


@pytest.mark.parametrize(
    ("file", "text", "code", "said"),
    [
        ("handout.html", "<p>{{ article.titel }}</p>", 4, "layouts/clinic/handout.html"),
        ("handout.html", "<p>\n{% if %}</p>", 4, "layouts/clinic/handout.html, line 2: the template is wrong"),
        (
            "handout.css",
            "p { color: var(--nothing) }",
            4,
            "layouts/clinic/handout.css: --nothing is used but not defined",
        ),
        ("handout.css", b"p { content: '\xe9' }", 4, "layouts/clinic/handout.css: is not saved as UTF-8"),
        ("handout.css", CSS + '@import url("https://example.org/x.css");', 0, ""),
        ("handout.css", '@import url("https://example.org/x.css");' + CSS, 3, "is not one of the page's own files"),
        (
            "handout.css",
            CSS + 'body { background: url("file:///etc/hostname") }',
            3,
            "is not one of the page's own files",
        ),
    ],
)
def test_a_mistake_in_a_layout_is_named(one: ClinicFolder, file: str, text: str | bytes, code: int, said: str) -> None:
    one.write(f"layouts/clinic/{file}", text)
    done = one.run()
    assert done.code == code
    assert said in done.err
