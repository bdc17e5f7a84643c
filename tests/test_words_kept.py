"""The promise: no word of an author's is lost, changed or reordered, and none slips in."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handout_builder.errors import SourceError
from handout_builder.readers import read
from handout_builder.readers.body import body_words

# Words that are neither list numbers nor letters, nor part of a byline or a date: those become other things than words.
WORD = st.text("bcdfgaeioéñçßжд", min_size=2, max_size=9).map(lambda word: word)
MARK = st.sampled_from(["", "", "", ".", ",", "?", "!", ":", ";", "…", "”", ")"])
SENTENCE = st.lists(st.tuples(WORD, MARK).map("".join), min_size=1, max_size=30).map(" ".join)
SPECIAL = st.sampled_from(
    ["Next", "Previous", "Share", "• bcd", "- ffg", "& < >", "https://example.org/a?b=1&c=2", "* * *"]
)
LINE = st.one_of(SENTENCE, SENTENCE.map(str.upper), SENTENCE.map(str.capitalize), SPECIAL, st.just(""), st.just("   "))
TEXT = st.lists(LINE, min_size=1, max_size=25).map("\n".join)
# Each example has its own folder in the test's, and most sentences are no Markdown's.
HELD = [HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]


def words_of(text: str) -> list[str]:
    return [word for word in text.split() if not re.fullmatch(r"[•*\-–—·]", word)]


@settings(deadline=None, max_examples=150, suppress_health_check=HELD)
@given(TEXT)
def test_pasted_text_is_kept_word_for_word_or_reported(tmp_path: Path, text: str) -> None:
    path = tmp_path / "article.txt"
    path.write_text(text, "utf-8")
    try:
        (article,) = read(path, tmp_path)
    except SourceError:
        return
    given_words = words_of(text)
    body = words_of(" ".join(body_words(article.body)))
    taken = words_of(" ".join(article.taken))
    removed = words_of(" ".join(line.text for line in article.removed))
    assert sorted(taken + body + removed) == sorted(given_words)
    rest = iter(given_words)
    assert all(word in rest for word in taken + body)


@settings(deadline=None, max_examples=100, suppress_health_check=HELD)
@given(st.lists(SENTENCE.filter(lambda s: not re.search(r"[:)]|^[^b-zéñçßжд]", s)), min_size=2, max_size=12))
def test_markdown_paragraphs_are_kept_word_for_word(tmp_path: Path, paragraphs: list[str]) -> None:
    path = tmp_path / "article.md"
    path.write_text("# A title\n\n" + "\n\n".join(paragraphs), "utf-8")
    (article,) = read(path, tmp_path)
    assert article.title == "A title"
    assert body_words(article.body) == " ".join(paragraphs).split()


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("It isn't \"so\" -- really... 'fine' (c)", "It isn't \"so\" -- really... 'fine' (c)"),
        ("“Curly” and ‘single’ — stay – as they are…", "“Curly” and ‘single’ — stay – as they are…"),
        ("A\u00a0no-break space", "A no-break space"),
        ("Fish & chips &amp; peas &lt;3", "Fish & chips & peas <3"),
        ("One two[^n]\n\n[^n]: The note.", "One two1 The note."),
        ("*a*b **c** `d e` ~f~", "ab c d e ~f~"),
        ("Line one\nline two", "Line one line two"),
        ("- one\n- two\n\n    more of two", "one two more of two"),
        ("| A | B |\n|---|---|\n| c | d |", "A B c d"),
        ("Term\n:   Meaning", "Term Meaning"),
        ("x < y and y > z", "x < y and y > z"),
        ("<b>bold</b> <u>under</u> <font color=red>red</font>", "bold under red"),
        ("a<br>b", "a b"),
        ("<https://example.org/x>", "https://example.org/x"),
        ('<textarea>kept</textarea> <button onclick="x()">Press</button>', "kept Press"),
    ],
)
def test_markdown_changes_no_word(tmp_path: Path, markdown: str, words: str) -> None:
    path = tmp_path / "article.md"
    path.write_text(f"# A title\n\nAn opening.\n\n{markdown}\n", "utf-8")
    (article,) = read(path, tmp_path)
    assert body_words(article.body)[2:] == words.split()


CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "pasted"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collection of real articles is not beside this checkout")
@pytest.mark.parametrize("mode", ["none", "seed"])
def test_no_word_of_real_articles_vanishes(mode: str) -> None:
    for path in sorted((CORPUS / mode).rglob("*.txt"))[::4]:
        (article,) = read(path, path.parent)
        truth = json.loads(path.with_suffix(".truth.json").read_text("utf-8"))
        lines = [line[1][line[2] if len(line) > 2 else 0 :] for line in truth["lines"] if line[0] in "HP"]
        kept = re.sub(r"\s", "", "".join(body_words(article.body)))
        kept += "".join(re.sub(r"\s", "", line.text) for line in article.removed)
        for line in lines:
            assert re.sub(r"[\s\u200b\u00ad\ufeff\u2060]", "", line) in kept, (path.name, line)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 | three four |", "three"),
        ("## Feelings {and thoughts}", "thoughts"),
        ("[Tip]: Breathe", "Breathe"),
        ("*[CBT]: Cognitive behavioural", "Cognitive"),
        ("If a <b and c> d", "and"),
    ],
)
def test_words_that_markdown_swallows_are_reported(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# T\n\nBy Jane Roe\n\nText.\n\n{line}\n\nMore text.\n", "utf-8")
    (article,) = read(path, tmp_path)
    assert words in body_words(article.body) or any(words in removed.text for removed in article.removed)
    assert any(finding.code == "X104" for finding in article.findings)


@pytest.mark.parametrize(
    "line", ["اقرأ عن النوم و[الراحة](https://e.example/a) كل يوم.", "Un[do](https://e.example/a)ing, [do](#a)ing."]
)
def test_a_link_within_a_word_loses_none(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# T\n\n{line}\n", "utf-8")
    (article,) = read(path, tmp_path)
    assert [finding for finding in article.findings if finding.code == "X104"] == []


def test_a_sign_that_opens_no_tag_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# T\n\nUse <your name> here and `<Jane Roe>`, <jane@example.org>, <https://e.example>.\n", "utf-8")
    (article,) = read(path, tmp_path)
    assert (
        body_words(article.body) == "Use <your name> here and <Jane Roe>, jane@example.org, https://e.example.".split()
    )
    assert article.removed == ()


@pytest.mark.parametrize("sign", ["&#", "&#;", "&#x", "&#1 ", "&#99999999;"])
def test_a_number_sign_that_names_no_character_harms_nothing_below(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "a.md"
    below = "&#160;Below.\n\n<div>\n<p>One.</p>\n</div>\n\n<div>\n<p>Two.</p>\n</div>"
    path.write_text(f"# T\n\nAT{sign}T `{sign.strip()}`\n\n{below}\n", "utf-8")
    (article,) = read(path, tmp_path)
    assert body_words(article.body) == [*f"AT{sign}T".split(), sign.strip(), "Below.", "One.", "Two."]


def test_a_title_is_taken_only_from_the_top_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    for text, title in (
        ("# Sleep<br>well\n\nx", "Sleep well"),
        ("Opening.\n\n## Intro\n\nx\n\n# Conclusion\n\nFinal", "a"),
        ("# Sleep[^1]\n\nx\n\n[^1]: n", "a"),
    ):
        path.write_text(text, "utf-8")
        (article,) = read(path, tmp_path)
        assert article.title == title
        assert article.removed == ()
