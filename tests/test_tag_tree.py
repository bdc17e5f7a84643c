"""What a screen reader is told of the printed handout: the tag tree, read back from the finished file."""

import ctypes
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from handout_builder.model import EDITIONS, Article, Clinic
from handout_builder.pages import lay_out, load_layout
from handout_builder.readers import read
from handout_builder.readers.body import body_words
from handout_builder.renderers import render
from handout_builder.settings import load_clinic

from .conftest import ClinicFolder
from .open_pdf import FOOTER, Pdf
from .open_tags import Link, Tag, TagTree

SOURCES = sorted((Path(__file__).parent / "tag_trees").glob("*.md"))
# What the layout writes among the author's words: bullets, numbers, the address behind a link, a table's header again.
GENERATED = re.compile(r"(?<!\S)[•◦▪](?!\S)|(?<!\S)\d+\.(?!\S)| ?\(example\.org[^)]*\)|Day Mood Notes")


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "layouts").mkdir()
    (folder / "layouts" / "clinic.toml").write_text('name = "Riverside"\nphone = "555-0142"\n')
    return load_clinic(folder)


def printed(article: Article, clinic: Clinic, folder: Path, css: str = "", alt: str = "Picture") -> TagTree:
    page = lay_out(article, clinic, load_layout(folder, clinic), EDITIONS[0])
    document = page.documents[0]
    document = replace(document, text=document.text.replace('alt="Picture"', f'alt="{alt}"'))
    path = folder / "page.pdf"
    path.write_bytes(render(replace(page, documents=(document,), stylesheet=page.stylesheet + css)).data)
    tree = TagTree(path)
    assert tree.faults == []
    return tree


def tree_of(body: str, clinic: Clinic, folder: Path, css: str = "") -> TagTree:
    article = Article(slug="a", source="sources/a.txt", title="Sleeping well", body=body, language="en")
    return printed(article, clinic, folder, css)


def holding(tree: TagTree, name: str, words: str) -> Tag:
    """Give the one element of a type whose words begin so."""
    (found,) = (tag for tag in tree.root.every(name) if tag.text.startswith(words))
    return found


def contents(tree: TagTree) -> list[str]:
    return [kid.contents for tag in tree.root.every("Link") for kid in tag.kids if isinstance(kid, Link)]


def plain(text: str) -> list[str]:
    return GENERATED.sub("", " ".join(text.split())).split()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_the_tree_of(source: Path, expected: Callable[[Path, str], None], clinic: Clinic, tmp_path: Path) -> None:
    (article,) = read(source, source.parent)
    expected(source.with_name(source.name + ".expected"), printed(article, clinic, tmp_path).outline())


@pytest.mark.parametrize("edition", ["letter", "a4"])
def test_what_crosses_pages_is_one_thing(long: ClinicFolder, edition: str) -> None:
    tree = TagTree(long.path / "handouts" / edition / "long.pdf")
    assert tree.faults == []
    assert set(tree.tabs) == {"/S"}
    assert len(holding(tree, "P", "paragraph ").pages) == 3
    bullets = holding(tree, "L", "• item0 ")
    assert len(bullets.pages) > 3
    assert [kid.name for item in bullets.every("LI") for kid in item.kids if isinstance(kid, Tag)] == [
        "Lbl",
        "LBody",
    ] * 42
    (table,) = tree.root.every("Table")
    assert len(table.pages) > 3
    assert [kid.name for kid in table.kids if isinstance(kid, Tag)] == ["THead", "TBody"]
    assert len(table.every("TR")) == 76
    assert [head.facts for head in table.every("TH")] == [{"Scope": "Column"}] * 3
    assert len(holding(tree, "BlockQuote", "quoted ").pages) == 2
    assert [figure.facts["Alt"] for figure in tree.root.every("Figure")] == [f"Lines {number}" for number in range(6)]
    assert len(tree.root.every("Caption")) == 6


def test_a_header_that_is_printed_again_is_not_read_again(long: ClinicFolder) -> None:
    tree = TagTree(long.path / "handouts" / "letter" / "long.pdf")
    (table,) = tree.root.every("Table")
    again = [words.page for words in tree.artifacts if words.text.strip() == "Mood"]
    assert again == table.pages[1:]


