"""How the printed pages fall, over articles of many lengths."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handout_builder.model import Article, Byline, Clinic, Clinician, Section, editions_of
from handout_builder.pages import lay_out, load_layout
from handout_builder.readers import read
from handout_builder.renderers import render
from handout_builder.settings import load_clinic

from .open_marks import letters
from .open_pdf import Pdf


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "layouts").mkdir()
    (folder / "layouts" / "clinic.toml").write_text(
        'name = "Riverside"\nphone = "555-0142"\naddress = ["1 Road", "Town"]\n'
    )
    return load_clinic(folder)


def article(body: str, title: str = "Sleeping well after a loss", **more: Any) -> Article:
    return Article(
        slug="a",
        source="sources/a.txt",
        title=title,
        body=body,
        language="en",
        bylines=(Byline("Jane Roe", ("LPCC",)),),
        **more,
    )


def printed(found: Article, clinic: Clinic, tmp_path: Path, edition: str = "letter") -> Pdf:
    path = tmp_path / "page.pdf"
    (wanted,) = editions_of(clinic, [edition])
    path.write_bytes(render(lay_out(found, clinic, load_layout(tmp_path, clinic), wanted)).data)
    return Pdf(path)


def body_of(paragraphs: int, words: int) -> str:
    """Write paragraphs whose every word names its paragraph, a heading before each third."""
    parts = []
    for number in range(paragraphs):
        if number % 3 == 0:
            parts.append(f'<h2 id="h{number}">Heading{number} stands here</h2>')
        parts.append("<p>" + " ".join(f"p{number}w{word}" for word in range(words)) + ".</p>")
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("edition", "paragraphs"),
    [("letter", count) for count in range(2, 26)]
    + [("large-print", count) for count in range(2, 14)]
    + [("clear-print", count) for count in range(2, 20, 3)],
)
def test_pages_break_where_a_reader_would(edition: str, paragraphs: int, clinic: Clinic, tmp_path: Path) -> None:
    pdf = printed(article(body_of(paragraphs, 55 + 3 * paragraphs)), clinic, tmp_path, edition)
    pages = [[line for line in page.split("\n") if line.strip()] for page in pdf.pages]
    for lines in pages:
        body = [line for line in lines if re.search(r"\bp\d+w\d+|Heading\d", line)]
        assert body, "a page without text of the article"
        assert "Heading" not in body[-1], "a heading is the last line of a page"
        counts = Counter(number for line in body for number in {match[1] for match in re.finditer(r"\bp(\d+)w", line)})
        assert min(counts.values(), default=2) >= 2, "a single line is left over"
    assert "Questions?" in pdf.pages[-1]
    assert "988lifeline.org" in pdf.pages[-1]
    assert not any("Questions?" in page for page in pdf.pages[:-1])


def test_the_running_header_is_on_later_pages_only(clinic: Clinic, tmp_path: Path) -> None:
    pdf = printed(article(body_of(20, 80)), clinic, tmp_path)
    assert [Counter(page.split("\n"))["Riverside"] for page in pdf.pages[1:-1]] == [1] * (len(pdf.pages) - 2)
    assert all("Sleeping well after a loss · Jane Roe, LPCC" in page for page in pdf.pages)


@pytest.mark.parametrize("edition", ["letter", "a4", "large-print", "clear-print"])
def test_nothing_runs_over_the_edge(edition: str, clinic: Clinic, tmp_path: Path) -> None:
    import pypdfium2

    cells = "".join(f"<td>Column {n} words</td>" for n in range(8))
    body = (
        f"<p>{'a' * 200}</p><p>https://example.org/{'b' * 90}</p>"
        f'<table class="wide"><tbody>{("<tr>" + cells + "</tr>") * 3}</tbody></table>'
        f"<pre>{'c' * 150}</pre><ul><li>One<ul><li>Two<ul><li>{'d' * 120}</li></ul></li></ul></li></ul>"
    )
    pdf = printed(article(body, title="A" * 90), clinic, tmp_path, edition)
    document = pypdfium2.PdfDocument(pdf.path)
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert max(right for _, _, right, _ in boxes) < page.get_width() - 36
        assert min(left for left, _, _, _ in boxes) > 36
        text.close()
        page.close()
    document.close()


def test_a_title_is_broken_into_lines_of_like_length(clinic: Clinic, tmp_path: Path) -> None:
    pdf = printed(article("<p>Text.</p>", title="How to talk with your family about therapy"), clinic, tmp_path)
    lines = pdf.pages[0].split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("How to talk"))
    first, second = lines[start].strip(), lines[start + 1].strip()
    assert f"{first} {second}" == "How to talk with your family about therapy"
    assert min(len(first), len(second)) > 14


def test_front_matter_stands_on_the_page(clinic: Clinic, tmp_path: Path) -> None:
    from datetime import date

    found = article(
        "<p>Text of the article.</p>",
        subtitle="For families",
        summary="A short summary.",
        key_points=("First point", "Second point"),
        published=date(2025, 3, 1),
        reviewed=date(2026, 1, 15),
        source_url="https://clinic.example/sleep",
    )
    text = printed(found, clinic, tmp_path).pages[0]
    order = [
        "Sleeping well",
        "For families",
        "A short summary.",
        "By Jane Roe, LPCC",
        "Published March 1, 2025 · Reviewed January 15, 2026",
        "Key points",
        "First point",
        "Text of the article.",
        "Questions?",
        "clinic.example/sleep",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_a_link_on_paper_shows_its_address(clinic: Clinic, tmp_path: Path) -> None:
    body = '<p>Read <a href="https://www.example.org/guide/">this guide</a> or <a href="https://example.org">https://example.org</a>.</p>'
    pdf = printed(article(body), clinic, tmp_path)
    assert "this guide (example.org/guide)" in pdf.pages[0].replace("\n", " ")
    assert pdf.pages[0].count("example.org") == 2
    assert list(dict.fromkeys(pdf.links)) == ["https://www.example.org/guide/", "https://example.org"]


def test_words_of_the_clinic_in_another_language_are_marked(clinic: Clinic, tmp_path: Path) -> None:
    found = Article(slug="a", source="a", title="Cómo dormir", body="<p>Texto.</p>", language="es")
    page = lay_out(found, clinic, load_layout(tmp_path, clinic), editions_of(clinic, ["letter"])[0])
    assert '<p lang="en" xml:lang="en">If you or someone' in page.documents[0].text
    assert "Página 1 de 1" in printed(found, clinic, tmp_path).pages[0]


def test_a_page_asks_for_nothing_but_its_own_files(clinic: Clinic, tmp_path: Path) -> None:
    from handout_builder.errors import RenderError

    page = lay_out(article("<p>Text.</p>"), clinic, load_layout(tmp_path, clinic), editions_of(clinic, ["letter"])[0])
    for address in ("https://example.org/x.png", "file:///etc/hostname", "other.png"):
        text = page.documents[0].text.replace("<p>Text.</p>", f'<p>Text. <img alt="x" src="{address}"/></p>')
        with pytest.raises(RenderError, match="is not one of the page's own files"):
            render(replace(page, documents=(replace(page.documents[0], text=text),)))


def test_sections_are_in_the_outline_by_their_levels(clinic: Clinic, tmp_path: Path) -> None:
    body = '<h2 id="a">A</h2><p>x</p><h3 id="b">B</h3><p>x</p><h2 id="c">C</h2><p>x</p>'
    sections = (Section(2, "A", "a"), Section(3, "B", "b"), Section(2, "C", "c"))
    pdf = printed(article(body, sections=sections), clinic, tmp_path)
    assert pdf.outline == [(0, "Sleeping well after a loss"), (1, "A"), (2, "B"), (1, "C")]


def test_bullets_and_numbers_stand_before_their_items_in_the_text(clinic: Clinic, tmp_path: Path) -> None:
    body = "<p>Bring these:</p><ul><li>water</li><li><p>a friend</p><ol><li>first</li><li>second</li></ol></li></ul><p>The end.</p>"
    text = " ".join(printed(article(body), clinic, tmp_path).pages[0].split())
    assert "Bring these: • water • a friend 1. first 2. second The end." in text


def test_nested_lists_fill_their_pages(clinic: Clinic, tmp_path: Path) -> None:
    inner = "<ul>" + "<li>A step that is named<ul><li>One</li><li>Two</li></ul></li>" * 2 + "</ul>"
    part = f"<h2>A heading</h2><p>{'Words before a list. ' * 12}</p><ul>{f'<li>Something to do{inner}</li>' * 5}</ul>"
    pages = printed(article(part * 5), clinic, tmp_path).pages
    assert len(pages) > 4
    assert min(len(page.split("\n")) for page in pages[:-1]) > 20, "a page is half empty"


def test_many_authors_do_not_leave_the_first_page_empty(clinic: Clinic, tmp_path: Path) -> None:
    people = tuple(Byline(f"Author{number} Person", ("LPCC",)) for number in range(16))
    found = article(f"<p>{'Words. ' * 300}</p>", title="A long title " * 10, key_points=("First " * 60,) * 3)
    pages = printed(replace(found, bylines=people), clinic, tmp_path).pages
    assert "Author0 Person" in pages[0]


def test_a_long_closing_begins_where_the_text_ends(clinic: Clinic, tmp_path: Path) -> None:
    people = tuple(Clinician(name, (), bio="She works here. " * 50) for name in ("Jane Roe", "Ann Poe"))
    written_by = tuple(Byline(person.name, ()) for person in people)
    found = replace(article(f"<p>{'Words. ' * 40}</p>" * 8), bylines=written_by)
    pages = printed(found, replace(clinic, clinicians=people), tmp_path).pages
    assert "Words." in pages[-2]
    assert "About Jane Roe" in pages[-2]
    assert "Questions?" in pages[-1]


@pytest.mark.parametrize("columns", [8, 11])
@pytest.mark.parametrize("edition", ["letter", "large-print", "clear-print"])
def test_a_table_of_long_words_stays_on_its_page(edition: str, columns: int, clinic: Clinic, tmp_path: Path) -> None:
    row = f"| {' | '.join(['medicamento'] * columns)} |\n"
    source = tmp_path / "sources" / "a.md"
    source.parent.mkdir()
    source.write_text(f"# Sleep\n\nBy Jane Roe\n\nA table:\n\n{row}{'|---' * columns}|\n{row * 3}")
    path = printed(read(source, tmp_path)[0], clinic, tmp_path, edition).path
    widths = [width for width, _ in Pdf(path).sizes]
    assert all(letter.left < widths[letter.page] - 40 for letter in letters(path))
