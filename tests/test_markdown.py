"""Markdown: what writers expect arrives, what a page must not hold does not."""

from pathlib import Path

import pytest

from handout_builder.model import Article
from handout_builder.readers import read

from .conftest import HOME


def article(tmp_path: Path, text: str) -> Article:
    path = tmp_path / "sources" / "article.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    (found,) = read(path, tmp_path)
    return found


def body(tmp_path: Path, text: str) -> str:
    return (
        article(tmp_path, f"# A title\n\nBy Jane Roe, LPCC\n\nAn opening.\n\n{text}\n")
        .body.removeprefix("<p>An opening.</p>")
        .strip()
    )


@pytest.mark.parametrize(
    ("text", "xhtml"),
    [
        ("## Two", '<h2 id="two">Two</h2>'),
        ("## *Em* `code`", '<h2 id="em-code"><em>Em</em> <code>code</code></h2>'),
        ("a  \nb", "<p>a<br/>\nb</p>"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>'),
        ("• a\n• b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("Term\n:   Meaning", "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>"),
        ("## Two\n\n:   Caption *of* it", '<h2 id="two">Two</h2>\n<p>Caption <em>of</em> it</p>'),
        (
            "<dl><dd>One<p>Two</p></dd><dt>Term</dt><dd>A</dd><dd>B</dd></dl>",
            "<div>One<p>Two</p></div><dl><dt>Term</dt><dd>A</dd><dd>B</dd></dl>",
        ),
        ("[x](https://e.example/?a=1&b=2)", '<p><a href="https://e.example/?a=1&amp;b=2">x</a></p>'),
        ('<a href="https://e.example/?q=a b%zz">x</a>', '<p><a href="https://e.example/?q=a%20b%25zz">x</a></p>'),
        ("[x](tel:988)", '<p><a href="tel:988">x</a></p>'),
        (
            '!!! note "Care"\n    Text.',
            '<div class="admonition note">\n<p class="admonition-title">Care</p>\n<p>Text.</p>\n</div>',
        ),
        ("p\n{: #here .align-right }", '<p class="align-right" id="here">p</p>'),
        ("<b>x</b>", "<p><b>x</b></p>"),
    ],
)
def test_the_extensions_writers_expect(tmp_path: Path, text: str, xhtml: str) -> None:
    assert body(tmp_path, text) == xhtml


def test_tables_have_scopes_and_alignment(tmp_path: Path) -> None:
    xhtml = body(tmp_path, "| A | B |\n|---|--:|\n| c | 1 |")
    assert '<th scope="col">A</th>' in xhtml
    assert '<td class="align-right">1</td>' in xhtml


def test_footnotes_lead_there_and_no_arrow_is_added(tmp_path: Path) -> None:
    xhtml = body(tmp_path, "One[^a].\n\n[^a]: The note.")
    assert '<a class="footnote-ref" href="#fn-a">1</a>' in xhtml
    assert '<li id="fn-a">\n<p>The note.</p>\n</li>' in xhtml
    assert "↩" not in xhtml


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<style>p { color: red }</style>",
        '<p onclick="alert(1)">x</p>',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&#58;alert(1))",
        "[x](data:text/html,alert(1))",
        '<iframe src="https://evil.example"></iframe>',
        '<object data="x.swf"></object>',
        "<svg><script>alert(1)</script></svg>",
        '<img src="x" onerror="alert(1)">',
        "![x](https://evil.example/alert.png)",
        "![x](//evil.example/alert.png)",
        "![x](data:image/svg+xml,alert)",
        "![x](/etc/passwd?alert)",
        "![x](../../alert.png)",
        "![x](..%2F..%2Falert.png)",
        "![x](file:///alert.png)",
        '<a href="//evil.example/alert">x</a>',
        "x\n{: onclick=alert(1) style=alert }",
        "<!-- alert -->",
        '<math href="javascript:alert(1)">x</math>',
        '<base href="https://evil.example/alert">',
        '<link rel="stylesheet" href="https://evil.example/alert.css">',
        '<form action="https://evil.example/alert"><input value="alert"></form>',
    ],
)
def test_nothing_hostile_reaches_a_page(tmp_path: Path, text: str) -> None:
    xhtml = body(tmp_path, text)
    assert "alert" not in xhtml
    assert "evil" not in xhtml
    assert "<img" not in xhtml
    assert "javascript" not in xhtml.lower()


def test_what_is_left_out_is_reported(tmp_path: Path) -> None:
    found = article(
        tmp_path,
        "# T\n\nText.\n\n<script>alert(1)</script>\n\n<!-- a note -->\n\n![a dog](https://e.example/dog.png)\n",
    )
    assert [(line.line, line.text) for line in found.removed] == [(5, "alert(1)"), (7, "a note"), (9, "a dog")]
    assert any("https://e.example/dog.png" in finding.message and finding.line == 9 for finding in found.findings)


def test_a_picture_beside_the_article_is_shown_with_its_words(tmp_path: Path) -> None:
    (tmp_path / "sources" / "img").mkdir(parents=True)
    (tmp_path / "sources" / "img" / "My Photo.png").write_bytes((HOME / "tests" / "hard" / "face.png").read_bytes())
    found = article(tmp_path, '# T\n\nText.\n\n![A face](img/My%20Photo.png "The caption")\n')
    picture = '<img alt="A face" src="pictures/article-my-photo.png"/>'
    assert f"<figure>{picture}<figcaption>The caption</figcaption></figure>" in found.body
    assert found.picture_paths == ("img/My Photo.png",)


def test_a_picture_without_words_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.png").write_bytes((HOME / "tests" / "hard" / "face.png").read_bytes())
    assert [
        finding.code for finding in article(tmp_path, "# T\n\nBy Jane Roe\n\nText ![](a.png) here.\n").findings
    ] == ["P102"]


@pytest.mark.parametrize(
    ("text", "title", "headings"),
    [
        ("# T\n\n## A\n\n### B\n\n## C\n\nx", "T", [(2, "A"), (3, "B"), (2, "C")]),
        ("T\n=\n\nA\n-\n\nx", "T", [(2, "A")]),
        ("# T\n\n# A\n\n## B\n\nx", "T", [(2, "A"), (3, "B")]),
        ("# T\n\n### A\n\n#### B\n\nx", "T", [(2, "A"), (3, "B")]),
        ("# T\n\n## A\n\n##### B\n\n## C\n\nx", "T", [(2, "A"), (3, "B"), (2, "C")]),
        ("## A\n\nx\n\n## A\n\ny", "article", [(2, "A"), (2, "A")]),
    ],
)
def test_headings_keep_their_order_and_skip_no_level(
    tmp_path: Path, text: str, title: str, headings: list[tuple[int, str]]
) -> None:
    found = article(tmp_path, text)
    assert found.title == title
    assert [(section.level, section.heading) for section in found.sections] == headings
    anchors = [section.anchor for section in found.sections]
    assert len(set(anchors)) == len(anchors)


def test_links_to_places_in_the_article_hold_and_others_keep_their_words(tmp_path: Path) -> None:
    found = article(tmp_path, "# T\n\n[down](#below) [out](other.md) [gone](#nowhere)\n\n## Here {: #below }\n\nx\n")
    assert '<a href="#below">down</a> <a href="source:other.md">out</a> gone' in found.body
    assert sum(finding.code == "X101" for finding in found.findings) == 1
