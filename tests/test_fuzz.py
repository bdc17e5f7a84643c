"""Readers are given what nobody would write: they refuse it in words of their own, and lose none."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from handout_builder.errors import PictureError, SourceError
from handout_builder.pictures import checked_drawing, printable
from handout_builder.readers import read

from .conftest import HOME

# The same examples on every run: a test that fails now and then tells nobody anything.
BOUNDED = settings(
    deadline=None,
    derandomize=True,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)

MARKS = {
    "txt": [
        "\n",
        "\n\n",
        "By Jane Roe, LPCC",
        "1. ",
        "• ",
        "Share",
        "a" * 90,
        "WORDS",
        "—",
        "|",
        "\t",
        "\u202e",
        "\u0301",
        "©",
    ],
    "md": [
        *("\n\n", "\n", "# ", "- ", "    ", "> ", "| a | b |\n|---|---|\n", "[^1]", "[^1]: ", "![", "](", ")", "```\n"),
        *(
            "**",
            "_",
            "`",
            "<div>",
            "</div>",
            "<p",
            "<!--",
            "-->",
            "{#a .b}",
            ": ",
            "*[a]: b",
            "!!! note\n",
            "&#0;",
            "&lt",
            "\\",
        ),
        *(
            "---\n",
            "title: x\n",
            "author: [",
            "<img src=x>",
            "<svg>",
            "<a href='javascript:x'>",
            "\t",
            "\u2028",
            "\ue000",
        ),
    ],
    "html": [
        *(
            "<p>",
            "</p>",
            "<div",
            ">",
            "<h1>",
            "<h2>",
            "<table><tr><td>",
            "</table>",
            "<ul>",
            "<li>",
            "<a href='#x'>",
            "</a>",
        ),
        *(
            "<svg>",
            "<math>",
            "<template>",
            "<noscript>",
            "<img srcset=",
            "<embed>",
            "<base href='//x'>",
            "<br>",
            "<!--",
            "-->",
        ),
        *(
            "<body>",
            "</html>",
            "<frameset>",
            "<textarea>",
            "<plaintext>",
            "<![CDATA[",
            "&#xD800;",
            "&nbsp",
            "<x:y>",
            "<a-b>",
        ),
        *(
            "<script type='application/ld+json'>{\"@type\":",
            "</script>",
            "<time datetime=",
            "<meta charset=utf-7>",
            "\0",
            "\x1b",
        ),
    ],
}


def pieces(kind: str) -> st.SearchStrategy[str]:
    words = st.sampled_from(["Some words", "of an article", "that is read.", "Sleep", "well"])
    return st.lists(st.one_of(st.sampled_from(MARKS[kind]), words), max_size=40).map(" ".join)


def damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    """Give bytes with some of them changed, gone, or put in twice."""
    place = st.integers(0, len(whole))
    changes = st.lists(st.tuples(place, place, st.binary(max_size=6)), min_size=1, max_size=5)

    def change(changes: list[tuple[int, int, bytes]]) -> bytes:
        data = whole
        for start, end, new in changes:
            data = data[:start] + new + data[end if abs(end - start) < 40 else start + len(new) :]
        return data

    return changes.map(change)


def try_to_read(path: Path) -> None:
    try:
        read(path, path.parent)
    except SourceError as error:
        assert "cannot be understood" not in str(error), error


@pytest.mark.parametrize("kind", list(MARKS))
def test_a_text_of_anything_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    @BOUNDED
    @given(pieces(kind))
    def attempt(text: str) -> None:
        path = tmp_path / f"a.{kind}"
        path.write_text(text, "utf-8", errors="surrogatepass")
        try_to_read(path)

    attempt()


@pytest.mark.parametrize("kind", ["txt", "md", "html", "mhtml"])
def test_a_file_of_any_bytes_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    page = (
        b"<html><body><h1>Title</h1><p>By Jane Roe</p><p>Some words of an article, and more of them.</p></body></html>"
    )
    whole = {
        "txt": "Title\nBy Jane Roe, LPCC\n\nSchön, don’t\n\n• one\n• two\n".encode("windows-1252"),
        "md": b"---\ntitle: Title\nauthor: Jane Roe\n---\n\nWords[^1]\n\n[^1]: A note\n",
        "html": page,
        "mhtml": b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n"
        + page
        + b"\n--b\nContent-Type: image/png\nContent-Location: x.png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n--b--\n",
    }[kind]

    @BOUNDED
    @given(damaged(whole))
    def attempt(data: bytes) -> None:
        path = tmp_path / f"a.{kind}"
        path.write_bytes(data)
        try_to_read(path)

    attempt()


DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Title</w:t></w:r></w:p>'
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Words</w:t></w:r></w:p>'
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
)


def test_a_word_file_of_anything_is_read_or_refused(tmp_path: Path) -> None:
    def zipped(document: bytes) -> bytes:
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as file:
            file.writestr("word/document.xml", document)
        return out.getvalue()

    @BOUNDED
    @given(st.one_of(damaged(DOCUMENT.encode()).map(zipped), damaged(zipped(DOCUMENT.encode()))))
    def attempt(data: bytes) -> None:
        path = tmp_path / "a.docx"
        path.write_bytes(data)
        try_to_read(path)

    attempt()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_of_any_bytes_is_shown_or_refused(kind: str) -> None:
    out = BytesIO()
    Image.linear_gradient("L").resize((24, 20)).convert("RGB").save(out, kind, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0")

    @BOUNDED
    @given(damaged(out.getvalue()))
    def attempt(data: bytes) -> None:
        try:
            printable(data)
        except PictureError:
            return

    attempt()


@BOUNDED
@given(damaged((HOME / "layouts" / "logo.svg").read_bytes()))
def test_a_drawing_of_any_bytes_is_drawn_or_refused(data: bytes) -> None:
    try:
        checked_drawing(data)
    except PictureError:
        return