def test_running_lines_are_artifacts(long: ClinicFolder) -> None:
    path = long.path / "handouts" / "letter" / "long.pdf"
    tree, count = TagTree(path), len(Pdf(path).pages)
    artifacts = [words.text for words in tree.artifacts]
    assert [text for text in artifacts if text.startswith("Page ")] == [
        f"Page {n} of {count}" for n in range(1, count + 1)
    ]
    assert artifacts.count("Riverside Clinic") == count - 1
    assert not re.search(r"Page \d", tree.root.text)


@pytest.mark.parametrize("which", ["hard", "long"])
@pytest.mark.parametrize("edition", ["letter", "a4"])
def test_the_words_of_the_tree_are_the_articles(which: str, edition: str, request: pytest.FixtureRequest) -> None:
    folder: ClinicFolder = request.getfixturevalue(which)
    for path in sorted((folder.path / "handouts" / edition).glob("*.pdf")):
        words = words_of(folder, path.stem)
        found = plain(TagTree(path).blocks())
        start = next(n for n in range(len(found)) if found[n : n + 4] == words[:4])
        assert found[start : start + len(words)] == words


@pytest.mark.parametrize("which", ["hard", "long"])
@pytest.mark.parametrize("program", ["pypdfium2", "pdftotext"])
def test_words_copied_from_the_pages_are_the_articles(which: str, program: str, request: pytest.FixtureRequest) -> None:
    if program == "pdftotext" and not shutil.which("pdftotext"):
        pytest.skip("pdftotext is needed: sudo apt-get install poppler-utils")
    folder: ClinicFolder = request.getfixturevalue(which)
    for path in sorted((folder.path / "handouts").glob("*/*.pdf")):
        words = words_of(folder, path.stem)
        lines = [line.strip() for line in copied(path, program).split("\n")]
        text = "\n".join(line for line in lines if line != "Riverside Clinic" and not FOOTER.search(line))
        found = unbroken(plain(text))
        start = next(n for n in range(len(found)) if found[n : n + 4] == words[:4])
        expected = unbroken(words)
        assert found[start : start + len(expected)] == expected


def words_of(folder: ClinicFolder, name: str) -> list[str]:
    (source,) = (folder.path / "sources").glob(f"{name}.[mt]*")
    (article,) = read(source, folder.path, load_clinic(folder.path).clinicians)
    return plain(" ".join(body_words(article.body)))


def copied(path: Path, program: str) -> str:
    if program == "pypdfium2":
        return Pdf(path).text
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.replace("\f", "\n")


def unbroken(words: list[str]) -> list[str]:
    """Leave out what is longer than a line and has to be broken."""
    return [word for word in words if not re.fullmatch(r"a{9,}|https://example\.org/a*", word)]


def test_links_tell_their_words_and_where_they_lead(clinic: Clinic, tmp_path: Path) -> None:
    body = (
        '<h2 id="x">Steps</h2><p><a href="https://www.example.org/guide">this <strong>long</strong> guide</a>, '
        '<a href="https://example.org/a">https://example.org/a</a>, <a href="mailto:a@b.org">a@b.org</a>, '
        '<a href="tel:555-0142">call us</a>, <a href="#x">the steps</a>, '
        '<a href="https://example.org/b" title="a film of two minutes">watch</a></p>'
    )
    assert list(dict.fromkeys(contents(tree_of(body, clinic, tmp_path)))) == [
        "this long guide (https://www.example.org/guide)",
        "https://example.org/a",
        "a@b.org",
        "call us (tel:555-0142)",
        "the steps",
        "watch (a film of two minutes)",
    ]


def test_a_link_across_pages_is_one_link(clinic: Clinic, tmp_path: Path) -> None:
    words = "buy a lamp " * 150
    body = f'<p>{"Some words first. " * 120}</p><p>See <a href="https://example.org/lamps">{words.strip()}</a>.</p>'
    (link,) = (tag for tag in tree_of(body, clinic, tmp_path).root.every("Link") if "lamp" in tag.text)
    assert link.text == f"{words.strip()} (example.org/lamps)"
    assert link.pages == [1, 2]
    assert {kid.page for kid in link.kids if isinstance(kid, Link)} == {1, 2}


