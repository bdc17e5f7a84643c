"""What a designer may change, and what is said when it goes wrong."""

import shutil
from pathlib import Path

import fontpkg_inter
import pytest

from handout_builder.model import editions_of
from handout_builder.pages import handout, load_layout
from handout_builder.settings import load_clinic

from .conftest import HOME, ClinicFolder
from .open_marks import letters
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


def test_one_block_is_changed_without_copying_the_template(one: ClinicFolder) -> None:
    one.write(
        "layouts/clinic/handout.html",
        '{% extends "shipped/handout.html" %}\n'
        "{% block small_print %}<p class='small-print'>Ask us for this in other languages.</p>{% endblock %}",
    )
    done = one.run("--edition", "letter", "--edition", "large-print")
    assert done.code == 0, done.err
    for edition in ("letter", "large-print"):
        text = " ".join(Pdf(one.path / "handouts" / edition / "sleep.pdf").text.split())
        assert "Ask us for this in other languages." in text
        assert "Talk with your care team" not in text
        for kept in ("Patient handout", "By Jane Roe, LPCC", "A paragraph that is", "Questions?", "In a crisis"):
            assert kept in text


def test_one_variable_is_changed_without_copying_the_stylesheet(one: ClinicFolder) -> None:
    one.write(
        "layouts/clinic/handout.css", '@import "shipped/handout.css";\n:root { --brand: #770022; --title-size: 31pt }'
    )
    assert one.run("--edition", "letter", "--edition", "large-print").code == 0
    title, small = (
        [
            letter
            for letter in letters(one.path / "handouts" / edition / "sleep.pdf")
            if letter.colour == (0x77, 0, 0x22)
        ]
        for edition in ("letter", "large-print")
    )
    assert "".join(letter.character for letter in title if letter.size == 31) == "Sleepwell"
    # The edition's own sizes stand above the clinic's, its colours do not.
    assert {letter.size for letter in small} == {20, 22}


def test_a_layout_of_ones_own_holds_only_what_differs(one: ClinicFolder) -> None:
    settings = (one.path / "layouts" / "clinic.toml").read_text("utf-8")
    one.write("layouts/clinic.toml", settings + 'layout = "ours"\n')
    one.write("layouts/ours/greyscale.css", '@import "shipped/greyscale.css"; :root { --text: #333333 }')
    assert one.run("--edition", "letter", "--edition", "greyscale").code == 0
    paragraphs = {
        edition: {x.colour for x in letters(one.path / "handouts" / edition / "sleep.pdf") if x.size == 12}
        for edition in ("letter", "greyscale")
    }
    assert (0x33, 0x33, 0x33) in paragraphs["greyscale"]
    assert (0x33, 0x33, 0x33) not in paragraphs["letter"]


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
        (
            "handout.css",
            '@import "handout.css";',
            4,
            'layouts/clinic/handout.css: imports itself. Write @import "shipped/handout.css"',
        ),
        ("handout.css", '@import "shiped/handout.css";', 4, "handout.css: the file shiped/handout.css is missing"),
        ("handout.html", '{% extends "shipped/handot.html" %}', 4, "shipped/handot.html"),
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


def test_only_shipped_templates_are_tried_with_a_blank_article(
    one: ClinicFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    monkeypatch.setattr(handout, "lay_out", lambda *given: tried.append(given[-1].name))
    settings = load_clinic(one.path)
    editions = editions_of(settings, ["letter", "epub"])
    handout.rehearse(settings, load_layout(one.path, settings), editions)
    assert tried == ["letter", "epub"]
    one.write("layouts/clinic/handout.css", '@import "shipped/handout.css";')
    handout.rehearse(settings, load_layout(one.path, settings), editions[:1])
    assert tried == ["letter", "epub", "letter"]
    # It may never end for an article without a byline, of which the clinic has none.
    one.write("layouts/clinic/handout.html", '{% extends "shipped/handout.html" %}')
    handout.rehearse(settings, load_layout(one.path, settings), editions)
    assert tried == ["letter", "epub", "letter"]
