"""Saved web pages: the article is found, all its words are kept, and all that stands around it is reported."""

import re
import time
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from plistlib import FMT_BINARY, dumps

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from handout_builder.commands.read import understood
from handout_builder.errors import SourceError
from handout_builder.model import Article, Clinician
from handout_builder.readers import is_beside_page, read
from handout_builder.readers.body import body_words

from .conftest import ClinicFolder

FOLDER = Path(__file__).parent / "sources" / "web-pages"
PAGES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".html", ".htm", ".mhtml"))
PICTURE = (FOLDER / "wordpress_files" / "bedroom.png").read_bytes()


def read_page(folder: Path, page: str | bytes, name: str = "page.html") -> Article:
    path = folder / name
    path.write_bytes(page if isinstance(page, bytes) else page.encode("utf-8"))
    (article,) = read(path, folder)
    return article


def with_text(markup: str) -> str:
    return f"<title>T</title><article><h1>T</h1><p>An opening sentence that says something.</p>{markup}<p>The end.</p></article>"


def body_of(folder: Path, markup: str) -> str:
    """What becomes of some mark-up in the middle of an article."""
    body = read_page(folder, with_text(markup)).body
    return body.removeprefix("<p>An opening sentence that says something.</p>").removesuffix("<p>The end.</p>")


@pytest.mark.parametrize("source", PAGES, ids=lambda path: path.name)
def test_what_is_understood_of(source: Path, expected: Callable[[Path, str], None]) -> None:
    (article,) = read(source, FOLDER)
    found = understood(article)
    lines = [
        f"{key}: {found[key]}"
        for key in ("title", "bylines", "language", "published", "updated", "reviewed", "pictures")
    ]
    lines += [f"address: {article.source_url}", "taken:", *(f"  {line}" for line in article.taken)]
    lines += ["headings:", *("  " * (level - 1) + heading for level, heading in found["headings"])]
    lines += ["removed:", *(f"  {line['line']}: {line['text']} ({line['reason']})" for line in found["removed"])]
    notes = [finding for finding in article.findings if finding.code != "W101"]
    lines += ["findings:", *(f"  {finding.code} {finding.line}: {finding.message}" for finding in notes)]
    lines += ["body:", article.body]
    expected(source.with_name(source.name + ".expected"), "\n".join(lines) + "\n")


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text))


NOT_SHOWN = ("a film", "the words of a picture", "a picture", "the web site's portrait")
IN_A_TAKEN_LINE = "beside the byline"


def placed(article: Article) -> str:
    """Every letter that a page shows and where it went: body, removed, title, bylines and dates."""
    removed = [line.text for line in article.removed if not line.reason.startswith((*NOT_SHOWN, IN_A_TAKEN_LINE))]
    return letters("".join([*body_words(article.body), *removed, *article.taken]))


def shown(page: str) -> str:
    tree = lxml_html.document_fromstring(
        page.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8", remove_comments=True)
    )
    return letters("".join(tree.xpath(".//body//text()[not(ancestor::script or ancestor::style)]")))


@pytest.mark.parametrize("source", [path for path in PAGES if path.suffix == ".html"], ids=lambda path: path.name)
def test_every_letter_of_a_page_is_in_the_article_or_reported(source: Path) -> None:
    (article,) = read(source, FOLDER)
    assert sorted(placed(article)) == sorted(shown(source.read_text("utf-8")))
    assert not [finding for finding in article.findings if finding.code == "X104"]


WORD = st.text("bcdfgaeioéñçßжд", min_size=2, max_size=7)
TEXT = st.lists(WORD, min_size=1, max_size=18).map(lambda words: " ".join(words) + ".")
BLOCK = st.sampled_from(
    "p div section article ul ol li blockquote h1 h2 h3 aside header footer nav form figure figcaption table tr td main details summary button dl dt dd pre center address".split()
)
INLINE = st.sampled_from(
    [
        "span",
        "a href='#x'",
        "a href='https://e.example/x'",
        "b",
        "em",
        "font",
        "sup",
        "time",
        "label",
        "button",
        "x-y",
        "noscript",
        "wbr",
        "ins",
    ]
)
ATTRIBUTE = st.sampled_from(
    [
        "",
        "",
        "",
        " class='share'",
        " class='entry-content'",
        " class='byline'",
        " hidden",
        " style='display:none'",
        " aria-hidden='true'",
        " class='caption'",
        " class='pullquote'",
        " id='x'",
        " class='sr-only'",
        " role='navigation'",
        " class='accordion'",
        " class='post-meta'",
        " class='author-box'",
    ]
)
FRAGMENT = st.recursive(
    TEXT | st.just("<br>") | st.just("<br><br>") | st.just("<img src='none.png'>"),
    lambda inner: st.tuples(BLOCK | INLINE, ATTRIBUTE, st.lists(inner, min_size=1, max_size=4)).map(
        lambda parts: f"<{parts[0]}{parts[1]}>{' '.join(parts[2])}</{parts[0].split()[0]}>"
    ),
    max_leaves=14,
)


@settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(FRAGMENT, min_size=1, max_size=5).map("".join))
def test_no_letter_of_any_page_is_lost_or_made(tmp_path: Path, markup: str) -> None:
    page = f"<html><head><title>x</title></head><body>{markup}</body></html>"
    try:
        article = read_page(tmp_path, page)
    except SourceError as error:
        assert "no article" in str(error) or "no text" in str(error)
        return
    assert sorted(placed(article)) == sorted(shown(page))
    assert not [finding for finding in article.findings if finding.code == "X104"]
    order = iter(shown(page))
    assert all(letter in order for letter in letters("".join(body_words(article.body)))), "the order changed"


@pytest.mark.parametrize(
    ("markup", "body"),
    [
        ("One<br><br>Two<br>three", "<p>One</p><p>Two<br/>three</p>"),
        ("<div>bare text</div>", "<p>bare text</p>"),
        (
            "<div>loose <b>words</b><p>in a p</p>and after</div>",
            "<p>loose <b>words</b></p><p>in a p</p><p>and after</p>",
        ),
        ("<p><b>A bold line</b></p>", "<p><b>A bold line</b></p>"),
        ("<p><span class='dropcap' aria-hidden='true'>T</span>he</p>", "<p>The</p>"),
        ("<p>a&nbsp;b co&shy;zy</p>", "<p>a\u00a0b cozy</p>"),
        ("<p>&nbsp;</p>", ""),
        ("<a href='https://e.example/'><h2>Linked</h2></a>", '<h2 id="linked">Linked</h2>'),
        ("<p>x<a href='https://e.example/'></a></p>", "<p>x</p>"),
        ("<h2>Head<a class='anchor' href='#head'>¶</a></h2>", '<h2 id="head">Head</h2>'),
        ("<h1>Part</h1><h2>Sub</h2>", '<h2 id="part">Part</h2><h3 id="sub">Sub</h3>'),
        (
            "<table><tr><td><h2>Laid</h2>out</td><td>here</td></tr></table>",
            '<h2 id="laid">Laid</h2><p>out</p><p>here</p>',
        ),
        ("<p>x<svg><path d=''/></svg></p>", "<p>x</p>"),
        ("<pre>a\n  b</pre>", "<pre>a\n  b</pre>"),
        ("<custom-text>One</custom-text><custom-text>Two</custom-text>", "<p>One</p><p>Two</p>"),
        ("<dl><div><dt>A</dt><dd>B</dd></div></dl>", "<dl><dt>A</dt><dd>B</dd></dl>"),
        (
            "<p>See <a href='#n'>1</a></p><p id='n'>Note <a href='#r'>↩</a></p>",
            '<p>See <a href="#n">1</a></p><p id="n">Note</p>',
        ),
        (
            "<p>Sleep.<a id='a1' href='#n1'>1</a> Rest.<a id='a2' href='#n2'>2</a></p>"
            "<div><a id='n1' href='#a1'>1</a><div><p><i>Early</i> is best.</p><p>Or late.</p></div></div>"
            "<div><a id='n2' href='#a2'>2</a><div><hr><p>Often.</p></div></div>",
            '<p>Sleep.<sup id="a1"><a href="#n1" class="footnote-ref">1</a></sup> '
            'Rest.<sup id="a2"><a href="#n2" class="footnote-ref">2</a></sup></p>'
            '<div class="footnote"><p><a id="n1" href="#a1">1</a> <i>Early</i> is best.</p><p>Or late.</p>'
            '<p><a id="n2" href="#a2">2</a></p><hr/><p>Often.</p></div>',
        ),
        (
            "<ul><li><p>One</p></li><li><div><p>Two</p></div><ul><li>In it</li></ul></li><li><p>Three</p><p>Four</p></li></ul>",
            "<ul><li>One</li><li>Two<ul><li>In it</li></ul></li><li><p>Three</p><p>Four</p></li></ul>",
        ),
        (
            "<table><caption>Hours</caption><tr><th>Day</th><td><p>Long</p></td></tr></table>",
            '<table><caption>Hours</caption><tbody><tr><th scope="col">Day</th><td>Long</td></tr></tbody></table>',
        ),
        (
            "<h2><span style='font-weight:700'>Sleep <span style='font-style:italic'>now</span></span></h2><p><span style='font-weight: bold'>Please</span></p>",
            '<h2 id="sleep-now">Sleep <em>now</em></h2><p><strong>Please</strong></p>',
        ),
        (
            "<div dir='ltr'><p>Left</p><p dir='auto'>Left</p></div><p dir='rtl'>מימין</p>",
            '<p>Left</p><p>Left</p><p dir="rtl">מימין</p>',
        ),
        ("<aside><p>Call us at once when this happens.</p></aside>", "<p>Call us at once when this happens.</p>"),
        ("<div class='pullquote'>Said only here.</div>", "<p>Said only here.</p>"),
        ("<figure><figcaption>Alone</figcaption></figure>", "<p>Alone</p>"),
        ("<p>Before</p><embed src='x'><p>After</p>", "<p>Before</p><p>After</p>"),
    ],
)
def test_a_page_s_ways_become_plain_blocks(tmp_path: Path, markup: str, body: str) -> None:
    assert re.sub(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<)", "", body_of(tmp_path, markup)) == body


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<nav>Home About</nav>", "Home About"),
        ("<div class='post-share-row'>Share on a network</div>", "Share on a network"),
        ("<template><p>Unseen</p></template>", "Unseen"),
        ("<noscript>Turn scripts on</noscript>", "Turn scripts on"),
        ("<p style='display: none'>Secret</p>", "Secret"),
        ("<div class='cookie-banner'>We use cookies</div>", "We use cookies"),
        ("<iframe src='https://v.example/1' title='A film'></iframe>", "A film https://v.example/1"),
        ("<div class='pullquote'>An opening sentence</div>", "An opening sentence"),
        ("<p><a class='btn' href='/x'>Book now</a></p>", "Book now"),
        ("<img src='https://far.example/p.jpg' alt='A lake'>", "A lake"),
    ],
)
def test_what_is_not_the_author_s_is_left_out_and_reported(tmp_path: Path, markup: str, text: str) -> None:
    article = read_page(tmp_path, with_text(markup))
    assert text in [line.text for line in article.removed]
    assert not set(text.split()) - {"An", "opening", "sentence"} & set(body_words(article.body))