def test_a_caption_across_pages_is_one_caption_beside_its_figure(tmp_path: Path, clinic: Clinic) -> None:
    source = tmp_path / "a.md"
    shutil.copy(Path(__file__).parent / "hard" / "tall.png", tmp_path)
    source.write_text(f'# T\n\nBy Jane Roe\n\nWords.\n\n![Tall](tall.png "{"what it shows " * 200}")\n', "utf-8")
    (article,) = read(source, tmp_path)
    tree = printed(article, clinic, tmp_path)
    (caption,) = tree.root.every("Caption")
    (group,) = (tag for tag in tree.root.walk() if caption in tag.kids)
    assert caption.text.split() == ["what", "it", "shows"] * 200
    assert len(caption.pages) == 2
    assert [kid.name for kid in group.kids if isinstance(kid, Tag)] == ["Figure", "Caption"]


def test_columns_are_read_one_after_the_other(clinic: Clinic, tmp_path: Path) -> None:
    words = " ".join(f"{letter}{other}" for letter in "bcdfghklmnprstvz" for other in "aeiou" * 8)
    body = f"<p>{words}</p><ul><li>{words}</li><li>two</li></ul>"
    tree = tree_of(body, clinic, tmp_path, "article { columns: 2; column-fill: auto; height: 90mm }")
    assert holding(tree, "P", "ba be ").text == words
    assert holding(tree, "L", "• ba be ").text == f"• {words}• two"


def test_words_are_not_said_to_be_parted_where_a_line_ends_within_one(clinic: Clinic, tmp_path: Path) -> None:
    word = "well-being-" * 30 + "end"
    body = f"<p>A {word} and {'c' * 150} <b>bold</b><i>er</i> words<br/>here, <em>one</em> <em>two</em></p>"
    text = f"A {word} and {'c' * 150} bolder words here, one two"
    assert holding(tree_of(body, clinic, tmp_path), "P", "A ").text == text


def test_a_language_and_an_expansion_are_told_where_they_begin(clinic: Clinic, tmp_path: Path) -> None:
    body = (
        '<blockquote lang="es"><p lang="es">Uno <em lang="fr">deux</em> <span lang="es">tres</span></p></blockquote>'
        '<ul><li lang="de">Eins <abbr title="zum Beispiel">z. B.</abbr></li></ul><p lang="en"><span>plain</span></p>'
    )
    tree = tree_of(body, clinic, tmp_path)
    told = [
        (tag.name, tag.facts[key], tag.text.strip())
        for tag in tree.root.walk()
        for key in ("Lang", "E")
        if key in tag.facts
    ]
    assert told[:4] == [
        ("BlockQuote", "es", "Uno deux tres"),
        ("Span", "fr", "deux"),
        ("LBody", "de", "Eins z. B."),
        ("Span", "zum Beispiel", "z. B."),
    ]
    assert len(tree.root.every("Span")) == 2


def test_a_tables_rows_have_their_headers(clinic: Clinic, tmp_path: Path) -> None:
    body = (
        '<table><caption>Sleep</caption><thead><tr><th scope="col">Day</th><th colspan="2" scope="colgroup">Hours</th></tr>'
        '</thead><tbody><tr><th scope="row" rowspan="2">Monday</th><td>7</td><td></td></tr><tr><td>8</td><td>9</td></tr>'
        "</tbody></table>"
    )
    (table,) = tree_of(body, clinic, tmp_path).root.every("Table")
    cells = [(tag.name, tag.text, tag.facts) for tag in table.walk() if tag.name in ("Caption", "TH", "TD")]
    assert cells == [
        ("Caption", "Sleep", {}),
        ("TH", "Day", {"Scope": "Column"}),
        ("TH", "Hours", {"Scope": "Column", "ColSpan": "2"}),
        ("TH", "Monday", {"Scope": "Row", "RowSpan": "2"}),
        ("TD", "7", {}),
        ("TD", "", {}),
        ("TD", "8", {}),
        ("TD", "9", {}),
    ]


