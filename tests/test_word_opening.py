"""The opening of Word files: title, subtitle, bylines and language."""

from pathlib import Path

import pytest

from handout_builder.model import Clinician
from handout_builder.readers.body import body_words

from .conftest import HOME
from .make_docx import docx, p, picture, table
from .read_docx import TEXT, TITLE, article

FACE = (HOME / "tests" / "hard" / "face.png").read_bytes()


@pytest.mark.parametrize(
    ("xml", "core", "title", "subtitle", "authors"),
    [
        (TITLE + p("A guide", "Subtitle") + p("By Jane Roe, LPCC"), "", "Sleeping well", "A guide", ["Jane Roe"]),
        (p("Sleeping", "Title") + p("well", "Title"), "", "Sleeping well", "", []),
        (p("Sleeping well", "heading1") + p("Jane Roe, LPCC"), "", "Sleeping well", "", ["Jane Roe"]),
        (p("Sleeping well"), "<dc:creator>Mary Major</dc:creator>", "Sleeping well", "", ["Mary Major"]),
        (p("Sleeping well"), "<dc:creator>frontdesk2</dc:creator>", "Sleeping well", "", []),
        (p("Sleeping well"), "<dc:title>Document1</dc:title>", "Sleeping well", "", []),
        (table(["a", "b"]), "<dc:title>Sleeping well</dc:title>", "Sleeping well", "", []),
    ],
)
def test_the_opening(tmp_path: Path, xml: str, core: str, title: str, subtitle: str, authors: list[str]) -> None:
    found = article(tmp_path, docx(xml + p(TEXT), core=core), Clinician("Mary Major", ("MD",)))
    assert (found.title, found.subtitle, [one.name for one in found.bylines]) == (title, subtitle, authors)
    assert body_words(found.body)[-1] == "does."
    assert "Sleeping" not in found.body


@pytest.mark.parametrize("style", ["heading1", "Title"])
def test_what_stands_above_the_title_is_left_out_and_asked_about(tmp_path: Path, style: str) -> None:
    xml = p("Riverside Clinic") + p("Sleeping well", style) + p("By Jane Roe") + p("Naps", "heading2") + p(TEXT)
    found = article(tmp_path, docx(xml))
    assert (found.title, [one.name for one in found.bylines]) == ("Sleeping well", ["Jane Roe"])
    assert found.body.startswith('<h2 id="naps">Naps</h2>')
    assert [one.text for one in found.removed] == ["Riverside Clinic"]
    assert "W102" in [one.code for one in found.findings if not one.advice]


def test_language_is_the_files_where_the_text_does_not_tell(tmp_path: Path) -> None:
    defaults = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="pt-BR"/></w:rPr></w:rPrDefault></w:docDefaults>'
    assert article(tmp_path, docx(p("Sono") + p("Dormir bem."), styles=defaults)).language == "pt-BR"
    assert article(tmp_path, docx(TITLE + p(TEXT), styles=defaults.replace("pt-BR", "en-US"))).language == "en"


def test_a_logo_above_the_title_stays_and_the_address_beside_it_is_left_out(tmp_path: Path) -> None:
    relation = '<Relationship Id="rIdP" Type="x/image" Target="media/a.png"/>'
    letterhead = table(["|" + p(picture(alt="Our logo")), "|" + p("1 Main Street")])
    data = docx(letterhead + TITLE + p(TEXT), links=relation, files={"word/media/a.png": FACE})
    found = article(tmp_path, data)
    assert (found.title, [one.text for one in found.removed]) == ("Sleeping well", ["1 Main Street"])
    assert found.body.startswith('<figure><img alt="Our logo"')


def test_nothing_is_left_out_above_a_heading_that_stands_below_text(tmp_path: Path) -> None:
    found = article(tmp_path, docx(p("First") + p(TEXT * 2) + p("Second", "Title") + p(TEXT)))
    assert (found.title, found.removed) == ("First", ())
    assert body_words(found.body) == f"{TEXT * 2} Second {TEXT}".split()


def test_the_author_may_stand_at_the_end(tmp_path: Path) -> None:
    found = article(tmp_path, docx(TITLE + p("Naps", "heading1") + p(TEXT) + p("By Jane Roe, LPCC")))
    assert [one.name for one in found.bylines] == ["Jane Roe"]
    assert body_words(found.body)[-1] == "does."