def test_a_section_headed_as_navigation_at_the_end_is_left_out(tmp_path: Path) -> None:
    article = read_page(
        tmp_path,
        with_text("<h2>Related posts</h2><ul><li><a href='/a'>Other</a></li></ul>").replace(
            "<p>The end.</p>", "<p>Next</p>"
        ),
    )
    assert body_words(article.body) == "An opening sentence that says something.".split()
    assert {line.reason for line in article.removed} == {"web navigation"}


@pytest.mark.parametrize(
    ("head", "line", "names"),
    [
        ('<meta name="author" content="Jane Roe">', "", ["Jane Roe"]),
        ('<meta name="author" content="admin">', "", []),
        ('<meta name="author" content="River Clinic"><meta property="og:site_name" content="River Clinic">', "", []),
        (
            '<script type="application/ld+json">{"@type":"BlogPosting","author":["Jane Roe",{"name":"John Doe"}]}</script>',
            "",
            ["Jane Roe", "John Doe"],
        ),
        (
            '<script type="application/ld+json">{"@type":"Article","author":{"@type":"Organization","name":"Big Press"}}</script>',
            "",
            [],
        ),
        ('<script type="application/ld+json">{broken</script>', "<p>By Jane Roe, LPCC</p>", ["Jane Roe"]),
        (
            '<meta name="author" content="admin">',
            '<p class="byline"><a rel="author" href="/j">Jane Roe</a></p>',
            ["Jane Roe"],
        ),
        (
            "",
            '<p>By <span itemprop="author">Jane Roe</span> | <time datetime="2024-03-05">March 5, 2024</time></p>',
            ["Jane Roe"],
        ),
        ('<meta name="author" content="Jane Roe">', "<p>By Jane Roe and John Doe</p>", ["Jane Roe", "John Doe"]),
    ],
)
def test_authors_are_people(tmp_path: Path, head: str, line: str, names: list[str]) -> None:
    page = f"<head><title>T</title>{head}</head><article><h1>T</h1>{line}<p>An opening sentence that says something.</p></article>"
    article = read_page(tmp_path, page)
    assert [byline.name for byline in article.bylines] == names
    assert article.body == "<p>An opening sentence that says something.</p>"


