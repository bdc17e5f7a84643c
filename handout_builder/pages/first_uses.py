"""Where an article first uses each of some terms.

A body is read as it is written, tag by tag, and not taken apart and put together again: the author's words stay the
very same.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from itertools import groupby
from unicodedata import category, normalize

from ..model import Term

_TOKEN = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^'">])*>|[^<]+""")
_NAME = re.compile(r"</?([\w:-]+)")
_LANGUAGE = re.compile(r'\s(?:xml:)?lang="([^"]*)"')
_CLOSED = frozenset("br hr img wbr".split())
_UNTOUCHED = frozenset("a abbr code h2 h3 h4 h5 h6 kbd pre samp tfoot thead var".split())
"""Elements in which no term is explained: links, what is explained, what is printed on each page, and no prose."""
_IN_LINE = frozenset("a abbr b bdi bdo cite code em i kbd mark q s small span strong sub sup u del ins wbr".split())

# Letters that are written without spaces between words: Chinese, Japanese, Thai, Lao, Burmese and Khmer.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_APOSTROPHE, _HYPHEN = "['\u2019]", "[-\u2010\u2011]"
_JOINED = rf"{_HYPHEN}|{_APOSTROPHE}(?!s(?!\w))"
"""What joins letters behind it to a word; a possessive 's does not."""
_VARIANTS = {"'": _APOSTROPHE, "-": _HYPHEN, " ": r"(?:\s|&nbsp;|&#160;)+"}
"""Signs that authors and programs write in several ways."""
_JOINT_BEFORE, _JOINT_AFTER = re.compile(_HYPHEN), re.compile(_JOINED)
_NOTE_MARK = re.compile(r"<sup\b[^>]*>(?:\s*<a\b|(?:(?![^\W\d_]|<).)*</sup>)|<a\b[^>]*\bfootnote-ref\b", re.DOTALL)
"""A number or a sign that leads to a note: the word before it has ended."""


@dataclass(frozen=True)
class Use:
    """The first use of a term in a body."""

    term: Term
    start: int
    """Where it stands in the body's mark-up."""
    end: int
    block: int
    """Number of the block, from 0, among those that no other holds."""
    block_end: int
    """Where that block ends in the mark-up."""


# An article has several editions, one after the other.
@lru_cache(maxsize=8)
def first_uses(body: str, language: str, terms: tuple[Term, ...]) -> tuple[Use, ...]:
    """Find the first use of each term in a body, in their order: whole words, the longest first.

    Headings, links, code, abbreviations and words in another language are passed over, and so are the places where
    the article says the plain words itself.
    """
    if not terms:
        return ()
    reading = _Reading(body, language.split("-")[0].casefold(), *_pattern_of(terms))
    for token in _TOKEN.finditer(body):
        reading.read(token[0], token.start(), token.end())
    return tuple(reading.uses)


@lru_cache(maxsize=1)
def _signs() -> str:
    """Give what belongs to the letter before it, for a class: accents, vowel signs, joiners, soft hyphens."""
    marks = (chr(code) for code in range(0x300, 0xFE30) if category(chr(code)) in ("Mn", "Mc"))
    return "\u00ad\u200c\u200d" + "".join(marks)


@lru_cache(maxsize=1)
def _edges() -> tuple[str, str, str]:
    """Give what must hold before a term and behind it, and behind one in a script without spaces."""
    signs = _signs()
    before = rf"(?<![\w&{signs}])(?<!\w{_HYPHEN})"
    return before, rf"(?![\w{signs}])(?!(?:{_JOINED})\w)", f"(?![{signs}])"


@lru_cache(maxsize=1)
def _of_word() -> re.Pattern[str]:
    return re.compile(rf"[\w{_signs()}]")


@lru_cache(maxsize=32)
def _pattern_of(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], Mapping[str, Term]]:
    """Give one pattern of all terms, and the term of each form as it is looked up."""
    # Where an entry for es and one for es-MX fit, the last word is with the narrower one.
    ordered = sorted(terms, key=lambda term: max(map(len, term.languages)))
    known = {_key(form): term for term in ordered for form in term.forms}
    before, after, unspaced = _edges()
    parted: dict[tuple[str, str], list[str]] = defaultdict(list)
    for form in sorted(known, key=lambda form: (form[0], -len(form))):
        ends = ("" if _UNSPACED.match(form[0]) else before, unspaced if _UNSPACED.match(form[-1]) else after)
        parted[ends].append(form)
    return re.compile("|".join(f"{start}(?:{_any(forms)}){end}" for (start, end), forms in parted.items())), known


def _any(forms: Sequence[str]) -> str:
    """Give a pattern of any of some forms, in which only those of one first letter are tried at a word."""
    return "|".join(
        f"{_written(first)}(?:{'|'.join(''.join(map(_written, form[1:])) for form in group)})"
        for first, group in groupby(forms, key=lambda form: form[0])
    )


