"""What is put into sources/ to do harm does none: nothing is fetched, nothing hangs, and the others are made."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image

from handout_builder.errors import PictureError, SourceError
from handout_builder.model import Article
from handout_builder.pictures import checked_drawing
from handout_builder.readers import read, slug_of
from handout_builder.readers.body import body_words

from .conftest import ClinicFolder, png

GOOD = "# A good article\n\nBy Jane Roe\n\nWords that are printed.\n"
OPENING = "# Title\n\nBy Jane Roe\n\nSome words.\n\n"
PAGE = "<html><head><title>Title</title></head><body><article><h1>Title</h1><p>By Jane Roe</p><p>{}</p>{}</article></body></html>"
WORDS = "Some words that are long enough to be the article of a page, as any reader would say of them."
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def read_one(folder: Path, name: str, text: str | bytes) -> Article:
    path = folder / "sources" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (article,) = read(path, folder)
    return article


@contextmanager
def listening() -> Iterator[tuple[int, list[object]]]:
    """Listen on loopback; give the port and everyone who came."""
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        is_over = threading.Event()

        def wait() -> None:
            while not is_over.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                came.append(address)
                connection.close()

        waiting = threading.Thread(target=wait)
        waiting.start()
        try:
            yield server.getsockname()[1], came
        finally:
            is_over.set()
            waiting.join()


REACHING = """
<p style="background: url(http://HOST/a)">styled words</p>
<p style="behavior: url('//HOST/b')">behaving words</p>
<img src="http://HOST/c.png" alt="remote picture">
<img src="//HOST/d.png" alt="picture without scheme">
<img src="file:///etc/passwd" alt="file picture">
<img src="/etc/passwd" alt="absolute picture">
<img src="../../secret.png" alt="picture above">
<img src="..%2f..%2fsecret.png" alt="quoted picture">
<img srcset="http://HOST/e.png 2x" alt="set picture">
<img src="data:text/html;base64,PGltZyBzcmM9aHR0cDovL0hPU1QvZi5wbmc+" alt="nested picture">
<svg><image href="http://HOST/g.png"/><use xlink:href="http://HOST/h.svg#a"/><style>@import url(http://HOST/i.css);</style>
<foreignObject><iframe src="http://HOST/j"></iframe></foreignObject><text>drawn words</text></svg>
<link rel="stylesheet" href="http://HOST/k.css"><style>@import "http://HOST/l.css"; p { background: url(http://HOST/m) }</style>
<script src="http://HOST/n.js"></script><iframe src="http://HOST/o">framed words</iframe>
<object data="http://HOST/p"></object><embed src="http://HOST/q"><video src="http://HOST/r" poster="http://HOST/s"></video>
<meta http-equiv="refresh" content="0; url=http://HOST/t"><base href="http://HOST/">
<input type="image" src="http://HOST/u"><table background="http://HOST/v"><tr><td>tabled words</td></tr></table>
"""


def test_nothing_is_fetched_and_no_file_outside_is_shown(clinic: ClinicFolder) -> None:
    clinic.write("secret.png", png(7))
    with listening() as (port, came):
        markup = REACHING.replace("HOST", f"127.0.0.1:{port}")
        clinic.write("sources/page.html", PAGE.format(WORDS, markup))
        clinic.write("sources/text.md", OPENING + markup + f"\n\n![x](http://127.0.0.1:{port}/w.png)\n")
        clinic.write("sources/pasted.txt", "Title\nBy Jane Roe\n\nSome words.\n" + markup)
        done = clinic.run()
    assert came == []
    assert done.code == 0, done.err
    made = b"".join(clinic.made().values())
    assert b"root:x:0" not in made
    assert png(7) not in made
    with ZipFile(BytesIO(clinic.made()["epub/page.epub"])) as book:
        text = b"".join(book.read(name) for name in book.namelist() if name.endswith(".xhtml"))
    assert b"styled words" in text
    assert b"tabled words" in text
    for hidden in (b"<script", b"<iframe", b"url(", b"@import", b"<svg", b"/etc/passwd"):
        assert hidden not in text


def test_a_picture_outside_sources_is_named_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png(7))
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "link.png").symlink_to(tmp_path / "secret.png")
    for address in ("../secret.png", "..%2Fsecret.png", "link.png", str(tmp_path / "secret.png")):
        article = read_one(tmp_path, "a.md", f"{OPENING}![A secret]({address})\n")
        assert article.pictures == ()
        assert any("outside sources/" in finding.message for finding in article.findings), address


def test_a_source_that_leads_outside_is_not_read(paperless: ClinicFolder) -> None:
    paperless.write("private/diary.txt", "My diary\n\nWords that nobody may read.\n")
    (paperless.path / "sources" / "diary.txt").symlink_to(paperless.path / "private" / "diary.txt")
    paperless.write("sources/good.md", GOOD)
    done = paperless.run()
    assert done.code == 3
    assert "sources/diary.txt: leads to a file outside sources/. Put the file itself into sources/." in done.err
    assert set(paperless.made()) >= {"epub/good.epub"}
    assert not any("diary" in name for name in paperless.made())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are no pipes here")
def test_pipes_and_folders_are_not_waited_for(paperless: ClinicFolder) -> None:
    os.mkfifo(paperless.path / "sources" / "pipe.md")
    os.mkfifo(paperless.path / "sources" / "pipe.png")
    (paperless.path / "sources" / "folder.md").mkdir()
    paperless.write("sources/good.md", GOOD + "\n![A pipe](pipe.png)\n")
    done = paperless.run()
    assert done.code == 0, done.err
    assert 'there is no picture "pipe.png"' in done.err
    assert "epub/good.epub" in paperless.made()
    assert "is a pipe or a device" in paperless.call("read", "sources/pipe.md").err
    assert "is a folder" in paperless.call("read", "sources/folder.md").err


def test_a_file_far_too_long_is_refused_before_it_is_read(paperless: ClinicFolder) -> None:
    for name in ("huge.md", "huge.html", "huge.docx"):
        path = paperless.write(f"sources/{name}", "# Title\n")
        with path.open("r+b") as file:
            file.truncate(100 * 1024 * 1024)  # takes no room on the disk
    paperless.write("sources/good.md", GOOD)
    (paperless.path / "sources" / "huge.html").rename(paperless.path / "sources" / "page.html")
    (paperless.path / "sources" / "huge.docx").rename(paperless.path / "sources" / "word.docx")
    paperless.write("sources/empty.md", "")
    done = paperless.run("--edition", "epub")
    assert done.code == 3
    assert "sources/huge.md: is 100 MB, which is too long for an article (at most 4 MB)" in done.err
    assert "sources/page.html: is over 64 MB" in done.err
    assert "sources/word.docx: is damaged, or no Word file" in done.err
    assert "sources/empty.md: is empty" in done.err
    assert set(paperless.made()) == {"epub/good.epub"}


NAMES = {
    "CON.md": "con-handout",
    "nul.txt": "nul-handout",
    "com1.md": "com1-handout",
    "a\u202egpj.md": "agpj",
    "🌸.md": "article-",
    "..a.md": "",
    "x" * 250 + ".md": "x" * 100,
    "-rf.md": "rf",
    "a b;rm.md": "a-b-rm",
}


def test_names_that_do_harm_elsewhere_do_none(paperless: ClinicFolder) -> None:
    for name in NAMES:
        paperless.write(f"sources/{name}", GOOD)
    done = paperless.run("--edition", "epub")
    assert done.code == 0, done.err
    made = sorted(name.removeprefix("epub/").removesuffix(".epub") for name in paperless.made())
    wanted = sorted(slug for slug in NAMES.values() if slug)
    assert [name if not name.startswith("article-") else "article-" for name in made] == wanted


def test_names_that_differ_in_case_only_are_both_refused(paperless: ClinicFolder) -> None:
    paperless.write("sources/Sleep.md", GOOD)
    paperless.write("sources/sleep.md", GOOD)
    if len(list((paperless.path / "sources").glob("*.md"))) < 2:
        pytest.skip("This disk takes both names for one")
    done = paperless.run()
    assert done.code == 3
    assert "Rename one of the files" in done.err


def test_a_name_that_is_no_text_is_told_of(paperless: ClinicFolder) -> None:
    try:
        (paperless.path / "sources" / os.fsdecode(b"caf\xe9.md")).write_text(GOOD, "utf-8")
    except OSError:
        pytest.skip("This disk takes no such name")
    paperless.write("sources/good.md", GOOD)
    done = paperless.run()
    assert done.code == 0, done.err
    assert "caf" in done.err
    assert "epub/good.epub" in paperless.made()


def test_no_slug_leads_out_of_the_folder() -> None:
    for name in ("../../x.md", "..\\..\\x.md", "/etc/passwd.md", "a\0b.md"):
        assert slug_of(Path(name)).replace("-", "").isalnum()


def docx(text: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", text)
    return out.getvalue()


DEEP = 10_000
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + level)} "{("&" + chr(97 + level) + ";") * 10}">' for level in range(9))
    + "]>"
)
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.html", PAGE.format(WORDS, "<div>" * DEEP + "deep" + "</div>" * DEEP), "boxes in boxes over 2,000 deep"),
        ("a.html", PAGE.format(WORDS, "<blockquote>" * DEEP + "deep"), "boxes in boxes over 2,000 deep"),
        ("a.html", PAGE.format(WORDS, "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x</p>"), "attributes"),
        ("a.md", OPENING + "<div>" * DEEP + "deep" + "</div>" * DEEP, "over 2,000 deep"),
        ("a.md", OPENING + "\n".join("    " * n + f"- item {n}" for n in range(1000)), "line 57: is a list in lists"),
        ("a.md", OPENING + "[" * DEEP + "x" + "]" * DEEP, "line 7: opens over 100 square brackets"),
        ("a.md", "---\ntitle: " + "[" * 5000 + "]" * 5000 + "\n---\n" + OPENING, "is nested too deeply"),
        ("a.txt", "Title\nBy Jane Roe\n\n" + "(" * 3 * DEEP + "x", "line 4: holds a word of over 20000 letters"),
        ("a.txt", "Title\nBy Jane Roe\n\n" + "word\n" * 300_000, "has 300003 lines"),
        ("a.docx", docx(ENTITIES + WORD.format("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>")), "is damaged inside"),
        ("a.docx", docx(WORD.format("<w:p><w:r><w:t>" + "a" * 40_000_000 + "</w:t></w:r></w:p>")), "unpacked"),
        ("a.webarchive", ENTITIES + "<plist><string>&j;</string></plist>", "cannot be opened"),
        (
            "a.mhtml",
            "Content-Type: multipart/related; boundary=b\n\n--b\n"
            + "".join(f"Content-Type: multipart/related; boundary=b{n}\n\n--b{n}\n" for n in range(2000)),
            "is nested too deeply",
        ),
    ],
)
def test_what_would_never_end_is_refused_with_its_name(tmp_path: Path, name: str, text: str | bytes, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_one(tmp_path, name, text)
    assert str(caught.value).startswith(f"sources/{name}")
    assert said in str(caught.value)
    assert "Error:" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        OPENING + ">" * 300 + " deep words",
        OPENING + "\n".join("    " * level + f"- item{level}" for level in range(40)) + " deep words",
        OPENING + "<div>" * 300 + "deep words" + "</div>" * 300,
        OPENING + "[x](" * 2000 + ")" * 2000 + " deep words",
    ],
)
def test_what_is_nested_deeply_keeps_its_words(tmp_path: Path, text: str) -> None:
    assert body_words(read_one(tmp_path, "a.md", text).body)[-2:] == ["deep", "words"]


def test_entities_of_a_page_are_not_written_out(tmp_path: Path) -> None:
    page = PAGE.format(WORDS, "<p>&j; &x; the end</p>")
    outside = ENTITIES.replace("]>", '<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    article = read_one(tmp_path, "a.xhtml", outside + page)
    assert len(article.body) < 1000
    assert "root:" not in article.body


USES = '<g id="u0"><rect width="1" height="1"/></g>' + "".join(
    f'<g id="u{level + 1}">' + f'<use href="#u{level}"/>' * 10 + "</g>" for level in range(9)
)


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        (SVG.format('<image xlink:href="file:///etc/passwd"/>'), 'shows "file:///etc/passwd", which lies outside'),
        (SVG.format('<image href="//host/x.png"/>'), "lies outside"),
        (SVG.format('<use href="http://host/x.svg#a"/>'), "lies outside"),
        (SVG.format('<style>@import "http://host/x.css";</style>'), "lies outside"),
        (SVG.format("<style>@font-face { src: url(http://host/f.ttf) }</style>"), "lies outside"),
        (SVG.format('<rect style="fill: u\\72l(http://host/x)"/>'), "lies outside"),
        (SVG.format('<image href="data:image/svg+xml;base64,AAAA"/>'), "lies outside"),
        (SVG.format('<image href="data:image/png;base64,iVBORw0KGgo="/>'), "holds a picture that is damaged"),
        (SVG.format(USES + '<use href="#u9"/>'), "more than 50000 shapes"),
        (SVG.format('<g id="a"><use href="#a"/></g>'), "itself inside itself"),
        (SVG.format("<rect/>" * 200_000), "more than 50000 shapes"),
        (SVG.format("<rect/>" * 1_000_000), "over 4 MB"),
        (SVG.format("<g>" * 5000 + "</g>" * 5000), "damaged"),
        (ENTITIES.replace("DOCTYPE x", "DOCTYPE svg") + SVG.format("<text>&j;</text>"), "damaged"),
        ('<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("<text>&x;</text>"), "damaged"),
        ("<html/>", "is not an SVG drawing"),
    ],
)
def test_a_drawing_that_reaches_out_or_never_ends_is_refused(drawing: str, said: str) -> None:
    with pytest.raises(PictureError, match=said):
        checked_drawing(drawing.encode())


def test_a_drawing_named_by_entities_or_with_a_picture_in_it_is_a_drawing() -> None:
    entities = '<!DOCTYPE svg [<!ENTITY ns "http://ns.adobe.com/x/">]>' + SVG.format("<rect/>").replace(
        "<svg", '<svg xmlns:i="&ns;"'
    )
    assert b"DOCTYPE" not in checked_drawing(entities.encode())
    styled = SVG.format('<?xml-stylesheet href="http://host/x.css"?><rect/>')
    with pytest.raises(PictureError, match="lies outside"):
        checked_drawing(styled.encode())
    link = SVG.format('<a href="http://clinic.example"><rect fill="url(#p)"/></a>').encode()
    assert checked_drawing(link) == link


def test_a_logo_with_a_picture_in_it_is_drawn(clinic: ClinicFolder) -> None:
    from base64 import b64encode

    inside = b64encode(png(200)).decode()
    image = f'<image href="data:image/png;base64,{inside}" width="9" height="9"/>'
    clinic.write("layouts/logo.svg", SVG.format(image))
    clinic.write("layouts/clinic.toml", 'name = "Clinic"\nlogo = "logo.svg"\neditions = ["letter", "epub"]\n')
    clinic.write("sources/good.md", GOOD)
    done = clinic.run()
    assert done.code == 0, done.err
    assert b"/Image" in clinic.made()["letter/good.pdf"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "logo.svg",
            SVG.format('<image href="http://host/x.png"/>').encode(),
            "layouts/logo.svg: the clinic's logo shows",
        ),
        ("logo.png", png()[:-30], "layouts/logo.png: the clinic's logo is damaged"),
        ("logo.png", b"%PDF-1.7", "layouts/logo.png: the clinic's logo is not a PNG, JPEG"),
    ],
)
def test_a_bad_logo_is_blamed_and_no_article_is(clinic: ClinicFolder, name: str, data: bytes, said: str) -> None:
    clinic.write(f"layouts/{name}", data)
    clinic.write("layouts/clinic.toml", f'name = "Clinic"\nlogo = "{name}"\n')
    clinic.write("sources/good.md", GOOD)
    done = clinic.run()
    assert done.code == 4
    assert said in done.err
    assert "good.md" not in done.err


def test_a_bad_photo_is_blamed_and_only_its_articles_wait(clinic: ClinicFolder) -> None:
    half = BytesIO()
    Image.effect_noise((300, 300), 50).save(half, "JPEG")
    clinic.write("sources/jane.jpg", half.getvalue()[:-2000])
    clinic.write("sources/clinicians.toml", '[[clinician]]\nname = "Jane Roe"\nphoto = "jane.jpg"\n')
    clinic.write("sources/hers.md", GOOD)
    clinic.write("sources/his.md", GOOD.replace("Jane Roe", "John Doe"))
    done = clinic.run("--edition", "letter")
    assert done.code == 3
    assert "sources/jane.jpg: the photo of Jane Roe (in sources/clinicians.toml) is damaged" in done.err
    assert set(clinic.made()) == {"letter/his.pdf"}


def test_a_sign_without_a_font_in_the_settings_is_blamed_on_them(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", 'name = "Clinic 🌸"\neditions = ["letter"]\n')
    clinic.write("sources/good.md", GOOD)
    done = clinic.run()
    assert done.code == 3
    assert 'layouts/clinic.toml: name: no font has "🌸"' in done.err
    clinic.write("layouts/clinic.toml", 'name = "Clinic"\neditions = ["letter"]\n')
    clinic.write("sources/good.md", GOOD + "\n🌸\n")
    assert 'sources/good.md: no font has "🌸"' in clinic.run().err


def test_what_cannot_be_read_does_not_stop_the_others(paperless: ClinicFolder) -> None:
    locked = paperless.write("sources/locked.md", GOOD)
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        locked.unlink()
        (paperless.path / "sources" / "locked.md").symlink_to("nowhere.md")
    paperless.write("sources/good.md", GOOD)
    done = paperless.run("--edition", "epub")
    assert done.code == 3
    assert "sources/locked.md: cannot be opened" in done.err
    assert set(paperless.made()) == {"epub/good.epub"}
