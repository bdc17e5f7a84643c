"""What is seen of an article once, for all the items of the sheets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from ...model import Article, Term
from ..blocks import Block, blocks_of, root_of, word_count
from ..language.prose import Prose, prose_of
from ..phrases import found_phrases, has_phrases, is_phrase

_PAGE = 300
"""Words that fill about a printed page."""
_NO_AMOUNT = re.compile(
    r"https?://\S+|www\.\S+|[^\s@]{1,64}@\S+"
    r"|\b\d{1,4}[/-]\d{1,2}[/-]\d{2,4}\b|\b24/7\b"
    r"|(?<!\d)(?:\+?1[\s.‐‑-])?\(?\d{3}\)?[\s.‐‑-]\d{3,4}(?:[\s.‐‑-]\d{4})?(?!\d)|\+\d[\d\s().-]{6,}\d"
    r"|\b\d{1,2}:\d\d\b|\b\d{1,2}\s?[ap]\.?m\b|\b(?:19|20)\d\ds?\b(?!\s?(?:%|m?c?g\b|ml\b|k?cal|iu\b|steps|people|pasos|personas))|\b[2-9]11\b|\b988\b|\[\d+\]"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,2}\b|\b\d{1,2}\sde\s[a-z]+",
    re.IGNORECASE,
)
"""Figures that are no amounts: PEMAT-P item 6 sets days and times aside.

What stands before an @ has an end (64 letters: RFC 5321, section 4.5.3.1.1), since it may begin at each letter.
"""
_AMOUNT = re.compile(r"(?<![\w.])[$£€]?\d[\d.,/]*\d?\s?%?(?:\s(?:per\s?cent|mg|ml|percent))?")


_COUNT = (
    r"(?:\d[\d,.]{0,20}|a|one|two|three|four|five|six|seven|eight|nine|ten|twenty"
    r"|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
)
_WHOLE = (
    r"(?!(?:19|20)\d\d\b)(?:\d[\d,.]*|two|three|four|five|six|eight|ten|twenty|hundred|thousand"
    r"|dos|tres|cuatro|cinco|diez|cien|mil)"
)
_CHANCE = re.compile(
    rf"\b{_COUNT}\s(?:in|out of|de cada)\s(?:every\s|an?\s|one\s)?{_WHOLE}\b"
    r"|\d[\d.,]{0,20}\s?(?:%|per\s?cent\b|por ciento\b)",
    re.IGNORECASE,
)
"""As in 20%, 1 in 5, two out of every ten, una de cada diez."""


@dataclass(frozen=True)
class ListSeen:
    """A list of an article, the lists within it counted apart."""

    size: int
    """Items of its own."""
    is_numbered: bool
    is_parted: bool
    """Whether it holds further lists."""
    heading: str
    """The heading above it; empty where there is none."""
    is_last: bool
    """Whether nothing stands after it."""


@dataclass(frozen=True)
class TableSeen:
    """A table of an article."""

    columns: int
    headings: tuple[str, ...]
    """The words of its header cells that have any."""
    caption: str
    has_blanks: bool
    """Whether it has cells to write into."""
    cells: tuple[str, ...]
    """The words of each cell and of the caption."""


@dataclass(frozen=True)
class PictureSeen:
    """A picture where the body shows it."""

    alt: str
    caption: str


@dataclass(frozen=True)
class Seen:
    """An article, taken apart."""

    article: Article
    glossary: tuple[Term, ...] = ()
    """What the clinic explains beside it."""

    @property
    def language(self) -> str:
        """Give the language's first part: en, es and so on."""
        return self.article.language.partition("-")[0].casefold()

    @property
    def has_words(self) -> bool:
        """Tell whether there are lists of words for the language."""
        return has_phrases(self.article.language)

    @cached_property
    def blocks(self) -> list[Block]:
        """Give the body's blocks in order."""
        return blocks_of(self.article.body)

    @cached_property
    def prose(self) -> Prose:
        """Give the sentences."""
        return prose_of(self.article, self.glossary)

    @property
    def headings(self) -> list[str]:
        """Give the words of the headings in order."""
        return [block.text for block in self.blocks if block.kind == "heading"]

    @cached_property
    def sections(self) -> list[tuple[str, int]]:
        """Give heading and words of what stands under each heading, and above the first."""
        found = [("", 0)]
        for block in self.blocks:
            if block.kind == "heading":
                found.append((block.text, 0))
            else:
                heading, words = found[-1]
                found[-1] = (heading, words + word_count(block.text, self.article.language))
        return [one for one in found if one != ("", 0)]

    @property
    def words(self) -> int:
        """Count the words; 0 in languages that write without spaces."""
        return sum(words for _, words in self.sections)

    @property
    def paragraphs(self) -> list[Block]:
        """Give what is read as a paragraph or an item."""
        return [block for block in self.blocks if block.kind != "heading"]

    @property
    def is_very_short(self) -> bool:
        """Tell whether it has two paragraphs at most, on one page (PEMAT user's guide, item 8)."""
        return len(self.paragraphs) <= 2 and self.words <= _PAGE

    @cached_property
    def amounts(self) -> list[str]:
        """Give the numbers in figures that are no day, time, year or phone number, each once."""
        texts = (_NO_AMOUNT.sub(" ", block.text) for block in self.blocks)
        return list(dict.fromkeys(found[0].strip(" .,") for text in texts for found in _AMOUNT.finditer(text)))

    @cached_property
    def chances(self) -> list[str]:
        """Give the chances in figures and in words that stand for them, each once."""
        return list(dict.fromkeys(found[0] for block in self.blocks for found in _CHANCE.finditer(block.text)))

    def phrases(self, name: str) -> list[str]:
        """Give the phrases of a list that stand in the article, each once, as written."""
        texts = [self.article.title, *(block.text for block in self.blocks)]
        found = (one[0] for text in texts for one in found_phrases(text, self.article.language, name))
        return list({words.casefold(): words for words in reversed([*found])}.values())[::-1]

    def lines_of(self, name: str) -> list[str]:
        """Give the blocks that are a phrase of a list and nothing else, each once."""
        found = (block.text for block in self.blocks if is_phrase(block.text, self.article.language, name))
        return list(dict.fromkeys(found))

    def headings_of(self, name: str) -> list[str]:
        """Give the headings that hold a phrase of a list."""
        return [text for text in self.headings if next(found_phrases(text, self.article.language, name), None)]

    def is_of_sources(self, heading: str) -> bool:
        """Tell whether sources are listed under a heading."""
        return is_phrase(heading, self.article.language, "sources")

    @cached_property
    def actions(self) -> list[str]:
        """Give the sentences and key points that begin with what the reader is to do, as written."""
        texts = [*(sentence.text for sentence in self.prose.sentences), *self.article.key_points]
        return [text for text in texts if self._is_action(text)]

    def _is_action(self, sentence: str) -> bool:
        found = next(found_phrases(sentence, self.article.language, "actions"), None)
        # "Find is a word" and "Use of it" tell nobody to do anything.
        told = re.compile(r"\W*(?:please |first,? |then,? |por favor,? )?$", re.IGNORECASE)
        if found is None or told.match(sentence[: found.start()]) is None or sentence.endswith("?"):
            return False
        return re.match(r"\s+(?:is|are|was|were|can|may|will|has|of|es|son|de)\b", sentence[found.end() :]) is None

    @cached_property
    def lists(self) -> list[ListSeen]:
        """Give the lists that are not part of another one, in order."""
        return list(_lists(self._root))

    @cached_property
    def tables(self) -> list[TableSeen]:
        """Give the tables in order."""
        return [_table(table) for table in self._root.iter("table")]

    @cached_property
    def pictures(self) -> list[PictureSeen]:
        """Give the pictures in order."""
        return [_picture(image) for image in self._root.iter("img")]

    @cached_property
    def stressed(self) -> list[str]:
        """Give what is set in bold within the text."""
        found = (element for element in self._root.iter("strong", "b", "mark") if _is_in_text(element))
        return [text for element in found if any(map(str.isalnum, text := _text(element)))]

    @cached_property
    def _root(self) -> etree._Element:
        return root_of(self.article.body)