@pytest.mark.parametrize(
    ("head", "line", "updated"),
    [
        ('{"datePublished":"2025-01-09T09:00:00Z","dateModified":"2025-02-10T08:00:00Z"}', "", date(2025, 2, 10)),
        ('{"datePublished":"2025-01-09T09:00:00Z","dateModified":"2025-01-09T18:00:00Z"}', "", None),
        ('{"datePublished":"2025-01-09","dateModified":"2025-01-02"}', "", None),
        (
            '{"datePublished":"2025-01-09","dateModified":"2025-02-10"}',
            "<p>Updated February 1, 2025</p>",
            date(2025, 2, 1),
        ),
        ('{"dateModified":"2025-02-10"}', "<p>Published February 10, 2025</p>", None),
        (
            '{}</script><meta property="article:modified_time" content="2025-03-01T00:00:00+00:00"><script>',
            "",
            date(2025, 3, 1),
        ),
    ],
)
def test_the_day_of_a_change_is_later_than_that_of_publication(
    tmp_path: Path, head: str, line: str, updated: date | None
) -> None:
    facts = head.replace("{", '{"@type":"Article",', 1).replace(",}", "}")
    page = f'<head><title>T</title><script type="application/ld+json">{facts}</script></head><article><h1>T</h1>{line}{SENTENCES}</article>'
    assert read_page(tmp_path, page).updated == updated


NAMED = '<head><title>T</title><meta name="author" content="Jane Roe"></head>'
SENTENCES = (
    "<p>An opening sentence that says something of how people sleep when they have long lain awake at night.</p>" * 2
)


@pytest.mark.parametrize(
    ("head", "box", "bio", "kept"),
    [
        (
            NAMED,
            "<h4>About Jane Roe</h4><p>She helps people who cannot sleep at night.</p>",
            "She helps people who cannot sleep at night.",
            '<h2 id="about-jane-roe">About Jane Roe</h2><p>She helps people who cannot sleep at night.</p>',
        ),
        (
            NAMED,
            "<img src='j.jpg' alt='Jane'><a href='https://c.example/jane'>Jane Roe</a><p>Jane helps people who cannot sleep.</p><ul class='social-links'><li>Find me</li></ul><p><a href='https://c.example/all'>All posts by Jane Roe</a></p>",
            "Jane helps people who cannot sleep.",
            '<p><a href="https://c.example/jane">Jane Roe</a></p><p>Jane helps people who cannot sleep.</p>',
        ),
        (NAMED, "<h4>About Mary Poe</h4><p>She helps people who cannot sleep at night.</p>", "", ""),
        (NAMED, "<p>Jane Roe</p>", "", ""),
        (
            "<title>T</title>",
            "<h4>About the Author</h4><p>Jane Roe, LPCC, is a counsellor by the river.</p>",
            "Jane Roe, LPCC, is a counsellor by the river.",
            '<h2 id="about-the-author">About the Author</h2><p>Jane Roe, LPCC, is a counsellor by the river.</p>',
        ),
    ],
)
@pytest.mark.parametrize("around", ["{text}{box}", "{box}{text}", "{text}<footer>{box}</footer>", "{text}{box}{box}"])
def test_a_box_about_an_author_is_the_bio_at_the_end(
    tmp_path: Path, head: str, box: str, bio: str, kept: str, around: str
) -> None:
    body = around.format(
        text=f"<article><h1>T</h1>{SENTENCES}</article>",
        box=f"<div class='author-box'><div class='author-info'>{box}</div></div>",
    )
    article = read_page(tmp_path, f"<html>{head}<body>{body}</body></html>")
    assert article.body == SENTENCES + kept
    assert [byline.bio for byline in article.bylines if byline.bio] == ([bio] if bio else [])
    assert ("W103" in [finding.code for finding in article.findings]) == bool(bio)
    assert sorted(placed(article)) == sorted(shown(body))