def test_cells_across_pages_are_read_one_after_the_other(clinic: Clinic, tmp_path: Path) -> None:
    first, second = "buy a lamp " * 300, "read a book " * 300
    cells = f"<td>{first}</td><td>{second}</td>"
    body = f"<table><thead><tr><th>To do</th><th>Or</th></tr></thead><tbody><tr>{cells}</tr></tbody></table>"
    tree = tree_of(body, clinic, tmp_path, "tr { break-inside: auto }")
    assert [(cell.text.split(), len(cell.pages) > 1) for cell in tree.root.every("TD")] == [
        (first.split(), True),
        (second.split(), True),
    ]
    (table,) = tree.root.every("Table")
    assert [kid.name for kid in table.kids if isinstance(kid, Tag)] == ["THead", "TBody"]


def test_terms_are_the_labels_of_their_definitions(clinic: Clinic, tmp_path: Path) -> None:
    body = "<dl><dt>Rest</dt><dt>Pause</dt><dd>To do nothing.</dd><dd><p>For a while.</p></dd><dt>Walk</dt><dd>To go.</dd></dl>"
    items = tree_of(body, clinic, tmp_path).root.every("LI")
    assert [[(kid.name, kid.text) for kid in item.kids if isinstance(kid, Tag)] for item in items] == [
        [("Lbl", "Rest"), ("Lbl", "Pause"), ("LBody", "To do nothing."), ("LBody", "For a while.")],
        [("Lbl", "Walk"), ("LBody", "To go.")],
    ]


def test_a_picture_without_words_is_decoration(tmp_path: Path, clinic: Clinic) -> None:
    source = tmp_path / "a.md"
    shutil.copy(Path(__file__).parent / "hard" / "wide.jpg", tmp_path)
    source.write_text("# T\n\nBy Jane Roe\n\nWords.\n\n![A rule](wide.jpg)\n\nMore words.\n", "utf-8")
    (article,) = read(source, tmp_path)
    assert len(printed(article, clinic, tmp_path).root.every("Figure")) == 1
    silent = replace(article, body=article.body.replace('alt="A rule"', 'alt=""'))
    assert printed(silent, clinic, tmp_path, alt="").root.every("Figure") == []


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo is needed: sudo apt-get install poppler-utils")
def test_the_table_of_objects_leads_to_the_right_ones(long: ClinicFolder, hard: ClinicFolder) -> None:
    for path in [*long.path.rglob("*.pdf"), *hard.path.rglob("*.pdf")]:
        done = subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, text=True, check=True)
        assert done.stderr == ""


def test_bullets_and_numbers_have_the_colour_of_the_text(clinic: Clinic, tmp_path: Path) -> None:
    lists = "<ul><li>One</li><li>Two</li></ul><h2>Numbers</h2><ol><li>Three</li><li>Four</li></ol>"
    # What is painted last on the middle one of three pages is the text of its paragraphs.
    body = f'<p>First.</p><h2 style="break-before: page">Heading</h2>{lists}<p>Words.</p>'
    tree_of(body + '<h2 style="break-before: page">Last</h2><p>Words.</p>', clinic, tmp_path)
    page = pypdfium2.PdfDocument(tmp_path / "page.pdf")[1].get_textpage()
    words = page.get_text_range()
    markers = [found.start() for found in re.finditer(r"[•◦▪](?= )|[12](?=\. )", words)]
    assert len(markers) == 4
    text, heading = (colour_of(page, words.index(word)) for word in ("Words.", "Heading"))
    assert {colour_of(page, place) for place in markers} == {text} != {heading}


def colour_of(page: pypdfium2.PdfTextPage, place: int) -> tuple[int, ...]:
    parts = [ctypes.c_uint() for _ in range(4)]
    assert pypdfium2.raw.FPDFText_GetFillColor(page, place, *map(ctypes.byref, parts))
    return tuple(part.value for part in parts)
