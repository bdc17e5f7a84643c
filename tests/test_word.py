"""Word files: what an author made in Word arrives, what Word made itself does not, and nothing goes in silence."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from handout_builder.errors import SourceError
from handout_builder.model import Article, Clinician
from handout_builder.readers import read
from handout_builder.readers.body import body_words

from .conftest import HOME, ClinicFolder
from .make_docx import STYLES, docx, field, item, levels, p, picture, run, table

TEXT = "This is a sentence that says something, as the text of an article does."
PART = '<h2 id="part">Part</h2>'
TITLE = p("Sleeping well", "Title")
CORPUS = HOME.parent / "shared" / "corpus" / "files" / "docx"
FACE = (HOME / "tests" / "hard" / "face.png").read_bytes()


def article(tmp_path: Path, data: bytes, *people: Clinician, name: str = "article.docx") -> Article:
    path = tmp_path / "sources" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    (found,) = read(path, tmp_path, people)
    assert not [finding.message for finding in found.findings if finding.code == "X104"]
    return found


def body(tmp_path: Path, xml: str, **more: Any) -> str:
    """What becomes of a piece of a document that has headings of its own."""
    return article(tmp_path, docx(TITLE + p("Part", "heading1") + xml, **more)).body.removeprefix(PART)


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


LEVELS = levels(("decimal", "%1."), ("lowerLetter", "%2)"), ("upperRoman", "%3."))


@pytest.mark.parametrize(
    ("xml", "numbering", "xhtml"),
    [
        (item("a") + item("b"), LEVELS, "<ol><li>a</li><li>b</li></ol>"),
        (
            item("a") + item("b", depth=1) + item("c", depth=2) + item("d"),
            LEVELS,
            '<ol><li>a<ol type="a"><li>b<ol type="I"><li>c</li></ol></li></ol></li><li>d</li></ol>',
        ),
        (item("a") + p("x") + item("b"), LEVELS, '<ol><li>a</li></ol><p>x</p><ol start="2"><li>b</li></ol>'),
        (
            item("a") + p("x", properties='<w:ind w:left="720"/>') + item("b"),
            LEVELS,
            "<ol><li>a<p>x</p></li><li>b</li></ol>",
        ),
        (item("a") + p("x") + item("b", 3), LEVELS, "<ol><li>a</li></ol><p>x</p><ol><li>b</li></ol>"),
        (item("a") + item("b", 2, 1) + item("c"), LEVELS, "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        (item("a") + item("b"), levels(("decimal", "Step %1:")), "<p>Step 1: a</p><p>Step 2: b</p>"),
        (
            item("a") + item("b", depth=1),
            levels(("decimal", "%1."), ("decimal", "%1.%2")),
            "<ol><li>a<p>1.1 b</p></li></ol>",
        ),
        (item("a", 0), LEVELS, "<p>a</p>"),
    ],
)
def test_lists_keep_their_depth_and_their_numbers(tmp_path: Path, xml: str, numbering: str, xhtml: str) -> None:
    assert body(tmp_path, xml, numbering=numbering) == xhtml


@pytest.mark.parametrize(
    ("xml", "xhtml"),
    [
        (
            table(['<w:gridSpan w:val="2"/>|a'], ["b", "c"]),
            '<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>',
        ),
        (
            table(['<w:vMerge w:val="restart"/>|a', "b"], ["<w:vMerge/>|<w:p/>", "c"]),
            '<table><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>',
        ),
        (
            table(['<w:hMerge w:val="restart"/>|a', '<w:hMerge w:val="continue"/>|<w:p/>'], ["b", "c"]),
            '<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>',
        ),
        (
            table(["|" + p(run("A", "b")), "|" + p(run("B", "b"))], ["1", "2"]),
            '<table><thead><tr><th scope="col"><strong>A</strong></th><th scope="col"><strong>B</strong></th></tr></thead>'
            "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        (table(["|" + p("A box")]), '<div class="admonition"><p>A box</p></div>'),
        (
            p("Table one", "caption") + table(["a", "b"]),
            "<table><caption>Table one</caption><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
        ),
    ],
)
def test_tables_keep_their_form(tmp_path: Path, xml: str, xhtml: str) -> None:
    assert body(tmp_path, xml).replace("<tbody>", "").replace("</tbody>", "") == xhtml.replace("<tbody>", "").replace(
        "</tbody>", ""
    )


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


CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("xml", "text", "reason"),
    [
        (p(run("a") + run("secret", "vanish")), "secret", "hidden text"),
        (p(run("a") + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"), "gone", "deleted in Word"),
        (p("a") + p("Sleep 2", "toc1"), "Sleep 2", "the table of contents"),
        (p("a") + p(field(" TOC \\o ", run("Sleep 2"))), "Sleep 2", "the table of contents"),
        (p("a") + CONTROL.format('<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>', p("Contents")), "Contents", "the table of contents"),
        (p("a") + CONTROL.format("<w:showingPlcHdr/>", p("Click here")), "Click here", "a form's prompt"),
        (p(run("a") + '<w:r><w:commentReference w:id="1"/></w:r>'), "Is this right?", "a comment"),
        (p(run("a ") + field(" PAGE ", run("7"))), "7", "a page number"),
        (p('<w:r><w:t>a</w:t><w:sym w:font="Logos" w:char="F123"/></w:r>'), "(Logos F123)", "a sign of a font"),
        (p("a") + "<w:altChunk/>", "(inserted file)", "text from another file"),
        (p(run("a") + '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox/></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'), "☐", "a form's check box"),
        (p(run("a") + '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="x"/><w:listEntry w:val="y"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'), "y", "the choice in a form"),
        (p("a"), "Riverside Clinic", "the Word file's page header"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_reported_with_its_paragraph(tmp_path: Path, xml: str, text: str, reason: str) -> None:
    parts = {
        "comments": f'<w:comment w:id="1">{p("Is this right?")}</w:comment>' if "comment" in xml else "",
        "header": p("Riverside Clinic") if reason.endswith("header") else p(run("Page ") + field(" PAGE ", run("3"))),
    }
    found = article(tmp_path, docx(TITLE + xml, parts=parts))
    assert found.body.replace("a ", "a") == "<p>a</p>"
    (removed,) = found.removed
    assert (removed.text, removed.reason.startswith(reason)) == (text, True)
    assert removed.line in ((1, 2, 3) if not reason.endswith("header") else (1,))


def test_text_that_was_moved_stands_once(tmp_path: Path) -> None:
    xml = p(f"<w:moveFrom>{run('moved')}</w:moveFrom>{run('a')}") + p(f"<w:moveTo>{run('moved')}</w:moveTo>")
    assert body(tmp_path, xml) == "<p>a</p><p>moved</p>"


def test_paragraphs_whose_border_was_deleted_are_one(tmp_path: Path) -> None:
    assert body(tmp_path, p("Some", properties="<w:rPr><w:del/></w:rPr>") + p("thing")) == "<p>Something</p>"


def test_a_picture_is_printed_with_its_words_and_its_caption(tmp_path: Path) -> None:
    relation = '<Relationship Id="rIdP" Type="x/image" Target="media/image1.png"/>'
    xml = TITLE + p(picture(alt="A face")) + p("Figure 1: Calm", "caption") + p(run("Again ") + picture(alt="A face"))
    found = article(tmp_path, docx(xml, links=relation, files={"word/media/image1.png": FACE}))
    shown = '<img alt="A face" src="pictures/article-image1.png"/>'
    assert found.body == f"<figure>{shown}<figcaption>Figure 1: Calm</figcaption></figure><p>Again {shown}</p>"
    assert [one.data for one in found.pictures] == [FACE]


@pytest.mark.parametrize(
    ("target", "mode", "data", "message"),
    [
        ("media/a.emf", "Internal", b"\x01\0\0\0", "is not a PNG, JPEG, GIF or WebP"),
        ("media/a.png", "Internal", None, "is not in the file"),
        ("file:///c:/a.png", "External", None, "lies outside the file"),
        ("https://e.example/a.png", "External", None, "lies outside the file"),
    ],
)
def test_a_picture_that_cannot_be_printed_is_reported(
    tmp_path: Path, target: str, mode: str, data: bytes | None, message: str
) -> None:
    relation = f'<Relationship Id="rIdP" Type="x/image" Target="{target}" TargetMode="{mode}"/>'
    files = {"word/" + target: data} if data else {}
    found = article(tmp_path, docx(TITLE + p(picture(alt="A face")) + p("a"), links=relation, files=files))
    assert (found.body, found.pictures, [one.text for one in found.removed]) == ("<p>a</p>", (), ["A face"])
    assert any(message in finding.message for finding in found.findings if finding.code == "P101")


def test_language_is_the_files_where_the_text_does_not_tell(tmp_path: Path) -> None:
    defaults = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="pt-BR"/></w:rPr></w:rPrDefault></w:docDefaults>'
    assert article(tmp_path, docx(p("Sono") + p("Dormir bem."), styles=defaults)).language == "pt-BR"
    assert article(tmp_path, docx(TITLE + p(TEXT), styles=defaults.replace("pt-BR", "en-US"))).language == "en"


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


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of Word files is not here")
def test_every_file_of_the_corpus_is_read_with_its_words_or_refused_with_a_message(tmp_path: Path) -> None:
    read_files = 0
    for path in sorted(CORPUS.rglob("*.docx")):
        try:
            (found,) = read(path, tmp_path)
        except SourceError as error:
            assert "has no text" in str(error), error
            continue
        assert not [finding.message for finding in found.findings if finding.code == "X104"], path.name
        read_files += 1
    assert read_files >= 40


@pytest.mark.parametrize("form", ["BMP", "TIFF"])
def test_a_bitmap_or_tiff_is_printed_as_png(tmp_path: Path, form: str) -> None:
    made = BytesIO()
    Image.open(BytesIO(FACE)).convert("RGB").save(made, form)
    relation = '<Relationship Id="rIdP" Type="x/image" Target="media/a.dat"/>'
    xml = TITLE + p(picture(alt="A face")) + p("a")
    found = article(tmp_path, docx(xml, links=relation, files={"word/media/a.dat": made.getvalue()}))
    assert [one.media_type for one in found.pictures] == ["image/png"]


def test_a_cropped_picture_is_a_finding_for_its_hidden_part_is_printed(tmp_path: Path) -> None:
    relation = '<Relationship Id="rIdP" Type="x/image" Target="media/a.png"/>'
    cropped = picture(alt="A face").replace("</pic:blipFill>", '<a:srcRect l="5000"/></pic:blipFill>')
    found = article(tmp_path, docx(TITLE + p(cropped) + p("a"), links=relation, files={"word/media/a.png": FACE}))
    assert "P103" in [finding.code for finding in found.findings]


@pytest.mark.parametrize("style", ["heading1", "Title"])
def test_what_stands_above_the_title_is_left_out_and_asked_about(tmp_path: Path, style: str) -> None:
    xml = p("Riverside Clinic") + p("Sleeping well", style) + p("By Jane Roe") + p("Naps", "heading2") + p(TEXT)
    found = article(tmp_path, docx(xml))
    assert (found.title, [one.name for one in found.bylines]) == ("Sleeping well", ["Jane Roe"])
    assert found.body.startswith('<h2 id="naps">Naps</h2>')
    assert [one.text for one in found.removed] == ["Riverside Clinic"]
    assert "W102" in [one.code for one in found.findings if not one.advice]


def test_a_word_file_is_built_into_handouts(clinic: ClinicFolder) -> None:
    clinic.write("sources/sleep.docx", docx(TITLE + p("By Jane Roe, LPCC") + p("Naps", "heading1") + p(TEXT)))
    done = clinic.run()
    assert done.code == 0, done.err
    assert "letter/sleep.pdf" in clinic.made()