def test_a_clinician_on_a_page_gets_credentials(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    path.write_text(
        '<title>T</title><meta name="author" content="Jane Roe"><p>A sentence of some length is here.</p>', "utf-8"
    )
    (article,) = read(path, tmp_path, [Clinician("Jane Roe", ("LPCC",), "Counsellor")])
    assert article.bylines[0].credentials == ("LPCC",)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("<p>Ein Café für alle, die müde sind.</p>".encode("windows-1252"), "Café"),
        ('<meta charset="utf-8"><p>Ein Café für alle, die müde sind.</p>'.encode("windows-1252"), "Café"),
        ('<meta charset="iso-8859-1"><p>Ein Café für alle, die müde sind.</p>'.encode(), "Café"),
        (
            '<meta charset="shift_jis"><p>眠りは追いかけない人のところへ来ます。</p>'.encode("shift_jis"),
            "眠りは追いかけない人のところへ来ます。",
        ),
        ('<?xml version="1.0" encoding="UTF-16"?><p>Ein Café für alle, die müde sind.</p>'.encode("utf-16"), "Café"),
    ],
)
def test_words_are_right_in_any_encoding(tmp_path: Path, data: bytes, word: str) -> None:
    assert word in body_words(read_page(tmp_path, data).body)


def mhtml() -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://clinic.example/a"
    message.set_content(
        '<title>T</title><article><h1>T</h1><p>Naïve people sleep well, = or so they say.</p><img src="cid:one" alt="One"><img src="/two.png" alt="Two"></article>',
        subtype="html",
        cte="quoted-printable",
    )
    message.replace_header("Content-Type", "text/html; charset=utf-8")
    message["Content-Location"] = "https://clinic.example/a"
    message.make_related()
    message.add_related(PICTURE, "image", "png", cid="<one>")
    message.add_related(PICTURE, "image", "png", headers=["Content-Location: https://clinic.example/two.png"])
    message.add_related("<p>An ad in a frame, which nobody wrote for us.</p>", subtype="html", cid="<frame>")
    return message.as_bytes()


def webarchive() -> bytes:
    page = "<title>T</title><article><h1>T</h1><p>Naïve people sleep well, = or so they say.</p><img src='one.png' alt='One'><img src='https://clinic.example/two.png' alt='Two'></article>"
    picture = {"WebResourceMIMEType": "image/png", "WebResourceData": PICTURE}
    main = {
        "WebResourceData": page.encode(),
        "WebResourceURL": "https://clinic.example/a",
        "WebResourceTextEncodingName": "UTF-8",
    }
    subs = [{**picture, "WebResourceURL": f"https://clinic.example/{name}.png"} for name in ("one", "two")]
    return dumps({"WebMainResource": main, "WebSubresources": subs}, fmt=FMT_BINARY)


@pytest.mark.parametrize(("name", "data"), [("a.mhtml", mhtml()), ("a.mht", mhtml()), ("a.webarchive", webarchive())])
def test_an_archive_s_page_and_pictures_are_read(tmp_path: Path, name: str, data: bytes) -> None:
    article = read_page(tmp_path, data, name)
    assert body_words(article.body) == "Naïve people sleep well, = or so they say.".split()
    assert [(picture.alt, picture.data) for picture in article.pictures] == [("One", PICTURE), ("Two", PICTURE)]
    assert (article.source_url, article.picture_paths) == ("https://clinic.example/a", ())


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (
            "<body><div id='root'></div><script>draw()</script><noscript>You need JavaScript.</noscript></body>",
            "copy it, and paste it into a .txt file",
        ),
        ("<frameset><frame src='a.html'></frameset>", "copy it, and paste it into a .txt file"),
        ("<html></html>", "copy it, and paste it into a .txt file"),
        ("<div>" * 5000 + "deep" + "</div>" * 5000, "copy it, and paste it into a .txt file"),
        ("<nav>Home</nav>", "copy it, and paste it into a .txt file"),
        (b"bplist00 broken", "with another browser"),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nx\n--x--\n",
            "Web page, complete",
        ),
    ],
)
def test_a_page_without_an_article_is_refused_with_what_to_do(tmp_path: Path, page: str | bytes, message: str) -> None:
    with pytest.raises(SourceError, match=re.escape(message)):
        read_page(tmp_path, page)


