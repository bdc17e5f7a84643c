"""The last look of every reader: each word of the source is on the page, or among what was left out.

A converter may swallow words that look like mark-up (`{thoughts}`, a table cell too many, `[Tip]: Breathe`).
Such lines are found here and reported, so that nothing is lost in silence.
"""

import re
from collections import Counter
from difflib import SequenceMatcher
from html import unescape

from ..model import Removed

_MARKS = re.compile(r"[*_~`\\]")
_WORD = re.compile(r"[^\W_]+")
_ATTRIBUTES = r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))*\s*/?>"
_TAG = re.compile(r"</?[a-z][a-z0-9]*" + _ATTRIBUTES, re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|tt|u)" + _ATTRIBUTES,
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r'<sup[^>]*>\s*<a class="footnote-ref".*?</sup>', re.DOTALL)
_SYNTAX = (
    (re.compile(r"^\s*\[\^[^\]]+\]:|\[\^[^\]]+\]"), " "),  # footnote labels
    (re.compile(r"^\s*\*\[[^\]]+\]:"), " "),  # abbreviation labels
    (re.compile(r"^\s*\[[^\]]+\]:\s+<?(?:[a-z]+:|[./#]|\S*[./#])\S*>?"), " "),  # link definitions
    # A link within a word, as where Arabic joins "and" to it, parts no word.
    (re.compile(r"(?<=\w)\[(?=[^\[\]]*\]\()|\]\(\s*[^\s)]*\)(?=\w)"), ""),
    (re.compile(r"\]\(\s*<[^>]*>|\]\(\s*[^\s)]*"), "] "),  # link addresses
    (re.compile(r"\]\s?\[[^\]]*\]"), "] "),  # link labels
    (
        re.compile(
            r"\{:?\s*(?:[#.][\w-]+|[\w-]+=(?:\"[^\"]*\"|[\w-]+))(?:\s+(?:[#.][\w-]+|[\w-]+=(?:\"[^\"]*\"|[\w-]+)))*\s*\}"
        ),
        " ",
    ),
    (re.compile(r"^\s*(?:```+|~~~+)\s*\w*"), " "),  # fences
    (re.compile(r"^\s*!!!\s+[\w -]+"), " "),  # admonitions
)
_LIST_MARK = re.compile(r"^[\s>]*\(?(?:\d+(?:\.\d+)*|[a-zA-Z]|[ivxIVX]{2,5})[.)]\s+")


def find_unplaced(content: str, offset: int, xhtml: str, known: list[str], *, is_markdown: bool) -> list[Removed]:
    """Give the lines of a source with words that are neither on the page nor in the texts known.

    `offset` is the number of lines above the content. Order plays no part where all words are there; where
    some are missing, the two sequences are aligned to find the lines.
    """
    lines = content.split("\n")
    source = [(word, number) for number, line in enumerate(lines) for word in _words(line, is_markdown=is_markdown)]
    # Attribute values count: an abbreviation's meaning and a picture's words are there for whoever asks.
    page = unescape(" ".join([re.sub(r"[<>=/\"]", " ", tag) for tag in _TAG.findall(xhtml)]))
    text = unescape(_TAG.sub(" ", _INLINE.sub("", _NOTE_MARK.sub(" ", xhtml))))
    there = _words(" ".join([*known, text]), is_markdown=False)
    missing = Counter(word for word, _ in source) - Counter(there + _words(page, is_markdown=False))
    if not missing:
        return []
    aligned = SequenceMatcher(None, [word for word, _ in source], there, autojunk=False)
    lost: dict[int, None] = {}
    for kind, start, end, _, _ in aligned.get_opcodes():
        if kind in ("delete", "replace"):
            lost |= {number: None for word, number in source[start:end] if missing[word] > 0}
    return [
        Removed(number + offset + 1, " ".join(lines[number].split()), "not understood; its words are not on the page")
        for number in lost
    ]


def _words(text: str, *, is_markdown: bool) -> list[str]:
    if is_markdown:
        for form, instead in _SYNTAX:
            text = form.sub(instead, text)
        text = unescape(_TAG.sub(" ", _INLINE.sub("", text)))
    return _WORD.findall(_MARKS.sub("", _LIST_MARK.sub("", text)))
