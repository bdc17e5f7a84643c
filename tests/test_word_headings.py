"""Headings of Word files: by style, by look and by shape; a line that is none stays text."""

from pathlib import Path

import pytest

from handout_builder.model import Article
from handout_builder.readers import read

from .conftest import HOME, SEED
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


PASTED = [SEED, *sorted((HOME / "tests" / "sources" / "pasted").glob("*.txt"))]


@pytest.mark.parametrize("source", PASTED, ids=lambda path: path.name)
def test_text_pasted_into_word_is_understood_as_the_text_itself(tmp_path: Path, source: Path) -> None:
    text = source.read_text("utf-8")
    found = article(tmp_path, docx("".join(p(line) for line in text.split("\n"))))
    (pasted,) = read(source, source.parent)
    assert (found.title, found.bylines, found.body) == (pasted.title, pasted.bylines, pasted.body)
    assert [one.text for one in found.removed] == [one.text for one in pasted.removed]
    assert doubts(found) == doubts(pasted)


def doubts(found: Article) -> list[str]:
    return [one.message for one in found.findings if one.code == "H103"]


LONG = (
    "When people come to us they often say that they have not slept well for weeks, that the nights are long, and that "
    "nothing they have tried so far has made much of a difference to them."
)
BY_SHAPE = p(LONG) + p("What Keeps Us Awake") + p(LONG) + p("What You Can Do") + p(LONG)


@pytest.mark.parametrize(
    ("xml", "headings"),
    [
        (BY_SHAPE + p(run("An ") + run("old", "i") + run(" word.")), ["What Keeps Us Awake", "What You Can Do"]),
        (p("One", "heading1") + BY_SHAPE, ["One"]),
        (p("One", "heading1") + BY_SHAPE + p(run("By hand", "b")) + p(LONG), ["One", "By hand"]),
        (p(run("One", "b")) + BY_SHAPE + p(run("Two", "b")) + p(LONG), ["One", "Two"]),
        (p(run("What is new", "b")) + BY_SHAPE, ["What is new", "What Keeps Us Awake", "What You Can Do"]),
        (BY_SHAPE + p(run("• Bold bullet", "b")) + p(LONG), ["What Keeps Us Awake", "What You Can Do"]),
    ],
)
def test_where_a_document_marks_its_headings_no_other_line_is_one(
    tmp_path: Path, xml: str, headings: list[str]
) -> None:
    found = article(tmp_path, docx(TITLE + p(run(LONG + " "), properties='<w:jc w:val="center"/>') + xml))
    assert [one.heading for one in found.sections] == headings


def test_one_bold_heading_does_not_rise_above_those_by_shape(tmp_path: Path) -> None:
    found = article(tmp_path, docx(TITLE + p(LONG) + p(run("What is new", "b")) + BY_SHAPE))
    assert [one.level for one in found.sections] == [2, 2, 2]


def test_the_look_is_among_the_reasons_for_a_heading(tmp_path: Path) -> None:
    found = article(tmp_path, docx(TITLE + p(LONG) + p(run("Common effects:", "b")) + p("A list of them.") + p(LONG)))
    (decision,) = [one for one in found.decisions if one.text == "Common effects:"]
    assert decision.reasons[0] == "set apart by its look"