def _written(letter: str) -> str:
    """Give a pattern of the ways in which a letter of a form may be written in a body."""
    if letter in _VARIANTS:
        return _VARIANTS[letter]
    parts = normalize("NFD", letter)
    plain = re.escape(escape(letter, quote=False))
    return plain if parts == letter else f"(?:{plain}|{parts})"


def _lowered(text: str) -> str:
    """Give a text in lower case, each letter where it was."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(small if len(small := c.lower()) == 1 else c for c in text)


def _key(text: str) -> str:
    """Give a text as it is looked up and compared: the same for each way in which it may be written.

    It is no mark-up: the terms of a glossary stay as they are written.
    """
    plain = re.sub(_HYPHEN, "-", re.sub(_APOSTROPHE, "'", normalize("NFC", text)))
    return " ".join(_lowered(plain).split())


@dataclass
class _Reading:
    """What was read of a body so far."""

    body: str
    language: str
    """Of the article, without its country."""
    pattern: re.Pattern[str]
    known: Mapping[str, Term]
    uses: list[Use] = field(default_factory=list)
    found: set[Term] = field(default_factory=set)
    blocks: int = 0
    block_start: int = 0
    # For each element that is open: whether it or one around it is left untouched, and whether its language is another.
    open: list[tuple[bool, bool]] = field(default_factory=list)
    in_block: list[Use] = field(default_factory=list)

    def read(self, token: str, start: int, end: int) -> None:
        """Read a tag, or the words between two tags."""
        if not token.startswith("<"):
            if self.open and not any(self.open[-1]):
                self.in_block += self._uses(token, start, end)
        elif not token.startswith("</"):
            self._begin(token, start, end)
        elif self.open:
            self.open.pop()
            self._end_block(end)

    def _begin(self, tag: str, start: int, end: int) -> None:
        name = _name_of(tag)
        if not self.open:
            self.block_start = start
        if name in _CLOSED or tag.endswith("/>"):
            self._end_block(end)
            return
        untouched, foreign = self.open[-1] if self.open else (False, False)
        if spoken := _LANGUAGE.search(tag):
            # What is in the article's language within what is not is its own again; a heading or a link stays one.
            foreign = spoken[1].split("-")[0].casefold() != self.language
        self.open.append((untouched or name in _UNTOUCHED, foreign))

    def _end_block(self, end: int) -> None:
        """Take the uses of a block that ends here, unless it is within another."""
        if self.open:
            return
        if self.in_block:
            said = _said(self.body[self.block_start : end])
            for use in self.in_block:
                if use.term not in self.found and not _says(said, use.term.plain):
                    self.found.add(use.term)
                    self.uses.append(Use(use.term, use.start, use.end, self.blocks, end))
            self.in_block = []
        self.blocks += 1

    def _uses(self, text: str, start: int, end: int) -> Iterator[Use]:
        for match in self.pattern.finditer(_lowered(text)):
            term = self.known.get(_key(unescape(match[0])))
            if term is None or term in self.found:
                continue
            first, last = start + match.start(), start + match.end()
            # A hyphen may stand between a term and a tag.
            starts_word = match.start() > 1 or _UNSPACED.match(match[0]) or not _goes_on(self.body, start, back=True)
            ends_word = last < end - 1 or _UNSPACED.match(match[0][-1]) or not _goes_on(self.body, end, back=False)
            if starts_word and ends_word:
                yield Use(term, first, last, 0, 0)


def _goes_on(body: str, place: int, *, back: bool) -> bool:
    """Tell whether a word goes on beyond the tags at a place, as that of a letter in italics does."""
    is_joined = False
    while True:
        joint = _JOINT_BEFORE.match(body[place - 1 : place]) if back else _JOINT_AFTER.match(body, place)
        if joint and not is_joined:
            is_joined, place = True, place - 1 if back else joint.end()
        if back:
            if body[place - 1 : place] != ">":
                return bool(_of_word().match(body[place - 1 : place]))
            tag_start = body.rfind("<", 0, place)
            tag, place = body[tag_start:place], tag_start
        else:
            tag_end = _TOKEN.match(body, place)
            if tag_end is None or not tag_end[0].startswith("<"):
                return bool(_of_word().match(body, place))
            if _NOTE_MARK.match(body, place):
                return False
            tag, place = tag_end[0], tag_end.end()
        if _name_of(tag) not in _IN_LINE:
            return False


def _name_of(tag: str) -> str:
    name = _NAME.match(tag)
    return name[1] if name else ""


def _says(said: str, plain: str) -> bool:
    """Tell whether the plain words are said already; a word or two may be meant otherwise."""
    words = _key(plain).rstrip(".")
    return words.count(" ") > 1 and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", said) is not None


def _said(markup: str) -> str:
    """Give the words of some mark-up as they are compared."""
    return _key(unescape(re.sub(r"<[^>]*>", "", markup)))
