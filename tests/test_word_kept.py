"""The promise for Word files: whatever is made of paragraphs, no word is lost, doubled or moved."""

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from handout_builder.errors import SourceError
from handout_builder.readers import read
from handout_builder.readers.body import body_words

from .make_docx import OFFICE, SPACES, docx, item, levels, p, run, table
from .test_words_kept import SENTENCE

LABEL = st.sampled_from(["", "", "", "• ", "- ", "1. ", "2. ", "a. ", "i. ", "ii. "])
LINE = st.tuples(LABEL, SENTENCE).map("".join)
LOOK = st.sampled_from(["", "", "b", "i", "b i", '<w:sz w:val="36"/>'])
STYLE = st.sampled_from(["", "", "", "", "Title", "Subtitle", "heading1", "heading2", "Quote", "caption"])
PLACE = st.sampled_from(["", "", '<w:ind w:left="720"/>', '<w:jc w:val="center"/>'])
W = f"{{{OFFICE}wordprocessingml/2006/main}}"
BREAK = "<w:r><w:br/></w:r>"


def lines(texts: list[str], look: str, style: str, place: str) -> str:
    return p(BREAK.join(run(text, look) for text in texts), style, place)


def halves(text: str, look: str, style: str, place: str) -> str:
    return p(run(text[:5], "b") + run(text[5:], look), style, place)


BLOCK = st.one_of(
    st.builds(lines, st.lists(LINE, min_size=1, max_size=1), LOOK, STYLE, PLACE),
    st.builds(lines, st.lists(LINE, min_size=1, max_size=4), LOOK, STYLE, PLACE),
    st.builds(halves, LINE, LOOK, STYLE, PLACE),
    st.builds(item, SENTENCE, st.sampled_from([1, 2]), st.sampled_from([0, 1, 2])),
    st.lists(LINE, min_size=1, max_size=3).map(table),
    st.just(p("")),
)
NUMBERING = levels(("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3."))


def written(text: str) -> list[str]:
    """The words of two letters and more; single ones and Roman numbers may be a list's labels."""
    return [word for word in re.findall(r"[^\W\d_]{2,}", text) if word not in ("ii", "iii", "iv")]


def typed(xml: str) -> str:
    """The text of a piece of a document, a line a paragraph."""
    paragraphs = etree.fromstring(f"<w:body {SPACES}>{xml}</w:body>").iter(W + "p")
    return "\n".join(
        "".join(" " if node.tag == W + "br" else node.text or "" for node in paragraph.iter(W + "t", W + "br"))
        for paragraph in paragraphs
    )


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(BLOCK, min_size=2, max_size=10).map("".join))
def test_word_files_are_kept_word_for_word_or_reported(tmp_path: Path, xml: str) -> None:
    path = tmp_path / "article.docx"
    path.write_bytes(docx(xml, numbering=NUMBERING))
    try:
        (article,) = read(path, tmp_path)
    except SourceError as error:
        assert "no text" in str(error), error
        return
    given_words = written(typed(xml))
    body = written(" ".join(body_words(article.body)))
    taken = written(" ".join(article.taken))
    removed = written(" ".join(line.text for line in article.removed))
    assert sorted(taken + body + removed) == sorted(given_words)
    rest = iter(given_words)
    assert all(word in rest for word in taken + body)
