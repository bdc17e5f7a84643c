"""An article written as Markdown is read back as it was, and is something a person would like to edit."""

from datetime import date
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handout_builder.model import Article, Byline, Picture
from handout_builder.readers.assembly import draft_of
from handout_builder.readers.body import body_words, parse_html
from handout_builder.readers.cleaning import clean
from handout_builder.readers.front_matter import parse_front_matter
from handout_builder.readers.markdown import read_draft
from handout_builder.readers.markdown_writer import Written, write_markdown
from handout_builder.readers.markdown_writer.tidying import forms_of, parse_body

from .conftest import png

PNG = png()


def article_of(html: str, **fields: object) -> Article:
    body = clean(parse_html(html), (), html).xhtml()
    return Article("a", "a.txt", body=body, **({"title": "A title", "language": "en"} | fields))  # type: ignore[arg-type]


def read_text(text: str, folder: Path = Path()) -> Article:
    return read_draft(draft_of(text, parse_front_matter(text), folder / "a.md", "a.md", folder, (), "en"))


def written(html: str) -> tuple[Written, Article, Article]:
    article = article_of(html)
    result = write_markdown(article, {}, read_text)
    return result, article, read_text(result.text)


def below_front_matter(text: str) -> str:
    return text.split("---\n", 2)[2].strip("\n")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>A dash - and 2 * 3 = 6 and snake_case.</p>", "A dash - and 2 * 3 = 6 and snake_case."),
        ("<p>1. no list</p>", "1\\. no list"),
        ("<p>- no list</p>", "\\- no list"),
        ("<p>+ no list</p>", "\\+ no list"),
        ("<p># no heading</p>", "\\# no heading"),
        ("<p>&gt; no quotation</p>", "\\> no quotation"),
        ("<p>a *star* and_ and `tick` [x](y)</p>", "a \\*star\\* and\\_ and \\`tick\\` \\[x](y)"),
        ("<p>[1] and [laughs]</p>", "[1] and [laughs]"),
        ("<p>a[^1]</p>", "a\\[^1]"),
        ("<p>5 &lt; 6 &amp; 7 &amp;amp; &lt;b&gt;</p>", "5 < 6 & 7 &amp;amp; &lt;b>"),
        ("<p>C:\\xampp\\htdocs and \\*</p>", "C:\\xampp\\htdocs and \\\\\\*"),
        ("<p>!!! note</p>", "\\!!! note"),
        ("<p>a</p><p>: b</p>", "a\n\n&#58; b"),
        ("<p>• no list</p>", "&#8226; no list"),
        ("<p>one<br>===</p>", "one<br>\n&#61;=="),
        ("<p>~~~</p>", "&#126;~~"),
        ("<p>see {x}</p>", "see \\{x}"),
        ("<p><em>a</em><strong>b</strong> <em> c </em>d</p>", "*a***b** *c* d"),
        ("<p><a href='https://e.org/'>https://e.org/</a></p>", "<https://e.org/>"),
        ("<p><a href='https://e.org/(x)'>a</a></p>", "[a](<https://e.org/(x)>)"),
        ("<p>Hi!<a href='https://e.org'>a</a></p>", "Hi\\![a](https://e.org)"),
        ("<h2>Number #</h2><p>x</p>", "## Number \\#\n\nx"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n    - b"),
        ("<ol start='4'><li>a</li><li>b</li></ol>", "4. a\n5. b"),
        ("<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>", "- a\n\n    b\n\n- c"),
        ("<ol type='a'><li>a</li></ol>", '<ol type="a">\n<li>a</li>\n</ol>'),
        ("<p class='verse'>a<br>b</p>", "a<br>\nb\n{: .verse }"),
        ("<p lang='ar' dir='rtl'>سلام</p>", 'سلام\n{: lang="ar" dir="rtl" }'),
        ("<p style='text-align:center'>a</p>", "a\n{: .align-center }"),
        ("<p>The <abbr title='Low Mood'>LM</abbr></p>", 'The <abbr title="Low Mood">LM</abbr>'),
        ("<pre><code>a\n  *b*\n</code></pre>", "```\na\n  *b*\n```"),
        ("<blockquote>a<p>b</p></blockquote>", "> a\n>\n> b"),
        ("<dl><dt>T</dt><dd>d</dd><dd>e</dd></dl>", "T\n:   d\n:   e"),
        (
            "<table><thead><tr><th>a|b</th><th>c</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
            "| a\\|b | c |\n|---|---|\n| 1 | 2 |",
        ),
        (
            "<table><caption>C</caption><tr><td colspan='2'>1</td></tr></table>",
            '<table>\n<caption>C</caption>\n<tbody>\n<tr>\n<td colspan="2">1</td>\n</tr>\n</tbody>\n</table>',
        ),
    ],
)
def test_a_form_is_written_as_a_person_would_and_read_as_it_was(html: str, markdown: str) -> None:
    result, article, again = written(html)
    assert below_front_matter(result.text) == markdown
    assert forms_of(parse_body(again.body)) == forms_of(parse_body(article.body))
    assert result.findings == ()


def test_words_that_look_like_a_byline_stay_in_the_text() -> None:
    article = article_of("<p>By Jane Roe</p><p>March 3, 2025</p><p>Text.</p>", bylines=(Byline("Jane Roe"),))
    result = write_markdown(article, {}, read_text)
    assert body_words(read_text(result.text).body) == body_words(article.body)
    assert result.findings == ()