def test_a_page_deep_in_boxes_is_read(tmp_path: Path) -> None:
    article = read_page(tmp_path, "<div>" * 1500 + "<p>A sentence far down in the boxes.</p>" + "</div>" * 1500)
    assert article.body == "<p>A sentence far down in the boxes.</p>"


def test_a_page_of_over_a_megabyte_is_read_in_bounded_time(tmp_path: Path) -> None:
    part = (
        "<section><h2>A heading of its own</h2><div>"
        + "<p>Words <b>in</b> a long <a href='/x'>article</a> that goes on.</p>" * 40
        + "</div></section>"
    )
    page = f"<article><h1>T</h1>{part * (1_100_000 // len(part))}</article>"
    start = time.process_time()
    article = read_page(tmp_path, page)
    assert time.process_time() - start < 45
    assert len(body_words(article.body)) > 110_000


def test_each_link_that_leads_nowhere_is_named_with_its_own_line(tmp_path: Path) -> None:
    links = "\n".join(f"<p>A sentence with <a href='/{number}'>a link</a> in it.</p>" for number in range(3))
    article = read_page(tmp_path, f"<h1>T</h1>\n{links}\n<p>The end of it.</p>")
    assert [finding.line for finding in article.findings if finding.code == "X101"] == [2, 3, 4]


@pytest.mark.parametrize("link", ["#a%00b", "#%08", "#%ef%bf%be", "/x%00#%01", "%00", "x%00.html"])
def test_signs_that_no_document_can_hold_do_not_keep_a_page_from_being_read(tmp_path: Path, link: str) -> None:
    article = read_page(tmp_path, with_text(f"<a href='{link}'>a link</a> and <img src='{link}' alt='x'> "))
    assert "a link and</p><p>The end.</p>" in re.sub(r"</?a[^>]*>", "", article.body)


def test_a_picture_written_into_the_page_is_taken(tmp_path: Path) -> None:
    import base64

    picture = (Path(__file__).parent / "hard" / "face.png").read_bytes()
    article = read_page(
        tmp_path, with_text(f'<img alt="x" src="data:image/png;base64,{base64.b64encode(picture).decode()}">')
    )
    assert [picture.data for picture in article.pictures] == [picture]


def test_what_a_browser_saves_beside_a_page_is_no_article(clinic: ClinicFolder) -> None:
    for name in (
        "Schlaf.html",
        "Schlaf-Dateien/ad.html",
        "Schlaf-Dateien/deep/b.txt",
        "Schlaf-Dateien/s.css",
        "tips_files/real.txt",
    ):
        clinic.write(f"sources/{name}", "<p>A sentence that is long enough.</p>")
    done = clinic.run("build", "--dry-run", "--json")
    assert sorted({receipt["slug"] for receipt in done.receipts()}) == ["real", "schlaf", "test-clinic"]
    assert "s.css" not in done.err
    assert not is_beside_page(clinic.path / "sources" / "tips_files")


def test_a_page_becomes_a_handout_with_its_picture(paperless: ClinicFolder) -> None:
    paperless.write("sources/wordpress.html", (FOLDER / "wordpress.html").read_bytes())
    paperless.write("sources/wordpress_files/bedroom.png", PICTURE)
    done = paperless.run()
    assert done.code == 0, done.err
    assert "epub/wordpress.epub" in paperless.made()


def test_front_matter_is_not_written_into_a_page(clinic: ClinicFolder) -> None:
    path = clinic.write("sources/a.html", "<p>A sentence that is long enough.</p>")
    done = clinic.call("read", str(path), "--write")
    assert done.code == 3
    assert ".txt file" in done.err
    assert path.read_text("utf-8").startswith("<p>")