def _lists(root: etree._Element) -> Iterator[ListSeen]:
    heading, body = "", [*root.iter()]
    last = next((element for element in reversed(list(root)) if _text(element)), None)
    for element in body:
        tag = str(element.tag)
        if re.fullmatch(r"h[1-6]", tag):
            heading = _text(element)
        elif tag in ("ul", "ol") and not any(above.tag in ("ul", "ol") for above in element.iterancestors()):
            is_last = element is last or (last is not None and last in element.iterancestors())
            parted = element.find(".//ul") is not None or element.find(".//ol") is not None
            yield ListSeen(len(element.findall("li")), tag == "ol", parted, heading, is_last)


def _table(table: etree._Element) -> TableSeen:
    columns = max((sum(int(cell.get("colspan") or 1) for cell in row) for row in table.iter("tr")), default=0)
    headings = tuple(text for cell in table.iter("th") if (text := _text(cell)))
    caption = table.find("caption")
    blanks = any(not _text(cell) for cell in table.iter("td"))
    cells = tuple(map(_text, table.iter("caption", "th", "td")))
    return TableSeen(columns, headings, _text(caption) if caption is not None else "", blanks, cells)


def _picture(image: etree._Element) -> PictureSeen:
    figure = next(image.iterancestors("figure"), None)
    caption = figure.find(".//figcaption") if figure is not None else None
    return PictureSeen(image.get("alt", ""), _text(caption) if caption is not None else "")


def _is_in_text(element: etree._Element) -> bool:
    return not any(re.fullmatch(r"h[1-6]|th|dt", str(above.tag)) for above in element.iterancestors())


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())
