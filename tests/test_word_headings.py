"""Headings of Word files: by style, by look and by shape; a line that is none stays text."""

from pathlib import Path

import pytest

from .make_docx import STYLES, docx, p, run, table
from .read_docx import TEXT, TITLE, article

OUTLINE = '<w:style w:type="paragraph" w:styleId="S1"><w:name w:val="My own"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
BASED = '<w:style w:type="paragraph" w:styleId="S2"><w:name w:val="Part"/><w:basedOn w:val="heading2"/></w:style>'


@pytest.mark.parametrize(
    ("style", "properties"),
    [
        ("heading2", ""),
        ("berschrift2", ""),
        ("Título 2", ""),
        ("Titre2", ""),
        ("S1", ""),
        ("S2", ""),
        ("", '<w:outlineLvl w:val="1"/>'),
    ],
)
def test_a_heading_is_known_by_name_by_what_it_is_based_on_and_by_outline_level(
    tmp_path: Path, style: str, properties: str
) -> None:
    xml = TITLE + p("One", "heading1") + p(TEXT) + p("Two", style, properties) + p(TEXT) + p("Three", "heading3")
    found = article(tmp_path, docx(xml + p(TEXT), styles=STYLES + OUTLINE + BASED))
    assert [(one.level, one.heading) for one in found.sections] == [(2, "One"), (3, "Two"), (4, "Three")]


def bold(text: str, size: int = 22) -> str:
    return p(run(text, f'<w:b/><w:sz w:val="{size}"/>'))


PLAIN = p(run(TEXT, '<w:sz w:val="22"/>'))


@pytest.mark.parametrize(
    ("xml", "headings"),
    [
        (bold("What is it?") + PLAIN, [(2, "What is it?")]),
        (bold("Causes", 32) + PLAIN + bold("At home") + PLAIN + bold("Care", 32) + PLAIN, [(2, "Causes"), (3, "At home"), (2, "Care")]),
        (p("One", "heading1") + PLAIN + bold("By hand") + PLAIN, [(2, "One"), (3, "By hand")]),
        (p(run("Larger", '<w:sz w:val="30"/>')) + PLAIN, [(2, "Larger")]),
        (p(run("Underlined", '<w:u w:val="single"/><w:sz w:val="22"/>')) + PLAIN, [(2, "Underlined")]),
        (bold("Take care of yourself.") + PLAIN, []),
        (p(run("Note:", "b") + run(" rest is good")) + PLAIN, []),
        (PLAIN + bold("Jane Roe"), []),
        (PLAIN + bold("Riverside Clinic") + bold("1 Main Street") + bold("Springfield") + PLAIN, []),
        (table(["|" + bold("In a cell"), "b"], ["c", "d"]) + PLAIN, []),
        (PLAIN + p("", "heading1") + PLAIN, []),
    ],
)  # fmt: skip
def test_headings_made_by_hand(tmp_path: Path, xml: str, headings: list[tuple[int, str]]) -> None:
    found = article(tmp_path, docx(TITLE + PLAIN + xml + p(TEXT) * (xml[-40:].count("Jane") == 0)))
    assert [(one.level, one.heading) for one in found.sections] == headings
