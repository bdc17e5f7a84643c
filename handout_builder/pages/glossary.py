"""The terms that an article uses, and the clinic's plain words for them.

A body is read as it is written, tag by tag, and not taken apart and put together again: the author's words stay the
very same.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from itertools import groupby, pairwise
from unicodedata import east_asian_width

from markupsafe import Markup

from ..model import Article, Clinic, Edition, Form, Gloss, Glossing, Term
from .labels import labels_for
from .tongues import mark_of

_TOKEN = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^'">])*>|[^<]+""")
_NAME = re.compile(r"</?([\w:-]+)")
_LANGUAGE = re.compile(r'\s(?:xml:)?lang="([^"]*)"')
_CLOSED = frozenset("br hr img wbr".split())
_UNTOUCHED = frozenset("a abbr code h2 h3 h4 h5 h6 kbd pre samp var".split())
"""Elements whose words no term is explained in: they lead elsewhere, are explained already, or are no prose."""
_IN_LINE = frozenset("a abbr b bdi bdo cite code em i kbd mark q s small span strong sub sup u del ins wbr".split())

# Letters that are written without spaces between words: Chinese, Japanese, Thai, Lao, Burmese and Khmer.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SIGNS = r"\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
"""Accents and vowel signs that are characters of their own: what they follow goes on."""
_BEFORE, _AFTER = rf"(?<![\w&{_SIGNS}])(?<!\w[-\u2010\u2011])", rf"(?![\w{_SIGNS}])(?![-\u2010\u2011]\w)"
"""What must not stand beside a term: it would be part of another word."""
_WORD = re.compile(rf"[\w{_SIGNS}]")


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


def glossing_of(article: Article, clinic: Clinic, edition: Edition) -> Glossing | None:
    """Give what a handout of an article explains; None where it explains nothing.

    Where terms come so thick that a margin cannot hold their plain words, they stand at the end.
    """
    form = clinic.glossing.form_of(edition.part_of or edition.name)
    if form == "margin" and edition.is_printed and _is_crowded(article.body, uses_in(article, clinic)):
        form = "end"
    return _glossing(form, article, clinic) if form else None


def web_glossing(article: Article, clinic: Clinic) -> Glossing | None:
    """Give what an article's page on the web explains at its end; nothing where no edition explains anything."""
    is_off = all(name in clinic.glossing.off for name in clinic.editions)
    return None if is_off else _glossing("end", article, clinic)


def _glossing(form: Form, article: Article, clinic: Clinic) -> Glossing | None:
    glosses = tuple(Gloss(use.term, use.block) for use in uses_in(article, clinic))
    return Glossing(form, labels_for(article.language, clinic).glossary, glosses) if glosses else None


def glossed_body(article: Article, glossing: Glossing, uses: Sequence[Use], *, is_printed: bool) -> str:
    """Give an article's body with what leads from the first use of each term to its plain words, or with those."""
    put: list[tuple[int, str]] = []
    for entry, use in zip(entries_of(glossing, article.language), uses, strict=True):
        before, after = _around(entry, glossing, is_printed=is_printed)
        put += [(use.start, before), (use.end, after)]
        if glossing.form == "margin" and not is_printed:
            put.append((use.block_end, _FOOTNOTE.format(entry)))
    # Notes of one block stay in the order of their terms.
    put.sort(key=lambda each: each[0])
    places = [0, *(place for place, _ in put), len(article.body)]
    pieces = [article.body[start:end] for start, end in pairwise(places)]
    return "".join(f"{piece}{markup}" for piece, (_, markup) in zip(pieces, [*put, (0, "")], strict=True))


def _around(entry: "Entry", glossing: Glossing, *, is_printed: bool) -> tuple[str, str]:
    """Give what is put before and behind the first use of a term."""
    if glossing.form == "margin" and is_printed:
        return "", _MARGIN_NOTE.format(entry)
    told = ""
    if not is_printed:
        kind = "glossref" if glossing.form == "end" else "noteref"
        told = f' id="_use-{entry.number}" epub:type="{kind}" role="doc-{kind}"'
    return f'<a class="word" href="#_word-{entry.number}"{told}>', "</a>"


_MARGIN_NOTE = Markup(
    '<span class="gloss" role="note"{0.mark}><span class="gloss-term" role="paragraph">{0.term}</span>'
    '<span class="gloss-words" role="paragraph">{0.plain}</span></span>'
)
"""A printed page is no HTML, but XML of HTML's names: a renderer sets the note beside the line that it stands in."""
_FOOTNOTE = Markup(
    '<aside class="gloss" epub:type="footnote" role="doc-footnote" id="_word-{0.number}"{0.mark}>'
    "<p><b>{0.term}</b> {0.plain}</p></aside>"
)


_PAGE, _COLUMN = 2600, 600
"""Letters that a page with a margin holds at most, and points of notes that its margin holds at least."""
_ON_A_LINE, _LINE, _AROUND = 22, 13, 11
"""Letters on a line of a note, its height in points, and what is above and below a note."""


