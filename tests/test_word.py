"""Word files: what an author made in Word arrives, once and in its order."""

from pathlib import Path

import pytest

from .conftest import ClinicFolder
from .make_docx import docx, field, p, run
from .read_docx import TEXT, TITLE, article, body


@pytest.mark.parametrize(
    ("xml", "xhtml"),
    [
        (p(run("a ") + run("b", "b") + run("c", "b i")), "<p>a <strong>b<em>c</em></strong></p>"),
        (p(run("a", "strike") + run("b", '<w:u w:val="single"/>')), "<p><s>a</s><u>b</u></p>"),
        (p(run("H") + run("2", '<w:vertAlign w:val="subscript"/>') + run("O")), "<p>H<sub>2</sub>O</p>"),
        (p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"), "<p>a<br/>b</p>"),
        (p('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>'), "<p>a<br/>b</p>"),
        (p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>"), "<p>a\tb</p>"),
        (p("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>"), "<p>a\u2011bc</p>"),
        (p('<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'), "<p>α</p>"),
        (p(run("Loud", "caps")), "<p>Loud</p>"),
        (p("a", properties='<w:jc w:val="center"/>'), '<p class="align-center">a</p>'),
        (p("שלום", properties="<w:bidi/>"), '<p dir="rtl">שלום</p>'),
        (p("a", "Quote") + p("b", "Quote") + p("c"), "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>"),
        (p(f"<w:ins>{run('in')}</w:ins><w:smartTag>{run('side')}</w:smartTag>"), "<p>inside</p>"),
        (p(f"<w:sdt><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>"), "<p>a</p>"),
        (f"<w:sdt><w:sdtContent>{p('a')}{p('b')}</w:sdtContent></w:sdt>", "<p>a</p><p>b</p>"),
        (p(field(' HYPERLINK "https://e.example/" \\o "tip" ', run("x"))), '<p><a href="https://e.example/">x</a></p>'),
        (p(f'<w:fldSimple w:instr=" REF a ">{run("a")}</w:fldSimple>'), "<p>a</p>"),
        (p(field(" IF 1 ", run("outer ") + field(" REF a ", run("inner")))), "<p>outer inner</p>"),
        (
            p(f"<w:r><w:ruby><w:rubyBase>{run('漢字')}</w:rubyBase><w:rt>{run('かんじ')}</w:rt></w:ruby></w:r>"),
            "<p>漢字<sup>かんじ</sup></p>",
        ),
        (
            p(run("x = ") + "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"),
            "<p>x = (a+b)/2</p>",
        ),
        (
            p(f"<mc:AlternateContent><mc:Choice Requires='x'>{run('once')}</mc:Choice><mc:Fallback>{run('once')}</mc:Fallback></mc:AlternateContent>"),
            "<p>once</p>",
        ),
    ],
)  # fmt: skip
def test_what_stands_in_a_paragraph_arrives(tmp_path: Path, xml: str, xhtml: str) -> None:
    assert body(tmp_path, xml) == xhtml


def test_notes_stand_at_the_end_as_markdowns_do(tmp_path: Path) -> None:
    def note(kind: str, text: str) -> str:
        return f'<w:{kind} w:id="-1" w:type="separator"><w:p/></w:{kind}><w:{kind} w:id="2">{p(text)}</w:{kind}>'

    xml = p(
        run("One")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + run(" two")
        + '<w:r><w:endnoteReference w:id="2"/></w:r>'
    )
    found = body(tmp_path, xml, parts={"footnotes": note("footnote", "First."), "endnotes": note("endnote", "Last.")})
    assert found == (
        '<p>One<sup><a class="footnote-ref" href="#fn-1">1</a></sup> two'
        '<sup><a class="footnote-ref" href="#fn-2">2</a></sup></p>'
        '<div class="footnote"><ol><li id="fn-1"><p>First.</p></li><li id="fn-2"><p>Last.</p></li></ol></div>'
    )


BOX = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{p("In the box")}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{p("In the box")}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>'


def test_a_text_box_stands_once_after_the_paragraph_that_it_is_anchored_in(tmp_path: Path) -> None:
    found = body(tmp_path, p(run("Before") + BOX) + p("After"))
    assert found == '<p>Before</p><div class="admonition"><p>In the box</p></div><p>After</p>'


def test_an_old_text_box_is_not_lost(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('Old')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    assert body(tmp_path, p(run("a") + box)) == '<p>a</p><div class="admonition"><p>Old</p></div>'


def test_a_link_within_the_file_leads_to_its_place(tmp_path: Path) -> None:
    link = f'<w:hyperlink w:anchor="There">{run("down")}</w:hyperlink>'
    mark = '<w:bookmarkStart w:id="0" w:name="There"/>'
    found = body(tmp_path, p(link) + p(mark + run("Here")))
    assert found == '<p><a href="#place-1">down</a></p><p id="place-1">Here</p>'


def test_a_link_to_the_web_is_kept_with_its_place(tmp_path: Path) -> None:
    link = f'<w:hyperlink r:id="web" w:anchor="top">{run("x")}</w:hyperlink>'
    relation = '<Relationship Id="web" Type="x/hyperlink" Target="https://e.example/a" TargetMode="External"/>'
    assert body(tmp_path, p(link), links=relation) == '<p><a href="https://e.example/a#top">x</a></p>'


def test_text_that_was_moved_stands_once(tmp_path: Path) -> None:
    xml = p(f"<w:moveFrom>{run('moved')}</w:moveFrom>{run('a')}") + p(f"<w:moveTo>{run('moved')}</w:moveTo>")
    assert body(tmp_path, xml) == "<p>a</p><p>moved</p>"


def test_paragraphs_whose_border_was_deleted_are_one(tmp_path: Path) -> None:
    assert body(tmp_path, p("Some", properties="<w:rPr><w:del/></w:rPr>") + p("thing")) == "<p>Something</p>"


def test_a_strict_file_reads_the_same(tmp_path: Path) -> None:
    xml = TITLE + p("One", "heading1") + p(TEXT)
    transitional = article(tmp_path, docx(xml)).body
    strict = docx(
        xml,
        rewrite=lambda text: text.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )
    assert article(tmp_path, strict).body == transitional


def test_a_word_file_is_built_into_handouts(clinic: ClinicFolder) -> None:
    clinic.write("sources/sleep.docx", docx(TITLE + p("By Jane Roe, LPCC") + p("Naps", "heading1") + p(TEXT)))
    done = clinic.run()
    assert done.code == 0, done.err
    assert "letter/sleep.pdf" in clinic.made()


def term(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def fraction(above: str, below: str) -> str:
    return f"<m:f><m:num>{above}</m:num><m:den>{below}</m:den></m:f>"


@pytest.mark.parametrize(
    ("equation", "line"),
    [
        (fraction(term("a+b"), term("2")), "(a+b)/2"),
        (fraction(term("hours asleep"), term("hours in bed")), "hours asleep/hours in bed"),
        (fraction(term("self-report"), term("3.5")), "self-report/3.5"),
        (fraction(term("a"), term("b×c")), "a/(b×c)"),
        (fraction(term("a×b"), term("c")), "a×b/c"),
        (fraction(term("-b"), term("2")), "-b/2"),
        (fraction(term("a"), fraction(term("b"), term("c"))), "a/(b/c)"),
        (term("3") + fraction(term("1"), term("2")) + term("x"), "3 1/2 x"),
        (f"<m:rad><m:deg/><m:e>{term('x')}</m:e></m:rad>", "√x"),
        (f"<m:rad><m:deg/><m:e>{term('a+b')}</m:e></m:rad>", "√(a+b)"),
        (fraction(f"<m:d><m:e>{term('a+b')}</m:e></m:d>", term("c")), "(a+b)/c"),
    ],
)
def test_an_equation_has_no_brackets_but_those_that_keep_its_meaning(tmp_path: Path, equation: str, line: str) -> None:
    xml = p(run("so") + f"<m:oMath>{equation}</m:oMath>" + run("mg"))
    found = body(tmp_path, xml)
    assert found.replace("so ", "so").replace(" mg", "mg") == f"<p>so{line}mg</p>"


def marked(text: str, language: str) -> str:
    return run(text, f"<w:lang {language}/>")


@pytest.mark.parametrize(
    ("runs", "xhtml"),
    [
        (marked("joie ", 'w:val="fr-FR"') + marked("de vivre", 'w:val="fr-FR"'), '<span lang="fr-FR">joie de vivre</span>'),
        (marked("שלום", 'w:val="en-US" w:bidi="he-IL"'), '<span lang="he-IL">שלום</span>'),
        (marked("colour", 'w:val="en-GB"'), "colour"),
        (marked("the sleep of the just", 'w:val="de-DE"'), "the sleep of the just"),
        (marked("article", 'w:val="fr-FR"'), "article"),
        (marked("1984", 'w:val="fr-FR"'), "1984"),
        (run("Schaden") + marked("freude", 'w:val="de-DE"'), "Schadenfreude"),
    ],
)  # fmt: skip
def test_words_are_marked_as_another_language_only_where_they_are(tmp_path: Path, runs: str, xhtml: str) -> None:
    assert body(tmp_path, p(run(TEXT + " It is ") + runs + run("."))) == f"<p>{TEXT} It is {xhtml}.</p>"


def test_the_keyboards_language_is_not_the_texts(tmp_path: Path) -> None:
    xml = p(run(TEXT)) + p(marked("Rest matters greatly. Naps help somewhat.", 'w:val="nl-NL"')) + p(run(TEXT))
    assert "lang=" not in body(tmp_path, xml)
