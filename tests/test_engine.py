"""What pages share in a process, and that none of them can tell."""

import subprocess
import sys
from pathlib import Path

import pytest

from handout_builder.model import EDITIONS, Page
from handout_builder.pages import lay_out, load_layout
from handout_builder.readers import read
from handout_builder.renderers import render
from handout_builder.renderers.engine.shared_styles import SharedStyles
from handout_builder.settings import load_clinic

from .conftest import HOME, ClinicFolder
from .open_pdf import Pdf

ALONE = """
import pickle, sys
from handout_builder.renderers import render
page = pickle.loads(sys.stdin.buffer.read())
sys.stdout.buffer.write(render(page).data)
"""


def pages_of(folder: Path, *editions: str) -> list[Page]:
    clinic = load_clinic(folder)
    layout = load_layout(folder, clinic)
    wanted = [edition for edition in EDITIONS if edition.name in editions]
    sources = sorted(path for path in (folder / "sources").iterdir() if path.suffix in (".md", ".txt"))
    articles = [read(path, folder)[0] for path in sources]
    return [lay_out(article, clinic, layout, edition) for article in articles for edition in wanted]


@pytest.fixture
def several(clinic: ClinicFolder) -> ClinicFolder:
    clinic.write(
        "sources/one.md",
        "# One\n\nBy Jane Roe\n\nA [link](https://clinic.example/one), **bold**.\n\n## Why\n\n- a\n- b\n",
    )
    clinic.write(
        "sources/two.md",
        "# Two\n\nBy John Doe\n\n## Why\n\n| a | b |\n|---|---|\n| [x](https://clinic.example/two) | c |\n",
    )
    clinic.write("sources/tres.md", "---\nlanguage: es\n---\n\n# Tres\n\nPor Jane Roe\n\n## Por qué\n\nPorque sí.\n")
    return clinic


def test_a_page_is_the_same_after_others_as_alone(several: ClinicFolder) -> None:
    import pickle

    pages = pages_of(several.path, "letter", "large-print", "greyscale")
    together = [render(page).data for page in [*pages, *reversed(pages)]]
    assert together[: len(pages)] == together[: len(pages) - 1 : -1]
    for page, data in list(zip(pages, together, strict=False))[::4]:
        alone = subprocess.run(
            [sys.executable, "-c", ALONE], input=pickle.dumps(page), capture_output=True, check=True, cwd=HOME
        )
        assert alone.stdout == data


def test_styles_are_shared_and_never_without_end(several: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    (page, *_) = pages_of(several.path, "letter")
    first = render(page).data
    before = len(SharedStyles.known)
    render(page)
    assert len(SharedStyles.known) < before * 1.5, "a second time finds most styles"
    monkeypatch.setattr("handout_builder.renderers.engine.shared_styles._MOST", 20)
    assert render(page).data == first
    assert len(SharedStyles.known) <= 20


def test_a_template_that_is_no_xml_and_notes_set_by_css_are_printed(clinic: ClinicFolder) -> None:
    clinic.write("sources/one.md", "# One\n\nBy Jane Roe\n\nWords of the author.\n")
    clinic.write(
        "layouts/clinic/handout.html",
        '{% extends "shipped/handout.html" %}{% block opening %}{{ super() }}'
        '<p>A &nbsp; line<br>of ours<span class="below">set below</span>{% endblock %}',
    )
    clinic.write("layouts/clinic/handout.css", '@import "shipped/handout.css";\n.below { float: footnote; }\n')
    done = clinic.run("build", "--edition", "letter")
    assert done.code == 0, done.err
    printed = Pdf(clinic.path / "handouts" / "letter" / "one.pdf").text
    assert "of ours1" in printed.replace("\n", "")
    assert "1. set below" in printed
    assert printed.index("Words of the author.") < printed.index("set below")
