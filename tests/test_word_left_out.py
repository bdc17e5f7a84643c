"""What does not arrive of Word files: each word of it is reported, each picture is asked about."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from .conftest import HOME
from .make_docx import docx, field, p, picture, run
from .read_docx import TITLE, article

FACE = (HOME / "tests" / "hard" / "face.png").read_bytes()


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