def test_every_field_comes_back() -> None:
    article = article_of(
        "<p>Text of it.</p>",
        title='Yes: "No" & #1',
        subtitle="Sub",
        language="es",
        bylines=(
            Byline("Jane Roe", ("LPCC",)),
            Byline("Mary Major", ("MD",), part="reviewer"),
            Byline("Ed Itor", part="editor"),
        ),
        published=date(2025, 3, 1),
        reviewed=date(2026, 1, 2),
        summary="Short: and sweet.",
        key_points=("One", "Two: b"),
        source_url="https://clinic.example/a",
        topics=("Sleep", "- Grief"),
    )
    result = write_markdown(article, {}, read_text)
    again = read_text(result.text)
    assert result.findings == ()
    for name in (
        "title",
        "subtitle",
        "language",
        "bylines",
        "published",
        "reviewed",
        "summary",
        "key_points",
        "topics",
    ):
        assert getattr(again, name) == getattr(article, name)


def test_pictures_and_captions_come_back(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x y.png").write_bytes(PNG)
    pictures = (Picture("other-x.png", "x.png", "image/png", PNG, "A hill"),)
    for html, markdown in (
        ('<p><img src="pictures/other-x.png" alt="A hill" title="Near us"></p>', '![A hill](a/x%20y.png "Near us")'),
        (
            '<p>See <img src="pictures/other-x.png" alt="A [hill]"> it</p>',
            'See <img src="a/x%20y.png" alt="A &#91;hill&#93;"> it',
        ),
        (
            '<figure><img src="pictures/other-x.png" alt="A hill"><figcaption>By <em>me</em></figcaption></figure>',
            '<figure>\n<img src="a/x%20y.png" alt="A hill">\n<figcaption>By <em>me</em></figcaption>\n</figure>',
        ),
    ):
        body = clean(parse_html(html), pictures, html).xhtml()
        article = Article("a", "a.txt", "A title", body, "en", pictures=pictures)
        result = write_markdown(article, {"other-x.png": "a/x y.png"}, lambda text: read_text(text, tmp_path))
        assert below_front_matter(result.text) == markdown
        assert result.findings == ()


def test_footnotes_are_written_as_footnotes_and_come_back() -> None:
    text = "# T\n\nOne[^a] and two[^b], one[^a].\n\n[^a]: First *note*.\n\n    More of it.\n[^b]: Second.\n"
    article = read_text(text)
    result = write_markdown(article, {}, read_text)
    assert "One[^1] and two[^2], one[^1]." in result.text
    assert "[^1]: First *note*.\n\n    More of it.\n\n[^2]: Second." in result.text
    assert result.findings == ()


_SIGNS = st.text("ab *_`[](){}<>&#+-.!|\\:~^=1\"'•\u00a0\u00ad é/", min_size=1, max_size=12)
_WORDS = st.sampled_from(
    ["word", "1. one", "- two", "# three", "> four", "[x]: y", "a | b", "!!! note", "[^1]", "&lt;", "***"]
)
_TEXT = st.one_of(_SIGNS, _WORDS).map(lambda text: escape(text, quote=False))
_ATTRIBUTES = st.sampled_from(
    ["", "", "", ' lang="es"', ' class="align-right"', ' title="a *b* [c]"', ' id="x"', ' dir="rtl"']
)


def _element(tag: str, inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    attributes = _ATTRIBUTES if tag not in ("tr", "tbody") else st.just("")
    return st.tuples(attributes, inside).map(lambda parts: f"<{tag}{parts[0]}>{parts[1]}</{tag}>")


def _joined(parts: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(parts, min_size=1, max_size=most).map("".join)


def _inline(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = [_element(tag, _joined(inside)) for tag in ("em", "strong", "code", "sub", "del", "abbr", "span", "b")]
    links = _joined(inside).map(lambda words: f'<a href="https://e.org/a_b?c=d&amp;e">{words}</a>')
    return st.one_of(_TEXT, _TEXT, st.just("<br>"), links, *tags)


_PHRASE = _joined(st.recursive(_TEXT, _inline, max_leaves=5))


def _lists(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inside = _joined(st.one_of(_PHRASE, items).map(lambda item: f"<li>{item}</li>"))
    return st.one_of(_element("ul", inside), _element("ol", inside), inside.map(lambda i: f'<ol start="3">{i}</ol>'))


def _tables() -> st.SearchStrategy[str]:
    row = st.lists(_PHRASE, min_size=2, max_size=2)
    return st.tuples(row, row, st.sampled_from(["", ' colspan="2"', ' style="text-align:right"'])).map(
        lambda t: (
            "<table><thead><tr>"
            + "".join(f"<th{t[2]}>{cell}</th>" for cell in t[0])
            + "</tr></thead><tbody><tr>"
            + "".join(f"<td>{cell}</td>" for cell in t[1])
            + "</tr></tbody></table>"
        )
    )


_LEAVES = st.one_of(
    *(_element(tag, _PHRASE) for tag in ("p", "p", "p", "h2", "h3")),
    _TEXT.map(lambda text: f"<pre><code>{text}\n  {text}</code></pre>"),
    _tables(),
    st.just("<hr>"),
    st.tuples(_PHRASE, _PHRASE).map(lambda pair: f"<dl><dt>{pair[0]}</dt><dd>{pair[1]}</dd></dl>"),
)
_BODY = _joined(
    st.recursive(
        _LEAVES,
        lambda inside: st.one_of(
            _lists(_joined(inside)), _element("blockquote", _joined(inside)), _element("div", _joined(inside))
        ),
        max_leaves=6,
    ),
    most=5,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_BODY)
def test_any_body_comes_back_as_it_was(html: str) -> None:
    article = article_of(f"<p>An opening of its own.</p>{html}")
    result = write_markdown(article, {}, read_text)
    again = read_text(result.text)
    assert result.findings == ()
    assert forms_of(parse_body(again.body)) == forms_of(parse_body(article.body))
    assert body_words(again.body) == body_words(article.body)
