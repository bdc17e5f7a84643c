"""What is no Word file, is locked, damaged or a trap is refused with what to do, in bounded time and memory."""

import time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from handout_builder.errors import SourceError
from handout_builder.readers import is_source, read

from .make_docx import OFFICE, SPACES, STYLES, docx, p, table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def zipped(**parts: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return made.getvalue()


def locked() -> bytes:
    data = bytearray(docx(p("a")))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def broken() -> bytes:
    data = bytearray(docx(p("A title") + p("Text. " * 500)))
    place = data.find(b"word/document.xml") + 60
    data[place : place + 40] = b"\0" * 40
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (OLE + b"\0" * 600, "is an old Word file (.doc) by another name"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "has a password"),
        (locked(), "has a password"),
        (b"{\\rtf1 Hello}", "is a rich text (RTF) file"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xef\xbb\xbf<html>", "is a web page"),
        (b"PK\x03\x04", "is damaged, or no Word file"),
        (b"Just text", "is damaged, or no Word file"),
        (zipped(xl__workbook_xml=b""), "is an Excel workbook"),
        (zipped(ppt__presentation_xml=b""), "is a PowerPoint presentation"),
        (zipped(content_xml=b""), "is an OpenDocument file"),
        (zipped(other_xml=b""), "it has no text in it"),
        (zipped(word__document_xml=b"<w"), "is damaged inside"),
        (zipped(word__document_xml=b"<x/>"), "is damaged: it holds no text"),
        (broken(), "is damaged"),
        (docx(p("&a;"), opening=BOMB), "definitions that no Word file has"),
        (docx(p("&a;"), opening=OUTSIDE), "definitions that no Word file has"),
        (docx(p("")), "has no text in it"),
        (docx(p("A") * 10 + "<w:sdt>" * 300 + "</w:sdt>" * 300), "is damaged inside"),
    ],
)
def test_what_is_no_readable_word_file_is_refused_with_what_to_do(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "article.docx"
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read(path, tmp_path)
    assert str(caught.value).startswith("article.docx: ")
    assert message in str(caught.value)
    assert "passwd" not in str(caught.value)
    assert "cannot be understood" not in str(caught.value)


def test_a_file_that_unpacks_to_far_more_than_it_says_is_refused_in_time(tmp_path: Path) -> None:
    path = tmp_path / "article.docx"
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file, file.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(200):
            part.write(b" " * 1024 * 1024)
    path.write_bytes(made.getvalue())
    begun = time.monotonic()
    with pytest.raises(SourceError, match="unpacked"):
        read(path, tmp_path)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("suffix", "program"),
    [
        (".doc", "Word"),
        (".odt", "LibreOffice"),
        (".rtf", "Word"),
        (".pages", "Pages"),
        (".gdoc", "Google"),
        (".pdf", "Word file"),
    ],
)
def test_other_documents_are_refused_with_how_to_save_them(tmp_path: Path, suffix: str, program: str) -> None:
    path = tmp_path / f"article{suffix}"
    path.write_bytes(b"x")
    assert is_source(path)
    with pytest.raises(SourceError) as caught:
        read(path, tmp_path)
    assert program in str(caught.value)


def test_word_files_that_are_open_in_word_leave_no_article_behind() -> None:
    assert not is_source(Path("~$article.docx"))
    assert is_source(Path("Article.DOCX"))


def test_five_thousand_paragraphs_are_read_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "article.docx"
    path.write_bytes(
        docx(
            p("A title", "Title")
            + "".join(
                p(f"Of {n} people who slept badly, most slept better after some weeks of care.") for n in range(5_000)
            )
        )
    )
    begun = time.process_time()
    (article,) = read(path, tmp_path)
    assert time.process_time() - begun < 20
    assert article.body.count("<p>") == 5_000


def test_tables_within_tables_keep_their_words_however_deep(tmp_path: Path) -> None:
    inner = p("deepest")
    for depth in range(60):
        inner = table([f"|{inner}<w:p/>", f"cell{depth}"])
    path = tmp_path / "article.docx"
    path.write_bytes(docx(p("A title", "Title") + inner))
    (article,) = read(path, tmp_path)
    assert "deepest" in article.body
    assert all(f"cell{depth}" in article.body for depth in range(60))
    assert not article.removed


def test_a_style_map_in_the_file_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "article.docx"
    files = {"mammoth/style-map": b"p => h1.evil:fresh"}
    path.write_bytes(docx(p("A title", "Title") + p("Some text."), files=files))
    (article,) = read(path, tmp_path)
    assert article.body == "<p>Some text.</p>"


@pytest.mark.parametrize(
    "xml",
    [
        '<w:p><w:pPr><w:pStyle w:val="Loop"/></w:pPr><w:r><w:t>Text.</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="99"/></w:numPr></w:pPr><w:r><w:t>Text.</w:t></w:r></w:p>',
        '<w:p><w:hyperlink r:id="none"><w:r><w:t>Text.</w:t></w:r></w:hyperlink></w:p>',
        '<w:p><w:r><w:fldChar w:fldCharType="end"/><w:t>Text.</w:t></w:r></w:p>',
        '<w:p><w:r><w:t>Text.</w:t><w:sym/><w:footnoteReference w:id="9"/></w:r></w:p>',
        "<w:p><w:r><w:t>Text.</w:t></w:r></w:p><w:tbl><w:tr/></w:tbl><w:tbl/>",
    ],
)
def test_a_file_that_breaks_the_rules_is_read_for_what_it_holds(tmp_path: Path, xml: str) -> None:
    loop = '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="L"/><w:basedOn w:val="Loop"/></w:style>'
    path = tmp_path / "article.docx"
    path.write_bytes(docx(p("A title", "Title") + xml, styles=STYLES + loop))
    (article,) = read(path, tmp_path)
    assert article.body == "<p>Text.</p>"


def test_a_part_in_utf_16_and_one_with_a_mark_are_read(tmp_path: Path) -> None:
    xml = f"<w:document {SPACES}><w:body>{p('A title', 'Title')}{p('Some text.')}</w:body></w:document>"
    for data in (b"\xef\xbb\xbf" + xml.encode(), xml.encode("utf-16")):
        path = tmp_path / "article.docx"
        path.write_bytes(zipped(word__document_xml=data))
        (article,) = read(path, tmp_path)
        assert article.body == "<p>Some text.</p>"
        assert OFFICE not in article.body