def _is_crowded(body: str, uses: Sequence[Use]) -> bool:
    """Tell whether there is a page's worth of text whose notes may be taller than the page."""
    heights = [(len(re.sub(r"<[^>]*>", "", body[: use.start])), _height(use.term)) for use in uses]
    return any(
        sum(height for place, height in heights if first <= place < first + _PAGE) > _COLUMN for first, _ in heights
    )


def _height(term: Term) -> int:
    return _AROUND + sum(_LINE * -(-_width(text) // _ON_A_LINE) for text in (term.term, term.plain))


def _width(text: str) -> int:
    """Count letters, those of Chinese, Japanese and Korean for two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


@dataclass(frozen=True)
class Entry:
    """A term as a template prints it."""

    number: int
    """From 1; its id is _word- and the number, that of the words that it explains _use- and the number."""
    term: str
    plain: str
    mark: Markup
    """Attributes of what holds them, where they are not in the page's language."""


def entries_of(glossing: Glossing | None, language: str) -> list[Entry]:
    """Give the terms that a page in a language explains."""
    return [
        Entry(number, gloss.term.term, gloss.term.plain, mark_of(gloss.term.languages[0], language))
        for number, gloss in enumerate(glossing.glosses if glossing else (), start=1)
    ]


def uses_in(article: Article, clinic: Clinic) -> tuple[Use, ...]:
    """Give the first use of each term that an article uses."""
    if not clinic.glossary:
        return ()
    terms = tuple(term for term in clinic.glossary if term.is_for(article.language))
    return first_uses(article.body, article.language, terms)


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


@lru_cache(maxsize=32)
def _pattern_of(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], Mapping[str, Term]]:
    """Give one pattern of all terms, and the term of each form as it is looked up."""
    # Where an entry for es and one for es-MX fit, the last word is with the narrower one.
    ordered = sorted(terms, key=lambda term: max(map(len, term.languages)))
    known = {_key(form): term for term in ordered for form in term.forms}
    parted: dict[tuple[str, str], list[str]] = defaultdict(list)
    for form in sorted(known, key=lambda form: (form[0], -len(form))):
        ends = ("" if _UNSPACED.match(form[0]) else _BEFORE, "" if _UNSPACED.match(form[-1]) else _AFTER)
        parted[ends].append(r"\s+".join(re.escape(escape(word, quote=False)) for word in form.split()))
    return re.compile("|".join(f"{before}(?:{_any(forms)}){after}" for (before, after), forms in parted.items())), known


def _any(forms: Sequence[str]) -> str:
    """Give a pattern of any of some patterns, in which only those of one first letter are tried at a word."""
    return "|".join(
        f"{first}(?:{'|'.join(form[len(first) :] for form in group)})" for first, group in groupby(forms, key=_first_of)
    )


def _first_of(pattern: str) -> str:
    """Give the letter that a pattern begins with, as it is written there."""
    found = re.match(r"\\.|&\w+;|.", pattern)
    return found[0] if found else ""


def _lowered(text: str) -> str:
    """Give a text in lower case, each letter where it was."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(small if len(small := c.lower()) == 1 else c for c in text)


def _key(text: str) -> str:
    return " ".join(_lowered(unescape(text)).split())


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
    # For each element that is open: its name, and whether terms in it are passed over.
    open: list[tuple[str, bool]] = field(default_factory=list)
    in_block: list[Use] = field(default_factory=list)

    def read(self, token: str, start: int, end: int) -> None:
        """Read a tag, or the words between two tags."""
        if not token.startswith("<"):
            if self.open and not self.open[-1][1]:
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
        passed = self.open[-1][1] if self.open else False
        spoken = _LANGUAGE.search(tag)
        if spoken and name not in _UNTOUCHED:
            # What is in the article's language within what is not is its own again.
            passed = spoken[1].split("-")[0].casefold() != self.language
        self.open.append((name, passed or name in _UNTOUCHED))

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
            term = self.known.get(_key(match[0]))
            if term is None or term in self.found:
                continue
            first, last = start + match.start(), start + match.end()
            starts_word = match.start() or _UNSPACED.match(match[0]) or not _goes_on(self.body, start, back=True)
            ends_word = last < end or _UNSPACED.match(match[0][-1]) or not _goes_on(self.body, end, back=False)
            if starts_word and ends_word:
                yield Use(term, first, last, 0, 0)


def _goes_on(body: str, place: int, *, back: bool) -> bool:
    """Tell whether a word goes on beyond the tags at a place, as that of a letter in italics does."""
    while True:
        if back:
            if body[place - 1 : place] != ">":
                return bool(_WORD.match(body[place - 1 : place]))
            tag_start = body.rfind("<", 0, place)
            tag, place = body[tag_start:place], tag_start
        else:
            tag_end = _TOKEN.match(body, place)
            if tag_end is None or not tag_end[0].startswith("<"):
                return bool(_WORD.match(body, place))
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
    return _key(re.sub(r"<[^>]*>", "", markup))
